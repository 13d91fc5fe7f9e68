"""Pages of the internal scoring: ranking, one unit's sheet, the unit's own page, the weights."""

from reports.scoring.views.own import own
from reports.scoring.views.ranking import ranking, switch, workbook
from reports.scoring.views.sheets import appraisal, hand_back, paper
from reports.scoring.views.weights import weights

__all__ = ["appraisal", "hand_back", "own", "paper", "ranking", "switch", "weights", "workbook"]
