"""Content is frozen data with one spelling; the words that follow from rules are the rules' own."""

import dataclasses
import json
from datetime import date
from decimal import Decimal

import pytest
from django.core.checks.registry import registry
from django.test import override_settings

from reports.documents import checks, fonts, setting, wording
from reports.documents.content import (
    NUMBER,
    Cell,
    Column,
    ContentError,
    Heading,
    Paragraph,
    Span,
    Table,
    canonical_bytes,
    content_hash,
    from_json,
    to_json,
)
from reports.documents.formatting import DECREE_30_2020, RULE_SETS, rules_on
from tests.documents.sample import sample

RULES = DECREE_30_2020


def test_content_survives_the_journey_through_json():
    document = sample(number="12", on=date(2026, 11, 30), draft_mark="DỰ THẢO", legal_bases=("a",))
    assert from_json(json.loads(json.dumps(to_json(document)))) == document
    assert canonical_bytes(from_json(json.loads(canonical_bytes(document)))) == canonical_bytes(document)


def test_equal_content_has_one_hash_however_it_was_written():
    ours = sample(blocks=[Paragraph("a"), Table([Column("x")], [["1"]])])
    theirs = sample(blocks=(Paragraph((Span("a"),)), Table((Column("x", 1.0),), ((Cell("1"),),))))
    assert ours == theirs
    assert content_hash(ours) == content_hash(theirs)
    assert content_hash(ours) != content_hash(sample(blocks=[Paragraph("b")]))


def test_fields_left_at_their_default_are_not_written_so_old_hashes_stay_valid():
    assert to_json(sample(blocks=[Paragraph("a")]))["blocks"] == [
        {"type": "Paragraph", "spans": [{"type": "Span", "text": "a"}]}
    ]


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"type": "Paragraph", "spans": []},
        {"type": "os"},
        {"type": "Span", "text": "a", "colour": "red"},
        {"type": "date", "value": "x"},
    ],
)
def test_what_is_no_document_is_refused_in_plain_words(data):
    with pytest.raises(ContentError, match=r"^Nội dung .*(không đọc được|không phải là một văn bản)"):
        from_json(data)


def test_content_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        sample().subject = "x"


def test_a_row_must_cover_all_columns():
    with pytest.raises(ContentError, match="dòng 2 có 3 ô, bảng có 2 cột"):
        Table([Column("a"), Column("b")], [["1", "2"], [Cell("x", colspan=2), "y"]], title="Bảng 1")
    with pytest.raises(ContentError, match="cấp 5"):
        Heading(5, "x")


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        ("5", "05/BC-VPUBND"),
        ("05", "05/BC-VPUBND"),
        ("123", "123/BC-VPUBND"),
        ("12a", "12a/BC-VPUBND"),
        (None, "\u00a0" * 12 + "/BC-VPUBND"),
    ],
)
def test_numbers_below_ten_get_a_leading_zero(number, printed):
    assert wording.number_text(sample(number=number).letterhead, RULES) == printed


@pytest.mark.parametrize(
    ("day", "printed"),
    [
        (date(2026, 1, 9), "ngày 09 tháng 01 năm 2026"),
        (date(2026, 2, 10), "ngày 10 tháng 02 năm 2026"),
        (date(2026, 3, 5), "ngày 05 tháng 3 năm 2026"),
        (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
        (None, f"ngày{RULES.blank_day}tháng{RULES.blank_day}năm 2026"),
    ],
)
def test_days_below_ten_and_months_one_and_two_get_a_leading_zero(day, printed):
    assert wording.date_text(day, 2026, RULES) == printed


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("theo quy định.", "theo quy định./."),
        ("theo quy định ./.", "theo quy định./."),
        ("theo quy định./. ", "theo quy định./."),
        ("theo quy định", "theo quy định./."),
        ("theo quy định;", "theo quy định./."),
        ("(mẫu 1)", "(mẫu 1)./."),
    ],
)
def test_the_end_mark_follows_the_last_word_directly(text, ended):
    assert wording.with_end_mark(sample(blocks=(Paragraph(text),))).blocks[-1].text == ended


