"""What the writer and the reader of a unit's workbook agree on: tabs, heads, hidden marks; Vietnamese, like paper."""

import hashlib
import json
from typing import Any

from reports.submissions.material import Material
from reports.submissions.models import IndicatorValue
from reports.submissions.versions import Answer, content

GUIDE_TAB, FIGURES_TAB, TEXTS_TAB, EVIDENCE_TAB, MARKS_TAB = (
    "Hướng dẫn", "Số liệu", "Phần lời", "Minh chứng", "Nhận dạng",
)  # fmt: skip
#: Of the whole layout: a workbook of another layout is refused.
LAYOUT = "bao-cao-don-vi/1"
KIND, REPORT, UNIT, PERIOD, FORM = "Loại biểu", "Báo cáo", "Đơn vị", "Kỳ báo cáo", "Phiên bản biểu"

CODE, KEY, SEEN, MARK = "Mã", "Khóa", "Phiên bản", "Dấu"
STATUS, FIGURE, NUMERATOR, DENOMINATOR = "Loại trả lời", "Số liệu", "Tử số", "Mẫu số"
ESTIMATE, NOTE = "Số ước (x)", "Ghi chú"
TEXT, NOTHING, REASON = "Nội dung", "Không phát sinh (x)", "Lý do"

#: Column of the workbook → box of the form of one answer.
FIGURE_BOXES = {
    STATUS: "status", FIGURE: "value", NUMERATOR: "numerator", DENOMINATOR: "denominator", ESTIMATE: "is_estimate",
    NOTE: "note",
}  # fmt: skip
TEXT_BOXES = {TEXT: "text", NOTHING: "nothing_to_report", REASON: "nothing_reason"}

#: The words of the form for the kind of answer.
STATUS_WORDS = {
    IndicatorValue.Status.VALUE: "Số liệu",
    IndicatorValue.Status.NONE_ARISEN: "Không phát sinh",
    IndicatorValue.Status.NOT_MINE: "Không thuộc chức năng",
}
YES = "x"


def form_version(material: Material) -> str:
    """Names the set of questions the workbook was made for; a rewording changes nothing."""
    figures = [(v.code, v.indicator.nature, v.indicator.decimals, v.indicator.computed_from) for v in material.values]
    return _digest([figures, [n.code for n in material.narratives]])


def mark_of(answer: Answer, names: list[str] | None = None) -> str:
    """Recognises the content the workbook was filled with, so that what was not touched offline stays as it is now."""
    return mark_of_content({n: v for n, v in content(answer).items() if names is None or n in names})


def mark_of_content(fields: dict[str, Any]) -> str:
    return _digest({name: str(value) if value is not None else None for name, value in fields.items()})


def _digest(data: Any) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]
