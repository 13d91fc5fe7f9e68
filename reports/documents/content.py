"""What an official paper says, as plain data: no report, no layout.

Everything here is frozen and comparable. ``to_json``/``from_json`` are exact inverses; fields left at their default are
not written, so the canonical bytes (and their hash) of content approved today stay the same when a field is
added later.
"""

import base64
import dataclasses
import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

LEFT, CENTRE, RIGHT, JUSTIFY = "left", "centre", "right", "justify"
TEXT, NUMBER = "text", "number"
BARS, CURVE, TARGETS, DONUT = "bars", "curve", "targets", "donut"
BODY, CENTRED, NOTE = "body", "centred", "note"


class ContentError(ValueError):
    """The content cannot be a document; the message is a plain Vietnamese sentence for the person at the screen."""


def _freeze(instance: Any, *names: str) -> None:
    """Lists given for convenience become tuples, so that equal content is equal and nothing changes later."""
    for name in names:
        object.__setattr__(instance, name, tuple(getattr(instance, name)))


@dataclass(frozen=True)
class Span:
    """A run of text in one look. ``ref`` is the code of the field it came from, printed only in working copies."""

    text: str
    bold: bool = False
    italic: bool = False
    ref: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; ``spans`` may be given as one string. ``style``: body, centred or note (small, not indented)."""

    spans: tuple[Span, ...]
    ref: str = ""
    style: str = BODY

    def __post_init__(self) -> None:
        spans = (self.spans,) if isinstance(self.spans, str | Span) else self.spans
        object.__setattr__(self, "spans", tuple(Span(s) if isinstance(s, str) else s for s in spans))

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True)
class Heading:
    """Level 1 ``I. NHỮNG …`` (upper case, bold) · 2 ``1. …`` · 3 ``1.1. …`` · 4 ``a) …``; the number is part
    of the text."""

    level: int
    text: str
    ref: str = ""

    def __post_init__(self) -> None:
        if self.level not in (1, 2, 3, 4):
            raise ContentError(f"Đề mục phải ở cấp 1 đến 4, không phải cấp {self.level}.")


@dataclass(frozen=True)
class Column:
    """``width`` is relative to the other columns. Neighbours with the same ``group`` get one common heading above."""

    title: str
    width: float = 1
    align: str = ""
    kind: str = TEXT
    group: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "width", float(self.width))
        if self.width <= 0:
            raise ContentError(f"Cột “{self.title}” phải có chiều rộng lớn hơn 0.")
        if not self.align:
            object.__setattr__(self, "align", RIGHT if self.kind == NUMBER else LEFT)


@dataclass(frozen=True)
class Cell:
    """``text`` is what is printed; ``value`` the number behind it, used by Excel."""

    text: str
    bold: bool = False
    italic: bool = False
    colspan: int = 1
    align: str = ""
    ref: str = ""
    value: Decimal | None = None


@dataclass(frozen=True)
class Table:
    """A ruled table. Cells may be given as strings; every row covers all columns, counting ``colspan``."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    title: str = ""
    unit: str = ""
    notes: tuple[str, ...] = ()
    ref: str = ""

    def __post_init__(self) -> None:
        _freeze(self, "columns", "notes")
        rows = tuple(tuple(Cell(c) if isinstance(c, str) else c for c in row) for row in self.rows)
        object.__setattr__(self, "rows", rows)
        for number, row in enumerate(rows, start=1):
            width = sum(cell.colspan for cell in row)
            if width != len(self.columns) or any(cell.colspan < 1 for cell in row):
                raise ContentError(f"Bảng “{self.title}”: dòng {number} có {width} ô, bảng có {len(self.columns)} cột.")


@dataclass(frozen=True)
class Series:
    """One set of bars or one line; ``None`` leaves the place empty."""

    name: str
    values: tuple[Decimal | None, ...]

    def __post_init__(self) -> None:
        exact = tuple(v if v is None or isinstance(v, Decimal) else Decimal(str(v)) for v in self.values)
        object.__setattr__(self, "values", exact)


@dataclass(frozen=True)
class Chart:
    """A picture of figures. ``targets``: two series, result and target; ``donut``: one series of parts."""

    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    kind: str = BARS
    unit: str = ""
    ref: str = ""

    def __post_init__(self) -> None:
        _freeze(self, "labels", "series")
        if self.kind not in (BARS, CURVE, TARGETS, DONUT):
            raise ContentError(f"Biểu đồ “{self.title}” thuộc loại chưa được hỗ trợ: {self.kind}.")
        if not self.series or any(len(series.values) != len(self.labels) for series in self.series):
            raise ContentError(f"Biểu đồ “{self.title}” phải có đủ một số liệu cho mỗi nhãn.")


