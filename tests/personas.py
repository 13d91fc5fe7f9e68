"""The people of the tests. Each name below is a fixture that gives an account; `office` gives all units and people.

`contributor` and `head` belong to the unit `th`, `other_contributor` and `other_head` to `ktn`. `stranger` has an
account and no role. `signed_in(account)` gives a client in which that person is signed in.
"""

from dataclasses import dataclass
from datetime import date

import pytest
from django.test import Client

from departments.models import Appointment, Department, Position, RoleGrant, StaffMember, User
from departments.roles import Role

PASSWORD = "Một mật khẩu dài 2026!"
SINCE = date(2020, 1, 1)

#: persona → (user name, family name, given name, unit, position, roles)
PEOPLE = {
    "contributor": ("chuyenvien.th", "Lò Văn", "Bình", "th", "Chuyên viên", [Role.CONTRIBUTOR]),
    "head": ("truongphong.th", "Đỗ Thị", "Hà", "th", "Trưởng phòng", [Role.UNIT_HEAD]),
    "other_contributor": ("chuyenvien.ktn", "Tẩn A", "Páo", "ktn", "Chuyên viên", [Role.CONTRIBUTOR]),
    "other_head": ("truongphong.ktn", "Nguyễn Văn", "Sơn", "ktn", "Trưởng phòng", [Role.UNIT_HEAD]),
    "hctc_officer": ("hctc", "Vàng Thị", "Mai", "hctc", "Chuyên viên", [Role.HCTC_OFFICER]),
    "hctc_head": ("truongphong.hctc", "Hoàng Minh", "Đức", "hctc", "Trưởng phòng", [Role.HCTC_HEAD, Role.UNIT_HEAD]),
    "leader": ("chanhvanphong", "Phạm Quốc", "Khánh", "lanhdao", "Chánh Văn phòng", [Role.LEADERSHIP]),
    "clerk": ("vanthu", "Trần Thị", "Lan", "hctc", "Chuyên viên", [Role.CLERK]),
    "council": ("hoidong1", "Giàng A", "Sùng", "ktn", "Phó Trưởng phòng", [Role.COUNCIL]),
    "administrator": ("quantri", "Lý Thanh", "Tùng", "hctc", "Chuyên viên", [Role.ADMINISTRATOR]),
    "stranger": ("khach", "Bùi Thu", "An", "th", "Chuyên viên", []),
}

UNITS = {
    "lanhdao": ("Lãnh đạo Văn phòng", Department.Kind.LEADERSHIP, Department.Block.ADMINISTRATION),
    "th": ("Phòng Tổng hợp", Department.Kind.DIVISION, Department.Block.RESEARCH),
    "ktn": ("Phòng Kinh tế ngành", Department.Kind.DIVISION, Department.Block.RESEARCH),
    "hctc": ("Phòng Hành chính – Tổ chức", Department.Kind.DIVISION, Department.Block.ADMINISTRATION),
}

LEVELS = {
    "Chánh Văn phòng": Position.Level.OFFICE_HEAD,
    "Trưởng phòng": Position.Level.UNIT_HEAD,
    "Phó Trưởng phòng": Position.Level.UNIT_DEPUTY,
    "Chuyên viên": Position.Level.STAFF,
}


@dataclass(frozen=True)
class Office:
    """Units by code and accounts by persona."""

    units: dict[str, Department]
    people: dict[str, User]


def make_unit(code: str) -> Department:
    """One of the units of the tests."""
    name, kind, block = UNITS[code]
    return Department.objects.create(
        code=code,
        name=name,
        short_name=name.removeprefix("Phòng "),
        kind=kind,
        block=block,
        order=10 * (1 + list(UNITS).index(code)),
        reports=code != "lanhdao",
        is_coordinator=code == "hctc",
    )


def make_person(persona: str, units: dict[str, Department]) -> User:
    """A staff member with a post since 2020 and an account with roles."""
    username, family, given, unit, title, roles = PEOPLE[persona]
    staff = StaffMember.objects.create(family_name=family, given_name=given)
    position, _ = Position.objects.get_or_create(
        name=title, defaults={"level": LEVELS[title], "order": list(LEVELS).index(title)}
    )
    Appointment.objects.create(staff=staff, department=units[unit], position=position, from_date=SINCE)
    account = User.objects.create_user(username, PASSWORD, staff=staff, email=f"{username}@example.vn")
    for role in roles:
        speaks_for = units[unit] if role in (Role.CONTRIBUTOR, Role.UNIT_HEAD) else None
        RoleGrant.objects.create(user=account, role=role, department=speaks_for)
    return account


@pytest.fixture
def office(db) -> Office:
    units = {code: make_unit(code) for code in UNITS}
    return Office(units, {persona: make_person(persona, units) for persona in PEOPLE})


def _persona(name: str):
    @pytest.fixture(name=name)
    def account(office: Office) -> User:
        return User.objects.get(pk=office.people[name].pk)

    return account


contributor = _persona("contributor")
head = _persona("head")
other_contributor = _persona("other_contributor")
other_head = _persona("other_head")
hctc_officer = _persona("hctc_officer")
hctc_head = _persona("hctc_head")
leader = _persona("leader")
clerk = _persona("clerk")
council = _persona("council")
administrator = _persona("administrator")
stranger = _persona("stranger")


@pytest.fixture
def signed_in():
    """`signed_in(account)` → a client; every request is a fresh look at the account's rights."""

    def client_of(account: User) -> Client:
        client = Client()
        client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return client_of
