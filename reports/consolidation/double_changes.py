"""Decisions on double counting that a compilation does not know yet, and those nobody has made."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaign.models import ReportingPeriod
from reports.consolidation import gathering
from reports.consolidation.compiled import Compiled
from reports.consolidation.double_reading import periods_of
from reports.consolidation.doubles import UNDECIDED
from reports.consolidation.models import Compilation, DoubleCount


@dataclass(frozen=True)
class DoubleChange:
    """A person decided, or decided otherwise, after the compilation."""

    code: str
    label: str
    by: str
    at: str

    @property
    def key(self) -> str:
        return f"double:{self.code}:{self.at}"

    @property
    def sentence(self) -> str:
        facts = {"code": self.code, "label": self.label, "by": self.by}
        return _("%(code)s: %(by)s has decided whether “%(label)s” is counted twice since.") % facts


def decided_since(compilation: Compilation, compiled: Compiled) -> list[DoubleChange]:
    """Decisions the compilation was made without. Two queries; the reports are read again only where there is one, and
    it counts only if it stands."""
    periods = periods_of(compilation.report.period)
    decisions = DoubleCount.objects.of_periods(periods).select_related("period", "decided_by__staff")
    known = {(year, row["code"], row["thing"]): row for year, rows in compiled.doubles.items() for row in rows}
    changed, now = [], {}
    for decision in decisions:
        place = (decision.period.year, decision.code, decision.thing)
        before = known.get(place, {})
        if before.get("at") == decision.decided_at.isoformat():
            continue
        if decision.period_id not in now:
            now[decision.period_id] = _standing(decision.period)
        after = now[decision.period_id].get(place[1:], {})
        if _conclusion(before) != _conclusion(after):
            at = decision.decided_at.isoformat()
            changed.append(DoubleChange(decision.code, decision.label, decision.decided_by_name, at))
    return changed


def _conclusion(row: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    return row.get("verdict", UNDECIDED), row.get("taken_off", {})


def _standing(period: ReportingPeriod) -> dict[tuple[str, str], dict[str, Any]]:
    data = gathering.answers_of(period, list(period.units()), gathering.reports_of(period))
    return {(row["code"], row["thing"]): row for row in data.doubles}


def undecided(compiled: Compiled) -> list[str]:
    """How many things several units reported nobody has decided about, in one sentence."""
    rows = [row for found in compiled.doubles.values() for row in found if row["verdict"] == UNDECIDED]
    if not rows:
        return []
    facts = {"n": len(rows), "codes": ", ".join(dict.fromkeys(row["code"] for row in rows))}
    return [
        ngettext(
            "%(n)s item reported by several units (%(codes)s): nobody has decided whether it counts once.",
            "%(n)s items reported by several units (%(codes)s): nobody has decided whether they count once.",
            len(rows),
        )
        % facts
    ]