Block = Heading | Paragraph | Table | Chart


@dataclass(frozen=True)
class Letterhead:
    """``number`` and ``on`` stay ``None`` until the clerk enters them; ``authority`` is the issuer's full name
    in running text (“Văn phòng Ủy ban nhân dân tỉnh”), used in the line under an annex title."""

    parent_lines: tuple[str, ...]
    issuer_lines: tuple[str, ...]
    notation: str
    number: str | None
    place: str
    on: date | None
    year: int
    authority: str

    def __post_init__(self) -> None:
        _freeze(self, "parent_lines", "issuer_lines")


@dataclass(frozen=True)
class Signature:
    """Capacity and office, one per line (``KT. CHÁNH VĂN PHÒNG``, ``PHÓ CHÁNH VĂN PHÒNG``), then the name."""

    lines: tuple[str, ...]
    name: str

    def __post_init__(self) -> None:
        _freeze(self, "lines")


@dataclass(frozen=True)
class Annex:
    """Numbered by the layer. ``title`` is printed in upper case."""

    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False

    def __post_init__(self) -> None:
        _freeze(self, "blocks")


@dataclass(frozen=True)
class Attachment:
    """A file carried inside the PDF. Both times come from the stored record: without them the bytes would differ."""

    name: str
    data: bytes
    media_type: str
    created: datetime
    modified: datetime
    description: str = ""


@dataclass(frozen=True)
class Metadata:
    title: str
    author: str
    keywords: tuple[str, ...] = ()
    subject: str = ""

    def __post_init__(self) -> None:
        _freeze(self, "keywords")


@dataclass(frozen=True)
class OfficialDocument:
    """One paper. The layer adds: numbering of annexes, dashes and stops of lists, ``./.`` after the last word
    of the body.

    ``draft_mark`` (“DỰ THẢO 12/14 đơn vị”) makes it a working copy; only there ``margin_codes`` prints the refs.
    """

    letterhead: Letterhead
    type_name: str
    subject: str
    blocks: tuple[Block, ...]
    signature: Signature
    recipients: tuple[str, ...]
    metadata: Metadata
    addressees: tuple[str, ...] = ()
    legal_bases: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    draft_mark: str = ""
    margin_codes: bool = False

    def __post_init__(self) -> None:
        _freeze(self, "blocks", "recipients", "addressees", "legal_bases", "annexes", "attachments")


_TYPES: dict[str, type] = {
    t.__name__: t
    for t in (
        OfficialDocument, Letterhead, Signature, Annex, Attachment, Metadata,
        Heading, Paragraph, Span, Table, Column, Cell, Chart, Series,
    )
}  # fmt: skip


def to_json(document: OfficialDocument) -> dict[str, Any]:
    """The document as JSON-ready data."""
    return _encode(document)


def from_json(data: dict[str, Any]) -> OfficialDocument:
    """The document back from ``to_json``; :class:`ContentError` when the data are not a document."""
    try:
        document = _decode(data)
    except (KeyError, TypeError, ValueError) as error:
        raise ContentError(f"Nội dung văn bản đã lưu không đọc được ({error}).") from error
    if not isinstance(document, OfficialDocument):
        raise ContentError("Nội dung đã lưu không phải là một văn bản.")
    return document


def canonical_bytes(document: OfficialDocument) -> bytes:
    """The one spelling of the content that is stored, hashed and compared (UTF-8 JSON, sorted keys, no spaces)."""
    return json.dumps(to_json(document), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def content_hash(document: OfficialDocument) -> str:
    """SHA-256 of :func:`canonical_bytes`, in hexadecimal."""
    return hashlib.sha256(canonical_bytes(document)).hexdigest()


def _encode(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        fields = ((f, getattr(value, f.name)) for f in dataclasses.fields(value))
        return {"type": type(value).__name__} | {f.name: _encode(v) for f, v in fields if v != f.default}
    if isinstance(value, tuple):
        return [_encode(item) for item in value]
    if isinstance(value, Decimal):
        return {"type": "decimal", "value": str(value)}
    if isinstance(value, datetime):
        return {"type": "datetime", "value": value.isoformat()}
    if isinstance(value, date):
        return {"type": "date", "value": value.isoformat()}
    if isinstance(value, bytes):
        return {"type": "bytes", "value": base64.b64encode(value).decode("ascii")}
    return value


_SCALARS = {
    "decimal": Decimal,
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "bytes": lambda text: base64.b64decode(text, validate=True),
}


def _decode(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_decode(item) for item in value)
    if not isinstance(value, dict):
        return value
    kind = value["type"]
    if kind in _SCALARS:
        return _SCALARS[kind](value["value"])
    return _TYPES[kind](**{name: _decode(item) for name, item in value.items() if name != "type"})
