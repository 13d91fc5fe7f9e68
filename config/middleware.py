"""What every request gets before any room sees it: a number, the caller's address, a language."""

import re
import secrets
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from config.logs import current_request

GetResponse = Callable[[HttpRequest], HttpResponse]


class RequestId:
    """`request.id`, in every log line and in the answer's `X-Request-ID`: the incident number a person can quote."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        # Only our own proxy may name a request; anything that is not plain could forge log lines.
        request.id = given if settings.HTTPS and re.fullmatch(r"[0-9a-f]{8,32}", given) else secrets.token_hex(6)
        token = current_request.set(request.id)
        try:
            response = self.get_response(request)
        finally:
            current_request.reset(token)
        response["X-Request-ID"] = request.id
        return response


class ClientAddress:
    """Behind the https proxy the caller's address is the one the proxy names; otherwise the socket's own."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.HTTPS and "HTTP_X_REAL_IP" in request.META:
            request.META["REMOTE_ADDR"] = request.META["HTTP_X_REAL_IP"]
        return self.get_response(request)


class ChosenLanguage:
    """Vietnamese, unless this person chose another language here; the browser's own preference does not count."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class PlainAddress:
    """An address with a null character is nobody's link: PostgreSQL would stumble over it, SQLite would not."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("null character in the address")
        return self.get_response(request)
