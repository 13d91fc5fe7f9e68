"""Objects of the routes of the oversight room, for the matrix of routes, methods and roles."""

from tests.meta.objects import Objects, objects_for
from tests.oversight import making
from tests.personas import Office


@objects_for(
    "oversight:inspection", "oversight:inspection_edit", "oversight:inspection_remove", "oversight:add_finding"
)
def an_inspection(office: Office) -> Objects:
    own, other = (making.inspection(office.units[code]) for code in ("th", "ktn"))
    return Objects({"pk": own.pk}, {"pk": other.pk}, {"seen": own.version, "reason": "Ghi nhầm."})


@objects_for("oversight:finding_move")
def a_finding(office: Office) -> Objects:
    own, other = (making.finding(making.inspection(office.units[code]), office.units[code]) for code in ("th", "ktn"))
    return Objects({"pk": own.pk, "name": "report"}, {"pk": other.pk, "name": "report"}, {"seen": own.version})


@objects_for("oversight:example", "oversight:example_edit", "oversight:spread")
def an_example(office: Office) -> Objects:
    return Objects({"pk": making.example(office.units["th"]).pk})
