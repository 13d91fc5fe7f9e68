"""Where a report stands: progress, days left, whose turn it is, and the one next step for a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from campaign.models import ReportingPeriod
from departments.models import AuditEvent, Department
from departments.roles import Permission
from departments.todo import Tone
from reports.submissions import permissions, sums, wording
from reports.submissions.material import Material
from reports.submissions.models import AnnualReport, IndicatorValue
from reports.submissions.sections import Section

State = AnnualReport.State

TONES = {
    State.DRAFTING: Tone.WARN,
    State.AWAITING_HEAD: Tone.WARN,
    State.SUBMITTED: Tone.RUN,
    State.UNDER_REVIEW: Tone.RUN,
    State.RETURNED: Tone.BAD,
    State.ACCEPTED: Tone.OK,
}


@dataclass(frozen=True)
class Progress:
    """How many items are answered. Totals the program computes are not counted."""

    answered: int
    total: int

    @property
    def percent(self) -> int:
        return round(100 * self.answered / self.total) if self.total else 100

    @property
    def is_complete(self) -> bool:
        return self.answered == self.total


def progress_of(material: Material, section: Section | None = None) -> Progress:
    """Progress of one section, or of the whole report."""
    if material.report.nothing_to_report:
        return Progress(0, 0)
    codes = set(material.by_code)
    values = material.values if section is None else material.values_in(section)
    narratives = material.narratives if section is None else material.narratives_in(section)
    items: list = [value for value in values if not sums.is_automatic(value, codes)]
    items += narratives
    return Progress(sum(wording.is_answered(item) for item in items), len(items))


def asks(period: ReportingPeriod, department: Department) -> bool:
    """Whether the period asks this unit: the rule of `period.units()`, on periods with chosen units prefetched."""
    if period.office_level_only:
        return False
    chosen = period.departments.all()
    if chosen:
        return department in chosen
    last_day = date(period.year, 12, 31)
    begun = department.valid_from is None or department.valid_from <= last_day
    return department.reports and begun and (department.valid_to is None or department.valid_to >= last_day)


@dataclass(frozen=True)
class Step:
    """The one next thing: what the button says and where it leads. `is_mine`: the report waits for this person."""

    action: str
    url: str
    is_mine: bool = True


def next_step(report: AnnualReport, user) -> Step:
    """What this person does next with the report."""
    on_behalf = permissions.is_on_behalf(user, report)
    may_fill = user.may(Permission.FILL_REPORT, report.department_id) or on_behalf
    if report.state == State.AWAITING_HEAD and user.may(Permission.SIGN_OFF_REPORT, report.department_id):
        return Step(_("Check and submit the report"), reverse("submissions:read", args=[report.pk]))
    if report.state == State.DRAFTING and may_fill:
        return Step(_("Go on filling in"), reverse("submissions:report", args=[report.pk]))
    if report.state == State.RETURNED and may_fill:
        return Step(_("Open the fields to be completed"), reverse("submissions:check", args=[report.pk]))
    return Step(_("View"), reverse("submissions:read", args=[report.pk]), is_mine=False)


def last_saved(answers: Iterable[IndicatorValue]):
    """When any of these answers was last saved, or None."""
    moments = [answer.updated_at for answer in answers if answer.updated_at]
    return max(moments, default=None)


def sent_back(report: AnnualReport) -> AuditEvent | None:
    """The head's reason, while the report is back with the contributor because of it."""
    if report.state != State.DRAFTING:
        return None
    last = AuditEvent.objects.about(report).filter(after__gt="").last()
    return last if last and last.action == "submissions.annualreport.send_back" else None
