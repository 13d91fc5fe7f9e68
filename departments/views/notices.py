"""What the program has told a person."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from departments.models import Notice
from departments.navigation import safe_next

PER_PAGE = 50


@require_safe
def notice_list(request: HttpRequest) -> HttpResponse:
    """Own notices, newest first."""
    page = Paginator(Notice.objects.of(request.user), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "departments/notice/list.html", {"page": page})


@require_POST
def notice_read(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one notice as read and go to what it is about."""
    notice = get_object_or_404(Notice.objects.of(request.user), pk=pk)
    Notice.objects.of(request.user).unread().filter(pk=pk).update(read_at=request.now)
    return HttpResponseRedirect(safe_next(notice.url, default="/notices/"))


@require_POST
def notices_read(request: HttpRequest) -> HttpResponse:
    """Mark every own notice as read."""
    Notice.objects.of(request.user).unread().update(read_at=request.now)
    return redirect("departments:notices")


@require_POST
def notices_by_mail(request: HttpRequest) -> HttpResponse:
    """Each notice by mail at once, or what is unread once a day; one's own choice."""
    request.user.mails_daily = request.POST.get("mails") == "daily"
    request.user.save(update_fields=["mails_daily"])
    messages.success(request, _("Saved."))
    return redirect("departments:notices")
