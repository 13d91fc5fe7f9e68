"""Unit texts gathered: like sentences once, every sentence of every unit represented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.consolidation.narratives import UnitText, grouped, named, proposed, split_sentences


def texts(*pairs):
    names = {"th": "Phòng Tổng hợp", "ktn": "Phòng Kinh tế ngành", "nc": "Phòng Nội chính", "tt": "Trung tâm Tin học"}
    return [UnitText(code, names[code], text) for code, text in pairs]


def test_nearly_identical_sentences_are_said_once_with_all_their_units():
    given_ = texts(
        ("th", "Phòng đã tham mưu ban hành kịp thời các văn bản về đầu tư công, đất đai, xây dựng."),
        ("ktn", "Đã tham mưu ban hành kịp thời các văn bản về đầu tư công, đất đai và xây dựng."),
        ("nc", "Kiểm tra 02 dự án."),
    )
    assert proposed(given_).splitlines() == [
        (
            "- Các phòng Tổng hợp và Kinh tế ngành đã tham mưu ban hành kịp thời các văn bản về đầu tư công, đất đai, "
            "xây dựng."
        ),
        "- Phòng Nội chính kiểm tra 02 dự án.",
    ]


def test_the_same_words_with_other_figures_stay_apart():
    assert len(grouped(texts(("th", "Tổ chức 3 cuộc họp."), ("ktn", "Tổ chức 5 cuộc họp.")))) == 2


def test_a_sentence_that_names_no_action_is_introduced_by_a_colon():
    text = proposed(texts(("nc", "Nguyên nhân khách quan: thời tiết bất lợi")))
    assert text == "Phòng Nội chính: Nguyên nhân khách quan: thời tiết bất lợi."


def test_what_every_unit_says_is_said_of_all_units():
    given_ = texts(*((code, "Thực hiện nghiêm quy chế.") for code in ("th", "ktn", "tt")))
    assert proposed(given_, everyone=3) == "Các phòng, ban, trung tâm thực hiện nghiêm quy chế."
    assert proposed(given_, everyone=4) == (
        "Phòng Tổng hợp, Phòng Kinh tế ngành và Trung tâm Tin học thực hiện nghiêm quy chế."
    )


def test_figures_come_first():
    text = proposed(texts(("th", "Hoàn thành kế hoạch.")), "Đã ban hành {A1} văn bản.")
    assert text.splitlines() == ["Đã ban hành {A1} văn bản.", "Phòng Tổng hợp hoàn thành kế hoạch."]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["Phòng Tổng hợp"], "Phòng Tổng hợp"),
        (["Phòng Tổng hợp", "Phòng Nội chính", "Phòng Ngoại vụ"], "Các phòng Tổng hợp, Nội chính và Ngoại vụ"),
        (["Phòng Tổng hợp", "Nhà khách"], "Phòng Tổng hợp và Nhà khách"),
    ],
)
def test_units_are_named_in_full(names, said):
    assert named(names) == said


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("- Một việc. Hai việc.\n+ Ba việc", ["Một việc.", "Hai việc.", "Ba việc"]),
        (
            "1. Ban hành Kế hoạch số 12/KH-VPUBND; Tổ chức ký giao ước",
            ["Ban hành Kế hoạch số 12/KH-VPUBND;", "Tổ chức ký giao ước"],
        ),
        ("Đầu tư tại TP. Lai Châu đạt 12.500,5 triệu đồng.", ["Đầu tư tại TP. Lai Châu đạt 12.500,5 triệu đồng."]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, sentences):
    assert split_sentences(text) == sentences


sentence = st.sampled_from(
    [
        "Tham mưu ban hành 03 quyết định.",
        "Kiểm tra 02 dự án.",
        "Đã tiết kiệm điện, nước.",
        "Tổ chức hội nghị.",
        "Kết quả tốt",
    ]
)


@given(st.lists(st.lists(sentence, min_size=1, max_size=4, unique=True), min_size=1, max_size=4))
def test_every_sentence_of_every_unit_is_in_the_text_with_its_unit(units):
    codes = ["th", "ktn", "nc", "tt"][: len(units)]
    given_ = texts(
        *(
            (code, " ".join(s if s.endswith(".") else f"{s}." for s in said))
            for code, said in zip(codes, units, strict=True)
        )
    )
    groups = grouped(given_)
    for code, said in zip(codes, units, strict=True):
        assert {g.sentence.rstrip(".") for g in groups if code in g.units} == {s.rstrip(".") for s in said}
    text = proposed(given_).lower()
    assert all(s.rstrip(".").lower() in text for said in units for s in said)


@given(st.lists(st.text(max_size=80), min_size=1, max_size=4))
def test_no_text_breaks_the_gathering(units):
    codes = ["th", "ktn", "nc", "tt"][: len(units)]
    proposed(texts(*zip(codes, units, strict=True)))
