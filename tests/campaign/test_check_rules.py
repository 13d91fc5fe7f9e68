"""The rules by which reports are checked: shown to all, changed by HC-TC, frozen when a period opens."""

import pytest

from campaign import workflow
from campaign.models import CheckRule
from departments.models import AuditEvent
from departments.transitions import move
from tests.factories import NOW

pytestmark = pytest.mark.django_db
LIST = "/plan/checks/"


def entries_of(client, code):
    form = client.get(f"{LIST}{code}/").context["form"]
    return {name: "" if (value := form[name].value()) is None else value for name in form.fields}


@pytest.fixture
def hctc(client, plan, hctc_officer):
    client.force_login(hctc_officer)
    return client


def test_everybody_reads_the_rules(client, plan, office):
    client.force_login(office.people["contributor"])
    page = client.get(LIST).content.decode()
    assert "B2.2a + B2.2b + B2.2c ≤ B2.1" in page
    assert "C3.1d = C3.1b − C3.1c" in page
    assert "/edit/" not in page
    assert f"{LIST}change/" not in page


def test_a_limit_and_a_sentence_are_changed_and_recorded(hctc):
    sent = entries_of(hctc, "change") | {"limit_percent": "30", "sentence": "{code} {direction} {percent}."}
    assert hctc.post(f"{LIST}change/", sent).status_code == 302
    row = CheckRule.objects.get(code="change")
    assert (row.parameters, row.sentence) == ({"percent": 30, "base": 5}, "{code} {direction} {percent}.")
    assert AuditEvent.objects.about(row).last().action == "campaign.checkrule.edit"


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("change", {"sentence": "{code} của {unit.name} và {department}"}),
        ("change", {"limit_percent": "0"}),
        ("change", {"limit_base": "nhiều"}),
        ("likeness", {"limit_percent": "101"}),
        ("short", {"example": "{percent}"}),
        ("total", {"severity": "info"}),
        ("total", {"first_year": "2026", "last_year": "2025"}),
        ("total", {"sentence": ""}),
    ],
)
def test_what_cannot_be_is_explained_and_nothing_changes(hctc, code, changed):
    before = CheckRule.objects.get(code=code)
    answer = hctc.post(f"{LIST}{code}/", entries_of(hctc, code) | changed)
    assert answer.status_code == 422
    assert answer.context["form"].errors
    now = CheckRule.objects.get(code=code)
    assert (now.sentence, now.parameters, now.severity) == (before.sentence, before.parameters, before.severity)


def test_a_faster_colleague_is_noticed(hctc):
    sent = entries_of(hctc, "short")
    CheckRule.objects.filter(code="short").update(parameters={"characters": 60})
    assert hctc.post(f"{LIST}short/", sent | {"limit_characters": "20"}).status_code == 422
    assert CheckRule.objects.get(code="short").parameters == {"characters": 60}


def test_opening_freezes_the_rules_of_the_year_that_are_in_use(annual, hctc_officer):
    CheckRule.objects.filter(code="short").update(is_active=False)
    CheckRule.objects.filter(code="change").update(last_year=2025)
    opened = move(annual, workflow.OPEN, by=hctc_officer, at=NOW)
    frozen = set(opened.period_rules.values_list("code", flat=True))
    assert frozen == set(CheckRule.objects.values_list("code", flat=True)) - {"short", "change"}
    CheckRule.objects.filter(code="total").update(sentence="Khác")
    assert opened.period_rules.get(code="total").sentence.startswith("Tổng {code}")


@pytest.mark.parametrize(
    ("code", "limits", "shown"),
    [
        ("change", {"percent": 80, "base": 5}, "tăng 90%"),
        ("likeness", {"percent": 97, "characters": 80}, "giống 100%"),
        ("short", {"characters": 80}, "(50 ký tự)"),
    ],
)
def test_a_sample_sentence_breaks_the_rule_as_it_stands(hctc, code, limits, shown):
    CheckRule.objects.filter(code=code).update(parameters=limits)
    assert shown in hctc.get(LIST).content.decode()


def test_rules_of_one_kind_are_told_apart_by_what_they_are_asked_of(hctc):
    subjects = [
        (row.kind, row.subject) for row in hctc.get(LIST).context["rows"] if row.kind in ("evidence", "explained")
    ]
    assert len(set(subjects)) == 4
    assert all(subject for _, subject in subjects)
