"""Every list costs the same number of queries for 1 row and for 700, with all that belongs to a row."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from departments.models import Department, Notice
from reports.chasing.models import Reminder
from reports.registers.models import AdvisedDocument, Initiative
from reports.submissions.models import AnnualReport, Revision
from reports.targets.models import TargetRegistration
from tests import factories as make
from tests.targets import making as targets

pytestmark = pytest.mark.django_db
State = AnnualReport.State
MANY = 700


def queries_of(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def desk_of(account) -> Client:
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def seven_hundred_units(period, like: AnnualReport) -> None:
    """Copies of one submitted report, each with its unit, revision and reminder."""
    units = Department.objects.bulk_create(
        Department(
            code=f"m{n}",
            name=f"Đơn vị số {n}",
            short_name=f"ĐV {n}",
            order=n,
            sort_key=f"{n:04}",
            search_text=f"don vi {n}",
        )
        for n in range(MANY)
    )
    states = [State.SUBMITTED, State.UNDER_REVIEW, State.RETURNED, State.DRAFTING]
    reports = AnnualReport.objects.bulk_create(
        AnnualReport(
            period=period, department=unit, state=states[n % 4], started_at=make.NOW, prepared_by=like.prepared_by,
            first_submitted_at=make.NOW, last_submitted_at=make.NOW, state_changed_at=make.NOW, reviewer=like.reviewer,
        )
        for n, unit in enumerate(units)
    )  # fmt: skip
    source = like.revisions.get()
    Revision.objects.bulk_create(
        Revision(
            report=report, number=1, content=source.content, sha256=source.sha256, submitted_at=make.NOW,
            prepared_by=source.prepared_by, signed_off_by=source.signed_off_by, signatory="Lò Văn Minh",
        )
        for report in reports
    )  # fmt: skip
    day = make.NOW.date()
    Reminder.objects.bulk_create(
        Reminder(period=period, department=unit, kind="manual", day=day, at=make.NOW, text="Đề nghị gửi báo cáo.")
        for unit in units
    )


@pytest.mark.parametrize(
    "route", ["chasing:board", "review:queue", "submissions:list", "consolidation:overview", "campaign:matrix"]
)
def test_lists_of_units(route):
    period = make.period()
    like = make.report(period_=period, state=State.UNDER_REVIEW)
    officer = like.reviewer
    address = reverse(route, args=[2026] if route in ("chasing:board", "consolidation:overview") else [])
    desk = desk_of(officer)
    one = queries_of(desk, address)
    seven_hundred_units(period, like)
    assert queries_of(desk, address) == one


def written(unit, year: int, numbers) -> None:
    """Lines of the register of documents, each met in another unit's register too, and removed ones."""
    other = make.unit("ktn", "Phòng Kinh tế ngành")
    AdvisedDocument.objects.bulk_create(
        AdvisedDocument(
            department=department, year=year, kind="directive", number=f"{n}/CV", issued_on=make.NOW.date(),
            issuer="UBND tỉnh", summary="Giải ngân", identity=f"{n}/cv", search_text="giai ngan", removed_at=removed,
        )
        for n in numbers
        for department, removed in ((unit, None), (other, None), (unit, make.NOW))
    )  # fmt: skip


@pytest.mark.parametrize("route", ["register", "removed", "download"])
def test_lines_of_a_register(route):
    unit = make.unit()
    account = make.contributor(unit)
    address = reverse(f"registers:{route}", args=["documents", 2026, unit.code])
    desk = desk_of(account)
    written(unit, 2026, [0])
    one = queries_of(desk, address)
    written(unit, 2026, range(1, MANY))
    assert queries_of(desk, address) == one


def test_initiatives_with_their_authors():
    unit = make.unit()
    desk = desk_of(make.contributor(unit))
    address = reverse("registers:register", args=["initiatives", 2026, unit.code])

    def add(count):
        for n in range(count):
            row = Initiative.objects.create(department=unit, year=2026, name=f"Sáng kiến {n}", theme="1")
            row.authors.set([make.person().staff for _ in range(2)])

    add(1)
    one = queries_of(desk, address)
    add(20)
    assert queries_of(desk, address) == one


def test_registers_of_all_units_and_people_of_one():
    officer, unit = make.officer(), make.unit()
    addresses = [reverse("registers:overview"), reverse("registers:people", args=[2026, unit.code])]
    desk = desk_of(officer)
    written(unit, 2026, [0])
    make.appoint(make.person().staff, unit)
    one = [queries_of(desk, address) for address in addresses]
    written(unit, 2026, range(1, MANY))
    for n in range(30):
        make.unit(f"m{n}", f"Đơn vị số {n}")
        make.appoint(make.person().staff, unit)
    assert [queries_of(desk, address) for address in addresses] == one


def test_list_of_notices():
    account = make.officer()
    desk = desk_of(account)

    def tell(numbers):
        Notice.objects.bulk_create(
            Notice(recipient=account, event_key=f"x.{n}", subject=f"Thông báo {n}", at=make.NOW + timedelta(minutes=n))
            for n in numbers
        )

    tell([0])
    one = queries_of(desk, reverse("departments:notices"))
    tell(range(1, MANY))
    assert queries_of(desk, reverse("departments:notices")) == one


def test_list_of_registrations():
    """Units × state, for HC-TC; with lines, signatures and own units for everybody else."""
    account = make.officer()
    own = targets.registration(state=TargetRegistration.State.SUBMITTED)
    desk, address = desk_of(account), reverse("targets:list")
    waiting = reverse("targets:accept_many", args=[targets.YEAR])
    one, one_waiting = queries_of(desk, address), queries_of(desk, waiting)
    units = Department.objects.bulk_create(
        Department(
            code=f"m{n}", name=f"Đơn vị số {n}", short_name=f"ĐV {n}", sort_key=f"{n:04}", search_text=f"don vi {n}"
        )
        for n in range(MANY)
    )
    TargetRegistration.objects.bulk_create(
        TargetRegistration(
            round=own.round, department=unit, state=own.state, first_submitted_at=make.NOW,
            prepared_by=own.prepared_by, signed_off_by=own.signed_off_by,
        )
        for unit in units
    )  # fmt: skip
    assert (queries_of(desk, address), queries_of(desk, waiting)) == (one, one_waiting)
