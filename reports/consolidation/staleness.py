"""What has changed since a compilation, unit by unit, and what stands between a draft and its sending."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaign.models import OfficeFigure
from departments.vietnamese import format_date
from reports.consolidation.amounts import OFFICE
from reports.consolidation.compiled import Compiled, stored
from reports.consolidation.double_changes import DoubleChange, decided_since, undecided
from reports.consolidation.following import followed_up
from reports.consolidation.gathering import appraised_now, contents_of, is_accepted, official_rows, reports_of
from reports.consolidation.models import ConsolidatedReport
from reports.consolidation.reconciliation import altered_revisions
from reports.submissions import official
from reports.submissions.models import AnnualReport, Revision


@dataclass(frozen=True)
class Change:
    """One unit's report is no longer the one that was compiled. `before`, `after`: numbers of revisions, 0 = none."""

    unit: str
    name: str
    year: int
    before: int
    after: int
    after_revision: int
    fields: tuple[str, ...]
    #: Not the report changed, but its official figures, accepted at this moment (ISO; "-" = no longer in use).
    official: str = ""

    @property
    def key(self) -> str:
        if self.official:
            return f"{self.unit}:{self.year}:official:{self.official}"
        return f"{self.unit}:{self.year}:{self.after_revision}"

    @property
    def sentence(self) -> str:
        facts = {"unit": self.name, "before": self.before, "after": self.after, "count": len(self.fields)}
        if self.official:
            facts |= {"year": self.year, "codes": ", ".join(self.fields)}
            return _("%(unit)s: the official figures of %(year)s have changed (%(codes)s).") % facts
        if not self.before:
            return _("%(unit)s: a report has been accepted since (revision %(after)s).") % facts
        if not self.after:
            return _("%(unit)s: the accepted report was reopened (revision %(before)s was compiled).") % facts
        return ngettext(
            "%(unit)s: revision %(after)s replaces revision %(before)s, %(count)s item differs.",
            "%(unit)s: revision %(after)s replaces revision %(before)s, %(count)s items differ.",
            len(self.fields),
        ) % facts  # fmt: skip


def changes_since(report: ConsolidatedReport) -> list[Change]:
    """Units whose accepted report differs from the compiled one, this period first, then the years compared with."""
    if report.compilation is None:
        return []
    inputs = report.compilation.inputs
    reports = reports_of(report.period)
    changes = _with_appraisals(
        _changes(report.period.year, inputs["units"], reports), inputs.get("appraised", []), reports.values()
    )
    for year in inputs["earlier"]:
        changes += _earlier_changes(report, year)
    return changes


def _changes(year: int, units: Iterable[Mapping[str, Any]], reports: Mapping[int, AnnualReport]) -> list[Change]:
    pairs = []
    for unit in units:
        now = reports.get(unit["id"])
        before, after = unit["revision"], now.accepted_revision if is_accepted(now) else None
        if (before or {}).get("id") != (after.pk if after else None):
            pairs.append((unit, before, after))
    return [_change(year, *pair) for pair in pairs]


def _with_appraisals(
    changes: list[Change], compiled: Iterable[Mapping[str, Any]], reports: Iterable[AnnualReport]
) -> list[Change]:
    """Figures appraised since, or no longer, count as differing although the unit reported them unchanged."""
    if not changes:
        return []
    old, new = _by_unit(compiled), _by_unit(appraised_now(reports))
    return [replace(change, fields=_fields(change, old, new)) for change in changes]


