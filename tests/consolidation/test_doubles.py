"""One thing reported by two units counts once when a person has said so, and not before."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from departments.models import AuditEvent
from departments.permissions import Denied, Refused
from departments.roles import Role
from departments.transitions import StalePage, move
from reports.consolidation import deciding, workflow
from reports.consolidation.amounts import Amount, Contribution, Definition
from reports.consolidation.compiled import stored
from reports.consolidation.compiling import compile_period
from reports.consolidation.double_reading import periods_of
from reports.consolidation.doubles import Mention, document, in_evidence, settled, suspects, without
from reports.consolidation.figures import consolidate
from reports.consolidation.models import DoubleCount
from reports.consolidation.staleness import obstacles
from reports.registers.models import AdvisedDocument
from tests import factories
from tests.consolidation.conftest import fresh, run_jobs, send
from tests.factories import NOW

D = Decimal
DISTINCT = factories.INDICATORS | {"B1.1": factories.INDICATORS["B1.1"] | {"across_units": "sum_distinct"}}
AFTER = NOW + timedelta(hours=3)


# What is the same


def figure(number):
    return Contribution("value", Amount(D(number)), revision=1)


ANSWERS = {"B1.1": {"th": figure(5), "ktn": figure(3), "nc": figure(2), "nk": Contribution("none_arisen")}}


def named(unit, reference, code="B1.1"):
    return in_evidence(code, unit, [{"reference": reference, "sha256": "", "name": reference}])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("812/QĐ-UBND ngày 05/10/2026", "Quyết định số 812 / QĐ–UBND", True),
        ("812/QĐ-UBND ngày 05/10/2026", "812/QĐ-UBND ngày 5 tháng 10 năm 2026", True),
        ("812/QĐ-UBND ngày 05/10/2026", "812/QĐ-UBND ngày 06/11/2026", False),
        ("812/QĐ-UBND", "813/QĐ-UBND", False),
        ("https://laichau.gov.vn/812/QĐ-UBND", "812/QĐ-UBND", False),
    ],
)
def test_documents_are_the_same_by_number_and_by_day_where_both_name_one(one, other, same):
    found = suspects([*named("th", one), *named("ktn", other)], ANSWERS)
    assert [s.units for s in found] == ([("th", "ktn")] if same else [])


def test_the_same_file_is_suspected_whatever_it_is_called():
    def proof(unit, name, sha):
        return in_evidence("B1.1", unit, [{"reference": "", "sha256": sha, "name": name}])

    found = suspects([*proof("th", "a.pdf", "ab"), *proof("ktn", "b.pdf", "ab"), *proof("nc", "a.pdf", "cd")], ANSWERS)
    assert [s.units for s in found] == [("th", "ktn")]


def test_a_register_and_an_evidence_may_name_the_same_document():
    line = document("B1.1", "ktn", "812/QĐ-UBND", date(2026, 10, 5), "812/QĐ-UBND – Về việc")
    assert len(suspects([*named("th", "812/QĐ-UBND ngày 05/10/2026"), line], ANSWERS)) == 1


def test_only_units_with_a_figure_under_the_same_indicator_are_suspected():
    same = "812/QĐ-UBND"
    assert suspects([*named("th", same), *named("nk", same)], ANSWERS) == []
    assert suspects([*named("th", same), *named("ktn", same, code="B1.2")], ANSWERS) == []
    assert suspects([*named("th", same), *named("th", same)], ANSWERS) == []


# What stands


@dataclass
class Said:
    units: list
    verdict: str = "same"
    taken_off: dict = field(default_factory=dict)
    reason: str = ""
    decided_by_name: str = "Vàng Thị Mai"
    decided_at: object = NOW


def rows(decision, answers=ANSWERS):
    found = suspects([*named("th", "812/QĐ-UBND"), *named("ktn", "812/QĐ-UBND")], answers)
    return settled(found, {("B1.1", "document|812/qd-ubnd"): decision} if decision else {}, answers)


def test_nothing_is_taken_off_without_a_person():
    (row,) = rows(None)
    assert (row["verdict"], row["taken_off"]) == ("", {})
    assert consolidate(Definition("B1.1", "", "", across_units="sum_distinct"), ANSWERS["B1.1"]).total == 10


def test_what_a_person_confirmed_is_taken_off_the_total_and_not_off_the_report():
    found = rows(Said(["ktn", "th"], taken_off={"ktn": "1"}))
    counted = without(ANSWERS, found)["B1.1"]
    assert consolidate(Definition("B1.1", "", "", across_units="sum_distinct"), counted).total == 9
    assert counted["ktn"].amount == Amount(D(3))


@pytest.mark.parametrize(
    "decision",
    [
        Said(["th", "ktn", "nc"], taken_off={"ktn": "1"}),
        Said(["th", "ktn"], taken_off={"ktn": "4"}),
    ],
    ids=["made about other units", "more than is left"],
)
def test_a_decision_about_something_else_falls(decision):
    (row,) = rows(decision)
    assert (row["verdict"], row["taken_off"]) == ("", {})


units = st.sampled_from(["a", "b", "c", "d"])


@given(
    st.dictionaries(units, st.integers(0, 20).map(D), min_size=1),
    st.lists(st.tuples(st.sampled_from("xyz"), units, st.integers(0, 9)), max_size=12),
)
def test_the_total_is_always_the_units_less_what_stands_as_confirmed(given_, said):
    answers = {"B": {unit: figure(n) for unit, n in given_.items()}}
    found = suspects([Mention("B", unit, thing, thing) for thing, unit, _ in said], answers)
    decisions = {
        ("B", s.thing): Said(list(s.units), taken_off={u: str(n) for t, u, n in said if t == s.thing and u in s.units})
        for s in found
    }
    settled_ = settled(found, decisions, answers)
    counted = without(answers, settled_)["B"]
    total = consolidate(Definition("B", "", "", across_units="sum_distinct"), counted).total
    off = sum((D(n) for row in settled_ for n in row["taken_off"].values()), D(0))
    assert total == sum(given_.values()) - off
    assert all(c.counted.value >= 0 for c in counted.values())


# A person decides


@pytest.fixture
def period(house):
    return factories.period(2026, indicators=DISTINCT)


def open_question(report):
    return deciding.questions_of(periods_of(report.period))[0]


def decide(report, by, verdict="same", taken_off=None, reason="", token=None):
    taken_off = {"ktn": D(1)} if taken_off is None and verdict == "same" else taken_off or {}
    token = token or open_question(report).token
    return deciding.decide(report, token, verdict, taken_off, reason, by=by, at=AFTER)


def total_of(report):
    return stored(report.compilation).figures["B1.1"].total


def compiled_again(report, house):
    move(report, workflow.COMPILE, by=house.officer, at=AFTER)
    run_jobs()
    return fresh(report)


def test_an_undecided_double_is_counted_and_named_before_sending(draft):
    compiled = stored(draft.compilation)
    assert compiled.figures["B1.1"].doubts == ("distinct",)
    assert total_of(draft) == sum(g.amount.value for g in compiled.figures["B1.1"].by_unit.values() if g.counts)
    assert any("B1.1" in sentence for sentence in obstacles(draft).soft)


def test_a_confirmed_double_is_off_the_total_after_compiling_again_and_it_adds_up(draft, house):
    before, first = total_of(draft), draft.compilation.input_hash
    decide(draft, house.officer)
    assert [change.code for change in obstacles(draft).changes] == ["B1.1"]
    again = compiled_again(draft, house)
    compiled = stored(again.compilation)
    assert (total_of(again), compiled.closes) == (before - 1, True)
    assert again.compilation.input_hash != first
    assert obstacles(again).changes == ()
    (row,) = (row for row in compiled.reconciliation["rows"] if row["code"] == "B1.1")
    assert (row["taken_off"], len(row["confirmed"]), row["undecided"]) == ("1", 1, 0)


def test_not_the_same_after_all_takes_nothing_off_and_ends_the_doubt(draft, house):
    before = total_of(draft)
    decide(draft, house.officer, "different", reason="Hai văn bản khác nhau.")
    again = compiled_again(draft, house)
    assert (total_of(again), stored(again.compilation).figures["B1.1"].doubts) == (before, ())


def test_a_decision_is_recorded_with_what_it_was_before(draft, house):
    decide(draft, house.officer)
    decide(draft, house.hctc_head, "different", reason="Đã đối chiếu bản gốc.")
    event = AuditEvent.objects.about(draft).order_by("sequence").last()
    assert (event.before, event.after, event.note) == ("same", "different", "Đã đối chiếu bản gốc.")
    assert event.data["before"] == {"ktn": "1"}
    assert DoubleCount.objects.get().decided_by == house.hctc_head


@pytest.mark.parametrize(
    ("verdict", "taken_off", "reason"),
    [
        ("same", {}, "Trùng."),
        ("same", {"th": D(1), "ktn": D(1)}, "Trùng."),
        ("same", {"ktn": D(1000)}, "Trùng."),
        ("same", {"ktn": D(-1)}, "Trùng."),
        ("same", {"nc": D(1)}, "Trùng."),
        ("same", {"ktn": D(2)}, ""),
        ("different", {}, ""),
    ],
)
def test_a_decision_that_cannot_be_right_is_refused(draft, house, verdict, taken_off, reason):
    with pytest.raises(Refused):
        decide(draft, house.officer, verdict, taken_off, reason)
    assert not DoubleCount.objects.exists()


def test_who_is_slower_is_told_and_decides_nothing(draft, house):
    seen = open_question(draft).token
    decide(draft, house.officer)
    with pytest.raises(StalePage):
        decide(draft, house.hctc_head, "different", reason="Khác.", token=seen)
    assert DoubleCount.objects.get().verdict == "same"


def test_nobody_but_hctc_decides_and_not_while_leadership_has_the_report(draft, house):
    for person in (house.leader, house.clerk, factories.contributor(house.unit("th"))):
        with pytest.raises(Denied):
            decide(draft, person)
    sent = send(draft, house)
    with pytest.raises(Denied):
        decide(sent, house.officer)


def test_a_decision_made_for_another_report_of_the_year_is_seen_before_approval(draft, house):
    sent = send(draft, house)
    question = open_question(sent)
    DoubleCount.objects.create(
        period=sent.period, code="B1.1", thing=question.suspect.thing, label="812/BC-TH", units=["th", "ktn"],
        verdict="same", taken_off={"ktn": "1"}, decided_by=house.officer, decided_at=AFTER,
    )  # fmt: skip
    with pytest.raises(workflow.NotReady):
        move(sent, workflow.APPROVE, by=house.leader, at=AFTER)


def test_lines_of_two_registers_about_one_document_are_found(period, accepted, house):
    rule = {"register": "documents", "where": {"kind": ["law"]}}
    period.period_indicators.filter(code="B1.1").update(counted_from=rule)
    for code in ("th", "ktn"):
        AdvisedDocument.objects.create(
            department=house.unit(code), year=2026, kind="law", number="15/QĐ-UBND", issued_on=date(2026, 3, 2),
            issuer="UBND tỉnh", summary="Về đường giao thông", identity="15/qd-ubnd|2026-03-02",
        )  # fmt: skip
    labels = [row["label"] for row in compile_period(period, date(2026, 12, 1)).inputs["doubles"]]
    assert labels == ["15/QĐ-UBND – Về đường giao thông", "812/BC-TH"]


# Pages


@pytest.fixture
def desk(client, house, clock):
    client.force_login(house.officer)
    return client


def address(draft, end=""):
    return f"/reports/consolidated/{draft.pk}/doubles/{end}"


def form_of(draft, **more):
    return {"token": open_question(draft).token, "verdict": "same", "off_th": "0", "off_ktn": "1", "reason": ""} | more


def test_the_page_asks_and_the_answer_is_kept(draft, desk):
    assert "812/BC-TH" in desk.get(address(draft)).content.decode()
    assert desk.post(address(draft, "decide/"), form_of(draft)).status_code == 302
    assert DoubleCount.objects.get().taken_off == {"ktn": "1"}
    assert "Vàng Thị Mai" in desk.get(address(draft)).content.decode()


def test_a_refused_answer_stays_on_the_page(draft, desk):
    shown = desk.post(address(draft, "decide/"), form_of(draft, off_ktn="2.000", reason="Đã kiểm tra bản gốc"))
    assert shown.status_code == 422
    assert "Đã kiểm tra bản gốc" in shown.content.decode()
    assert not DoubleCount.objects.exists()


def test_an_outdated_page_is_told_so(draft, desk):
    typed = form_of(draft)
    desk.post(address(draft, "decide/"), typed)
    shown = desk.post(address(draft, "decide/"), typed | {"verdict": "different", "reason": "Khác"}, follow=True)
    assert shown.status_code == 200
    assert DoubleCount.objects.get().verdict == "same"


def test_leadership_reads_the_list_and_units_do_not(draft, house, client, clock):
    client.force_login(house.leader)
    assert "812/BC-TH" in client.get(address(draft)).content.decode()
    client.force_login(factories.person(Role.CONTRIBUTOR, house.unit("th")))
    assert client.get(address(draft)).status_code == 404
    assert client.post(address(draft, "decide/"), {}).status_code in (403, 404)


def test_figures_and_reconciliation_name_what_was_taken_off(draft, house, desk):
    decide(draft, house.officer)
    again = compiled_again(draft, house)
    for page in ("figures", "reconciliation"):
        assert "đã trừ 1 do" in desk.get(f"/reports/consolidated/{again.pk}/{page}/").content.decode()


def test_the_list_costs_the_same_for_one_and_for_many(draft, desk, house, period, django_assert_max_num_queries):
    rule = {"register": "documents", "where": {"kind": ["law"]}}
    period.period_indicators.filter(code="B1.1").update(counted_from=rule)

    def queries():
        with django_assert_max_num_queries(100) as spent:
            desk.get(address(draft))
        return len(spent)

    def lines(numbers):
        for number, code in product(numbers, ("th", "ktn")):
            AdvisedDocument.objects.create(
                department=house.unit(code), year=2026, kind="law", number=f"{number}/QĐ", issued_on=date(2026, 3, 2),
                issuer="UBND tỉnh", summary="Về việc", identity=f"{number}/qd|2026-03-02",
            )  # fmt: skip

    lines([0])
    desk.get(address(draft))
    few = queries()
    lines(range(1, 12))
    assert (queries(), len(deciding.questions_of([period]))) == (few, 13)
