"""The pages of the registration: boxes, conflicts, moves, bulk acceptance, the start page."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from campaign.models import Indicator, Target
from departments.todo import tasks_of
from reports.targets import history
from reports.targets.forms import prefix_of
from reports.targets.models import TargetRegistration, TargetRound
from tests import factories
from tests.targets import making
from tests.targets.making import NOW, YEAR, State

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    factories.hctc()
    return making.People(factories.unit())


def desk(account) -> Client:
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def text(response) -> str:
    return response.content.decode()


def sent(response) -> dict:
    """What the page of boxes would send if nothing were typed."""
    data = {}
    for _title, rows in response.context["groups"]:
        for row in rows:
            for bound in row.form:
                value = bound.value()
                data[bound.html_name] = "" if value is None else value
    return data


def box(made, code: str, name: str = "value") -> str:
    return f"{prefix_of(making.line(made, code))}-{name}"


def test_targets_are_typed_saved_and_shown_beside_last_year(people, monkeypatch):
    monkeypatch.setattr(history, "_providers", [lambda unit, year: {"A2": f"kết quả {year}"}])
    made = making.registration(people=people, filled=False)
    c2 = Indicator.objects.get(code="C2.1")
    Target.objects.create(department=made.department, indicator=c2, year=YEAR - 1, value=Decimal("30.5"))
    client, address = desk(people.contributor), reverse("targets:fill", args=[made.pk])
    page = client.get(address)
    assert "30,5" in text(page)
    assert f"kết quả {YEAR - 1}" in text(page)
    data = sent(page) | {box(made, "C2.1"): "1.234,5", box(made, "C2.1", "note"): "phấn đấu"}
    assert client.post(address, data).status_code == 302
    line = making.line(made, "C2.1")
    assert (line.value, line.note, line.version) == (Decimal("1234.5"), "phấn đấu", 1)
    assert "một nghìn hai trăm ba mươi tư phẩy năm" in text(client.get(address))
    assert making.line(made, "A2").version == 0


@pytest.mark.parametrize(
    ("code", "typed"),
    [
        ("A2", {"value": "1.5"}),
        ("A2", {"value": "1,5"}),
        ("A2", {"value": "-3"}),
        ("A2", {"value": "nhiều"}),
        ("A9", {"value": "101"}),
        ("A9", {"value": "90", "numerator": "9", "denominator": "10"}),
        ("A9", {"numerator": "9"}),
        ("A9", {"numerator": "9", "denominator": "0"}),
        ("A9", {"numerator": "11", "denominator": "10"}),
    ],
)
def test_what_cannot_be_read_stays_in_its_box_and_the_rest_is_saved(code, typed, people):
    made = making.registration(people=people, filled=False)
    client, address = desk(people.contributor), reverse("targets:fill", args=[made.pk])
    data = sent(client.get(address)) | {box(made, "D1"): "4"}
    data |= {box(made, code, name): value for name, value in typed.items()}
    response = client.post(address, data)
    assert response.status_code == 422
    assert all(f'value="{value}"' in text(response) for value in typed.values())
    assert making.line(made, "D1").value == 4
    assert not making.line(made, code).is_filled


def test_a_ratio_is_given_by_its_parts(people):
    made = making.registration(people=people, filled=False)
    client, address = desk(people.contributor), reverse("targets:fill", args=[made.pk])
    data = sent(client.get(address)) | {box(made, "A9", "numerator"): "18", box(made, "A9", "denominator"): "20"}
    client.post(address, data)
    page = text(client.get(reverse("targets:registration", args=[made.pk])))
    assert "90%" in page
    assert "18 / 20" in page


def test_two_people_on_one_line_see_three_contents_and_choose(people):
    made = making.registration(people=people, filled=False)
    client, address = desk(people.contributor), reverse("targets:fill", args=[made.pk])
    data = sent(client.get(address)) | {box(made, "A2"): "7"}
    making.write(made, people.head, A2={"value": Decimal(5)})
    response = client.post(address, data)
    assert response.status_code == 409
    assert "three-ways" in text(response)
    assert making.line(made, "A2").value == 5
    again = sent(response)
    assert again[box(made, "A2")] == "7"
    key = prefix_of(making.line(made, "A2"))
    client.post(address, again | {"then": f"theirs:{key}"})
    assert making.line(made, "A2").value == 5
    client.post(address, again | {"then": "keep"})
    assert making.line(made, "A2").value == 7


def test_from_the_start_page_to_acceptance_by_pressing_buttons(people):
    making.round_()
    contributor, head, hctc = desk(people.contributor), desk(people.head), desk(people.reviewer)
    unit = factories.unit()
    begun = contributor.post(reverse("targets:begin", args=[YEAR, unit.pk]))
    made = TargetRegistration.objects.get()
    assert begun.headers["Location"] == reverse("targets:fill", args=[made.pk])
    address = reverse("targets:fill", args=[made.pk])
    contributor.post(address, sent(contributor.get(address)) | {box(made, "A2"): "12"})
    place = reverse("targets:registration", args=[made.pk])

    def press(client, name, **more):
        form = client.get(place).context["move"]
        data = {"seen": form["seen"].value(), "content": form["content"].value()} | more
        return client.post(reverse("targets:move", args=[made.pk, name]), data, follow=True)

    press(contributor, "hand_to_head")
    press(head, "send_back", note="Bổ sung D1")
    press(contributor, "hand_to_head")
    assert "TRƯỞNG PHÒNG" in text(head.get(place))
    press(head, "submit")
    assert press(hctc, "return", note="").status_code == 200
    made.refresh_from_db()
    assert made.state == State.SUBMITTED
    press(hctc, "accept")
    made.refresh_from_db()
    assert made.is_accepted
    assert "Bổ sung D1" in text(contributor.get(place))
    assert press(hctc, "reopen", note="Điều chỉnh").status_code == 200


def test_a_second_click_says_that_it_has_been_done(people):
    made = making.registration(people=people)
    address = reverse("targets:move", args=[made.pk, "hand_to_head"])
    client = desk(people.contributor)
    client.post(address, {"seen": made.version})
    assert "Việc này đã được thực hiện" in text(client.post(address, {"seen": made.version}, follow=True))


def test_what_a_unit_is_writing_is_not_read_by_others(people):
    made = making.registration(people=people)
    place = reverse("targets:registration", args=[made.pk])
    assert desk(people.reviewer).get(place).status_code == 404
    assert desk(factories.contributor(factories.unit("ktn", "Phòng Kinh tế ngành"))).get(place).status_code == 404
    page = text(desk(people.reviewer).get(reverse("targets:list")))
    assert "Đang soạn" in page
    assert place not in page


def test_several_are_accepted_together_after_reading(people):
    first = making.registration(people=people, state=State.SUBMITTED)
    second = making.registration(factories.unit("ktn", "Phòng Kinh tế ngành"), State.SUBMITTED)
    own = making.registration(factories.hctc(), State.SUBMITTED)
    client, address = desk(people.reviewer), reverse("targets:accept_many", args=[YEAR])
    assert [row.pk for row in client.get(address).context["rows"]] == [first.pk, second.pk]
    ticked = [f"{first.pk}:{first.version}", f"{second.pk}:{second.version - 1}", f"{own.pk}:{own.version}", "x:y"]
    client.post(address, {"accept": ticked})
    states = {row.pk: row.state for row in TargetRegistration.objects.order_by("pk")}
    assert states == {first.pk: State.ACCEPTED, second.pk: State.SUBMITTED, own.pk: State.SUBMITTED}


def test_hctc_opens_a_year_and_moves_its_due_date(people):
    making.catalogue()
    client = desk(people.reviewer)
    assert client.post(reverse("targets:open"), {"year": "2028", "due_on": "01/01/2020"}).status_code == 422
    assert client.post(reverse("targets:open"), {"year": "2028", "due_on": "31/01/2090"}).status_code == 302
    assert client.post(reverse("targets:open"), {"year": "2028", "due_on": "31/01/2090"}).status_code == 422
    client.post(reverse("targets:due", args=[2028]), {"due_on": "15/02/2090"})
    assert f"{TargetRound.objects.get().due_on:%d/%m/%Y}" == "15/02/2090"


def test_the_list_is_filtered_by_state(people):
    making.registration(people=people, state=State.SUBMITTED)
    factories.unit("ktn", "Phòng Kinh tế ngành")
    page = desk(people.reviewer).get(reverse("targets:list") + "?state=not_begun")
    assert {line.department.code for line in page.context["lines"]} == {"ktn", "hctc"}


def titles(account) -> list[str]:
    return [task.title for task in tasks_of(account, NOW) if "/targets/" in task.url]


def test_the_start_page_names_what_waits_for_whom(people):
    made = making.registration(people=people, filled=False)
    assert titles(people.contributor) == [f"Đăng ký chỉ tiêu năm {YEAR}"]
    assert titles(people.reviewer) == []
    making.write(made, people.contributor, A2={"value": Decimal(12)})
    for name, by in (("hand_to_head", people.contributor), ("submit", people.head)):
        desk(by).post(reverse("targets:move", args=[made.pk, name]), {"seen": _version(made)})
        if name == "hand_to_head":
            assert titles(people.contributor) == []
            assert titles(people.head) == [f"Duyệt đăng ký chỉ tiêu năm {YEAR}"]
    assert titles(people.reviewer) == ["Tiếp nhận đăng ký chỉ tiêu của 1 đơn vị"]


def _version(made) -> int:
    made.refresh_from_db()
    return made.version
