"""Charts in Word are Word's own charts, with their figures behind them, so that a person can still edit them."""

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Mm
from openpyxl.utils import get_column_letter

from reports.documents import word_styles as styles
from reports.documents.charts import description, heading
from reports.documents.content import BARS, CURVE, DONUT, TARGETS, Chart, Column, Series
from reports.documents.excel import Sheet, render_excel
from reports.documents.svg import FILLS, OUTLINE, element

_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NAMESPACES = {
    "xmlns:c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "xmlns:a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "xmlns:r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_EMU_PER_MM = 36_000
_KINDS = {BARS: "bar", TARGETS: "bar", CURVE: "line", DONUT: "doughnut"}


def add_chart(word: Document, chart: Chart, width_mm: float) -> None:
    """Appends the chart, centred, across the text width."""
    package = word.part.package
    number = sum(1 for part in package.iter_parts() if part.partname.startswith("/word/charts/")) + 1
    book = Part(PackURI(f"/word/embeddings/chart{number}.xlsx"), _SHEET_TYPE, _workbook(chart), package)
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), _CHART_TYPE, b"", package)
    part._blob = _chart_xml(chart, part.relate_to(book, RELATIONSHIP_TYPE.PACKAGE)).encode()
    relation = word.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    height_mm = 62 if _upright(chart) else 18 + len(chart.labels) * (3.6 * len(chart.series) + 1.6)
    paragraph = word.add_paragraph(style=styles.CENTRED)
    paragraph.add_run()._r.append(parse_xml(_drawing(chart, relation, number, Mm(width_mm), Mm(min(height_mm, 200)))))


def _workbook(chart: Chart) -> bytes:
    columns = [Column(" "), *(Column(series.name, kind="number") for series in chart.series)]
    rows = [[label, *(s.values[place] for s in chart.series)] for place, label in enumerate(chart.labels)]
    return render_excel([Sheet("Sheet1", columns, rows)])


def _upright(chart: Chart) -> bool:
    return chart.kind != BARS or (len(chart.labels) <= 10 and max(map(len, chart.labels), default=0) <= 8)


def _tag(name: str, /, *children: str, **attributes: object) -> str:
    return element(f"c:{name}", *children, **attributes)


def _drawing(chart: Chart, relation: str, number: int, width: int, height: int) -> str:
    kind = _NAMESPACES["xmlns:c"]
    name = element("wp:docPr", id=number, name=f"Biểu đồ {number}", descr=description(chart))
    return (
        f'<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:wp="{_WP}" '
        f'xmlns:a="{_NAMESPACES["xmlns:a"]}"><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{int(width)}" cy="{int(height)}"/>{name}<wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{kind}"><c:chart xmlns:c="{kind}" xmlns:r="{_NAMESPACES["xmlns:r"]}" '
        f'r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )


def _chart_xml(chart: Chart, book: str) -> str:
    spaces = " ".join(f'{name}="{uri}"' for name, uri in _NAMESPACES.items())
    legend = _tag("legend", _tag("legendPos", val="b"), _tag("overlay", val=0)) if _needs_legend(chart) else ""
    body = _tag(
        "chart",
        _tag("title", _tag("tx", _tag("rich", element("a:bodyPr"), _text(heading(chart)))), _tag("overlay", val=0)),
        _tag("autoTitleDeleted", val=0),
        _tag("plotArea", _tag("layout"), _plot(chart)),
        legend,
        _tag("plotVisOnly", val=1),
        _tag("dispBlanksAs", val="gap"),
    )
    data = f'<c:externalData r:id="{book}">{_tag("autoUpdate", val=0)}</c:externalData>'
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace {spaces}>{_tag("roundedCorners", val=0)}'
        f"{body}{_frameless()}{_look(12)}{data}</c:chartSpace>"
    )


def _needs_legend(chart: Chart) -> bool:
    return len(chart.series) > 1 or chart.kind == DONUT


def _text(text: str) -> str:
    from_run = element("a:r", element("a:rPr", lang="vi-VN", sz=1200, b=1), element("a:t", _escaped(text)))
    return element("a:p", from_run)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _look(size: int) -> str:
    """Type size for the whole chart; the typeface follows the document."""
    faces = element("a:latin", typeface="Times New Roman") + element("a:cs", typeface="Times New Roman")
    properties = element("a:pPr", element("a:defRPr", faces, sz=size * 100))
    return _tag("txPr", element("a:bodyPr"), element("a:p", properties, element("a:endParaRPr", lang="vi-VN")))


