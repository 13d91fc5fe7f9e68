"""The print stylesheet, written from the dated rules.

Blocks, inline-blocks and fixed tables only: flex and grid make WeasyPrint slow and lose words across pages.
The letterhead and the signature block are lines of inline-blocks, so neither can be broken by a page and
neither is a table to a reader.
"""

from reports.documents.fonts import FAMILY, STYLES
from reports.documents.formatting import Rules
from reports.documents.setting import ADDRESSEES_LEFT_MM, DASH_MM, addressee_dash_mm


def asset_name(style: str) -> str:
    """Name under which the fetcher hands out the font file of one style."""
    return f"font-{style}"


def stylesheet(rules: Rules) -> str:
    """All CSS of a paper following ``rules``."""
    return "\n".join((_faces(), _pages(rules), _letterhead(rules), _body(rules), _tables(rules), _closing(rules)))


def _faces() -> str:
    return "\n".join(
        f"@font-face {{ font-family: {FAMILY}; src: url('asset:{asset_name(style)}');"
        f" font-weight: {'bold' if bold else 'normal'}; font-style: {'italic' if italic else 'normal'} }}"
        for (bold, italic), style in STYLES.items()
    )


def _pages(r: Rules) -> str:
    margins = f"{r.margin_top_mm}mm {r.margin_right_mm}mm {r.margin_bottom_mm}mm {r.margin_left_mm}mm"
    number = f"content: counter(page); font: {r.page_number_pt}pt {FAMILY}; vertical-align: middle"
    return f"""
@page {{ size: {r.page_width_mm}mm {r.page_height_mm}mm; margin: {margins};
  @top-center {{ {number} }}
  @top-right {{ content: element(draft); width: 40%; vertical-align: middle }} }}
@page :first {{ @top-center {{ content: none }} }}
@page annex {{ size: {r.page_width_mm}mm {r.page_height_mm}mm }}
@page annex-wide {{ size: {r.page_height_mm}mm {r.page_width_mm}mm }}
@page :nth(1 of annex) {{ counter-reset: page 1; @top-center {{ content: none }} }}
@page :nth(1 of annex-wide) {{ counter-reset: page 1; @top-center {{ content: none }} }}
html {{ font: {r.body_pt}pt {FAMILY}; color: black; line-height: {r.single_line_em} }}
body, h1, h2, h3, h4, h5, p, ul, li, figure {{ margin: 0; padding: 0; font-size: inherit; font-weight: normal }}
ul {{ list-style: none }}
.draft {{ position: running(draft); text-align: right; font-size: 11pt; font-weight: bold }}
.line {{ margin: 0 auto; border-top: {r.line_thickness_pt}pt solid black; height: 0 }}"""


def _letterhead(r: Rules) -> str:
    left, right = _shares(r.letterhead_left_share)
    hanging = addressee_dash_mm(r) - ADDRESSEES_LEFT_MM + DASH_MM
    return f"""
.row {{ font-size: 0; line-height: 0 }}
.left, .right {{ display: inline-block; vertical-align: top; text-align: center; line-height: {r.single_line_em} }}
.letterhead .left {{ width: {left} }}
.letterhead .right {{ width: {right} }}
.parent {{ font-size: {r.parent_pt}pt }}
.issuer {{ font-size: {r.issuer_pt}pt; font-weight: bold }}
.country {{ font-size: {r.country_pt}pt; font-weight: bold; white-space: nowrap }}
.motto {{ font-size: {r.words_pt}pt; font-weight: bold }}
.exact {{ display: inline-block; max-width: 100% }}
.issuer .line {{ width: {r.issuer_line_share:.0%}; margin-top: 1.5pt }}
.motto .line {{ width: {r.words_line_share:.0%}; margin-top: 1.5pt }}
.dating {{ margin-top: {r.paragraph_gap_pt}pt }}
.number {{ font-size: {r.number_pt}pt; white-space: nowrap }}
.place {{ font-size: {r.place_pt}pt; font-style: italic; white-space: nowrap }}
.type {{ font-size: {r.type_pt}pt; font-weight: bold; text-align: center; margin-top: 14pt }}
.subject {{ font-size: {r.subject_pt}pt; font-weight: bold; text-align: center; margin-bottom: 12pt }}
.subject .line {{ width: {r.subject_line_share:.0%}; margin-top: 2pt }}
.addressees {{ font-size: {r.addressee_pt}pt; margin-bottom: 12pt }}
.addressees.one {{ text-align: center }}
.addressees.many {{ margin-left: {ADDRESSEES_LEFT_MM}mm }}
.addressees.many li {{ margin-left: {hanging:.2f}mm; text-indent: -{DASH_MM}mm }}
.legal p {{ font-size: {r.legal_basis_pt}pt; font-style: italic }}"""


