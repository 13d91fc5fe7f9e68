"""What HC-TC inspected itself, what became of it, and the examples it spread."""

from datetime import date, datetime, timedelta
from functools import partial

from demo import data_files
from demo.cast import Cast
from demo.moments import Diary, at
from departments.transitions import move
from reports.oversight import editing, workflow
from reports.oversight.models import Finding, Inspection, ModelExample, SpreadAct

REPORTED = "reported"
BETWEEN = timedelta(minutes=20)


def recorded(diary: Diary, year: int, today: date, cast: Cast) -> None:
    """Everything of the year that has happened by today."""
    told = data_files.oversight()
    for row in told["inspections"].get(year, []):
        if row["days"][-1] < today:
            _inspection(diary, row, today, cast)
    for row in told["examples"].get(year, []):
        if row[4] < today:
            diary.add(at(row[4], row[1]), partial(_example, row, cast))
            for act in row[5]:
                if act[1] < today:
                    diary.add(at(act[1], row[1], act[0]), partial(_spread, row[1], act, cast))


def _inspection(diary: Diary, row: dict, today: date, cast: Cast) -> None:
    moment = diary.add(at(row["days"][-1], row["subject"]), partial(_inspect, row, cast))
    for place, found in enumerate(row["findings"], start=1):
        unit, text = found[:2]
        moment = diary.add(moment + BETWEEN, partial(_find, row["subject"], found, cast))
        if len(found) == 4:
            continue
        day = today - timedelta(2) if found[4] == REPORTED else found[4]
        if row["days"][-1] < day < today:
            told = diary.add(at(day, text, place), partial(_report, found, day, cast))
            if found[4] != REPORTED:
                diary.add(told + timedelta(hours=3), partial(_confirm, text, unit, cast))


def _inspect(row: dict, cast: Cast, moment: datetime) -> None:
    number, day = row["document"]
    made = Inspection(
        subject=row["subject"], first_day=row["days"][0], last_day=row["days"][-1] if len(row["days"]) > 1 else None,
        whole_office=not row["units"], composition=row.get("composition", ""), document_number=number,
        document_date=day, results=row["results"],
    )  # fmt: skip
    editing.save_inspection(made, [cast.units[code] for code in row["units"]], by=cast.officer, at=moment)


def _find(subject: str, found: list, cast: Cast, moment: datetime) -> None:
    unit, text, recommendation, due = found[:4]
    finding = Finding(department=cast.units[unit], text=text, recommendation=recommendation, due_on=due)
    editing.add_finding(Inspection.objects.get(subject=subject), finding, by=cast.officer, at=moment)


def _report(found: list, day: date, cast: Cast, moment: datetime) -> None:
    unit, text = found[:2]
    finding = Finding.objects.get(text=text, department=cast.units[unit])
    how = {"resolved_on": day, "how": found[5], "evidence": found[6]}
    move(finding, workflow.REPORT, by=cast.contributor(unit), at=moment, **how)


def _confirm(text: str, unit: str, cast: Cast, moment: datetime) -> None:
    move(Finding.objects.get(text=text, department=cast.units[unit]), workflow.CONFIRM, by=cast.officer, at=moment)


def _example(row: list, cast: Cast, moment: datetime) -> None:
    kind, name, unit, content, day, _acts = row
    made = ModelExample(kind=kind, name=name, department=cast.units[unit], content=content, decided_on=day)
    editing.save_example(made, by=cast.officer, at=moment)


def _spread(name: str, act: list, cast: Cast, moment: datetime) -> None:
    form, day, reached, result = act
    made = SpreadAct(form=form, day=day, units_reached=reached, result=result)
    editing.spread(ModelExample.objects.get(name=name), made, by=cast.officer, at=moment)
