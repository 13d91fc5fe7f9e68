"""From the first compilation to the issued paper, by the real moves."""

import json
from datetime import date, timedelta

import pytest
from django.db import connection

from campaign.models import OfficeFigure
from departments.models import AuditEvent
from departments.permissions import Denied
from departments.transitions import NoteRequired, WrongState, move
from reports.consolidation import permissions, staleness, starting, workflow
from reports.consolidation.approving import BadNumber
from reports.consolidation.models import Compilation, ConsolidatedReport
from reports.consolidation.signing import NoCapacity
from reports.consolidation.workflow import NotReady
from reports.review.workflow import REOPEN
from tests import factories
from tests.consolidation.conftest import fresh, run_jobs, send
from tests.factories import NOW

State = ConsolidatedReport.State
LATER = NOW + timedelta(days=1)
ISSUE_DAY = date(2026, 11, 21)


def test_a_report_begins_as_compiling_and_the_job_makes_it_a_draft(house, period, accepted):
    report = starting.start(period, by=house.officer, at=NOW)
    assert report.state == State.COMPILING
    (job,) = run_jobs()
    assert (job.state, job.result["compilation"], job.result["closes"]) == ("done", 1, True)
    assert fresh(report).state == State.DRAFT


def test_beginning_twice_gives_one_report_and_one_job(house, period, accepted):
    first = starting.start(period, by=house.officer, at=NOW)
    assert starting.start(period, by=house.hctc_head, at=NOW).pk == first.pk
    assert len(run_jobs()) == 1


def test_only_hctc_begins_and_compiles(house, period, accepted):
    with pytest.raises(Denied):
        starting.start(period, by=house.leader, at=NOW)
    assert not ConsolidatedReport.objects.exists()


def test_sending_names_everything_that_is_open_and_keeps_the_draft(house, draft):
    with pytest.raises(NotReady) as refusal:
        move(draft, workflow.SEND, by=house.hctc_head, at=NOW)
    assert refusal.value.obstacles.hard == ()
    assert len(refusal.value.obstacles.soft) > 0
    assert fresh(draft).state == State.DRAFT


def test_overriding_open_points_needs_a_reason(house, draft):
    with pytest.raises(NoteRequired):
        move(draft, workflow.SEND, by=house.hctc_head, at=NOW, override=True)


def test_only_the_head_of_hctc_sends(house, draft):
    with pytest.raises(Denied):
        move(draft, workflow.SEND, by=house.officer, at=NOW, override=True, note="x")


def test_what_was_overridden_is_recorded(house, sent):
    event = AuditEvent.objects.about(sent).last()
    assert (event.action, event.note) == (
        "consolidation.consolidatedreport.send",
        "Gửi đúng hạn theo yêu cầu của Sở Nội vụ.",
    )
    assert len(event.data["overridden"]) > 0


def test_leadership_returns_with_a_reason_and_the_draft_can_be_edited_again(house, sent):
    with pytest.raises(NoteRequired):
        move(sent, workflow.RETURN, by=house.leader, at=NOW)
    returned = move(sent, workflow.RETURN, by=house.leader, at=NOW, note="Bổ sung nguyên nhân chủ quan.")
    assert (returned.state, returned.is_editable) == (State.RETURNED, True)
    assert send(returned, house).state == State.SENT


def test_the_head_of_hctc_takes_it_back_before_approval_but_not_after(house, sent):
    back = move(sent, workflow.WITHDRAW, by=house.hctc_head, at=NOW)
    assert back.state == State.DRAFT
    approved = move(send(back, house), workflow.APPROVE, by=house.leader, at=NOW)
    with pytest.raises(WrongState):
        move(approved, workflow.WITHDRAW, by=house.hctc_head, at=NOW)


def test_a_report_changed_after_compiling_is_named_and_refused(house, draft, accepted):
    unit_report = accepted["th"]
    unit_report.refresh_from_db()
    move(unit_report, REOPEN, by=house.hctc_head, at=LATER, note="Đơn vị đề nghị sửa số liệu.", fields=["A2"])
    with pytest.raises(NotReady) as refusal:
        move(draft, workflow.SEND, by=house.hctc_head, at=LATER)
    assert [change.unit for change in refusal.value.obstacles.changes] == ["th"]
    assert "Phòng Tổng hợp" in str(refusal.value)


