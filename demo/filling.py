"""Filling in a demonstration report: figures, texts, evidence, as the unit's contributor would."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from demo.given import Given, chance, figures_of
from demo.scans import scan
from demo.texts import phase_text_of, text_of
from departments.models import User
from departments.vietnamese import format_decimal
from reports.submissions import evidence, sums
from reports.submissions.models import AnnualReport, IndicatorValue, Narrative

ANSWERS = ("status", "value", "numerator", "denominator", "is_estimate", "note")
STAMP = ("version", "updated_by", "updated_at")
UNKNOWN = Given(IndicatorValue.Status.NONE_ARISEN)


@dataclass(frozen=True)
class Proof:
    """What is scanned for a figure: name of the file, title, a line; {value}, {unit}, {year} are filled in."""

    file: str
    title: str
    line: str


PROOFS = {
    code: Proof(*texts)
    for code, texts in {
        "A1": ("danh-muc-van-ban.pdf", "Danh mục văn bản triển khai phong trào thi đua năm {year}",
               "Gồm {value} văn bản do Văn phòng ban hành hoặc tham mưu ban hành."),
        "A4": ("anh-chup-trang-tin.png", "Tin, bài đã đăng năm {year}",
               "Số tin, bài trên Cổng thông tin điện tử và báo địa phương: {value}."),
        "B1.1": ("danh-muc-van-ban-qppl.pdf", "Danh mục văn bản quy phạm pháp luật đã tham mưu năm {year}",
                 "Gồm {value} văn bản đã được ban hành, kèm số, ký hiệu, ngày và trích yếu."),
        "B5.3": ("xac-nhan-ngay-cong.png", "Giấy xác nhận ngày công đóng góp năm {year}",
                 "Xác nhận {unit} đã đóng góp {value} ngày công xây dựng công trình tại địa phương."),
        "C1.1": ("chuong-trinh-tiet-kiem.pdf", "Chương trình tiết kiệm, chống lãng phí năm {year}",
                 "Kèm chỉ tiêu tiết kiệm cho từng nhóm chi của cơ quan."),
        "C1.1b": ("chuong-trinh-dai-han.pdf", "Chương trình tiết kiệm, chống lãng phí giai đoạn 2026-2030",
                  "Mục tiêu, chỉ tiêu, tiêu chí đánh giá tiết kiệm dài hạn."),
        "D1b": ("cong-nhan-sang-kien-co-so.pdf", "Quyết định công nhận sáng kiến cấp cơ sở năm {year}",
                "Công nhận {value} sáng kiến của {unit}."),
        "D1c": ("cong-nhan-sang-kien-cap-tinh.pdf", "Quyết định công nhận sáng kiến cấp tỉnh năm {year}",
                "Công nhận {value} sáng kiến của {unit}."),
    }.items()
}  # fmt: skip
#: What is named by its number or place instead of a file.
REFERENCES = {
    "A2": "Biên bản họp đơn vị các kỳ trong năm {year}, lưu tại {unit}",
    "A6": "Bản đăng ký thi đua năm {year} của {unit}",
    "B2.1": "Danh mục dự án được giao theo dõi năm {year}",
    "B3.1": "Quyết định công bố thủ tục hành chính năm {year}, Cổng thông tin điện tử tỉnh",
    "C2.2b": "Hóa đơn tiền điện năm {year}, lưu tại bộ phận kế toán",
    "C6.1a": "Hóa đơn tiền điện năm {year}, lưu tại bộ phận kế toán",
}


@transaction.atomic
def fill(report: AnnualReport, unit: str, *, by: User, at: datetime, share: float = 1.0, scans: bool = True) -> None:
    """Answer everything asked (with `share` below 1: about that part of it) and attach evidence.

    Figures and texts are those of the unit `unit` of the data files in the year of the report. Without `scans` the
    evidence is named by document numbers only.
    """
    year = report.period.year
    figures = figures_of(unit, year)
    values = list(report.values.select_related("indicator").order_by("indicator__order"))
    narratives = list(report.narratives.select_related("question").order_by("question__order"))
    for value in values:
        if _chosen(value.code, unit, share):
            _answer(value, figures.get(value.code, UNKNOWN), by, at)
    for narrative in narratives:
        if _chosen(narrative.code, unit, share):
            _write(narrative, _text(report, unit, narrative.code, year), by, at)
    _write_all(values, [*ANSWERS, *STAMP])
    _write_all(narratives, ["text", "nothing_to_report", "nothing_reason", *STAMP])
    sums.refresh(report, by=by, at=at)
    attach_proofs(report, values, scans, by=by, at=at)


def _write_all(rows: list[Any], fields: list[str]) -> None:
    """Every row in one statement; a bulk update would take ten times as long."""
    if rows:
        type(rows[0]).objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=fields)


def _chosen(code: str, unit: str, share: float) -> bool:
    return share >= 1 or chance(unit, code, "chosen") < share


def _answer(value: IndicatorValue, given: Given, by: User, at: datetime) -> None:
    for name in ANSWERS:
        setattr(value, name, getattr(given, name))
    _stamp(value, by, at)


def _text(report: AnnualReport, unit: str, code: str, year: int) -> str:
    return phase_text_of(unit, code) if report.period.is_review else text_of(unit, code, year)


def _write(narrative: Narrative, text: str, by: User, at: datetime) -> None:
    narrative.text = text
    if not text:
        narrative.nothing_to_report, narrative.nothing_reason = True, "Trong kỳ không phát sinh nội dung này"
    _stamp(narrative, by, at)


def _stamp(row: Any, by: User, at: datetime) -> None:
    row.version += 1
    row.updated_by, row.updated_at = by, at


def attach_proofs(report: AnnualReport, values: list[IndicatorValue], scans: bool, *, by: User, at: datetime) -> None:
    """A file where one is required or usual, a document number elsewhere, where a figure stands."""
    proved = set(report.evidence.attached().filter(value__isnull=False).values_list("value", flat=True))
    for value in values:
        if not value.figure or value.pk in proved:
            continue
        if value.code in PROOFS and scans:
            evidence.add_files(value, [_scan_of(report, value, at)], by=by, at=at)
        elif value.code in PROOFS and value.indicator.evidence_required:
            evidence.add_reference(value, PROOFS[value.code].title.format(year=report.period.year), by=by, at=at)
        elif value.code in REFERENCES and scans:
            words = {"unit": report.department.name, "year": report.period.year}
            evidence.add_reference(value, REFERENCES[value.code].format(**words), by=by, at=at)


def _scan_of(report: AnnualReport, value: IndicatorValue, at: datetime) -> ContentFile:
    proof, unit = PROOFS[value.code], report.department.name
    words = {"unit": unit, "year": report.period.year, "value": format_decimal(value.figure)}
    lines = [proof.line.format(**words), f"Lập ngày {at:%d/%m/%Y}."]
    return scan(proof.file, unit, proof.title.format(**words), lines)
