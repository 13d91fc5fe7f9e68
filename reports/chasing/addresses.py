"""How a page of the room names its period: the year, and `?kind=` where it is not the annual report."""

from django.urls import reverse

from campaign.models import ReportingPeriod

Kind = ReportingPeriod.Kind
KINDS = {"": Kind.ANNUAL, "phase": Kind.PHASE_REVIEW, "final": Kind.FINAL_REVIEW, "six_month": Kind.SIX_MONTH}


def kind_of(period: ReportingPeriod) -> str:
    """The value of `?kind=`; empty for the annual report."""
    return next((name for name, kind in KINDS.items() if kind == period.kind), "")


def address(route: str, period: ReportingPeriod, **more) -> str:
    """The page of this period."""
    place = reverse(f"chasing:{route}", kwargs={"year": period.year} | more)
    kind = kind_of(period)
    return f"{place}?kind={kind}" if kind else place
