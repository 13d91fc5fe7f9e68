"""Units × periods: letters, late days, rates on time, predecessors."""

import io
from datetime import date, datetime

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from reports.chasing.matrix import matrix_of
from reports.submissions.models import AnnualReport
from tests import factories as make
from tests.chasing.test_board import desk

pytestmark = pytest.mark.django_db
State = AnnualReport.State
TODAY = date(2026, 12, 3)


@pytest.fixture
def two_years(db):
    old = make.unit("cu", "Phòng Cũ", valid_to=date(2025, 12, 31))
    unit = make.unit()
    unit.predecessors.add(old)
    before = make.period(2025)
    make.report(unit, before, State.ACCEPTED, at=datetime(2025, 12, 5, 9, tzinfo=make.ICT))
    now = make.period(2026)
    make.report(unit, now, State.SUBMITTED)
    return unit


def test_cells_say_state_late_days_and_whether_asked(two_years):
    matrix = matrix_of(TODAY)
    cells = {row.department.code: [cell.text for cell in row.cells] for row in matrix.rows}
    assert [column.title for column in matrix.columns] == ["2025", "2026"]
    assert cells["th"] == ["T +5", "G"]
    assert cells["cu"] == ["C +368", "–"]
    assert next(row for row in matrix.rows if row.department.code == "th").predecessors == ["Phòng Cũ"]


def test_rates_count_what_was_due(two_years):
    matrix = matrix_of(TODAY)
    rows = {row.department.code: row.rate for row in matrix.rows}
    assert (rows["th"].on_time, rows["th"].counted) == (1, 2)
    assert [column.rate.text for column in matrix.columns] == ["0%", "100%"]
    assert matrix.rate.counted == 3


def test_not_yet_due_is_not_counted():
    make.period(2026)
    (row,) = matrix_of(date(2026, 11, 1)).rows
    assert row.rate.counted == 0


def test_page_links_what_may_be_read_and_workbook_says_the_same(two_years):
    officer = desk(make.officer())
    page = officer.get(reverse("chasing:matrix")).content.decode()
    assert all(reverse("review:review", args=[report.pk]) in page for report in AnnualReport.objects.all())
    sheet = load_workbook(io.BytesIO(officer.get(reverse("chasing:matrix_workbook")).content)).active
    written = {row[0]: row[1:3] for row in sheet.iter_rows(values_only=True) if row[0]}
    assert written["Phòng Tổng hợp (tiếp nối Phòng Cũ)"] == ("T +5", "G")
