"""A person decides about suspected doubles: the same, which counts once, or not the same. Nothing falls away before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from campaign.models import ReportingPeriod
from departments import audit
from departments.models import User
from departments.permissions import Refused, check
from departments.transitions import StalePage
from reports.consolidation import gathering, permissions
from reports.consolidation.amounts import Contribution, Definition
from reports.consolidation.double_reading import decisions_of, periods_of
from reports.consolidation.doubles import DIFFERENT, SAME, Suspect, usual
from reports.consolidation.frozen import digest, plain
from reports.consolidation.models import ConsolidatedReport, DoubleCount


@dataclass(frozen=True)
class Question:
    """One suspected double as a person is asked about it: what each unit reported, and what was decided."""

    period: ReportingPeriod
    definition: Definition
    suspect: Suspect
    given: Mapping[str, Contribution]
    #: What stands, as the inputs of a compilation keep it; its `verdict` is empty while nobody has decided.
    row: Mapping[str, Any]
    #: The decision there is, even one that no longer stands.
    decision: DoubleCount | None

    @property
    def token(self) -> str:
        """What a form names the question by: also another one when the units or the decision are others."""
        moment = self.decision.decided_at.isoformat() if self.decision else ""
        return digest([self.period.pk, self.suspect.code, self.suspect.thing, self.suspect.units, moment])[:24]

    @property
    def proposed(self) -> dict[str, Decimal]:
        """What is taken off unless the person says otherwise: what was decided before, else one from each but one."""
        if self.decision and self.decision.taken_off and set(self.decision.units) == set(self.suspect.units):
            return {unit: Decimal(self.decision.taken_off.get(unit, 0)) for unit in self.suspect.units}
        return usual(self.suspect)

    def left(self, unit: str) -> Decimal:
        """What of the unit's figure other confirmed doubles have left."""
        given = self.given[unit]
        own = Decimal(self.row["taken_off"].get(unit, 0))
        return (given.amount.value or Decimal(0)) - given.taken_off + own


def questions_of(periods: Iterable[ReportingPeriod]) -> list[Question]:
    """Every suspected double of these periods as it stands now, undecided ones first."""
    found = [question for period in periods for question in _questions(period)]
    return sorted(found, key=lambda question: question.row["verdict"] != "")


def _questions(period: ReportingPeriod) -> list[Question]:
    data = gathering.answers_of(period, list(period.units()), gathering.reports_of(period))
    decisions = decisions_of(period) if data.doubles else {}
    return [
        Question(
            period,
            data.definitions[row["code"]],
            Suspect(row["code"], row["thing"], row["label"], tuple(row["units"])),
            data.answers[row["code"]],
            row,
            decisions.get((row["code"], row["thing"])),
        )
        for row in data.doubles
    ]


@transaction.atomic
def decide(
    report: ConsolidatedReport, token: str, verdict: str, taken_off: Mapping[str, Decimal], reason: str,
    *, by: User, at: datetime,
) -> DoubleCount:  # fmt: skip
    """Record what the person decided; raises Denied, StalePage (the list is another one by now) or Refused."""
    report = ConsolidatedReport.objects.select_related("period").get(pk=report.pk)
    check(permissions.edit, by, report)
    periods = periods_of(report.period)
    list(ReportingPeriod.objects.select_for_update(of=("self",)).filter(pk__in=[p.pk for p in periods]).order_by("pk"))
    question = next((q for q in questions_of(periods) if q.token == token), None)
    if question is None:
        raise StalePage(_("This list has changed since the page was opened. Please look at it again."))
    amounts = {unit: amount for unit, amount in taken_off.items() if amount} if verdict == SAME else {}
    _checked(question, verdict, amounts, reason)
    suspect, before = question.suspect, question.decision
    kept = DoubleCount.objects.update_or_create(
        period=question.period,
        code=suspect.code,
        thing=suspect.thing,
        defaults={
            "label": suspect.label,
            "units": list(suspect.units),
            "verdict": verdict,
            "taken_off": {unit: plain(amount) for unit, amount in amounts.items()},
            "reason": reason,
            "decided_by": by,
            "decided_at": at,
        },
    )[0]
    audit.record(
        "consolidation.doublecount.decide", target=report, by=by, at=at, label="Xác định nội dung báo cáo trùng",
        before=before.verdict if before else "", after=verdict, note=reason,
        data={
            "year": question.period.year, "code": suspect.code, "label": suspect.label, "units": list(suspect.units),
            "taken_off": kept.taken_off, "before": before.taken_off if before else {},
        },
    )  # fmt: skip
    return kept


def _checked(question: Question, verdict: str, amounts: Mapping[str, Decimal], reason: str) -> None:
    suspect = question.suspect
    if verdict == SAME:
        if not amounts:
            raise Refused(_("Please say how much is taken off, and from which unit."))
        if set(amounts) >= set(suspect.units):
            raise Refused(_("It has to count once: one of the units keeps it."))
        for unit, amount in amounts.items():
            if amount < 0 or unit not in suspect.units or amount > question.left(unit):
                raise Refused(_("No more can be taken off a unit than it has reported."))
    unusual = {unit: amount for unit, amount in usual(suspect).items() if amount} != dict(amounts)
    if not reason and (verdict == DIFFERENT or unusual):
        raise Refused(_("Please give the reason."))
