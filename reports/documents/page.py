"""A paper as HTML for the printer: the prepared content through autoescaped templates, nothing but text nodes
from users."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.template.loader import render_to_string

from reports.documents import charts, fonts, setting, wording
from reports.documents.bounds import bounded
from reports.documents.content import Block, Chart, Heading, OfficialDocument, Paragraph, Table
from reports.documents.formatting import Rules, rules_on
from reports.documents.stylesheet import asset_name

TEMPLATE = "documents/paper.html"
ANCHOR = "ref-"


@dataclass(frozen=True)
class Asset:
    """Bytes the renderer may ask for by name."""

    data: bytes
    media_type: str


@dataclass(frozen=True)
class PrintPage:
    """All a renderer needs. ``assets`` is the complete list of names it may fetch as ``asset:<name>``."""

    html: str
    rules: Rules
    column_css: str
    assets: dict[str, Asset]


def print_page(document: OfficialDocument) -> PrintPage:
    """The document ready to print, by the rules of its own date; :class:`ContentError` when it is too much to print."""
    rules = rules_on(document.letterhead.on)
    ready = wording.with_end_mark(bounded(document))
    parts = _Parts()
    html = render_to_string(TEMPLATE, _context(ready, rules, parts))
    return PrintPage(html, rules, parts.column_css(), font_assets() | parts.assets)


@lru_cache(maxsize=4)
def _font_assets(folder: Path) -> dict[str, Asset]:
    return {asset_name(s): Asset(path.read_bytes(), "font/ttf") for s, path in fonts.files(folder).items()}


def font_assets() -> dict[str, Asset]:
    """The four font files under the names the stylesheet uses."""
    return _font_assets(fonts.directory())


class _Parts:
    """What the HTML refers to by name: charts as assets, sets of column widths as classes."""

    def __init__(self) -> None:
        self.assets: dict[str, Asset] = {}
        self._widths: dict[tuple[float, ...], str] = {}

    def picture(self, svg: str) -> str:
        name = f"chart-{len(self.assets) + 1}"
        self.assets[name] = Asset(svg.encode(), "image/svg+xml")
        return name

    def widths(self, millimetres: list[float]) -> str:
        return self._widths.setdefault(tuple(millimetres), f"widths-{len(self._widths) + 1}")

    def column_css(self) -> str:
        return "\n".join(
            f".{name} col.c{place} {{ width: {width}mm }}"
            for widths, name in self._widths.items()
            for place, width in enumerate(widths, start=1)
        )


def _context(document: OfficialDocument, rules: Rules, parts: _Parts) -> dict:
    head = document.letterhead
    return {
        "document": document,
        "rules": rules,
        "keywords": ", ".join(document.metadata.keywords),
        "number": wording.number_text(head, rules),
        "place_and_date": wording.place_and_date(head, rules),
        "type_name": document.type_name.upper(),
        "subject_lines": setting.subject_lines(document, rules),
        "addressees": wording.addressee_lines(document),
        "legal_bases": wording.listed(document.legal_bases),
        "recipients": wording.dashed(document.recipients),
        "blocks": [_block(block, document, rules, rules.text_width_mm, parts) for block in document.blocks],
        "annexes": [_annex(number, document, rules, parts) for number in range(1, len(document.annexes) + 1)],
    }


def _annex(number: int, document: OfficialDocument, rules: Rules, parts: _Parts) -> dict:
    annex = document.annexes[number - 1]
    width = rules.landscape_text_width_mm if annex.landscape else rules.text_width_mm
    return {
        "label": wording.annex_label(number, len(document.annexes)),
        "title_lines": setting.annex_title_lines(annex, width, rules),
        "note_lines": setting.annex_note_lines(document, width, rules),
        "landscape": annex.landscape,
        "blocks": [_block(block, document, rules, width, parts) for block in annex.blocks],
    }


def _block(block: Block, document: OfficialDocument, rules: Rules, width_mm: float, parts: _Parts) -> dict:
    shown = {
        "block": block,
        "anchor": ANCHOR + block.ref if block.ref else "",
        "code": block.ref if document.draft_mark and document.margin_codes else "",
    }
    match block:
        case Heading():
            return shown | {"kind": "heading", "text": wording.heading_text(block), "tag": f"h{block.level + 1}"}
        case Paragraph():
            return shown | {"kind": "paragraph"}
        case Table():
            return shown | {"kind": "table"} | _table(block, width_mm, rules, parts)
        case Chart():
            svg = charts.draw(block, font_family=fonts.FAMILY, width_mm=width_mm)
            return shown | {
                "kind": "chart",
                "asset": parts.picture(svg),
                "description": charts.description(block),
                "caption": "" if charts.writes_its_title(block) else charts.heading(block),
            }


def _table(table: Table, width_mm: float, rules: Rules, parts: _Parts) -> dict:
    size = setting.fitting_size(table, width_mm, rules)
    return {
        "size": f"size-{size:g}",
        "widths": parts.widths(setting.column_widths(table, width_mm, size, rules)),
        "heading_rows": setting.heading_rows(table.columns),
        "row_blocks": [[setting.set_row(row, table.columns) for row in rows] for rows in setting.row_blocks(table)],
    }
