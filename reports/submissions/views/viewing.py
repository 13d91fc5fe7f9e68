"""Evidence looked at beside the figure: pages drawn by this program, so that nothing of a file runs in the browser."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from departments.permissions import allows
from reports.submissions import permissions, previews, proofs
from reports.submissions.forms import prefix_of
from reports.submissions.models import Evidence
from reports.submissions.pictures import WIDTHS
from reports.submissions.previews import NotDrawn


def _item(request: HttpRequest, pk: int) -> Evidence:
    """The rule of the download; a piece without a file has nothing to show."""
    rows = Evidence.objects.visible_to(request.user).with_files()
    return get_object_or_404(rows, pk=pk)


@require_safe
def view(request: HttpRequest, pk: int) -> HttpResponse:
    """One page of the file with what is known of it; `?page=2`."""
    item = _item(request, pk)
    proof = proofs.told(item.report, [item], request.user)[item.pk]
    last = proof.examination.pages if proof.examination else None
    number = _number(request.GET.get("page", "1"))
    if last is not None and number > max(last, 1):
        raise Http404
    drawn = proof.is_shown and _drawn(item, number, request)
    context = {
        "item": item, "proof": proof, "drawn": drawn, "number": number, "last": last, "key": prefix_of(item.answer),
        "before": number - 1 if number > 1 else None,
        "after": number + 1 if drawn and (last is None or number < last) else None,
        "own": allows(permissions.read_draft, request.user, item.report),
    }  # fmt: skip
    return render(request, "submissions/evidence/view.html", context)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 6 and int(text)):
        raise Http404
    return int(text)


def _drawn(item: Evidence, number: int, request: HttpRequest) -> bool:
    """Whether there is a picture of this page; made now if need be, within the limits."""
    try:
        previews.preview_of(item.file, number, "page", request.now)
    except (NotDrawn, FileNotFoundError):
        return False
    return True


@require_safe
def picture(request: HttpRequest, pk: int, number: int, size: str) -> HttpResponse:
    """A page as PNG or JPEG, never kept by the browser: each time the right to see it is asked anew."""
    item = _item(request, pk)
    if size not in WIDTHS or item.file.media_type not in proofs.SHOWN:
        raise Http404
    try:
        drawn = previews.preview_of(item.file, number, size, request.now)
    except (NotDrawn, FileNotFoundError) as missing:
        raise Http404 from missing
    headers = {"Content-Security-Policy": "sandbox; default-src 'none'", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(drawn.content, content_type=drawn.media_type, headers=headers)
