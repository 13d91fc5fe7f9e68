"""Who may do what to the plan, the catalogue and a period. Each rule answers why not, or None."""

from django.utils.translation import gettext_lazy as _

from campaign.models import Phase, ReportingPeriod
from departments.roles import Permission

NOT_YOUR_TASK = _("This is done by the Administration–Organisation division (HC-TC).")
HEAD_ONLY = _("This is done by the head of the Administration–Organisation division.")
OFFICE_LEVEL_ONLY = _("For this year there are Office-level figures only; the units are not asked for reports.")
NO_DATES = _("Please set the due date and the day until which reports count as on time first.")
ALREADY_BEGUN = _("The period has been opened: its criteria, indicators and questions are fixed.")


def edit_catalogue(user, obj=None) -> str | None:
    """Change criteria, indicators, questions, legal bases, the plan's number; opened periods keep their copy."""
    return None if user.may(Permission.EDIT_CATALOGUE) else NOT_YOUR_TASK


def adopt_criteria(user, phase: Phase) -> str | None:
    """Give a later phase criteria of its own, once its guidance has been entered (plan V.2)."""
    if refusal := edit_catalogue(user):
        return refusal
    if phase.waits_for_guidance:
        return _("Please enter the guidance for this phase first; until then the criteria of phase 1 are in use.")
    return _("This phase has its own criteria already.") if phase.criteria.exists() else None


def create_period(user, obj=None) -> str | None:
    return None if user.may(Permission.MANAGE_PERIODS) else NOT_YOUR_TASK


def edit_calendar(user, obj=None) -> str | None:
    """Enter, correct and take out days off and days worked instead: HC-TC."""
    return create_period(user)


def prepare_period(user, period: ReportingPeriod) -> str | None:
    """Set dates, letter, units and items of a planned period."""
    if refusal := create_period(user):
        return refusal
    return None if period.is_planned else ALREADY_BEGUN


def open_period(user, period: ReportingPeriod) -> str | None:
    if refusal := create_period(user):
        return refusal
    if period.office_level_only:
        return OFFICE_LEVEL_ONLY
    return None if period.due_on and period.on_time_until else NO_DATES


def lock_period(user, period: ReportingPeriod) -> str | None:
    """The head of HC-TC, or the program itself on the day that was set (`user` None)."""
    return None if user is None or user.may(Permission.LOCK_PERIODS) else HEAD_ONLY


def unlock_period(user, period: ReportingPeriod) -> str | None:
    return None if user.may(Permission.LOCK_PERIODS) else HEAD_ONLY


def move_dates(user, period: ReportingPeriod) -> str | None:
    """New dates for a period that is under way: all units get more, or less, time."""
    return None if user.may(Permission.LOCK_PERIODS) else HEAD_ONLY


def amend_period(user, period: ReportingPeriod) -> str | None:
    """Correct a wording or the chosen units of an open period; the rules of its indicators stay as they are."""
    return create_period(user)


def enter_paper_figures(user, obj=None) -> str | None:
    return create_period(user)
