"""Objects of the routes of appraised figures, for the matrix of routes, methods and roles."""

from reports.submissions.models import AnnualReport
from tests import factories
from tests.meta.objects import Objects, objects_for
from tests.personas import Office


@objects_for("review:appraise", "review:withdraw_appraisal")
def a_figure_under_review(office: Office) -> Objects:
    period = factories.period()
    own, other = (
        factories.report(office.units[code], period, AnnualReport.State.UNDER_REVIEW) for code in ("th", "ktn")
    )
    data = {"value": "9", "reason": "Tính trùng."}
    return Objects({"pk": own.pk, "code": "A2"}, {"pk": other.pk, "code": "A2"}, data)
