"""One compilation: everything a consolidated report says, from one moment's accepted revisions. Pure of any saving."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from campaign.models import ReportingPeriod
from reports.consolidation import gathering
from reports.consolidation.amounts import NO_FIGURE, OFFICE, RATIO, STOCK, SUM, Amount, Definition, Figure
from reports.consolidation.compiled import Compiled
from reports.consolidation.figures import consolidate
from reports.consolidation.frozen import (
    amount_from_json,
    amount_to_json,
    definition_from_json,
    definition_to_json,
)
from reports.consolidation.gathering import YearData
from reports.consolidation.outline import Heading, heading_of, outline
from reports.consolidation.phase_figures import across_years, over_years
from reports.consolidation.reconciliation import altered_revisions, raw_amounts, reconcile

#: Version of the rules of this module; a change of meaning is a new number, so old compilations stay what they were.
RULES = 1
OFFICE_NAME = "Số liệu cấp Văn phòng"
Tell = Callable[[int, str], None]
READING, CALCULATING, CHECKING = "Đang đọc báo cáo đã tiếp nhận", "Đang tính số liệu", "Đang đối chiếu"


def silent(percent: int, stage: str) -> None:
    """Nobody is watching the progress."""


def compile_period(period: ReportingPeriod, day: date, tell: Tell = silent) -> Compiled:
    """Compile the period as it stands at this moment. `day` is the day for the size of the office."""
    with gathering.one_moment():
        tell(10, READING)
        units = list(period.units())
        reports = gathering.reports_of(period)
        own = gathering.answers_of(period, units, reports)
        texts = gathering.texts_of(units, reports)
        earlier = _earlier(period, own)
        targets = {year: gathering.targets_of(year, units) for year in _target_years(period)}
        heirs = gathering.heirs() if period.is_review else {}
        staff = gathering.staff_on(day, len(units))
        questions = list(period.period_questions.order_by("order", "code").values_list("code", flat=True))
        tell(40, CALCULATING)
        figures = _review_figures(own, earlier, targets, heirs) if period.is_review else _figures(own, earlier, targets)
        names = gathering.unit_names({unit for figure in figures.values() for unit in figure.by_unit})
        inputs = {
            "rules": RULES,
            "period": _period(period),
            "units": own.sources,
            "unit_names": [*names, {"code": OFFICE, "name": OFFICE_NAME, "short_name": "Văn phòng"}],
            "definitions": [definition_to_json(definition) for definition in _definitions(own, earlier).values()],
            "questions": questions,
            "targets": _amounts(targets),
            "earlier": [{"year": year.year, "units": _sources(year), "paper": year.paper} for year in earlier],
            "paper": own.paper,
            "heirs": heirs,
            "staff": staff,
        }
        tell(60, CHECKING)
        contents = _contents([own, *earlier])
    checks = _reconciled(inputs, figures, own, earlier, contents)
    headings = outline(period.kind, period.from_year, period.year, [*questions, *own.definitions])
    return Compiled(inputs, figures, _by_heading(texts, headings), checks)


def _period(period: ReportingPeriod) -> dict[str, Any]:
    return {
        "id": period.pk,
        "code": period.code,
        "kind": period.kind,
        "year": period.year,
        "from_year": period.from_year,
        "title": period.title,
        "office_level_only": period.office_level_only,
    }


def _earlier(period: ReportingPeriod, own: YearData) -> list[YearData]:
    """The years a review covers; of an annual report the year before."""
    if period.office_level_only:
        gathering.add_paper(own)
    if period.is_review:
        years = range(period.from_year, period.year + 1)
    else:
        years = range(period.year - 1, period.year) if period.kind == period.Kind.ANNUAL else range(0)
    return [gathering.year_data(year, period.campaign_id, own.definitions) for year in years]


def _target_years(period: ReportingPeriod) -> Iterable[int]:
    return range(period.from_year, period.year + 1) if period.is_review else [period.year]


def _definitions(own: YearData, earlier: list[YearData]) -> dict[str, Definition]:
    """A review asks for no figures of its own: the newest definition of each indicator of its years is used."""
    definitions = dict(own.definitions)
    for year in sorted(earlier, key=lambda data: data.year, reverse=True):
        if own.definitions:
            break
        for code, definition in year.definitions.items():
            definitions.setdefault(code, definition)
    return definitions


def _figures(own: YearData, earlier: list[YearData], targets: Mapping[int, Any]) -> dict[str, Figure]:
    wanted = targets.get(own.year, {})
    result = {}
    for code, definition in own.definitions.items():
        before = next((_year_total(year, code) for year in earlier), NO_FIGURE)
        target = consolidate(definition, wanted.get(code, {})).shown
        result[code] = consolidate(definition, own.answers.get(code, {}), before, target)
    return result


def _year_total(data: YearData, code: str) -> Amount:
    given = data.answers.get(code, {})
    return consolidate(data.definitions[code], given).shown if given else NO_FIGURE


def _review_figures(own: YearData, years: list[YearData], targets: Mapping[int, Any], heirs: Mapping[str, str]):
    result = {}
    for code, definition in _definitions(own, years).items():
        yearly = {data.year: data.answers.get(code, {}) for data in years}
        registered = {y: consolidate(definition, wanted.get(code, {})).shown for y, wanted in targets.items()}
        result[code] = over_years(definition, yearly, heirs, across_years(definition, registered))
    return result


def _amounts(targets: Mapping[int, Any]) -> dict[str, Any]:
    return {
        str(year): {code: {u: amount_to_json(g.amount) for u, g in given.items()} for code, given in wanted.items()}
        for year, wanted in targets.items()
    }


def _sources(data: YearData) -> list[dict[str, Any]]:
    """Accepted revisions of an earlier year; units without one are not part of this report's inputs."""
    return [{"code": u["code"], "name": u["name"], "revision": u["revision"]} for u in data.sources if u["revision"]]


