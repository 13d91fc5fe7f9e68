"""The founding plan, loaded; the twelve units of the Office."""

from datetime import date

import pytest

from campaign.models import ReportingPeriod
from campaign.plan_files import read_plan
from campaign.plan_loading import load
from departments.models import Department
from tests.factories import NOW

#: code → (block, kind); the units of the demonstration (design page 10).
UNITS = {
    "th": "research",
    "ktn": "research",
    "nc": "research",
    "kgvx": "research",
    "kstthc": "research",
    "nv": "research",
    "hctc": "administration",
    "qttv": "administration",
    "btcd": "administration",
    "ttpvhcc": "service",
    "ttthcb": "service",
    "nk": "service",
}


@pytest.fixture(scope="session")
def entries():
    """The rows of the data files, read once."""
    return read_plan()


@pytest.fixture
def plan(db, entries):
    """The plan as `load_plan` leaves it."""
    return load(entries, at=NOW)


@pytest.fixture
def units(office) -> list[Department]:
    """All units that report, in the order of the office."""
    for order, (code, block) in enumerate(UNITS.items(), start=1):
        defaults = {"name": f"Đơn vị {code}", "short_name": code.upper(), "block": block, "order": order}
        Department.objects.get_or_create(code=code, defaults=defaults)
        Department.objects.filter(code=code).update(order=order)
    return list(Department.objects.reporting())


@pytest.fixture
def annual(plan, units) -> ReportingPeriod:
    """The planned annual period of 2026, dated and ready to be opened."""
    period = ReportingPeriod.objects.annual().for_year(2026).get()
    period.due_on, period.on_time_until, period.lock_on = date(2026, 11, 25), date(2026, 11, 30), date(2026, 12, 20)
    period.save()
    return period
