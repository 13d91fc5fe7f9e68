"""The typeface of official papers: which files, where, and how wide a text is in it.

Tinos has the widths of Times New Roman and every Vietnamese letter. An operator who owns Times New Roman puts its four
files in a folder and names that folder in ``DOCUMENT_FONT_DIR``.
"""

from functools import lru_cache
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
    folder = folder or directory()
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
    glyphs, metrics, units = _advances(files()[STYLES[bold, italic]])
    width = sum(metrics[glyphs.get(ord(letter), ".notdef")][0] for letter in text)
    return width / units * size_pt / _POINTS_PER_MM


def balanced_lines(
    text: str, limit_mm: float, size_pt: float, *, bold: bool = False, italic: bool = False
) -> list[str]:
    """``text`` in the fewest lines that fit ``limit_mm``, all of about the same length, as a typist would break it."""
    words = [word for word in text.split(" ") if word]
    widths = [text_width_mm(word, size_pt, bold=bold, italic=italic) for word in words]
    space = text_width_mm(" ", size_pt, bold=bold, italic=italic)
    fewest = len(_wrapped(words, widths, space, limit_mm))
    narrow, wide = 0.0, limit_mm
    while wide - narrow > 1:
        middle = (narrow + wide) / 2
        if len(_wrapped(words, widths, space, middle)) > fewest:
            narrow = middle
        else:
            wide = middle
    return _wrapped(words, widths, space, wide)


def _wrapped(words: list[str], widths: list[float], space: float, limit: float) -> list[str]:
    lines: list[str] = []
    room = 0.0
    for word, width in zip(words, widths, strict=True):
        if lines and space + width <= room:
            lines[-1] += f" {word}"
            room -= space + width
        else:
            lines.append(word)
            room = limit - width
    return lines
