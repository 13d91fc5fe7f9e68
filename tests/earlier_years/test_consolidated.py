"""Results from paper in the consolidated report: texts of the years of a review, and what is entered afterwards."""

from datetime import timedelta

from django.urls import reverse

from campaign import paper_entry
from reports.consolidation import starting
from reports.consolidation.compiling import compile_period
from reports.consolidation.staleness import obstacles
from reports.consolidation.year_sources import texts_under, year_notes
from tests import factories
from tests.consolidation.conftest import fresh, house, run_jobs  # noqa: F401 — the fixture
from tests.consolidation.pages import desk_of, text_of
from tests.factories import NOW


def review_of(house):  # noqa: F811
    facts = {"source": "Báo cáo số 612/BC-VPUBND", "by": house.officer, "at": NOW}
    paper_entry.enter_figures(2022, None, {factories.indicator("A2"): {"value": 5}}, **facts)
    paper_entry.enter_texts(2022, None, {factories.question("II.2"): "Văn phòng đã quán triệt."}, **facts)
    return factories.period(2025, kind="phase_review", from_year=2022, indicators={})


def test_texts_of_the_years_stand_beside_the_review_and_are_frozen_with_their_paper(house):  # noqa: F811
    review = review_of(house)
    compiled = compile_period(review, NOW.date())
    (row,) = texts_under(compiled, "II.2")
    assert (row["year"], row["text"], row["source"]) == (2022, "Văn phòng đã quán triệt.", "Báo cáo số 612/BC-VPUBND")
    assert year_notes(compiled) == ("Năm 2022: số liệu nhập từ văn bản giấy (Báo cáo số 612/BC-VPUBND).",)
    report = starting.start(review, by=house.officer, at=NOW)
    run_jobs()
    desk = desk_of(house.officer)
    page = text_of(desk.get(reverse("consolidation:section", args=[report.pk, "II.2"])))
    assert "Văn phòng đã quán triệt." in page
    assert "612/BC-VPUBND" in text_of(desk.get(reverse("consolidation:figures", args=[report.pk])))


def test_what_is_entered_or_taken_away_after_compiling_is_named(house):  # noqa: F811
    review = review_of(house)
    report = starting.start(review, by=house.officer, at=NOW)
    run_jobs()

    def said() -> bool:
        return any("2022" in sentence and "văn bản giấy" in sentence for sentence in obstacles(fresh(report)).soft)

    assert not said()
    facts = {"source": "x", "by": house.officer, "at": fresh(report).compilation.made_at + timedelta(hours=1)}
    paper_entry.enter_figures(2022, None, {factories.indicator("A2"): {"value": None}}, reason="Nhầm", **facts)
    assert said()
    paper_entry.enter_figures(2022, None, {factories.indicator("A2"): {"value": 6}}, **facts)
    assert said()
