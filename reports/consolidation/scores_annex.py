"""PL 11, internal scores: kept by HC-TC and leadership, never sent and in no file of the consolidated report."""

from reports.consolidation import annexes
from reports.consolidation.annexes import AnnexContext
from reports.documents.content import Annex
from reports.scoring import papers, reading
from reports.scoring.models import PeriodScoring


def scores(context: AnnexContext) -> Annex | None:
    """The ranking and each unit's sheet; None where scoring is not switched on."""
    scoring = PeriodScoring.objects.on().of_period(context.period).first()
    return papers.annex(scoring, reading.ranking(scoring)) if scoring else None


annexes.register("PL 11", papers.TITLE, False, scores, is_internal=True)
