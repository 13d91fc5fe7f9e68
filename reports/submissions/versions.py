"""What a person can write of an answer as plain data, and the versions that keep every content it has had."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from reports.submissions import snapshots
from reports.submissions.models import AnnualReport, AnswerVersion, IndicatorValue, Narrative

Answer = IndicatorValue | Narrative
Kind, Origin = AnswerVersion.Kind, AnswerVersion.Origin

#: What a person may write. A computed figure takes only a note.
FIELDS: dict[type, tuple[str, ...]] = {
    IndicatorValue: ("status", "value", "numerator", "denominator", "is_estimate", "note"),
    Narrative: ("text", "nothing_to_report", "nothing_reason"),
}
#: Of a figure, what the register gives; a note beside it changes nothing about where it comes from.
COUNTED = ("status", "value", "numerator", "denominator")


def content(answer: Answer) -> dict[str, Any]:
    """What a person can write of an answer, as plain data: figures as text in their shortest form."""
    return plain({name: getattr(answer, name) for name in FIELDS[type(answer)]})


def plain(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: snapshots.plain(v) if isinstance(v, Decimal) else v for name, v in fields.items()}


def version_of(
    answer: Answer, number: int, fields: dict[str, Any], *, by, at: datetime, kind: str = Kind.SAVED,
    origin: str = Origin.TYPED, tab: str = "",
) -> AnswerVersion:  # fmt: skip
    """An unsaved version: the answer's whole content after `fields` were written."""
    owner = {"value": answer} if isinstance(answer, IndicatorValue) else {"narrative": answer}
    whole = content(answer) | plain(fields)
    return AnswerVersion(
        report_id=answer.report_id, version=number, content=whole, kind=kind, origin=origin, tab=tab, by=by, at=at,
        **owner,
    )  # fmt: skip


def record(versions: Iterable[AnswerVersion]) -> None:
    AnswerVersion.objects.bulk_create(versions)


def of_answer(answer: Answer):
    """Every content of an answer, newest first, with who wrote it."""
    return answer.versions.select_related("by__staff").order_by("-pk")


def was_only(answer: Answer, *, since: int, tab: str, by) -> bool:
    """Whether nobody but this tab wrote the answer after version `since`: its own saves, whose replies were lost."""
    if not tab:
        return False
    later = answer.versions.filter(kind=Kind.SAVED, version__gt=since).order_by("version")
    writers = set(later.values_list("tab", "by_id"))
    return writers == {(tab, by.pk)}


def is_kept(answer: Answer, fields: dict[str, Any], *, by) -> bool:
    """Whether this very content was kept as *not applied* already: a page that asks again adds nothing."""
    last = answer.versions.filter(kind=Kind.NOT_APPLIED, by=by).order_by("-pk").first()
    return last is not None and last.content == content(answer) | plain(fields)


def of_report(report: AnnualReport) -> dict[str, int]:
    """The number of every answer's present content, by the name of its boxes (`v12`, `n7`)."""
    values = report.values.order_by("pk").values_list("pk", "version")
    narratives = report.narratives.order_by("pk").values_list("pk", "version")
    return {f"v{pk}": n for pk, n in values} | {f"n{pk}": n for pk, n in narratives}
