"""The registers as data: columns, how they are typed, what they print as. Grid, paste, import and Excel read it."""

from dataclasses import dataclass
from functools import cached_property

from django.db import models
from django.utils.translation import gettext_lazy as _

from departments.vietnamese import fold
from reports.registers.models import (
    AdvisedDocument,
    Contribution,
    GoodExample,
    Initiative,
    Inspection,
    RegisterRow,
    Session,
    Work,
)

TEXT, LONG, DATE, CHOICE, TICK, WHOLE, FIGURE, PERSON, PEOPLE = (
    "text", "long", "date", "choice", "tick", "whole", "figure", "person", "people",
)  # fmt: skip
NUMBERS = (WHOLE, FIGURE)


@dataclass(frozen=True)
class Column:
    """One column. `also` are headings other programs use for it; `words` what they write for one of its choices."""

    field: str
    label: str
    kind: str
    width: float = 2
    required: bool = False
    example: str = ""
    also: tuple[str, ...] = ()
    words: tuple[tuple[str, tuple[str, ...]], ...] = ()
    in_year: bool = False
    hint: str = ""

    @property
    def is_number(self) -> bool:
        return self.kind in NUMBERS

    def answers_to(self, heading: str) -> bool:
        """Whether a heading of somebody's file means this column."""
        return fold(heading) in {fold(name) for name in (str(self.label), *self.also)}


@dataclass(frozen=True)
class Register:
    """One register: its rows, its columns and its words."""

    slug: str
    model: type[RegisterRow]
    title: str
    purpose: str
    columns: tuple[Column, ...]
    #: Title of the annex it prints as, Vietnamese in the source like every official paper.
    annex: str
    #: Fields that tell whether two rows are about the same thing.
    identity: tuple[str, ...] = ()
    #: Fields of which a line must fill in at least one.
    one_of: tuple[str, ...] = ()
    #: Field that says a line is done with; lines that are not go on in the register of the next year.
    done: str = ""

    @cached_property
    def fields(self) -> tuple[str, ...]:
        return tuple(column.field for column in self.columns)

    def column(self, field: str) -> Column:
        return next(column for column in self.columns if column.field == field)

    def model_field(self, field: str) -> models.Field:
        return self.model._meta.get_field(field)


NOTE = Column("note", _("Note"), TEXT, 1.5, also=("Ghi chú",))

_DOCUMENTS = Register(
    "documents",
    AdvisedDocument,
    _("Documents advised and issued"),
    _("Documents the unit advised or issued: legal normative documents, directing documents, schemes, regulations."),
    (
        Column(
            "kind", _("Kind of document"), CHOICE, 2.2, True, "Quyết định",
            also=("Loại văn bản", "Loại VB", "Hình thức văn bản", "Tên loại"),
            words=(
                ("law", ("Văn bản quy phạm pháp luật", "Quyết định QPPL", "Nghị quyết QPPL", "QPPL", "Văn bản QPPL")),
                ("directive", ("Quyết định", "Kế hoạch", "Chỉ thị", "Công văn", "Thông báo", "Văn bản chỉ đạo")),
                ("scheme", ("Đề án", "Quy hoạch", "Tờ trình đề án")),
                ("movement", ("Triển khai phong trào", "Phát động thi đua")),
                ("regulation", ("Quy chế", "Quy chế mới")),
                ("amended", ("Quy chế sửa đổi", "Sửa đổi quy chế")),
            ),
        ),
        Column(
            "number", _("Number and notation"), TEXT, 1.5, True, "812/QĐ-UBND",
            also=("Số, ký hiệu", "Số/Ký hiệu", "Số ký hiệu", "Số và ký hiệu", "Số hiệu", "Số đi"),
        ),
        Column(
            "issued_on", _("Date of issue"), DATE, 1.2, True, "15/03/2026", in_year=True,
            also=("Ngày ban hành", "Ngày văn bản", "Ngày VB", "Ngày ký", "Ngày, tháng", "Ngày đi"),
        ),
        Column(
            "issuer", _("Issuing body"), TEXT, 1.7, True, "UBND tỉnh",
            also=("Cơ quan ban hành", "Cơ quan/đơn vị ban hành", "Nơi ban hành", "Đơn vị phát hành"),
        ),
        Column(
            "summary", _("Subject"), LONG, 4, True, "Về việc đẩy nhanh tiến độ giải ngân vốn đầu tư công",
            also=("Trích yếu", "Trích yếu nội dung", "Nội dung trích yếu", "Nội dung", "Về việc"),
        ),
        Column(
            "timeliness", _("In time?"), CHOICE, 1.3, example="Đúng hạn",
            also=("Tiến độ xử lý", "Tình trạng hạn", "Đúng hạn"),
            words=(("on_time", ("Trong hạn", "Trước hạn", "x")), ("late", ("Quá hạn", "Chậm", "Trễ hạn"))),
            hint=_("Leave blank where there was no deadline."),
        ),
        NOTE,
    ),
    annex="DANH MỤC VĂN BẢN THAM MƯU, BAN HÀNH",
    identity=("number", "issued_on"),
)  # fmt: skip

