"""`manage.py bench`: how long the consolidated report takes, what of it is the renderer's, how fast the pages are."""

import tempfile
from collections.abc import Iterator

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.test.utils import override_settings
from django.urls import reverse
from django.utils import timezone

from campaign.models import ReportingPeriod
from demo import measuring
from demo.load_sizes import multiply
from demo.saving import saving_times
from departments.models import User
from departments.roles import Permission, Role
from reports.consolidation.models import ConsolidatedReport
from reports.submissions.models import AnnualReport

AIM, LARGE = 80, 100  # per cent of the job that should be WeasyPrint's, from so many units


class Command(BaseCommand):
    help = "Measure the job of the consolidated report, the queue and the main pages. Nothing it makes is kept."

    def add_arguments(self, parser):
        parser.add_argument("--units", type=int, nargs="*", default=[100], help="load sizes besides the demonstration")
        parser.add_argument("--rounds", type=int, default=20, help="requests per page")

    def handle(self, *, units, rounds, **options):
        issued = ConsolidatedReport.objects.issued().filter(period__kind="annual").order_by("-period__year").first()
        if issued is None:
            raise CommandError("There is no issued report to measure with. Type: python manage.py seed_demo")
        self._queue()
        with tempfile.TemporaryDirectory() as folder, override_settings(MEDIA_ROOT=folder):
            self._pages(issued, rounds)
            self._saving(rounds)
            for wanted in (0, *units):
                self._job(issued, wanted)
        own, child = measuring.peak_megabytes()
        self.stdout.write(f"Peak memory: {own:.0f} MB in this process, {child:.0f} MB in the renderer's child")

    def _queue(self):
        wait = measuring.queue_wait()
        said = "no worker is running" if wait is None else f"{wait:.2f} s (median)"
        self.stdout.write(f"Queue: waiting for a worker {said}")

    def _job(self, issued: ConsolidatedReport, wanted: int):
        """In a transaction that is rolled back: the units and the report exist for this measurement only."""
        head = User.objects.holding(Permission.SEND_TO_LEADERSHIP).first()
        with transaction.atomic():
            if wanted:
                multiply(issued.period, wanted)
            times = measuring.job_times(issued, head, timezone.now())
            transaction.set_rollback(True)
        parts = {"compile": times.compile, "build": times.build, "PDF": times.render}
        alone, total = times.weasyprint, times.total
        aim = f", aim {AIM}%" if times.units >= LARGE else ""
        self.stdout.write(f"{times.units} units, {times.pages} pages:")
        self.stdout.write(
            f"  inside the job       {_said(total)}: {', '.join(f'{n} {_said(t)}' for n, t in parts.items())}"
        )
        share = (
            f"{alone.clock / total.clock:.0%} by the clock, {alone.processor / total.processor:.0%} of the processor"
        )
        self.stdout.write(f"  WeasyPrint alone     {_said(alone)} = {share}{aim}")
        self.stdout.write(f"  Word besides         {_said(times.word)}")

    def _pages(self, issued: ConsolidatedReport, rounds: int):
        self.stdout.write("Pages, median and p95 in ms:")
        for name, user, url in _pages(issued):
            median, slow, status = measuring.page_times(user, url, rounds)
            self.stdout.write(f"  {name:<22} {median:7.1f} {slow:7.1f}  {status}  {url}")

    def _saving(self, rounds: int):
        """A unit's report in the making, with the version check and every check of the form."""
        report = AnnualReport.objects.being_filled().order_by("pk").first()
        if report is None:
            return
        contributor = User.objects.with_role(Role.CONTRIBUTOR, report.department).first()
        times = saving_times(report, contributor, max(rounds, 60))
        least, most = times.queries
        self.stdout.write(
            f"Saving an answer of {times.answers}: median {times.median:.1f} ms, p95 {times.p95:.1f} ms "
            f"(aim: under 50), {least} to {most} queries"
        )


def _said(seconds: measuring.Seconds) -> str:
    return f"{seconds.clock:.2f} s ({seconds.processor:.2f} CPU)"


def _pages(issued: ConsolidatedReport) -> Iterator[tuple[str, User, str]]:
    """The main pages, each as the person who uses it most sees it."""
    officer = User.objects.with_role(Role.HCTC_OFFICER).first()
    leader = User.objects.with_role(Role.LEADERSHIP).first()
    period = ReportingPeriod.objects.annual().open().order_by("-year").first()
    draft = ConsolidatedReport.objects.under_way().first() or issued
    own = AnnualReport.objects.filter(period=period, state__in=AnnualReport.EDITABLE).order_by("pk").first()
    yield "start page", officer, reverse("departments:start")
    yield "plan", officer, reverse("campaign:plan")
    yield "board", officer, reverse("chasing:board", args=[(period or issued.period).year])
    yield "review queue", officer, reverse("review:queue")
    yield "consolidated report", officer, reverse("consolidation:report", args=[draft.pk])
    yield "figures", officer, reverse("consolidation:figures", args=[draft.pk])
    yield "leadership", leader, reverse("consolidation:overview", args=[(period or issued.period).year])
    if own:
        contributor = User.objects.with_role(Role.CONTRIBUTOR, own.department).first()
        yield "unit report", contributor, reverse("submissions:report", args=[own.pk])
