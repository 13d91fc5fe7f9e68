"""Editors' words meet compilations: never overwritten, shown as out of date, taken back or kept by choice."""

from datetime import timedelta

import pytest

from departments.models import AuditEvent
from departments.permissions import Denied
from departments.transitions import StalePage, move
from departments.vietnamese import TextProblem
from reports.consolidation import editing, workflow
from reports.consolidation.compiled import stored
from reports.consolidation.staleness import obstacles
from tests import factories
from tests.consolidation.conftest import ACCEPTED, fresh, run_jobs
from tests.factories import NOW

LATER = NOW + timedelta(days=1)
WORDS = "Văn phòng đã tổ chức {A2} cuộc sinh hoạt."


@pytest.fixture
def section(draft):
    return draft.sections.get(code="II.2")


def write(section, house, text=WORDS, seen=None):
    return editing.write(section, text, by=house.officer, at=NOW, seen=seen or section.version)


def compile_with_one_more_unit(house, draft, period):
    factories.report(factories.unit("nv", "Phòng Ngoại vụ", order=40), period, ACCEPTED, at=NOW)
    move(draft, workflow.COMPILE, by=house.officer, at=LATER)
    run_jobs()


def test_the_proposal_has_the_figures_and_the_texts_of_all_units(section):
    first, *rest = section.text.splitlines()
    assert first.startswith("Các đơn vị đã tổ chức {A2} cuộc sinh hoạt, hội nghị quán triệt, tuyên truyền.")
    assert "\n".join(rest) == (
        "Các phòng Tổng hợp và Kinh tế ngành đã tổ chức thực hiện nghiêm túc, đạt kết quả đề ra; "
        "cụ thể có 03 việc nổi bật."
    )


def test_headings_without_any_text_are_left_blank_for_the_editor(draft):
    assert draft.sections.get(code="III.5").text == ""


def test_writing_is_recorded_and_uses_up_the_version(house, section):
    written = write(section, house)
    assert (written.text, written.is_edited, written.version) == (WORDS, True, section.version + 1)
    event = AuditEvent.objects.about(section.report).last()
    assert (event.action, event.data["section"]) == ("consolidation.section.write", "II.2")


def test_who_comes_second_is_told_and_overwrites_nothing(house, section):
    write(section, house)
    with pytest.raises(StalePage):
        write(section, house, text="Khác.", seen=section.version)
    section.refresh_from_db()
    assert section.text == WORDS


def test_leadership_and_units_do_not_edit(house, section):
    with pytest.raises(Denied):
        editing.write(section, WORDS, by=house.leader, at=NOW, seen=section.version)


def test_a_sent_report_is_not_edited(house, sent):
    section = sent.sections.get(code="II.2")
    with pytest.raises(Denied):
        write(section, house)


def test_text_that_could_deceive_a_reader_is_refused(house, section):
    with pytest.raises(TextProblem):
        write(section, house, text="Số liệu \u202e123")
    section.refresh_from_db()
    assert not section.is_edited


def test_compiling_again_renews_what_nobody_edited(house, draft, period, section):
    compile_with_one_more_unit(house, draft, period)
    section.refresh_from_db()
    assert "Ngoại vụ" in section.text
    assert not section.is_stale


def test_compiling_again_keeps_edited_words_and_says_they_are_out_of_date(house, draft, period, section):
    write(section, house)
    compile_with_one_more_unit(house, draft, period)
    section.refresh_from_db()
    assert (section.text, section.is_stale) == (WORDS, True)
    assert "Ngoại vụ" in section.proposed
    assert any(section.title in sentence for sentence in obstacles(fresh(draft)).soft)


def test_the_figures_in_edited_words_stay_live(house, draft, period, section):
    written = write(section, house)
    before = stored(draft.compilation).live.plain(written.text)
    compile_with_one_more_unit(house, draft, period)
    after = stored(fresh(draft).compilation).live.plain(written.text)
    assert (before, after) == ("Văn phòng đã tổ chức 24 cuộc sinh hoạt.", "Văn phòng đã tổ chức 36 cuộc sinh hoạt.")


def test_an_editor_stands_by_the_words_or_takes_the_proposal(house, draft, period, section):
    write(section, house)
    compile_with_one_more_unit(house, draft, period)
    section.refresh_from_db()
    kept = editing.keep_words(section, by=house.officer, at=LATER, seen=section.version)
    assert (kept.text, kept.is_stale) == (WORDS, False)
    taken = editing.take_proposal(kept, by=house.officer, at=LATER, seen=kept.version)
    assert (taken.text, taken.is_edited) == (taken.proposed, False)


def test_the_meter_shows_whose_text_is_not_represented(house, draft, section):
    written = write(section, house)
    compiled = stored(draft.compilation)
    assert [(row.unit, row.represented) for row in editing.material(written, compiled)] == [("th", True), ("ktn", True)]
    th = house.unit("th")
    only = editing.write(written, WORDS, by=house.officer, at=NOW, seen=written.version, represented=[th.pk])
    assert [(row.unit, row.represented) for row in editing.material(only, compiled)] == [("th", True), ("ktn", False)]


def test_a_unit_whose_sentences_stand_in_the_text_is_represented(house, draft, section):
    text = editing.material(section, stored(draft.compilation))[1].text
    written = editing.write(section, text, by=house.officer, at=NOW, seen=section.version, represented=[])
    assert all(row.represented for row in editing.material(written, stored(draft.compilation)))


def test_a_mark_without_a_figure_stands_in_the_way(house, draft, section):
    write(section, house, text="Đạt {B9.9} văn bản.")
    assert any("{B9.9}" in sentence for sentence in obstacles(fresh(draft)).soft)


def test_annexes_are_switched_by_code_in_their_order(house, draft):
    assert draft.sent_annexes == ["PL 02", "PL 03", "PL 06"]
    changed = editing.choose_annexes(draft, ["PL 10", "PL 02"], by=house.officer, at=NOW, seen=draft.version)
    assert changed.sent_annexes == ["PL 02", "PL 10"]
    with pytest.raises(StalePage):
        editing.choose_annexes(draft, [], by=house.officer, at=NOW, seen=draft.version)