_WORKS = Register(
    "works",
    Work,
    _("Works and projects"),
    _("Works and projects the unit follows: field, place, source of capital, progress at the end of the year."),
    (
        Column(
            "name", _("Work, project"), LONG, 4, True, "Cải tạo đường Thân Thuộc – Nậm Cần",
            also=("Tên công trình", "Tên dự án", "Tên công trình, dự án", "Công trình, dự án"),
        ),
        Column("field", _("Field of work"), CHOICE, 1.8, True, "Giao thông", also=("Lĩnh vực",)),
        Column("place", _("Place"), TEXT, 1.8, example="Xã Nậm Cần", also=("Địa bàn", "Địa điểm")),
        Column(
            "difficult_area", _("Especially difficult area"), TICK, 1, example="x",
            also=("Vùng đặc biệt khó khăn", "Địa bàn ĐBKK", "ĐBKK"),
        ),
        Column("capital", _("Source of capital"), TEXT, 1.6, example="Ngân sách tỉnh", also=("Nguồn vốn",)),
        Column(
            "progress", _("Progress"), CHOICE, 1.5, True, "Đúng tiến độ", also=("Tiến độ",),
            words=(
                ("on", ("Đúng", "Đúng kế hoạch")),
                ("ahead", ("Vượt", "Vượt tiến độ")),
                ("behind", ("Chậm", "Chậm tiến độ")),
            ),
        ),
        Column(
            "in_use", _("Completed, put into use"), TICK, 1, example="x",
            also=("Hoàn thành", "Hoàn thành đưa vào sử dụng", "Đưa vào sử dụng"),
        ),
        NOTE,
    ),
    annex="DANH MỤC CÔNG TRÌNH, DỰ ÁN ĐƯỢC THEO DÕI, ĐÔN ĐỐC",
    identity=("name",),
    done="in_use",
)  # fmt: skip

