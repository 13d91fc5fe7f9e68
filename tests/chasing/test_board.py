"""The board, its workbook and annex PL 10 are the same rows; narrowing, sorting, the two-sided clock."""

import io
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from departments.models import Department
from departments.transitions import move
from reports.chasing.board import NOBODY, REVIEWERS, UNIT, board_of
from reports.chasing.clock import Clock, clock
from reports.chasing.models import Reminder
from reports.chasing.narrowing import Narrowing
from reports.chasing.tables import board_workbook, submissions
from reports.consolidation import annexes
from reports.consolidation.annexes import AnnexContext
from reports.review import workflow as review
from reports.submissions.models import AnnualReport
from tests import factories as make

pytestmark = pytest.mark.django_db
State = AnnualReport.State
TODAY = date(2026, 12, 3)


def desk(account) -> Client:
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def remind(period, unit, day=date(2026, 11, 27)):
    Reminder.objects.create(
        period=period, department=unit, kind="manual", day=day, at=make.NOW, text="Đề nghị gửi báo cáo.",
        occasion=f"manual@{day}",
    )  # fmt: skip


@pytest.fixture
def period(db):
    for code, name in (("nc", "Phòng Nội chính"), ("ktn", "Phòng Kinh tế ngành")):
        make.unit(code, name)
    made = make.period()
    make.report(make.unit("ktn"), made, State.ACCEPTED)
    make.report(make.unit(), made, State.RETURNED, at=make.NOW + timedelta(days=12))
    remind(made, make.unit("nc"))
    remind(made, make.unit("nc"), date(2026, 12, 1))
    return made


def row_of(period, code, today=TODAY):
    return next(row for row in board_of(period, today).rows if row.department.code == code)


def test_each_unit_has_its_dates_counts_and_holder(period):
    late, absent, accepted = (row_of(period, code) for code in ("th", "nc", "ktn"))
    assert (late.submitted_on, late.days_late, late.returns, late.side) == (date(2026, 12, 2), 2, 1, UNIT)
    assert (absent.submitted_on, absent.days_late, absent.reminders) == (None, 3, 2)
    assert absent.last_reminder == date(2026, 12, 1)
    assert (accepted.days_late, accepted.side, accepted.holder) == (0, NOBODY, "")


def test_days_late_are_also_counted_in_working_days(period):
    assert row_of(period, "nc", date(2026, 12, 7)).days_late == 7
    assert row_of(period, "nc", date(2026, 12, 7)).working_days_late == 5


def test_the_clock_gives_each_side_its_days():
    days = [date(2026, 11, day) for day in (1, 5, 8, 15, 17)]
    states = [State.DRAFTING, State.SUBMITTED, State.RETURNED, State.SUBMITTED, State.ACCEPTED]
    assert clock(list(zip(days, states, strict=True)), date(2026, 12, 1)) == Clock(unit=4 + 7, reviewers=3 + 2)
    assert clock([(days[0], State.DRAFTING)], date(2026, 11, 4)) == Clock(unit=3, reviewers=0)


def test_the_clock_runs_on_from_the_recorded_moves(period):
    report = make.report(make.unit("nc"), period, State.SUBMITTED)
    assert row_of(period, "nc", make.NOW.date() + timedelta(days=6)).clock == Clock(unit=0, reviewers=6)
    move(report, review.CLAIM, by=make.officer(), at=make.NOW + timedelta(days=2))
    assert row_of(period, "nc", make.NOW.date() + timedelta(days=6)).clock.reviewers == 6
    assert row_of(period, "nc").side == REVIEWERS


