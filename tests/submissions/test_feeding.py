"""Figures follow the unit's registers while nobody has typed another figure; a typed figure is never replaced."""

from decimal import Decimal

import pytest

from departments.permissions import Denied
from departments.transitions import move
from reports.registers import counting
from reports.registers.models import AdvisedDocument
from reports.submissions import answers, checks, feeding, workflow
from reports.submissions import material as materials
from reports.submissions.models import AnnualReport, AnswerVersion, IndicatorValue
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db
Status = IndicatorValue.Status
COUNTED = {"register": "documents", "where": {"kind": ["directive"]}}


@pytest.fixture
def people():
    return factories.People(factories.unit())


@pytest.fixture
def report(people):
    period = factories.period(indicators=factories.INDICATORS | {"B1.2": {"counted_from": COUNTED}})
    return factories.report(people=people, period_=period, filled=False)


def figure(report, code="B1.2"):
    return report.values.select_related("indicator").get(indicator__code=code)


def document(people, number="12/KH", **more):
    fields = {"kind": "directive", "number": number, "issued_on": NOW.date(), "issuer": "UBND tỉnh", "summary": "Về"}
    row = AdvisedDocument.objects.create(department=people.department, year=2026, **fields | more)
    counting.changed(people.department, 2026, by=people.contributor, at=NOW)
    return row


def test_a_blank_figure_is_filled_from_the_register(report, people):
    document(people)
    document(people, "13/KH")
    row = figure(report)
    assert (row.status, row.value, row.from_register, row.version) == (Status.VALUE, 2, True, 3)
    assert row.versions.order_by("-pk").first().origin == AnswerVersion.Origin.REGISTER


def test_a_new_report_begins_with_what_the_registers_hold(people):
    document(people)
    period = factories.period(indicators={"B1.2": {"counted_from": COUNTED}}, questions={})
    report = workflow.start(period, people.department, by=people.contributor, at=NOW)
    assert figure(report).value == 1


def test_it_is_blank_again_when_the_last_line_goes(report, people):
    row = document(people)
    row.removed_at, row.removed_by = NOW, people.contributor
    row.save()
    counting.changed(people.department, 2026, by=people.contributor, at=NOW)
    assert (figure(report).status, figure(report).value, figure(report).from_register) == (Status.BLANK, None, False)


def typed(report, people, number):
    row = figure(report)
    change = answers.Change(IndicatorValue, row.pk, row.version, {"status": "value", "value": Decimal(number)})
    answers.save_answers(report, [change], by=people.contributor, at=NOW)


def test_a_typed_figure_is_never_replaced_but_the_difference_is_shown(report, people):
    typed(report, people, 40)
    document(people)
    assert figure(report).value == 40
    material = materials.of(report)
    assert feeding.differs(figure(report), material.counts["B1.2"])


def test_a_person_may_take_the_count(report, people):
    typed(report, people, 40)
    document(people)
    answers.take_count(report, "B1.2", by=people.head, at=NOW)
    assert (figure(report).value, figure(report).from_register) == (1, True)
    document(people, "14/KH")
    assert figure(report).value == 2


def test_a_report_that_left_the_unit_stays_as_it_was(report, people):
    document(people)
    move(report, workflow.HAND_TO_HEAD, by=people.contributor, at=NOW)
    document(people, "15/KH")
    assert figure(report).value == 1
    with pytest.raises(Denied):
        answers.take_count(AnnualReport.objects.get(pk=report.pk), "B1.2", by=people.contributor, at=NOW)


def test_only_named_fields_follow_after_a_return(report, people):
    document(people)
    AnnualReport.objects.filter(pk=report.pk).update(state=AnnualReport.State.RETURNED, open_fields=["A2"])
    document(people, "16/KH")
    assert figure(report).value == 1


def test_a_figure_the_register_does_not_bear_out_asks_for_a_list_or_a_note(report, people):
    typed(report, people, 40)
    assert [p for p in checks.warnings(report) if p.rule == "register"] == []
    document(people)
    (problem,) = [p for p in checks.warnings(report) if p.rule == "register"]
    assert problem.field_code == "B1.2"
    assert ("40" in problem.message, "1" in problem.message) == (True, True)
    figure(report).evidence.create(
        report=report, name="Danh sách", reference="Danh mục 40 văn bản", added_by=people.contributor, added_at=NOW
    )
    assert [p for p in checks.warnings(report) if p.rule == "register"] == []