def test_the_end_mark_keeps_the_look_of_the_last_words_and_stands_alone_after_a_table():
    spans = (Span("Đề nghị "), Span("xem xét", bold=True), Span(". "))
    marked = wording.with_end_mark(sample(blocks=(Paragraph(spans),))).blocks[-1]
    assert marked.spans == (Span("Đề nghị "), Span("xem xét./.", bold=True))
    table = Table([Column("a")], [])
    assert wording.with_end_mark(sample(blocks=(table,))).blocks == (table, Paragraph("./."))


def test_recipients_get_dashes_semicolons_and_a_final_stop():
    lines = wording.dashed(["Như trên", "- Lãnh đạo Văn phòng;", "Lưu: VT, HC,"])
    assert lines == ["- Như trên;", "- Lãnh đạo Văn phòng;", "- Lưu: VT, HC."]


def test_annexes_are_numbered_only_when_there_are_several():
    assert [
        wording.annex_label(1, 1),
        wording.annex_label(1, 2),
        wording.annex_label(4, 14),
        wording.annex_label(14, 14),
    ] == [
        "Phụ lục",
        "Phụ lục I",
        "Phụ lục IV",
        "Phụ lục XIV",
    ]


def test_the_rules_are_those_in_force_on_the_day():
    assert rules_on(None) is RULE_SETS[0]
    assert rules_on(date(2020, 3, 5)) is DECREE_30_2020
    assert rules_on(date(2019, 1, 1)) is RULE_SETS[-1]


def test_titles_are_broken_after_a_stop_and_not_inside_a_name():
    text = (
        "Kết quả thực hiện phong trào thi đua “Lai Châu đẩy mạnh phát triển kết cấu hạ tầng; "
        "thực hành tiết kiệm” năm 2026"
    )
    lines = fonts.balanced_lines(text, 138, 14, bold=True)
    assert " ".join(lines) == text
    assert all(fonts.text_width_mm(line, 14, bold=True) <= 138 for line in lines)
    assert not any(line.endswith("Lai") for line in lines)


def test_numbers_keep_their_column_wide_enough():
    table = Table(
        [Column("Nội dung", 20), Column("Số", 1, kind=NUMBER)], [("a", Cell("1.234.567,8", value=Decimal("1234567.8")))]
    )
    size = setting.fitting_size(table, 160, RULES)
    text, number = setting.column_widths(table, 160, size, RULES)
    assert number >= fonts.text_width_mm("1.234.567,8", size) + 2
    assert text + number == pytest.approx(160, abs=0.01)


def test_a_missing_typeface_is_an_error_that_says_what_to_install(tmp_path):
    assert checks.typeface_is_installed in registry.get_checks()
    assert checks.typeface_is_installed(None) == []
    with override_settings(DOCUMENT_FONT_DIR=str(tmp_path)):
        (error,) = checks.typeface_is_installed(None)
    assert error.id == "documents.E001"
    assert "apt-get install fonts-croscore" in error.hint
    assert str(tmp_path) in error.msg


def test_an_operators_times_new_roman_is_used_where_named(tmp_path):
    for name in ("times", "timesbd", "timesi", "timesbi"):
        (tmp_path / f"{name}.ttf").write_bytes(b"x")
    assert {path.name for path in fonts.files(tmp_path).values()} == {
        "times.ttf",
        "timesbd.ttf",
        "timesi.ttf",
        "timesbi.ttf",
    }


def test_a_name_with_a_dash_is_broken_behind_it():
    names = ("PHÒNG HÀNH CHÍNH – TỔ CHỨC", "TRUNG TÂM TIN HỌC – CÔNG BÁO")
    broken = [fonts.balanced_lines(name, 62, 13, bold=True) for name in names]
    assert broken == [["PHÒNG HÀNH CHÍNH –", "TỔ CHỨC"], ["TRUNG TÂM TIN HỌC –", "CÔNG BÁO"]]
