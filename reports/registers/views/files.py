"""Files for the person at the screen."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from reports.documents.content import ContentError
from reports.documents.jail import RenderingFailed
from reports.registers.exports import File


def send(request: HttpRequest, make: Callable[[], File], back: str) -> HttpResponse:
    """The file; where it cannot be made, back with the reason."""
    try:
        file = make()
    except (ContentError, RenderingFailed) as problem:
        messages.error(request, str(problem))
        return redirect(back)
    how = "inline" if file.is_shown else "attachment"
    headers = {"Content-Disposition": f'{how}; filename="{file.name}"'}
    return HttpResponse(file.content, content_type=file.media_type, headers=headers)
