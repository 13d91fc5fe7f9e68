"""The rows of the board that were asked for, in the order that was asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from departments.models import Department
from departments.vietnamese import fold
from reports.chasing.board import NOBODY, REVIEWERS, TONES, UNIT, Row

NOT_BEGUN = "none"
LAST = date.max

#: What a column sorts by; the office's own order is the default and breaks ties.
SORTS: dict[str, Callable[[Row], Any]] = {
    "state": lambda row: list(TONES).index(row.state),
    "submitted": lambda row: row.submitted_on or LAST,
    "late": lambda row: -row.days_late,
    "returns": lambda row: -row.returns,
    "reminders": lambda row: -row.reminders,
    "unit_days": lambda row: -row.clock.unit,
    "reviewer_days": lambda row: -row.clock.reviewers,
}


@dataclass(frozen=True)
class Narrowing:
    """What was chosen above the table; whatever is not among the choices counts as nothing chosen."""

    state: str = ""
    block: str = ""
    late: bool = False
    side: str = ""
    words: str = ""
    sort: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> "Narrowing":
        def chosen(name: str, allowed) -> str:
            return query.get(name, "") if query.get(name, "") in allowed else ""

        return cls(
            state=chosen("state", (NOT_BEGUN, *filter(None, TONES))),
            block=chosen("block", Department.Block.values),
            late=query.get("late", "") == "1",
            side=chosen("side", (UNIT, REVIEWERS, NOBODY)),
            words=query.get("q", "").strip()[:100],
            sort=chosen("sort", SORTS),
        )

    def of(self, rows: list[Row]) -> list[Row]:
        found = [row for row in rows if self._fits(row)]
        return sorted(found, key=SORTS[self.sort]) if self.sort else found

    def _fits(self, row: Row) -> bool:
        return (
            (not self.state or (row.state or NOT_BEGUN) == self.state)
            and (not self.block or row.department.block == self.block)
            and (not self.late or row.days_late > 0)
            and (not self.side or row.side == self.side)
            and all(word in row.department.search_text for word in fold(self.words).split()[:8])
        )

    @property
    def is_narrow(self) -> bool:
        return any((self.state, self.block, self.late, self.side, self.words))

    def query(self, **more: str) -> str:
        """The choices as a query string, for the links that sort and turn pages."""
        chosen = {
            "state": self.state, "block": self.block, "late": "1" if self.late else "", "side": self.side,
            "q": self.words, "sort": self.sort,
        } | more  # fmt: skip
        return urlencode({name: value for name, value in chosen.items() if value})
