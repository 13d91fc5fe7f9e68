"""Who may do what to results of earlier years. Each rule answers why not, or None."""

from django.utils.translation import gettext_lazy as _

from campaign.permissions import enter_paper_figures
from departments.roles import Permission


def enter(user, obj=None) -> str | None:
    """Enter and correct figures, texts and the signed report of an earlier year: HC-TC."""
    return enter_paper_figures(user)


def read(user, obj=None) -> str | None:
    """Read them with the signed report: whoever reads consolidated reports."""
    return None if user.may(Permission.READ_CONSOLIDATED) else _("This is not among the tasks of your role.")
