"""Rules as data: what each kind finds, in the words of the rule, with an example and the place of the field."""

from datetime import date

import pytest

from campaign.models import CheckRule, PeriodRule
from campaign.models.rules import PLACEHOLDERS, RuleDefinition, filled, placeholders_in
from departments.transitions import move
from departments.vietnamese import likeness_of_words
from reports.review import workflow as review
from reports.submissions import checks, evaluators, evidence, references, workflow
from tests import factories

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\nstartxref\n0\n%%EOF\n"


@pytest.fixture
def people():
    return factories.People(factories.unit())


@pytest.fixture
def report(people):
    return factories.report(people=people)


def put(report, code, **fields):
    report.values.filter(indicator__code=code).update(**fields)


def found(report, rule):
    return [p for p in checks.problems_of(report) if p.rule == rule]


def add_rule(period, **fields):
    """One more rule of an opened period."""
    defaults = {"code": "them", "order": 99, "kind": "comparison", "severity": "error", "sentence": "{left}: {figure}"}
    values = defaults | fields
    row = CheckRule.objects.create(**values)
    return PeriodRule.objects.create(period=period, rule=row, **values)


def last_year(people, texts="", **figures):
    """An accepted report of 2025."""
    at = factories.NOW.replace(year=2025)
    made = factories.report(people=people, period_=factories.period(2025), at=at)
    for code, values in figures.items():
        put(made, code, **values)
    if texts:
        made.narratives.update(text=texts)
    for transition, by in (
        (workflow.SUBMIT, people.head),
        (review.CLAIM, people.reviewer),
        (review.ACCEPT, people.reviewer),
    ):
        made = move(made, transition, by=by, at=at)
    return made


def test_every_kind_has_its_evaluator_and_its_placeholders():
    assert set(evaluators.EVALUATORS) == set(RuleDefinition.Kind) == set(PLACEHOLDERS)


def test_the_rules_of_the_catalogue_name_only_what_can_be_filled_in():
    factories.check_rules()
    for rule in CheckRule.objects.all():
        assert set(placeholders_in(rule.sentence + rule.example)) <= set(PLACEHOLDERS[rule.kind]), rule.code


def test_a_sentence_is_filled_without_looking_into_anything():
    assert filled("{a} {a.b} {0} {c}", {"a": "x"}) == "x {a.b} {0} {c}"


def test_a_problem_carries_rule_example_and_place(report):
    put(report, "B2.2", value=500)
    (problem,) = found(report, "part")
    assert problem.message.startswith("B2.2 (500) là một phần của B2.1 (15), không thể lớn hơn.")
    assert problem.example == "B2.1 là 15 thì B2.2 ghi nhiều nhất 15."
    assert (problem.anchor, problem.section.slug, problem.may_be_waived) == ("o-B2.2", "2.1", False)


@pytest.mark.parametrize(
    ("left", "operator", "right", "minus", "is_wrong"),
    [
        (["A2"], "<=", ["B2.1"], [], False),  # 12 and 15
        (["A2", "B2.2"], "<=", ["B2.1"], [], False),
        (["A2", "B2.1"], "<=", ["D1"], [], True),  # 27 and 20
        (["A2"], "=", ["B2.1"], [], True),
        (["B2.2"], "=", ["B2.1"], ["A2"], True),  # 1 and 15 − 12
        (["A2"], ">=", ["B2.1"], ["B2.2"], True),
        (["A2", "khong-co"], "<=", ["B2.2"], [], True),
        (["A2", "khong-co"], "=", ["B2.2"], [], False),
        (["A2"], "<=", ["khong-co"], [], False),
    ],
)
def test_comparisons(report, left, operator, right, minus, is_wrong):
    add_rule(report.period, parameters={"left": left, "operator": operator, "right": right, "minus": minus})
    assert bool(found(report, "them")) is is_wrong


def test_a_comparison_waits_for_the_answers_it_needs_and_counts_nothing_as_zero(report):
    add_rule(report.period, parameters={"left": ["A2"], "operator": "<=", "right": ["B2.1"]})
    put(report, "B2.1", status="blank", value=None)
    assert found(report, "them") == []
    put(report, "B2.1", status="none_arisen")
    assert [p.field_code for p in found(report, "them")] == ["A2"]


def test_a_named_total_and_a_named_part(report):
    add_rule(
        report.period,
        code="tong",
        kind="sum",
        parameters={"total": "A2", "parts": ["B2.1", "B2.2"]},
        sentence="{difference}",
    )
    add_rule(report.period, code="phan", kind="part", parameters={"part": "D1", "whole": "A2"}, sentence="{whole}")
    assert [p.message for p in found(report, "tong")] == ["4"]
    assert [p.field_code for p in found(report, "phan")] == ["D1"]


def test_a_figure_that_is_gone_is_explained(people):
    last_year(people, D1={"value": 7})
    report = factories.report(people=people)
    put(report, "D1", status="none_arisen", value=None)
    (problem,) = found(report, "explained")
    assert "năm trước là 7 sáng kiến" in problem.message
    put(report, "D1", note="Không được giao")
    assert found(report, "explained") == []


def test_what_was_the_units_task_last_year_is_an_error_without_a_reason(people):
    last_year(people, D1={"value": 1})
    report = factories.report(people=people)
    put(report, "D1", status="not_mine", value=None)
    assert [p.is_error for p in found(report, "not-mine")] == [True]


def test_small_figures_do_not_ask_about_their_change(people):
    last_year(people, D1={"value": 4})
    assert found(factories.report(people=people), "change") == []


def test_limits_are_those_the_period_froze(people):
    last_year(people, D1={"value": 15})
    report = factories.report(people=people)
    assert found(report, "change") == []  # 20 is a third more
    PeriodRule.objects.filter(period=report.period, code="change").update(parameters={"percent": 20, "base": 1})
    assert [p.field_code for p in found(report, "change")] == ["D1"]


