"""Where to send a person next: the one place that decides whether an address may be followed."""

from urllib.parse import unquote, urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

START = "/"
NEVER_NEXT = ("/accounts/",)
"""Pages that lead nowhere after signing in."""


def safe_next(candidate: str | None, default: str = START) -> str:
    """`candidate` if it is a plain path of this site, otherwise `default`.

    Refuses other hosts and schemes, protocol-relative addresses, backslashes, control characters (also written as %09)
    and `..`, however often they are encoded.
    """
    if not candidate or len(candidate) > 2000:
        return default
    plain = _decoded(candidate)
    path = plain.partition("?")[0].partition("#")[0]
    if not path.startswith("/") or path.startswith("//") or "\\" in plain or ".." in path.split("/"):
        return default
    if any(ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0 for char in plain) or path.startswith(NEVER_NEXT):
        return default
    return candidate if url_has_allowed_host_and_scheme(candidate, allowed_hosts=None) else default


def _decoded(text: str) -> str:
    for _ in range(5):
        decoded = unquote(text)
        if decoded == text:
            break
        text = decoded
    return text


def page_of(request: HttpRequest) -> str:
    """The page a person is on: of a GET the address itself, of a sent form the page it stood on."""
    if request.method in ("GET", "HEAD"):
        return safe_next(request.get_full_path())
    referrer = urlsplit(request.headers.get("Referer", ""))
    if referrer.netloc != request.get_host():
        return START
    return safe_next(referrer.path + (f"?{referrer.query}" if referrer.query else ""))


def sign_in_address(request: HttpRequest, reason: str = "") -> str:
    """The sign-in page that leads back to where the person is; `reason` names why the session ended."""
    query = {"next": page_of(request)} | ({"reason": reason} if reason else {})
    return f"{settings.LOGIN_URL}?{urlencode(query)}"
