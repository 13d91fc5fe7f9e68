"""Saving answers: own versions, conflicts handed back, everything else saved; totals follow their parts."""

from decimal import Decimal

import pytest

from departments.permissions import Denied, Refused
from departments.transitions import move
from reports.submissions import answers, checks, workflow
from reports.submissions.answers import Change
from reports.submissions.models import AnnualReport, IndicatorValue, Narrative
from reports.submissions.sections import BY_SLUG
from tests import factories

pytestmark = pytest.mark.django_db
Status = IndicatorValue.Status
State = AnnualReport.State


@pytest.fixture
def people():
    return factories.People(factories.unit())


@pytest.fixture
def report(people):
    return factories.report(people=people, filled=False)


def figure(report, code):
    return report.values.select_related("indicator").get(indicator__code=code)


def change(row, **fields):
    return Change(type(row), row.pk, row.version, fields)


def save(report, people, *changes):
    return answers.save_answers(report, changes, by=people.contributor, at=factories.NOW)


def test_a_saved_answer_knows_who_and_when(report, people):
    save(report, people, change(figure(report, "A2"), status=Status.VALUE, value=Decimal(12)))
    row = figure(report, "A2")
    assert (row.value, row.version, row.updated_by, row.updated_at) == (12, 2, people.contributor, factories.NOW)


def test_only_changed_answers_are_written(report, people):
    untouched = figure(report, "A2")
    outcome = save(report, people, change(untouched, status=Status.BLANK, value=None))
    assert outcome.saved == []
    assert figure(report, "A2").version == 1


def test_two_people_on_different_answers_both_keep_their_work(report, people):
    first, second = figure(report, "A2"), figure(report, "B2.1")
    save(report, people, change(first, status=Status.VALUE, value=Decimal(1)))
    save(report, people, change(second, status=Status.VALUE, value=Decimal(2)))
    assert (figure(report, "A2").value, figure(report, "B2.1").value) == (1, 2)


def test_stale_answer_is_handed_back_while_the_others_are_saved(report, people):
    stale, other = figure(report, "A2"), figure(report, "B2.1")
    base = answers.content(stale)
    save(report, people, change(stale, status=Status.VALUE, value=Decimal(31)))
    mine = Change(IndicatorValue, stale.pk, stale.version, {"status": "value", "value": Decimal(28)}, base)
    outcome = save(report, people, mine, change(other, status=Status.VALUE, value=Decimal(5)))
    conflict = outcome.conflicts[0]
    assert (conflict.base["value"], conflict.mine["value"], conflict.theirs["value"]) == (None, "28", "31")
    assert (figure(report, "A2").value, figure(report, "B2.1").value) == (31, 5)


def test_a_field_left_alone_is_no_conflict(report, people):
    """Somebody else changed a figure; this person's page still showed the old one but did not touch it."""
    row = figure(report, "A2")
    shown = answers.content(row)
    save(report, people, change(row, status=Status.VALUE, value=Decimal(31)))
    left_alone = Change(IndicatorValue, row.pk, row.version, {"status": "blank", "value": None}, shown)
    assert save(report, people, left_alone).conflicts == []
    assert figure(report, "A2").value == 31


def test_the_same_page_sent_twice_is_saved_once(report, people):
    row = figure(report, "A2")
    sent = change(row, status=Status.VALUE, value=Decimal(12))
    save(report, people, sent)
    outcome = save(report, people, sent)
    assert (outcome.saved, outcome.conflicts) == ([], [])
    assert figure(report, "A2").version == 2


def test_an_answer_of_another_report_is_refused_and_nothing_is_saved(report, people):
    foreign = figure(factories.report(factories.unit("ktn", "Phòng Kinh tế ngành"), report.period, filled=False), "A2")
    own = figure(report, "A2")
    with pytest.raises(Refused):
        save(report, people, change(own, status=Status.VALUE, value=Decimal(1)), change(foreign, status="none_arisen"))
    assert figure(report, "A2").status == Status.BLANK
    assert IndicatorValue.objects.get(pk=foreign.pk).status == Status.BLANK


@pytest.mark.parametrize("forged", [{"version": 9}, {"report_id": 1}, {"indicator_id": 1}, {"updated_at": None}])
def test_forged_fields_are_refused(report, people, forged):
    with pytest.raises(Refused):
        save(report, people, change(figure(report, "A2"), **forged))


def test_a_total_is_never_typed(report, people):
    with pytest.raises(Refused):
        save(report, people, change(figure(report, "C2.0"), status=Status.VALUE, value=Decimal(5)))


