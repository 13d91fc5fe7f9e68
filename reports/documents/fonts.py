"""The typeface of official papers: which files, where, and how wide a text is in it.

Tinos has the widths of Times New Roman and every Vietnamese letter. An operator who owns Times New Roman puts its four
files in a folder and names that folder in ``DOCUMENT_FONT_DIR``.
"""

import math
from functools import lru_cache
from itertools import combinations
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTFont, TTLibError

#: the family name inside our PDFs; being our own, no font of the machine can step in for it
FAMILY = "VB"
DEFAULT_DIRECTORY = "/usr/share/fonts/truetype/croscore"
HOW_TO_INSTALL = "apt-get install fonts-croscore"
STYLES = {(False, False): "Regular", (True, False): "Bold", (False, True): "Italic", (True, True): "BoldItalic"}
_TIMES = {"Regular": "times.ttf", "Bold": "timesbd.ttf", "Italic": "timesi.ttf", "BoldItalic": "timesbi.ttf"}
_POINTS_PER_MM = 72 / 25.4


class FontMissing(RuntimeError):
    """No usable font file; the message says what to install."""


def directory() -> Path:
    return Path(getattr(settings, "DOCUMENT_FONT_DIR", None) or DEFAULT_DIRECTORY)


def files(folder: Path | None = None) -> dict[str, Path]:
    """Style name → file. :class:`FontMissing` when a style is not there."""
    return dict(_files(folder or directory()))


@lru_cache(maxsize=8)
def _files(folder: Path) -> dict[str, Path]:
    """Looked up once: every word of every table is measured."""
    found = {style: _file(folder, style) for style in STYLES.values()}
    missing = [style for style, path in found.items() if path is None]
    if missing:
        raise FontMissing(f"No font file for {', '.join(missing)} in {folder}: {HOW_TO_INSTALL}")
    return {style: path for style, path in found.items() if path is not None}


def _file(folder: Path, style: str) -> Path | None:
    candidates = (folder / f"Tinos-{style}.ttf", folder / _TIMES[style])
    return next((path for path in candidates if path.is_file()), None)


@lru_cache(maxsize=16)
def _advances(path: Path) -> tuple[dict[int, str], dict[str, tuple[int, int]], int]:
    try:
        font = TTFont(path, lazy=True)
    except TTLibError as error:
        raise FontMissing(f"{path} is not a font file: {HOW_TO_INSTALL}") from error
    return font.getBestCmap(), dict(font["hmtx"].metrics), font["head"].unitsPerEm


def text_width_mm(text: str, size_pt: float, *, bold: bool = False, italic: bool = False) -> float:
    """Width of one line of ``text`` in millimetres, without kerning (which changes it by less than one per cent)."""
    glyphs, metrics, units = _advances(_files(directory())[STYLES[bold, italic]])
    width = sum(metrics[glyphs.get(ord(letter), ".notdef")][0] for letter in text)
    return width / units * size_pt / _POINTS_PER_MM


def balanced_lines(
    text: str, limit_mm: float, size_pt: float, *, bold: bool = False, italic: bool = False
) -> list[str]:
    """``text`` in the fewest lines that fit ``limit_mm``, of about the same length, broken where the sense allows."""
    words = [word for word in text.split(" ") if word]
    widths = [text_width_mm(word, size_pt, bold=bold, italic=italic) for word in words]
    space = text_width_mm(" ", size_pt, bold=bold, italic=italic)
    starts = _greedy(widths, space, limit_mm)
    if 1 < len(starts) <= _MAX_BALANCED_LINES and len(words) <= _MAX_BALANCED_WORDS:
        starts = min(
            ((0, *rest) for rest in combinations(range(1, len(words)), len(starts) - 1)),
            key=lambda chosen: _raggedness(chosen, words, widths, space, limit_mm),
        )
    ends = (*starts[1:], len(words))
    return [" ".join(words[start:end]) for start, end in zip(starts, ends, strict=True)]


_MAX_BALANCED_LINES = 4
_MAX_BALANCED_WORDS = 45
#: in square millimetres of raggedness: what a break after a stop or a dash is worth, what one inside a name or before
#: a dash costs
_AFTER_STOP = 700.0
_INSIDE_NAME = 900.0
_BEFORE_DASH = 1800.0
#: what a break inside a word of two syllables costs, and the words that titles of this movement are made of
_INSIDE_WORD = 900.0
_WORDS = {
    tuple(word.split())
    for word in (
        *("kết quả", "thực hiện", "phong trào", "thi đua", "đẩy mạnh", "phát triển", "kết cấu", "hạ tầng", "đồng bộ"),
        *("hiện đại", "thực hành", "tiết kiệm", "lãng phí", "giai đoạn", "báo cáo", "tổng kết", "sơ kết", "đơn vị"),
        *("tổng hợp", "chỉ tiêu", "đề nghị", "khen thưởng", "thành tích", "danh sách", "quyết định", "ban hành"),
    )
}


def _greedy(widths: list[float], space: float, limit: float) -> tuple[int, ...]:
    """Index of the first word of each line when every line takes as much as it can."""
    starts: list[int] = []
    room = -1.0
    for place, width in enumerate(widths):
        if starts and space + width <= room:
            room -= space + width
        else:
            starts.append(place)
            room = limit - width
    return tuple(starts)


def _raggedness(starts: tuple[int, ...], words: list[str], widths: list[float], space: float, limit: float) -> float:
    ends = (*starts[1:], len(words))
    lines = [sum(widths[a:b]) + space * (b - a - 1) for a, b in zip(starts, ends, strict=True)]
    if max(lines) > limit:
        return math.inf
    mean = sum(lines) / len(lines)
    cost = sum((line - mean) ** 2 for line in lines)
    for start in starts[1:]:
        before, after = words[start - 1], words[start]
        cost -= _AFTER_STOP if before[-1] in ",;:.”–" or after[0] == "“" else 0
        cost += _BEFORE_DASH if after == "–" else 0
        cost += _INSIDE_WORD if (before.lstrip("“(").lower(), after.rstrip(",;:.”").lower()) in _WORDS else 0
        cost += _INSIDE_NAME if before.lstrip("“(")[:1].isupper() and after[:1].isupper() else 0
    return cost
