"""Rows for tests: units, people, an opened period with a small catalogue, reports at any state by the real moves."""

from datetime import date, datetime
from decimal import Decimal
from itertools import count
from zoneinfo import ZoneInfo

from campaign import workflow as periods
from campaign.models import Campaign, CheckRule, Indicator, Phase, Question, ReportingPeriod
from campaign.plan_files import read_checks
from departments.models import Appointment, Department, Position, RoleGrant, StaffMember, User
from departments.roles import UNIT_ROLES, Role
from departments.transitions import move
from reports.review import remarks
from reports.review import workflow as review
from reports.submissions import workflow
from reports.submissions.models import AnnualReport, IndicatorValue

ICT = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=ICT)
PASSWORD = "Mat-khau-thu-nghiem-2026"

State = AnnualReport.State
_numbers = count(1)


def unit(code="th", name="Phòng Tổng hợp", **fields) -> Department:
    """A division that reports; the same code gives the same unit."""
    defaults = {"name": name, "short_name": code.upper(), "block": Department.Block.RESEARCH} | fields
    return Department.objects.get_or_create(code=code, defaults=defaults)[0]


def hctc() -> Department:
    """The division that follows up and consolidates."""
    return unit("hctc", "Phòng Hành chính – Tổ chức", block=Department.Block.ADMINISTRATION, is_coordinator=True)


def person(role: Role | None = None, department: Department | None = None, name="Nguyễn Thị Hoa", **fields) -> User:
    """An account with a staff record, and one role (of the unit, where the role speaks for a unit)."""
    number = next(_numbers)
    family_name, given_name = name.rsplit(" ", 1)
    staff = StaffMember.objects.create(family_name=family_name, given_name=given_name)
    fields = {"username": f"nguoi{number}", "email": f"nguoi{number}@vpubnd.example"} | fields
    user = User.objects.create_user(password=PASSWORD, staff=staff, **fields)
    if role:
        RoleGrant.objects.create(user=user, role=role, department=department if role in UNIT_ROLES else None)
    return user


def contributor(department: Department, **fields) -> User:
    return person(Role.CONTRIBUTOR, department, **fields)


def head(department, title="Trưởng phòng", level=Position.Level.UNIT_HEAD, is_acting=False, **fields) -> User:
    """The head of the unit, appointed, so that the capacity of the signature is known."""
    user = person(Role.UNIT_HEAD, department, **({"name": "Lò Văn Minh"} | fields))
    appoint(user.staff, department, title, level, is_acting=is_acting)
    return user


def appoint(staff, department, title="Trưởng phòng", level=Position.Level.UNIT_HEAD, **fields) -> Appointment:
    position = Position.objects.get_or_create(name=title, defaults={"level": level, "order": 10})[0]
    fields = {"from_date": date(2023, 1, 1)} | fields
    return Appointment.objects.create(staff=staff, department=department, position=position, **fields)


def officer() -> User:
    """An HC-TC officer who speaks for no unit."""
    return person(Role.HCTC_OFFICER, name="Vàng Thị Mai")


def leader() -> User:
    return person(Role.LEADERSHIP, name="Trần Đức Long")


# What is asked

