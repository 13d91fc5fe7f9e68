"""Keeping what a warning asks about, with a reason; and taking the reason away again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from departments.permissions import Refused
from reports.submissions import waiving
from reports.submissions.forms import WaiverForm
from reports.submissions.views.access import own_report


@require_POST
def waive(request: HttpRequest, pk: int) -> HttpResponse:
    """Set one warning aside with its reason, or show it again."""
    report = own_report(request, pk)
    form = WaiverForm(request.POST)
    back = reverse("submissions:check", kwargs={"pk": pk})
    if not form.is_valid():
        for texts in form.errors.values():
            messages.error(request, texts[0])
        return redirect(back)
    data = form.cleaned_data
    which = {"field": data["field"], "rule": data["rule"], "by": request.user, "at": request.now}
    try:
        if data["undo"]:
            waiving.unwaive(report, **which)
            messages.info(request, _("%(code)s is listed again among what is to be checked.") % {"code": data["field"]})
        else:
            waiving.waive(report, message=data["message"], reason=data["reason"], **which)
            text = _("%(code)s is kept with your reason; the reviewer sees it.")
            messages.success(request, text % {"code": data["field"]})
    except Refused as refusal:
        typed = _("Your reason was: “%(reason)s”.") % {"reason": data["reason"]} if data["reason"] else ""
        messages.error(request, f"{refusal} {typed}".strip())
    return redirect(f"{back}#w-{data['field']}-{data['rule']}")
