"""Named actions: results of earlier years entered from a signed paper, without the workflow."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from campaign import permissions
from campaign.models import Indicator, OfficeFigure, OfficeText, Question
from departments import audit
from departments.models import Department
from departments.permissions import Refused, check


@transaction.atomic
def enter_figures(
    year: int, department: Department | None, entries: dict[Indicator, dict[str, Any]], *, source: str, by,
    at: datetime, reason: str = "",
) -> list[str]:  # fmt: skip
    """Results of an earlier year from a signed paper, without the workflow; returns the codes written.

    `entries` gives value, or numerator and denominator, per indicator; all None takes the figure away again.
    Raises ReasonRequired where a figure that stands already would change and no reason is given.
    """
    check(permissions.enter_paper_figures, by, None)
    entry = PaperEntry(year, department, source, by, at, reason.strip())
    return [indicator.code for indicator, values in entries.items() if _enter(entry, indicator, values)]


@transaction.atomic
def enter_texts(
    year: int, department: Department | None, entries: dict[Question, str], *, source: str, by,
    at: datetime, reason: str = "",
) -> list[str]:  # fmt: skip
    """Texts of an earlier year from a signed paper, by heading; an empty one is taken away. As `enter_figures`."""
    check(permissions.enter_paper_figures, by, None)
    entry = PaperEntry(year, department, source, by, at, reason.strip())
    return [question.code for question, text in entries.items() if _enter_text(entry, question, text)]


class ReasonRequired(Refused):
    """What was entered before is corrected only with a reason."""

    def __init__(self, code: str):
        super().__init__(
            _("%(code)s has been entered before. Please give the reason for the correction; nothing was changed.")
            % {"code": code}
        )


@dataclass(frozen=True)
class PaperEntry:
    """Whose results are entered, from which paper, by whom; `reason` of a correction."""

    year: int
    department: Department | None
    source: str
    by: Any
    at: datetime
    reason: str

    @property
    def stamp(self) -> dict[str, Any]:
        return {"source": self.source, "entered_by": self.by, "entered_at": self.at}

    @property
    def place(self) -> dict[str, Any]:
        return {"year": self.year, "department": self.department}

    def record(self, target: models.Model, label: str, before: Any, after: Any) -> None:
        unit = self.department.code if self.department else ""
        audit.record(
            f"campaign.office{'figure' if isinstance(target, Indicator) else 'text'}.enter", target=target, by=self.by,
            at=self.at, label=label, note=self.reason,
            data={"year": self.year, "unit": unit, "before": before, "after": after, "source": self.source},
        )  # fmt: skip


def _enter(entry: PaperEntry, indicator: Indicator, values: dict[str, Any]) -> bool:
    row = OfficeFigure.objects.select_for_update(of=("self",)).filter(**entry.place, indicator=indicator).first()
    before = {name: _recorded(getattr(row, name, None)) for name in values}
    after = {name: _recorded(value) for name, value in values.items()}
    if all(getattr(row, name, None) == value for name, value in values.items()):
        return False
    if row and not entry.reason:
        raise ReasonRequired(indicator.code)
    if all(value is None for value in values.values()):
        row.delete()
    else:
        OfficeFigure.objects.update_or_create(**entry.place, indicator=indicator, defaults=values | entry.stamp)
    entry.record(indicator, "Nhập số liệu từ văn bản giấy", before, after)
    return True


def _enter_text(entry: PaperEntry, question: Question, text: str) -> bool:
    row = OfficeText.objects.select_for_update(of=("self",)).filter(**entry.place, question=question).first()
    before = row.text if row else ""
    if before == text:
        return False
    if row and not entry.reason:
        raise ReasonRequired(question.code)
    if text:
        OfficeText.objects.update_or_create(**entry.place, question=question, defaults={"text": text} | entry.stamp)
    else:
        row.delete()
    entry.record(question, "Nhập phần lời từ văn bản giấy", before, text)
    return True


def _recorded(value: Any) -> str | None:
    return None if value is None else str(value)
