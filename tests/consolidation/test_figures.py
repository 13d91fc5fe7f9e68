"""Across units: each rule, the four kinds of answer, and what must never change a total."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.consolidation.amounts import Amount, Contribution, Definition
from reports.consolidation.figures import consolidate, with_computed, with_weights

D = Decimal

NOTHING_AROSE, NOT_MINE, BLANK = Contribution("none_arisen"), Contribution("not_mine"), Contribution("blank")


def value(number, at="", **more):
    return Contribution("value", Amount(D(number)), revision=1, at=at, **more)


def parts(numerator, denominator):
    return Contribution("value", Amount(None, D(numerator), D(denominator)), revision=1)


def indicator(rule="sum", **more):
    return Definition("B1.1", "Số văn bản", "văn bản", across_units=rule, **more)


@pytest.mark.parametrize(
    ("rule", "answers", "total"),
    [
        ("sum", [value("1.5"), value("2.25")], D("3.75")),
        ("sum_distinct", [value("4"), value("6")], D("10")),
        ("ratio", [parts(1, 2), parts(98, 98)], D("99")),
        ("latest", [value("7", at="2026-11-02"), value("9", at="2026-11-01")], D("7")),
        ("maximum", [value("3"), value("12"), value("5")], D("12")),
        ("none", [value("95.2")], None),
        ("sum", [NOTHING_AROSE, NOT_MINE, BLANK], None),
        ("sum", [value("0"), NOTHING_AROSE], D("0")),
        ("ratio", [parts(0, 0)], None),
        ("ratio", [], None),
    ],
)
def test_total_follows_the_rule_of_the_indicator(rule, answers, total):
    assert consolidate(indicator(rule), dict(enumerate(answers))).total == total


def test_the_four_answers_stay_four_things():
    figure = consolidate(
        indicator(), {"th": value(0), "nc": NOTHING_AROSE, "ktn": NOT_MINE, "kgvx": BLANK, "btcd": value(3)}
    )
    assert (figure.counted, figure.missing) == (["th", "btcd"], ["kgvx"])
    assert (figure.units_with("none_arisen"), figure.units_with("not_mine")) == (["nc"], ["ktn"])


def test_ratio_of_unequal_units_is_not_the_average_of_their_percentages():
    figure = consolidate(indicator("ratio"), {"th": parts(1, 10), "nc": parts(90, 90)})
    assert (figure.amount.numerator, figure.amount.denominator, figure.total) == (D(91), D(100), D(91))


def weighed(number, weight):
    return Contribution("value", Amount(D(number)), revision=1, weight=None if weight is None else D(weight))


def test_a_weighted_average_counts_large_units_for_more():
    figure = consolidate(indicator("weighted"), {"th": weighed(90, 30), "nc": weighed(60, 10)})
    assert (figure.total, figure.doubts) == (D("82.5"), ())


def test_a_unit_without_a_weight_is_left_out_of_the_average_and_named_as_a_doubt():
    figure = consolidate(indicator("weighted"), {"th": weighed(90, 30), "nc": weighed(60, None)})
    assert (figure.total, figure.doubts) == (D(90), ("without_weight",))
    assert consolidate(indicator("weighted"), {"nc": weighed(60, None)}).total is None


def test_the_weight_is_the_figure_of_another_indicator_of_the_same_unit():
    definitions = [Definition("A1", "Điểm", "điểm", across_units="weighted", weighted_by="A2"), indicator()]
    answers = {"A1": {"th": value(7), "nc": value(9)}, "A2": {"th": value(12), "nc": NOTHING_AROSE}}
    given_ = with_weights(definitions, answers)["A1"]
    assert (given_["th"].weight, given_["nc"].weight) == (D(12), None)


def test_a_total_from_paper_stands_without_its_parts():
    definitions = [
        Definition("C2.0", "Tổng", "triệu đồng", computed_from=("C2.1", "C2.2")),
        Definition("C2.1", "Điện", "triệu đồng"),
        Definition("C2.2", "Nước", "triệu đồng"),
    ]
    paper = Contribution("value", Amount(D(100)), revision=None)
    answers = {"C2.0": {"office": paper}, "C2.1": {"office": Contribution("value", Amount(D(60)))}, "C2.2": {}}
    assert with_computed(definitions, answers)["C2.0"]["office"].amount == Amount(D(100))


def test_change_and_degree_of_completion():
    figure = consolidate(indicator(), {"th": value(612)}, previous=Amount(D(565)), target=Amount(D(600)))
    assert figure.change_percent.quantize(D("0.1")) == D("8.3")
    assert figure.target_percent == D(102)


def test_change_of_a_ratio_is_in_percentage_points():
    figure = consolidate(indicator("ratio"), {"th": parts(987, 1000)}, previous=Amount(None, D(98), D(100)))
    assert (figure.change_points, figure.change_percent) == (D("0.7"), None)


def test_change_from_zero_or_from_nothing_is_not_a_number():
    assert consolidate(indicator(), {"th": value(5)}, previous=Amount(D(0))).change_percent is None
    assert consolidate(indicator(), {"th": value(5)}).change_percent is None


def test_a_confirmed_double_counts_once_and_the_unit_keeps_what_it_reported():
    figure = consolidate(indicator("sum_distinct"), {"th": value(5), "nc": value(3, taken_off=D(1))})
    assert (figure.total, figure.by_unit["nc"].amount) == (D(7), Amount(D(3)))


def test_a_computed_indicator_is_the_sum_of_its_parts_and_never_what_was_typed():
    definitions = [
        Definition("C2.0", "Tổng", "triệu đồng", computed_from=("C2.1", "C2.2")),
        Definition("C2.1", "Điện", "triệu đồng"),
        Definition("C2.2", "Nước", "triệu đồng"),
    ]
    answers = {
        "C2.0": {"qttv": value("999")},
        "C2.1": {"qttv": value("12.5"), "ttthcb": NOTHING_AROSE},
        "C2.2": {"qttv": value("0.7"), "ttthcb": NOT_MINE},
    }
    computed = with_computed(definitions, answers)["C2.0"]
    assert computed["qttv"].amount == Amount(D("13.2"))
    assert computed["ttthcb"].status == "none_arisen"


amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=4, allow_nan=False)
positive = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False)
silent = st.sampled_from([NOTHING_AROSE, NOT_MINE, BLANK])
factors = st.sampled_from([D("0.1"), D(1), D(10), D(1000)])
#: Divisions are cut after 28 digits.
NEARLY = D("0.000000001")
ratios = st.tuples(positive, positive).map(lambda pair: parts(*pair))


@given(
    st.lists(st.one_of(amounts.map(value), silent), max_size=8).flatmap(
        lambda a: st.tuples(st.just(a), st.permutations(a))
    )
)
def test_the_order_of_units_never_changes_a_sum_or_a_maximum(pair):
    given_, shuffled = pair
    for rule in ("sum", "sum_distinct", "maximum"):
        assert (
            consolidate(indicator(rule), dict(enumerate(given_))).total
            == consolidate(indicator(rule), dict(enumerate(shuffled))).total
        )


@given(st.lists(ratios, max_size=8).flatmap(lambda a: st.tuples(st.just(a), st.permutations(a))))
def test_the_order_of_units_never_changes_a_ratio(pair):
    first, second = (consolidate(indicator("ratio"), dict(enumerate(answers))).amount for answers in pair)
    assert first == second


@given(st.lists(amounts, max_size=6), amounts, amounts)
def test_splitting_a_unit_in_two_keeps_the_sum(others, one, other):
    whole = {"whole": value(one + other), **{str(i): value(v) for i, v in enumerate(others)}}
    split = {"one": value(one), "other": value(other), **{str(i): value(v) for i, v in enumerate(others)}}
    assert consolidate(indicator(), whole).total == consolidate(indicator(), split).total


@given(st.lists(ratios, max_size=6), positive, positive, positive, positive)
def test_splitting_a_unit_in_two_keeps_the_ratio(others, a, b, c, d):
    rest = {str(i): v for i, v in enumerate(others)}
    whole = consolidate(indicator("ratio"), {**rest, "whole": parts(a + c, b + d)})
    split = consolidate(indicator("ratio"), {**rest, "one": parts(a, b), "other": parts(c, d)})
    assert whole.amount == split.amount


weights = st.integers(0, 1000).map(D)
weighings = st.tuples(positive, weights).map(lambda pair: weighed(*pair))


@given(st.lists(weighings, max_size=8).flatmap(lambda a: st.tuples(st.just(a), st.permutations(a))))
def test_the_order_of_units_never_changes_a_weighted_average(pair):
    first, second = (consolidate(indicator("weighted"), dict(enumerate(answers))).total for answers in pair)
    assert first == second


@given(st.lists(weighings, max_size=6), positive, weights, weights)
def test_splitting_a_unit_in_two_keeps_the_weighted_average(others, number, one, other):
    rest = {str(i): v for i, v in enumerate(others)}
    whole = consolidate(indicator("weighted"), {**rest, "whole": weighed(number, one + other)})
    split = consolidate(indicator("weighted"), {**rest, "one": weighed(number, one), "other": weighed(number, other)})
    assert whole.total == split.total


@given(st.lists(weighings, min_size=1, max_size=8))
def test_a_weighted_average_lies_between_the_smallest_and_the_largest(answers):
    total = consolidate(indicator("weighted"), dict(enumerate(answers))).total
    heavy = [given_.amount.value for given_ in answers if given_.weight]
    assert (total is None) == (not heavy)
    if heavy:
        assert min(heavy) - NEARLY <= total <= max(heavy) + NEARLY


@given(st.sampled_from(["sum", "sum_distinct", "maximum", "latest"]), st.lists(amounts, max_size=8), factors)
def test_ten_times_as_much_everywhere_is_ten_times_as_much_in_the_total(rule, numbers, factor):
    before = consolidate(indicator(rule), {str(i): value(n) for i, n in enumerate(numbers)}).total
    after = consolidate(indicator(rule), {str(i): value(n * factor) for i, n in enumerate(numbers)}).total
    assert after == (None if before is None else before * factor)


@given(st.lists(ratios, max_size=8), factors)
def test_a_ratio_does_not_depend_on_the_unit_of_measure_of_its_parts(answers, factor):
    more = [parts(a.amount.numerator * factor, a.amount.denominator * factor) for a in answers]
    before, after = (consolidate(indicator("ratio"), dict(enumerate(a))).total for a in (answers, more))
    assert before == after


ROW_OF_PARTS = st.tuples(*(st.one_of(st.none(), amounts) for _ in range(3)))


@given(st.lists(ROW_OF_PARTS, max_size=8))
def test_the_total_of_a_sum_is_the_sum_of_the_totals_of_its_parts(rows):
    codes = ("C2.1", "C2.2", "C2.3")
    definitions = [Definition("C2.0", "Tổng", "triệu đồng", computed_from=codes)]
    definitions += [Definition(code, code, "triệu đồng") for code in codes]
    answers = {
        code: {str(u): NOTHING_AROSE if row[i] is None else value(row[i]) for u, row in enumerate(rows)}
        for i, code in enumerate(codes)
    }
    figures = {d.code: consolidate(d, with_computed(definitions, answers).get(d.code, {})) for d in definitions}
    known = [figures[code].total for code in codes if figures[code].total is not None]
    assert figures["C2.0"].total == (sum(known, D(0)) if known else None)


@given(
    st.sampled_from(["sum", "sum_distinct", "latest", "maximum", "weighted", "none"]),
    st.lists(amounts.map(value), max_size=6),
    silent,
)
def test_a_unit_that_reports_nothing_changes_no_total(rule, answers, nothing):
    before = consolidate(indicator(rule), dict(enumerate(answers)))
    after = consolidate(indicator(rule), {**dict(enumerate(answers)), "new": nothing})
    assert (before.amount, before.doubts) == (after.amount, after.doubts)
