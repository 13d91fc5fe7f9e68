"""In which capacity a person signs a unit's report, on a given day (Decree 30/2020, Annex I, II.7)."""

from datetime import date

from departments.models import Appointment, Delegation, Department, Position, User


def signature_of(user: User, department: Department, on: date) -> tuple[list[str], str]:
    """Lines of the signature block and the name.

    The head signs under the title of the unit's head; a deputy signs KT.; an acting head signs Q.; a person to whom
    the unit is delegated on that day signs in the capacity the delegation gives, under the own post.
    """
    head = department.head_title.upper()
    delegation = Delegation.objects.in_force(on).filter(staff=user.staff_id, department=department).first()
    if delegation:
        return _delegated(delegation, user, head, on), user.display_name
    post = (
        Appointment.objects.current(on)
        .filter(staff=user.staff_id, department=department)
        .select_related("position")
        .order_by("position__order")
        .first()
    )
    if post is None or post.position.level == Position.Level.UNIT_HEAD:
        lines = [f"Q. {head}" if post and post.is_acting else head]
    elif post.position.level == Position.Level.UNIT_DEPUTY:
        lines = [f"KT. {head}", post.position.name.upper()]
    else:
        lines = [post.position.name.upper()]
    return lines, user.display_name


def _delegated(delegation: Delegation, user: User, head: str, on: date) -> list[str]:
    first = f"{delegation.capacity} {head}"
    post = user.post_on(on)
    if delegation.capacity == Delegation.Capacity.ACTING or post is None:
        return [first]
    return [first, post.position.name.upper()]