def _contents(years: list[YearData]) -> dict[int, Any]:
    return gathering.contents_of([u["revision"]["id"] for year in years for u in year.sources if u["revision"]])


def _reconciled(
    inputs: Mapping[str, Any], figures: Mapping[str, Figure], own: YearData, earlier: list[YearData], contents: dict
) -> dict[str, Any]:
    definitions = {row["code"]: definition_from_json(row) for row in inputs["definitions"]}
    used = earlier if inputs["period"]["kind"] in ("phase_review", "final_review") else [own]
    raw = _raw(definitions, figures, used, contents)
    rows = reconcile(definitions, figures, raw)
    altered = altered_revisions([unit for year in [own, *earlier] for unit in year.sources], contents)
    return {"rows": rows, "problems": altered, "closes": not altered and all(row["closes"] for row in rows)}


def _raw(definitions, figures, used: list[YearData], contents: Mapping[int, Any]) -> dict[str, list[Amount]]:
    """Submitted amounts by indicator. Where years are not added only the deciding year's contributions stand."""
    wanted = [unit["revision"]["id"] for year in used for unit in year.sources if unit["revision"]]
    raw = raw_amounts([contents[pk] for pk in wanted if pk in contents], definitions)
    for row in (row for year in used for row in year.paper):
        amount = {name: row[name] for name in ("value", "numerator", "denominator") if name in row}
        raw.setdefault(row["code"], []).append(amount_from_json(amount))
    for code, definition in definitions.items():
        if len(used) > 1 and (definition.nature == STOCK or definition.across_years not in (SUM, RATIO)):
            raw[code] = [given.amount for given in figures[code].by_unit.values() if given.counts]
    return raw


def _by_heading(texts: Mapping[str, list[dict]], headings: Iterable[Heading]) -> dict[str, list[dict]]:
    """Unit texts under the heading they belong to, in office order."""
    headings = list(headings)
    result: dict[str, list[dict]] = {}
    for question, given in texts.items():
        result.setdefault(heading_of(question, headings), []).extend(given)
    return result