def _fields(change: Change, old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[str, ...]:
    before, after = old.get(change.unit, {}), new.get(change.unit, {})
    names = ("value", "numerator", "denominator")
    figures = [{code: [row.get(name) for name in names] for code, row in rows.items()} for rows in (before, after)]
    differing = [code for code in {**before, **after} if figures[0].get(code) != figures[1].get(code)]
    return tuple(dict.fromkeys([*change.fields, *differing]))


def _earlier_changes(report: ConsolidatedReport, year: Mapping[str, Any]) -> list[Change]:
    """A figure of an earlier year was replaced (an estimate by the official one), or its report accepted only now."""
    rows = AnnualReport.objects.accepted().filter(
        period__year=year["year"], period__kind="annual", period__campaign=report.period.campaign_id
    )
    now = {row.department.code: row for row in rows.select_related("department", "accepted_revision")}
    before = {unit["code"]: unit for unit in year["units"]}
    changes = []
    for code in sorted(now.keys() | before.keys()):
        old = before.get(code, {}).get("revision")
        new = now[code].accepted_revision if code in now else None
        if (old or {}).get("id") != (new.pk if new else None):
            name = before[code]["name"] if code in before else now[code].department.name
            changes.append(_change(year["year"], {"code": code, "name": name}, old, new))
    return changes + _official_changes(year, list(now.values()), {change.unit for change in changes})


def _official_changes(year: Mapping[str, Any], reports: list[AnnualReport], known: set[str]) -> list[Change]:
    """Official figures of an earlier year that were accepted, or replaced, after the compilation."""
    compiled, current = (
        _by_unit(year.get("official", [])),
        _by_unit(official_rows(year["year"], reports, official.of_reports(report.pk for report in reports))),
    )
    names = {report.department.code: report.department.name for report in reports}
    changes = []
    for unit in sorted(compiled.keys() | current.keys()):
        old, new = compiled.get(unit, {}), current.get(unit, {})
        codes = tuple(code for code in {**old, **new} if old.get(code) != new.get(code))
        if codes and unit not in known:
            moment = next((row["at"] for row in new.values()), "-")
            changes.append(Change(unit, names.get(unit, unit), year["year"], 0, 0, 0, codes, moment))
    return changes


def _by_unit(rows: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, Mapping[str, Any]]]:
    found: dict[str, dict[str, Mapping[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["unit"], {})[row["code"]] = row
    return found


def _change(year: int, unit: Mapping[str, Any], before: Mapping[str, Any] | None, after: Revision | None) -> Change:
    return Change(
        unit["code"],
        unit["name"],
        year,
        before["number"] if before else 0,
        after.number if after else 0,
        after.pk if after else 0,
        _differing(before, after),
    )


def _differing(before: Mapping[str, Any] | None, after: Revision | None) -> tuple[str, ...]:
    """Codes of the figures and texts that differ between two revisions."""
    old = contents_of([before["id"]])[before["id"]] if before else {"values": {}, "texts": {}}
    new = after.content if after else {"values": {}, "texts": {}}
    codes = []
    for part in ("values", "texts"):
        keys = {**old[part], **new[part]}
        codes += [code for code in keys if _bare(old[part].get(code)) != _bare(new[part].get(code))]
    return tuple(codes)


def _bare(answer: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """An answer without its evidence, which is not printed."""
    return None if answer is None else {key: value for key, value in answer.items() if key != "evidence"}


@dataclass(frozen=True)
class Obstacles:
    """Why a report cannot be sent. `hard` cannot be overridden; `soft` can, with a recorded reason.

    `plan_is_blank`: the plan the paper opens with has no number yet; a reminder, since nobody else may invent it.
    """

    hard: tuple[str, ...]
    soft: tuple[str, ...]
    changes: tuple[Change | DoubleChange, ...]
    plan_is_blank: bool = False

    @property
    def sentences(self) -> tuple[str, ...]:
        return (*self.hard, *self.soft)


def obstacles(report: ConsolidatedReport) -> Obstacles:
    """Everything that is out of date, empty or does not add up, in plain words."""
    if report.compilation is None:
        return Obstacles((_("The report has not been compiled yet."),), (), ())
    compiled = stored(report.compilation)
    changes = (*changes_since(report), *decided_since(report.compilation, compiled))
    changed = (change.sentence for change in changes)
    soft = [
        *_missing(report, compiled),
        *changed,
        *undecided(compiled),
        *_followed_up(report, compiled),
        *_from_paper(report),
        *_unfinished(report, compiled),
    ]
    blank = not report.period.campaign.plan_number
    return Obstacles(tuple(_not_closing(compiled)), tuple(soft), changes, plan_is_blank=blank)


def _from_paper(report: ConsolidatedReport) -> list[str]:
    """Results of earlier years from paper that were entered, corrected or taken away after the compilation."""
    compilation = report.compilation
    years = {year["year"]: year for year in compilation.inputs["earlier"]}
    found = OfficeFigure.objects.filter(year__in=years).order_by("pk")
    rows = list(found.values_list("year", "indicator__code", "department__code", "entered_at"))
    there = {(year, code, unit or OFFICE) for year, code, unit, _at in rows}
    changed = {year for year, _code, _unit, at in rows if at > compilation.made_at}
    used = ((row["year"], row["code"], row["unit"]) for year in years.values() for row in year["paper"])
    changed |= {place[0] for place in used if place not in there}
    text = _("Figures of %(year)s from paper were entered or corrected after the report was compiled.")
    return [text % {"year": year} for year in sorted(changed)]


def _missing(report: ConsolidatedReport, compiled: Compiled) -> list[str]:
    """The units without whose figures the report would go out."""
    if compiled.is_complete:
        return []
    facts = {
        "n": len(compiled.missing_units),
        "m": len(compiled.inputs["units"]),
        "units": ", ".join(unit["name"] for unit in compiled.missing_units),
        "due": format_date(report.period.due_on) if report.period.due_on else "",
    }
    if report.period.due_on is None:
        return [_("Figures of %(n)s of %(m)s units are still missing: %(units)s.") % facts]
    return [_("Figures of %(n)s of %(m)s units are still missing (due %(due)s): %(units)s.") % facts]


def _not_closing(compiled: Compiled) -> list[str]:
    """The stored reconciliation, and the units' revisions read again now."""
    rows = compiled.reconciliation["rows"]
    reasons = [f"{row['code']}: {row['reason']}" for row in rows if not row["closes"]]
    units = [u for year in [compiled.inputs, *compiled.inputs["earlier"]] for u in year["units"] if u["revision"]]
    contents = contents_of([unit["revision"]["id"] for unit in units])
    return [*reasons, *altered_revisions(units, contents)]


def _followed_up(report: ConsolidatedReport, compiled: Compiled) -> list[str]:
    """What HC-TC itself did has changed; a compilation of before it was gathered says nothing about it."""
    if not compiled.followed_up or compiled.followed_up == followed_up(report.period):
        return []
    return [_("Inspections, model examples, reminders or returns have changed since the report was compiled.")]


def _unfinished(report: ConsolidatedReport, compiled: Compiled) -> list[str]:
    leaves = {heading.code for heading in compiled.headings if heading.is_leaf}
    found = []
    for section in report.sections.all():
        if section.is_stale:
            found.append(_("%(title)s: the units' texts have changed since it was edited.") % {"title": section.title})
        if section.code in leaves and not section.text.strip():
            found.append(_("%(title)s: there is no text yet.") % {"title": section.title})
        if missing := compiled.live.unresolved(section.text):
            facts = {"title": section.title, "marks": ", ".join(missing)}
            found.append(_("%(title)s: no figure stands behind %(marks)s.") % facts)
    return found
