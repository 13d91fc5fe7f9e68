"""Named action: take over last year's content of one field, where the catalogue's explicit list allows it.

Only figures, their parts and texts are copied; never a note, an estimate mark, evidence or a state.
"""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from departments.permissions import Refused
from reports.submissions import answers, versions
from reports.submissions.material import Material
from reports.submissions.models import IndicatorValue, Narrative


def definition_of(answer: IndicatorValue | Narrative):
    return answer.indicator if isinstance(answer, IndicatorValue) else answer.question


def may_copy(answer: IndicatorValue | Narrative, material: Material) -> bool:
    """Whether a button is offered: on the list, something to take over, and not the same already."""
    wanted = _last_year(answer, material)
    return wanted is not None and any(versions.content(answer)[k] != v for k, v in versions.plain(wanted).items())


def copy_forward(material: Material, answer: IndicatorValue | Narrative, *, by, at: datetime) -> answers.Saved:
    """Write last year's figure or text. Refused where the field is not on the list or there is nothing to take over."""
    wanted = _last_year(answer, material)
    if wanted is None:
        raise Refused(_("This field cannot be taken over from last year. Nothing was changed."))
    change = answers.Change(type(answer), answer.pk, answer.version, wanted, versions.content(answer))
    return answers.save_answers(material.report, [change], by=by, at=at, origin=versions.Origin.COPIED)


def _last_year(answer: IndicatorValue | Narrative, material: Material) -> dict[str, Any] | None:
    if not definition_of(answer).may_copy_forward:
        return None
    if isinstance(answer, Narrative):
        text = material.history.texts.get(answer.code, "")
        return {"text": text, "nothing_to_report": False, "nothing_reason": ""} if text else None
    figure = material.history.last_year(answer.code)
    if figure is None:
        return None
    whole = figure.value if figure.numerator is None else None
    return {
        "status": IndicatorValue.Status.VALUE.value,
        "value": whole,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
    }
