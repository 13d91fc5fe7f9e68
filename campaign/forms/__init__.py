"""Forms of this room."""

from campaign.forms.calendar import CalendarDayForm, NewCalendarDayForm
from campaign.forms.catalogue import (
    CriterionForm,
    GuidanceForm,
    IndicatorForm,
    LegalBasisForm,
    NewCriterionForm,
    NewIndicatorForm,
    PlanNumberForm,
    QuestionForm,
    RowForm,
)
from campaign.forms.checks import CheckRuleForm
from campaign.forms.figures import PaperFiguresForm
from campaign.forms.periods import (
    MoveDatesForm,
    NewPeriodForm,
    NextYearForm,
    PeriodForm,
    ReasonForm,
    RewordForm,
    SeenForm,
    UnitsForm,
)

__all__ = [
    "CalendarDayForm",
    "CheckRuleForm",
    "CriterionForm",
    "GuidanceForm",
    "IndicatorForm",
    "LegalBasisForm",
    "MoveDatesForm",
    "NewCalendarDayForm",
    "NewCriterionForm",
    "NewIndicatorForm",
    "NewPeriodForm",
    "NextYearForm",
    "PaperFiguresForm",
    "PeriodForm",
    "PlanNumberForm",
    "QuestionForm",
    "ReasonForm",
    "RewordForm",
    "RowForm",
    "SeenForm",
    "UnitsForm",
]
