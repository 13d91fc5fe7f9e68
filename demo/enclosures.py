"""Evidence of the season under way that shows a reviewer what the program notices: signatures, a file of two units."""

from datetime import UTC, datetime
from functools import cache

from django.core.files.base import ContentFile

from demo.filling import PROOFS
from demo.scans import scan
from demo.signed import signed
from departments.models import Job, User
from reports.submissions import evidence
from reports.submissions.examination import EXAMINE_JOB
from reports.submissions.models import AnnualReport

#: Two units name the same decision at the same figure.
JOINT = ("ktn", "kgvx")
#: A decision of this unit carries a digital signature, from before the year.
SIGNED = "kgvx"
SIGNER, ORGANISATION = "Nguyễn Văn Minh Họa", "Đơn vị minh họa của dữ liệu trình diễn"


def enclose(report: AnnualReport, unit: str, *, by: User, at: datetime) -> None:
    """Attach what this unit has of it, where it has a figure."""
    wanted = {}
    if unit in JOINT:
        wanted["B1.1"] = ContentFile(_joint(report.period.year), name="quyet-dinh-quy-che-phoi-hop.pdf")
    if unit == SIGNED:
        wanted["D1b"] = _signed(report)
    for value in report.values.select_related("indicator").filter(indicator__code__in=wanted).order_by("pk"):
        if value.figure:
            evidence.add_files(value, [wanted[value.code]], by=by, at=at)


@cache
def _joint(year: int) -> bytes:
    """Made once, as the same bytes: a page made anew would carry another time."""
    lines = ["Quy chế do hai phòng cùng tham mưu, trình ban hành.", f"Có hiệu lực trong năm {year}."]
    title = "Quyết định ban hành quy chế phối hợp quản lý đầu tư"
    return scan("a.pdf", "Văn bản liên phòng", title, lines).read()


def _signed(report: AnnualReport) -> ContentFile:
    year, unit = report.period.year, report.department.name
    title = PROOFS["D1b"].title.format(year=year, unit=unit)
    plain = scan("quyet-dinh-ky-so.pdf", unit, title, ["Bản điện tử có chữ ký số, kèm danh sách sáng kiến."])
    content = signed(plain.read(), SIGNER, ORGANISATION, datetime(year - 1, 12, 22, 2, 30, tzinfo=UTC))
    return ContentFile(content, name=plain.name)


def leave_to_the_sweep(year: int) -> None:
    """A worker that has just started is not kept busy with files from before `year`."""
    recent = set(AnnualReport.objects.filter(period__year=year).values_list("evidence__file", flat=True))
    for job in Job.objects.filter(kind=EXAMINE_JOB).order_by("pk"):
        if job.payload["file"] not in recent:
            job.delete()