def test_a_total_follows_its_parts(report, people):
    save(report, people, change(figure(report, "C2.1"), status=Status.VALUE, value=Decimal("1.5")))
    assert figure(report, "C2.0").status == Status.BLANK
    save(report, people, change(figure(report, "C2.2"), status=Status.NONE_ARISEN))
    assert (figure(report, "C2.0").status, figure(report, "C2.0").value) == (Status.VALUE, Decimal("1.5"))
    save(report, people, change(figure(report, "C2.1"), status=Status.NONE_ARISEN, value=None))
    assert figure(report, "C2.0").status == Status.NONE_ARISEN


def test_a_total_of_estimates_is_an_estimate(report, people):
    save(
        report,
        people,
        change(figure(report, "C2.1"), status=Status.VALUE, value=Decimal(1), is_estimate=True),
        change(figure(report, "C2.2"), status=Status.VALUE, value=Decimal(2)),
    )
    assert (figure(report, "C2.0").value, figure(report, "C2.0").is_estimate) == (3, True)


@pytest.mark.parametrize("state", [State.AWAITING_HEAD, State.SUBMITTED, State.UNDER_REVIEW, State.ACCEPTED])
def test_nothing_is_written_while_the_unit_does_not_have_it_open(people, state):
    report = factories.report(people=people, state=state)
    row = figure(report, "A2")
    with pytest.raises(Denied):
        save(report, people, change(row, status=Status.NONE_ARISEN, value=None))
    assert figure(report, "A2").value == row.value


def test_after_a_return_only_the_named_fields_are_open(people):
    report = factories.report(people=people, state=State.RETURNED)
    assert report.open_fields == ["A2"]
    save(report, people, change(figure(report, "A2"), status=Status.VALUE, value=Decimal(40)))
    with pytest.raises(Denied):
        save(report, people, change(figure(report, "B2.1"), status=Status.VALUE, value=Decimal(40)))
    assert figure(report, "A2").value == 40


def test_strangers_write_nothing(report):
    for by in (factories.officer(), factories.leader(), factories.contributor(factories.unit("ktn", "Phòng KTN"))):
        with pytest.raises(Denied):
            answers.save_answers(report, [], by=by, at=factories.NOW)


def test_a_locked_period_takes_nothing(report, people):
    type(report.period).objects.filter(pk=report.period_id).update(state="locked")
    with pytest.raises(Denied):
        save(report, people, change(figure(report, "A2"), status=Status.NONE_ARISEN))


def test_nothing_in_a_section_answers_only_what_is_blank(report, people):
    save(report, people, change(figure(report, "C2.1"), status=Status.VALUE, value=Decimal(2)))
    answers.nothing_in_section(report, BY_SLUG["2.2"], "Không được giao", by=people.contributor, at=factories.NOW)
    assert figure(report, "C2.1").value == 2
    assert (figure(report, "C2.2").status, figure(report, "C2.2").note) == (Status.NONE_ARISEN, "Không được giao")
    text = report.narratives.get(question__code="III.2.6")
    assert (text.nothing_to_report, text.nothing_reason) == (True, "Không được giao")
    assert figure(report, "A2").status == Status.BLANK


def test_a_report_of_nothing_needs_a_reason_and_can_then_be_submitted(report, people):
    with pytest.raises(Refused):
        answers.nothing_in_report(report, True, " ", by=people.contributor, at=factories.NOW)
    answers.nothing_in_report(report, True, "Đơn vị mới thành lập", by=people.contributor, at=factories.NOW)
    report.refresh_from_db()
    assert checks.errors(report) == []
    report = move(report, workflow.SUBMIT, by=people.head, at=factories.NOW)
    content = report.revisions.get().content
    assert (content["nothing_to_report"], content["nothing_reason"]) == (True, "Đơn vị mới thành lập")


def test_saving_costs_the_same_however_many_answers_the_report_has(people, django_assert_num_queries):
    many = {f"A{n}": {} for n in range(20, 80)}
    small = factories.report(people=people, period_=factories.period(2026, questions={}), filled=False)
    large = factories.report(
        people=people, period_=factories.period(2027, indicators=factories.INDICATORS | many), filled=False
    )
    for report in (small, large):
        people.contributor.__dict__.pop("grants", None)
        row = figure(report, "A2")
        with django_assert_num_queries(10):
            save(report, people, change(row, status=Status.VALUE, value=Decimal(3)))


def test_texts_are_saved_too(report, people):
    row = report.narratives.get(question__code="IV.2")
    save(report, people, Change(Narrative, row.pk, row.version, {"text": "Còn 02 nhiệm vụ chậm tiến độ."}))
    row.refresh_from_db()
    assert (row.text, row.version) == ("Còn 02 nhiệm vụ chậm tiến độ.", 2)
