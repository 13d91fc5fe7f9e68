"""`load_plan`: twice without change, and never over what a person entered."""

from io import StringIO

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from campaign.models import Campaign, Indicator, LegalBasis, Phase, ReportingPeriod
from campaign.plan_files import read_plan
from campaign.plan_loading import decide, load
from departments.models import AuditEvent
from tests.factories import NOW

values = st.one_of(st.none(), st.integers(0, 3), st.sampled_from(["a", "b", ""]))


@given(current=values, last=values, wanted=values)
def test_a_field_is_set_only_when_it_still_holds_what_was_loaded_last(current, last, wanted):
    changes, kept = decide({"x": current}, {"x": last}, {"x": wanted})
    assert (changes, kept) == (
        ({}, []) if current == wanted else ({"x": wanted}, []) if current == last else ({}, ["x"])
    )


def test_a_row_a_person_made_is_left_alone():
    assert decide({"x": 1}, {}, {"x": 2}) == ({}, ["x"])


def test_a_second_load_changes_nothing(plan, entries):
    assert plan.changed
    before = AuditEvent.objects.count()
    again = load(entries, at=NOW)
    assert (again.created, again.updated, again.kept, again.unchanged) == ([], [], [], len(plan.created))
    assert AuditEvent.objects.count() == before


def test_the_command_says_what_it_did(db):
    out = [StringIO(), StringIO()]
    for stream in out:
        call_command("load_plan", stdout=stream)
    assert out[0].getvalue().startswith("Plan loaded: ")
    assert out[1].getvalue() == "The plan is already loaded; nothing was changed.\n"


def test_what_a_person_edited_is_kept_and_reported(plan, entries):
    Indicator.objects.filter(code="A2").update(name="Tên do Phòng sửa")
    Campaign.objects.update(plan_number="12/KH-VPUBND")
    again = load(entries, at=NOW)
    assert sorted((kept.row, kept.field) for kept in again.kept) == [
        ("Campaign ket-cau-ha-tang-tiet-kiem", "plan_number"),
        ("Indicator A2", "name"),
    ]
    assert Indicator.objects.get(code="A2").name == "Tên do Phòng sửa"
    assert Campaign.objects.get().plan_number == "12/KH-VPUBND"


def test_what_a_person_linked_is_kept(plan, entries):
    indicator = Indicator.objects.get(code="A2")
    indicator.plan_items.clear()
    again = load(entries, at=NOW)
    assert [(kept.row, kept.field) for kept in again.kept] == [("Indicator A2", "plan_items")]
    assert list(indicator.plan_items.all()) == []


def test_a_new_wording_in_the_file_reaches_what_nobody_touched(plan, entries):
    row = Indicator.objects.get(code="A2")
    row.name, row.loaded["name"] = "Tên cũ trong tệp", "Tên cũ trong tệp"
    row.save()
    again = load(entries, at=NOW)
    row.refresh_from_db()
    assert again.updated == ["Indicator A2"]
    assert row.name == row.loaded["name"] == "Số cuộc sinh hoạt, hội nghị quán triệt, tuyên truyền"


def test_a_period_that_has_begun_is_not_changed_by_files(plan, entries):
    row = ReportingPeriod.objects.annual().for_year(2027).get()
    row.title, row.loaded["title"], row.state = "Tên khi mở", "Tên khi mở", "locked"
    row.save()
    again = load(entries, at=NOW)
    assert [(kept.row, kept.field) for kept in again.kept] == [("ReportingPeriod 2027", "title")]


def test_a_name_no_file_defines_loads_nothing_at_all(db):
    entries = read_plan()
    last = next(entry for entry in reversed(entries) if entry.model == "Indicator")
    last.many["plan_items"].append("IX.9")
    with pytest.raises(KeyError):
        load(entries, at=NOW)
    assert Campaign.objects.count() == 0


def test_the_periods_of_the_plan(plan):
    rows = ReportingPeriod.objects.order_by("year", "kind").values_list(
        "kind", "year", "phase__number", "office_level_only"
    )
    assert list(rows) == [
        ("annual", 2022, 1, True),
        ("annual", 2023, 1, False),
        ("annual", 2024, 1, False),
        ("annual", 2025, 1, False),
        ("phase_review", 2025, 1, False),
        ("annual", 2026, 2, False),
        ("annual", 2027, 2, False),
        ("annual", 2028, 2, False),
        ("annual", 2029, 2, False),
        ("annual", 2030, 2, False),
        ("final_review", 2030, 2, False),
    ]


def test_phase_two_waits_for_its_guidance(plan):
    assert [(phase.number, phase.waits_for_guidance) for phase in Phase.objects.all()] == [(1, False), (2, True)]


def test_unchecked_bases_are_marked(plan):
    assert not LegalBasis.objects.get(code="qd-1478-ttg").verified
    assert LegalBasis.objects.get(code="kh-367-ubnd").verified