def _frameless() -> str:
    return _tag("spPr", element("a:noFill"), element("a:ln", element("a:noFill")))


def _plot(chart: Chart) -> str:
    kind = _KINDS[chart.kind]
    series = "".join(_series(chart, rank, line) for rank, line in enumerate(chart.series))
    labels = _tag(
        "dLbls",
        *(
            _tag(name, val=int(name == "showVal"))
            for name in (
                "showLegendKey",
                "showVal",
                "showCatName",
                "showSerName",
                "showPercent",
                "showBubbleSize",
            )
        ),
    )
    if kind == "doughnut":
        return _tag("doughnutChart", _tag("varyColors", val=1), series, labels, _tag("holeSize", val=60))
    axes = _tag("axId", val=111) + _tag("axId", val=222)
    if kind == "line":
        drawn = _tag(
            "lineChart",
            _tag("grouping", val="standard"),
            _tag("varyColors", val=0),
            series,
            labels,
            _tag("marker", val=1),
            axes,
        )
    else:
        direction = _tag("barDir", val="col" if _upright(chart) else "bar")
        grouping = _tag("grouping", val="clustered")
        drawn = _tag(
            "barChart", direction, grouping, _tag("varyColors", val=0), series, labels, _tag("gapWidth", val=60), axes
        )
    return drawn + _axes(upright=_upright(chart))


def _axes(*, upright: bool) -> str:
    """In lying bars the first unit stands on top, as in the print."""
    order = _tag("scaling", _tag("orientation", val="minMax" if upright else "maxMin"))
    categories = _tag(
        "catAx",
        _tag("axId", val=111),
        order,
        _tag("delete", val=0),
        _tag("axPos", val="b" if upright else "l"),
        _tag("majorTickMark", val="none"),
        _tag("tickLblPos", val="low"),
        _tag("crossAx", val=222),
    )
    values = _tag(
        "valAx",
        _tag("axId", val=222),
        _tag("scaling", _tag("orientation", val="minMax")),
        _tag("delete", val=1),
        _tag("axPos", val="l" if upright else "b"),
        _tag("crossAx", val=111),
    )
    return categories + values


def _point_colours(chart: Chart) -> str:
    """The parts of a ring in the colours of the print, told apart in black and white."""
    fills = (FILLS[place % len(FILLS)][1:] for place in range(len(chart.labels)))
    return "".join(
        _tag("dPt", _tag("idx", val=place), _tag("spPr", element("a:solidFill", element("a:srgbClr", val=fill))))
        for place, fill in enumerate(fills)
    )


def _series(chart: Chart, rank: int, line: Series) -> str:
    column, last = get_column_letter(rank + 2), len(chart.labels) + 1
    colour = element("a:solidFill", element("a:srgbClr", val=OUTLINE[1:]))
    dash = element("a:prstDash", val="dash") if chart.kind == CURVE and rank else ""
    ink = element("a:ln", colour, dash, w=22225 if chart.kind == CURVE else 9525)
    fill = element("a:solidFill", element("a:srgbClr", val=FILLS[rank % len(FILLS)][1:]))
    look = "" if chart.kind == DONUT else _tag("spPr", "" if chart.kind == CURVE else fill, ink)
    points = [_tag("pt", _tag("v", f"{v:f}"), idx=i) for i, v in enumerate(line.values) if v is not None]
    names = [_tag("pt", _tag("v", _escaped(label)), idx=i) for i, label in enumerate(chart.labels)]
    count = _tag("ptCount", val=len(chart.labels))
    code = _tag("formatCode", "[$-42A]#,##0.##")
    name = _tag("strCache", _tag("ptCount", val=1), _tag("pt", _tag("v", _escaped(line.name)), idx=0))
    categories = _tag("strRef", _tag("f", f"Sheet1!$A$2:$A${last}"), _tag("strCache", count, *names))
    values = _tag("numRef", _tag("f", f"Sheet1!${column}$2:${column}${last}"), _tag("numCache", code, count, *points))
    return _tag(
        "ser",
        _tag("idx", val=rank),
        _tag("order", val=rank),
        _tag("tx", _tag("strRef", _tag("f", f"Sheet1!${column}$1"), name)),
        look,
        _point_colours(chart) if chart.kind == DONUT else "",
        _tag("cat", categories),
        _tag("val", values),
        _tag("smooth", val=0) if chart.kind == CURVE else "",
    )
