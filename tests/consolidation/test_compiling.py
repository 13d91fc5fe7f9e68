"""What a compilation holds: figures, texts, sources, the year before; and that it is the same for the same inputs."""

from datetime import timedelta
from decimal import Decimal

from campaign.models import OfficeFigure, Target
from departments.models import AuditEvent, Job
from departments.transitions import move
from reports.consolidation import starting, workflow
from reports.consolidation.amounts import OFFICE
from reports.consolidation.compiled import stored
from reports.consolidation.compiling import compile_period
from reports.consolidation.models import Compilation, ConsolidatedReport
from reports.review.workflow import REOPEN
from reports.submissions import workflow as submitting
from tests import factories
from tests.consolidation.conftest import ACCEPTED, fresh, run_jobs
from tests.factories import NOW

DAY = NOW.date()
LATER = NOW + timedelta(days=1)


def figures_of(period):
    return compile_period(period, DAY).figures


def test_only_accepted_reports_count_and_the_others_are_named_with_the_reason(house, period, accepted):
    compiled = compile_period(period, DAY)
    assert [unit["code"] for unit in compiled.counted_units] == ["th", "ktn"]
    assert [(unit["code"], unit["reason"]) for unit in compiled.missing_units] == [("nc", "Chờ lãnh đạo đơn vị duyệt")]
    figure = compiled.figures["A2"]
    assert (figure.counted, figure.missing, figure.total) == (["th", "ktn"], ["nc"], Decimal(24))


def test_ratios_and_computed_figures_follow_their_rules(house, period, accepted):
    figures = figures_of(period)
    assert (figures["A9"].amount.numerator, figures["A9"].total) == (Decimal(36), Decimal(90))
    parts = figures["C2.1"].total + figures["C2.2"].total
    assert figures["C2.0"].total == parts


def test_every_total_reconciles_with_the_frozen_reports(house, period, accepted):
    compiled = compile_period(period, DAY)
    assert compiled.closes
    assert {row["code"] for row in compiled.reconciliation["rows"]} == set(compiled.figures)


def test_targets_are_added_by_the_same_rule(house, period, accepted):
    indicator = factories.indicator("B1.1")
    for code, value in (("th", 20), ("ktn", 10)):
        Target.objects.create(department=house.unit(code), indicator=indicator, year=2026, value=value)
    figure = figures_of(period)["B1.1"]
    assert figure.target.value == 30
    assert figure.target_percent == figure.total / 30 * 100


def test_the_year_before_comes_from_accepted_reports_else_from_paper(house, period, accepted):
    indicator = factories.indicator("A2")
    OfficeFigure.objects.create(
        year=2025, indicator=indicator, value=12, source="Báo cáo số 01", entered_by=house.officer, entered_at=NOW
    )
    assert figures_of(period)["A2"].previous.value == 12
    last = factories.period(2025)
    factories.report(house.unit("th"), last, ACCEPTED, at=NOW - timedelta(days=300))
    assert figures_of(period)["A2"].previous.value == 12  # of the report this time: 10 + place 2


def test_an_office_total_never_adds_to_the_figures_of_units(house, period, accepted):
    last = factories.period(2025)
    factories.report(house.unit("th"), last, ACCEPTED, at=NOW - timedelta(days=300))
    OfficeFigure.objects.create(
        year=2025, indicator=factories.indicator("A2"), value=999, source="x", entered_by=house.officer, entered_at=NOW
    )
    assert figures_of(period)["A2"].previous.value == 12


def test_a_review_has_a_column_per_year_and_follows_reorganised_units(house):
    old = factories.unit("cu", "Phòng Cũ", order=90)
    house.unit("th").predecessors.add(old)
    indicators = {"A2": factories.INDICATORS["A2"], "A9": factories.INDICATORS["A9"]}
    OfficeFigure.objects.create(
        year=2022, indicator=factories.indicator("A2"), value=5, source="x", entered_by=house.officer, entered_at=NOW
    )
    for year, code in ((2023, "cu"), (2024, "th")):
        made = factories.period(year, indicators=indicators)
        factories.report(factories.unit(code), made, ACCEPTED, at=NOW.replace(year=year))
    review = factories.period(2025, kind="phase_review", from_year=2022, indicators={})
    figure = figures_of(review)["A2"]
    assert {year: amount.value for year, amount in figure.years.items() if amount.value} == {
        2022: 5,
        2023: 12,
        2024: 12,
    }
    assert figure.total == 29
    assert {unit: given.amount.value for unit, given in figure.by_unit.items() if given.counts} == {OFFICE: 5, "th": 24}
    assert compile_period(review, DAY).closes


def test_stored_and_read_again_a_compilation_says_the_same(house, draft, period):
    compiled = compile_period(period, DAY)
    again = stored(draft.compilation)
    assert (again.input_hash, again.texts) == (compiled.input_hash, compiled.texts)
    assert {c: f.amount for c, f in again.figures.items()} == {c: f.amount for c, f in compiled.figures.items()}


def test_compiling_again_without_change_writes_nothing(house, draft):
    events = AuditEvent.objects.count()
    move(draft, workflow.COMPILE, by=house.officer, at=LATER)
    (job,) = run_jobs()
    assert job.result == {"compilation": 1, "unchanged": True}
    assert (Compilation.objects.count(), AuditEvent.objects.count()) == (1, events + 1)


def test_a_new_accepted_report_makes_a_new_compilation(house, draft, period):
    other = factories.unit("nv", "Phòng Ngoại vụ", order=40)
    factories.report(other, period, ACCEPTED, at=NOW)
    move(draft, workflow.COMPILE, by=house.officer, at=LATER)
    run_jobs()
    assert fresh(draft).compilation.number == 2
    assert Compilation.objects.get(report=draft, number=1).inputs != fresh(draft).compilation.inputs


def test_a_job_delivered_twice_compiles_once(house, period, accepted):
    report = starting.start(period, by=house.officer, at=NOW)
    (job,) = run_jobs()
    workflow_events = AuditEvent.objects.about(report).count()
    Job.objects.filter(pk=job.pk).update(state="queued")
    run_jobs()
    assert (Compilation.objects.count(), AuditEvent.objects.about(report).count()) == (1, workflow_events)


def test_a_requester_who_lost_the_right_gets_no_compilation(house, period, accepted):
    report = starting.start(period, by=house.officer, at=NOW)
    house.officer.role_grants.all().delete()
    (job,) = run_jobs()
    assert (job.state, fresh(report).state) == ("failed", ConsolidatedReport.State.COMPILING)


def test_a_reopened_report_is_no_longer_counted(house, period, accepted):
    report = accepted["th"]
    report.refresh_from_db()
    move(report, REOPEN, by=house.hctc_head, at=LATER, note="Sửa số liệu.", fields=["A2"])
    compiled = compile_period(period, DAY)
    assert [(unit["code"], unit["reason"]) for unit in compiled.missing_units] == [
        ("th", "Đã trả lại để hoàn thiện"),
        ("nc", "Chờ lãnh đạo đơn vị duyệt"),
    ]


def test_nothing_of_a_submitted_report_counts_before_it_is_accepted(house, period):
    factories.report(house.unit("th"), period, submitting.State.SUBMITTED)
    compiled = compile_period(period, DAY)
    assert compiled.is_empty
