"""What HC-TC itself did stands in II.4, III.4 and PL 06, frozen with the compilation."""

from datetime import date

import pytest

from departments.transitions import move
from reports.chasing.models import Reminder
from reports.consolidation import annexes
from reports.consolidation.annexes import AnnexContext
from reports.consolidation.compiled import Compiled, stored
from reports.consolidation.compiling import compile_period
from reports.consolidation.sections import proposals
from reports.consolidation.staleness import obstacles
from reports.oversight import editing, workflow
from reports.oversight.models import SpreadAct
from tests import factories as make
from tests.oversight import making

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 1)


@pytest.fixture
def year(db):
    made = make.period()
    make.report(make.unit(), made, "returned")
    return made


def text_of(compiled: Compiled, code: str) -> str:
    proposal = next(p for p in proposals(compiled, "Văn phòng UBND tỉnh") if p.heading.code == code)
    return compiled.live.plain(proposal.text)


def remind(period, day):
    Reminder.objects.create(
        period=period, department=make.unit(), kind="manual", day=day, at=make.NOW, text="Đề nghị gửi báo cáo.",
        occasion=f"manual@{day}",
    )  # fmt: skip


def inspected():
    unit, officer = make.unit(), make.officer()
    first = making.inspection(unit)
    for text in ("Một", "Hai"):
        making.finding(first, unit, text=text)
    how = {"resolved_on": date(2026, 11, 1), "how": "Đã làm.", "evidence": ""}
    move(first.findings.first(), workflow.RESOLVE, by=officer, at=make.NOW, **how)
    making.inspection(unit, day=date(2025, 5, 1))
    return first


def test_heading_ii_4_counts_inspections_reminders_and_returns(year):
    inspected()
    for day in (date(2026, 11, 26), date(2026, 11, 27)):
        remind(year, day)
    said = text_of(compile_period(year, DAY), "II.4")
    assert "Phòng Hành chính – Tổ chức đã tiến hành 01 cuộc kiểm tra, giám sát tại 01 đơn vị." in said
    assert "phát hiện 02 tồn tại; đã khắc phục 01 tồn tại." in said
    assert (
        "đã đôn đốc 02 lượt, với 01 đơn vị được đôn đốc; trả lại để hoàn thiện 01 lượt báo cáo của 01 đơn vị." in said
    )


def test_an_inspection_of_the_whole_office_names_no_number_of_units(year):
    making.inspection()
    assert "đã tiến hành 01 cuộc kiểm tra, giám sát." in text_of(compile_period(year, DAY), "II.4")


def test_nothing_is_said_of_what_did_not_happen(year):
    said = text_of(compile_period(make.period(2027), DAY), "II.4")
    assert "Phòng Hành chính" not in said


def test_heading_iii_4_and_pl_06_come_from_the_examples(year):
    example = making.example(make.unit())
    act = SpreadAct(form="meeting", day=date(2026, 6, 10), units_reached=9)
    editing.spread(example, act, by=make.officer(), at=make.NOW)
    compiled = compile_period(year, DAY)
    assert "lựa chọn 01 điển hình để nhân rộng; tổ chức 01 hoạt động nhân rộng." in text_of(compiled, "III.4")
    kind = next(kind for kind in annexes.kinds() if kind.code == "PL 06")
    (table,) = kind.builder(AnnexContext(compiled, year, DAY)).blocks
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["1", "Phòng họp không giấy tờ", "Phòng Tổng hợp", "Giảm 60% giấy in.",
         "Giới thiệu tại hội nghị (10/06/2026; 09 đơn vị)"],
    ]  # fmt: skip
    assert kind.default_sent


def test_without_examples_there_is_no_annex(year):
    kind = next(kind for kind in annexes.kinds() if kind.code == "PL 06")
    assert kind.builder(AnnexContext(compile_period(year, DAY), year, DAY)) is None


def test_a_compilation_keeps_what_it_was_told_and_says_when_it_is_out_of_date(draft):
    before, known = stored(draft.compilation), set(obstacles(draft).soft)
    inspected()
    assert stored(draft.compilation).live.facts == before.live.facts
    assert len(set(obstacles(draft).soft) - known) == 1


def test_compilations_of_before_are_still_read(draft):
    compilation = draft.compilation
    old = Compiled({k: v for k, v in compilation.inputs.items() if k != "followed_up"}, {}, {}, {})
    assert old.live.facts == {}
    assert old.live.unresolved("Đã tiến hành {K1} cuộc.") == ["{K1}"]
    kind = next(kind for kind in annexes.kinds() if kind.code == "PL 06")
    assert kind.builder(AnnexContext(old, draft.period, DAY)) is None
