"""What may be cited on which day."""

from datetime import date

import pytest

from campaign import editing
from campaign.models import Campaign, LegalBasis
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def codes_in_force(day: date) -> set[str]:
    return set(LegalBasis.objects.in_force(day).values_list("code", flat=True))


def test_the_thrift_law_changes_on_its_day(plan):
    laws = {"luat-thuc-hanh-tiet-kiem-2013", "luat-tiet-kiem-2025"}
    assert codes_in_force(date(2026, 6, 30)) & laws == {"luat-thuc-hanh-tiet-kiem-2013"}
    assert codes_in_force(date(2026, 7, 1)) & laws == {"luat-tiet-kiem-2025"}


def test_the_ended_congress_is_not_cited_from_2026(plan):
    assert "nq-dang-bo-xiv" in codes_in_force(date(2025, 12, 31))
    assert "nq-dang-bo-xiv" not in codes_in_force(date(2026, 1, 1))


def test_the_row_and_the_query_agree(plan):
    day = date(2026, 11, 22)
    assert codes_in_force(day) == {row.code for row in LegalBasis.objects.all() if row.in_force_on(day)}


def test_reports_open_with_the_plans_in_their_order(plan):
    cited = LegalBasis.objects.in_force(date(2026, 11, 22)).cited_in_reports()
    assert [(row.code, row.verified) for row in cited] == [
        ("qd-1478-ttg", False),
        ("kh-367-ubnd", True),
        ("kh-vpubnd", True),
    ]


def test_laws_are_cited_by_name_and_date_only(plan):
    laws = LegalBasis.objects.filter(kind="law")
    assert [row.code for row in laws if row.number in row.citation or "Quốc hội" in row.citation] == []


def test_the_citation_of_the_office_plan_in_the_file_is_the_one_the_program_writes(plan):
    written = editing.office_plan_citation(Campaign.objects.get(), "", None)
    assert LegalBasis.objects.get(code="kh-vpubnd").citation == written


def test_the_number_of_the_plan_reaches_its_citation(plan, hctc_officer):
    campaign = Campaign.objects.get()

    editing.record_plan_number(campaign, number="15/KH-VPUBND", day=date(2023, 2, 15), by=hctc_officer, at=NOW)
    basis = LegalBasis.objects.get(code="kh-vpubnd")
    assert (basis.number, basis.issued_on) == ("15/KH-VPUBND", date(2023, 2, 15))
    assert basis.citation.startswith(
        "Kế hoạch số 15/KH-VPUBND ngày 15 tháng 02 năm 2023 của Văn phòng Ủy ban nhân dân tỉnh"
    )