_INITIATIVES = Register(
    "initiatives",
    Initiative,
    _("Initiatives"),
    _("Initiatives and solutions with their authors, the decision that recognised them and what they saved."),
    (
        Column(
            "name", _("Initiative, solution"), LONG, 3, True, "Bảng theo dõi nhiệm vụ trực tuyến",
            also=("Tên sáng kiến", "Tên sáng kiến, giải pháp", "Tên đề tài"),
        ),
        Column(
            "authors", _("Authors"), PEOPLE, 2.2, example="Bùi Thu Hằng; Trần Quang Huy",
            also=("Tác giả", "Tác giả/đồng tác giả", "Tên tác giả"),
            hint=_("People of the unit, with a semicolon between names."),
        ),
        Column(
            "coauthors", _("Co-authors outside the unit"), TEXT, 1.8, example="Lê Văn Nam (Sở Tài chính)",
            also=("Đồng tác giả",),
        ),
        Column(
            "theme", _("Content"), CHOICE, 1.6, True, "Hạ tầng",
            also=("Lĩnh vực", "Lĩnh vực (hạ tầng/tiết kiệm)"),
            words=(("1", ("Hạ tầng", "2.1")), ("2", ("Tiết kiệm", "2.2"))),
        ),
        Column(
            "level", _("Recognition"), CHOICE, 1.7, True, "Cơ sở", also=("Cấp công nhận",),
            words=(
                ("registered", ("Đăng ký", "Chưa công nhận")),
                ("base", ("Cơ sở", "Cấp cơ sở")),
                ("province", ("Tỉnh", "Cấp tỉnh")),
            ),
        ),
        Column(
            "decision_number", _("Number of the decision"), TEXT, 1.4, example="96/QĐ-VPUBND",
            also=("Số QĐ", "Số quyết định", "Số QĐ công nhận"),
        ),
        Column(
            "decided_on", _("Date of the decision"), DATE, 1.2, example="30/10/2026",
            also=("Ngày QĐ", "Ngày quyết định", "Ngày công nhận"),
        ),
        Column("scope", _("Scope of use"), TEXT, 1.5, example="Toàn cơ quan", also=("Phạm vi áp dụng", "Phạm vi")),
        Column(
            "amount", _("Benefit, million dong"), FIGURE, 1.1, example="36",
            also=("Số tiền làm lợi", "Giá trị làm lợi", "Hiệu quả (số tiền)"),
        ),
        Column(
            "hours", _("Hours saved"), FIGURE, 1, example="132",
            also=("Giờ làm lợi", "Thời gian làm lợi", "Hiệu quả (thời gian)"),
        ),
    ),
    annex="DANH SÁCH SÁNG KIẾN, GIẢI PHÁP",
    identity=("name",),
)  # fmt: skip

_EXAMPLES = Register(
    "examples",
    GoodExample,
    _("Good examples and models"),
    _("Outstanding collectives, individuals and new ways of working, and how they are spread."),
    (
        Column(
            "kind", _("Kind"), CHOICE, 1.5, True, "Cá nhân",
            also=("Loại", "Tập thể/cá nhân/mô hình"),
            words=(("model", ("Mô hình", "Cách làm mới")),),
        ),
        Column("name", _("Name"), TEXT, 2, True, "Bùi Thu Hằng", also=("Tên", "Tên điển hình", "Họ và tên")),
        Column(
            "content", _("Content, outstanding results"), LONG, 4, True, "Hoàn thành sớm 32 hồ sơ dự án trọng điểm",
            also=("Nội dung", "Nội dung, kết quả nổi bật", "Kết quả"),
        ),
        Column(
            "spread", _("How it is spread"), TEXT, 2.4, example="Giới thiệu tại hội nghị giao ban",
            also=("Hình thức nhân rộng", "Nhân rộng"),
        ),
        NOTE,
    ),
    annex="ĐIỂN HÌNH TIÊN TIẾN, MÔ HÌNH HAY",
)  # fmt: skip

_CONTRIBUTIONS = Register(
    "contributions",
    Contribution,
    _("Personal contributions"),
    _("Land, workdays, money and materials given by staff and their families where they live; site clearance."),
    (
        Column(
            "person", _("Full name"), PERSON, 2.2, True, "Bùi Thu Hằng", also=("Họ và tên", "Họ tên", "CCVCNLĐ"),
            hint=_("Somebody of the unit."),
        ),
        Column(
            "party", _("Who contributed"), CHOICE, 1.3, True, "Bản thân", also=("Người đóng góp", "Đối tượng"),
            words=(("self", ("Cá nhân",)), ("family", ("Hộ", "Hộ gia đình"))),
        ),
        Column("place", _("Place of residence"), TEXT, 1.8, example="Xã Bản Bo", also=("Nơi cư trú", "Địa chỉ")),
        Column("work", _("Work"), TEXT, 2.6, True, "Đường bản Hợp Nhất", also=("Công trình", "Tên công trình")),
        Column("land", _("Land given, m²"), FIGURE, 1.1, example="96,5", also=("Hiến đất (m²)", "Diện tích hiến")),
        Column("workdays", _("Workdays"), FIGURE, 1, example="2,5", also=("Ngày công", "Số ngày công")),
        Column(
            "amount", _("Money, materials, million dong"), FIGURE, 1.2, example="1,2",
            also=("Vật liệu, tiền (triệu đồng)", "Tiền, vật liệu", "Tiền, vật liệu (triệu đồng)"),
        ),
        Column(
            "clearance", _("Site clearance"), CHOICE, 1.5, example="Chấp hành",
            also=("Giải phóng mặt bằng", "Giải phóng mặt bằng (chấp hành)", "GPMB"),
            words=(("complied", ("Chấp hành", "Đã chấp hành", "x")), ("not_yet", ("Chưa chấp hành",))),
            hint=_("Only for households whose land is to be cleared."),
        ),
        NOTE,
    ),
    annex="ĐÓNG GÓP XÂY DỰNG HẠ TẦNG CỦA CCVCNLĐ",
    one_of=("land", "workdays", "amount", "clearance"),
)  # fmt: skip

