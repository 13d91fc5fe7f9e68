"""Evidence that stands elsewhere too: in an earlier report of the unit, or in another unit's report of this year."""

from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _

from reports.submissions.models import AnnualReport, Evidence
from reports.submissions.references import document_day


@dataclass(frozen=True)
class Reuse:
    """Pieces of evidence of other reports, by the piece of this report that has the same file or document."""

    earlier: dict[int, list[Evidence]] = field(default_factory=dict)
    elsewhere: dict[int, list[Evidence]] = field(default_factory=dict)


def of(report: AnnualReport, items: list[Evidence]) -> Reuse:
    """Where the files and documents of these items are used besides. One query, none where there is nothing to find."""
    files = {item.file_id for item in items if item.file_id}
    numbers = {item.document_number for item in items if item.document_number}
    if not files and not numbers:
        return Reuse()
    same = Q(file__in=files) | Q(document_number__in=numbers)
    own = Q(report__department=report.department_id, report__period__year__lt=report.period.year)
    others = Q(report__period__year=report.period.year, report__first_submitted_at__isnull=False) & ~Q(
        report__department=report.department_id
    )
    rows = Evidence.objects.attached().filter(same).filter(own | others).order_by("pk")
    rows = list(rows.select_related("report__period", "report__department", "value__indicator", "narrative__question"))
    found = Reuse()
    for item in items:
        for row in rows:
            if is_same(item, row):
                side = found.earlier if row.report.department_id == report.department_id else found.elsewhere
                side.setdefault(item.pk, []).append(row)
    return found


def remarks_on(item: Evidence, report: AnnualReport) -> list[str]:
    """What to say when this is attached: where else it stands. Another unit is never named."""
    found, remarks = of(report, [item]), []
    if item.pk in found.earlier:
        years = sorted({row.report.period.year for row in found.earlier[item.pk]})
        facts = {"name": item.name, "years": ", ".join(map(str, years))}
        remarks.append(
            _("%(name)s was used in the unit's report of %(years)s. Please check that it proves this year's result.")
            % facts
        )
    if item.pk in found.elsewhere:
        text = _("%(name)s has been reported by another unit too. Please confirm, so that it is not counted twice.")
        remarks.append(text % {"name": item.name})
    return remarks


def is_same(one: Evidence, other: Evidence) -> bool:
    """The same bytes, or the same document: number alike, and day alike where both name one."""
    if one.file_id and one.file_id == other.file_id:
        return True
    if not one.document_number or one.document_number != other.document_number:
        return False
    days = document_day(one.reference), document_day(other.reference)
    return None in days or days[0] == days[1]
