"""Where the program looks for doubles: the frozen evidence of the accepted reports and the units' registers."""

from collections.abc import Iterable, Mapping
from typing import Any

from campaign.models import PeriodIndicator, ReportingPeriod
from reports.consolidation.amounts import SUM_DISTINCT, Answers
from reports.consolidation.doubles import Mention, document, in_evidence, settled, suspects
from reports.consolidation.models import DoubleCount
from reports.registers.catalogue import BY_SLUG, PEOPLE_SLUG
from reports.registers.counting import condition_of, register_of

DOCUMENTS = "documents"
Values = Mapping[str, Mapping[str, Any]]


def doubles_of(
    period: ReportingPeriod,
    rows: Iterable[PeriodIndicator],
    values: Mapping[str, Values],
    answers: Mapping[str, Answers],
) -> list[dict[str, Any]]:
    """Every suspected double of the period with the decision that stands.

    `values`: unit → answers of its accepted report. A query per indicator that is counted without doubles and fed by a
    register, and one for the decisions; none where no indicator is counted so.
    """
    asked = [row for row in rows if row.across_units == SUM_DISTINCT and not row.computed_from]
    if not asked or len(values) < 2:
        return []
    mentions = [
        mention
        for row in asked
        for unit, given in values.items()
        for mention in in_evidence(row.code, unit, given.get(row.code, {}).get("evidence", ()))
    ]
    mentions += [mention for row in asked for mention in _in_registers(period.year, row, mentions, values)]
    return settled(suspects(mentions, answers), decisions_of(period), answers)


def periods_of(period: ReportingPeriod) -> list[ReportingPeriod]:
    """The periods whose figures a report of this one prints: itself, or of a review the annual ones of its years."""
    if not period.is_review:
        return [period]
    annual = ReportingPeriod.objects.annual().filter(campaign=period.campaign_id)
    return list(annual.filter(year__range=(period.from_year, period.year)).order_by("year"))


def decisions_of(period: ReportingPeriod) -> dict[tuple[str, str], DoubleCount]:
    return {(row.code, row.thing): row for row in DoubleCount.objects.of_periods([period])}


def _in_registers(
    year: int, indicator: PeriodIndicator, known: Iterable[Mention], units: Iterable[str]
) -> list[Mention]:
    """Lines that count towards the indicator and name what another unit's register or evidence names too."""
    slug = register_of(indicator.counted_from)
    if slug not in BY_SLUG or slug == PEOPLE_SLUG:
        return []
    also = {f"{m.key.partition('|')[2]}|{m.day}" for m in known if m.code == indicator.code and m.day}
    lines = BY_SLUG[slug].model.objects.in_year(year).present().meeting(condition_of(indicator.counted_from))
    lines = lines.shared(also if slug == DOCUMENTS else ()).select_related("department").order_by("pk")
    return [_line(slug, indicator.code, line) for line in lines if line.department.code in set(units)]


def _line(slug: str, code: str, line) -> Mention:
    unit = line.department.code
    if slug == DOCUMENTS:
        return document(code, unit, line.number, line.issued_on, str(line))
    return Mention(code, unit, f"{slug}|{line.identity}", str(line))
