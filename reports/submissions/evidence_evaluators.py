"""Rules about evidence: that there is some, and whether it stands elsewhere too."""

from collections.abc import Iterator
from typing import Any

from reports.submissions.findings import Finding
from reports.submissions.material import Material
from reports.submissions.models import Evidence, IndicatorValue

#: Said where an indicator does not say itself what counts as evidence.
ANY_PROOF = "danh mục, văn bản hoặc số văn bản liên quan"


def present(parameters: dict[str, Any], material: Material) -> Iterator[Finding]:
    """A figure above zero has evidence where the indicator requires it, or says what is expected."""
    for value in material.values:
        definition = value.indicator
        required = definition.evidence_required
        asked = required if parameters.get("which") == "required" else bool(definition.evidence_hint) and not required
        if "indicators" in parameters:
            asked = value.code in parameters["indicators"]
        has_figure = value.status == IndicatorValue.Status.VALUE and value.figure
        if asked and has_figure and not material.evidence_of(value):
            hint = definition.evidence_hint.rstrip(".") or ANY_PROOF
            yield Finding(value.code, {"code": value.code, "hint": hint}, str(definition))


def elsewhere(parameters: dict[str, Any], material: Material) -> Iterator[Finding]:
    """Another unit has reported the same document or file; which one, reviewers are told."""
    for code, items in _by_field(material):
        found = [item for item in items if item.pk in material.reuse.elsewhere]
        if found:
            others = [other for item in found for other in material.reuse.elsewhere[item.pk]]
            aside = "; ".join(dict.fromkeys(f"{o.report.department.name} ({o.answer.code})" for o in others))
            yield Finding(code, {"code": code, "documents": _names(found)}, aside=aside)


def repeated(parameters: dict[str, Any], material: Material) -> Iterator[Finding]:
    """The same file at another field of this report; said once, at the later of the two."""
    first: dict[int, str] = {}
    for code, items in _by_field(material):
        again = [item for item in items if item.file_id and first.setdefault(item.file_id, code) != code]
        if again:
            places = ", ".join(dict.fromkeys(first[item.file_id] for item in again))
            yield Finding(code, {"code": code, "documents": _names(again), "places": places})


def earlier(parameters: dict[str, Any], material: Material) -> Iterator[Finding]:
    """The same file in a report of an earlier year; a document cited by its number may well hold for years."""
    for code, items in _by_field(material):
        found = [item for item in items if item.file_id and item.pk in material.reuse.earlier]
        if found:
            years = sorted({o.report.period.year for item in found for o in material.reuse.earlier[item.pk]})
            facts = {"code": code, "documents": _names(found), "year": ", ".join(map(str, years))}
            yield Finding(code, facts)


def _by_field(material: Material) -> Iterator[tuple[str, list[Evidence]]]:
    """Evidence by the code of its field, in the order of the form."""
    if material.evidence:
        for answer in (*material.values, *material.narratives):
            if items := material.evidence_of(answer):
                yield answer.code, items


def _names(items: list[Evidence]) -> str:
    """`văn bản 812/BC-TH`, `tệp “Danh mục.pdf”`: each once."""
    shown = [f"tệp “{i.name}”" if i.file_id else f"văn bản {i.document_number}" for i in items]
    return ", ".join(dict.fromkeys(shown))
