"""Objects of the extensions routes, for the matrix of routes, methods and roles."""

from campaign.models import ReportingPeriod
from reports.extensions import workflow
from reports.extensions.models import Extension
from tests import factories as make
from tests.meta.objects import Objects, objects_for
from tests.personas import Office


def asked(office: Office) -> tuple[Extension, Extension]:
    """A request of `th` and one of `ktn`."""
    period = make.period()
    return tuple(
        _asked(office, period, code, who) for code, who in (("th", "contributor"), ("ktn", "other_contributor"))
    )


def _asked(office: Office, period: ReportingPeriod, code: str, asker: str) -> Extension:
    return workflow.ask(
        period, office.units[code], reason="Chờ số liệu của cơ sở", wished_until=period.on_time_until + workflow.USUAL,
        by=office.people[asker], at=make.NOW,
    )  # fmt: skip


@objects_for("extensions:list")
def no_extension(office: Office) -> Objects:
    return Objects()


@objects_for("extensions:ask")
def an_open_period(office: Office) -> Objects:
    return Objects(own={"period": make.period().pk})


@objects_for("extensions:extension")
def two_requests(office: Office) -> Objects:
    own, other = asked(office)
    return Objects(own={"pk": own.pk}, other={"pk": other.pk})


@objects_for("extensions:move")
def two_requests_to_withdraw(office: Office) -> Objects:
    own, other = asked(office)
    return Objects(own={"pk": own.pk, "name": "withdraw"}, other={"pk": other.pk, "name": "withdraw"})
