"""Measurements for `manage.py bench`: the job of the consolidated report, the renderer alone, the queue, the pages."""

import os
import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import weasyprint
from django.conf import settings
from django.test import Client
from weasyprint.text.fonts import FontConfiguration

from demo.background import NOTHING_JOB
from departments import jobs
from departments.models import Job, User
from departments.models.jobs import JobState
from reports.consolidation import starting
from reports.consolidation.approving import paper_of
from reports.consolidation.attachments import carrying
from reports.consolidation.background import compile_job
from reports.consolidation.models import ConsolidatedReport
from reports.consolidation.official import final
from reports.documents.content import Attachment, OfficialDocument
from reports.documents.page import PrintPage, font_assets, print_page
from reports.documents.pdf import VARIANT, DenyAll, render_pdf
from reports.documents.stylesheet import stylesheet
from reports.documents.word import render_word

PATIENCE = 20  # seconds to wait for a worker


@dataclass(frozen=True)
class Seconds:
    """By the clock, and of the processor alone: on a machine with other work only the second can be compared."""

    clock: float
    processor: float

    def __add__(self, other: "Seconds") -> "Seconds":
        return Seconds(self.clock + other.clock, self.processor + other.processor)


@dataclass(frozen=True)
class JobTimes:
    """Time inside the job, by part, and what the renderer alone takes for the same paper."""

    units: int
    pages: int
    compile: Seconds
    build: Seconds
    render: Seconds
    word: Seconds
    weasyprint: Seconds

    @property
    def total(self) -> Seconds:
        return self.compile + self.build + self.render


def timed(work: Callable[[], Any]) -> tuple[Seconds, Any]:
    """The work done, and how long it took, its child processes included."""
    begun, before = time.perf_counter(), sum(os.times()[:4])
    result = work()
    return Seconds(time.perf_counter() - begun, sum(os.times()[:4]) - before), result


def job_times(issued: ConsolidatedReport, head: User, at: datetime) -> JobTimes:
    """Compile, build and render the replacement of an issued report; a round of rendering first warms everything."""
    report = starting.start_replacement(issued, by=head, at=at, note="Đo thời gian")
    render_pdf(issued_document(issued, at))
    job = jobs.claim(Job.objects.filter(payload__report=report.pk).latest("pk").pk, at)
    compiling, _result = timed(lambda: compile_job(job))
    report = ConsolidatedReport.objects.get(pk=report.pk)
    building, document = timed(lambda: issued_document(report, at))
    rendering, rendered = timed(lambda: render_pdf(document))
    word, _bytes = timed(lambda: render_word(document))
    alone = weasyprint_alone(document)
    units = len(report.compilation.inputs["units"])
    return JobTimes(units, rendered.pages, compiling, building, rendering, word, alone)


def issued_document(report: ConsolidatedReport, at: datetime) -> OfficialDocument:
    paper = paper_of(report, at.date())
    return carrying(final(paper), paper.compiled, report.compilation.made_at)


def weasyprint_alone(document: OfficialDocument) -> Seconds:
    """WeasyPrint for the same HTML, stylesheet, variant and attachments, the second time round."""
    page = print_page(document)
    fonts = FontConfiguration()
    style = weasyprint.CSS(
        string=stylesheet(page.rules), url_fetcher=DenyAll(font_assets()), font_config=fonts, base_url=None
    )
    _layout(page, document, style, fonts)
    return timed(lambda: _layout(page, document, style, fonts))[0]


def _layout(page: PrintPage, document: OfficialDocument, style: weasyprint.CSS, fonts: FontConfiguration) -> bytes:
    fetcher = DenyAll(page.assets)
    columns = weasyprint.CSS(string=page.column_css, url_fetcher=fetcher, font_config=fonts, base_url=None)
    html = weasyprint.HTML(string=page.html, url_fetcher=fetcher, base_url=None)
    return html.render(
        font_config=fonts,
        stylesheets=[style, columns],
        pdf_variant=VARIANT,
        attachments=[_attached(item) for item in document.attachments],
        presentational_hints=False,
    ).write_pdf()


def _attached(item: Attachment) -> weasyprint.Attachment:
    return weasyprint.Attachment(
        string=item.data, name=item.name, created=item.created, modified=item.modified, relationship="Data"
    )


def queue_wait(rounds: int = 5) -> float | None:
    """Median seconds between asking for a job and a worker taking it; None when no worker comes."""
    waits = []
    for number in range(rounds):
        job = jobs.enqueue(NOTHING_JOB, f"{NOTHING_JOB}.{number}", {})
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            job.refresh_from_db()
            if job.state == JobState.DONE:
                waits.append((job.started_at - job.queued_at).total_seconds())
                break
            time.sleep(0.05)
        else:
            return None
    return statistics.median(waits)


def page_times(user: User, url: str, rounds: int) -> tuple[float, float, int]:
    """Median and 95th percentile in milliseconds, and the status, of a page as this person gets it."""
    client = Client(SERVER_NAME=next((h for h in settings.ALLOWED_HOSTS if h not in ("*", "")), "localhost"))
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    first = client.get(url, follow=True)
    url = first.request["PATH_INFO"]
    times = sorted(timed(lambda: client.get(url))[0].clock * 1000 for _ in range(rounds))
    return statistics.median(times), times[max(0, round(0.95 * rounds) - 1)], first.status_code


def peak_megabytes() -> tuple[float, float]:
    """Highest memory so far of this process and of its largest child (the renderer's jail)."""
    own, children = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own / 1024, children / 1024
