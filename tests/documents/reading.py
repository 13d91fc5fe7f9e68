"""Reads finished files the way a person with a ruler would: words and their places, lines drawn, pages; all in
millimetres."""

import io
import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from pathlib import Path

import pikepdf
from PIL import Image

MM_PER_POINT = 25.4 / 72
_DPI = 300
_LINE = re.compile(r'<line xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</line>', re.DOTALL)
_WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>', re.DOTALL)


@dataclass(frozen=True)
class Line:
    """A line of text; ``size`` is the height of its box, which is proportional to the size of its letters."""

    left: float
    top: float
    right: float
    bottom: float
    text: str

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True)
class Rule:
    """A drawn horizontal line."""

    left: float
    right: float
    y: float
    thickness: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def tool(name: str, package: str) -> str:
    """The program, or a failure that says what to install."""
    path = shutil.which(name)
    assert path, f"{name} is missing: apt-get install {package}"
    return path


@lru_cache(maxsize=64)
def _pdftotext(pdf: bytes, *arguments: str) -> str:
    command = [tool("pdftotext", "poppler-utils"), *arguments, "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True, timeout=60).stdout.decode()


def boxes(pdf: bytes, page: int, pattern: re.Pattern = _LINE) -> list[Line]:
    """Lines of text of one page, words joined by one space."""
    layout = _pdftotext(pdf, "-bbox-layout", "-f", str(page), "-l", str(page))
    found = []
    for match in pattern.finditer(layout):
        words = [word[5] for word in _WORD.finditer(match[5])] or [match[5]]
        place = [float(value) * MM_PER_POINT for value in match.groups()[:4]]
        found.append(Line(*place, unescape(" ".join(words))))
    return found


def word_boxes(pdf: bytes, page: int) -> list[Line]:
    return boxes(pdf, page, _WORD)


def line(pdf: bytes, page: int, text: str) -> Line:
    """The one line that reads exactly like this."""
    found = [box for box in boxes(pdf, page) if box.text == text]
    assert len(found) == 1, [box.text for box in boxes(pdf, page)]
    return found[0]


def text_of(pdf: bytes) -> str:
    return _pdftotext(pdf, "-raw")


def pages_text(pdf: bytes) -> list[str]:
    return text_of(pdf).split("\f")[:-1]


def page_sizes(pdf: bytes) -> list[tuple[float, float]]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        boxes_of = [[float(value) for value in page.mediabox] for page in opened.pages]
    return [(round((b[2] - b[0]) * MM_PER_POINT, 1), round((b[3] - b[1]) * MM_PER_POINT, 1)) for b in boxes_of]


def drawn_rules(pdf: bytes, page: int, *, at_least: float = 6) -> list[Rule]:
    """Horizontal lines of one page at least so long, found in its picture at 300 dpi."""
    command = [tool("pdftoppm", "poppler-utils"), "-r", str(_DPI), "-gray", "-f", str(page), "-l", str(page), "-"]
    picture = subprocess.run(command, input=pdf, capture_output=True, check=True, timeout=60).stdout
    image = Image.open(io.BytesIO(picture)).point(lambda grey: 0 if grey < 170 else 255)
    width, data = image.width, image.tobytes()
    mm = 25.4 / _DPI
    runs: list[list[int]] = []
    for y in range(image.height):
        row = data[y * width : (y + 1) * width]
        for match in re.finditer(b"\x00{%d,}" % int(at_least / mm), row):
            above = next((r for r in runs if r[3] == y - 1 and abs(r[0] - match.start()) < 4), None)
            if above:
                above[3] = y
            else:
                runs.append([match.start(), match.end(), y, y])
    return [Rule(a * mm, b * mm, (top + bottom + 1) / 2 * mm, (bottom - top + 1) * mm) for a, b, top, bottom in runs]


def to_pdf(word: bytes, folder: Path) -> bytes:
    """A Word file as LibreOffice prints it."""
    source = folder / "paper.docx"
    source.write_bytes(word)
    command = [
        tool("soffice", "libreoffice-writer"), "--headless", f"-env:UserInstallation=file://{folder}/profile",
        "--convert-to", "pdf", "--outdir", str(folder), str(source),
    ]  # fmt: skip
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    return (folder / "paper.pdf").read_bytes()
