"""What happens to one unit's report in one period, every act by the real move of the person it belongs to."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from campaign.models import ReportingPeriod
from demo import data_files
from demo.cast import Cast
from demo.enclosures import enclose
from demo.filling import fill
from demo.given import chance
from demo.moments import Diary, at
from departments.transitions import move
from reports.review import appraising, remarks
from reports.review import workflow as review
from reports.review.models import Remark
from reports.submissions import answers, workflow
from reports.submissions.models import AnnualReport, IndicatorValue

BETWEEN = timedelta(minutes=25)


class Story:
    """Acts on one report, noted in the diary; each takes the day on which it happens."""

    def __init__(self, diary: Diary, period: ReportingPeriod, unit: str, cast: Cast, template: str = ""):
        """`template` names the unit of the data files whose figures and texts are used (default: the unit itself)."""
        self.diary, self.period, self.unit, self.cast = diary, period, unit, cast
        self.template = template or unit
        self.last: datetime | None = None
        self.acts = 0

    @property
    def report(self) -> AnnualReport:
        rows = AnnualReport.objects.select_related("period", "department")
        return rows.get(period=self.period, department=self.cast.units[self.unit])

    def _note(self, day: date, act: Callable[[datetime], Any]) -> "Story":
        """Not before the act that came before."""
        self.acts += 1
        moment = at(day, self.unit, self.period.pk, self.acts)
        if self.last is not None:
            moment = max(moment, self.last + BETWEEN)
        self.last = self.diary.add(moment, act)
        return self

    def _move(self, day: date, transition, by, **more: Any) -> "Story":
        return self._note(day, lambda moment: move(self.report, transition, by=by, at=moment, **more))

    def start(self, day: date) -> "Story":
        unit, by = self.cast.units[self.unit], self.cast.contributor(self.unit)
        return self._note(day, lambda moment: workflow.start(self.period, unit, by=by, at=moment))

    def fill(self, day: date, share: float = 1.0, scans: bool = True) -> "Story":
        by = self.cast.contributor(self.unit)
        return self._note(
            day, lambda moment: fill(self.report, self.template, by=by, at=moment, share=share, scans=scans)
        )

    def enclose(self, day: date) -> "Story":
        """Evidence that shows what the program notices."""
        by = self.cast.contributor(self.unit)
        return self._note(day, lambda moment: enclose(self.report, self.unit, by=by, at=moment))

    def hand_over(self, day: date) -> "Story":
        return self._move(day, workflow.HAND_TO_HEAD, self.cast.contributor(self.unit))

    def send_back(self, day: date) -> "Story":
        note = self._pick(data_files.exchanges()["send_back"], "send back")
        return self._move(day, workflow.SEND_BACK, self.cast.head(self.unit), note=note)

    def submit(self, day: date) -> "Story":
        return self._move(day, workflow.SUBMIT, self.cast.head(self.unit))

    def withdraw(self, day: date) -> "Story":
        note = self._pick(data_files.exchanges()["withdraw"], "withdraw")
        return self._move(day, workflow.WITHDRAW, self.cast.head(self.unit), note=note)

    def claim(self, day: date) -> "Story":
        return self._move(day, review.CLAIM, self.cast.reviewer(self.unit))

    def claim_and_pass_on(self, day: date) -> "Story":
        """The head of HC-TC takes the report up and hands it to the officer."""
        self._move(day, review.CLAIM, self.cast.chief)
        note = data_files.exchanges()["pass_on"]
        return self._move(day, review.HAND_OVER, self.cast.chief, to=self.cast.reviewer(self.unit), note=note)

    def remark(self, day: date, count: int = 2) -> "Story":
        by = self.cast.reviewer(self.unit)
        return self._note(day, partial(self._write_remarks, count, by))

    def give_back(self, day: date) -> "Story":
        """Return for completion, with the remarks that wait."""
        note = self._pick(data_files.exchanges()["returns"], "return")["note"]
        return self._move(day, review.RETURN, self.cast.reviewer(self.unit), note=note)

    def mend(self, day: date, count: int | None = None) -> "Story":
        """The contributor answers remarks (all, or the first `count`) and notes at the figure what was done."""
        by = self.cast.contributor(self.unit)
        return self._note(day, partial(self._answer_remarks, count, by))

    def appraise(self, day: date, code: str, difference: Decimal, reason: str) -> "Story":
        """The reviewer counts another figure than the reported one."""
        by = self.cast.reviewer(self.unit)
        return self._note(day, partial(self._appraise, code, difference, reason, by))

    def _appraise(self, code: str, difference: Decimal, reason: str, by, moment: datetime) -> None:
        report = self.report
        value = report.values.get(indicator__code=code).value + difference
        appraising.appraise(report, code, value=value, reason=reason, by=by, at=moment)

    def accept(self, day: date) -> "Story":
        return self._move(day, review.ACCEPT, self.cast.reviewer(self.unit))

    def reopen(self, day: date, fields: list[str]) -> "Story":
        note = self._pick(data_files.exchanges()["reopen"], "reopen")
        return self._move(day, review.REOPEN, self.cast.reviewer(self.unit), note=note, fields=fields)

    def _pick(self, items: list[Any], purpose: str) -> Any:
        return items[int(chance(self.unit, self.period.year, purpose) * len(items)) % len(items)]

    def _write_remarks(self, count: int, by, moment: datetime) -> None:
        report = self.report
        known = data_files.exchanges()["remarks"]
        fitting = set(known) & set(remarks.labels_of(report))
        asked = sorted(fitting, key=lambda code: chance(self.unit, report.period.year, code))
        for code in asked[:count]:
            remarks.write(report, field=code, text=known[code]["text"], by=by, at=moment)

    def _answer_remarks(self, count: int | None, by, moment: datetime) -> None:
        report = self.report
        known = data_files.exchanges()["remarks"]
        for remark in Remark.objects.open().sent().filter(report=report).order_by("pk")[:count]:
            answer = known[remark.field]["answer"]
            self._explain(report, remark.field, known[remark.field].get("adds", answer), by, moment)
            remarks.answer(remark, text=answer, by=by, at=moment)

    def _explain(self, report: AnnualReport, code: str, answer: str, by, moment: datetime) -> None:
        """A figure gets a note; a text gets the sentence at its end."""
        value = report.values.filter(indicator__code=code).first()
        if value is not None:
            change = answers.Change(IndicatorValue, value.pk, value.version, {"note": answer})
        else:
            text = report.narratives.get(question__code=code)
            change = answers.Change(type(text), text.pk, text.version, {"text": f"{text.text} {answer}"})
        answers.save_answers(report, [change], by=by, at=moment)
