"""Objects of the campaign room for the matrix: a loaded plan, a period not yet opened, an opened one."""

from django.core.management import call_command

from campaign.models import CalendarDay, Criterion, Indicator, LegalBasis, Question, ReportingPeriod
from tests import factories
from tests.meta.objects import Objects, objects_for
from tests.personas import Office


def plan() -> None:
    call_command("load_plan", verbosity=0)


@objects_for("campaign:plan", "campaign:plan_number", "campaign:criteria", "campaign:legal_bases")
@objects_for("campaign:checks", "campaign:indicators", "campaign:questions", "campaign:matrix", "campaign:periods")
@objects_for("campaign:calendar", "campaign:calendar_new")
@objects_for("campaign:period_new", "campaign:legal_basis_new", "campaign:indicator_new")
def a_plan(office: Office) -> Objects:
    plan()
    return Objects()


@objects_for("campaign:guidance", "campaign:criterion_new", "campaign:criteria_adopt")
def the_second_phase(office: Office) -> Objects:
    plan()
    return Objects(own={"number": 2})


@objects_for("campaign:check_edit")
def a_rule(office: Office) -> Objects:
    plan()
    return Objects(own={"code": "change"})


@objects_for("campaign:criterion_edit")
def a_criterion(office: Office) -> Objects:
    plan()
    return Objects(own={"pk": Criterion.objects.order_by("pk").first().pk})


@objects_for("campaign:legal_basis_edit")
def a_legal_basis(office: Office) -> Objects:
    plan()
    return Objects(own={"pk": LegalBasis.objects.order_by("pk").first().pk})


@objects_for("campaign:calendar_edit", "campaign:calendar_drop")
def a_day_of_the_calendar(office: Office) -> Objects:
    plan()
    return Objects(own={"pk": CalendarDay.objects.first().pk})


@objects_for("campaign:indicator", "campaign:indicator_edit")
def an_indicator(office: Office) -> Objects:
    plan()
    return Objects(own={"code": Indicator.objects.order_by("pk").first().code})


@objects_for("campaign:question_edit")
def a_question(office: Office) -> Objects:
    plan()
    return Objects(own={"code": Question.objects.order_by("pk").first().code})


@objects_for("campaign:period_prepare", "campaign:period_open")
def a_planned_period(office: Office) -> Objects:
    return Objects(own={"pk": factories.planned_period().pk})


@objects_for("campaign:period_detail", "campaign:period_lock", "campaign:period_unlock", "campaign:period_dates")
@objects_for("campaign:period_units", "campaign:period_next")
def an_open_period(office: Office) -> Objects:
    return Objects(own={"pk": factories.period().pk})


@objects_for("campaign:period_reword")
def an_item_of_an_open_period(office: Office) -> Objects:
    period: ReportingPeriod = factories.period()
    item = period.period_indicators.order_by("pk").first()
    return Objects(own={"pk": period.pk, "kind": "indicator", "item": item.pk})


@objects_for("campaign:paper_figures")
def a_year_on_paper(office: Office) -> Objects:
    plan()
    return Objects(own={"year": 2022})
