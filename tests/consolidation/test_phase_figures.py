"""Across years: flows are summed, stocks never, ratios recomputed, units followed through reorganisations."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.consolidation.amounts import OFFICE, Amount, Contribution, Definition
from reports.consolidation.phase_figures import across_years, heirs_of, over_years

D = Decimal


def value(number):
    return Contribution("value", Amount(D(number)), revision=1)


def parts(numerator, denominator):
    return Contribution("value", Amount(None, D(numerator), D(denominator)), revision=1)


def indicator(units="sum", years="sum", nature="flow"):
    return Definition("B1.1", "Số văn bản", "văn bản", across_units=units, across_years=years, nature=nature)


@pytest.mark.parametrize(
    ("definition", "years", "total"),
    [
        (indicator(), {2022: Amount(D(10)), 2023: Amount(D("12.5")), 2024: Amount()}, Amount(D("22.5"))),
        (indicator(years="latest", nature="stock"), {2023: Amount(D(1200)), 2024: Amount(D(1150))}, Amount(D(1150))),
        (indicator(years="sum", nature="stock"), {2023: Amount(D(1200)), 2024: Amount(D(1150))}, Amount(D(1150))),
        (indicator(years="maximum"), {2023: Amount(D(5)), 2024: Amount(D(9)), 2025: Amount(D(2))}, Amount(D(9))),
        (indicator(years="none"), {2023: Amount(D(5))}, Amount()),
        (
            indicator("ratio", "ratio", "ratio"),
            {2023: Amount(None, D(1), D(2)), 2024: Amount(None, D(98), D(98))},
            Amount(None, D(99), D(100)),
        ),
        (indicator(), {}, Amount()),
    ],
)
def test_total_of_the_phase_follows_the_rule_across_years(definition, years, total):
    assert across_years(definition, years) == total


def test_office_level_figures_of_2022_stand_beside_the_units_of_later_years():
    yearly = {2022: {OFFICE: value(40)}, 2023: {"th": value(20), "nc": value(15)}, 2024: {"th": value(30)}}
    figure = over_years(indicator(), yearly, heirs={})
    assert {year: amount.value for year, amount in figure.years.items()} == {2022: 40, 2023: 35, 2024: 30}
    assert figure.total == 105
    assert {unit: given.amount.value for unit, given in figure.by_unit.items()} == {OFFICE: 40, "th": 50, "nc": 15}


def test_units_of_a_stock_show_the_year_of_the_total():
    yearly = {2023: {"qttv": value(900), "nk": value(100)}, 2024: {"qttv": value(950)}}
    figure = over_years(indicator(years="latest", nature="stock"), yearly, heirs={})
    assert figure.total == 950
    assert {unit: given.amount.value for unit, given in figure.by_unit.items()} == {"qttv": 950}


def test_a_merged_unit_carries_the_results_of_both_predecessors():
    heirs = heirs_of({"a": ["c"], "b": ["c"], "c": []})
    figure = over_years(indicator(), {2023: {"a": value(1), "b": value(2)}, 2024: {"c": value(4)}}, heirs)
    assert {unit: given.amount.value for unit, given in figure.by_unit.items()} == {"c": 7}


def test_a_split_unit_keeps_its_own_name_and_chains_are_followed_to_the_end():
    assert heirs_of({"old": ["x", "y"], "a": ["b"], "b": ["c"]}) == {"a": "c", "b": "c"}


def test_a_circle_of_reorganisations_ends():
    assert set(heirs_of({"a": ["b"], "b": ["a"]})) <= {"a", "b"}


def test_the_unit_column_of_a_ratio_is_recomputed_over_the_years():
    definition = indicator("ratio", "ratio", "ratio")
    figure = over_years(definition, {2023: {"th": parts(1, 2)}, 2024: {"th": parts(98, 98)}}, heirs={})
    assert figure.by_unit["th"].amount.figure == 99 == figure.total


numbers = st.decimals(min_value=0, max_value=10**6, places=2, allow_nan=False)


@given(st.dictionaries(st.integers(2022, 2030), st.dictionaries(st.sampled_from("abcd"), numbers.map(value))))
def test_the_units_of_a_flow_always_add_up_to_the_total(yearly):
    figure = over_years(indicator(), yearly, heirs={"a": "b"})
    total = sum((given.amount.figure for given in figure.by_unit.values()), D(0))
    assert (figure.total or D(0)) == total
