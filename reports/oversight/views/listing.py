"""What the two logs share: the year, the words searched for, the page, the file."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from reports.documents.excel import MEDIA_TYPE

FIRST_YEAR, PER_PAGE = 2022, 50


@dataclass(frozen=True)
class Chosen:
    """Nothing but digits is a year; everything else means all years."""

    year: int | None
    words: str
    years: range

    @classmethod
    def of(cls, request: HttpRequest) -> "Chosen":
        asked = request.GET.get("year", "")
        years = range(timezone.localdate(request.now).year, FIRST_YEAR - 1, -1)
        year = int(asked) if asked.isdecimal() and len(asked) == 4 else None
        return cls(year, request.GET.get("q", "").strip()[:100], years)

    def among(self, rows):
        """Narrow a log to what was chosen."""
        rows = rows.in_years(self.year, self.year) if self.year else rows
        return rows.matching(self.words) if self.words else rows


def page_of(request: HttpRequest, rows) -> Page:
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))


def workbook(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}.xlsx"'}
    return HttpResponse(content, content_type=MEDIA_TYPE, headers=headers)


def seen_in(request: HttpRequest) -> int:
    """The version the page showed; 0 where there was none."""
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isdecimal() and len(seen) < 10 else 0
