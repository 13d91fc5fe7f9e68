"""One seeded office for all tests of this file: every state is there, and every state came about by its moves."""

from datetime import date
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from campaign.models import OfficeFigure, OfficeText, ReportingPeriod, Target
from departments import audit, jobs
from departments.models import AuditEvent, Department, Job, Notice, StaffMember, User
from departments.roles import Role
from reports.chasing.board import REOPENED, board_of
from reports.consolidation.models import ConsolidatedReport
from reports.consolidation.staleness import obstacles
from reports.earlier_years.models import EarlierReport
from reports.official_figures.models import OfficialUpdate
from reports.registers import counting
from reports.review.models import Remark
from reports.submissions import checks, storage
from reports.submissions.models import AnnualReport, StoredFile
from reports.targets.models import TargetRegistration

TODAY = date(2026, 11, 23)
State = AnnualReport.State

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture(scope="module", autouse=True)
def office(django_db_setup, django_db_blocker):
    """The default demonstration, without printing; commits, because notices are written after commit."""
    settings.DEMO, jobs._broker["quiet_until"] = True, float("inf")
    with django_db_blocker.unblock():
        call_command("load_plan", stdout=StringIO())
        call_command("seed_demo", today=TODAY.isoformat(), leave_papers=True, stdout=StringIO())
        yield
        call_command("flush", interactive=False, verbosity=0)
    settings.DEMO = False


def annual(year):
    return ReportingPeriod.objects.get(kind="annual", year=year)


def states(year):
    return {row.department.code: row.state for row in board_of(annual(year), TODAY).rows}


def test_the_board_of_the_season_under_way_shows_every_state():
    assert states(2026) == {
        "th": State.RETURNED,
        "ktn": State.ACCEPTED,
        "nc": State.ACCEPTED,
        "kgvx": State.UNDER_REVIEW,
        "kstthc": State.SUBMITTED,
        "nv": State.DRAFTING,
        "hctc": State.ACCEPTED,
        "qttv": State.DRAFTING,
        "btcd": State.AWAITING_HEAD,
        "ttpvhcc": REOPENED,
        "ttthcb": State.SUBMITTED,
        "nk": "",
    }


def test_the_reports_of_the_past_years_are_all_accepted_in_locked_periods():
    assert {year: (set(states(year).values()), annual(year).state) for year in (2023, 2024, 2025)} == {
        year: ({State.ACCEPTED}, "locked") for year in (2023, 2024, 2025)
    }


def test_what_the_registers_count_is_what_the_units_reported():
    unit, feeding = Department.objects.get(code="th"), counting.feeding(2025)
    counted = counting.counts(unit, 2025, feeding)
    report = AnnualReport.objects.get(period=annual(2025), department=unit)
    values = {row.code: row for row in report.values.select_related("indicator")}
    asked = [row.code for row in feeding if row.code in values]
    assert len(asked) > 20
    said = {code: (values[code].value or values[code].numerator or 0, values[code].denominator) for code in asked}
    assert said == {
        code: (counted[code].numerator if counted[code].is_ratio else counted[code].value, counted[code].denominator)
        for code in asked
    }


def test_targets_are_registered_by_moves_and_next_years_round_shows_every_state():
    past = TargetRegistration.objects.filter(round__year__lt=2027).for_listing()
    assert {row.state for row in past} == {TargetRegistration.State.ACCEPTED}
    assert {row.year for row in past} == {2024, 2025, 2026}
    kept = Target.objects.filter(year__in=(2024, 2025, 2026), department__code="th").count()
    assert sum(row.target_count for row in past if row.department.code == "th") == kept > 0
    coming = TargetRegistration.objects.of_year(2027).for_listing()
    assert {row.state for row in coming} == set(TargetRegistration.State.values)
    assert all(row.target_count for row in coming)


def test_the_units_of_a_past_year_are_those_of_that_year():
    assert (len(states(2023)), "tth" in states(2024), "nv" in states(2024), "nv" in states(2025)) == (
        11, True, False, True,
    )  # fmt: skip


def test_the_season_is_due_seven_days_from_today():
    period = annual(2026)
    assert (period.state, (period.due_on - TODAY).days) == ("open", 7)


def test_past_years_and_the_phase_review_are_issued_with_number_and_date():
    issued = ConsolidatedReport.objects.issued().order_by("period__year", "period__kind")
    assert [(r.period.year, r.period.kind, r.current_edition.official_number) for r in issued] == [
        (2023, "annual", "268"),
        (2024, "annual", "291"),
        (2025, "annual", "305"),
        (2025, "phase_review", "318"),
    ]


def test_a_deputy_signed_for_the_head_until_he_became_head():
    signed = {
        r.period.year: r.signature_lines[0]
        for r in ConsolidatedReport.objects.filter(period__kind="annual")
        if r.signatory
    }
    assert signed == {2023: "KT. CHÁNH VĂN PHÒNG", 2024: "KT. CHÁNH VĂN PHÒNG", 2025: "CHÁNH VĂN PHÒNG"}


