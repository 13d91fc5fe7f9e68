"""Read the founding plan's data files into plain entries. Knows files and names of fields, not the database."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

#: The same safe loader, in C where PyYAML was built with it.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
FOLDER = Path(__file__).parent / "data"
SOURCE = FOLDER / "source.md"

#: Values an indicator has unless its row, its nature or its group says otherwise (in this order).
INDICATOR_DEFAULTS = {
    "direction": "neutral",
    "nature": "flow",
    "across_units": "sum",
    "across_years": "sum",
    "decimals": 0,
    "is_money": False,
    "may_be_negative": False,
    "numerator_label": "",
    "denominator_label": "",
    "computed_from": [],
    "part_of": "",
    "weighted_by": "",
    "evidence_required": False,
    "evidence_hint": "",
    "help": "",
    "counted_from": {},
    "may_copy_forward": False,
    "first_year": 2022,
    "last_year": None,
}
NATURE_DEFAULTS = {
    "flow": {},
    "stock": {"across_years": "latest"},
    "ratio": {"across_units": "ratio", "across_years": "ratio", "decimals": 1},
}
CHECK_DEFAULTS = {"example": "", "parameters": {}, "first_year": 2022, "last_year": None}
QUESTION_DEFAULTS = {"subsection_title": "", "guidance": "", "may_copy_forward": False, "kinds": []}
FIRST_PHASE = 1


@dataclass(frozen=True)
class Entry:
    """One row of a data file.

    `key` is its name within the model; `values` are plain fields, `links` name one row each, `many` several.
    """

    model: str
    key: str
    values: dict[str, Any] = field(default_factory=dict)
    links: dict[str, str | None] = field(default_factory=dict)
    many: dict[str, list[str]] = field(default_factory=dict)


def read_plan(folder: Path = FOLDER) -> list[Entry]:
    """Every row of the plan, each after the rows it names."""
    movement = _read(folder / "campaign.yaml")
    items = _read(folder / "plan.yaml")["items"]
    code = movement["campaign"]["code"]
    return [
        Entry("Campaign", code, movement["campaign"]),
        *(_phase(row, code) for row in movement["phases"]),
        *_plan_items(items, code),
        *(Entry("Theme", row["code"], _plain(row), {"plan_item": row["plan_item"]}) for row in movement["themes"]),
        *_criteria(movement["criteria"], items),
        *(_milestone(row) for row in movement["milestones"]),
        *_legal_bases(_read(folder / "legal_bases.yaml")["legal_bases"]),
        *_indicators(_read(folder / "indicators.yaml")["groups"]),
        *_questions(_read(folder / "questions.yaml")["questions"]),
        *read_checks(folder),
        *_periods(_read(folder / "periods.yaml"), movement["phases"], code),
        *_calendar(_read(folder / "calendar.yaml")),
    ]


def read_checks(folder: Path = FOLDER) -> list[Entry]:
    """The rules by which reports are checked."""
    rows = _read(folder / "checks.yaml")["checks"]
    return [
        Entry("CheckRule", row["code"], {**CHECK_DEFAULTS, **row, "order": n}) for n, row in enumerate(rows, start=1)
    ]


def _read(path: Path) -> dict[str, Any]:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 — both loaders are the safe ones


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """A row without the names of other rows."""
    links = {"parent", "phase", "theme", "plan_item", "plan_items", "themes", "criteria", "replaced_by", "rows"}
    return {name: value for name, value in row.items() if name not in links}


def criterion_key(phase: int, code: str) -> str:
    return f"{phase}/{code}"


def _phase(row: dict[str, Any], campaign: str) -> Entry:
    return Entry("Phase", str(row["number"]), row, {"campaign": campaign})


def _plan_items(rows: list[dict[str, Any]], campaign: str) -> Iterator[Entry]:
    blank = {"label": "", "title": "", "text": "", "blocks": [], "cites_expired": ""}
    for order, row in enumerate(rows, start=1):
        values = {**blank, **_plain(row), "order": order}
        yield Entry("PlanItem", row["number"], values, {"campaign": campaign, "parent": row.get("parent")})


def _criteria(rows: list[dict[str, Any]], items: list[dict[str, Any]]) -> Iterator[Entry]:
    """Criteria take their wording from the plan item they stand in."""
    wording = {item["number"]: item.get("text", "") for item in items}
    for row in rows:
        values = {**_plain(row), "wording": wording[row["plan_item"]]}
        links = {"phase": str(row["phase"]), "theme": row["theme"], "plan_item": row["plan_item"]}
        yield Entry("Criterion", criterion_key(row["phase"], row["code"]), values, links)


def _milestone(row: dict[str, Any]) -> Entry:
    return Entry("Milestone", row["code"], _plain(row), {"phase": str(row["phase"]), "plan_item": row["plan_item"]})


def _legal_bases(rows: list[dict[str, Any]]) -> Iterator[Entry]:
    """Newest first, so that a basis comes after the one that replaces it."""
    for row in sorted(rows, key=lambda row: row["valid_from"], reverse=True):
        yield Entry("LegalBasis", row["code"], _plain(row), {"replaced_by": row.get("replaced_by")})


def _indicators(groups: list[dict[str, Any]]) -> Iterator[Entry]:
    order = 0
    for group in groups:
        for row in group["rows"]:
            order += 1
            yield _indicator({**group, "order": order}, row)


def _indicator(group: dict[str, Any], row: dict[str, Any]) -> Entry:
    nature = row.get("nature", INDICATOR_DEFAULTS["nature"])
    merged = {**INDICATOR_DEFAULTS, **group, **NATURE_DEFAULTS[nature], **row}
    if nature == "stock" and "across_units" not in row:
        merged["across_units"] = group.get("across_units", INDICATOR_DEFAULTS["across_units"])
    values = _plain(merged)
    values["compound_code"], _, values["compound_title"] = values.pop("compound", "").partition(" ")
    many = {
        "themes": merged.get("themes", []),
        "criteria": [criterion_key(FIRST_PHASE, code) for code in merged.get("criteria", [])],
        "plan_items": merged.get("plan_items", []),
    }
    return Entry("Indicator", row["code"], values, many=many)


def _questions(sections: list[dict[str, Any]]) -> Iterator[Entry]:
    order = 0
    for section in sections:
        for row in section["rows"]:
            order += 1
            merged = {**QUESTION_DEFAULTS, **section, **row, "order": order}
            yield Entry("Question", row["code"], _plain(merged), many={"plan_items": merged.get("plan_items", [])})


def _calendar(file: dict[str, Any]) -> Iterator[Entry]:
    """Days off and days worked instead; the notices they come from are named once."""
    for row in file["days"]:
        values = {
            "day": row["day"],
            "kind": row.get("kind", "off"),
            "name": row["name"],
            "source": file["sources"][row["source"]],
            "is_verified": row.get("verified", True),
        }
        yield Entry("CalendarDay", row["day"].isoformat(), values)


def _periods(file: dict[str, Any], phases: list[dict[str, Any]], campaign: str) -> Iterator[Entry]:
    annual = file["annual"]
    for year in range(annual["from"], annual["to"] + 1):
        phase = next(row["number"] for row in phases if row["from_year"] <= year <= row["to_year"])
        values = {
            "code": str(year),
            "kind": "annual",
            "year": year,
            "from_year": year,
            "title": annual["title"].format(year=year),
            "office_level_only": year in annual["office_level_only"],
        }
        yield Entry("ReportingPeriod", str(year), values, {"campaign": campaign, "phase": str(phase)})
    for row in file["reviews"]:
        links = {"campaign": campaign, "phase": str(row["phase"])}
        yield Entry("ReportingPeriod", row["code"], _plain(row), links)
