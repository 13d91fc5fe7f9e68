"""The consolidated report as an official paper: typed content for the document layer, with refs for provenance.

Refs: a heading carries its code, a paragraph `III.1.1:2`, a live figure the code of its indicator.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from campaign.models import LegalBasis, ReportingPeriod
from departments.vietnamese import long_date
from reports.consolidation import annexes
from reports.consolidation.annexes import AnnexContext
from reports.consolidation.compiled import Compiled
from reports.consolidation.models import Section, notation
from reports.consolidation.outline import (
    RECIPIENTS,
    TYPE_NAME,
    closing,
    letter_citation,
    opening,
    subject,
)
from reports.documents.content import (
    Block,
    Heading,
    Letterhead,
    Metadata,
    OfficialDocument,
    Paragraph,
    Signature,
    Span,
)

EMPTY = "(Chưa có nội dung)"
KEYWORD = "thi đua"
#: A number or a day nobody has entered yet, as the legal basis leaves room for it.
NOT_ENTERED = re.compile(r"(?:số {2,}/\S+|ngày {2,}tháng \d{1,2} năm \d{4}) ")


@dataclass(frozen=True)
class Signer:
    """The lines of the signature block and the name under it."""

    lines: tuple[str, ...]
    name: str


@dataclass(frozen=True)
class Paper:
    """Everything the paper is made of. `day` decides which legal bases are in force."""

    compiled: Compiled
    sections: Sequence[Section]
    period: ReportingPeriod
    sent: Sequence[str]
    signer: Signer
    day: date


def draft(paper: Paper) -> OfficialDocument:
    """A working copy: marked, with margin codes, number and date blank."""
    mark = f"DỰ THẢO {draft_count(paper.compiled)}".strip()
    return replace(_document(paper, working_copy=True), draft_mark=mark, margin_codes=True)


def draft_count(compiled: Compiled) -> str:
    """`7/12 đơn vị`; empty where no unit is asked."""
    units = compiled.inputs["units"]
    return f"{len(compiled.counted_units)}/{len(units)} đơn vị" if units else ""


def final(paper: Paper) -> OfficialDocument:
    """The approved paper, number and date still blank."""
    return _document(paper, working_copy=False)


def numbered(document: OfficialDocument, number: str, on: date) -> OfficialDocument:
    """The same paper with the number and date the clerk recorded."""
    return replace(document, letterhead=replace(document.letterhead, number=number, on=on, year=on.year))


def _document(paper: Paper, *, working_copy: bool) -> OfficialDocument:
    campaign, period = paper.period.campaign, paper.period
    about = subject(period.kind, campaign.name, period.from_year, period.year)
    return OfficialDocument(
        letterhead=_letterhead(paper),
        type_name=TYPE_NAME,
        subject=about,
        addressees=(campaign.report_addressee,),
        blocks=tuple(_blocks(paper, working_copy)),
        signature=Signature(paper.signer.lines, paper.signer.name),
        recipients=RECIPIENTS,
        metadata=Metadata(
            title=f"Báo cáo {about[:1].lower()}{about[1:]}",
            author=campaign.agency_full_name,
            keywords=(KEYWORD, f"SHA-256 dữ liệu đầu vào: {paper.compiled.input_hash}"),
            subject=about,
        ),
        annexes=tuple(annex for _, annex in annexes.built(context_of(paper), paper.sent)),
    )


def context_of(paper: Paper) -> AnnexContext:
    return AnnexContext(paper.compiled, paper.period, paper.day)


def _letterhead(paper: Paper) -> Letterhead:
    campaign = paper.period.campaign
    return Letterhead(
        parent_lines=(campaign.parent_name,),
        issuer_lines=(campaign.issuer,),
        notation=notation(campaign),
        number=None,
        place=campaign.place,
        on=None,
        year=paper.day.year,
        authority=campaign.agency_full_name,
    )


def _blocks(paper: Paper, working_copy: bool) -> Iterable[Block]:
    campaign, period = paper.period.campaign, paper.period
    agency = running_name(campaign.agency_name, campaign.place)
    bases = cited_bases(paper.period, paper.day)
    yield Paragraph(opening(period.kind, bases, agency, period.from_year, period.year), ref="mo-dau")
    leaves = {heading.code for heading in paper.compiled.headings if heading.is_leaf}
    for section in paper.sections:
        yield Heading(section.level, section.title, ref=section.code)
        yield from _paragraphs(paper, section, section.code in leaves and working_copy)
    yield Paragraph(closing(period.kind, campaign.name, agency, period.from_year, period.year), ref="ket-thuc")


def running_name(name: str, place: str) -> str:
    """The agency in running text: “Văn phòng UBND tỉnh”; the province is in the letterhead."""
    return name.removesuffix(f" {place}")


def _paragraphs(paper: Paper, section: Section, say_empty: bool) -> Iterable[Paragraph]:
    lines = [line.strip() for line in section.text.splitlines() if line.strip()]
    for number, line in enumerate(lines, start=1):
        spans = tuple(Span(piece.text, ref=piece.code) for piece in paper.compiled.live.pieces(line))
        yield Paragraph(spans, ref=f"{section.code}:{number}")
    if not lines and say_empty:
        yield Paragraph(Span(EMPTY, italic=True))


def cited_bases(period: ReportingPeriod, day: date) -> list[str]:
    """Verified legal bases in force on the day, in their order, then the letter that asked for the report.

    Of a plan whose number and day are not known yet the opening names what is known.
    """
    rows = LegalBasis.objects.in_force(day).cited_in_reports().filter(verified=True)
    letter = letter_citation(
        period.letter_number,
        long_date(period.letter_date).removeprefix("ngày ") if period.letter_date else "",
        period.letter_issuer,
        period.letter_subject,
    )
    return [NOT_ENTERED.sub("", citation) for citation in [*(row.citation for row in rows), letter] if citation]
