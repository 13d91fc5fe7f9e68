"""The campaign: its plan, legal bases, criteria, indicators, periods, targets and figures entered from paper."""

from campaign.models.calendar import CalendarDay
from campaign.models.catalogue import Indicator, IndicatorDefinition, Question, QuestionDefinition
from campaign.models.criteria import Criterion, CriterionDefinition, Milestone, Theme
from campaign.models.figures import OfficeFigure, Target
from campaign.models.legal import LegalBasis
from campaign.models.loading import Loadable
from campaign.models.movement import Campaign, Phase
from campaign.models.periods import PeriodCriterion, PeriodIndicator, PeriodQuestion, ReportingPeriod
from campaign.models.plan import PlanItem
from campaign.models.rules import CheckRule, PeriodRule, RuleDefinition
from campaign.models.texts import OfficeText

__all__ = [
    "CalendarDay",
    "Campaign",
    "CheckRule",
    "Criterion",
    "CriterionDefinition",
    "Indicator",
    "IndicatorDefinition",
    "LegalBasis",
    "Loadable",
    "Milestone",
    "OfficeFigure",
    "OfficeText",
    "PeriodCriterion",
    "PeriodIndicator",
    "PeriodQuestion",
    "PeriodRule",
    "Phase",
    "PlanItem",
    "Question",
    "QuestionDefinition",
    "ReportingPeriod",
    "RuleDefinition",
    "Target",
    "Theme",
]
