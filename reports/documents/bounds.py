"""What a renderer may be given: clean text of bounded length. Escaping alone does not protect it from hostile text.

A single paragraph of 1 MB keeps WeasyPrint busy for a minute, 200,000 combining accents for longer still;
hence the limits. Text is never cut: long paragraphs are divided at sentence ends, and what is too much
altogether is refused with a reason.
"""

import dataclasses
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from reports.documents.content import Attachment, Block, Cell, ContentError, OfficialDocument, Paragraph, Span, Table

PARAGRAPH_LIMIT = 10_000
FIELD_LIMIT = 50_000
#: titles, names, recipients: what is set as one piece must fit a page
SHORT_LIMIT = 2_000
#: a "word" longer than this is no word; it is broken up, because finding room for it costs with the square of
#: its length
WORD_LIMIT = 300
TABLE_BLOCK_ROWS = 200
ROW_LIMIT = 20_000
COLUMN_LIMIT = 60
MARKS_PER_LETTER = 4

_LIMITS = {Span: FIELD_LIMIT, Cell: PARAGRAPH_LIMIT}

#: controls (but tab and newline), surrogates, bidirectional overrides and isolates, zero-width and non-characters
_UNPRINTABLE = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff\ud800-\udfff]"
)
_NEWLINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_MONSTER = re.compile(rf"[^ \n]{{{WORD_LIMIT}}}(?=[^ \n])")
_SENTENCE_END = re.compile(r"[.!?;:…]\s+")


def clean(text: str, limit: int = FIELD_LIMIT) -> str:
    """Printable text in composed form: no controls, newlines as ``\\n``, at most four accents on one letter."""
    if len(text) > limit:
        raise ContentError(
            f"Một nội dung dài {len(text)} ký tự, quá giới hạn {limit} ký tự. "
            "Đề nghị chia thành nhiều mục hoặc chuyển phần chi tiết sang phụ lục."
        )
    text = _UNPRINTABLE.sub("", _NEWLINES.sub("\n", text).replace("\t", " "))
    text = _MONSTER.sub("\\g<0>\n", text)
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", "".join(_with_few_marks(unicodedata.normalize("NFC", text))))


def _with_few_marks(text: str) -> Iterator[str]:
    marks = 0
    for letter in text:
        marks = marks + 1 if unicodedata.category(letter) in ("Mn", "Me") else 0
        if marks <= MARKS_PER_LETTER:
            yield letter


def bounded(document: OfficialDocument) -> OfficialDocument:
    """The same document, clean and within the limits; :class:`ContentError` when it is too much."""
    tidy = _cleaned(document)
    annexes = tuple(dataclasses.replace(annex, blocks=_bounded_blocks(annex.blocks)) for annex in tidy.annexes)
    tidy = dataclasses.replace(tidy, blocks=_bounded_blocks(tidy.blocks), annexes=annexes)
    _check_tables([tidy.blocks, *(annex.blocks for annex in annexes)])
    return tidy


def _check_tables(groups: Iterable[tuple[Block, ...]]) -> None:
    tables = [block for blocks in groups for block in blocks if isinstance(block, Table)]
    rows = sum(len(table.rows) for table in tables)
    if rows > ROW_LIMIT:
        raise ContentError(f"Các bảng có tổng cộng {rows} dòng, quá giới hạn {ROW_LIMIT} dòng của một văn bản.")
    widest = max((len(table.columns) for table in tables), default=0)
    if widest > COLUMN_LIMIT:
        raise ContentError(f"Có bảng {widest} cột, quá giới hạn {COLUMN_LIMIT} cột. Đề nghị tách thành nhiều bảng.")


def _cleaned(value: Any, limit: int = SHORT_LIMIT) -> Any:
    if isinstance(value, str):
        return clean(value, limit)
    if isinstance(value, tuple):
        return tuple(_cleaned(item, limit) for item in value)
    if isinstance(value, Attachment) or not dataclasses.is_dataclass(value):
        return value
    changes = {}
    for field in dataclasses.fields(value):
        before = getattr(value, field.name)
        after = _cleaned(before, _LIMITS.get(type(value), SHORT_LIMIT))
        if after is not before and after != before:
            changes[field.name] = after
    return dataclasses.replace(value, **changes) if changes else value


def _bounded_blocks(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return tuple(part for block in blocks for part in (_parts(block) if isinstance(block, Paragraph) else (block,)))


def _parts(paragraph: Paragraph) -> Iterator[Paragraph]:
    """One paragraph per typed line, none longer than the limit, empty ones left out."""
    for line in _lines(paragraph.spans):
        for part in _limited(line):
            if any(span.text.strip() for span in part):
                yield dataclasses.replace(paragraph, spans=tuple(span for span in part if span.text))


def _lines(spans: Iterable[Span]) -> list[list[Span]]:
    lines: list[list[Span]] = [[]]
    for span in spans:
        first, *others = span.text.split("\n")
        lines[-1].append(dataclasses.replace(span, text=first))
        lines.extend([dataclasses.replace(span, text=other)] for other in others)
    return lines


def _limited(line: list[Span]) -> Iterator[list[Span]]:
    part: list[Span] = []
    length = 0
    for span in line:
        first, *others = _pieces(span.text, PARAGRAPH_LIMIT - length)
        part.append(dataclasses.replace(span, text=first))
        length += len(first)
        for text in others:
            yield part
            part, length = [dataclasses.replace(span, text=text)], len(text)
    yield part


def _pieces(text: str, room: int) -> list[str]:
    """``text`` in pieces of at most the paragraph limit, the first of at most ``room``, divided after a sentence."""
    pieces = []
    while len(text) > room:
        ends = [match.end() for match in _SENTENCE_END.finditer(text, 0, room)]
        cut = ends[-1] if ends else text.rfind(" ", 0, room) + 1 or room
        pieces.append(text[:cut].rstrip())
        text, room = text[cut:], PARAGRAPH_LIMIT
    return [*pieces, text]
