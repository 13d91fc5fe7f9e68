"""A date people plan by that falls on a day off is not refused: the form asks, and what was typed stays."""

from datetime import date

from django import forms
from django.utils.translation import gettext as _

from campaign.working_days import Calendar, calendar_for, named_day, weekday
from departments.vietnamese import format_date

MOVE, KEEP = "move", "keep"


def move_off_days_off(form: forms.Form, names: tuple[str, ...]) -> None:
    """For each of these dates set on a day off: ask, or do as was answered. Called from the form's `clean`.

    A date the page showed already was asked about when it was set, and is left as it is.
    The answer names the day it is about, so that another day typed meanwhile is asked about again. The day proposed is
    chosen beforehand: sending the page once more takes it.
    """
    changed = set(form.changed_data)
    typed = {name: form.cleaned_data[name] for name in names if name in changed and form.cleaned_data.get(name)}
    if not typed:
        return
    calendar = calendar_for(min(typed.values()), max(typed.values()))
    for name, day in typed.items():
        if not calendar.is_working_day(day):
            _ask(form, name, day, calendar)


def _ask(form: forms.Form, name: str, day: date, calendar: Calendar) -> None:
    field, proposed = f"{name}_off", calendar.next_working_day(day)
    answers = {
        f"{MOVE}:{day}": _("Move to %(day)s") % {"day": named_day(proposed)},
        f"{KEEP}:{day}": _("Keep %(day)s") % {"day": named_day(day)},
    }
    label = _("%(date)s falls on a day off") % {"date": form.fields[name].label}
    form.fields[field] = forms.ChoiceField(label=label, choices=list(answers.items()), widget=forms.RadioSelect)
    order = [one for one in form.fields if one != field]
    order.insert(order.index(name) + 1, field)
    form.order_fields(order)
    answer = form.data.get(form.add_prefix(field))
    if answer not in answers:
        form.data = form.data.copy()
        form.data[form.add_prefix(field)] = f"{MOVE}:{day}"
        form.add_error(field, _question(day, proposed, calendar))
    elif answer.startswith(MOVE):
        form.cleaned_data[name] = proposed


def _question(day: date, proposed: date, calendar: Calendar) -> str:
    facts = {"day": format_date(day), "weekday": weekday(day), "proposed": named_day(proposed)}
    if occasion := calendar.occasion(day):
        facts["occasion"] = occasion
        return (
            _("%(day)s is a %(weekday)s, day off: %(occasion)s. Please move it to %(proposed)s, or keep it on purpose.")
            % facts
        )
    return _("%(day)s is a %(weekday)s (day off). Please move it to %(proposed)s, or keep it on purpose.") % facts
