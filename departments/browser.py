"""What a browser may keep for a person between two visits: named and locked so that nobody else sees or sends it."""

import base64

from django.utils.crypto import salted_hmac


def owner_of(user) -> str:
    """Names the person in the browser's store, without telling who it is."""
    return salted_hmac("departments.browser.owner", str(user.pk), algorithm="sha256").hexdigest()[:16]


def key_of(user) -> str:
    """The key (256 bits, base64) that locks this person's texts; only this person's pages carry it."""
    return base64.b64encode(salted_hmac("departments.browser.key", str(user.pk), algorithm="sha256").digest()).decode()
