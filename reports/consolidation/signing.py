"""In which capacity a leader signs the Office's report on a given day (Decree 30/2020, Annex I, II.7)."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from departments.models import Appointment, Position, User
from departments.permissions import Refused
from reports.consolidation.official import Signer

HEAD = "CHÁNH VĂN PHÒNG"
DEPUTY = "PHÓ CHÁNH VĂN PHÒNG"
Level = Position.Level


class NoCapacity(Refused):
    """The person holds no post that can sign for the Office on this day."""


def signer_of(user: User, on: date) -> Signer:
    """The head signs as head (acting: Q.), a deputy KT. Raises NoCapacity."""
    posts = Appointment.objects.current(on).filter(staff=user.staff_id).select_related("position")
    post = (
        posts.filter(position__level__in=(Level.OFFICE_HEAD, Level.OFFICE_DEPUTY)).order_by("position__order").first()
    )
    if user.staff_id is None or post is None:
        raise NoCapacity(
            _("No appointment as head or deputy head of the Office is recorded for you on this day. Please ask HC-TC.")
        )
    if post.position.level == Level.OFFICE_DEPUTY:
        return Signer((f"KT. {HEAD}", DEPUTY), user.display_name)
    return Signer((f"Q. {HEAD}" if post.is_acting else HEAD,), user.display_name)


def expected_signer(on: date) -> Signer:
    """For drafts: the head of the Office on this day; the name stays blank where none is appointed."""
    posts = Appointment.objects.current(on).filter(position__level=Level.OFFICE_HEAD).select_related("staff")
    post = posts.order_by("position__order", "pk").first()
    return Signer((HEAD,), post.staff.full_name if post else "")
