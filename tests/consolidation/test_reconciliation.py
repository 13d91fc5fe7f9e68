"""The proof: totals counted again by a second way, who is counted, late and not counted, and no sending without it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from departments.transitions import move
from reports.consolidation import workflow
from reports.consolidation.amounts import Amount
from reports.consolidation.annexes import AnnexContext
from reports.consolidation.compiled import stored
from reports.consolidation.compiling import compile_period
from reports.consolidation.models import Compilation
from reports.consolidation.reconciliation import reconciled
from reports.consolidation.reconciliation_annex import reconciliation
from reports.consolidation.results_annexes import ROUNDED, by_unit, results
from reports.consolidation.staleness import obstacles
from reports.consolidation.workflow import NotReady
from reports.documents.content import Paragraph, Table
from reports.submissions.models import AnnualReport
from tests import factories
from tests.consolidation.conftest import fresh, send
from tests.factories import NOW

DAY = date(2026, 12, 1)


@pytest.fixture
def material(period, accepted, monkeypatch):
    """A compilation and all the check was asked with, so that it can be asked again."""
    kept = {}

    def spied(*given):
        kept["given"] = given
        return reconciled(*given)

    monkeypatch.setattr("reports.consolidation.compiling.reconciled", spied)
    compiled = compile_period(period, DAY)
    assert compiled.closes
    return kept["given"]


def broken(material, code, amount):
    inputs, figures, *rest = material
    wrong = {code: replace(figures[code], amount=amount)}
    found = reconciled(inputs, figures | wrong, *rest)
    return [row["code"] for row in found["rows"] if not row["closes"]], found["closes"]


@pytest.mark.parametrize(
    ("code", "amount"),
    [
        ("A2", Amount(Decimal("25.0001"))),
        ("C2.0", Amount(Decimal(1))),
        ("A9", Amount(None, Decimal(36), Decimal(41))),
        ("B1.1", Amount()),
    ],
)
def test_a_total_that_the_reports_do_not_give_is_found(material, code, amount):
    assert broken(material, code, amount) == ([code], False)


def unclosed(draft):
    """A compilation whose stored check did not close."""
    old = draft.compilation
    rows = [row | {"closes": False, "reason": "Lệch 1."} if row["code"] == "A2" else row for row in
            old.reconciliation["rows"]]  # fmt: skip
    draft.compilation = Compilation.objects.create(
        report=draft, number=2, inputs=old.inputs, figures=old.figures, texts=old.texts, input_hash="0" * 64,
        reconciliation={"rows": rows, "problems": [], "closes": False}, made_at=NOW,
    )  # fmt: skip
    draft.save()
    return draft


def test_a_report_that_does_not_add_up_is_never_sent_whatever_the_reason(draft, house):
    draft = unclosed(draft)
    assert obstacles(draft).hard == ("A2: Lệch 1.",)
    with pytest.raises(NotReady):
        send(draft, house)
    assert fresh(draft).state == draft.State.DRAFT


def test_a_report_sent_while_it_closed_is_not_approved_once_it_does_not(sent, house):
    unclosed(sent)
    with pytest.raises(NotReady):
        move(sent, workflow.APPROVE, by=house.leader, at=NOW + timedelta(hours=2))


def words_of(annex):
    return " ".join(block.text for block in annex.blocks if isinstance(block, Paragraph))


def test_the_annex_names_who_is_counted_late_and_not_counted(house, period):
    factories.report(house.unit("th"), period, AnnualReport.State.ACCEPTED)
    factories.report(house.unit("ktn"), period, AnnualReport.State.ACCEPTED, at=NOW + timedelta(days=12))
    factories.report(house.unit("nc"), period, AnnualReport.State.AWAITING_HEAD)
    compiled = compile_period(period, DAY)
    said = words_of(reconciliation(AnnexContext(compiled, period, DAY)))
    assert "2/3 đơn vị" in said or "2/4 đơn vị" in said
    assert "Gửi sau hạn: Phòng Kinh tế ngành (2 ngày)." in said
    assert "Phòng Nội chính (Chờ lãnh đạo đơn vị duyệt)" in said
    assert "Phòng Tổng hợp" not in said


def test_the_annexes_say_how_numbers_were_rounded(draft, period):
    context = AnnexContext(stored(draft.compilation), period, DAY)
    for annex in (results(context), by_unit(context)):
        assert ROUNDED in [block for block in annex.blocks if isinstance(block, Table)][-1].notes
    assert "chưa làm tròn" in reconciliation(context).blocks[-1].notes[0]


@pytest.fixture
def desk(client, house, clock):
    client.force_login(house.officer)
    return client


def test_the_page_names_late_units_and_why_others_are_not_counted(draft, desk):
    shown = desk.get(f"/reports/consolidated/{draft.pk}/reconciliation/").content.decode()
    assert "Chờ lãnh đạo đơn vị duyệt" in shown
    assert "đúng hạn" in shown
