"""Internal scoring: versions of the score sheet, periods in which it is used, what units and HC-TC give."""

from reports.scoring.models.scores import ItemScore, PeriodScoring, UnitScore
from reports.scoring.models.sheets import ScoreItem, ScoreSheet

__all__ = ["ItemScore", "PeriodScoring", "ScoreItem", "ScoreSheet", "UnitScore"]
