"""Every component in every state on one page, for those who look after the program."""

from datetime import datetime
from types import SimpleNamespace

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from departments.fields import CleanCharField
from departments.templatetags.components import COMPONENTS, TONES

UNITS = (
    ("Phòng Kinh tế ngành", "ok", "Đã tiếp nhận", "24/11/2026", "0", "612"),
    ("Phòng Nội chính", "run", "Đang rà soát", "26/11/2026", "1", "1.284,5"),
    ("Phòng Quản trị – Tài vụ", "warn", "Đang soạn", "–", "0", "18"),
    ("Phòng Tổng hợp", "bad", "Trả lại để hoàn thiện", "25/11/2026", "2", "–"),
    ("Trung tâm Phục vụ hành chính công và Kiểm soát thủ tục hành chính", "none", "Chưa bắt đầu", "–", "0", "–"),
)
STATES = ("Đã tiếp nhận", "Đang rà soát", "Còn 2 ngày", "Trả lại để hoàn thiện", "Chưa bắt đầu")
SECTIONS = (
    ("1. Công tác triển khai", 6, 6),
    ("2.1 Phát triển kết cấu hạ tầng đồng bộ, hiện đại", 9, 13),
    ("3. Sáng kiến, điển hình tiên tiến", 3, 3),
    ("4. Hạn chế, nguyên nhân", 0, 3),
)
LONG_TEXT = (
    "Đã tham mưu ban hành kịp thời các văn bản về đầu tư công, đất đai, xây dựng; chủ động tháo gỡ khó khăn, vướng mắc "
    "trong giải phóng mặt bằng các dự án trọng điểm; thực hiện tiết kiệm, chống lãng phí trong mua sắm tài sản công."
)


class SampleForm(forms.Form):
    """One field of each kind."""

    unit = CleanCharField(label="Tên đơn vị", help_text="Ghi đầy đủ như trong quyết định thành lập.")
    value = forms.CharField(label="Thực hiện (triệu đồng)", widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    due = forms.DateField(label="Hạn gửi", required=False, widget=forms.DateInput(attrs={"placeholder": "30/11/2026"}))
    kind = forms.ChoiceField(label="Loại kỳ báo cáo", choices=[("year", "Báo cáo hằng năm"), ("half", "6 tháng")])
    scope = forms.ChoiceField(
        label="Phạm vi",
        required=False,
        widget=forms.RadioSelect,
        choices=[("a", "Toàn Văn phòng"), ("b", "Một đơn vị")],
    )
    text = CleanCharField(label="Kết quả nổi bật", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    estimate = forms.BooleanField(label="Số ước thực hiện", required=False)
    files = forms.FileField(label="Minh chứng", required=False)


def _event(now: datetime, label: str, before: str, after: str, note: str = "") -> SimpleNamespace:
    return SimpleNamespace(
        at=now, label=label, action="", before=before, after=after, from_label=before, to_label=after, note=note,
        actor_name="Lò Thị Mai", on_behalf_of="",
    )  # fmt: skip


def _history(now: datetime) -> list[SimpleNamespace]:
    return [
        _event(now, "Trình lãnh đạo đơn vị", "Đang soạn", "Chờ lãnh đạo đơn vị duyệt"),
        _event(now, "Duyệt và gửi", "Chờ lãnh đạo đơn vị duyệt", "Đã gửi"),
        _event(now, "Trả lại để hoàn thiện", "Đang rà soát", "Trả lại", "Đề nghị bổ sung minh chứng cho B1.1."),
    ]


def _forms() -> dict[str, forms.Form]:
    wrong = SampleForm({"unit": "", "value": "1.284,5", "due": "31/02/2026", "kind": "year", "text": LONG_TEXT})
    wrong.is_valid()
    return {"form": SampleForm(prefix="new"), "wrong_form": wrong}


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """The gallery. Its figures, names and texts are samples; nothing on it can be saved."""
    context = {
        "usages": [(name, component.usage) for name, component in COMPONENTS.items()],
        "states": list(zip(TONES, STATES, strict=True)),
        "units": UNITS,
        "long_text": LONG_TEXT,
        "sections": [
            {"label": label, "url": "#steps", "done": done, "total": total, "current": done == 9}
            for label, done, total in SECTIONS
        ],
        "tab_items": [
            {"label": label, "url": "#tabs", "count": count, "current": count == 3}
            for label, count in (("Chờ rà soát", 3), ("Đã trả lại", 1), ("Đã tiếp nhận", 0))
        ],
        "pairs_rows": [
            ("Hạn gửi", "30/11/2026"),
            ("Gửi đúng hạn đến", "02/12/2026"),
            ("Đơn vị", UNITS[4][0]),
            ("Số, ký hiệu", None),
        ],
        "events": _history(timezone.localtime(request.now)),
        "middle_page": Paginator(range(120), 20).page(3),
        "empty_list": [],
        "picture": render_to_string("departments/gallery/_picture.html"),
        **_forms(),
    }
    return render(request, "departments/gallery/page.html", context)
