"""The pages of this room: readable, constant in queries, open only to those of the table."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaign import workflow
from campaign.models import (
    Campaign,
    Criterion,
    Indicator,
    LegalBasis,
    OfficeFigure,
    Phase,
    PlanItem,
    Question,
    ReportingPeriod,
)
from departments.models import AuditEvent
from departments.transitions import move
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(plan, units, hctc_officer, signed_in):
    return signed_in(hctc_officer)


@pytest.fixture
def chief(plan, units, hctc_head, signed_in):
    return signed_in(hctc_head)


@pytest.fixture
def reader(plan, units, contributor, signed_in):
    return signed_in(contributor)


@pytest.fixture
def opened(annual, office) -> ReportingPeriod:
    return move(annual, workflow.OPEN, by=office.people["hctc_officer"], at=NOW)


def text(response) -> str:
    return response.content.decode()


def form_of(response) -> dict:
    """What the form on the page would send if nothing were typed."""
    form = response.context["form"]
    sent = {}
    for bound in form:
        value = bound.value()
        if value is None or value is False or value == "":
            continue
        value = value() if callable(value) else value
        if isinstance(value, date):
            value = f"{value:%d/%m/%Y}"
        sent[bound.html_name] = [getattr(row, "pk", row) for row in value] if isinstance(value, list) else value
    return sent


PAGES = ["", "criteria/", "legal-bases/", "indicators/", "questions/", "matrix/", "periods/"]


@pytest.mark.parametrize("place", PAGES)
def test_everybody_in_the_office_reads_the_plan(place, reader):
    response = reader.get(f"/plan/{place}")
    assert response.status_code == 200
    assert "/edit/" not in text(response)


@pytest.mark.parametrize(
    "place", ["number/", "phases/2/guidance/", "indicators/A2/edit/", "periods/new/", "figures/2022/"]
)
def test_pages_that_change_something_are_missing_for_others(place, reader):
    assert reader.get(f"/plan/{place}").status_code == 404


def test_the_plan_shows_every_item_with_its_anchor_and_what_is_missing(reader):
    page = text(reader.get("/plan/"))
    assert [n for n in PlanItem.objects.values_list("number", flat=True) if f'id="{n}"' not in page] == []
    assert page.count("<mark>[") == 1
    assert "bản sao để trống" in page


def test_the_plan_says_that_phase_two_waits(officer):
    assert "chưa nhập văn bản hướng dẫn" in text(officer.get("/plan/"))
    Phase.objects.filter(number=2).update(guidance_title="Hướng dẫn", guidance_date=date(2026, 3, 2))
    assert "chưa nhập văn bản hướng dẫn" not in text(officer.get("/plan/"))


def cost(client, address: str) -> int:
    """How many queries the page costs, once the session has been opened."""
    client.get(address)
    with CaptureQueriesContext(connection) as counted:
        assert client.get(address).status_code == 200
    return len(counted)


@pytest.mark.parametrize("place", PAGES)
def test_a_page_costs_the_same_for_few_rows_and_many(place, officer):
    full = cost(officer, f"/plan/{place}")
    keep = {"A2", "C2.0"}
    Indicator.objects.exclude(code__in=keep).delete()
    Question.objects.exclude(code__in=["II.2"]).delete()
    LegalBasis.objects.exclude(code__in=["luat-thuc-hanh-tiet-kiem-2013", "luat-tiet-kiem-2025"]).delete()
    ReportingPeriod.objects.exclude(code="2026").delete()
    assert cost(officer, f"/plan/{place}") == full


def test_a_period_costs_the_same_for_few_items_and_many(opened, chief):
    full = cost(chief, f"/plan/periods/{opened.pk}/")
    opened.period_indicators.exclude(code="A2").delete()
    opened.period_questions.exclude(code="II.2").delete()
    assert cost(chief, f"/plan/periods/{opened.pk}/") == full


# Entering and editing


def test_number_and_day_of_the_plan_are_entered(officer):
    sent = form_of(officer.get("/plan/number/")) | {"plan_number": "15/KH-VPUBND", "plan_date": "15/02/2023"}
    assert officer.post("/plan/number/", sent).headers["Location"] == "/plan/"
    assert (Campaign.objects.get().plan_number, Campaign.objects.get().plan_date) == ("15/KH-VPUBND", date(2023, 2, 15))


@pytest.mark.parametrize(
    ("number", "day"),
    [("15", "15/02/2023"), ("15/KH-VPUBND", "15/03/2023"), ("15/KH-VPUBND", "32/02/2023"), ("15/KH-VPUBND\x00", "x")],
)
def test_a_wrong_number_or_day_is_explained_and_kept_on_the_page(number, day, officer):
    sent = form_of(officer.get("/plan/number/")) | {"plan_number": number, "plan_date": day}
    response = officer.post("/plan/number/", sent)
    assert response.status_code == 422
    assert "invalid-feedback" in text(response)
    assert Campaign.objects.get().plan_number == ""


def test_a_stale_form_changes_nothing(officer):
    sent = form_of(officer.get("/plan/indicators/A2/edit/"))
    Indicator.objects.filter(code="A2").update(unit="buổi")
    response = officer.post("/plan/indicators/A2/edit/", sent | {"unit": "lần"})
    assert response.status_code == 422
    assert "vừa được người khác sửa" in text(response)
    assert Indicator.objects.get(code="A2").unit == "buổi"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": ""}, "name"),
        ({"decimals": "9"}, "decimals"),
        ({"nature": "ratio"}, "across_units"),
        ({"respondents": ["nobody"]}, "respondents"),
        ({"part_of": "A2"}, "part_of"),
        ({"last_year": "2021"}, "last_year"),
        ({"plan_items": ["999999"]}, "plan_items"),
    ],
)
def test_a_wrong_definition_is_explained_at_its_field(typed, field, officer):
    sent = form_of(officer.get("/plan/indicators/A2/edit/")) | typed
    response = officer.post("/plan/indicators/A2/edit/", sent)
    assert (response.status_code, next(iter(response.context["form"].errors))) == (422, field)


def test_an_unchanged_form_changes_nothing_and_says_so(officer):
    before = AuditEvent.objects.count()
    for page in ("indicators/A2/edit/", "questions/II.2/", "number/"):
        response = officer.post(f"/plan/{page}", form_of(officer.get(f"/plan/{page}")), follow=True)
        assert "không thay đổi gì" in text(response)
    assert AuditEvent.objects.count() == before


def test_a_criterion_is_edited_and_its_history_shown(officer):
    criterion = Criterion.objects.get(code="III.1.b")
    address = f"/plan/criteria/{criterion.pk}/"
    officer.post(address, form_of(officer.get(address)) | {"wording": "Nội dung do Phòng chỉnh"})
    criterion.refresh_from_db()
    assert criterion.wording == "Nội dung do Phòng chỉnh"
    assert "Sửa" in text(officer.get(address))


def test_a_new_indicator_needs_a_code_of_its_group_that_nobody_has(officer):
    sent = form_of(officer.get("/plan/indicators/A2/edit/"))
    sent.pop("seen")
    sent |= {"order": 500, "first_year": 2026}
    for code, group, status in (("A2", "A", 422), ("B9", "A", 422), ("x", "A", 422), ("A10", "A", 302)):
        assert officer.post("/plan/indicators/new/", sent | {"code": code, "group": group}).status_code == status
    made = Indicator.objects.get(code="A10")
    assert (made.group_title, made.first_year) == ("A. Tổ chức, tuyên truyền, kiểm tra", 2026)


def test_a_law_is_cited_without_its_number(officer):
    basis = LegalBasis.objects.get(code="luat-tiet-kiem-2025")
    address = f"/plan/legal-bases/{basis.pk}/"
    sent = form_of(officer.get(address)) | {"citation": "Luật số 110/2025/QH15"}
    response = officer.post(address, sent)
    assert list(response.context["form"].errors) == ["citation"]


def test_a_legal_basis_is_added(officer):
    sent = {
        "kind": "decision", "number": "5/QĐ-UBND", "citation": "Quyết định số 5/QĐ-UBND", "valid_from": "01/01/2026",
    }  # fmt: skip
    assert officer.post("/plan/legal-bases/new/", sent).status_code == 302
    made = LegalBasis.objects.get(number="5/QĐ-UBND")
    assert (made.code, made.verified, made.report_order) == ("can-cu-1", False, None)


def test_guidance_lets_phase_two_have_its_own_criteria(officer):
    sent = {"guidance_date": "02/03/2026", "guidance_issuer": "Sở Nội vụ", "guidance_title": "Hướng dẫn giai đoạn 2"}
    sent |= form_of(officer.get("/plan/phases/2/guidance/"))
    assert officer.post("/plan/phases/2/guidance/", sent).status_code == 302
    officer.post("/plan/phases/2/criteria/adopt/")
    assert Criterion.objects.filter(phase__number=2).count() == 3
    assert officer.get("/plan/phases/1/guidance/").status_code == 404


# Periods


def test_the_year_of_a_period_from_dates_to_lock(annual, officer, chief):
    address = f"/plan/periods/{annual.pk}/"
    prepared = form_of(officer.get(f"{address}prepare/"))
    days = {"due_on": "25/11/2099", "on_time_until": "30/11/2099", "lock_on": "21/12/2099"}
    assert officer.post(f"{address}prepare/", prepared | days).status_code == 302
    annual.refresh_from_db()
    assert annual.version == 2
    officer.post(f"{address}open/", {"seen": 2})
    annual.refresh_from_db()
    assert annual.is_open
    assert officer.post(f"{address}lock/", {"seen": annual.version}).status_code == 404
    chief.post(f"{address}lock/", {"seen": annual.version})
    annual.refresh_from_db()
    assert annual.is_locked
    assert chief.post(f"{address}unlock/", {"seen": annual.version}).status_code == 422
    chief.post(f"{address}unlock/", {"seen": annual.version, "reason": "Bổ sung"})
    annual.refresh_from_db()
    assert annual.is_open


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"due_on": "30/11/2026", "on_time_until": "27/11/2026"}, "on_time_until"),
        ({"on_time_until": "30/11/2099", "lock_on": "27/11/2099"}, "lock_on"),
        ({"due_on": "31/11/2099"}, "due_on"),
    ],
)
def test_dates_out_of_order_are_explained(days, field, annual, officer):
    address = f"/plan/periods/{annual.pk}/prepare/"
    response = officer.post(address, form_of(officer.get(address)) | days)
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])


def test_a_stale_or_forged_page_opens_nothing(annual, officer):
    for seen in ({"seen": 7}, {"seen": "x"}, {}):
        assert officer.post(f"/plan/periods/{annual.pk}/open/", seen).status_code == 302
    annual.refresh_from_db()
    assert annual.is_planned


def test_a_begun_period_is_no_longer_prepared(opened, officer):
    response = officer.get(f"/plan/periods/{opened.pk}/prepare/", follow=True)
    assert "đã được cố định" in text(response)


REQUESTED = {
    "kind": "on_request", "year": 2026, "title": "Báo cáo nhanh quý II", "due_on": "25/11/2099",
    "on_time_until": "25/11/2099", "letter_number": "1200/SNV-TĐKT", "letter_date": "01/11/2026",
    "letter_issuer": "Sở Nội vụ", "letter_subject": "báo cáo nhanh",
}  # fmt: skip


def test_a_requested_report_names_its_letter_and_what_it_asks(officer, units):
    chosen = {"indicators": [Indicator.objects.get(code="A2").pk], "departments": [units[0].pk]}
    assert officer.post("/plan/periods/new/", REQUESTED).status_code == 422
    without_letter = {name: value for name, value in REQUESTED.items() if not name.startswith("letter")}
    assert officer.post("/plan/periods/new/", without_letter | chosen).status_code == 422
    assert officer.post("/plan/periods/new/", REQUESTED | chosen | {"kind": "annual"}).status_code == 422
    assert officer.post("/plan/periods/new/", REQUESTED | chosen | {"year": 2031}).status_code == 422
    assert officer.post("/plan/periods/new/", REQUESTED | chosen).status_code == 302
    made = ReportingPeriod.objects.get(kind="on_request")
    assert (made.code, made.phase.number, made.letter_number, made.state) == (
        "on-request-2026-1", 2, "1200/SNV-TĐKT", "planned",
    )  # fmt: skip
    officer.post(f"/plan/periods/{made.pk}/open/", {"seen": 1})
    assert list(made.period_indicators.values_list("code", flat=True)) == ["A2"]


def test_a_wording_is_amended_on_its_page_which_names_the_reports(opened, officer):
    item = opened.period_indicators.get(code="B3.3")
    address = f"/plan/periods/{opened.pk}/indicator/{item.pk}/"
    page = officer.get(address)
    assert "Đơn vị ttpvhcc" in text(page)
    sent = form_of(page) | {"name": "Tỷ lệ hồ sơ đúng hạn"}
    assert officer.post(address, sent).status_code == 422
    assert officer.post(address, sent | {"reason": "Sửa câu chữ"}).status_code == 302
    item.refresh_from_db()
    assert item.name == "Tỷ lệ hồ sơ đúng hạn"


def test_an_item_of_another_period_is_missing(opened, officer):
    question = opened.period_questions.first()
    other = ReportingPeriod.objects.get(code="2027")
    assert officer.get(f"/plan/periods/{other.pk}/question/{question.pk}/").status_code == 404
    assert officer.get(f"/plan/periods/{opened.pk}/report/{question.pk}/").status_code == 404


def test_units_and_dates_are_amended_with_a_reason(opened, officer, chief):
    address = f"/plan/periods/{opened.pk}/"
    page = officer.get(f"{address}units/")
    kept = [unit.pk for unit in opened.units()][:3]
    officer.post(f"{address}units/", form_of(page) | {"departments": kept, "reason": "Theo văn bản mới"})
    assert opened.units().count() == 3
    sent = form_of(chief.get(f"{address}dates/")) | {"on_time_until": "07/12/2026", "reason": "Bão lũ"}
    assert chief.post(f"{address}dates/", sent).status_code == 302
    opened.refresh_from_db()
    assert opened.on_time_until == date(2026, 12, 7)
    assert officer.get(f"{address}dates/").status_code == 404


# Figures from paper


def test_figures_from_paper_are_read_in_vietnamese_and_ambiguous_ones_asked_about(officer):
    b52, a6 = Indicator.objects.get(code="B5.2"), Indicator.objects.get(code="A6")
    sent = {"source": "Báo cáo số 210/BC-VPUBND", f"value-{b52.pk}": "0.125"}
    response = officer.post("/plan/figures/2022/", sent)
    assert response.status_code == 422
    assert "0,125" in text(response)
    sent |= {f"value-{b52.pk}": "1.250,5", f"numerator-{a6.pk}": "90"}
    assert officer.post("/plan/figures/2022/", sent).status_code == 422
    sent |= {f"denominator-{a6.pk}": "95"}
    assert officer.post("/plan/figures/2022/", sent).status_code == 302
    rows = OfficeFigure.objects.office_totals().for_year(2022)
    assert [(r.indicator.code, r.value, r.numerator, r.denominator) for r in rows] == [
        ("A6", None, 90, 95),
        ("B5.2", 1250.5, None, None),
    ]
    assert "1.250,5" in text(officer.get("/plan/figures/2022/"))
    assert "1.250,5" in text(officer.get("/plan/indicators/B5.2/"))


def test_figures_of_a_unit_ask_only_for_its_indicators(officer):
    page = officer.get("/plan/figures/2023/?unit=nk")
    assert page.status_code == 200
    asked = {indicator.code for indicator, _fields in page.context["form"].rows()}
    assert "B2.1" not in asked
    assert "A2" in asked
    for address in ("figures/2021/", "figures/2031/", "figures/2023/?unit=none"):
        assert officer.get(f"/plan/{address}").status_code == 404


# Finding


def test_the_catalogue_is_filtered(reader):
    def codes(query: str) -> list[str]:
        return [row.code for row in reader.get(f"/plan/indicators/?{query}").context["rows"]]

    assert codes("group=D") == [row.code for row in Indicator.objects.filter(group="D")]
    assert codes("q=giấy+in") == ["C2.12"]
    assert codes("unit=ttpvhcc&group=B&q=B3") == ["B3.1", "B3.2", "B3.3", "B3.4"]
    assert set(codes("theme=2")) == set(Indicator.objects.filter(themes__code="2").values_list("code", flat=True))
    assert codes("group=ZZZ&unit=khong-co&q=khong-co") == []
    assert "Không có chỉ tiêu phù hợp" in text(reader.get("/plan/indicators/?q=khong-co"))


def test_periods_stand_open_first_then_the_past_then_what_is_to_come(officer, opened):
    rows = officer.get("/plan/periods/").context["rows"]
    places = [(0 if row.is_open else 2 if row.is_planned and not row.office_level_only else 1) for row in rows]
    assert places == sorted(places)
    assert rows[0] == opened
    to_come = [row.year for row in rows if row.is_planned and not row.office_level_only]
    assert to_come == sorted(to_come)
    assert "Không thu báo cáo đơn vị" in officer.get("/plan/periods/").content.decode()
