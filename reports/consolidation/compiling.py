"""One compilation: everything a consolidated report says, from one moment's accepted revisions. Pure of any saving."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from campaign.models import ReportingPeriod
from reports.consolidation import gathering
from reports.consolidation.amounts import NO_FIGURE, Amount, Contribution, Definition, Figure
from reports.consolidation.compiled import Compiled
from reports.consolidation.doubles import with_doubts
from reports.consolidation.figures import consolidate
from reports.consolidation.following import followed_up
from reports.consolidation.frozen import (
    amount_to_json,
    definition_to_json,
)
from reports.consolidation.gathering import YearData
from reports.consolidation.outline import Heading, heading_of, outline
from reports.consolidation.phase_figures import across_years, over_years
from reports.consolidation.reconciliation import reconciled

#: Version of the rules of this module; a change of meaning is a new number, so old compilations stay what they were.
RULES = 2
Tell = Callable[[int, str], None]
READING, CALCULATING, CHECKING = "Đang đọc báo cáo đã tiếp nhận", "Đang tính số liệu", "Đang đối chiếu"


def silent(percent: int, stage: str) -> None:
    """Nobody is watching the progress."""


@dataclass(frozen=True)
class Material:
    """What one moment of the database says about a period."""

    own: YearData
    earlier: list[YearData]
    texts: dict[str, list[dict[str, Any]]]
    targets: dict[int, dict[str, dict[str, Contribution]]]
    heirs: dict[str, str]
    staff: dict[str, int]
    questions: list[str]
    names: list[dict[str, Any]]
    contents: dict[int, Any]
    followed_up: dict[str, Any]


def compile_period(period: ReportingPeriod, day: date, tell: Tell = silent) -> Compiled:
    """Compile the period as it stands at this moment. `day` is the day for the size of the office."""
    tell(10, READING)
    with gathering.one_moment():
        material = _read(period, day)
    tell(40, CALCULATING)
    own, earlier, targets = material.own, material.earlier, material.targets
    if period.is_review:
        figures = _review_figures(own, earlier, targets, material.heirs)
    else:
        figures = _figures(own, earlier, targets)
    figures = with_doubts(figures, [row for year in (earlier if period.is_review else [own]) for row in year.doubles])
    inputs = _inputs(period, material, figures)
    tell(60, CHECKING)
    checks = reconciled(inputs, figures, own, earlier, material.contents)
    headings = outline(period.kind, period.from_year, period.year, [*material.questions, *_headings_of(own)])
    return Compiled(inputs, figures, _by_heading(material.texts, headings), checks)


def _read(period: ReportingPeriod, day: date) -> Material:
    units = list(period.units())
    reports = gathering.reports_of(period)
    own = gathering.answers_of(period, units, reports)
    earlier = _earlier(period, own)
    return Material(
        own=own,
        earlier=earlier,
        texts=gathering.texts_of(units, reports),
        targets={year: gathering.targets_of(year, units) for year in _target_years(period)},
        heirs=gathering.heirs() if period.is_review else {},
        staff=gathering.staff_on(day, len(units)),
        questions=list(period.period_questions.order_by("order", "code").values_list("code", flat=True)),
        names=gathering.unit_names(),
        contents=_contents([own, *earlier]),
        followed_up=followed_up(period),
    )


def _inputs(period: ReportingPeriod, material: Material, figures: Mapping[str, Figure]) -> dict[str, Any]:
    concerned = {unit for figure in figures.values() for unit in figure.by_unit}
    return {
        "rules": RULES,
        "period": _period(period),
        "units": material.own.sources,
        "unit_names": [unit for unit in material.names if unit["code"] in concerned],
        "definitions": [definition_to_json(d) for d in _definitions(material.own, material.earlier).values()],
        "questions": material.questions,
        "targets": _amounts(material.targets),
        "earlier": [_earlier_inputs(data) for data in material.earlier],
        "paper": material.own.paper,
        "heirs": material.heirs,
        "staff": material.staff,
        "followed_up": material.followed_up,
        **_judged(material.own),
    }


def _earlier_inputs(data: YearData) -> dict[str, Any]:
    """What an earlier year gives; official figures name the estimates they replaced, texts their paper."""
    replaced = {name: rows for name, rows in {"official": data.official, "texts": data.texts}.items() if rows}
    return {"year": data.year, "units": _sources(data), "paper": data.paper} | replaced | _judged(data)


def _judged(data: YearData) -> dict[str, Any]:
    """Appraised figures with what they stand for, and things that several units reported; nothing where all counts."""
    found = {"appraised": data.appraised, "doubles": data.doubles}
    return {name: rows for name, rows in found.items() if rows}


def _headings_of(own: YearData) -> list[str]:
    return [definition.heading for definition in own.definitions.values()]


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
    found = [gathering.year_data(year, period.campaign_id, own.definitions) for year in years]
    for data in found if period.is_review else ():
        data.texts = gathering.paper_texts(data.year)
    return found


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


def _by_heading(texts: Mapping[str, list[dict]], headings: Iterable[Heading]) -> dict[str, list[dict]]:
    """Unit texts under the heading they belong to, in office order."""
    headings = list(headings)
    result: dict[str, list[dict]] = {}
    for question, given in texts.items():
        result.setdefault(heading_of(question, headings), []).extend(given)
    return result
