"""What can be found out about the bytes of a file. Runs in a bounded child only; never raises for what a file does."""

import hashlib
import importlib
import unicodedata

import pypdfium2
from PIL import Image, UnidentifiedImageError

from departments.file_types import JPEG, PDF, PNG
from reports.submissions import pictures
from reports.submissions.models import Examination

Outcome = Examination.Outcome
#: Pages and letters whose text is read; a longer document is told by them and its number of pages.
TEXT_PAGES, TEXT_LETTERS = 200, 1_000_000
#: Fewer letters say nothing about a document; a scanned page may carry a stamp of the scanner.
LEAST_TEXT = 200
#: Pages compared dot by dot where there is no text, at this width.
DOT_PAGES, DOT_WIDTH = 3, 600


def examine(content: bytes, media_type: str, roots: list[bytes]) -> dict:
    """Fields of an `Examination`, as plain data. `roots`: trusted certificates, see `signatures`."""
    try:
        if media_type == PDF:
            return _pdf(content, roots)
        if media_type in (PNG, JPEG):
            return _picture(content)
    except pictures.TooMuch:
        return {"outcome": Outcome.TOO_MUCH}
    except pypdfium2.PdfiumError as problem:
        locked = problem.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD
        return {"outcome": Outcome.LOCKED if locked else Outcome.DAMAGED}
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError, IndexError):
        return {"outcome": Outcome.DAMAGED}
    return {"outcome": Outcome.OTHER}


def _picture(content: bytes) -> dict:
    drawn = pictures.opened(content, pictures.WIDTHS["page"])
    facts = {"outcome": Outcome.READ, "pages": 1, "picture": pictures.fingerprint(drawn)}
    return facts | {"content_sha256": _dots([drawn])}


def _pdf(content: bytes, roots: list[bytes]) -> dict:
    with pypdfium2.PdfDocument(content) as document:
        facts = {"outcome": Outcome.READ, "pages": len(document)}
        if not facts["pages"]:
            return {"outcome": Outcome.DAMAGED}
        text = _text_of(document)
        if len(text) >= LEAST_TEXT:
            told = f"{facts['pages']} {text}".encode()
            facts |= {"content_sha256": hashlib.sha256(told).hexdigest(), "text_length": len(text)}
        else:
            shown = range(1, min(DOT_PAGES, facts["pages"]) + 1)
            drawn = [pictures.drawn_page(document, number, DOT_WIDTH) for number in shown]
            facts |= {"content_sha256": _dots(drawn), "picture": pictures.fingerprint(drawn[0])}
    return facts | {"signatures": _signatures(content, roots)}


def _text_of(document: pypdfium2.PdfDocument) -> str:
    """Letters and figures in their order: what is left when a program that saves anew breaks lines otherwise."""
    parts, length = [], 0
    for number in range(min(len(document), TEXT_PAGES)):
        page = document[number]
        written = unicodedata.normalize("NFC", page.get_textpage().get_text_bounded())
        page.close()
        parts.append("".join(sign for sign in written if sign.isalnum()))
        length += len(parts[-1])
        if length > TEXT_LETTERS:
            break
    return "".join(parts)


def _dots(drawn: list[Image.Image]) -> str:
    """The same scan in another file: every dot alike. Empty where the pages are blank."""
    if all(low == high for page in drawn for low, high in page.getextrema()):
        return ""
    digest = hashlib.sha256(f"{len(drawn)} pages".encode())
    for page in drawn:
        digest.update(f"{page.size}".encode() + page.tobytes())
    return digest.hexdigest()


def _signatures(content: bytes, roots: list[bytes]) -> list[dict]:
    if b"/ByteRange" not in content:
        return []
    try:
        return importlib.import_module("reports.submissions.signatures").signatures_of(content, roots)
    except MemoryError:
        raise
    except Exception as problem:  # the reader of signatures meets files nobody could foresee
        return [{"name": "", "organisation": "", "signed_at": "", "problem": type(problem).__name__}]
