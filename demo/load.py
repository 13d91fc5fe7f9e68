"""Generated units for load: as many as asked for, each modelled on a unit of the data files."""

from datetime import date

from django.conf import settings
from django.contrib.auth.hashers import make_password

from demo.establishment import appoint, create_account, create_positions
from departments.models import Department, StaffMember
from departments.roles import Role

SINCE = date(2020, 1, 1)
FIELDS = (
    "Kế hoạch", "Tài chính", "Xây dựng", "Giao thông", "Đất đai", "Nông nghiệp", "Công thương", "Giáo dục", "Y tế",
    "Văn hóa", "Tư pháp", "Nội vụ", "Khoa học và Công nghệ", "Dân tộc và Tôn giáo", "Quản lý dự án", "Dịch vụ công",
)  # fmt: skip
FAMILY = ("Nguyễn Văn", "Lò Thị", "Vàng A", "Giàng Thị", "Trần Đức", "Lý Văn", "Phạm Thị", "Tẩn A", "Hoàng Văn")
GIVEN = ("Bình", "Chung", "Duyên", "Giang", "Hòa", "Khánh", "Lan", "Minh", "Ngọc", "Phúc", "Quý", "Sơn", "Thái", "Uyên")
#: Units a generated one can be modelled on; HC-TC and the finance division have tasks nobody else has.
POSTS = ((Role.UNIT_HEAD, "Trưởng phòng", "truongphong"), (Role.CONTRIBUTOR, "Chuyên viên", "chuyenvien"))
TEMPLATES = ("th", "ktn", "nc", "kgvx", "kstthc", "btcd", "nk")


def create_units(count: int, units: dict[str, Department]) -> dict[str, str]:
    """Adds `count` units with a head and a contributor each to `units`; returns code → its model."""
    positions, password = create_positions(), make_password(settings.DEMO_PASSWORD)
    models = {}
    for number in range(1, count + 1):
        template = TEMPLATES[number % len(TEMPLATES)]
        unit = _unit(number, units[template])
        units[unit.code], models[unit.code] = unit, template
        for role, title, name in POSTS:
            staff = _person(number, name)
            appoint(staff, unit, positions[title], SINCE)
            create_account(f"{name}.{unit.code}", staff, [role], unit, password)
    return models


def _unit(number: int, template: Department) -> Department:
    name = f"Phòng {FIELDS[number % len(FIELDS)]} số {number}"
    return Department.objects.create(
        code=f"dv{number:03d}", name=name, short_name=name.replace("Phòng", "P."), kind=Department.Kind.DIVISION,
        block=template.block, head_title="Trưởng phòng", order=1000 + number, valid_from=SINCE,
    )  # fmt: skip


def _person(number: int, name: str) -> StaffMember:
    place = number * 2 + len(name)
    return StaffMember.objects.create(
        family_name=FAMILY[place % len(FAMILY)], given_name=GIVEN[place % len(GIVEN)], joined_on=SINCE
    )