#: A small catalogue with one indicator of each sort: code → what differs from a plain count.
INDICATORS = {
    "A2": {"name": "Số cuộc sinh hoạt, hội nghị quán triệt, tuyên truyền", "unit": "cuộc", "heading": "II.2"},
    "A9": {
        "name": "Tỷ lệ CCVCNLĐ được quán triệt kế hoạch",
        "unit": "%",
        "decimals": 1,
        "heading": "II.2",
        "nature": "ratio",
        "across_units": "ratio",
        "across_years": "ratio",
        "numerator_label": "Số người được quán triệt",
        "denominator_label": "Tổng số CCVCNLĐ",
    },
    "B1.1": {
        "name": "Số văn bản quy phạm pháp luật đã tham mưu ban hành",
        "unit": "văn bản",
        "heading": "III.1.1",
        "evidence_required": True,
        "evidence_hint": "Danh mục văn bản",
    },
    "B2.1": {"name": "Số công trình, dự án trọng điểm được theo dõi", "unit": "dự án", "heading": "III.1.2"},
    "B2.2": {
        "name": "Trong đó: đúng tiến độ",
        "unit": "dự án",
        "heading": "III.1.2",
        "part_of": "B2.1",
    },
    "C2.0": {
        "name": "Tổng kinh phí tiết kiệm",
        "unit": "triệu đồng",
        "decimals": 1,
        "is_money": True,
        "heading": "III.2.2",
        "computed_from": ["C2.1", "C2.2"],
    },
    "C2.1": {
        "name": "Tiết kiệm văn phòng phẩm",
        "unit": "triệu đồng",
        "decimals": 1,
        "is_money": True,
        "heading": "III.2.2",
    },
    "C2.2": {"name": "Tiết kiệm điện", "unit": "triệu đồng", "decimals": 1, "is_money": True, "heading": "III.2.6"},
    "D1": {"name": "Số sáng kiến đăng ký", "unit": "sáng kiến", "heading": "III.3"},
}
QUESTIONS = {
    "II.2": "2. Công tác tuyên truyền, quán triệt",
    "III.1.4": "1.4. Hạ tầng số, ứng dụng khoa học công nghệ",
    "III.2.6": "2.6. Sử dụng tiết kiệm năng lượng, tài nguyên",
    "IV.2": "2. Tồn tại, hạn chế",
    "V": "V. PHƯƠNG HƯỚNG, NHIỆM VỤ, GIẢI PHÁP",
}


def campaign() -> Campaign:
    found = Campaign.objects.first()
    return found or Campaign.objects.create(
        code="phong-trao",
        name="Lai Châu đẩy mạnh phát triển kết cấu hạ tầng đồng bộ, hiện đại; thực hành tiết kiệm, chống lãng phí",
        short_name="Phong trào thi đua",
        agency_name="Văn phòng UBND tỉnh",
        agency_full_name="Văn phòng Ủy ban nhân dân tỉnh",
        parent_name="ỦY BAN NHÂN DÂN TỈNH LAI CHÂU",
        issuer="VĂN PHÒNG",
        agency_code="VPUBND",
        place="Lai Châu",
        report_addressee="Sở Nội vụ",
    )


def phase(year: int) -> Phase:
    number, from_year, to_year = (1, 2022, 2025) if year <= 2025 else (2, 2026, 2030)
    defaults = {"name": f"Giai đoạn {number}", "from_year": from_year, "to_year": to_year}
    return Phase.objects.get_or_create(campaign=campaign(), number=number, defaults=defaults)[0]


def indicator(code: str, **fields) -> Indicator:
    """An indicator of the catalogue: a plain count asked of every unit unless told otherwise."""
    defaults = {
        "order": len(Indicator.objects.all()) + 1,
        "group": code[0],
        "group_title": code[0],
        "name": f"Chỉ tiêu {code}",
        "unit": "văn bản",
        "direction": "up",
        "nature": "flow",
        "across_units": "sum",
        "across_years": "sum",
        "heading": "II.1",
        "respondents": ["all"],
    }
    return Indicator.objects.get_or_create(code=code, defaults=defaults | fields)[0]


def question(code: str, heading: str = "", **fields) -> Question:
    defaults = {
        "order": len(Question.objects.all()) + 1,
        "section_title": f"Phần {code.partition('.')[0]}",
        "heading": heading or f"Nội dung {code}",
        "prompt": "Đề nghị nêu kết quả, có số liệu.",
        "respondents": ["all"],
    }
    return Question.objects.get_or_create(code=code, defaults=defaults | fields)[0]


CHECKS = tuple(read_checks())


def check_rules() -> None:
    """The rules of the catalogue, as `load_plan` leaves them."""
    if not CheckRule.objects.exists():
        CheckRule.objects.bulk_create(CheckRule(**entry.values) for entry in CHECKS)