def test_board_workbook_and_annex_are_the_same_cell_by_cell(period):
    table = submissions(period, TODAY)
    kind = next(kind for kind in annexes.kinds() if kind.code == "PL 10")
    (annex,) = kind.builder(AnnexContext(None, period, TODAY)).blocks
    assert annex == table
    sheet = load_workbook(io.BytesIO(board_workbook(period, TODAY)))["PL 10"]
    written = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    printed = [[cell.text for cell in row] for row in table.rows]
    assert [row for row in written if row[0].isdecimal()] == printed
    assert [column.title for column in table.columns] in written
    assert {row[1]: row[3:8] for row in printed} == {
        "Phòng Tổng hợp": ["02/12/2026", "2", "", "1", "Trả lại để hoàn thiện"],
        "Phòng Nội chính": ["", "3", "2", "", "Chưa bắt đầu"],
        "Phòng Kinh tế ngành": ["20/11/2026", "", "", "", "Đã tiếp nhận"],
    }


def test_the_page_shows_what_the_annex_prints(period, settings):
    settings.LANGUAGE_CODE = "vi"
    page = desk(make.officer()).get(reverse("chasing:board", args=[2026]), headers={"accept-language": "vi"})
    shown = {row.department.name: row for row in page.context["page"]}
    for row in submissions(period, page.wsgi_request.now.date()).rows:
        on_page = shown[row[1].text]
        numbers = [str(n) if n else "" for n in (on_page.days_late, on_page.reminders, on_page.returns)]
        assert [cell.text for cell in row[4:8]] == [*numbers, on_page.label]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"q": "noi chinh"}, ["Phòng Nội chính"]),
        ({"state": "none"}, ["Phòng Nội chính"]),
        ({"side": "nobody"}, ["Phòng Kinh tế ngành"]),
        ({"late": "1", "sort": "late"}, ["Phòng Nội chính", "Phòng Tổng hợp"]),
        ({"block": "administration"}, []),
        ({"state": "nonsense", "sort": "nonsense"}, None),
    ],
)
def test_narrowing(period, query, names):
    rows = board_of(period, TODAY).rows
    found = [row.department.name for row in Narrowing.from_query(query).of(rows)]
    assert found == ([row.department.name for row in rows] if names is None else names)


def test_seven_hundred_units_stand_on_pages_and_on_one_for_printing():
    make.unit()
    Department.objects.bulk_create(
        Department(
            code=f"m{n}", name=f"Đơn vị số {n}", short_name=f"ĐV {n}", sort_key=f"{n:04}", search_text=f"don vi {n}"
        )
        for n in range(250)
    )
    make.period()
    client, address = desk(make.officer()), reverse("chasing:board", args=[2026])
    assert len(client.get(address).context["page"].object_list) == 100
    assert len(client.get(address, {"page": "3"}).context["page"].object_list) == 51
    assert len(client.get(address, {"rows": "all"}).context["page"].object_list) == 251


def test_unknown_kind_of_period_and_other_people(period):
    assert desk(make.officer()).get(reverse("chasing:board", args=[2026]), {"kind": "x"}).status_code == 404
    refused = desk(make.contributor(make.unit())).get(reverse("chasing:board", args=[2026]))
    assert refused.status_code == 404


def test_a_reopened_report_is_told_from_a_returned_one_everywhere(period):
    opened = make.report(make.unit("mo", "Phòng Mở lại"), period, State.ACCEPTED)
    move(opened, review.REOPEN, by=opened.reviewer, at=make.NOW, note="Sai số liệu.", fields=["A2"])
    board = board_of(period, TODAY)
    counts = board.count_by_state()
    assert (counts["reopened"], counts["returned"], len(board.returned)) == (1, 1, 2)
    client = desk(make.officer())
    page = client.get(reverse("chasing:board", args=[2026]), {"state": "reopened"})
    assert [row.department.code for row in page.context["page"]] == ["mo"]
    workbook = client.get(reverse("chasing:board_workbook", args=[2026]))
    written = load_workbook(io.BytesIO(workbook.getvalue()))["PL 10"].iter_rows(values_only=True)
    assert [row[7] for row in written if row[1] == "Phòng Mở lại"] == ["Mở lại để chỉnh sửa"]
