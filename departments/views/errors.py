"""The answer to a form that cannot be trusted any more."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from departments.navigation import page_of


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was opened before the last sign-in, or comes from another site: nothing is saved, and how to go on."""
    return render(request, "departments/csrf.html", {"back": page_of(request)}, status=403)
