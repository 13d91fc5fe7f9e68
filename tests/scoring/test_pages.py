"""Who sees which page of the scoring, what stays on it after a refusal, and that it is off by default."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from departments.models import Department
from reports.scoring import editing
from reports.scoring.models import ItemScore, ScoreSheet, UnitScore
from tests import factories as make
from tests.factories import NOW
from tests.scoring.making import YEAR, appraised, form_data, full_marks, self_scored, sheet, switched_on

D = Decimal
SECRET = "Chỉ Phòng HC-TC được đọc dòng này."
READERS = ("hctc_officer", "hctc_head", "leader")
OTHERS = ("contributor", "head", "other_contributor", "clerk", "council", "administrator", "stranger")


@pytest.fixture
def scoring(office):
    return switched_on(make.period(), by=office.people["hctc_head"])


@pytest.fixture
def scored(office, scoring):
    unit = office.units["th"]
    self_scored(scoring, unit, office.people["contributor"])
    entry = {"points": D(12), "reason": SECRET}
    return appraised(scoring, unit, office.people["hctc_officer"], II_1=entry)


def pages(unit) -> dict[str, str]:
    arguments = [YEAR, unit.pk]
    return {
        "ranking": reverse("scoring:ranking", args=[YEAR]),
        "workbook": reverse("scoring:workbook", args=[YEAR]),
        "appraisal": reverse("scoring:appraisal", args=arguments),
        "paper": reverse("scoring:paper", args=[*arguments, "xlsx"]),
    }


@pytest.mark.parametrize("persona", READERS)
def test_hctc_and_leadership_read_appraised_scores(office, scored, signed_in, persona):
    for name, address in pages(office.units["th"]).items():
        answer = signed_in(office.people[persona]).get(address)
        assert answer.status_code == 200, name
    page = signed_in(office.people[persona]).get(pages(office.units["th"])["appraisal"]).content.decode()
    assert SECRET in page


@pytest.mark.parametrize("persona", OTHERS)
def test_nobody_else_reaches_an_appraised_score(office, scored, signed_in, persona):
    client = signed_in(office.people[persona])
    for name, address in pages(office.units["th"]).items():
        assert client.get(address).status_code == 404, name
    assert client.post(pages(office.units["th"])["appraisal"], {"seen": 1}).status_code == 404
    assert client.post(reverse("scoring:switch", args=[YEAR]), {"reason": "x"}).status_code == 404


def test_the_unit_reads_its_own_score_without_the_appraised_one(office, scored, signed_in):
    address = reverse("scoring:own", args=[YEAR, office.units["th"].pk])
    page = signed_in(office.people["contributor"]).get(address)
    assert page.status_code == 200
    assert SECRET not in page.content.decode()
    for persona in ("other_contributor", "hctc_officer", "leader", "clerk"):
        assert signed_in(office.people[persona]).get(address).status_code == 404


@pytest.mark.parametrize("was_on", [False, True])
def test_while_scoring_is_off_there_is_nothing_to_see(office, signed_in, was_on):
    period, unit = make.period(), office.units["th"]
    sheet()
    if was_on:
        found = switched_on(period, by=office.people["hctc_head"])
        appraised(found, unit, office.people["hctc_officer"])
        editing.switch(period, on=False, reason="Dừng.", by=office.people["hctc_head"], at=NOW)
    officer = signed_in(office.people["hctc_officer"])
    for name, address in pages(unit).items():
        assert officer.get(address).status_code == (200 if name == "ranking" else 404)
    assert unit.name not in officer.get(pages(unit)["ranking"]).content.decode()
    own = reverse("scoring:own", args=[YEAR, unit.pk])
    assert signed_in(office.people["contributor"]).get(own).status_code == 404
    assert own not in signed_in(office.people["contributor"]).get("/").content.decode()


def test_a_scored_unit_finds_its_page_on_the_start_page(office, scoring, signed_in):
    own = reverse("scoring:own", args=[YEAR, office.units["th"].pk])
    assert own in signed_in(office.people["contributor"]).get("/").content.decode()


def test_self_scores_are_written_from_the_page_and_nothing_typed_is_lost(office, scoring, signed_in):
    unit = office.units["th"]
    address = reverse("scoring:own", args=[YEAR, unit.pk])
    client = signed_in(office.people["contributor"])
    entries = full_marks(scoring, "self", II_4={"self_not_mine": True}, IV_1={"self_points": "15,55", "basis": "QĐ 12"})
    answer = client.post(address, form_data(scoring, entries))
    assert answer.status_code == 422
    assert "15,55" in answer.content.decode()
    assert "QĐ 12" in answer.content.decode()
    assert not ItemScore.objects.exists()
    entries["IV.1"]["self_points"] = "12,5"
    assert client.post(address, form_data(scoring, entries)).status_code == 302
    kept = {row.item.code: row for row in UnitScore.objects.get().items.select_related("item")}
    assert (kept["IV.1"].self_points, kept["IV.1"].basis, kept["II.4"].self_not_mine) == (D("12.5"), "QĐ 12", True)
    entries["IV.1"]["basis"] = "Của người đến sau"
    late = client.post(address, form_data(scoring, entries))
    assert late.status_code == 422
    assert "Của người đến sau" in late.content.decode()


def test_the_appraisal_asks_for_a_reason_and_keeps_what_was_typed(office, scoring, signed_in):
    unit = office.units["th"]
    self_scored(scoring, unit, office.people["contributor"])
    address = reverse("scoring:appraisal", args=[YEAR, unit.pk])
    client = signed_in(office.people["hctc_officer"])
    entries = full_marks(scoring, "appraised", IV_1={"points": D("9.5"), "note": "Xem lại"})
    answer = client.post(address, form_data(scoring, entries))
    assert answer.status_code == 422
    assert "Xem lại" in answer.content.decode()
    entries["IV.1"]["reason"] = "Sáng kiến chưa được công nhận."
    assert client.post(address, form_data(scoring, entries)).status_code == 302
    page = client.get(reverse("scoring:ranking", args=[YEAR])).content.decode()
    assert "94,5" in page


def test_the_head_switches_and_weighs_from_the_pages(office, signed_in):
    period = make.period()
    first, client = sheet(), signed_in(office.people["hctc_head"])
    switch = reverse("scoring:switch", args=[YEAR])
    assert client.post(switch, {"on": "on", "reason": ""}).status_code == 422
    assert client.post(switch, {"on": "on", "reason": "Thí điểm."}).status_code == 302
    assert period.scoring.is_on
    address = reverse("scoring:weights")
    data = {"title": "Bản 2", "source": "Điều chỉnh.", "seen": first.number}
    for item in first.items.all():
        weight = {"II.4": "0", "III.1": "25"}.get(item.code, str(item.max_points).replace(".", ","))
        data |= {f"w{item.pk}-name": item.name, f"w{item.pk}-weight": weight}
    wrong = data | {next(key for key in data if key.endswith("-weight")): "7"}
    answer = client.post(address, wrong)
    assert answer.status_code == 422
    assert "102" in answer.content.decode()
    assert client.post(address, data).status_code == 302
    assert ScoreSheet.objects.newest().number == 2


def test_the_workbook_has_the_ranking_and_pl_11_of_each_unit(office, scored, signed_in):
    answer = signed_in(office.people["leader"]).get(pages(office.units["th"])["workbook"])
    book = load_workbook(BytesIO(answer.content))
    cells = [[cell.value for cell in row] for row in book.worksheets[1].iter_rows()]
    titles = ["TT", "Tiêu chí/Tiêu chí thành phần", "Điểm tối đa", "Điểm tự chấm", "Điểm thẩm định"]
    assert [*titles, "Căn cứ, tài liệu kiểm chứng", "Ghi chú"] in cells
    said = " ".join(str(value) for row in cells for value in row if value)
    assert "không phải mẫu chính thức; không đưa vào báo cáo gửi đi" in said
    assert SECRET in said


def test_the_paper_of_a_unit_is_a_pdf(office, scored, signed_in):
    address = reverse("scoring:paper", args=[YEAR, office.units["th"].pk, "pdf"])
    answer = signed_in(office.people["leader"]).get(address)
    assert answer.content[:5] == b"%PDF-"


def test_the_ranking_costs_the_same_for_three_units_and_for_a_hundred(office, scored, signed_in):
    client, address = signed_in(office.people["leader"]), reverse("scoring:ranking", args=[YEAR])

    def queries() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    few = queries()
    units = Department.objects.bulk_create(
        Department(code=f"m{n}", name=f"Đơn vị {n}", short_name=f"ĐV {n}", order=n, sort_key=f"{n:04}", reports=True)
        for n in range(100)
    )
    scores = UnitScore.objects.bulk_create(
        UnitScore(period=scored.period, department=unit, appraised_at=NOW) for unit in units
    )
    item = scored.items.first().item
    ItemScore.objects.bulk_create(ItemScore(score=score, item=item, points=D(1)) for score in scores)
    assert queries() == few
