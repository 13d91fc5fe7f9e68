"""The history shown on every page of an object."""

from datetime import UTC, date, datetime

from django.template import Context, Template
from django.utils.html import strip_tags

from departments import audit

AT = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)


def shown(instance) -> str:
    page = Template("{% load departments_tags %}{% history thing %}").render(Context({"thing": instance}))
    return " ".join(strip_tags(page).split())


def test_who_did_what_when_and_why(office, contributor):
    unit = office.units["th"]
    audit.record(
        "x.moved",
        target=unit,
        by=contributor,
        at=AT,
        label="Trả lại",
        before="draft",
        after="returned",
        note="Thiếu <b>",
    )
    text = shown(unit)
    parts = ["09:30 23/11/2026", "Trả lại", "draft", "returned", "Lò Văn Bình", "Thiếu &lt;b&gt;"]
    assert [part for part in parts if part not in text] == []


def test_the_program_itself_can_be_the_actor(office):
    unit = office.units["th"]
    audit.record("x.closed", target=unit, by=None, at=AT)
    assert shown(unit).endswith("x.closed phần mềm")


def test_an_object_without_events_says_so(office):
    assert shown(office.units["ktn"]) == "Lịch sử Chưa có hoạt động nào."


def test_only_the_events_of_the_object_are_shown(office, contributor):
    audit.record("x.other", target=office.units["ktn"], by=contributor, at=AT)
    assert shown(office.units["th"]) == "Lịch sử Chưa có hoạt động nào."


def test_the_newest_event_stands_first(office, contributor):
    for action in ("x.first", "x.second"):
        audit.record(action, target=office.units["ktn"], by=contributor, at=AT)
    text = shown(office.units["ktn"])
    assert text.index("x.second") < text.index("x.first")


def test_a_date_on_a_weekend_says_so():
    page = Template("{% load departments_tags %}{{ a|dated }} / {{ b|dated }} / {{ c|dated }}")
    days = {"a": date(2026, 11, 29), "b": date(2026, 11, 30), "c": None}
    assert page.render(Context(days)) == "29/11/2026 (Chủ nhật) / 30/11/2026 / –"


def test_like_acts_one_after_the_other_stand_together(office, contributor):
    unit = office.units["th"]
    for label, note in (("Sửa A", ""), ("Sửa B", ""), ("Sửa C", ""), ("Sửa D", "Vì sao")):
        audit.record("x.edited", target=unit, by=contributor, at=AT, label=label, note=note)
    text = shown(unit)
    assert text.index("Sửa D") < text.index("Sửa C") < text.index("và 2 lần trước đó") < text.index("Sửa A")
    assert text.count("Lò Văn Bình") == 2
