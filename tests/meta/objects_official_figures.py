"""Objects of the routes of the official figures, for the matrix of routes, methods and roles."""

from tests.meta.objects import Objects, objects_for
from tests.official_figures import making
from tests.official_figures.making import YEAR, People, State
from tests.personas import Office


def pair(office: Office, state: str, **more) -> Objects:
    units = {office.units[code]: People(office.units[code]) for code in ("th", "ktn")}
    own, other = making.updates(units, state)
    return Objects(own={"pk": own.pk, **more}, other={"pk": other.pk, **more})


@objects_for("official_figures:open", "official_figures:due")
def a_year(office: Office) -> Objects:
    making.update(office.units["th"])
    return Objects(own={"year": YEAR})


@objects_for("official_figures:update", "official_figures:fill")
def an_update(office: Office) -> Objects:
    return pair(office, State.DRAFTING)


@objects_for("official_figures:move")
def a_move(office: Office) -> Objects:
    return pair(office, State.DRAFTING, name="hand_to_head")
