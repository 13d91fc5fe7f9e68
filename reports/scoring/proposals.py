"""Values that follow from facts of the report: proposed with the reason, confirmed or changed by a person."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaign.models import ReportingPeriod
from departments.models import Department
from reports.extensions import limits
from reports.scoring.models import ScoreItem
from reports.scoring.points import TENTH, in_words
from reports.submissions.models import AnnualReport

Rule = ScoreItem.Rule


@dataclass(frozen=True)
class Facts:
    """What is known of one unit's report. `required`: figures that need evidence; `proven`: those that have it."""

    submitted: bool = False
    days_late: int = 0
    returns: int = 0
    required: int = 0
    proven: int = 0


@dataclass(frozen=True)
class Proposal:
    """Points and why."""

    points: Decimal
    reason: str

    @property
    def shown(self) -> str:
        return in_words(self.points)


def facts_of(period: ReportingPeriod, department: Department, today: date) -> Facts:
    """The facts of one unit; four queries."""
    report = AnnualReport.objects.for_period(period).filter(department=department).for_listing().first()
    if report is None:
        return Facts()
    late = report.days_late(today, limits.limit_of(period, department))
    revision = report.revisions.order_by("-number").first()
    values = revision.content["values"] if revision else {}
    codes = period.period_indicators.filter(evidence_required=True).order_by("pk").values_list("code", flat=True)
    asked = [values[code] for code in codes if code in values and values[code]["status"] == "value"]
    proven = sum(1 for value in asked if value["evidence"])
    return Facts(report.first_submitted_at is not None, late, report.returns, len(asked), proven)


def proposal(item: ScoreItem, facts: Facts) -> Proposal | None:
    """What the facts propose for this item; None where they say nothing."""
    match item.rule:
        case Rule.ON_TIME if facts.submitted and not facts.days_late:
            return Proposal(item.max_points, _("The report was sent on time."))
        case Rule.ON_TIME:
            return Proposal(Decimal(0), _late(facts) if facts.submitted else _("No report has been sent."))
        case Rule.EVIDENCE if facts.required:
            share = Decimal(facts.proven) / facts.required * item.max_points
            text = _("%(proven)s of %(required)s figures that need evidence have it.")
            words = text % {"proven": facts.proven, "required": facts.required}
            return Proposal(share.quantize(TENTH, ROUND_HALF_UP), words)
        case Rule.LATE if facts.days_late:
            rule = _("One point per day is proposed, up to the maximum.")
            return Proposal(min(Decimal(facts.days_late), item.max_points), f"{_late(facts)} {rule}")
        case Rule.RETURNED if facts.returns:
            text = ngettext(
                "The report was returned %(n)s time.", "The report was returned %(n)s times.", facts.returns
            )
            rule = _("One point per return is proposed, up to the maximum.")
            return Proposal(min(Decimal(facts.returns), item.max_points), f"{text % {'n': facts.returns}} {rule}")
    return None


def _late(facts: Facts) -> str:
    text = ngettext("The report is %(n)s day late.", "The report is %(n)s days late.", facts.days_late)
    return text % {"n": facts.days_late}
