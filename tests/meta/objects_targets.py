"""Objects of the routes of the registration of targets, for the matrix of routes, methods and roles."""

from tests.meta.objects import Objects, objects_for
from tests.personas import Office
from tests.targets import making
from tests.targets.making import YEAR, State


def pair(office: Office, state: str, **more) -> Objects:
    own, other = (making.registration(office.units[code], state) for code in ("th", "ktn"))
    return Objects(own={"pk": own.pk, **more}, other={"pk": other.pk, **more})


@objects_for("targets:list", "targets:open")
def some_registrations(office: Office) -> Objects:
    making.registration(office.units["th"], State.SUBMITTED)
    return Objects()


@objects_for("targets:due", "targets:accept_many", "targets:office_workbook", "targets:office_upload")
@objects_for("targets:office_confirm")
def a_year(office: Office) -> Objects:
    making.registration(office.units["th"], State.SUBMITTED)
    return Objects(own={"year": YEAR})


@objects_for("targets:begin")
def a_round(office: Office) -> Objects:
    making.round_()
    own, other = ({"year": YEAR, "department": office.units[code].pk} for code in ("th", "ktn"))
    return Objects(own=own, other=other)


@objects_for("targets:fill", "targets:workbook", "targets:upload", "targets:confirm", "targets:registration")
def a_registration(office: Office) -> Objects:
    return pair(office, State.DRAFTING)


@objects_for("targets:move")
def a_move(office: Office) -> Objects:
    return pair(office, State.DRAFTING, name="hand_to_head")


@objects_for("targets:paper")
def on_paper(office: Office) -> Objects:
    return pair(office, State.DRAFTING, extension="docx")
