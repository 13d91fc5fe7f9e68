"""The one page for editing a row: look, change, be told when somebody was faster."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from campaign import editing
from departments.permissions import Refused


def edit_page(request, row, form_class, *, rule, heading: str, back: str, note: str = "", save=None):
    """GET shows the form, POST writes; a refusal keeps what was typed on the page."""
    if refusal := rule(request.user, row):
        messages.error(request, str(refusal))
        return redirect(back)
    form = form_class(request.POST or None, instance=row) if request.method == "POST" else form_class(instance=row)
    if request.method == "POST" and form.is_valid() and _saved(request, row, form, rule, save):
        return redirect(back)
    context = {"form": form, "heading": heading, "back": back, "note": note, "row": row if row.pk else None}
    return render(request, "campaign/editor/page.html", context, status=422 if form.is_bound else 200)


def _saved(request, row, form, rule, save) -> bool:
    try:
        changed = (save or _write)(request, row, form, rule)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("Saved.") if changed else _("Nothing was different; nothing was changed."))
    return True


def _write(request, row, form, rule) -> bool:
    seen = form.cleaned_data["seen"]
    return editing.edit(row, form.values(), by=request.user, at=request.now, rule=rule, seen=seen)


def create_page(request, row, form_class, *, rule, heading: str, back: str, note: str = ""):
    """The same page for a new row."""
    return edit_page(request, row, form_class, rule=rule, heading=heading, back=back, note=note, save=_create)


def _create(request, row, form, rule) -> bool:
    values = form.values()
    many = {name: rows for name, rows in values.items() if row._meta.get_field(name).many_to_many}
    for name in values.keys() - many.keys():
        setattr(row, name, values[name])
    editing.create(row, by=request.user, at=request.now, rule=rule, many=many)
    return True
