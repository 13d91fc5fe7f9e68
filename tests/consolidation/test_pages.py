"""List, report, sections, annexes and figures as the people concerned meet them."""

from decimal import Decimal

import pytest
from django.urls import reverse

from departments.transitions import move
from reports.consolidation import editing, pictures, staleness, workflow
from reports.consolidation.amounts import Amount, Definition, Figure
from reports.consolidation.models import ConsolidatedReport
from reports.consolidation.overview import FigureRow
from reports.submissions.models import Revision
from tests import factories
from tests.consolidation.conftest import ACCEPTED, fresh, run_jobs
from tests.consolidation.pages import LATER, address, desk_of, queries_of, text_of
from tests.factories import NOW

State = ConsolidatedReport.State
WORDS = "Văn phòng đã tổ chức {A2} cuộc sinh hoạt."
pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def desk(house):
    return desk_of(house.officer)


@pytest.fixture
def section(draft):
    return draft.sections.get(code="II.2")


@pytest.fixture
def bench(draft, section):
    """The address of the section's page."""
    return address("section", draft.pk, section.code)


def test_the_list_costs_the_same_for_one_report_and_for_many(draft, desk):
    one = queries_of(desk, address("list"))
    for year in (2023, 2024, 2025):
        period = factories.planned_period(year)
        ConsolidatedReport.objects.create(period=period, state=State.ISSUED, created_at=NOW, state_changed_at=NOW)
        factories.planned_period(year + 4)
    assert queries_of(desk, address("list")) == one


def test_units_see_a_report_once_it_is_issued(house, draft):
    unit = desk_of(factories.contributor(house.unit("th")))
    page = address("report", draft.pk)
    before = (unit.get(page).status_code, list(unit.get(address("list")).context["reports"]))
    ConsolidatedReport.objects.update(state=State.ISSUED)
    after = unit.get(page)
    assert (before, after.status_code) == ((404, []), 200)
    assert "Lịch sử" not in text_of(after)
    assert unit.get(address("figures", draft.pk)).status_code == 404


def test_a_period_is_begun_from_the_list_and_compiled_in_the_background(house, period, accepted, desk):
    assert address("start", period.pk) in text_of(desk.get(address("list")))
    answer = desk.post(address("start", period.pk))
    report = ConsolidatedReport.objects.get()
    assert (answer["Location"], report.state) == (address("report", report.pk), State.COMPILING)
    waiting = text_of(desk.get(address("report", report.pk)))
    assert ("Đang tổng hợp" in waiting, "không có tiến trình xử lý nền" in waiting) == (True, True)
    run_jobs()
    assert desk.get(address("progress", report.pk))["HX-Refresh"] == "true"


def test_a_period_that_is_not_open_is_refused_in_words(house, desk):
    period = factories.planned_period(2027)
    answer = desk.post(address("start", period.pk), follow=True)
    assert "Kỳ báo cáo chưa mở." in text_of(answer)
    assert ConsolidatedReport.objects.count() == 0


@pytest.mark.parametrize("who", ["leader", "clerk"])
def test_only_hctc_begins_and_compiles(house, draft, who):
    other = desk_of(getattr(house, who))
    answers = [other.post(address(route, pk)) for route, pk in (("start", draft.period_id), ("compile", draft.pk))]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert run_jobs() == []


def test_compiling_twice_at_once_asks_for_one_job(draft, desk):
    for _click in range(2):
        desk.post(address("compile", draft.pk))
    assert len(run_jobs()) == 1


def test_the_report_page_names_what_stands_in_the_way(house, draft):
    shown = desk_of(house.hctc_head).get(address("report", draft.pk))
    sentences = shown.context["obstacles"].sentences
    assert [sentence for sentence in sentences if sentence not in text_of(shown)] == []
    assert len(sentences) > 0


def test_who_may_not_send_sees_why(draft, desk):
    assert "Việc này do Trưởng phòng Hành chính – Tổ chức thực hiện." in text_of(desk.get(address("report", draft.pk)))


def test_a_report_of_another_number_is_not_found(draft, desk):
    assert [desk.get(address("report", pk)).status_code for pk in (draft.pk + 1, 10**30)] == [404, 404]


# One section


def test_a_text_is_written_and_stands_on_the_page(section, desk, bench):
    answer = desk.post(bench, {"text": WORDS, "seen": section.version}, follow=True)
    section.refresh_from_db()
    assert (section.text, section.is_edited) == (WORDS, True)
    assert "Văn phòng đã tổ chức <b" in text_of(answer)


def test_who_comes_second_keeps_the_typed_text_and_sees_the_other(house, section, desk, bench):
    editing.write(section, "Của người khác.", by=house.hctc_head, at=NOW, seen=section.version)
    answer = desk.post(bench, {"text": "Của tôi.", "seen": section.version})
    section.refresh_from_db()
    assert (answer.status_code, section.text) == (409, "Của người khác.")
    assert (answer.context["theirs"], answer.context["form"]["text"].value()) == ("Của người khác.", "Của tôi.")
    again = desk.post(bench, {"text": "Của tôi.", "seen": answer.context["section"].version})
    section.refresh_from_db()
    assert (again.status_code, section.text) == (302, "Của tôi.")


