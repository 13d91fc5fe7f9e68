"""Who is there: units, positions, people with their dated appointments, accounts with their roles."""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password

from demo import data_files
from departments.models import Appointment, Department, Position, RoleGrant, StaffMember, User
from departments.roles import UNIT_ROLES, Role

MAIL_DOMAIN = "vpubnd.demo.example"
CATEGORIES = {
    "cc": StaffMember.Category.CIVIL_SERVANT,
    "vc": StaffMember.Category.PUBLIC_EMPLOYEE,
    "nld": StaffMember.Category.WORKER,
}
_L = Position.Level
#: Chức vụ in the order of the office's lists.
POSITIONS = (
    ("Chánh Văn phòng", _L.OFFICE_HEAD),
    ("Phó Chánh Văn phòng", _L.OFFICE_DEPUTY),
    ("Trưởng phòng", _L.UNIT_HEAD),
    ("Trưởng ban", _L.UNIT_HEAD),
    ("Giám đốc", _L.UNIT_HEAD),
    ("Phó Trưởng phòng", _L.UNIT_DEPUTY),
    ("Phó Trưởng ban", _L.UNIT_DEPUTY),
    ("Phó Giám đốc", _L.UNIT_DEPUTY),
    ("Chuyên viên chính", _L.STAFF),
    ("Chuyên viên", _L.STAFF),
    ("Cán sự", _L.STAFF),
    ("Kế toán", _L.STAFF),
    ("Văn thư viên", _L.STAFF),
    ("Lưu trữ viên", _L.STAFF),
    ("Nhân viên kỹ thuật", _L.STAFF),
    ("Nhân viên lễ tân", _L.STAFF),
    ("Nhân viên phục vụ", _L.STAFF),
    ("Lái xe", _L.STAFF),
    ("Bảo vệ", _L.STAFF),
)


def establish() -> dict[str, Department]:
    """The Office of the data files: units by code."""
    positions = create_positions()
    units = {row["code"]: _unit(row) for row in data_files.units()}
    for row in data_files.units():
        units[row["code"]].predecessors.set(units[code] for code in row.get("predecessors", ()))
    password = make_password(settings.DEMO_PASSWORD)
    for row in data_files.people():
        _person(row, units, positions, password)
    return units


def create_positions() -> dict[str, Position]:
    return {
        name: Position.objects.get_or_create(name=name, defaults={"level": level, "order": 10 * (place + 1)})[0]
        for place, (name, level) in enumerate(POSITIONS)
    }


def _unit(row: dict[str, Any]) -> Department:
    return Department.objects.create(
        code=row["code"],
        name=row["name"],
        short_name=row["short"],
        kind=row["kind"],
        block=row["block"],
        head_title=row["head"],
        order=row["order"],
        reports=row.get("reports", True),
        is_coordinator=row.get("coordinator", False),
        valid_from=row["from"],
        valid_to=row.get("to"),
    )


def _person(row: dict[str, Any], units: dict, positions: dict, password: str) -> None:
    posts = [*row.get("was", ()), row]
    family_name, given_name = row["n"].split("|")
    staff = StaffMember.objects.create(
        family_name=family_name,
        given_name=given_name,
        category=CATEGORIES[row["c"]],
        joined_on=min(post["from"] for post in posts),
        left_on=row.get("to"),
    )
    Appointment.objects.bulk_create(
        Appointment(
            staff=staff,
            department=units[post["u"]],
            position=positions[post["p"]],
            from_date=post["from"],
            to_date=post.get("to"),
        )
        for post in posts
    )
    if "account" in row:
        create_account(row["account"], staff, [Role(r) for r in row["roles"]], units[row["u"]], password)


def create_account(name: str, staff: StaffMember, roles: list[Role], unit: Department, password: str) -> User:
    """An account with its roles; whoever speaks for a unit also speaks for the units it continues."""
    user = User.objects.create(
        username=name, staff=staff, email=f"{name}@{MAIL_DOMAIN}", password=password, must_change_password=False
    )
    own = [unit, *unit.predecessors.all()]
    RoleGrant.objects.bulk_create(
        RoleGrant(user=user, role=role, department=department)
        for role in roles
        for department in (own if role in UNIT_ROLES else [None])
    )
    return user


def appoint(staff: StaffMember, unit: Department, position: Position, since: date) -> Appointment:
    return Appointment.objects.create(staff=staff, department=unit, position=position, from_date=since)
