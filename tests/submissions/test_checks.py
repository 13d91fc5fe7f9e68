"""What is wrong with a report, and what is merely worth a second look."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from departments.transitions import move
from reports.review import workflow as review
from reports.submissions import checks, workflow
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return factories.People(factories.unit())


@pytest.fixture
def report(people):
    return factories.report(people=people)


def put(report, code, **fields):
    report.values.filter(indicator__code=code).update(**fields)


def messages(report):
    with override("vi"):
        return [p.message for p in checks.problems_of(report)]


def codes(problems):
    return [problem.field_code for problem in problems]


def test_a_complete_report_has_no_problem(report):
    assert checks.problems_of(report) == []


@pytest.mark.parametrize("status", ["none_arisen", "not_mine"])
def test_a_reason_for_no_figure_is_an_answer(report, status):
    put(report, "D1", status=status, value=None)
    assert checks.problems_of(report) == []


@pytest.mark.parametrize(
    ("code", "fields", "expected"),
    [
        ("D1", {"status": "blank", "value": None}, ["D1"]),
        ("A9", {"numerator": 21, "denominator": 20}, ["A9"]),
        ("A9", {"numerator": 0, "denominator": 0}, ["A9"]),
        ("D1", {"value": -1}, ["D1"]),
        ("D1", {"value": Decimal("1.5")}, ["D1"]),
        ("B2.2", {"value": 500}, ["B2.2"]),
        ("C2.1", {"value": Decimal("0.5")}, ["C2.0"]),
    ],
)
def test_errors_of_figures(report, code, fields, expected):
    put(report, code, **fields)
    assert codes(checks.errors(report)) == expected


def test_the_total_that_differs_says_by_how_much(report):
    put(report, "C2.0", value=Decimal("30.5"))
    put(report, "C2.1", value=Decimal(10))
    put(report, "C2.2", value=Decimal(20))
    assert messages(report) == ["Tổng C2.0 không bằng tổng các mục C2.1–C2.2: chênh lệch 0,5 triệu đồng."]


def test_money_below_zero_is_a_warning(report):
    put(report, "C2.1", value=-2)
    put(report, "C2.0", value=report.values.get(indicator__code="C2.2").value - 2)
    assert codes(checks.errors(report)) == []
    assert codes(checks.warnings(report)) == ["C2.1"]


def test_required_evidence_is_an_error_only_for_a_figure_above_zero(report):
    report.evidence.all().delete()
    assert codes(checks.errors(report)) == ["B1.1"]
    put(report, "B1.1", value=0)
    assert checks.errors(report) == []


def test_removed_evidence_does_not_count(report, people):
    report.evidence.update(removed_by=people.contributor, removed_at=factories.NOW)
    assert messages(report) == ["Chưa có minh chứng cho chỉ tiêu B1.1. Minh chứng cần có: Danh mục văn bản."]


def test_text_is_written_or_ticked_with_a_reason(report):
    text = report.narratives.filter(question__code="IV.2")
    text.update(text="")
    assert codes(checks.errors(report)) == ["IV.2"]
    text.update(nothing_to_report=True)
    assert codes(checks.errors(report)) == ["IV.2"]
    text.update(nothing_reason="Không có")
    assert checks.problems_of(report) == []


def accepted_last_year(people, **fields):
    report = factories.report(people=people, period_=factories.period(2025), at=factories.NOW.replace(year=2025))
    for code, values in fields.items():
        put(report, code, **values)
    report = move(report, workflow.SUBMIT, by=people.head, at=factories.NOW.replace(year=2025))
    report = move(report, review.CLAIM, by=people.reviewer, at=factories.NOW.replace(year=2025))
    return move(report, review.ACCEPT, by=people.reviewer, at=factories.NOW.replace(year=2025))


@pytest.mark.parametrize(
    ("before", "now", "note", "expected"),
    [
        (10, 15, "", []),
        (10, 16, "", ["D1: số liệu tăng 60% so với năm trước, đề nghị kiểm tra và ghi chú."]),
        (12, 1, "", ["D1: số liệu giảm 91,7% so với năm trước, đề nghị kiểm tra và ghi chú."]),
        (10, 16, "Do mở rộng phạm vi", []),
        (0, 16, "", []),
    ],
)
def test_sudden_change_against_last_year(people, before, now, note, expected):
    accepted_last_year(people, D1={"value": before})
    report = factories.report(people=people)
    put(report, "D1", value=now, note=note)
    with override("vi"):
        assert [p.message for p in checks.problems_of(report) if p.field_code == "D1"] == expected


def test_rooms_above_add_their_problems(people):
    """The review registers remarks that wait for an answer."""
    report = factories.report(people=people, state="returned")
    assert codes(checks.errors(report)) == ["A2"]


def test_checking_costs_the_same_for_one_item_and_for_many(people, django_assert_num_queries):
    many = {f"A{n}": {} for n in range(20, 80)}
    small = factories.report(
        people=people, period_=factories.period(2026, indicators={"A2": {}}, questions={"II.2": ""})
    )
    large = factories.report(people=people, period_=factories.period(2027, indicators=factories.INDICATORS | many))
    for report in (small, large):
        with django_assert_num_queries(10):
            checks.problems_of(report)
