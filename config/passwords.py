"""What a password must contain besides its length (the list of common ones and likeness to the name are Django's)."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class FourKindsOfCharacters:
    """A capital, a small letter, a digit and another sign, as the office's security rules ask."""

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError unless all four kinds occur."""
        kinds = (str.isupper, str.islower, str.isdigit, lambda sign: not sign.isalnum())
        if not all(any(kind(sign) for sign in password) for kind in kinds):
            raise ValidationError(self.get_help_text(), code="password_kinds")

    def get_help_text(self) -> str:
        return _("The password must contain a capital letter, a small letter, a digit and another sign.")