def emptied(section, house):
    """The section with words that take up no unit's text."""
    return editing.write(section, WORDS, by=house.officer, at=NOW, seen=section.version, represented=[])


def taken_up(page) -> list[tuple[str, bool]]:
    return [(row.unit, row.represented) for row in page.context["material"]]


def test_the_text_of_a_unit_is_put_into_the_report(house, section, desk, bench):
    section = emptied(section, house)
    given = desk.get(bench).context["material"][0]
    desk.post(bench, {"text": WORDS, "seen": section.version, "take": house.unit("th").pk})
    section.refresh_from_db()
    assert section.text == f"{WORDS}\n{given.text}"
    assert section.represented == [house.unit("th").pk]


def test_a_text_said_in_other_words_is_counted_as_taken_up(house, section, desk, bench):
    section = emptied(section, house)
    answer = desk.post(
        bench, {"text": WORDS, "seen": section.version, "represented": house.unit("ktn").pk}, follow=True
    )
    section.refresh_from_db()
    assert (section.text, taken_up(answer)) == (WORDS, [("th", False), ("ktn", True)])


def test_the_text_of_a_unit_leads_to_its_place_in_the_submission(draft, section, desk, bench):
    shown = desk.get(bench)
    given = shown.context["material"][0]
    source = f"/reports/{given.report}/revisions/{given.number}/"
    assert f'href="{source}#o-II.2"' in text_of(shown)
    assert 'id="o-II.2"' in text_of(desk.get(source))


def test_a_unit_that_wrote_nothing_here_cannot_be_taken(house, section, desk, bench):
    section = emptied(section, house)
    desk.post(bench, {"text": WORDS, "seen": section.version, "take": house.unit("nc").pk})
    section.refresh_from_db()
    assert (section.text, section.represented) == (WORDS, [])


def test_what_looks_like_html_stays_text(section, desk, bench):
    answer = desk.post(bench, {"text": "<script>alert(1)</script>", "seen": section.version}, follow=True)
    assert "<script>alert" not in text_of(answer)
    assert text_of(answer).count("&lt;script&gt;alert(1)&lt;/script&gt;") == 2


BAD_TEXTS = [("Số\u202e liệu", 1), ("Số\x00 liệu", 1), ("x" * 50_001, 1), (WORDS, "abc"), (WORDS, ""), (WORDS, "-1")]


def test_a_text_that_cannot_be_kept_is_explained_and_changes_nothing(section, desk, bench):
    before = section.text
    answers = [desk.post(bench, {"text": text, "seen": seen}) for text, seen in BAD_TEXTS]
    section.refresh_from_db()
    assert [answer.status_code for answer in answers] == [422, 422, 422, 422, 422, 409]
    assert (section.text, section.version) == (before, 1)
    assert [len(list(answer.context["messages"])) for answer in answers] == [1] * 6
    assert [answer.context["form"]["text"].value() for answer in answers] == [text for text, _seen in BAD_TEXTS]


def test_leadership_reads_a_section_and_does_not_write_it(house, section, bench):
    leader = desk_of(house.leader)
    assert '<form method="post" id="section-form"' not in text_of(leader.get(bench))
    answer = leader.post(bench, {"text": WORDS, "seen": section.version})
    section.refresh_from_db()
    assert (answer.status_code, section.is_edited) == (422, False)
    assert "Việc này không thuộc nhiệm vụ được phân quyền của đồng chí." in text_of(answer)


def test_a_section_that_does_not_exist_is_not_found(draft, desk):
    pages = [address("report", draft.pk) + f"section/{code}/" for code in ("IX.9", "..", "II.2'")]
    assert [desk.get(page).status_code for page in pages] == [404] * 3


@pytest.fixture
def stale(house, draft, period, section):
    """A section edited before one more unit was accepted and compiled."""
    written = editing.write(section, WORDS, by=house.officer, at=NOW, seen=section.version)
    factories.report(factories.unit("nv", "Phòng Ngoại vụ", order=40), period, ACCEPTED, at=NOW)
    move(draft, workflow.COMPILE, by=house.officer, at=LATER)
    run_jobs()
    written.refresh_from_db()
    return written


@pytest.mark.parametrize(("choice", "text"), [("keep", WORDS), ("proposal", None)])
def test_an_outdated_section_is_settled_by_choice(draft, stale, desk, bench, choice, text):
    assert "cần cập nhật" in text_of(desk.get(bench))
    desk.post(address("settle", draft.pk, stale.code), {"choice": choice, "seen": stale.version})
    stale.refresh_from_db()
    assert (stale.text, stale.is_stale) == (text or stale.proposed, False)


