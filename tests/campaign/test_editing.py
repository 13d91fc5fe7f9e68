"""Edits of the plan and the catalogue: recorded, refused when stale, never for others."""

from datetime import date

import pytest

from campaign import editing, paper_entry, permissions
from campaign.models import Criterion, Indicator, OfficeFigure, Phase
from departments.models import AuditEvent
from departments.permissions import Denied
from tests.factories import NOW

pytestmark = pytest.mark.django_db
RULE = permissions.edit_catalogue


def edit_a2(by, values, **kwargs):
    return editing.edit(Indicator.objects.get(code="A2"), values, by=by, at=NOW, rule=RULE, **kwargs)


def test_an_edit_is_recorded_with_what_it_was_and_became(plan, hctc_officer):
    assert edit_a2(hctc_officer, {"unit": "buổi", "decimals": 0})
    event = AuditEvent.objects.about(Indicator.objects.get(code="A2")).last()
    assert event.data == {"unit": ["cuộc", "buổi"]}
    assert (event.action, event.actor) == ("campaign.indicator.edit", "hctc")


def test_an_edit_without_difference_records_nothing(plan, hctc_officer):
    before = AuditEvent.objects.count()
    assert not edit_a2(hctc_officer, {"unit": "cuộc"})
    assert AuditEvent.objects.count() == before


def test_links_are_edited_and_recorded_too(plan, hctc_officer):
    row = Indicator.objects.get(code="A2")
    before = sorted(item.pk for item in row.plan_items.all())
    editing.edit(row, {"plan_items": []}, by=hctc_officer, at=NOW, rule=RULE)
    assert list(row.plan_items.all()) == []
    assert AuditEvent.objects.about(row).last().data == {"plan_items": [before, []]}


def test_a_faster_colleague_is_noticed(plan, hctc_officer, hctc_head):
    seen = editing.fingerprint(Indicator.objects.get(code="A2"), ["unit"])
    edit_a2(hctc_head, {"unit": "buổi"}, seen=seen)
    with pytest.raises(editing.Stale):
        edit_a2(hctc_officer, {"unit": "lần"}, seen=seen)
    assert Indicator.objects.get(code="A2").unit == "buổi"


@pytest.mark.parametrize("persona", ["contributor", "head", "leader", "clerk", "council", "administrator", "stranger"])
def test_nobody_else_edits_the_catalogue(plan, office, persona):
    with pytest.raises(Denied):
        edit_a2(office.people[persona], {"unit": "buổi"})


def test_phase_two_gets_criteria_of_its_own_only_after_its_guidance(plan, hctc_officer):
    phase = Phase.objects.get(number=2)
    first = [row.pk for row in Criterion.objects.filter(phase__number=1)]
    assert sorted(row.pk for row in Criterion.objects.in_use(phase)) == sorted(first)
    with pytest.raises(Denied):
        editing.adopt_criteria(phase, by=hctc_officer, at=NOW)
    phase.guidance_title, phase.guidance_date = "Hướng dẫn giai đoạn 2", date(2026, 3, 2)
    phase.save()
    copies = editing.adopt_criteria(phase, by=hctc_officer, at=NOW)
    assert [row.code for row in Criterion.objects.in_use(phase)] == [row.code for row in copies]
    assert len(copies) == 3
    with pytest.raises(Denied):
        editing.adopt_criteria(phase, by=hctc_officer, at=NOW)


def test_paper_figures_are_written_corrected_and_taken_away(plan, hctc_officer):
    a2, a6 = Indicator.objects.get(code="A2"), Indicator.objects.get(code="A6")
    entries = {a2: {"value": 12}, a6: {"numerator": 90, "denominator": 95}}

    def enter(entries, reason=""):
        source = "BC 12/BC-VPUBND"
        return paper_entry.enter_figures(2022, None, entries, source=source, by=hctc_officer, at=NOW, reason=reason)

    assert enter(entries) == ["A2", "A6"]
    assert enter(entries) == []
    row = OfficeFigure.objects.office_totals().for_year(2022).get(indicator=a6)
    assert (row.numerator, row.denominator, row.value, row.entered_by, row.source) == (
        90, 95, None, hctc_officer, "BC 12/BC-VPUBND",
    )  # fmt: skip
    with pytest.raises(paper_entry.ReasonRequired):
        enter({a2: {"value": None}})
    assert enter({a2: {"value": None}}, "Nhập nhầm dòng") == ["A2"]
    assert AuditEvent.objects.about(a2).last().note == "Nhập nhầm dòng"
    assert list(OfficeFigure.objects.values_list("indicator__code", flat=True)) == ["A6"]
