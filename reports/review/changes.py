"""What differs between two frozen or live contents of one report, field by field.

Compared with what the unit got back (`Return.revision`): a revision submitted and withdrawn since hides nothing.
"""

from dataclasses import dataclass

from reports.review.models import Return
from reports.submissions.models import AnnualReport, Revision

FIGURE = ("status", "value", "numerator", "denominator", "is_estimate")
TEXT = ("text", "nothing_to_report", "reason")


@dataclass(frozen=True)
class FieldChange:
    """One field that differs. Evidence is named as the unit named it."""

    code: str
    is_text: bool
    before: dict
    now: dict
    #: The figure or text itself; a note or evidence alone is a change, but not of the value.
    of_value: bool
    of_note: bool = False
    evidence_added: tuple[str, ...] = ()
    evidence_removed: tuple[str, ...] = ()


def between(before: dict, now: dict) -> dict[str, FieldChange]:
    """Code → change, of every field that both contents know and that is not the same."""
    found = {}
    for part, names in (("values", FIGURE), ("texts", TEXT)):
        for code, entry in now[part].items():
            was = before[part].get(code)
            if was and (change := _change(code, was, entry, names)):
                found[code] = change
    return found


def _change(code: str, was: dict, entry: dict, names: tuple[str, ...]) -> FieldChange | None:
    old, new = ({item["id"]: item["name"] or item["reference"] for item in e["evidence"]} for e in (was, entry))
    change = FieldChange(
        code,
        names is TEXT,
        was,
        entry,
        of_value=any(was.get(name) != entry.get(name) for name in names),
        of_note=was.get("note", "") != entry.get("note", ""),
        evidence_added=tuple(name for pk, name in new.items() if pk not in old),
        evidence_removed=tuple(name for pk, name in old.items() if pk not in new),
    )
    is_one = change.of_value or change.of_note or change.evidence_added or change.evidence_removed
    return change if is_one else None


def since_return(last: Return | None, revision: Revision) -> dict[str, FieldChange]:
    """What a later revision changed of what was given back; nothing while there is none."""
    if last is None or revision.number <= last.revision.number:
        return {}
    return between(last.revision.content, revision.content)


def counted(changes: dict[str, FieldChange]) -> int:
    """Fields whose figure or text differs."""
    return sum(change.of_value for change in changes.values())


def since_acceptance(report: AnnualReport) -> int | None:
    """How many values differ from the accepted revision, of a report that was reopened and submitted again; else None.

    Stored with the reopening when the unit submits. Lists take `Return.objects.latest_of(reports)`.
    """
    return shown_count(report, Return.objects.latest_of([report]).get(report.pk))


def shown_count(report: AnnualReport, last: Return | None) -> int | None:
    """The stored count, while what was accepted before is still the last that was accepted."""
    waits = report.state in (report.State.SUBMITTED, report.State.UNDER_REVIEW)
    return last.changed_values if last and last.is_reopening and waits else None
