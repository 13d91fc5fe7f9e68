"""Signing in and out, and the answer to too many wrong tries."""

import math

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from departments import accounts, audit, sessions
from departments.forms import SignInForm
from departments.navigation import safe_next

SESSION_ENDED = {
    sessions.IDLE: _("The session ended because nothing was done for a while. Please sign in again to go on."),
    sessions.TOO_OLD: _("The session ended after its longest time. Please sign in again to go on."),
    sessions.CHANGED: _("Your rights in the program have changed. Please sign in again to go on."),
}


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page; afterwards the person is back where the session ended."""
    after = safe_next(request.POST.get("next") or request.GET.get("next"))
    if request.user.is_authenticated and request.method == "GET":
        return HttpResponseRedirect(after)
    form = SignInForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        login(request, form.user)
        sessions.begin(request.session, form.user, request.now)
        audit.record("account.sign_in", target=form.user, by=form.user, at=request.now, label="Đăng nhập")
        return HttpResponseRedirect(after)
    return _page(request, form, after)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    audit.record("account.sign_out", target=request.user, by=request.user, at=request.now, label="Đăng xuất")
    logout(request)
    return HttpResponseRedirect(settings.LOGOUT_REDIRECT_URL)


def locked_out(request: HttpRequest, response: HttpResponse | None, credentials: dict | None) -> HttpResponse:
    """The sign-in page with the waiting time, called by django-axes; the same for accounts that do not exist."""
    wait = AxesProxyHandler.get_implementation().waiting_time(request, credentials)
    minutes = max(1, math.ceil(wait.total_seconds() / 60))
    text = ngettext(
        "Too many wrong tries with this user name from here. Please try again in %(minutes)s minute.",
        "Too many wrong tries with this user name from here. Please try again in %(minutes)s minutes.",
        minutes,
    )
    page = _page(request, SignInForm(request), safe_next(request.POST.get("next")), problem=text % {"minutes": minutes})
    page.status_code = 429
    page.headers["Retry-After"] = str(math.ceil(wait.total_seconds()))
    return page


def _page(request: HttpRequest, form: SignInForm, after: str, problem: str = "") -> HttpResponse:
    context = {
        "form": form,
        "next": after,
        "problem": problem,
        "ended": SESSION_ENDED.get(request.GET.get("reason", ""), ""),
        "trial_accounts": accounts.demonstration_accounts() if settings.DEMO else [],
        "trial_password": settings.DEMO_PASSWORD if settings.DEMO else "",
    }
    return render(request, "departments/account/sign_in.html", context)
