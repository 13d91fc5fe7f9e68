"""How figures and answers read: on the form, on the one-page view and in the printed report."""

from decimal import Decimal

from django.utils.translation import gettext as _

from campaign.models import IndicatorDefinition
from campaign.wording import number, parts
from departments.vietnamese import format_decimal
from reports.submissions.models import IndicatorValue, Narrative

Status = IndicatorValue.Status


def answer(status: str, figure: Decimal | None, definition: IndicatorDefinition) -> str:
    """What stands in the place of the figure: the figure itself or why there is none."""
    match status:
        case Status.VALUE if figure is not None:
            return number(figure, definition)
        case Status.NONE_ARISEN:
            return _("Nothing arose")
        case Status.NOT_MINE:
            return _("Not this unit's task")
    return ""


def entry(content: dict | None) -> str:
    """The whole content of an answer in words, as kept in its versions; also of one that was never saved."""
    if content is None:
        return "–"
    if "text" in content:
        if content["nothing_to_report"]:
            return f"{_('Nothing to report')}: {content['nothing_reason']}".rstrip(": ")
        return content["text"] or "–"
    return _figure_entry(content)


def _figure_entry(content: dict) -> str:
    words = "–"
    if content.get("numerator") is not None:
        words = parts(Decimal(content["numerator"]), Decimal(content["denominator"]))
    elif content.get("value") is not None:
        words = format_decimal(Decimal(content["value"]))
    elif content.get("status") in (Status.NONE_ARISEN, Status.NOT_MINE):
        words = str(Status(content["status"]).label)
    if content.get("is_estimate"):
        words += f" ({_('estimate')})"
    return f"{words} · {content['note']}" if content.get("note") else words


def is_answered(item: IndicatorValue | Narrative) -> bool:
    """Filled in one way or another; a text of nothing but a tick still needs its reason."""
    if isinstance(item, IndicatorValue):
        return item.status != Status.BLANK
    return bool(item.text.strip()) or (item.nothing_to_report and bool(item.nothing_reason.strip()))
