"""What the catalogue asks of a demonstration unit, straight from the data files of plan and demonstration."""

from functools import cache

from campaign.plan_files import read_plan
from demo import data_files

EVERY_UNIT = "all"


def units_of(year: int) -> list[dict]:
    """Units of the data files that report for this year."""
    return [
        row
        for row in data_files.units()
        if row.get("reports", True) and row["from"].year <= year and ("to" not in row or row["to"].year > year)
    ]


plan = cache(read_plan)


def codes(model: str, unit: dict, kind: str = "annual") -> set[str]:
    """Codes of the indicators or questions asked of a unit in a period of this kind."""
    names = {EVERY_UNIT, unit["block"], unit["code"]}
    return {
        entry.values["code"]
        for entry in plan()
        if entry.model == model
        and names & set(entry.values["respondents"])
        and kind in (entry.values.get("kinds") or [kind])
    }
