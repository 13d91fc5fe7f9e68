"""*Việc cần làm của tôi*: the first page after signing in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from departments import todo
from departments.models import Notice


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What is mine, until when, one button each; beside it the cards of the rooms."""
    context = {
        "tasks": todo.tasks_of(request.user, request.now),
        "panels": todo.panels_of(request.user, request.now),
        "unread": Notice.objects.of(request.user).unread()[:5],
        "today": timezone.localdate(request.now),
    }
    return render(request, "departments/start/page.html", context)
