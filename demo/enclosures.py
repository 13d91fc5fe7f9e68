"""Evidence of the season under way that shows a reviewer what the program notices: signatures, a file of two units."""

from datetime import UTC, datetime

from django.core.files.base import ContentFile

from demo.filling import PROOFS
from demo.scans import scan
from demo.signed import signed
from departments.models import User
from reports.submissions import evidence
from reports.submissions.models import AnnualReport

#: Two units name the same decision at the same figure.
JOINT = ("ktn", "kgvx")
#: The program of this unit carries a digital signature, from before the year.
SIGNED = "kgvx"
SIGNER, ORGANISATION = "Nguyễn Văn Minh Họa", "Đơn vị minh họa của dữ liệu trình diễn"


def enclose(report: AnnualReport, unit: str, *, by: User, at: datetime) -> None:
    """Attach what this unit has of it, where it has a figure."""
    wanted = {}
    if unit in JOINT:
        wanted["B1.1"] = _joint(report.period.year)
    if unit == SIGNED:
        wanted["C1.1"] = _signed(report)
    for value in report.values.select_related("indicator").filter(indicator__code__in=wanted).order_by("pk"):
        if value.figure:
            evidence.add_files(value, [wanted[value.code]], by=by, at=at)


def _joint(year: int) -> ContentFile:
    lines = ["Quy chế do hai phòng cùng tham mưu, trình ban hành.", f"Có hiệu lực trong năm {year}."]
    title = "Quyết định ban hành quy chế phối hợp quản lý đầu tư"
    return scan("quyet-dinh-quy-che-phoi-hop.pdf", "Văn bản liên phòng", title, lines)


def _signed(report: AnnualReport) -> ContentFile:
    proof, year = PROOFS["C1.1"], report.period.year
    plain = scan("chuong-trinh-ky-so.pdf", report.department.name, proof.title.format(year=year), [proof.line])
    content = signed(plain.read(), SIGNER, ORGANISATION, datetime(year - 1, 12, 22, 2, 30, tzinfo=UTC))
    return ContentFile(content, name=plain.name)
