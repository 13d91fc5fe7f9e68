"""Pages and pictures of evidence drawn anew, and fingerprints of photographs. For a bounded child only.

What leaves here is a picture made by this program, so nothing active of a file ever reaches a browser.
"""

from io import BytesIO
from itertools import pairwise

import pypdfium2
from PIL import Image, ImageChops, ImageOps

from departments.file_types import JPEG, MAX_PIXELS, PDF, PNG

#: Width in pixels of a page on the screen, and of the large picture.
WIDTHS = {"page": 1000, "large": 1800}
#: Bytes a page on the screen may take, for poor lines; the large picture three times as much.
WEIGHT = 100_000
#: A long receipt or a photographed strip is cut in scale, never in content.
TALLEST = 2.5
#: Side of the grid of a fingerprint; differences of neighbours in a row give `GRID * GRID` bits.
GRID = 24
#: Bits in which the fingerprints of the same photograph, saved again or at another size, may differ.
NEAR = 30
#: Share of a page that is paper. A written page has no fingerprint: a form filled in anew looks the same from afar, and
#: nobody is to be told that two honest lists are one.
PAPER = 0.55
#: Differences of the three colours up to this are the tint of a scanner.
GREY = 14
#: From this grey on it is paper.
PAPER_TONE = 225

Image.MAX_IMAGE_PIXELS = MAX_PIXELS


class TooMuch(Exception):
    """More than is ever drawn."""


def page_of(content: bytes, media_type: str, number: int, size: str) -> tuple[str, bytes]:
    """Media type and bytes of page `number` (from 1) at a `size` of WIDTHS. IndexError where there is no such page."""
    return encoded(drawn(content, media_type, number, WIDTHS[size]), WEIGHT * (1 if size == "page" else 3))


def drawn(content: bytes, media_type: str, number: int, width: int) -> Image.Image:
    """One page as a picture of about this width."""
    if media_type == PDF:
        with pypdfium2.PdfDocument(content) as document:
            return drawn_page(document, number, width)
    if number != 1:
        raise IndexError(number)
    return opened(content, width)


def drawn_page(document: pypdfium2.PdfDocument, number: int, width: int) -> Image.Image:
    """With what was filled into its forms and the visible part of signatures; scripts do not exist in this build."""
    if not 1 <= number <= len(document):
        raise IndexError(number)
    document.init_forms()
    page = document[number - 1]
    across, down = page.get_size()
    if across <= 0 or down <= 0:
        raise TooMuch
    scale = min(width / across, width * TALLEST / down)
    return page.render(scale=scale).to_pil().convert("RGB")


def opened(content: bytes, width: int) -> Image.Image:
    """A picture upright, on white, no wider than `width`."""
    with Image.open(BytesIO(content), formats=["PNG", "JPEG"]) as picture:
        if picture.width * picture.height > MAX_PIXELS:
            raise TooMuch
        picture.draft("RGB", (width, width))
        upright = ImageOps.exif_transpose(picture)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        layer = upright.convert("RGBA")
        upright = Image.new("RGBA", layer.size, "white")
        upright.alpha_composite(layer)
    upright = upright.convert("RGB")
    upright.thumbnail((width, round(width * TALLEST)), Image.Resampling.LANCZOS)
    return upright


def encoded(picture: Image.Image, weight: int) -> tuple[str, bytes]:
    """The lightest form that keeps it readable: 16 greys for print, JPEG for photographs, smaller if it must be."""
    plain = _without_colour(picture)
    if plain.mode == "L":
        plain = plain.point(_whiter)
    best = _written(plain.quantize(16), "PNG", compress_level=6) if plain.mode == "L" else b""
    if best and len(best) <= weight:
        return PNG, best
    photograph = b""
    for quality in (70, 50, 35):
        photograph = _written(plain, "JPEG", quality=quality)
        if len(photograph) <= weight:
            return JPEG, photograph
    smaller = plain.resize((round(plain.width * 0.75), round(plain.height * 0.75)), Image.Resampling.LANCZOS)
    return JPEG, _written(smaller, "JPEG", quality=35)


def _whiter(dot: float) -> float:
    """Paper as a scanner sees it becomes white, so that its grain costs nothing."""
    return min(255, dot * 255 / PAPER_TONE)


def _written(picture: Image.Image, form: str, **how) -> bytes:
    held = BytesIO()
    picture.save(held, form, **how)
    return held.getvalue()


def _without_colour(picture: Image.Image) -> Image.Image:
    """As greys, where it has no colour that anybody would miss."""
    small = picture.resize((160, 160), Image.Resampling.BOX)
    red, green, blue = small.split()
    most = max(ImageChops.difference(one, other).getextrema()[1] for one, other in ((red, green), (green, blue)))
    return picture.convert("L") if most <= GREY else picture


def fingerprint(picture: Image.Image) -> str:
    """Of a photograph: which of two neighbouring squares is darker, over a grid. Empty for a page of writing."""
    grey = ImageOps.autocontrast(picture.convert("L"), cutoff=1)
    small = grey.resize((GRID + 1, GRID), Image.Resampling.BOX)
    tones = grey.resize((200, 200), Image.Resampling.NEAREST).histogram()
    if sum(tones[225:]) > PAPER * 40_000 or sum(tones[60:200]) < 0.1 * 40_000:
        return ""
    dots = small.tobytes()
    bits = 0
    for row in range(GRID):
        line = dots[row * (GRID + 1) : (row + 1) * (GRID + 1)]
        for left, right in pairwise(line):
            bits = bits << 1 | (left > right + 2)
    return f"{bits:0{GRID * GRID // 4}x}"


def distance(one: str, other: str) -> int:
    """In how many bits two fingerprints differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()
