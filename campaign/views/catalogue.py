"""The catalogue: indicators, questions, and which unit gives what."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from campaign import permissions
from campaign.coverage import counts_by_theme, duties, matrix
from campaign.forms import IndicatorForm, NewIndicatorForm, QuestionForm
from campaign.freezing import planned_with
from campaign.models import Indicator, Question, ReportingPeriod, Theme
from campaign.models.figures import Figure
from campaign.views.editor import create_page, edit_page
from departments.models import Department
from departments.permissions import allows
from departments.vietnamese import format_decimal

require_form = require_http_methods(["GET", "POST"])


@require_GET
def indicators(request):
    """The catalogue, filtered by group, unit, theme and words."""
    units = list(Department.objects.reporting())
    names = _names(units)
    chosen = {name: request.GET.get(name, "").strip()[:60] for name in ("group", "unit", "theme", "q")}
    rows = list(_filtered(Indicator.objects.visible_to(request.user), chosen, units))
    for row in rows:
        row.asked = [names.get(code, code) for code in row.respondents]
    context = {
        "rows": rows,
        "chosen": chosen,
        "filtered": any(chosen.values()),
        "groups": Indicator.Group.choices,
        "units": units,
        "themes": Theme.objects.visible_to(request.user),
        "may_edit": allows(permissions.edit_catalogue, request.user, None),
    }
    return render(request, "campaign/indicator/list.html", context)


def _filtered(rows, chosen: dict[str, str], units: list[Department]):
    if chosen["group"] in Indicator.Group.values:
        rows = rows.filter(group=chosen["group"])
    unit = next((unit for unit in units if unit.code == chosen["unit"]), None)
    if unit:
        rows = rows.asked_of(unit)
    if chosen["theme"]:
        rows = rows.filter(themes__code=chosen["theme"])
    if chosen["q"]:
        rows = rows.matching(chosen["q"])
    return rows


def _names(units: list[Department]) -> dict[str, str]:
    """Respondent code → what people call it."""
    blocks = {value: str(label) for value, label in Department.Block.choices}
    return {"all": _("Every unit"), **blocks, **{unit.code: unit.name for unit in units}}


def _by_code(request, code: str) -> Indicator:
    return get_object_or_404(Indicator.objects.visible_to(request.user).with_places(), code=code)


@require_GET
def indicator(request, code: str):
    """One indicator: rules, who gives it, where it comes from, periods that froze it."""
    row = _by_code(request, code)
    units = list(Department.objects.reporting())
    paper = list(row.paper_figures.select_related("department"))
    for figure in paper:
        figure.shown = shown_figure(figure)
    context = {
        "row": row,
        "units": [unit for unit in units if row.asks(unit)],
        "parts": Indicator.objects.visible_to(request.user).filter(code__in=row.computed_from),
        "frozen": row.frozen.select_related("period").order_by("-period__year", "pk"),
        "planned": planned_with(row),
        "paper": paper,
        "why_not": permissions.edit_catalogue(request.user),
    }
    return render(request, "campaign/indicator/detail.html", context)


def shown_figure(figure: Figure) -> str:
    """A figure as it is written: the value, or numerator over denominator."""
    if figure.value is not None:
        return format_decimal(figure.value)
    return f"{format_decimal(figure.numerator)}/{format_decimal(figure.denominator)}"


@require_form
def indicator_edit(request, code: str):
    row = _by_code(request, code)
    years = ", ".join(str(period.year) for period in planned_with(row))
    return edit_page(
        request, row, IndicatorForm, rule=permissions.edit_catalogue, heading=str(row),
        back=reverse("campaign:indicator", args=[code]), note=_applies_to(years),
    )  # fmt: skip


@require_form
def indicator_new(request):
    last = Indicator.objects.in_outline().last()
    year = timezone.localdate(request.now).year
    row = Indicator(order=last.order + 1 if last else 1, first_year=year)
    return create_page(
        request, row, NewIndicatorForm, rule=permissions.edit_catalogue, heading=_("New indicator"),
        back=reverse("campaign:indicators"), note=_applies_to(""),
    )  # fmt: skip


def _applies_to(years: str) -> str:
    text = _("The change applies to periods that have not been opened yet; opened periods keep their copy.")
    return text + " " + _("Not opened yet: %(years)s.") % {"years": years} if years else text


@require_GET
def questions(request):
    rows = list(Question.objects.visible_to(request.user).prefetch_related("plan_items"))
    names = _names(list(Department.objects.reporting()))
    kinds = dict(ReportingPeriod.Kind.choices)
    for row in rows:
        row.asked = [names.get(code, code) for code in row.respondents]
        row.shown_kinds = [kinds[kind] for kind in row.kinds]
    context = {
        "rows": rows,
        "may_edit": allows(permissions.edit_catalogue, request.user, None),
    }
    return render(request, "campaign/question/list.html", context)


@require_form
def question_edit(request, code: str):
    row = get_object_or_404(Question.objects.visible_to(request.user), code=code)
    return edit_page(
        request, row, QuestionForm, rule=permissions.edit_catalogue, heading=row.heading,
        back=reverse("campaign:questions"), note=_applies_to(""),
    )  # fmt: skip


@require_GET
def matrix_page(request):
    """Indicator × unit, and which duty of the plan is answered by what."""
    units = list(Department.objects.reporting().valid_on(timezone.localdate(request.now)))
    rows = matrix(units)
    counts = counts_by_theme(units, rows)
    context = {
        "units": units,
        "rows": rows,
        "duties": duties(),
        "totals": [(theme.title, counts[theme.code]) for theme in Theme.objects.visible_to(request.user)],
    }
    return render(request, "campaign/matrix/page.html", context)