def test_a_change_between_sending_and_approval_stops_the_approval(house, sent, accepted):
    unit_report = accepted["th"]
    unit_report.refresh_from_db()
    move(unit_report, REOPEN, by=house.hctc_head, at=LATER, note="Đơn vị đề nghị sửa số liệu.", fields=["A2"])
    with pytest.raises(NotReady, match="Phòng Tổng hợp"):
        move(sent, workflow.APPROVE, by=house.leader, at=LATER)
    assert fresh(sent).editions.count() == 0


def test_a_change_the_sender_let_stand_does_not_stop_the_approval(house, draft, accepted):
    unit_report = accepted["th"]
    unit_report.refresh_from_db()
    move(unit_report, REOPEN, by=house.hctc_head, at=LATER, note="Đơn vị đề nghị sửa số liệu.", fields=["A2"])
    approved = move(send(draft, house), workflow.APPROVE, by=house.leader, at=LATER)
    assert approved.state == State.APPROVED


def test_a_revision_altered_behind_the_program_cannot_be_overridden(house, draft, accepted):
    revision = accepted["th"].accepted_revision
    content = revision.content | {"values": {}}
    _rewrite(revision, content)
    with pytest.raises(NotReady) as refusal:
        send(draft, house)
    assert refusal.value.obstacles.hard == ("Bản gửi lần 1 của Phòng Tổng hợp không còn khớp mã kiểm tra (SHA-256).",)


