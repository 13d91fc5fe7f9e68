"""The finished PDF is read once more before anyone gets it: our font, embedded; our files, no others; nothing
that acts."""

import io
from collections.abc import Iterator, Sequence

import pikepdf

from reports.documents.fonts import FAMILY

_FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_FORBIDDEN_NAMES = ("/JavaScript", "/JS", "/Launch", "/RichMedia", "/FileAttachment", "/OpenAction", "/AA", "/URI")


class UnsafePdf(RuntimeError):
    """The PDF is not what was asked for; nothing of it may be handed out."""


def check(pdf: bytes, attachment_names: Sequence[str]) -> None:
    """:class:`UnsafePdf` unless every font is ours and embedded and the embedded files are exactly those named."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for name in font_names(opened):
            if name.partition("+")[2] != FAMILY and not name.partition("+")[2].startswith(f"{FAMILY}-"):
                raise UnsafePdf(f"a font that is not ours: {name}")
        embedded = sorted(item.filename for item in opened.attachments.values())
        if embedded != sorted(attachment_names):
            raise UnsafePdf(f"embedded files: {embedded}")
        for item in opened.objects:
            if isinstance(item, pikepdf.Dictionary):
                _check_dictionary(item)


def font_names(opened: pikepdf.Pdf) -> Iterator[str]:
    """The base name of every font, with its subset tag; :class:`UnsafePdf` when one is not embedded."""
    for item in opened.objects:
        if not isinstance(item, pikepdf.Dictionary):
            continue
        if item.get("/Type") == "/FontDescriptor" and not any(key in item for key in _FONT_FILES):
            raise UnsafePdf(f"a font that is not embedded: {item.get('/FontName')}")
        if item.get("/Type") == "/Font":
            yield str(item["/BaseFont"]).lstrip("/")


def _check_dictionary(item: pikepdf.Dictionary) -> None:
    kinds = [str(item.get(key)) for key in ("/S", "/Subtype") if key in item]
    found = [name for name in _FORBIDDEN_NAMES if name in item or name in kinds]
    if found:
        raise UnsafePdf(f"something that acts: {', '.join(found)}")
