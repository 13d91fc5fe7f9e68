"""The consolidated reports: compiled, edited, sent, approved, numbered — by the people whose task it is."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from campaign import workflow as periods
from campaign.models import ReportingPeriod
from demo import data_files
from demo.cast import Cast
from demo.moments import Diary, Season, at, before_weekend, workday
from departments import jobs
from departments.models import Job
from departments.models.jobs import JobState
from departments.transitions import move
from reports.consolidation import deciding, editing, starting, workflow
from reports.consolidation.double_reading import periods_of
from reports.consolidation.doubles import SAME, usual
from reports.consolidation.models import ConsolidatedReport, Section

#: Official numbers the clerk gave.
NUMBERS = {(2023, "annual"): 268, (2024, "annual"): 291, (2025, "annual"): 305, (2025, "phase_review"): 318}
LATER_NUMBER = 296
RETURNED_BY_LEADERSHIP = 2024


@dataclass
class Compilation:
    """The consolidated report of one period, as the diary goes on."""

    diary: Diary
    period: ReportingPeriod
    cast: Cast

    @property
    def report(self) -> ConsolidatedReport:
        return ConsolidatedReport.objects.live().get(period=self.period)

    def _at(self, day: date, what: str) -> datetime:
        return at(day, self.period.code, what)

    def compile(self, day: date) -> None:
        self.diary.add(self._at(day, "compile"), self._compile)

    def settle_doubles(self, day: date) -> None:
        self.diary.add(self._at(day, "doubles"), self._settle_doubles)

    def edit(self, day: date, key: int | str) -> None:
        self.diary.add(self._at(day, "edit"), partial(self._edit, key))

    def issue(self, day: date) -> None:
        """Sent, once returned, approved, numbered, the period locked."""
        exchanges = data_files.exchanges()
        moment = self._at(day, "send")
        self._moved(moment, workflow.SEND, self.cast.chief, note=exchanges["sent_for_approval"])
        if self.period.year == RETURNED_BY_LEADERSHIP:
            moment += timedelta(hours=21)
            self._moved(moment, workflow.RETURN, self.cast.leader, note=exchanges["leadership_return"])
            self._moved(moment + timedelta(hours=4), workflow.SEND, self.cast.chief)
        approved = self._at(workday(moment.date() + timedelta(2)), "approve")
        self._moved(approved, workflow.APPROVE, self.cast.leader)
        recorded = approved + timedelta(minutes=50)
        number = NUMBERS.get((self.period.year, self.period.kind), LATER_NUMBER)
        self._moved(recorded, workflow.RECORD, self.cast.clerk, number=number, on=recorded.date())
        self.diary.add(
            recorded + timedelta(days=7),
            lambda moment: move(self.period, periods.LOCK, by=self.cast.chief, at=moment),
        )

    def _moved(self, moment: datetime, transition, by, **more) -> None:
        self.diary.add(moment, lambda when: self._move(transition, by, when, more))

    def _move(self, transition, by, moment: datetime, more: dict) -> None:
        move(self.report, transition, by=by, at=moment, **more)

    def _compile(self, moment: datetime) -> None:
        self.period.refresh_from_db()
        starting.start(self.period, by=self.cast.officer, at=moment)
        work_off(moment)

    def _settle_doubles(self, moment: datetime) -> None:
        """What two units reported counts once; the report is compiled again where there was any."""
        waiting = [q for q in deciding.questions_of(periods_of(self.period)) if not q.row["verdict"]]
        for question in waiting:
            deciding.decide(
                self.report, question.token, SAME, usual(question.suspect), "", by=self.cast.officer, at=moment
            )
        if waiting:
            move(self.report, workflow.COMPILE, by=self.cast.officer, at=moment)
            work_off(moment)

    def _edit(self, key: int | str, moment: datetime) -> None:
        """The office's own words under each heading, behind the sentence the figures make."""
        official = data_files.official_texts(key)
        for section in Section.objects.filter(report=self.report, code__in=official).order_by("order"):
            text = "\n".join([*figure_lines(section.text), official[section.code].strip()])
            editing.write(
                section, text, by=self.cast.officer, at=moment, seen=section.version, represented=section.represented
            )


def figure_lines(text: str) -> list[str]:
    """The first paragraph of a proposal where it states figures; the units' paragraphs follow it."""
    first = text.split("\n", 1)[0]
    return [first] if "{" in first and not first.startswith("- ") else []


def work_off(moment: datetime) -> None:
    """Compile here and now, inside this transaction, as the worker would have done it then.

    Printing stays in the queue: it takes longest, and what is printed follows from frozen content alone.
    """
    for waiting in Job.objects.live().filter(kind=workflow.COMPILE_JOB).order_by("pk"):
        job = jobs.claim(waiting.pk, moment)
        result = jobs.kinds[job.kind](job)
        times = dict.fromkeys(("created_at", "queued_at", "nudged_at", "finished_at"), moment)
        done = {"state": JobState.DONE, "progress": 100, "stage": "", "lease_until": None, "result": result or {}}
        Job.objects.filter(pk=job.pk).update(**done, **times)


def print_papers() -> int:
    """Print what waits for printing, without a worker; returns how many jobs were done."""
    waiting = list(Job.objects.live().filter(kind=workflow.RENDER_JOB).order_by("pk").values_list("pk", flat=True))
    for job_id in waiting:
        jobs.run(job_id)
    return len(waiting)


def past(diary: Diary, period: ReportingPeriod, season: Season, cast: Cast) -> None:
    """A fortnight after the due date the report is out; the review follows the annual report of its last year."""
    story = Compilation(diary, period, cast)
    begun = workday(season.due + timedelta(15))
    story.compile(begun)
    story.settle_doubles(workday(begun + timedelta(1)))
    story.edit(workday(begun + timedelta(2)), "phase" if period.is_review else period.year)
    story.issue(workday(begun + timedelta(4)))


def under_way(diary: Diary, period: ReportingPeriod, today: date, cast: Cast) -> None:
    """HC-TC has begun a draft from what is accepted; since then one accepted report was reopened."""
    story = Compilation(diary, period, cast)
    story.compile(before_weekend(today - timedelta(4)))
    story.edit(before_weekend(today - timedelta(3)), period.year)