def test_the_draft_of_this_year_is_out_of_date_by_one_reopened_report():
    draft = ConsolidatedReport.objects.get(period=annual(2026))
    found = obstacles(draft)
    assert (draft.state, len(found.hard), [change.unit for change in found.changes]) == ("draft", 0, ["ttpvhcc"])


def test_figures_of_2022_stand_as_totals_of_the_office():
    assert (OfficeFigure.objects.for_year(2022).count(), OfficeFigure.objects.exclude(department=None).count()) == (
        45,
        0,
    )


def test_the_report_of_2022_is_kept_as_it_was_signed():
    kept = EarlierReport.objects.get()
    assert (kept.year, kept.number) == (2022, "612/BC-VPUBND")
    assert storage.read(kept.file).startswith(b"%PDF-")
    assert OfficeText.objects.for_year(2022).count() == 2


def test_official_figures_of_last_year_are_asked_for_and_one_unit_is_done():
    asked = OfficialUpdate.objects.filter(round__period__year=2025).order_by("department__order")
    assert dict(asked.values_list("department__code", "state")) == {"th": "accepted", "qttv": "drafting"}
    draft = ConsolidatedReport.objects.get(period=annual(2026))
    (row,) = draft.compilation.inputs["earlier"][0]["official"]
    assert (row["unit"], row["code"], row["report"]) == ("th", "B2.6", "305/BC-VPUBND")


def test_no_submitted_report_has_an_error():
    submitted = AnnualReport.objects.filter(state__in=[State.SUBMITTED, State.UNDER_REVIEW, State.ACCEPTED])
    assert {str(report): checks.errors(report) for report in submitted if checks.errors(report)} == {}


def test_every_state_is_explained_by_a_recorded_move():
    last = {}
    for event in (
        AuditEvent.objects.filter(target_type="submissions.annualreport").exclude(after="").order_by("sequence")
    ):
        last[event.target_id] = event.after
    assert last == {str(report.pk): report.state for report in AnnualReport.objects.all()}


def test_the_audit_trail_is_whole_and_runs_in_the_order_of_time():
    moments = list(
        AuditEvent.objects.exclude(action__contains="load_plan").order_by("sequence").values_list("at", flat=True)
    )
    assert (audit.verify(), moments == sorted(moments)) == (None, True)


def test_no_move_lies_in_the_future_of_the_demonstrations_today():
    moves = AuditEvent.objects.exclude(action__contains="load_plan")
    assert moves.order_by("-at").first().at.date() <= TODAY


def test_a_returned_report_waits_for_an_answer_and_one_remark_is_not_sent_yet():
    counts = {
        "open at th": Remark.objects.open().sent().filter(report__department__code="th").count(),
        "answered at th": Remark.objects.filter(
            report__department__code="th", report__period__year=2026, state="answered"
        ).count(),
        "unsent": Remark.objects.filter(sent_at=None).count(),
    }
    assert counts == {"open at th": 1, "answered at th": 1, "unsent": 1}


def test_notices_of_past_seasons_are_read_and_nothing_waits_for_the_mail():
    assert (Notice.objects.unread().filter(at__year__lt=2026).count(), Notice.objects.waiting_for_mail().count()) == (
        0,
        0,
    )
    assert Notice.objects.unread().exists()


def test_about_a_hundred_people_and_one_account_for_each_role():
    assert StaffMember.objects.employed_on(TODAY).count() == 96
    assert {role: User.objects.with_role(role).exists() for role in Role} == dict.fromkeys(Role, True)


def test_the_signatory_of_the_plan_has_left_and_has_no_account():
    assert not User.objects.filter(staff__family_name="Vương Thế", staff__given_name="Mẫn").exists()


def test_the_successor_sees_the_reports_of_the_unit_it_continues():
    old = AnnualReport.objects.get(period=annual(2023), department__code="tth")
    account = User.objects.get(username="truongphong.ttthcb")
    assert AnnualReport.objects.visible_to(account).filter(pk=old.pk).exists()
    assert list(Department.objects.get(code="ttthcb").predecessors.values_list("code", flat=True)) == ["tth"]


def test_evidence_can_be_opened():
    contents = [storage.read(stored)[:4] for stored in StoredFile.objects.order_by("pk")]
    assert (len(contents) > 100, set(contents)) == (True, {b"%PDF", b"\x89PNG"})


def test_printing_and_looking_into_files_are_left_to_the_worker():
    live = Job.objects.live().values_list("kind", flat=True).distinct().order_by("kind")
    assert list(live) == ["consolidation.render_edition", "submissions.examine"]


def test_a_second_run_says_so_and_changes_nothing():
    before = AuditEvent.objects.count()
    said = StringIO()
    call_command("seed_demo", stdout=said)
    assert (AuditEvent.objects.count(), said.getvalue()) == (
        before, "The demonstration data are already there; nothing was changed.\n",
    )  # fmt: skip


def test_it_refuses_where_demonstration_mode_is_off(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="demonstration mode"):
        call_command("seed_demo")