def test_a_period_opened_before_there_were_rules_uses_those_of_the_catalogue(report):
    put(report, "D1", is_estimate=True)
    PeriodRule.objects.all().delete()
    assert [p.field_code for p in found(report, "estimate")] == ["D1"]
    CheckRule.objects.filter(code="estimate").update(is_active=False)
    assert found(report, "estimate") == []


def test_an_estimate_says_how_it_was_made(report):
    put(report, "D1", is_estimate=True)
    assert [p.field_code for p in found(report, "estimate")] == ["D1"]
    put(report, "D1", note="Ước theo 10 tháng")
    assert found(report, "estimate") == []


def test_last_years_text_once_more_is_pointed_out(people):
    text = "Phòng đã tổ chức bốn hội nghị quán triệt kế hoạch với sự tham gia của toàn thể cán bộ, đạt kết quả tốt. "
    last_year(people, texts=text * 2)
    report = factories.report(people=people)
    narrative = report.narratives.get(question__code="IV.2")
    report.narratives.filter(pk=narrative.pk).update(text=(text * 2).replace("bốn", "năm", 1))
    messages = [p.message for p in found(report, "likeness")]
    assert len(messages) == 1
    assert "giống 9" in messages[0]
    report.narratives.filter(pk=narrative.pk).update(text="Năm nay đơn vị làm việc hoàn toàn khác. " * 5)
    assert found(report, "likeness") == []


def test_likeness_counts_words_and_is_fast_for_long_texts():
    one = "a b c " * 20_000
    assert likeness_of_words(one, one) == 1
    assert likeness_of_words("Làm rồi.", "LÀM, rồi") == 1
    assert likeness_of_words("lam roi", "làm rồi") == 0
    assert likeness_of_words("", "") == 0


def test_a_text_that_says_hardly_anything(report):
    report.narratives.filter(question__code="IV.2").update(text="Không.")
    (problem,) = found(report, "short")
    assert "(6 ký tự)" in problem.message
    assert problem.may_be_waived


def attach(report, people, code, reference):
    answer = report.values.select_related("indicator", "report__period", "report__department").get(indicator__code=code)
    evidence.add_reference(answer, reference, by=people.contributor, at=factories.NOW)


def other_report(period, state="submitted"):
    unit = factories.unit("ktn", "Phòng Kinh tế ngành")
    people = factories.People(unit)
    made = factories.report(unit, period, people=people)
    attach(made, people, "D1", "Số 815 /QĐ-UBND, ngày 5 tháng 3 năm 2026")
    return made if state == "drafting" else move(made, workflow.SUBMIT, by=people.head, at=factories.NOW)


def test_a_document_another_unit_reported_is_asked_about_without_naming_the_unit(people):
    period = factories.period()
    report = factories.report(people=people, period_=period)
    attach(report, people, "A2", "815/QĐ-UBND ngày 05/03/2026")
    assert found(report, "elsewhere") == []
    other_report(period)
    (problem,) = found(report, "elsewhere")
    assert (
        problem.message == "A2: văn bản 815/QĐ-UBND đã được đơn vị khác báo cáo; đề nghị xác nhận để không tính trùng."
    )
    assert problem.aside == "Phòng Kinh tế ngành (D1)"


def test_only_reviewers_are_told_which_unit(client, people):
    period = factories.period()
    report = factories.report(people=people, period_=period)
    attach(report, people, "A2", "815/QĐ-UBND ngày 05/03/2026")
    other_report(period)
    client.force_login(people.contributor)
    shown = client.get(f"/reports/{report.pk}/check/").content.decode()
    assert "đã được đơn vị khác báo cáo" in shown
    assert "Phòng Kinh tế ngành" not in shown
    move(report, workflow.SUBMIT, by=people.head, at=factories.NOW)
    client.force_login(people.reviewer)
    assert "Phòng Kinh tế ngành (D1)" in client.get(f"/reports/review/{report.pk}/").content.decode()


@pytest.mark.parametrize("reference", ["815/QĐ-UBND ngày 06/03/2026", "814/QĐ-UBND", "https://a.vn/815/QĐ-UBND"])
def test_another_document_is_another(people, reference):
    period = factories.period()
    report = factories.report(people=people, period_=period)
    other_report(period)
    attach(report, people, "A2", reference)
    assert found(report, "elsewhere") == []


def test_what_another_unit_has_not_submitted_is_its_own_business(people):
    period = factories.period()
    report = factories.report(people=people, period_=period)
    attach(report, people, "A2", "815/QĐ-UBND ngày 05/03/2026")
    other_report(period, state="drafting")
    assert found(report, "elsewhere") == []


@pytest.mark.parametrize(
    ("typed", "number", "day"),
    [
        ("812/BC-TH ngày 05/10/2026", "812/BC-TH", date(2026, 10, 5)),
        ("Nghị định số 36/2026/nđ-cp", "36/2026/NĐ-CP", None),
        ("QĐ 15 / QĐ–UBND ngày 7 tháng 1 năm 2026 và 99/99/2026", "15/QĐ-UBND", date(2026, 1, 7)),
        ("05/10/2026", "", date(2026, 10, 5)),
        ("http://vanban.vn/812/BC-TH", "", None),
        ("biên bản họp", "", None),
    ],
)
def test_document_numbers_in_what_people_type(typed, number, day):
    assert (references.document_number(typed), references.document_day(typed)) == (number, day)


def test_a_part_of_nothing_is_too_much(report):
    put(report, "B2.1", status="none_arisen", value=None)
    put(report, "B2.2", status="value", value=3)
    assert [p.field_code for p in found(report, "part")] == ["B2.2"]
