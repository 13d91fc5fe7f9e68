"""What a role may ever do. One page; what a person may do to one object stands in each room's `permissions`."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """The hats a person can wear (design page §1). One person may wear several; each is dated."""

    CONTRIBUTOR = "contributor", _("Unit contributor")
    UNIT_HEAD = "unit_head", _("Unit head")
    HCTC_OFFICER = "hctc_officer", _("HC-TC officer")
    HCTC_HEAD = "hctc_head", _("HC-TC head")
    LEADERSHIP = "leadership", _("Office leadership")
    CLERK = "clerk", _("Clerk")
    COUNCIL = "council", _("Council member")
    ADMINISTRATOR = "administrator", _("System administrator")


#: Roles that speak for one unit only; their grant names the unit.
UNIT_ROLES = frozenset({Role.CONTRIBUTOR, Role.UNIT_HEAD})


class Permission(models.TextChoices):
    """A verb on a noun. Held through roles; whether this object allows it now is decided elsewhere."""

    FILL_REPORT = "fill_report", _("Fill in the unit's report")
    SIGN_OFF_REPORT = "sign_off_report", _("Approve and submit the unit's report")
    READ_ALL_REPORTS = "read_all_reports", _("Read every unit's report once it has been submitted")
    ENTER_ON_BEHALF = "enter_on_behalf", _("Enter a unit's report from its signed paper")
    REVIEW_REPORTS = "review_reports", _("Review, return and accept reports")
    TAKE_OVER_REVIEWS = "take_over_reviews", _("Take over a review from a colleague, or hand it to another")
    ACCEPT_HCTC_REPORT = "accept_hctc_report", _("Accept the report of HC-TC itself")
    READ_BOARD = "read_board", _("See the progress board")
    SEND_REMINDERS = "send_reminders", _("Send reminders")
    CONFIRM_ESCALATIONS = "confirm_escalations", _("Confirm that leadership is told about a late unit")
    GRANT_EXTENSIONS = "grant_extensions", _("Grant or refuse extensions")
    APPRAISE_SCORES = "appraise_scores", _("Appraise the internal score sheets")
    READ_SCORES = "read_scores", _("Read the internal score sheets and their ranking")
    MANAGE_SCORING = "manage_scoring", _("Switch the internal scoring on or off and edit its weights")
    RECORD_INSPECTIONS = "record_inspections", _("Record inspections and the spread of model examples")
    MANAGE_PERIODS = "manage_periods", _("Open reporting periods and set their dates")
    LOCK_PERIODS = "lock_periods", _("Lock and unlock reporting periods and figures")
    EDIT_CATALOGUE = "edit_catalogue", _("Edit criteria, indicators, questions and legal bases")
    COMPILE = "compile", _("Compile and edit the consolidated report")
    READ_CONSOLIDATED = "read_consolidated", _("Read the consolidated report")
    SEND_TO_LEADERSHIP = "send_to_leadership", _("Send the consolidated report to leadership")
    APPROVE_CONSOLIDATED = "approve_consolidated", _("Approve or return the consolidated report")
    RECORD_NUMBER = "record_number", _("Record the official number and date")
    MANAGE_ACCOUNTS = "manage_accounts", _("Manage accounts, units and catalogues")
    READ_AUDIT = "read_audit", _("Read the audit trail")
    READ_REGISTERS = "read_registers", _("Read the registers of every unit")


_P = Permission
PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.CONTRIBUTOR: frozenset({_P.FILL_REPORT}),
    Role.UNIT_HEAD: frozenset({_P.FILL_REPORT, _P.SIGN_OFF_REPORT}),
    Role.HCTC_OFFICER: frozenset(
        {
            _P.READ_ALL_REPORTS,
            _P.REVIEW_REPORTS,
            _P.READ_BOARD,
            _P.SEND_REMINDERS,
            _P.APPRAISE_SCORES,
            _P.READ_SCORES,
            _P.RECORD_INSPECTIONS,
            _P.MANAGE_PERIODS,
            _P.EDIT_CATALOGUE,
            _P.COMPILE,
            _P.READ_CONSOLIDATED,
            _P.ENTER_ON_BEHALF,
            _P.READ_REGISTERS,
        }
    ),
    Role.LEADERSHIP: frozenset(
        {
            _P.READ_ALL_REPORTS,
            _P.READ_BOARD,
            _P.READ_SCORES,
            _P.ACCEPT_HCTC_REPORT,
            _P.TAKE_OVER_REVIEWS,
            _P.READ_CONSOLIDATED,
            _P.APPROVE_CONSOLIDATED,
        }
    ),
    Role.CLERK: frozenset({_P.READ_CONSOLIDATED, _P.RECORD_NUMBER}),
    Role.COUNCIL: frozenset(),
    Role.ADMINISTRATOR: frozenset({_P.MANAGE_ACCOUNTS, _P.READ_AUDIT}),
}
PERMISSIONS[Role.HCTC_HEAD] = PERMISSIONS[Role.HCTC_OFFICER] | {
    _P.LOCK_PERIODS,
    _P.TAKE_OVER_REVIEWS,
    _P.GRANT_EXTENSIONS,
    _P.CONFIRM_ESCALATIONS,
    _P.MANAGE_SCORING,
    _P.SEND_TO_LEADERSHIP,
    _P.READ_AUDIT,
}
