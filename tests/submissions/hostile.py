"""Files as they come: honest ones, signed ones, and those that are meant to do harm."""

import io
import random
import zipfile
import zlib

import pikepdf
from PIL import Image, ImageDraw, ImageFilter
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

from demo.scans import scan


def scanned(number: int = 5, name: str = "a.pdf") -> bytes:
    """A page of writing as a picture; `number` stands in its text."""
    return scan(name, "Phòng Tổng hợp", "Danh mục văn bản", [f"Gồm {number} văn bản, kèm số, ký hiệu."]).read()


def typed(text: str = "Danh mục văn bản đã ban hành. " * 20, pages: int = 1, **info: str) -> bytes:
    """A PDF with a text layer (letters of ASCII only)."""
    plain = text.encode("ascii", "ignore").decode()
    pdf = pikepdf.new()
    font = pdf.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    )
    for number in range(pages):
        page = pdf.add_blank_page(page_size=(595, 842))
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        lines = [plain[i : i + 70] for i in range(0, len(plain), 70)]
        shown = "".join(f"({line}) Tj 0 -14 Td " for line in [f"{number}", *lines])
        page.Contents = pdf.make_stream(f"BT /F1 11 Tf 60 780 Td {shown} ET".encode())
    for key, value in info.items():
        pdf.docinfo[f"/{key}"] = value
    return written(pdf)


def written(pdf: pikepdf.Pdf, **how) -> bytes:
    """The same bytes each time, whatever the clock says; an encrypted file cannot be so."""
    held = io.BytesIO()
    pdf.save(held, deterministic_id="encryption" not in how, **how)
    return held.getvalue()


def locked() -> bytes:
    with pikepdf.open(io.BytesIO(typed())) as pdf:
        return written(pdf, encryption=pikepdf.Encryption(user="mat-khau", owner="chu"))


def truncated() -> bytes:
    """Cut off, with an end sewn on so that it passes the door."""
    whole = typed(pages=3)
    return whole[: len(whole) // 3] + b"\nstartxref\n99999999\n%%EOF\n"


def deep_tree(depth: int = 5, wide: int = 10) -> bytes:
    """Ten times ten times ten… pages, in a few hundred bytes."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    node = pdf.Root.Pages.Kids[0]
    count = 1
    for _ in range(depth):
        count *= wide
        node = pdf.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.Pages, Kids=pikepdf.Array([node] * wide), Count=count)
        )
    pdf.Root.Pages = node
    return written(pdf)


def active() -> bytes:
    """A script on opening, and a program to start."""
    with pikepdf.open(io.BytesIO(typed())) as pdf:
        script = {"S": pikepdf.Name.JavaScript, "JS": "app.alert('mo'); while(true){}"}
        pdf.Root.OpenAction = pikepdf.Dictionary(**script)
        launch = {"S": pikepdf.Name.Launch, "F": "/bin/sh"}
        pdf.pages[0].AA = pikepdf.Dictionary(O=pikepdf.Dictionary(**launch))
        return written(pdf)


def endless() -> bytes:
    """A page whose drawing calls itself sixteen times at each of eight levels."""
    pdf = pikepdf.new()
    inner = None
    for _ in range(12):
        form = pdf.make_stream(b"0 0 500 700 re f " if inner is None else b"/X Do " * 16)
        form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        form.BBox = pikepdf.Array([0, 0, 595, 842])
        if inner is not None:
            form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=inner))
        inner = form
    page = pdf.add_blank_page(page_size=(595, 842))
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=inner))
    page.Contents = pdf.make_stream(b"/X Do")
    return written(pdf)


def huge_page() -> bytes:
    """A page of two hundred metres with a picture that unpacks to two gigabytes."""
    pdf = pikepdf.new()
    side = 45_000
    packer = zlib.compressobj(9)
    row = bytes(side)
    data = b"".join(packer.compress(row) for _ in range(2_000)) + packer.flush()
    image = pdf.make_stream(data)
    image.Type, image.Subtype, image.Filter = pikepdf.Name.XObject, pikepdf.Name.Image, pikepdf.Name.FlateDecode
    image.Width = image.Height = side
    image.ColorSpace, image.BitsPerComponent = pikepdf.Name.DeviceGray, 8
    page = pdf.add_blank_page(page_size=(14_400, 14_400))
    page.UserUnit = 40
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=image))
    page.Contents = pdf.make_stream(b"14400 0 0 14400 0 0 cm /X Do")
    return written(pdf)


def flat_picture(side: int = 7_000) -> bytes:
    """Forty-nine million dots in a few kilobytes: as large as the door lets pass."""
    held = io.BytesIO()
    Image.new("1", (side, side), 1).save(held, "PNG")
    return held.getvalue()


def photograph(seed: int = 1, width: int = 900, quality: int = 90, name: str = "JPEG") -> bytes:
    """Hills and houses of chance, soft as photographs are."""
    dice = random.Random(seed)
    picture = Image.new("RGB", (900, 600))
    pen = ImageDraw.Draw(picture)
    for _ in range(160):
        left, top, size = dice.randrange(900), dice.randrange(600), dice.randrange(40, 260)
        shade = tuple(dice.randrange(20, 200) for _ in range(3))
        pen.ellipse((left - size, top - size, left + size, top + size), fill=shade)
    picture = picture.filter(ImageFilter.GaussianBlur(6)).resize((width, width * 2 // 3))
    held = io.BytesIO()
    picture.save(held, name, **({"quality": quality} if name == "JPEG" else {}))
    return held.getvalue()


def tampered(signed: bytes) -> bytes:
    """One digit inside what was signed is another."""
    place = signed.index(b"/MediaBox") + 12
    return signed[:place] + b"9" + signed[place + 1 :]


def appended(signed: bytes) -> bytes:
    """The page changed by an update behind the signature."""
    writer = IncrementalPdfFileWriter(io.BytesIO(signed), strict=False)
    page = writer.root["/Pages"]["/Kids"][0]
    page["/MediaBox"] = generic.ArrayObject([generic.NumberObject(n) for n in (0, 0, 300, 300)])
    writer.update_container(page)
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def certificate_of(signed: bytes) -> bytes:
    """The signer's certificate, in DER."""
    (signature,) = PdfFileReader(io.BytesIO(signed), strict=False).embedded_regular_signatures
    return signature.signer_cert.dump()


def packed_word() -> bytes:
    """A Word file with nothing in it."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("word/document.xml", "<document/>")
    return held.getvalue()