def _body(r: Rules) -> str:
    return f"""
.text p, .text h2, .text h3, .text h4, .text h5 {{ text-align: justify; text-indent: {r.indent_mm}mm;
  margin-top: {r.paragraph_gap_pt}pt; line-height: {r.line_height_em:.4f}; orphans: 2; widows: 2;
  overflow-wrap: anywhere; position: relative }}
.text h2, .text h3, .text h4 {{ font-weight: bold }}
.text h2, .text h3, .text h4, .text h5 {{ break-after: avoid; break-inside: avoid }}
.text p.centred {{ text-align: center; text-indent: 0 }}
.text p.note {{ font-size: {r.note_pt}pt; text-indent: 0 }}
b {{ font-weight: bold }}
i {{ font-style: italic }}
.code {{ position: absolute; left: -{r.margin_left_mm - 4}mm; top: 0; width: {r.margin_left_mm - 6}mm; font-size: 7pt;
  font-weight: normal; font-style: normal; text-align: left; text-indent: 0; color: #444 }}
figure {{ margin-top: {r.paragraph_gap_pt + 2}pt; break-inside: avoid; text-align: center; position: relative }}
figure img {{ width: 100% }}"""


def _tables(r: Rules) -> str:
    sizes = "\n".join(f".grid.size-{size:g} {{ font-size: {size}pt }}" for size in r.table_sizes_pt)
    return f"""
.table {{ position: relative; margin-top: {r.paragraph_gap_pt + 2}pt }}
.caption {{ text-align: center; font-weight: bold; break-after: avoid; margin-bottom: 2pt }}
.unit {{ text-align: right; font-style: italic; font-size: {r.note_pt}pt; break-after: avoid; margin-bottom: 2pt }}
.grid {{ table-layout: fixed; width: 100%; border-collapse: collapse; line-height: {r.single_line_em} }}
.grid th, .grid td {{ border: {r.line_thickness_pt}pt solid black; padding: {r.table_padding_mm}mm;
  vertical-align: middle; overflow-wrap: anywhere; white-space: pre-line }}
.grid th {{ font-weight: bold; text-align: center }}
.grid tr {{ break-inside: avoid }}
.grid tr.across {{ break-after: avoid }}
.grid .left-cell {{ text-align: left }}
.grid .centre-cell {{ text-align: center }}
.grid .right-cell {{ text-align: right }}
.table-note {{ font-size: {r.note_pt}pt; font-style: italic; margin-top: 2pt }}
{sizes}"""


def _closing(r: Rules) -> str:
    left, right = _shares(r.signature_left_share)
    return f"""
.closing {{ margin-top: 12pt; break-before: avoid; break-inside: avoid }}
.closing .left {{ width: {left}; text-align: left }}
.closing .right {{ width: {right} }}
.recipients-title {{ font-size: {r.recipients_title_pt}pt; font-weight: bold; font-style: italic }}
.recipients li {{ font-size: {r.recipients_pt}pt }}
.capacity, .signer {{ font-size: {r.signature_pt}pt; font-weight: bold }}
.signer {{ margin-top: {r.signature_space_mm}mm }}
.annex {{ page: annex; break-before: page }}
.annex.wide {{ page: annex-wide }}
.annex-label {{ font-size: {r.annex_pt}pt; font-weight: bold; text-align: center }}
.annex-title {{ font-size: {r.annex_title_pt}pt; font-weight: bold; text-align: center }}
.annex-note {{ font-size: {r.annex_note_pt}pt; font-style: italic; text-align: center }}
.annex-note .line {{ width: {r.annex_line_share:.0%}; margin-top: 2pt }}"""


def _shares(left: float) -> tuple[str, str]:
    return f"{left:.2%}", f"{1 - left:.2%}"
