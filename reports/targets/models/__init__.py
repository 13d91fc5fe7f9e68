"""Registration of targets: the round of a year, a unit's registration, its lines."""

from reports.targets.models.lines import TargetLine
from reports.targets.models.registrations import TargetRegistration
from reports.targets.models.rounds import TargetRound

__all__ = ["TargetLine", "TargetRegistration", "TargetRound"]
