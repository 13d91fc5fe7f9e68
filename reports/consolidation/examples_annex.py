"""PL 06: the model examples HC-TC chose, and how they were spread. Read from the compilation, so that it stays."""

from datetime import date

from departments.vietnamese import format_date
from reports.consolidation import annexes
from reports.consolidation.annexes import AnnexContext
from reports.documents.content import CENTRE, Annex, Cell, Column, Table
from reports.oversight.models import SpreadAct

EXAMPLES = "ĐIỂN HÌNH TIÊN TIẾN, MÔ HÌNH HAY"
OF_THE_OFFICE = "Văn phòng"
FORMS = {
    SpreadAct.Form.MEETING: "Giới thiệu tại hội nghị",
    SpreadAct.Form.MATERIAL: "Tài liệu gửi các đơn vị",
    SpreadAct.Form.VISIT: "Tham quan, trao đổi kinh nghiệm",
    SpreadAct.Form.WEBSITE: "Đăng trang thông tin điện tử",
    SpreadAct.Form.OTHER: "Hình thức khác",
}


def examples(context: AnnexContext) -> Annex | None:
    """One row per example, with every act of spreading."""
    chosen = context.compiled.followed_up.get("examples", [])
    if not chosen:
        return None
    columns = (
        Column("STT", 0.6, CENTRE),
        Column("Tập thể/cá nhân/mô hình", 2.4),
        Column("Đơn vị", 2),
        Column("Nội dung, kết quả nổi bật", 4),
        Column("Hình thức nhân rộng", 2.6),
    )
    rows = tuple(
        (
            Cell(str(number)), Cell(row["name"]), Cell(row["unit"] or OF_THE_OFFICE), Cell(row["content"]),
            Cell("; ".join(_act(act) for act in row["acts"])),
        )
        for number, row in enumerate(chosen, start=1)
    )  # fmt: skip
    return Annex(EXAMPLES, (Table(columns, rows, ref="PL 06"),))


def _act(act: dict) -> str:
    """`Giới thiệu tại hội nghị (10/06/2026; 12 đơn vị)`"""
    reached = f"; {act['units']:02d} đơn vị" if act["units"] else ""
    return f"{FORMS[act['form']]} ({format_date(date.fromisoformat(act['day']))}{reached})"


annexes.register("PL 06", EXAMPLES, True, examples)
