"""Charts: figures in words and shapes, real text, nothing that a content security policy would refuse."""

import re
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from reports.documents import charts
from reports.documents.content import BARS, CURVE, DONUT, TARGETS, Chart, ContentError, Series

SVG = "{http://www.w3.org/2000/svg}"
YEARS = ("2024", "2025", "2026")
UNITS = ("Phòng Kiểm soát thủ tục hành chính", "Trung tâm Thông tin - Công báo")


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def texts(svg: str) -> list[str]:
    return [node.text or "" for node in parsed(svg).iter(f"{SVG}text")]


def bars(svg: str) -> list[ElementTree.Element]:
    return [node for node in parsed(svg).iter(f"{SVG}rect") if node.get("class", "").startswith("chart-bar")]


@pytest.mark.parametrize("kind", [BARS, CURVE, TARGETS, DONUT])
@pytest.mark.parametrize("width", [None, 160])
def test_every_picture_has_a_name_and_is_allowed_on_a_page(kind, width):
    chart = Chart(
        'Kinh phí <b>&"x"', YEARS, (Series("a", (1, None, 3)), Series("b", (2, 2, 2))), kind=kind, unit="triệu đồng"
    )
    svg = charts.draw(chart, width_mm=width)
    root = parsed(svg)
    assert root.get("role") == "img"
    assert root.get("aria-label").startswith('Kinh phí <b>&"x"')
    assert root.find(f"{SVG}title").text == root.get("aria-label")
    names = {name for node in root.iter() for name in node.attrib}
    assert not {name for name in names if name == "style" or name.startswith("on") or "href" in name}
    assert {node.tag.removeprefix(SVG) for node in root.iter()} <= {
        "svg",
        "title",
        "text",
        "rect",
        "line",
        "polyline",
        "circle",
    }
    assert len(svg) < 6_000


def test_columns_are_as_high_as_their_figures():
    svg = charts.bar_chart("Tiết kiệm", YEARS, (Series("a", (Decimal(100), Decimal(50), None)),))
    heights = [float(bar.get("height")) for bar in bars(svg)]
    assert heights == [150, 75, 0]
    assert texts(svg) == ["Tiết kiệm", "100", "2024", "50", "2025", "–", "2026"]


def test_long_names_get_lying_bars_in_the_given_order():
    svg = charts.bar_chart("Tiết kiệm", UNITS, (Series("a", (Decimal("1234.5"), Decimal(0))),), unit="triệu đồng")
    wide, none = (float(bar.get("width")) for bar in bars(svg))
    assert wide > 100
    assert none == 0
    written = texts(svg)
    assert written[0] == "Tiết kiệm (triệu đồng)"
    assert "1.234,5" in written
    assert written.index("1.234,5") < written.index("Trung tâm Thông tin - Công báo")


def test_series_are_told_apart_in_black_and_white():
    svg = charts.bar_chart("x", YEARS, (Series("Kế hoạch", (1, 2, 3)), Series("Thực hiện", (3, 2, 1))))
    fills = {bar.get("fill") for bar in bars(svg)}
    greys = sorted(sum(int(fill[i : i + 2], 16) for i in (1, 3, 5)) / 3 for fill in fills)
    assert len(greys) == 2
    assert greys[1] - greys[0] > 80
    assert {"Kế hoạch", "Thực hiện"} <= set(texts(svg))


def test_progress_is_drawn_by_day_with_the_due_date():
    svg = charts.progress_curve(
        "Đơn vị đã gửi",
        [("năm 2026", [(date(2026, 11, 15), 0), (date(2026, 11, 25), 6)]), ("năm 2025", [(date(2026, 11, 30), 12)])],
        first=date(2026, 11, 15),
        last=date(2026, 12, 5),
        total=12,
        due=date(2026, 11, 30),
    )
    assert "năm 2026: 6" in texts(svg)
    assert "hạn 30/11" in texts(svg)
    line = next(n for n in parsed(svg).iter(f"{SVG}polyline") if n.get("class", "").endswith("line-1"))
    (x0, y0), (x1, y1) = ([float(v) for v in point.split(",")] for point in line.get("points").split())
    due = next(float(n.get("x1")) for n in parsed(svg).iter(f"{SVG}line") if n.get("class") == "chart-due")
    assert (y0 - y1, (x1 - x0) / (due - x0)) == pytest.approx((75, 10 / 15), abs=0.01)


