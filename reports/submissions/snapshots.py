"""The canonical content of a report, as frozen in a revision."""

import hashlib
import json
from collections.abc import Iterable
from decimal import Decimal

from reports.submissions.models import AnnualReport, Evidence, IndicatorValue, Narrative, SignedPaper
from reports.submissions.problems import Problem


def canonical(content: dict) -> str:
    """One text for one content: sorted keys, no spaces, NFC text as stored."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest(content: dict) -> str:
    """SHA-256 of the canonical content, in hexadecimal."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def plain(number: Decimal | None) -> str | None:
    """A Decimal as text without exponent or trailing zeros, so that the same figure always reads the same."""
    if number is None:
        return None
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def content_of(report: AnnualReport) -> dict:
    """Everything the unit answered, by indicator and question code, with evidence hashes; four queries."""
    proofs: dict[tuple[str, int], list[dict]] = {}
    for item in Evidence.objects.attached().filter(report=report).select_related("file").order_by("pk"):
        owner = ("value", item.value_id) if item.value_id else ("narrative", item.narrative_id)
        proofs.setdefault(owner, []).append(_proof(item))
    values = report.values.select_related("indicator").order_by("indicator__order", "pk")
    narratives = report.narratives.select_related("question").order_by("question__order", "pk")
    return {
        "period": {"id": report.period_id, "kind": report.period.kind, "year": report.period.year},
        "department": {
            "id": report.department_id,
            "code": report.department.code,
            "name": report.department.name,
            "short_name": report.department.short_name,
        },
        "values": {v.indicator.code: _value(v, proofs.get(("value", v.pk), [])) for v in values},
        "texts": {n.question.code: _text(n, proofs.get(("narrative", n.pk), [])) for n in narratives},
        "nothing_to_report": report.nothing_to_report,
        "nothing_reason": report.nothing_reason,
    } | ({"paper": _paper(report.paper)} if report.paper_id else {})


def _paper(paper: SignedPaper) -> dict:
    """The signed paper the report was entered from."""
    return {
        "signatory": paper.signatory,
        "capacity": paper.lines,
        "signed_on": paper.signed_on.isoformat(),
        "entered_by": paper.entered_by.display_name,
        "sha256": paper.scan.sha256,
    }


def kept_warnings(problems: Iterable[Problem]) -> dict:
    """What the unit kept in spite of a warning, with its reasons; no key where there is none."""
    kept = [
        {
            "field": problem.field_code,
            "rule": problem.rule,
            "message": problem.message,
            "reason": problem.waiver.reason,
            "by": problem.waiver.waived_by.display_name,
            "at": problem.waiver.waived_at.isoformat(),
        }
        for problem in problems
        if problem.waiver
    ]
    return {"waivers": kept} if kept else {}


def _proof(item: Evidence) -> dict:
    return {
        "id": item.pk,
        "name": item.name,
        "reference": item.reference,
        "sha256": item.file.sha256 if item.file else "",
        "size": item.file.size if item.file else 0,
    }


def _value(value: IndicatorValue, evidence: list[dict]) -> dict:
    return {
        "status": value.status,
        "value": plain(value.value),
        "numerator": plain(value.numerator),
        "denominator": plain(value.denominator),
        "is_estimate": value.is_estimate,
        "note": value.note,
        "evidence": evidence,
    }


def _text(narrative: Narrative, evidence: list[dict]) -> dict:
    return {
        "text": narrative.text,
        "nothing_to_report": narrative.nothing_to_report,
        "reason": narrative.nothing_reason,
        "evidence": evidence,
    }
