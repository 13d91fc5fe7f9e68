"""The arithmetic of the score sheet by golden examples."""

from decimal import Decimal

import pytest

from reports.scoring.models import ScoreItem
from reports.scoring.points import Mark, in_words, ranks, total
from reports.scoring.proposals import Facts, proposal

D = Decimal
MAXIMA = (5, 5, 5, 15, 10, 10, 5, 20, 5, 5, 15)


def marks(*points, deducted=()):
    """Marks on the proposed sheet; None: not this unit's task."""
    own = [Mark(D(most), None if p is None else D(p), p is None) for most, p in zip(MAXIMA, points, strict=True)]
    return [*own, *(Mark(D(5), D(n), is_deduction=True) for n in deducted)]


@pytest.mark.parametrize(
    ("points", "deducted", "result"),
    [
        (MAXIMA, (), "100.0"),
        ((5, 5, 5, 12, 8, 9, 5, 18, 5, 4, 10), (), "86.0"),
        # 80 of the 85 points that are the unit's: 94,117… → 94,1
        ((5, 5, 5, 15, None, 10, None, 20, 5, 5, 10), (), "94.1"),
        # the same with 3 points off: 91,117… → 91,1
        ((5, 5, 5, 15, None, 10, None, 20, 5, 5, 10), (1, 2), "91.1"),
        # 57 of 80 = 71,25 → 71,3: half goes up
        ((5, 5, 5, 10, 2, None, None, 20, None, 5, 5), (), "71.3"),
        ((0,) * 11, (5, 5), "0.0"),
    ],
)
def test_totals_are_scaled_deducted_and_rounded_once(points, deducted, result):
    assert total(marks(*points, deducted=deducted)).result == D(result)


def test_a_unit_without_any_of_the_tasks_has_no_result():
    found = total(marks(*[None] * 11))
    assert (found.result, found.is_complete) == (None, False)


def test_an_item_nobody_scored_leaves_the_sheet_open():
    found = total([Mark(D(5), D(5)), Mark(D(10)), Mark(D(5), is_deduction=True)])
    assert (found.open_items, found.is_complete, found.result) == (1, False, D("33.3"))


def test_equal_results_share_a_rank_and_the_next_is_skipped():
    found = ranks({"th": D("94.1"), "nc": D("90.0"), "ktn": D("94.1"), "nk": None, "nv": D("89.9")})
    assert found == {"th": 1, "ktn": 1, "nc": 3, "nv": 4, "nk": None}


@pytest.mark.parametrize(("points", "words"), [(D("15.0"), "15"), (D("4.5"), "4,5"), (D("0.0"), "0"), (None, "")])
def test_points_in_words(points, words):
    assert in_words(points) == words


@pytest.mark.parametrize(
    ("rule", "facts", "points"),
    [
        ("on_time", Facts(submitted=True), D(5)),
        ("on_time", Facts(submitted=True, days_late=2), D(0)),
        ("on_time", Facts(), D(0)),
        ("evidence", Facts(submitted=True, required=8, proven=7), D("4.4")),
        ("evidence", Facts(submitted=True), None),
        ("late", Facts(submitted=True, days_late=2), D(2)),
        ("late", Facts(submitted=True, days_late=9), D(5)),
        ("late", Facts(submitted=True), None),
        ("returned", Facts(submitted=True, returns=1), D(1)),
        ("", Facts(submitted=True, returns=1), None),
    ],
)
def test_facts_propose_points_with_a_reason(rule, facts, points):
    found = proposal(ScoreItem(rule=rule, max_points=D(5)), facts)
    assert (found.points if found else None) == points
    assert found is None or found.reason
