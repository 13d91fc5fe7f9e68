"""What the tests of the pages share: who is signed in, the server's clock, addresses, how many queries a page costs."""

from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from departments.models import AuditEvent
from tests.factories import NOW

LATER = NOW + timedelta(days=1)
OVERRIDE = {"reason": "Gửi đúng hạn theo yêu cầu của Sở Nội vụ.", "override": "on"}


def desk_of(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(name: str, *args) -> str:
    return reverse(f"consolidation:{name}", args=args)


def text_of(response) -> str:
    return response.content.decode()


def queries_of(client: Client, url: str) -> int:
    """Asked twice, so that what is remembered between requests does not count."""
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def decide(client: Client, route: str, report, **data):
    report.refresh_from_db()
    return client.post(address(route, report.pk), {"seen": report.version, "reason": ""} | data)


def moves_of(report) -> list[str]:
    """The recorded events of a report, by their last word."""
    return [event.action.rpartition(".")[2] for event in AuditEvent.objects.about(report)]