def _rewrite(revision, content) -> None:
    """As somebody with a database client could."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE submissions_revision SET content = %s WHERE id = %s", [json.dumps(content), revision.pk])


@pytest.mark.parametrize(
    ("who", "lines"),
    [
        ("leader", ["CHÁNH VĂN PHÒNG"]),
        ("deputy", ["KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"]),
    ],
)
def test_the_signature_follows_the_post_held_on_the_day(house, sent, who, lines):
    approver = getattr(house, who)
    approved = move(sent, workflow.APPROVE, by=approver, at=NOW)
    assert (approved.signature_lines, approved.signatory) == (lines, approver.display_name)
    assert approved.current_edition.content["signature"]["lines"] == lines


def test_leadership_without_a_post_on_the_day_cannot_sign(house, sent):
    with pytest.raises(NoCapacity):
        move(sent, workflow.APPROVE, by=factories.leader(), at=NOW)
    assert fresh(sent).state == State.SENT


@pytest.mark.parametrize(
    ("number", "on", "field"),
    [
        (0, ISSUE_DAY, "number"),
        (-3, ISSUE_DAY, "number"),
        ("12", ISSUE_DAY, "number"),
        (True, ISSUE_DAY, "number"),
        (12, date(2026, 11, 19), "date"),
        (12, date(2026, 11, 22), "date"),
    ],
)
def test_numbers_and_dates_that_cannot_be_are_refused(house, approved, number, on, field):
    with pytest.raises(BadNumber) as refusal:
        move(approved, workflow.RECORD, by=house.clerk, at=LATER, number=number, on=on)
    assert refusal.value.field == field
    assert fresh(approved).state == State.APPROVED


def test_recording_number_and_date_issues_the_report(house, approved):
    issued = move(approved, workflow.RECORD, by=house.clerk, at=LATER, number=215, on=ISSUE_DAY)
    edition = issued.current_edition
    assert (issued.state, edition.official_number, edition.official_date) == (State.ISSUED, "215", ISSUE_DAY)


def test_a_correction_keeps_the_mistaken_edition(house, approved):
    issued = move(approved, workflow.RECORD, by=house.clerk, at=LATER, number=215, on=ISSUE_DAY)
    move(issued, workflow.CORRECT, by=house.clerk, at=LATER, number=251, on=ISSUE_DAY, note="Ghi nhầm số.")
    first, second = issued.editions.order_by("number")
    assert (first.official_number, first.superseded_at is not None) == ("215", True)
    assert (second.official_number, second.superseded_at, second.content_sha256) == ("251", None, first.content_sha256)


def test_a_correction_needs_a_reason_and_the_clerk(house, approved):
    issued = move(approved, workflow.RECORD, by=house.clerk, at=LATER, number=215, on=ISSUE_DAY)
    with pytest.raises(NoteRequired):
        move(issued, workflow.CORRECT, by=house.clerk, at=LATER, number=251, on=ISSUE_DAY)
    with pytest.raises(Denied):
        move(issued, workflow.CORRECT, by=house.hctc_head, at=LATER, number=251, on=ISSUE_DAY, note="Ghi nhầm số.")


def test_an_issued_report_stays_in_force_until_its_replacement_is_issued(house, approved):
    issued = move(approved, workflow.RECORD, by=house.clerk, at=LATER, number=215, on=ISSUE_DAY)
    run_jobs()
    new = starting.start_replacement(issued, by=house.hctc_head, at=LATER, note="Có sai sót về nội dung.")
    run_jobs()
    assert (fresh(new).state, fresh(issued).state) == (State.DRAFT, State.ISSUED)
    assert new.sections.count() == issued.sections.count()
    moved = move(send(fresh(new), house), workflow.APPROVE, by=house.leader, at=LATER)
    move(moved, workflow.RECORD, by=house.clerk, at=LATER, number=216, on=ISSUE_DAY)
    assert (fresh(new).state, fresh(issued).state) == (State.ISSUED, State.SUPERSEDED)
    assert issued.current_edition.superseded_at == LATER


def test_the_number_of_another_report_of_the_year_is_refused(house, approved):
    move(approved, workflow.RECORD, by=house.clerk, at=LATER, number=215, on=ISSUE_DAY)
    other = ConsolidatedReport.objects.create(
        period=factories.planned_period(2025), state=State.APPROVED, created_at=NOW, compilation=approved.compilation
    )
    edition = approved.current_edition
    edition.pk, edition.report, edition._state.adding = None, other, True
    edition.official_number, edition.official_date = "", None
    edition.recorded_by = edition.recorded_at = None
    edition.save()
    with pytest.raises(BadNumber) as refusal:
        move(other, workflow.RECORD, by=house.clerk, at=LATER, number=215, on=ISSUE_DAY)
    assert refusal.value.field == "number"


def test_a_second_report_cannot_be_begun_while_one_is_issued(house, approved):
    issued = move(approved, workflow.RECORD, by=house.clerk, at=LATER, number=215, on=ISSUE_DAY)
    assert starting.start(issued.period, by=house.officer, at=LATER).pk == issued.pk
    assert Compilation.objects.count() == 1


def test_beginning_a_replacement_while_a_report_is_under_way_gives_that_one(house, draft):
    assert starting.start_replacement(draft, by=house.hctc_head, at=NOW, note="Sai sót.").pk == draft.pk


def test_only_the_head_of_hctc_decides_on_a_replacement(house, approved):
    issued = move(approved, workflow.RECORD, by=house.clerk, at=LATER, number=215, on=ISSUE_DAY)
    with pytest.raises(Denied):
        starting.start_replacement(issued, by=house.officer, at=LATER, note="Sai sót.")
    assert ConsolidatedReport.objects.count() == 1


def test_units_without_figures_stand_first_among_what_is_open_with_their_names_and_the_due_date(draft):
    first = staleness.obstacles(draft).soft[0]
    assert "1/3 đơn vị chưa có số liệu" in first
    assert "Phòng Nội chính" in first
    assert f"{draft.period.due_on:%d/%m/%Y}" in first


def test_a_year_of_the_office_alone_is_begun_once_its_figures_are_entered(house):
    period = factories.planned_period(2022)
    period.office_level_only = True
    assert permissions.start(house.officer, period)
    OfficeFigure.objects.create(
        year=2022,
        indicator=factories.indicator("A2"),
        value=4,
        source="Báo cáo",
        entered_by=house.officer,
        entered_at=NOW,
    )
    assert permissions.start(house.officer, period) is None