def test_a_target_not_reached_looks_different():
    svg = charts.target_bars("x", [("a", 90, 100), ("b", 100, 100), ("c", None, 5)])
    reached = {bar.get("class") for bar in bars(svg)}
    assert [bar.get("class") for bar in bars(svg)] == ["chart-bar chart-2", "chart-bar chart-1", "chart-bar chart-2"]
    assert len(reached) == 2
    assert [t for t in texts(svg) if "/" in t] == ["90 / 100", "100 / 100", "– / 5"]


def test_a_sparkline_leaves_out_what_is_not_known():
    svg = charts.sparkline("Các năm trước", [1, None, 3])
    assert len(parsed(svg).find(f"{SVG}polyline").get("points").split()) == 2
    assert parsed(charts.sparkline("Không có", [None])).find(f"{SVG}polyline") is None


def test_a_donut_shows_parts_of_its_whole():
    svg = charts.donut("Tiến độ", [("Đã tiếp nhận", 9), ("Chưa gửi", 3)], centre="9/12")
    parts = [
        float(n.get("stroke-dasharray").split()[0])
        for n in parsed(svg).iter(f"{SVG}circle")
        if n.get("stroke-dasharray")
    ]
    assert parts[0] / parts[1] == pytest.approx(3, abs=0.01)
    assert texts(svg) == ["Đã tiếp nhận: 9", "Chưa gửi: 3", "9/12"]


@pytest.mark.parametrize(
    "draw",
    [
        lambda: charts.bar_chart("x", [], [Series("a", [])]),
        lambda: charts.line_chart("x", ["a"], [Series("a", [None])]),
        lambda: charts.donut("x", []),
        lambda: charts.target_bars("x", []),
        lambda: charts.bar_chart("x", ["a"], [Series("a", [-5])]),
        lambda: charts.progress_curve("x", [], first=date(2026, 1, 1), last=date(2026, 1, 1), total=0),
    ],
)
def test_pictures_of_nothing_are_still_pictures(draw):
    assert parsed(draw()).get("role") == "img"


def test_a_chart_says_its_figures_in_words():
    chart = Chart("Tiết kiệm", YEARS, (Series("Thực hiện", (1, None, Decimal("2.5"))),), unit="triệu đồng")
    assert charts.description(chart) == "Tiết kiệm (triệu đồng). Thực hiện: 2024 1, 2025 –, 2026 2,5"


def test_a_chart_without_a_figure_per_label_is_refused():
    with pytest.raises(ContentError, match="đủ một số liệu cho mỗi nhãn"):
        Chart("x", YEARS, (Series("a", (1,)),))


def test_lines_that_end_at_one_place_do_not_write_over_each_other():
    days = [date(2026, 11, 1), date(2026, 11, 20)]
    lines = [("2026", [(day, 12) for day in days]), ("2025", [(day, 12) for day in days])]
    picture = charts.progress_curve("Đơn vị đã gửi", lines, first=days[0], last=days[1], total=12)
    heights = [float(y) for y in re.findall(r'<text [^>]*y="([0-9.]+)"[^>]*>(?:2026: 12|2025)<', picture)]
    assert len(heights) == 2
    assert abs(heights[0] - heights[1]) > 13


def test_results_against_one_and_the_same_target_share_a_scale():
    rows = [("A", Decimal(200), Decimal(100)), ("B", Decimal(100), Decimal(100))]
    widths = [float(w) for w in re.findall(r'width="([0-9.]+)"[^>]*class="chart-bar', charts.target_bars("Đạt", rows))]
    assert widths[0] == pytest.approx(2 * widths[1], rel=0.01)