def test_an_outdated_section_is_not_settled_by_a_forged_page(draft, stale, desk):
    for choice, off in (("", 0), ("delete", 0), ("keep", -1), ("proposal", -1)):
        data = {"choice": choice, "seen": stale.version + off}
        answer = desk.post(address("settle", draft.pk, stale.code), data, follow=True)
        stale.refresh_from_db()
        assert (stale.text, stale.is_stale, len(list(answer.context["messages"]))) == (WORDS, True, 1), choice


# Annexes and figures


def test_annexes_are_chosen_on_the_page(draft, desk):
    desk.post(address("annexes", draft.pk), {"sent": ["PL 10", "PL 02"], "seen": draft.version})
    assert fresh(draft).sent_annexes == ["PL 02", "PL 10"]


def test_annexes_that_do_not_exist_and_stale_pages_change_nothing(draft, desk):
    for sent, seen in ((["PL 99"], draft.version), (["PL 10"], "999"), (["PL 10"], "x")):
        answer = desk.post(address("annexes", draft.pk), {"sent": sent, "seen": seen}, follow=True)
        assert fresh(draft).sent_annexes == ["PL 02", "PL 03", "PL 06"], sent
        assert len(list(answer.context["messages"])) == 1


def test_every_figure_leads_to_the_submission_it_came_from(house, draft, desk):
    rows = [row for _title, rows in desk.get(address("figures", draft.pk)).context["groups"] for row in rows]
    row = next(row for row in rows if row.definition.code == "A2")
    revisions = {(r.report_id, r.number) for r in Revision.objects.filter(report__department__code__in=["th", "ktn"])}
    assert {(source.report, source.number) for source in row.sources if source.report} == revisions
    for report, number in revisions:
        shown = desk.get(f"/reports/{report}/revisions/{number}/")
        assert (shown.status_code, 'id="o-A2"' in text_of(shown)) == (200, True)


def test_the_figures_cost_the_same_for_three_units_and_for_six(house, draft, period, desk):
    few = queries_of(desk, address("figures", draft.pk))
    more_units(period)
    desk.post(address("compile", draft.pk))
    run_jobs()
    assert queries_of(desk, address("figures", draft.pk)) == few


def more_units(period) -> None:
    for number in range(3):
        factories.report(factories.unit(f"u{number}", f"Phòng số {number}", order=50 + number), period, ACCEPTED)


def test_the_report_page_costs_the_same_for_three_units_and_for_six(house, draft, period, desk):
    desk.post(address("compile", draft.pk))
    run_jobs()
    few = queries_of(desk, address("report", draft.pk))
    more_units(period)
    desk.post(address("compile", draft.pk))
    run_jobs()
    assert queries_of(desk, address("report", draft.pk)) == few


def test_the_reconciliation_shows_each_total_and_who_is_missing(draft, desk):
    shown = desk.get(address("reconciliation", draft.pk))
    assert {row.closes for row in shown.context["rows"]} == {True}
    assert {tuple(row.missing) for row in shown.context["rows"]} == {("NC",)}


def test_figures_are_for_those_who_read_drafts(house, draft):
    unit = desk_of(factories.head(house.unit("th")))
    routes = ("figures", "reconciliation")
    assert [unit.get(address(route, draft.pk)).status_code for route in routes] == [404, 404]
    assert [desk_of(house.clerk).get(address(route, draft.pk)).status_code for route in routes] == [200, 200]


def test_the_headings_with_text_are_walked_one_after_the_other(draft, desk, bench):
    lines = [line.section for line in desk.get(bench).context["lines"] if line.is_leaf]
    first, second = lines[0], lines[1]
    context = desk.get(address("section", draft.pk, first.code)).context
    assert (context["before"], context["after"]) == (None, second)
    context = desk.get(address("section", draft.pk, lines[-1].code)).context
    assert (context["before"], context["after"]) == (lines[-2], None)


def test_a_blank_number_of_the_plan_is_recalled_before_sending_without_forbidding_it(house, draft, desk):
    link = reverse("campaign:plan_number")
    campaign = draft.period.campaign
    assert link in text_of(desk.get(address("report", draft.pk)))
    assert link not in text_of(desk_of(house.leader).get(address("report", draft.pk)))
    assert not any("kế hoạch" in sentence for sentence in staleness.obstacles(draft).soft)
    campaign.plan_number = "12/KH-VPUBND"
    campaign.save()
    assert link not in text_of(desk.get(address("report", draft.pk)))


def test_only_figures_of_which_more_is_better_stand_as_bars_against_their_target():
    def row(direction):
        definition = Definition("C5.3a", f"Chỉ tiêu {direction}", "cuộc", direction=direction)
        figure = Figure("C5.3a", "sum", Amount(Decimal(90)), {}, target=Amount(Decimal(100)))
        return FigureRow(definition, figure, "90", "", "100", "", None, "90%", "", [], [])

    picture = pictures.against_targets([row("up"), row("down"), row("neutral")])
    assert ("Chỉ tiêu up" in picture, "down" in picture, "neutral" in picture) == (True, False, False)
