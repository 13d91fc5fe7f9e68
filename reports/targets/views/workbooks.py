"""A unit's own registration as a workbook: download, dry run, then all or nothing."""

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from departments.file_types import XLSX, RefusedFile, media_type_of
from departments.permissions import Refused, allows
from departments.vietnamese import TextProblem, clean_text
from reports.documents.excel import MEDIA_TYPE
from reports.documents.sheets import UnreadableSheet
from reports.targets import editing, exports, importing, permissions, reading
from reports.targets.forms import ConfirmForm, WorkbookForm
from reports.targets.models import TargetRegistration
from reports.targets.views.access import own_registration

SALT = "targets.workbook"
VALID_FOR = 3600  # seconds between the dry run and its confirmation


def file_of(content: bytes, name: str) -> HttpResponse:
    """A workbook to save."""
    return HttpResponse(
        content, content_type=MEDIA_TYPE, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def received(request: HttpRequest) -> tuple[str, bytes]:
    """Name and bytes of the workbook sent, through the one door for files. Raises RefusedFile."""
    if getattr(request, "oversize_uploads", []):
        raise RefusedFile(_("The workbook is too large for a table of targets. Please choose the right file."))
    form = WorkbookForm(request.POST, request.FILES)
    if not form.is_valid():
        raise RefusedFile(_("Please choose the workbook first."))
    upload = form.cleaned_data["file"]
    try:
        name = clean_text((upload.name or "").replace("\\", "/").rpartition("/")[2])[-120:]
    except TextProblem as problem:
        raise RefusedFile(_("The name of the file contains hidden signs. Please rename it.")) from problem
    content = upload.read()
    if media_type_of(name, content) != XLSX:
        raise RefusedFile(_("Please choose an Excel workbook (.xlsx)."))
    return name, content


def confirmed(request: HttpRequest) -> dict | None:
    """What the dry run had found for this person, unchanged; None when it is too old or not theirs."""
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return None
    try:
        found = signing.loads(form.cleaned_data["found"], salt=SALT, max_age=VALID_FOR)
    except signing.BadSignature:
        return None
    return found if found.get("by") == request.user.pk else None


def seal(request: HttpRequest, found: dict) -> str:
    """The other way round: what is found goes to the page and comes back signed."""
    return signing.dumps(found | {"by": request.user.pk}, salt=SALT, compress=True)


@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """The registration, filled with what is known."""
    found = own_registration(request, pk)
    return file_of(exports.own_workbook(found), f"chi-tieu-{found.year}-{found.department.code}.xlsx")


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a workbook; then what it would change, or every problem in it. Nothing is written."""
    found = own_registration(request, pk)
    if not allows(permissions.fill, request.user, found):
        messages.error(request, permissions.fill(request.user, found))
        return redirect("targets:registration", pk=pk)
    if request.method == "GET":
        return _page(request, found)
    try:
        name, content = received(request)
        run = importing.read_own(content, found)
    except (RefusedFile, UnreadableSheet) as refusal:
        return _page(request, found, refused=refusal.reason, status=422)
    if run.problems:
        return _page(request, found, run=run, name=name, status=422)
    changes = [[change.pk, change.seen, reading.plain(change.fields)] for change in run.changes]
    sealed = seal(request, {"registration": found.pk, "name": name, "changes": changes})
    return _page(request, found, run=run, name=name, sealed=sealed)


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what the dry run found: everything or nothing."""
    found, sent = own_registration(request, pk), confirmed(request)
    if sent is None or sent.get("registration") != pk:
        messages.error(request, _("The check of the workbook is too old. Nothing was written; please choose it again."))
        return redirect("targets:upload", pk=pk)
    changes = [editing.Change(line, seen, editing.exact(fields)) for line, seen, fields in sent["changes"]]
    try:
        count = editing.take_workbook(found, changes, sent["name"], by=request.user, at=request.now)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("targets:upload", pk=pk)
    text = ngettext("%(n)s target was taken over.", "%(n)s targets were taken over.", count) % {"n": count}
    messages.success(request, text)
    return redirect("targets:fill", pk=pk)


def _page(request: HttpRequest, found: TargetRegistration, *, run=None, name="", sealed="", refused="", status=200):
    context = {
        "registration": found,
        "heading": _("Targets from a workbook"),
        "subject": f"{found.department.name} · {found.year}",
        "run": run,
        "name": name,
        "refused": refused,
        "confirm_form": ConfirmForm(initial={"found": sealed}),
        "download_url": reverse("targets:workbook", args=[found.pk]),
        "upload_url": reverse("targets:upload", args=[found.pk]),
        "confirm_url": reverse("targets:confirm", args=[found.pk]),
        "back": reverse("targets:fill", args=[found.pk]),
        "form": WorkbookForm(),
    }
    return render(request, "targets/workbook.html", context, status=status)