_INSPECTIONS = Register(
    "inspections",
    Inspection,
    _("Inspections"),
    _("Self-inspections of the unit and inspections by HC-TC: what was found and what was done about it."),
    (
        Column(
            "kind", _("Kind"), CHOICE, 1.8, True, "Tự kiểm tra", also=("Loại", "Hình thức", "Loại cuộc kiểm tra"),
            words=(("own", ("Tự kiểm tra",)), ("coordinator", ("HC-TC", "Kiểm tra, giám sát"))),
        ),
        Column("held_on", _("Held on"), DATE, 1.2, True, "20/06/2026", in_year=True, also=("Ngày", "Ngày kiểm tra")),
        Column(
            "subject", _("What was inspected"), LONG, 3, True, "Việc sử dụng điện, văn phòng phẩm",
            also=("Nội dung", "Nội dung kiểm tra"),
        ),
        Column(
            "findings", _("Findings"), LONG, 3, example="Còn 02 phòng để thiết bị chờ ngoài giờ",
            also=("Kết quả", "Kết quả kiểm tra", "Phát hiện"),
        ),
        Column(
            "handling", _("What was done about them"), LONG, 2.4, example="Nhắc nhở, khắc phục trong ngày",
            also=("Xử lý", "Kiến nghị, xử lý", "Xử lý sau kiểm tra"),
        ),
        NOTE,
    ),
    annex="SỔ THEO DÕI KIỂM TRA, GIÁM SÁT",
)  # fmt: skip

_SESSIONS = Register(
    "sessions",
    Session,
    _("Dissemination sessions"),
    _("Conferences and meetings at which the plan and the movement were explained, with the number of participants."),
    (
        Column("held_on", _("Held on"), DATE, 1.2, True, "12/03/2026", in_year=True, also=("Ngày", "Ngày tổ chức")),
        Column(
            "form", _("Form"), CHOICE, 1.8, True, "Sinh hoạt đơn vị", also=("Hình thức", "Hình thức tổ chức"),
            words=(("meeting", ("Sinh hoạt phòng", "Họp phòng")), ("party_cell", ("Sinh hoạt chi bộ",))),
        ),
        Column(
            "content", _("Content"), LONG, 4, True, "Quán triệt Kế hoạch phong trào năm 2026", also=("Nội dung",),
        ),
        Column(
            "participants", _("Participants"), WHOLE, 1.1, True, "8",
            also=("Số người", "Số người dự", "Số lượt người", "Số lượng tham gia"),
        ),
        NOTE,
    ),
    annex="SỔ THEO DÕI TUYÊN TRUYỀN, QUÁN TRIỆT",
)  # fmt: skip

REGISTERS = (_DOCUMENTS, _WORKS, _INITIATIVES, _EXAMPLES, _CONTRIBUTIONS, _INSPECTIONS, _SESSIONS)
BY_SLUG = {register.slug: register for register in REGISTERS}
#: The list of people is no register of lines, but it feeds figures too.
PEOPLE_SLUG = "people"