def planned_period(year=2026, indicators=None, questions=None, **fields) -> ReportingPeriod:
    """An annual period that asks for a small catalogue (or the given one), dated but not yet opened."""
    defaults = {
        "campaign": campaign(),
        "phase": phase(year),
        "kind": ReportingPeriod.Kind.ANNUAL,
        "year": year,
        "from_year": year,
        "title": f"Báo cáo kết quả thực hiện phong trào thi đua năm {year}",
        "due_on": date(year, 11, 25),
        "on_time_until": date(year, 11, 30),
        "lock_on": date(year, 12, 20),
    }
    check_rules()
    made = ReportingPeriod.objects.create(code=f"ky-{year}-{next(_numbers)}", **(defaults | fields))
    catalogue = INDICATORS if indicators is None else indicators
    made.indicators.set([indicator(code, **wanted) for code, wanted in catalogue.items()])
    made.questions.set([question(*row) for row in (QUESTIONS if questions is None else questions).items()])
    return made


def period(year=2026, **wanted) -> ReportingPeriod:
    """An annual period, opened on 15 October by an HC-TC officer."""
    if not Department.objects.reporting().exists():
        unit()
    made = planned_period(year, **wanted)
    return move(made, periods.OPEN, by=officer(), at=datetime(year, 10, 15, 8, tzinfo=ICT))


# What is answered


def answer_everything(report: AnnualReport, by: User, at: datetime = NOW) -> None:
    """Plausible, valid answers to every item; each figure that needs evidence gets a document number."""
    for position, row in enumerate(report.values.select_related("indicator"), start=2):
        _fill(row, position)
        row.updated_by, row.updated_at, row.version = by, at, row.version + 1
        row.save()
        if row.indicator.evidence_required:
            row.evidence.create(report=report, name="Danh mục", reference="812/BC-TH", added_by=by, added_at=at)
    for text in report.narratives.all():
        text.text = "Đơn vị đã tổ chức thực hiện nghiêm túc, đạt kết quả đề ra; cụ thể có 03 việc nổi bật."
        text.updated_by, text.updated_at, text.version = by, at, text.version + 1
        text.save()


def _fill(row: IndicatorValue, position: int) -> None:
    row.status = IndicatorValue.Status.VALUE
    definition = row.indicator
    if definition.is_ratio:
        row.numerator, row.denominator = Decimal(18), Decimal(20)
    elif definition.is_computed:
        row.value = sum((_worth(row.report, code) for code in definition.computed_from), Decimal(0))
    elif definition.part_of:
        row.value = Decimal(1)
    else:
        row.value = Decimal(10) + position


def _worth(report: AnnualReport, code: str) -> Decimal:
    """What `_fill` gives to a part of a sum: parts stand after their sum in the catalogue."""
    codes = list(report.values.order_by("indicator__order", "pk").values_list("indicator__code", flat=True))
    return Decimal(10) + codes.index(code) + 2


class People:
    """The persons a report passes through; made once per unit."""

    def __init__(self, department: Department):
        self.department = department
        self.contributor = contributor(department)
        self.head = head(department)
        self.reviewer = leader() if department.is_coordinator else officer()


def report(
    department: Department | None = None,
    period_: ReportingPeriod | None = None,
    state: str = State.DRAFTING,
    people: People | None = None,
    at: datetime = NOW,
    filled: bool = True,
) -> AnnualReport:
    """A report brought to the state by the real moves, every item answered unless `filled` is false."""
    department = department or unit()
    people = people or People(department)
    made = workflow.start(period_ or period(), department, by=people.contributor, at=at)
    if filled:
        answer_everything(made, people.contributor, at)
    for transition, by in _path_to(state, people):
        if transition is review.RETURN:
            field = made.values.select_related("indicator").first().indicator.code
            remarks.write(made, field=field, text="Đề nghị bổ sung căn cứ.", by=by, at=at)
        note = "Đề nghị hoàn thiện." if transition.note_required else ""
        made = move(made, transition, by=by, at=at, note=note)
    return made


def _path_to(state: str, people: People) -> list[tuple]:
    handed = [(workflow.HAND_TO_HEAD, people.contributor)]
    submitted = [*handed, (workflow.SUBMIT, people.head)]
    claimed = [*submitted, (review.CLAIM, people.reviewer)]
    return {
        State.DRAFTING: [],
        State.AWAITING_HEAD: handed,
        State.SUBMITTED: submitted,
        State.UNDER_REVIEW: claimed,
        State.RETURNED: [*claimed, (review.RETURN, people.reviewer)],
        State.ACCEPTED: [*claimed, (review.ACCEPT, people.reviewer)],
    }[state]
