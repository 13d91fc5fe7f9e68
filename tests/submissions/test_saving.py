"""One answer saved in the background: its version, what is handed back, and everything that was ever typed."""

import json
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from departments.browser import key_of, owner_of
from departments.permissions import Denied, Refused
from departments.transitions import move
from reports.submissions import answers, assigning, copying, presence, versions, workflow
from reports.submissions import material as materials
from reports.submissions.models import AnnualReport, AnswerVersion, IndicatorValue, Narrative
from tests import factories

pytestmark = pytest.mark.django_db
State, Kind, Origin = AnnualReport.State, AnswerVersion.Kind, AnswerVersion.Origin


@pytest.fixture
def people():
    return factories.People(factories.unit())


@pytest.fixture
def report(people):
    return factories.report(people=people, filled=False)


def figure(report, code="A2"):
    return report.values.select_related("indicator").get(indicator__code=code)


def text(report, code="II.2"):
    return report.narratives.select_related("question").get(question__code=code)


def send(user, report, row, tab="", **typed):
    """What the page sends of one answer; `seen` may be older than the row."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    key = f"v{row.pk}" if isinstance(row, IndicatorValue) else f"n{row.pk}"
    whole = {"seen": row.version, "base": json.dumps(versions.content(row)), "status": "value"} | typed
    data = {f"{key}-{name}": value for name, value in whole.items()} | {"tab": tab}
    return client.post(reverse("submissions:answer", args=[report.pk, key]), data)


def contents(row):
    return [(v.kind, v.content.get("value", v.content.get("text"))) for v in row.versions.order_by("pk")]


def test_an_answer_is_saved_alone_and_says_what_it_is_now(report, people):
    answer = send(people.contributor, report, figure(report), value="1.234")
    state = answer.json()
    assert (answer.status_code, state["state"], state["seen"]) == (200, "saved", 2)
    assert figure(report).value == 1234
    assert json.loads(state["base"])["value"] == "1234"


def test_an_ambiguous_figure_is_not_saved_and_both_readings_are_offered(report, people):
    row = figure(report, "C2.1")
    state = send(people.contributor, report, row, value="12.500").json()
    assert state["state"] == "saved"  # 12.500 is plain thousands
    row.refresh_from_db()
    state = send(people.contributor, report, row, value="0.125").json()
    assert state["state"] == "invalid"
    assert "data-reading" in state["beside"]
    assert "0,125 hoặc 125" in state["beside"]
    assert ">125</button>" in state["beside"]
    assert ">0,125</button>" not in state["beside"]  # more decimals than are kept here
    assert figure(report, "C2.1").value == 12500


def test_two_people_on_one_answer_see_base_mine_and_theirs_and_both_contents_are_kept(report, people):
    row = figure(report)
    send(people.contributor, report, row, value="28")
    state = send(people.head, report, row, value="31").json()
    assert state["state"] == "conflict"
    assert all(f'<p class="long">{shown}</p>' in state["beside"] for shown in ("–", "31", "28"))
    assert figure(report).value == 28
    assert contents(row) == [(Kind.SAVED, "28"), (Kind.NOT_APPLIED, "31")]


def test_a_conflict_sent_again_is_kept_once(report, people):
    row = figure(report)
    send(people.contributor, report, row, value="28")
    for _again in range(3):
        send(people.head, report, row, value="31")
    assert contents(row) == [(Kind.SAVED, "28"), (Kind.NOT_APPLIED, "31")]


def test_a_tab_whose_reply_was_lost_does_not_conflict_with_itself(report, people):
    row = figure(report)
    send(people.contributor, report, row, tab="a", value="28")
    state = send(people.contributor, report, row, tab="a", value="29").json()  # still shows version 1
    assert state["state"] == "saved"
    assert figure(report).value == 29


def test_the_same_person_in_another_tab_is_asked(report, people):
    row = figure(report)
    send(people.contributor, report, row, tab="a", value="28")
    assert send(people.contributor, report, row, tab="b", value="29").json()["state"] == "conflict"


def test_a_tab_may_not_write_over_a_colleague_who_came_between(report, people):
    row = figure(report)
    send(people.contributor, report, row, tab="a", value="28")
    send(people.head, report, figure(report), tab="b", value="30")
    assert send(people.contributor, report, row, tab="a", value="29").json()["state"] == "conflict"
    assert figure(report).value == 30


def test_left_as_shown_while_a_colleague_changed_it_shows_theirs(report, people):
    row = figure(report)
    send(people.head, report, row, value="31")
    assert send(people.contributor, report, row, value="").json() == {"state": "moved"}
    assert figure(report).value == 31


def test_sending_the_same_again_adds_no_version(report, people):
    row = figure(report)
    for _again in range(2):
        assert send(people.contributor, report, row, value="28").json()["state"] == "saved"
    assert figure(report).version == 2
    assert contents(row) == [(Kind.SAVED, "28")]


def test_looking_tells_totals_problems_and_progress(report, people):
    total = next(v for v in materials.of(report).values if v.indicator.computed_from)
    part, other = (figure(report, code) for code in total.indicator.computed_from)
    for row in (part, other):
        assert send(people.contributor, report, row, value="5").json()["state"] == "saved"
    client = Client()
    client.force_login(people.contributor, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("submissions:answer", args=[report.pk, f"v{part.pk}"])
    state = client.get(address, {"also": f"v{other.pk},v999,zzz"}).json()
    assert {one["key"]: one["shown"] for one in state["totals"]}[f"v{total.pk}"] == "10"
    assert set(state["rows"]) == {f"v{part.pk}", f"v{other.pk}"}
    assert 'aria-current="page"' in state["steps"]
    assert total.versions.latest("pk").origin == Origin.TOTAL


def test_a_report_that_moved_on_takes_nothing_and_says_so(report, people):
    row = figure(report)
    move(report, workflow.HAND_TO_HEAD, by=people.contributor, at=factories.NOW)
    answer = send(people.contributor, report, row, value="28")
    assert (answer.status_code, answer.json()["state"]) == (409, "refused")
    assert figure(report).value is None


def test_strangers_and_unknown_answers_are_not_there(report, people):
    stranger = factories.contributor(factories.unit("ktn", "Phòng Kinh tế ngành"))
    assert send(stranger, report, figure(report), value="1").status_code == 404
    row = figure(report)
    row.pk = 999_999
    assert send(people.contributor, report, row, value="1").status_code == 404


def test_a_session_that_ended_is_told_to_sign_in_and_saves_nothing(report):
    row = figure(report)
    url = reverse("submissions:answer", args=[report.pk, f"v{row.pk}"])
    answer = Client().post(url, {f"v{row.pk}-seen": 1}, headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert "/accounts/login/" in answer["X-Sign-In"]


def test_saving_one_answer_costs_the_same_for_few_answers_and_for_many(people, django_assert_num_queries):
    many = {f"A{n}": {} for n in range(20, 80)}
    few = factories.report(people=people, period_=factories.period(2026), filled=False)
    lots = factories.report(
        people=people, period_=factories.period(2027, indicators=factories.INDICATORS | many), filled=False
    )
    counts = []
    for report in (few, lots):
        send(people.contributor, report, figure(report), value="1")
        row = figure(report)
        with CaptureQueriesContext(connection) as caught:
            send(people.contributor, report, row, value="2")
        counts.append(len(caught))
    assert counts[0] == counts[1]


# Versions


def test_an_earlier_content_can_be_taken_up_again(report, people):
    row = figure(report)
    for number in (28, 31):
        change = answers.Change(
            IndicatorValue, row.pk, figure(report).version, {"status": "value", "value": Decimal(number)}
        )
        answers.save_answers(report, [change], by=people.contributor, at=factories.NOW)
    first = row.versions.order_by("pk").first()
    answers.take_up(report, figure(report), first, by=people.head, at=factories.NOW)
    assert figure(report).value == 28
    assert [v for _kind, v in contents(row)] == ["28", "31", "28"]


def test_versions_are_never_changed(report, people):
    send(people.contributor, report, figure(report), value="28")
    version = AnswerVersion.objects.get()
    version.content = {}
    with pytest.raises(TypeError):
        version.save()


def test_a_figure_typed_over_the_register_follows_it_no_more(report, people):
    row = figure(report)
    counted = {"status": "value", "value": Decimal(12), "numerator": None, "denominator": None}
    one = answers.Change(IndicatorValue, row.pk, 1, counted)
    answers.save_answers(report, [one], by=people.contributor, at=factories.NOW, origin=Origin.REGISTER)
    assert figure(report).from_register
    send(people.contributor, report, figure(report), value="12", note="Kèm danh sách")
    assert figure(report).from_register
    send(people.contributor, report, figure(report), value="15")
    assert not figure(report).from_register


# Last year's content


def with_last_year(people, **copied):
    past = factories.report(people=people, period_=factories.period(2025), state=State.ACCEPTED)
    report = factories.report(people=people, period_=factories.period(2026), filled=False)
    for row in (*report.period.period_indicators.all(), *report.period.period_questions.all()):
        row.may_copy_forward = copied.get(row.code.replace(".", "_"), False)
        row.save()
    return past, AnnualReport.objects.select_related("period", "department").get(pk=report.pk)


def test_only_fields_of_the_list_are_taken_over(people):
    past, report = with_last_year(people, A2=True)
    material = materials.of(report)
    copying.copy_forward(material, material.by_code["A2"], by=people.contributor, at=factories.NOW)
    assert figure(report).value == figure(past).value
    assert figure(report).versions.get().origin == Origin.COPIED
    with pytest.raises(Refused):
        copying.copy_forward(material, material.by_code["B2.1"], by=people.contributor, at=factories.NOW)


def test_a_text_is_taken_over_whole(people):
    past, report = with_last_year(people, II_2=True)
    material = materials.of(report)
    row = next(n for n in material.narratives if n.code == "II.2")
    copying.copy_forward(material, row, by=people.contributor, at=factories.NOW)
    assert text(report).text == text(past).text


# Who is there, and who was given what


def test_colleagues_are_seen_for_a_while(report, people):
    presence.note(report, people.contributor, "1", factories.NOW)
    later = factories.NOW.replace(minute=factories.NOW.minute + 1 if factories.NOW.minute < 59 else 0)
    names = [one.name for one in presence.others(report, people.head, later)]
    assert names == [people.contributor.display_name]
    assert presence.others(report, people.contributor, later) == []
    assert presence.others(report, people.head, later.replace(year=later.year + 1)) == []


def test_the_head_assigns_sections_and_people_are_told(report, people, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assigning.assign(report, {"1": people.contributor}, by=people.head, at=factories.NOW)
    assert assigning.assigned(report) == {"1": people.contributor}
    assert people.contributor.notices.filter(subject__contains="phân công").count() == 1
    assigning.assign(report, {"1": None}, by=people.head, at=factories.NOW)
    assert assigning.assigned(report) == {}


def test_nobody_else_assigns_and_no_stranger_is_given_a_section(report, people):
    with pytest.raises(Denied):
        assigning.assign(report, {"1": people.contributor}, by=people.contributor, at=factories.NOW)
    stranger = factories.contributor(factories.unit("ktn", "Phòng Kinh tế ngành"))
    with pytest.raises(Refused):
        assigning.assign(report, {"1": stranger}, by=people.head, at=factories.NOW)


def test_the_browser_store_is_named_and_locked_per_person(people):
    assert owner_of(people.head) != owner_of(people.contributor)
    assert key_of(people.head) != key_of(people.contributor)
    assert people.head.username not in owner_of(people.head)


def test_narratives_keep_versions_too(report, people):
    row = text(report)
    answers.save_answers(
        report,
        [answers.Change(Narrative, row.pk, 1, {"text": "Đã quán triệt."})],
        by=people.contributor,
        at=factories.NOW,
    )
    assert contents(row) == [(Kind.SAVED, "Đã quán triệt.")]
