"""What every request passes on its way in and every answer on its way out."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from departments import audit, authorisation, navigation, sessions
from departments.authorisation import Verdict
from departments.permissions import Denied

GetResponse = Callable[[HttpRequest], HttpResponse]

CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "frame-ancestors 'none'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
    ]
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
}


class RequestClock:
    """`request.now`: the one reading of the server's clock by which a request is judged."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.now = timezone.now()
        token = audit.request_id.set(getattr(request, "id", ""))
        try:
            return self.get_response(request)
        finally:
            audit.request_id.reset(token)


class SecurityHeaders:
    """Strict headers on every answer, errors and files included; a view may set a stricter value of its own."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if getattr(request, "is_private", False):
            response.headers["Cache-Control"] = "private, no-store"
        return response


class SessionLimits:
    """Ends a session that is idle, too old or whose owner's rights have changed; marks pages of people private."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.session_ended = ""
        if request.user.is_authenticated:
            request.is_private = True
            request.session_ended = sessions.ended(request.session, request.user, request.now)
            if request.session_ended:
                logout(request)
            else:
                sessions.touch(request.session, request.user, request.now)
        return self.get_response(request)


class DefaultDeny:
    """Nothing is reachable that `config/authorisation.csv` does not name; a refusal looks like a missing page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        route = request.resolver_match.view_name
        match authorisation.verdict(route, request.method, request.user):
            case Verdict.ALLOWED:
                return None
            case Verdict.SIGN_IN:
                return _sign_in(request)
            case Verdict.WRONG_METHOD:
                return HttpResponseNotAllowed(authorisation.methods_of(route))
        _record_refusal(request, route)
        raise Http404

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """A right found missing inside a view looks the same."""
        if isinstance(exception, Denied):
            _record_refusal(request, request.resolver_match.view_name)
            raise Http404 from exception


def _sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and back. A page that saves in the background is told, and keeps what was typed."""
    address = navigation.sign_in_address(request, request.session_ended)
    if request.headers.get("HX-Request") == "true":
        text = _("Your session has ended. What you typed last is not saved: please copy it, then sign in again.")
        return HttpResponse(
            text, status=401, headers={"X-Sign-In": address, "Content-Type": "text/plain; charset=utf-8"}
        )
    return HttpResponseRedirect(address)


def _record_refusal(request: HttpRequest, route: str) -> None:
    if request.user.is_authenticated:
        asked = {"route": route, "method": request.method, "path": request.path[:300]}
        audit.record(
            "access.refused", target=request.user, by=request.user, at=request.now, label="Truy cập bị từ chối",
            data=asked,
        )  # fmt: skip


class FirstPassword:
    """A person whose password was set by somebody else first chooses an own one (not in demonstration)."""

    ROUTES = frozenset({"departments:password_change", "departments:logout", "set_language"})

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        user, route = request.user, request.resolver_match.view_name
        if settings.DEMO or not user.is_authenticated or not user.must_change_password or route in self.ROUTES:
            return None
        query = urlencode({"next": navigation.page_of(request)})
        return HttpResponseRedirect(f"{reverse('departments:password_change')}?{query}")
