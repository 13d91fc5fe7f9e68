"""What changed in one field, in words: “12 → 15”, “evidence added: …”."""

from django.utils.translation import gettext as _

from campaign.models import PeriodIndicator
from reports.review.changes import FieldChange
from reports.submissions import history, wording

SHOWN = 160


def shown(entry: dict, indicator: PeriodIndicator) -> str:
    """The answer of a frozen figure as it reads, a ratio with its parts."""
    figure = history.figure_in(entry)
    text = wording.answer(entry["status"], figure.value if figure else None, indicator)
    has_parts = figure and figure.numerator is not None
    return f"{wording.parts(figure.numerator, figure.denominator)} = {text}" if has_parts else text


def described(change: FieldChange, indicator: PeriodIndicator | None) -> str:
    """One sentence; `indicator` is None of a text."""
    said = []
    if change.of_value:
        said.append(_text(change) if indicator is None else _figure(change, indicator))
    if change.of_note:
        said.append(_("note: “%(note)s”") % {"note": change.now["note"][:SHOWN] or "–"})
    if change.evidence_added:
        said.append(_("evidence added: %(names)s") % {"names": "; ".join(change.evidence_added)[:SHOWN]})
    if change.evidence_removed:
        said.append(_("evidence removed: %(names)s") % {"names": "; ".join(change.evidence_removed)[:SHOWN]})
    return "; ".join(said)


def _figure(change: FieldChange, indicator: PeriodIndicator) -> str:
    before, now = (shown(entry, indicator) or "–" for entry in (change.before, change.now))
    return f"{before} → {now}" if before != now else _("marked as estimate or as final figure")


def _text(change: FieldChange) -> str:
    words = [len(entry["text"].split()) for entry in (change.before, change.now)]
    return _("the text was edited (%(before)s → %(now)s words)") % {"before": words[0], "now": words[1]}
