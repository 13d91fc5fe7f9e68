"""The demonstration as a whole, in one transaction: after it everything is there, or nothing."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from campaign import loaders
from campaign.models import Campaign, ReportingPeriod
from campaign.plan_files import read_plan
from campaign.plan_loading import load as load_plan
from demo import consolidated, data_files, load, official_figures, oversight, paper, registers, scores, seasons, targets
from demo.cast import Cast
from demo.enclosures import leave_to_the_sweep
from demo.establishment import establish
from demo.moments import Diary, Season, at
from departments.models import Notice, User

Kind = ReportingPeriod.Kind
MARKER = "hctc"
REVIEW_YEAR = 2025


@dataclass(frozen=True)
class Wanted:
    """`departments`: how many units report in all; `today`: the day on which the season under way stands."""

    first_year: int
    last_year: int
    today: date
    departments: int = 0


def is_seeded() -> bool:
    return User.objects.filter(username=MARKER, staff__isnull=False).exists()


def seed(wanted: Wanted, now: datetime) -> None:
    """Create it all. The moves happen at their own past moments, in the order of time."""
    with transaction.atomic():
        if not Campaign.objects.exists():
            load_plan(read_plan(), at=now)
        loaders.load_all(now)
        units = establish()
        own = sum(1 for unit in units.values() if unit.reports and unit.valid_to is None)
        generated = load.create_units(max(0, wanted.departments - own), units)
        cast = Cast.of(units)
        diary = Diary()
        diary.add(at(date(2023, 3, 6), "paper"), lambda moment: paper.enter_paper_year(by=cast.officer, at=moment))
        for year in range(wanted.first_year, wanted.last_year + 1):
            _year(diary, year, wanted.today, cast, generated)
        targets.coming(diary, wanted.today, cast)
        diary.live()
        leave_to_the_sweep(wanted.today.year)
    settle_notices(wanted.today)


def _year(diary: Diary, year: int, today: date, cast: Cast, generated: dict[str, str]) -> None:
    period = ReportingPeriod.objects.get(kind=Kind.ANNUAL, year=year)
    reporting = seasons.units_of(period, cast, generated)
    writing = [cast.units[code] for code in reporting if code not in generated]
    registers.keep(diary, writing, year, today, cast)
    paper.register_targets({cast.units[code]: model for code, model in reporting.items()}, year)
    oversight.recorded(diary, year, today, cast)
    targets.registered(diary, year, [code for code in reporting if code not in generated], cast)
    if year >= today.year:
        season = Season.under_way(today)
        seasons.open_period(diary, period, season, cast)
        seasons.under_way(diary, period, today, cast, generated)
        consolidated.under_way(diary, period, today, cast)
        return
    _past(diary, period, Season.of_past(year), cast, generated)
    if year == today.year - 1:
        official_figures.asked(diary, period, today, cast)
    if year == REVIEW_YEAR:
        review = ReportingPeriod.objects.get(kind=Kind.PHASE_REVIEW, year=year)
        _past(diary, review, Season.of_review(year), cast, generated)


def _past(diary: Diary, period: ReportingPeriod, season: Season, cast: Cast, generated: dict[str, str]) -> None:
    seasons.open_period(diary, period, season, cast)
    seasons.past(diary, period, season, cast, generated)
    reporting = seasons.units_of(period, cast, generated)
    scores.tell(diary, period, [code for code in reporting if code not in generated], cast)
    consolidated.past(diary, period, season, cast)


def settle_notices(today: date) -> None:
    """Notices of seasons long past have been read, and nobody gets mail about things that are only shown."""
    year = at(date(today.year, 1, 1))
    for notice_at in Notice.objects.filter(at__lt=year).values_list("at", flat=True).distinct().order_by("at"):
        Notice.objects.filter(at=notice_at).update(read_at=notice_at)
    Notice.objects.filter(mailed_at__isnull=True).update(mail_wanted=False)


def years_with_data() -> tuple[int, ...]:
    return data_files.YEARS
