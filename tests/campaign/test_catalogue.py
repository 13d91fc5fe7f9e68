"""The catalogue: complete, consistent, and asked of the right units."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from campaign import freezing
from campaign.coverage import counts_by_theme, duties, matrix
from campaign.forms.catalogue import IndicatorForm, rule_problems
from campaign.management.commands.plan_matrix import matrix_text
from campaign.models import Indicator, IndicatorDefinition, PlanItem, Question
from campaign.plan_files import read_plan
from tests import factories

pytestmark = pytest.mark.django_db


def test_every_duty_of_the_plan_is_answered(plan, units, capsys):
    """Prints the matrix, so that a run with -s shows who gives what."""
    found = duties()
    print(matrix_text(units))  # noqa: T201
    assert [duty.item.number for duty in found if not duty.covered] == []
    assert [duty.item.number for duty in found] == [
        "II.2.1-1", "II.2.1-2", "II.2.1-3", "II.2.2-1", "II.2.2-2", "II.2.2-3", "III.1.a-1", "III.1.a-2", "III.1.b",
        "IV.1", "IV.2", "IV.3", "IV.4",
    ]  # fmt: skip
    assert "B2.1    x   x   x" in capsys.readouterr().out


def test_the_command_fails_where_nothing_answers(plan, units):
    for row in [*Indicator.objects.all(), *Question.objects.all()]:
        row.plan_items.remove(PlanItem.objects.get(number="IV.2"))
    with pytest.raises(CommandError, match=r"IV\.2"):
        call_command("plan_matrix", stdout=StringIO())


def test_every_unit_has_items_of_its_own_in_both_themes(plan, units):
    """Groups B and C: results, not the organisation of the movement."""
    rows = [row for row in matrix(units) if row.indicator.group in "BC"]
    counts = counts_by_theme(units, rows)
    assert sorted(counts) == ["1", "2"]
    assert all(count >= 8 for theme in counts.values() for count in theme)


def test_a_unit_is_asked_by_every_unit_its_block_or_its_own_code(plan, units):
    by_code = {unit.code: unit for unit in units}
    asked = {
        code: set(Indicator.objects.asked_of(by_code[code]).values_list("code", flat=True))
        for code in ("th", "hctc", "qttv", "ttpvhcc", "nk")
    }
    named = {row.code: row.respondents for row in Indicator.objects.all()}
    assert asked["nk"] == {code for code, who in named.items() if "all" in who}
    assert asked["th"] - asked["nk"] == {code for code, who in named.items() if "research" in who}
    assert asked["hctc"] - asked["nk"] == {code for code, who in named.items() if who == ["hctc"]}
    assert asked["qttv"] - asked["nk"] == {code for code, who in named.items() if who == ["qttv"]}
    assert asked["ttpvhcc"] - asked["nk"] == {"B3.1", "B3.2", "B3.3", "B3.4"}


def test_the_query_and_the_row_agree_on_who_is_asked(plan, units):
    for unit in units:
        by_query = set(Indicator.objects.asked_of(unit).values_list("code", flat=True))
        assert by_query == {row.code for row in Indicator.objects.all() if row.asks(unit)}


def test_no_rule_contradicts_another(plan):
    fields = [field.name for field in IndicatorDefinition._meta.fields] + ["first_year", "last_year"]
    problems = {
        row.code: rule_problems({name: getattr(row, name) for name in fields}) for row in Indicator.objects.all()
    }
    assert {code: found for code, found in problems.items() if found} == {}


def test_references_inside_the_catalogue_lead_somewhere(plan):
    codes = set(Indicator.objects.values_list("code", flat=True))
    rows = list(Indicator.objects.all())
    assert {code for row in rows for code in [*row.computed_from, row.part_of, row.weighted_by] if code} <= codes
    assert {row.heading for row in rows} <= set(Question.objects.values_list("code", flat=True))


def test_total_savings_are_the_sum_of_the_ten_money_rows(plan):
    total = Indicator.objects.get(code="C2.0")
    parts = Indicator.objects.filter(code__in=total.computed_from)
    assert [re.match(r"C2\.\d+", row.code)[0] for row in parts] == [f"C2.{n}" for n in range(1, 11)]
    assert {row.unit for row in parts} == {total.unit} == {"triệu đồng"}
    assert "C2.11" not in total.computed_from


def test_every_figure_belongs_to_a_theme_and_a_place_in_the_plan(plan):
    rows = Indicator.objects.prefetch_related("themes", "plan_items")
    assert [row.code for row in rows if not row.themes.all() or not row.plan_items.all()] == []


def test_stocks_are_not_summed_over_years_and_ratios_never_at_all(plan):
    stocks = Indicator.objects.filter(nature="stock").values_list("across_years", flat=True)
    ratios = Indicator.objects.filter(nature="ratio").values_list("across_units", "across_years")
    assert set(stocks) == {"latest", "none"}
    assert set(ratios) == {("ratio", "ratio")}


def test_each_figure_has_one_unit_of_measure(plan):
    assert [row.code for row in Indicator.objects.all() if ";" in row.unit] == []


def test_no_row_of_the_file_holds_a_field_the_catalogue_does_not_know():
    """An unquoted comma in the file would cut a text and make a field of the rest."""
    known = {field.name for field in Indicator._meta.get_fields()}
    assert [entry.key for entry in read_plan() if entry.model == "Indicator" and not set(entry.values) <= known] == []


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"nature": "ratio", "across_units": "sum"}, ["across_units", "numerator_label"]),
        ({"nature": "flow", "across_units": "ratio"}, ["across_units"]),
        ({"nature": "stock", "across_units": "sum", "across_years": "sum"}, ["across_years"]),
        ({"nature": "flow", "across_units": "sum", "first_year": 2026, "last_year": 2025}, ["last_year"]),
        ({"nature": "flow", "across_units": "weighted", "weighted_by": ""}, ["weighted_by"]),
        ({"nature": "flow", "across_units": "sum", "weighted_by": "A2"}, ["weighted_by"]),
        ({"nature": "flow", "across_units": "weighted", "weighted_by": "A2", "across_years": "sum"}, ["across_years"]),
    ],
)
def test_a_contradiction_is_named_at_its_field(values, fields):
    assert [name for name, _sentence in rule_problems(values)] == fields


@pytest.mark.parametrize(
    ("code", "accepted"), [("A3", True), ("A2", False), ("C2.0", False), ("A9", False), ("Z1", False)]
)
def test_the_weight_of_an_average_is_a_count_of_its_own(plan, code, accepted):
    """Not the average itself, not a sum, not a ratio, nothing unknown."""
    data = {"weighted_by": code, "across_units": "weighted", "nature": "flow", "across_years": "latest"}
    form = IndicatorForm(instance=Indicator.objects.get(code="A2"), data=data)
    assert ("weighted_by" not in form.errors) == accepted


def test_a_period_that_asks_for_an_average_asks_for_its_weight_too():
    average = {"across_units": "weighted", "across_years": "latest", "weighted_by": "A3"}
    period = factories.planned_period(2026, indicators={"A2": average}, questions={})
    factories.indicator("A3")
    assert {row.code for row in freezing.indicators_for(period)} == {"A2", "A3"}
