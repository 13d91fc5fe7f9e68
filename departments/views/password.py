"""Choosing an own password."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from departments import accounts
from departments.forms import OwnPasswordForm
from departments.navigation import safe_next


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def password_change(request: HttpRequest) -> HttpResponse:
    """Change the own password; every other session of the account ends."""
    after = safe_next(request.POST.get("next") or request.GET.get("next"))
    form = OwnPasswordForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        accounts.choose_password(request.user, form.cleaned_data["new_password1"], at=request.now)
        update_session_auth_hash(request, request.user)
        messages.success(request, _("The password has been changed. Other sessions of this account have ended."))
        return HttpResponseRedirect(after)
    return render(request, "departments/account/password.html", {"form": form, "next": after})
