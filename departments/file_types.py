"""What may come in as evidence: extension, first bytes and inner structure must all say the same.

Nothing here decodes a picture or runs a document; packed files are unpacked only to count what is in them.
"""

import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

MAX_PIXELS = 60_000_000
MAX_ENTRIES = 2_000
MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 100
#: Small parts of an honest document may pack very well; a part is judged alone only from this size.
RATIO_FROM = 1024 * 1024

PDF = "application/pdf"
PNG = "image/png"
JPEG = "image/jpeg"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXTENSIONS = {".pdf": PDF, ".png": PNG, ".jpg": JPEG, ".jpeg": JPEG, ".docx": DOCX, ".xlsx": XLSX}


class RefusedFile(Exception):
    """The file is not taken. `reason` is a sentence for the person who chose it."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


def media_type_of(name: str, content: bytes) -> str:
    """The media type of an acceptable file. Raises RefusedFile otherwise."""
    media_type = EXTENSIONS.get(PurePosixPath(name).suffix.lower())
    if media_type is None:
        raise RefusedFile(_("This type of file is not taken. Please choose a PDF, PNG, JPG, DOCX or XLSX file."))
    if not content:
        raise RefusedFile(_("The file is empty. Please check it on your computer and choose it again."))
    CHECKS[media_type](content)
    return media_type


def _damaged() -> RefusedFile:
    return RefusedFile(
        _("The content of the file does not match its name, or the file is damaged. Please open it on your computer, "
          "save it again and choose the new file.")
    )  # fmt: skip


def _pdf(content: bytes) -> None:
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-2048:] or b"startxref" not in content[-4096:]:
        raise _damaged()


def _picture_of(width: int, height: int) -> None:
    if not width or not height:
        raise _damaged()
    if width * height > MAX_PIXELS:
        text = _(
            "The picture has %(width)s × %(height)s points, which is too large. Please scan it at 300 dpi or less."
        )
        raise RefusedFile(text % {"width": width, "height": height})


def _png(content: bytes) -> None:
    """Header first, every chunk whole and with the right checksum, end mark last."""
    if not content.startswith(b"\x89PNG\r\n\x1a\n") or content[12:16] != b"IHDR":
        raise _damaged()
    _picture_of(*struct.unpack(">II", content[16:24]))
    position = 8
    while position + 12 <= len(content):
        (length,) = struct.unpack(">I", content[position : position + 4])
        end = position + 8 + length
        kind = content[position + 4 : position + 8]
        if content[end : end + 4] != struct.pack(">I", zlib.crc32(content[position + 4 : end])):
            raise _damaged()
        if kind == b"IEND":
            return
        position = end + 4
    raise _damaged()


def _jpeg(content: bytes) -> None:
    """Segments up to the picture itself are whole, one of them gives the size, and the end mark is there."""
    if not content.startswith(b"\xff\xd8\xff"):
        raise _damaged()
    position, sized = 2, False
    while position + 4 <= len(content):
        if content[position] != 0xFF:
            raise _damaged()
        kind = content[position + 1]
        if kind == 0xFF:
            position += 1
            continue
        (length,) = struct.unpack(">H", content[position + 2 : position + 4])
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[position + 5 : position + 9].ljust(4, b"\0"))
            _picture_of(width, height)
            sized = True
        if kind == 0xDA:
            break
        position += 2 + length
    if not sized or b"\xff\xd9" not in content[position:]:
        raise _damaged()


def _office(main_part: str) -> Callable[[bytes], None]:
    """A Word or Excel file: a packed folder of bounded size that holds the main part, and no program."""

    def check(content: bytes) -> None:
        try:
            with zipfile.ZipFile(BytesIO(content)) as packed:
                names = _listed(packed)
                _counted(packed)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as problem:
            raise _damaged() from problem
        if "[Content_Types].xml" not in names or main_part not in names:
            raise _damaged()
        if any(name.lower().endswith("vbaproject.bin") for name in names):
            raise RefusedFile(
                _("The file contains a program (macro). Please save it without macros and choose it again.")
            )

    return check


def _listed(packed: zipfile.ZipFile) -> set[str]:
    """Names in the directory, after judging the directory itself."""
    entries = packed.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    dense = any(e.file_size > RATIO_FROM and e.file_size > MAX_RATIO * max(e.compress_size, 1) for e in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or dense:
        raise _bomb()
    for entry in entries:
        parts = PurePosixPath(entry.filename.replace("\\", "/")).parts
        is_link = (entry.external_attr >> 16) & 0o170000 == 0o120000
        if ".." in parts or entry.filename.startswith(("/", "\\")) or ":" in entry.filename or is_link:
            raise _damaged()
        if entry.flag_bits & 1:
            raise RefusedFile(_("The file is protected by a password. Please save it without one and choose it again."))
    return {entry.filename for entry in entries}


def _counted(packed: zipfile.ZipFile) -> None:
    """Unpack and count: a directory can lie about sizes."""
    total = 0
    for entry in packed.infolist():
        with packed.open(entry) as part:
            while block := part.read(1024 * 1024):
                total += len(block)
                if total > MAX_UNPACKED:
                    raise _bomb()


def _bomb() -> RefusedFile:
    return RefusedFile(_("The file holds too much when unpacked. Please divide it into smaller files."))


CHECKS: dict[str, Callable[[bytes], None]] = {
    PDF: _pdf,
    PNG: _png,
    JPEG: _jpeg,
    DOCX: _office("word/document.xml"),
    XLSX: _office("xl/workbook.xml"),
}
