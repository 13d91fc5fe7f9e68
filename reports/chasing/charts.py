"""Pictures of the board."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from campaign.models import ReportingPeriod
from reports.chasing.board import TONES, Board, curve, label_of, submission_days
from reports.documents import charts
from reports.documents.content import Series
from reports.documents.svg import Canvas

LEAD = timedelta(days=21)
TAIL = timedelta(days=7)


def progress_curve(board: Board, today: date) -> str:
    """How many units had submitted by each day, this year beside last year moved to the same due date; SVG or ""."""
    period = board.period
    if period.due_on is None or not board.rows:
        return ""
    start, end = period.due_on - LEAD, period.due_on + TAIL
    lines = [(str(period.year), curve([row.submitted_on for row in board.submitted], start, min(today, end)))]
    before = ReportingPeriod.objects.filter(kind=period.kind, year__lt=period.year, due_on__isnull=False)
    last = before.order_by("-year").first()
    if last:
        shift = period.due_on - last.due_on
        lines.append((str(last.year), curve([day + shift for day in submission_days(last)], start, end)))
    return charts.progress_curve(
        _("Units that have submitted, by day"), lines, first=start, last=end, total=len(board.rows), due=period.due_on
    )


def state_bars(board: Board) -> str:
    """How many units are in each state, the furthest state first; SVG, or "" without units."""
    if not board.rows:
        return ""
    counts = board.count_by_state()
    labels = [label_of(state) for state in reversed(TONES)]
    values = [counts[state] for state in reversed(TONES)]
    return charts.bar_chart(_("Units by state"), labels, [Series("", values)], canvas=Canvas(width=420))
