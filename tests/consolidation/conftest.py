"""A campaign year in small: three units of which some are accepted, and the persons a consolidated report passes."""

from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace

import pytest

from departments import jobs, middleware
from departments.models import Department, Job, Position, User
from departments.roles import Role
from departments.transitions import move
from reports.consolidation import starting, workflow
from reports.consolidation.models import ConsolidatedReport
from reports.submissions.models import AnnualReport
from tests import factories
from tests.factories import NOW

ACCEPTED = AnnualReport.State.ACCEPTED
UNITS = {
    "th": "Phòng Tổng hợp",
    "ktn": "Phòng Kinh tế ngành",
    "nc": "Phòng Nội chính",
}


@dataclass
class House:
    """Who is there. `made(code)` gives the unit."""

    officer: User
    hctc_head: User
    leader: User
    deputy: User
    clerk: User

    def unit(self, code: str) -> Department:
        return Department.objects.get(code=code)


@pytest.fixture
def house(db) -> House:
    leadership = factories.unit("ldvp", "Lãnh đạo Văn phòng", kind=Department.Kind.LEADERSHIP, reports=False, order=1)
    for order, (code, name) in enumerate(UNITS.items(), start=10):
        factories.unit(code, name, order=order)
    people = House(
        factories.officer(),
        factories.person(Role.HCTC_HEAD, name="Hoàng Minh Đức"),
        factories.person(Role.LEADERSHIP, name="Vương Thế Mẫn"),
        factories.person(Role.LEADERSHIP, name="Trần Đức Long"),
        factories.person(Role.CLERK, name="Trần Thị Lan"),
    )
    factories.appoint(people.leader.staff, leadership, "Chánh Văn phòng", Position.Level.OFFICE_HEAD)
    factories.appoint(people.deputy.staff, leadership, "Phó Chánh Văn phòng", Position.Level.OFFICE_DEPUTY)
    return people


@pytest.fixture
def period(house):
    return factories.period(2026)


@pytest.fixture
def accepted(house, period):
    """Two of three units accepted; the third has handed its report to its head."""
    reports = {code: factories.report(house.unit(code), period, ACCEPTED) for code in ("th", "ktn")}
    factories.report(house.unit("nc"), period, AnnualReport.State.AWAITING_HEAD)
    return reports


def run_jobs() -> list[Job]:
    """Do all waiting work, as a worker would, and return it."""
    done = []
    while job := Job.objects.filter(state="queued").order_by("pk").first():
        jobs.run(job.pk)
        done.append(Job.objects.get(pk=job.pk))
    return done


@pytest.fixture
def draft(house, period, accepted) -> ConsolidatedReport:
    """Compiled by the job, as an officer asks for it."""
    report = starting.start(period, by=house.officer, at=NOW)
    run_jobs()
    return fresh(report)


@pytest.fixture
def sent(house, draft) -> ConsolidatedReport:
    return send(draft, house)


@pytest.fixture
def approved(house, sent) -> ConsolidatedReport:
    return move(sent, workflow.APPROVE, by=house.leader, at=NOW + timedelta(hours=2))


@pytest.fixture
def clock(monkeypatch):
    """Pages are asked for a day after the reports were accepted."""
    monkeypatch.setattr(middleware, "timezone", SimpleNamespace(now=lambda: NOW + timedelta(days=1)))


def send(report, house, **more) -> ConsolidatedReport:
    """Sent with every open point overridden: most headings have no text in so small an office."""
    note = "Gửi đúng hạn theo yêu cầu của Sở Nội vụ."
    return move(
        report, workflow.SEND, by=house.hctc_head, at=NOW + timedelta(hours=1), note=note, override=True, **more
    )


def fresh(report: ConsolidatedReport) -> ConsolidatedReport:
    return ConsolidatedReport.objects.get(pk=report.pk)
