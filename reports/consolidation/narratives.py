"""Unit texts gathered into official paragraphs: like sentences said once, every unit's sentence represented."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from departments.vietnamese import fold, similarity

ALIKE = 0.85
#: A cheap look at whole words before the exact comparison; two texts above `ALIKE` share at least this share of words.
WORTH_COMPARING = 0.6
BULLET = re.compile(r"^\s*(?:[-–•+*]|\d{1,2}[.)]|[a-zđ]\))\s+")
SENTENCE_END = re.compile(r"(?<=[.!?;])\s+(?=[A-ZĐÀ-ỸÁÂĂÊÔƠƯ“])")
ABBREVIATIONS = ("tp.", "ths.", "ts.", "đ/c.", "tr.", "v.v.")
#: Words with which a unit names itself at the start of a sentence.

VERBS = frozenset({
    "đã", "tham", "triển", "thực", "phối", "tổ", "hoàn", "chủ", "xây", "ban", "tiếp", "duy", "rà", "tăng",
    "đẩy", "nâng", "kiểm", "theo", "đôn", "tuyên", "quán", "phát", "vận", "ứng", "sử", "quản", "lập", "thẩm",
    "giảm", "tiết", "công", "xử", "thường", "chấp", "cử", "đăng", "ký", "làm", "nghiên", "bố", "cắt", "chuyển",
    "hướng", "kịp", "tích", "nghiêm", "đề", "kiến", "hưởng", "truyền", "giám", "trình", "dùng", "áp", "kết",
    "ủng", "cập", "quyết", "tắt", "tự", "thay", "gộp", "thu", "cho", "bỏ", "góp", "mở", "nhân", "phân", "đưa",
    "lồng", "sửa", "giữ", "khai", "lắp", "vẫn", "luôn", "cải", "tận", "thống", "rút", "giao", "nghiệm", "hỗ",
    "khắc", "nhắc", "phê", "đạt", "ghi", "lưu", "mời", "nhận", "viết", "dành", "chọn", "đóng", "gửi",
})  # fmt: skip
SELF = re.compile(
    r"^(?:Phòng|Ban|Trung tâm|Đơn vị|Nhà khách|Cơ quan|Chúng tôi|Tập thể(?: phòng| đơn vị)?)"
    rf"\s+(?=(?:{'|'.join(sorted(VERBS))})\b)"
)


@dataclass(frozen=True)
class UnitText:
    """What one unit wrote under one heading; `order` is its place in the office."""

    unit: str
    name: str
    text: str


@dataclass
class Group:
    """A sentence and the units that said it, in office order."""

    sentence: str
    units: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    words: frozenset[str] = frozenset()
    figures: tuple[str, ...] = ()

    def says(self, words: frozenset[str], figures: tuple[str, ...], sentence: str) -> bool:
        """Whether the sentence says the same: the very same figures, and nearly the same words."""
        if figures != self.figures:
            return False
        if words == self.words:
            return True
        common = len(words & self.words)
        return common >= WORTH_COMPARING * len(words | self.words) and similarity(sentence, self.sentence) >= ALIKE


def split_sentences(text: str) -> list[str]:
    """The sentences of a text without bullets; line breaks always end one."""
    found: list[str] = []
    for line in text.splitlines():
        pieces = SENTENCE_END.split(BULLET.sub("", line).strip())
        for piece in pieces:
            if found and pieces[0] is not piece and found[-1].lower().endswith(ABBREVIATIONS):
                found[-1] = f"{found[-1]} {piece}"
            elif piece.strip():
                found.append(piece.strip())
    return found


def grouped(texts: Sequence[UnitText]) -> list[Group]:
    """Sentences of all units, those that say the same joined, in the order of their first appearance."""
    buckets: dict[tuple, list[Group]] = {}
    groups: list[Group] = []
    for given in texts:
        for sentence in split_sentences(given.text):
            words, figures = _words(sentence), tuple(re.findall(r"\d+", sentence))
            bucket = buckets.setdefault(figures, [])
            group = next((g for g in bucket if g.says(words, figures, sentence)), None)
            if group is None:
                group = Group(sentence, words=words, figures=figures)
                bucket.append(group)
                groups.append(group)
            if given.unit not in group.units:
                group.units.append(given.unit)
                group.names.append(given.name)
    return groups


def _words(sentence: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", fold(SELF.sub("", sentence))))


def proposed(texts: Sequence[UnitText], figures: str = "", everyone: int = 0) -> str:
    """The text of a section as the program proposes it, one paragraph per line: figures first, then what units share,
    then what each says alone, in office order. `everyone`: how many units there are in all."""
    by_units: dict[tuple[str, ...], list[Group]] = {}
    for group in grouped(texts):
        by_units.setdefault(tuple(group.units), []).append(group)
    places = {given.unit: place for place, given in enumerate(texts)}
    ordered = sorted(by_units.items(), key=lambda item: (len(item[0]) == 1, places[item[0][0]]))
    paragraphs = [_paragraph(groups, everyone) for _, groups in ordered]
    if len(paragraphs) > 1:
        paragraphs = [f"- {paragraph}" for paragraph in paragraphs]
    return "\n".join([figures, *paragraphs] if figures else paragraphs)


def _paragraph(groups: Sequence[Group], everyone: int) -> str:
    names = groups[0].names
    subject = "Các phòng, ban, trung tâm" if len(names) == everyone > 2 else named(names)
    opening, joined = _opened(groups[0].sentence)
    rest = [_ended(group.sentence) for group in groups[1:]]
    return " ".join([f"{subject}{joined} {_ended(opening)}", *rest])


def _opened(sentence: str) -> tuple[str, str]:
    """The sentence made to follow its subject, and what stands between them."""
    bare = SELF.sub("", sentence)
    first = bare.split(maxsplit=1)[0] if bare.split() else ""
    if bare != sentence or (first[:1].isupper() and first.lower() in VERBS):
        return bare[:1].lower() + bare[1:], ""
    return sentence, ":"


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?", ":")) else sentence.rstrip(" ;,") + "."


def named(names: Iterable[str]) -> str:
    """`Các phòng Tổng hợp, Nội chính và Kinh tế ngành`; of mixed kinds each with its full name."""
    names = list(names)
    if len(names) == 1:
        return names[0]
    if all(name.startswith("Phòng ") for name in names):
        return "Các phòng " + _listed([name.removeprefix("Phòng ") for name in names])
    return _listed(names)


def _listed(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} và {names[-1]}"
