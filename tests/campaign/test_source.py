"""The plan in the program says exactly what the source copy says."""

import re

import yaml

from campaign.models import Criterion, PlanItem
from campaign.plan_files import FOLDER, SOURCE, read_plan


def words(text: str) -> str:
    return " ".join(text.split())


def source_without_marks() -> str:
    text = SOURCE.read_text(encoding="utf-8")
    text = re.sub(r"^#+ ", "", text, flags=re.MULTILINE)
    return words(text.replace("*", ""))


def items() -> list[dict]:
    return yaml.safe_load((FOLDER / "plan.yaml").read_text(encoding="utf-8"))["items"]


def test_the_items_in_their_order_are_the_whole_source_and_nothing_else():
    parts = [part for item in items() for part in (item.get("label"), item.get("title"), item.get("text")) if part]
    assert words(" ".join(parts)) == source_without_marks()


def test_every_numbered_item_from_the_first_to_the_last_has_its_number():
    numbers = [item["number"] for item in items()]
    assert len(numbers) == len(set(numbers))
    wanted = """
        I I.1 I.1.a I.1.b I.1.c I.1.d I.2 I.2.a I.2.b I.2.c
        II II.1 II.1.a II.1.a-1 II.1.a-2 II.1.b
        II.2 II.2-1 II.2-2 II.2.1 II.2.1-1 II.2.1-2 II.2.1-3 II.2.2 II.2.2-1 II.2.2-2 II.2.2-3
        III III.1 III.1.a III.1.a-1 III.1.a-2 III.1.b III.2 III.2.a III.2.b
        IV IV.1 IV.2 IV.3 IV.4 V V.1 V.2 VI VI.1 VI.2
        ket-thuc noi-nhan noi-nhan-1 noi-nhan-2 noi-nhan-3 chu-ky
    """.split()  # noqa: SIM905
    assert numbers[4:] == wanted


def test_the_broken_item_shows_where_a_line_is_missing(plan):
    broken = PlanItem.objects.get(incomplete=True)
    assert broken.number == "I.1.c"
    assert [fragment[-5:] for fragment in broken.fragments] == ["trong", " vực."]
    assert "thiếu ít nhất một dòng" in broken.incomplete_note


def test_number_and_day_stay_blank_until_somebody_enters_them():
    campaign = next(entry for entry in read_plan() if entry.model == "Campaign")
    assert (campaign.values["plan_number"], campaign.values["plan_date"]) == ("", None)


def test_items_that_quote_the_ended_term_are_exactly_those_marked():
    quoting = {item["number"] for item in items() if "XIV" in item.get("text", "")}
    assert quoting == {item["number"] for item in items() if item.get("cites_expired")}


def test_nothing_asked_of_the_units_cites_the_ended_term():
    asked = [entry for entry in read_plan() if entry.model in ("Indicator", "Question", "Criterion", "ReportingPeriod")]
    assert [entry.key for entry in asked if "XIV" in str(entry.values)] == []


def test_criteria_are_the_wording_of_the_plan(plan):
    assert [(row.code, row.wording == row.plan_item.text) for row in Criterion.objects.all()] == [
        ("III.1.a-1", True),
        ("III.1.a-2", True),
        ("III.1.b", True),
    ]
