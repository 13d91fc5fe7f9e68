"""What stands beside the reports: 2022 from paper as Office totals, and the targets units registered."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from campaign import paper_entry
from campaign.models import Indicator, Question, Target
from demo import data_files
from demo.given import Given, figures_of, given
from demo.scans import scan
from departments.models import Department, User
from reports.earlier_years import keeping

PAPER_YEAR = 2022
#: The issued report of that year, as its scan shows it.
PAPER = {"number": "612/BC-VPUBND", "issued_on": date(2022, 12, 27), "subject": "kết quả công tác thi đua năm 2022"}
SCANNED = (
    "Số: 612/BC-VPUBND, Lai Châu, ngày 27 tháng 12 năm 2022.",
    "Báo cáo kết quả công tác thi đua năm 2022 của Văn phòng UBND tỉnh.",
)
TEXTS = {
    "II.2": "Năm 2022, Văn phòng tổ chức quán triệt chủ trương thực hành tiết kiệm, chống lãng phí tại 27 cuộc họp, "
    "sinh hoạt; 100% phòng, ban, trung tâm đăng ký thi đua từ đầu năm.",
    "IV.2": "Phong trào chưa có kế hoạch riêng, số liệu tiết kiệm được tổng hợp từ báo cáo tài chính cuối năm, chưa "
    "theo dõi được theo từng đơn vị.",
}


def enter_paper_year(*, by: User, at: datetime) -> None:
    """Figures of 2022 as totals of the Office: the plan dates from February 2023."""
    paper = data_files.figures()["office_2022"]
    indicators = {row.code: row for row in Indicator.objects.filter(code__in=paper["figures"])}
    entries = {indicators[code]: _entry(given(raw)) for code, raw in paper["figures"].items() if code in indicators}
    facts = {"source": paper["source"], "by": by, "at": at}
    paper_entry.enter_figures(PAPER_YEAR, None, entries, **facts)
    questions = Question.objects.filter(code__in=TEXTS)
    paper_entry.enter_texts(PAPER_YEAR, None, {row: TEXTS[row.code] for row in questions}, **facts)
    copy = scan("612-BC-VPUBND.pdf", "Văn phòng", "Báo cáo", list(SCANNED))
    keeping.keep(PAPER_YEAR, **PAPER, upload=copy, by=by, at=at)


def _entry(figure: Given) -> dict[str, Decimal | None]:
    return {"value": figure.value, "numerator": figure.numerator, "denominator": figure.denominator}


def register_targets(units: dict[Department, str], year: int) -> None:
    """Chỉ tiêu đăng ký of the year: a share of the year before. `units`: unit and its unit of the data files."""
    shares = data_files.figures()["targets"]
    indicators = {row.code: row for row in Indicator.objects.in_year(year).filter(code__in=shares)}
    rows = (
        Target(
            department=unit,
            indicator=indicator,
            year=year,
            value=target_of(template, code, year, shares[code], indicator.decimals),
        )
        for unit, template in units.items()
        for code, indicator in indicators.items()
        if indicator.asks(unit)
    )
    Target.objects.bulk_create(row for row in rows if row.value is not None)


def target_of(template: str, code: str, year: int, share: float, decimals: int) -> Decimal | None:
    """What a unit would register: its figure of the year before, a little better."""
    first = year <= data_files.YEARS[0]
    before = figures_of(template, year if first else year - 1).get(code)
    if before is None or before.value is None:
        return None
    wanted = before.value * Decimal(str(_first_share(share) if first else share))
    return wanted.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def _first_share(share: float) -> float:
    """In the first year, without a year before, units promised a little less than they then reached."""
    return 0.95 if share >= 1 else 1.05
