"""The data files of the demonstration, read once. Everything in them was invented for this purpose."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "data"
YEARS = (2023, 2024, 2025, 2026)
#: A unit that no longer exists reported what its successor's files hold for those years.
STANDS_IN = {"tth": "ttthcb"}


@cache
def _read(name: str) -> Any:
    with (FOLDER / name).open(encoding="utf-8") as file:
        return yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 — both are the safe ones


def units() -> list[dict[str, Any]]:
    return _read("units.yaml")


def people() -> list[dict[str, Any]]:
    return _read("people.yaml")


def figures() -> dict[str, Any]:
    return _read("figures.yaml")


def registers() -> dict[str, Any]:
    return _read("registers.yaml")


def oversight() -> dict[str, Any]:
    return _read("oversight.yaml")


def exchanges() -> dict[str, Any]:
    return _read("exchanges.yaml")


def official_texts(key: int | str) -> dict[str, str]:
    """The office's own wording by heading, of a year or of the phase (`"phase"`)."""
    return _read("office.yaml").get(key, {})


def phase_texts(unit: str) -> dict[str, str]:
    return _read("phase.yaml")[STANDS_IN.get(unit, unit)]


def texts(unit: str) -> dict[str, list[str]]:
    """What the unit wrote under each heading, one item per year it has reported."""
    return _read(f"texts/{STANDS_IN.get(unit, unit)}.yaml")


def shared_sentences(unit: str, code: str) -> list[str]:
    """Sentences that several units wrote in the same words."""
    own = STANDS_IN.get(unit, unit)
    return [row["text"] for row in _read("shared.yaml") if row["code"] == code and own in row["units"]]


def of_year(items: list[Any], year: int) -> Any:
    """The item of this year; lists end with the last year, so a younger unit simply has a shorter one.

    A year outside the files takes the nearest one there is.
    """
    place = year - YEARS[-1] - 1
    return items[max(-len(items), min(place, -1))]
