"""Small files that look like scanned evidence: a page of typed text as a picture, as PNG or inside a PDF."""

from functools import cache
from io import BytesIO
from textwrap import wrap

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFont

from reports.documents import fonts

#: A page of A4 at 72 dots per inch: readable, and only a few kilobytes.
PAGE = (595, 842)
MARGIN, LEADING, LETTERS = 62, 21, 66
FOOT = "Tài liệu minh họa của dữ liệu trình diễn, không có giá trị pháp lý"


@cache
def _font(style: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(fonts.files()[style]), size)


def scan(name: str, unit: str, title: str, lines: list[str]) -> ContentFile:
    """An uploaded file of this name (`.pdf` or `.png`) showing the unit, a title and some lines."""
    page = _page(unit, title, lines)
    content = BytesIO()
    if name.endswith(".png"):
        page.save(content, "PNG", optimize=False)
    else:
        page.save(content, "PDF", resolution=72)
    return ContentFile(content.getvalue(), name=name)


def _page(unit: str, title: str, lines: list[str]) -> Image.Image:
    page = Image.new("1", PAGE, 1)
    pen = ImageDraw.Draw(page)
    pen.fontmode = "1"
    pen.text((MARGIN, 48), "VĂN PHÒNG UBND TỈNH LAI CHÂU", font=_font("Regular", 13), fill=0)
    pen.text((MARGIN, 68), unit.upper(), font=_font("Bold", 13), fill=0)
    pen.line((MARGIN, 90, MARGIN + 120, 90), fill=0)
    top = 126
    for line in wrap(title.upper(), 52):
        pen.text((PAGE[0] // 2, top), line, font=_font("Bold", 15), fill=0, anchor="ma")
        top += LEADING
    top += LEADING
    for line in (piece for text in lines for piece in wrap(text, LETTERS)):
        pen.text((MARGIN, top), line, font=_font("Regular", 15), fill=0)
        top += LEADING
    pen.text((PAGE[0] // 2, PAGE[1] - 44), FOOT, font=_font("Italic", 11), fill=0, anchor="ma")
    return page
