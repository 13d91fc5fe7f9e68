"""What registers say about indicators: every declared rule exists, counts are right, one query a register."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaign.plan_files import read_plan
from departments.models import Department
from reports.registers import counting
from reports.registers.catalogue import BY_SLUG, PEOPLE_SLUG
from reports.registers.models import AdvisedDocument, Contribution, Inspection, PersonYear, Session, Work
from tests import factories as make
from tests.factories import NOW

DECLARED = {row.key: row.values for row in read_plan() if row.model == "Indicator" and row.values["counted_from"]}
FED = {"A1", "A2", "A3", "A5", "A6", "A7a", "A7b", "A9", "B1.1", "B1.4", "B2.1", "B2.2c", "B2.3", "B5.1a", "B5.4"}
PEOPLE_COUNTS = {"rows", counting.STAFF, counting.UNITS, counting.ALL_UNITS}


def rules():
    for code, values in DECLARED.items():
        for part, rule in counting.rules_of(values["counted_from"]).items():
            yield pytest.param(rule, id=f"{code} {part}")


def test_the_catalogue_says_what_is_counted():
    assert set(DECLARED) >= FED


@pytest.mark.parametrize("rule", list(rules()))
def test_every_declared_register_field_and_value_exists(rule):
    assert set(rule) <= {"register", "where", "positive", "count", "sum"}
    model = PersonYear if rule["register"] == PEOPLE_SLUG else BY_SLUG[rule["register"]].model
    for name, values in rule.get("where", {}).items():
        field = model._meta.get_field(name)
        assert set(values) <= ({value for value, _ in field.choices} if field.choices else {True, False})
    for name in ("positive", "sum"):
        if name in rule:
            assert model._meta.get_field(rule[name]).get_internal_type() in ("DecimalField", "PositiveIntegerField")
    counted = rule.get("count", "rows")
    if rule["register"] == PEOPLE_SLUG:
        assert counted in PEOPLE_COUNTS
    elif counted != "rows":
        assert model._meta.get_field(counted)


@pytest.mark.parametrize("code", [c for c, v in DECLARED.items() if v["nature"] == "ratio"])
def test_a_ratio_has_two_rules(code):
    assert set(counting.rules_of(DECLARED[code]["counted_from"])) == {"numerator", "denominator"}


@pytest.fixture
def unit(db):
    return make.unit()


def catalogue(*codes):
    return [make.indicator(code, counted_from=DECLARED[code]["counted_from"]) for code in codes]


def count(unit, code):
    return counting.counts(unit, 2026, catalogue(code))[code]


def document(unit, kind="directive", timeliness="", **more):
    return AdvisedDocument.objects.create(
        department=unit, year=more.pop("year", 2026), kind=kind, number="1", issued_on="2026-02-01", issuer="UBND tỉnh",
        summary="A", timeliness=timeliness, **more,
    )  # fmt: skip


def test_rows_of_this_unit_and_year_that_are_not_removed(unit):
    document(unit)
    document(unit)
    document(unit, kind="law")
    document(unit, year=2025)
    document(unit, removed_at=NOW)
    document(make.unit("ktn", "Phòng Kinh tế ngành"))
    assert (count(unit, "B1.2").value, count(unit, "B1.2").rows) == (2, 2)


def test_documents_in_time_out_of_those_with_a_deadline(unit):
    document(unit, timeliness="on_time")
    document(unit, timeliness="on_time", kind="law")
    document(unit, timeliness="late")
    document(unit)
    document(unit, timeliness="on_time", kind="movement")
    found = count(unit, "B1.4")
    assert (found.numerator, found.denominator, found.rows) == (2, 3, 3)
    assert found.value is None


def test_sums_and_different_people(unit):
    one, other = make.contributor(unit).staff, make.contributor(unit).staff
    for person, land in ((one, "10.5"), (one, "4"), (other, None)):
        Contribution.objects.create(department=unit, year=2026, person=person, party="self", work="A", land=land)
    assert count(unit, "B5.2").value == Decimal("14.5")
    assert count(unit, "B5.2").rows == 2
    assert count(unit, "B5.1a").value == 1


def test_sessions_inspections_and_works(unit):
    Session.objects.create(department=unit, year=2026, held_on="2026-02-01", form="online", content="A", participants=8)
    Session.objects.create(department=unit, year=2026, held_on="2026-03-01", form="online", content="B", participants=7)
    Inspection.objects.create(department=unit, year=2026, kind="own", held_on="2026-02-01", subject="A")
    Work.objects.create(department=unit, year=2026, name="A", field="transport", progress="on", in_use=True)
    expected = {"A2": 2, "A3": 15, "A7a": 1, "A7b": 0, "B2.1": 1, "B2.2a": 1, "B2.2c": 0, "B2.3": 1}
    found = counting.counts(unit, 2026, catalogue(*expected))
    assert {code: found[code].value for code in expected} == expected


def test_where_every_line_counts_every_line_is_shown(unit):
    """A2 and B2.1 ask for no kind of line; nobody asks for the lines behind a figure that is typed."""
    Work.objects.create(department=unit, year=2026, name="A", field="transport", progress="on")
    Work.objects.create(department=unit, year=2026, name="B", field="rural", progress="behind")
    assert count(unit, "B2.1").rows == 2
    rule = DECLARED["B2.1"]["counted_from"]
    assert Work.objects.meeting(counting.condition_of(rule)).count() == 2
    assert not Work.objects.meeting(counting.condition_of({})).exists()


def test_people_out_of_the_staff_list(unit):
    accounts = [make.contributor(unit) for _ in range(4)]
    for account in accounts[:3]:
        make.appoint(account.staff, unit, "Chuyên viên", level="staff")
    for account, registered in zip(accounts, (True, False, True, True), strict=True):
        PersonYear.objects.create(department=unit, year=2026, staff=account.staff, registered=registered)
    found = count(unit, "A6")  # the fourth has no post in the unit
    assert (found.numerator, found.denominator) == (2, 3)
    assert count(unit, "A9").numerator == 0


def test_units_in_which_somebody_registered(unit):
    make.unit("ktn", "Phòng Kinh tế ngành")
    coordinator = make.hctc()
    person = make.contributor(unit).staff
    PersonYear.objects.create(department=unit, year=2026, staff=person, registered=True)
    found = count(coordinator, "A5")
    assert (found.numerator, found.denominator) == (1, Department.objects.reporting().count())


def test_one_query_a_register(unit):
    few, many = catalogue("B1.1", "A2"), catalogue("B1.1", "B1.2", "B1.3", "B1.4", "A1", "C1.2a", "A2", "A3")
    numbers = []
    for asked in (few, many):
        with CaptureQueriesContext(connection) as captured:
            counting.counts(unit, 2026, asked)
        numbers.append(len(captured))
    assert numbers == [2, 2]


def test_a_count_leads_to_its_lines(unit):
    route, arguments, query = count(unit, "B1.1").link
    assert (route, arguments, query) == (
        "registers:register",
        {"slug": "documents", "year": 2026, "unit": "th"},
        "for=B1.1",
    )
