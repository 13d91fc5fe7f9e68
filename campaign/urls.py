"""Addresses under /plan/."""

from django.urls import path, register_converter

from campaign.views import calendar, catalogue, checks, figures, next_year, periods, plan


class ItemKind:
    """What can be reworded in an open period."""

    regex = "indicator|question"

    @staticmethod
    def to_python(value: str) -> str:
        return value

    to_url = to_python


register_converter(ItemKind, "itemkind")

app_name = "campaign"
urlpatterns = [
    path("", plan.plan, name="plan"),
    path("number/", plan.plan_number, name="plan_number"),
    path("phases/<int:number>/guidance/", plan.guidance, name="guidance"),
    path("criteria/", plan.criteria, name="criteria"),
    path("criteria/<int:pk>/", plan.criterion_edit, name="criterion_edit"),
    path("phases/<int:number>/criteria/", plan.criterion_new, name="criterion_new"),
    path("phases/<int:number>/criteria/adopt/", plan.criteria_adopt, name="criteria_adopt"),
    path("legal-bases/", plan.legal_bases, name="legal_bases"),
    path("legal-bases/new/", plan.legal_basis_new, name="legal_basis_new"),
    path("legal-bases/<int:pk>/", plan.legal_basis_edit, name="legal_basis_edit"),
    path("indicators/", catalogue.indicators, name="indicators"),
    path("indicators/new/", catalogue.indicator_new, name="indicator_new"),
    path("indicators/<str:code>/", catalogue.indicator, name="indicator"),
    path("indicators/<str:code>/edit/", catalogue.indicator_edit, name="indicator_edit"),
    path("questions/", catalogue.questions, name="questions"),
    path("questions/<str:code>/", catalogue.question_edit, name="question_edit"),
    path("checks/", checks.rules, name="checks"),
    path("checks/<str:code>/", checks.rule_edit, name="check_edit"),
    path("matrix/", catalogue.matrix_page, name="matrix"),
    path("periods/", periods.periods, name="periods"),
    path("periods/new/", periods.period_new, name="period_new"),
    path("periods/<int:pk>/", periods.period_detail, name="period_detail"),
    path("periods/<int:pk>/prepare/", periods.period_prepare, name="period_prepare"),
    path("periods/<int:pk>/open/", periods.period_open, name="period_open"),
    path("periods/<int:pk>/next/", next_year.open_next, name="period_next"),
    path("periods/<int:pk>/lock/", periods.period_lock, name="period_lock"),
    path("periods/<int:pk>/unlock/", periods.period_unlock, name="period_unlock"),
    path("periods/<int:pk>/dates/", periods.period_dates, name="period_dates"),
    path("periods/<int:pk>/units/", periods.period_units, name="period_units"),
    path("periods/<int:pk>/<itemkind:kind>/<int:item>/", periods.period_reword, name="period_reword"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/new/", calendar.day_new, name="calendar_new"),
    path("calendar/<int:pk>/", calendar.day_edit, name="calendar_edit"),
    path("calendar/<int:pk>/take-out/", calendar.day_drop, name="calendar_drop"),
    path("figures/<int:year>/", figures.paper_figures, name="paper_figures"),
]
