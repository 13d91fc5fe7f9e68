"""Objects of the scoring routes, for the matrix of routes, methods and roles."""

from tests import factories
from tests.meta.objects import Objects, objects_for
from tests.personas import Office
from tests.scoring.making import YEAR, appraised, switched_on


@objects_for("scoring:ranking", "scoring:switch", "scoring:workbook")
def a_scored_year(office: Office) -> Objects:
    switched_on(factories.period(YEAR))
    return Objects(own={"year": YEAR}, data={"reason": "Dừng chấm điểm."})


@objects_for("scoring:appraisal", "scoring:hand_back", "scoring:own")
def a_sheet(office: Office) -> Objects:
    scoring = switched_on(factories.period(YEAR))
    appraised(scoring, office.units["th"], office.people["hctc_officer"])
    own, other = ({"year": YEAR, "department": office.units[code].pk} for code in ("th", "ktn"))
    return Objects(own=own, other=other, data={"seen": 1})


@objects_for("scoring:paper")
def a_paper(office: Office) -> Objects:
    switched_on(factories.period(YEAR))
    return Objects(own={"year": YEAR, "department": office.units["th"].pk, "extension": "xlsx"})


@objects_for("scoring:weights")
def the_weights(office: Office) -> Objects:
    switched_on(factories.period(YEAR))
    return Objects()
