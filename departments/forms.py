"""Signing in and choosing a password."""

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import PasswordChangeForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from departments.fields import CleanCharField
from departments.models import User

RULES = _("At least 14 characters: capital and small letters, digits and another sign. A sentence is easy to remember.")


class SignInForm(forms.Form):
    """User name and password; the answer to a wrong pair never tells which of the two was wrong."""

    username = CleanCharField(
        label=_("User name"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "autofocus": True}
        ),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, request, *args, **kwargs) -> None:
        self.request = request
        self.user: User | None = None
        super().__init__(*args, **kwargs)

    def clean_username(self) -> str:
        """One spelling per account, so that spaces and capitals buy no further tries."""
        return self.cleaned_data["username"].lower()

    def clean(self) -> dict:
        cleaned = super().clean()
        if not self.errors:
            self.user = authenticate(self.request, username=cleaned["username"], password=cleaned["password"])
            if self.user is None:
                raise ValidationError(_("The user name or the password is not right. Please try again."), code="wrong")
        return cleaned


class OwnPasswordForm(PasswordChangeForm):
    """Django's form with the office's rules in one sentence."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].help_text = RULES
