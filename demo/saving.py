"""Measures saving one answer of a whole report, as the page does it in the background: version, checks and all."""

import json
import statistics
from dataclasses import dataclass

from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from demo.measuring import timed
from departments.models import User
from reports.submissions import versions
from reports.submissions.forms import prefix_of
from reports.submissions.models import AnnualReport, IndicatorValue

WARM = 5  # answers saved first, to warm everything and to count queries


@dataclass(frozen=True)
class SavingTimes:
    """Milliseconds of server time per saved answer; `queries`: fewest and most of one request."""

    answers: int
    median: float
    p95: float
    queries: tuple[int, int]


def saving_times(report: AnnualReport, user: User, rounds: int) -> SavingTimes:
    """Save plain figures one after the other; everything is rolled back."""
    client = Client(SERVER_NAME=next((h for h in settings.ALLOWED_HOSTS if h not in ("*", "")), "localhost"))
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    figures = [
        v for v in report.values.select_related("indicator") if not (v.indicator.is_ratio or v.indicator.is_computed)
    ]
    answers = report.values.count() + report.narratives.count()
    times, queries = [], []
    with transaction.atomic():
        for number in range(rounds + WARM):
            value = IndicatorValue.objects.select_related("indicator").get(pk=figures[number % len(figures)].pk)
            address = reverse("submissions:answer", args=[report.pk, prefix_of(value)])
            data = _typed(value, number)
            if number < WARM:  # counting queries slows them down
                with CaptureQueriesContext(connection) as caught:
                    answer = client.post(address, data)
                queries.append(len(caught))
            else:
                seconds, answer = timed(lambda address=address, data=data: client.post(address, data))
                times.append(seconds.clock * 1000)
            if answer.json()["state"] != "saved":
                raise RuntimeError(f"{value.code} was not saved: {answer.json()}")
        transaction.set_rollback(True)
    times.sort()
    p95 = times[max(0, round(0.95 * rounds) - 1)]
    return SavingTimes(answers, statistics.median(times), p95, (min(queries[1:]), max(queries[1:])))


def _typed(value: IndicatorValue, number: int) -> dict[str, str]:
    key = prefix_of(value)
    content = {
        "seen": value.version,
        "base": json.dumps(versions.content(value)),
        "status": "value",
        "note": value.note,
    }
    return {f"{key}-{name}": str(entry) for name, entry in (content | {"value": number + 1}).items()} | {"tab": "bench"}
