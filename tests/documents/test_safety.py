"""Text meant for the PDF can neither read a file nor reach the network nor hang or crash the server; the bytes
never vary."""

import hashlib
import io
import os
import re
import socket
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
import weasyprint

from reports.documents import jail, pdf_check
from reports.documents.bounds import FIELD_LIMIT, PARAGRAPH_LIMIT, bounded, clean
from reports.documents.content import (
    Attachment,
    Cell,
    Column,
    ContentError,
    Heading,
    Paragraph,
    Span,
    Table,
    canonical_bytes,
)
from reports.documents.jail import Limits, RenderingFailed
from reports.documents.page import Asset
from reports.documents.pdf import DenyAll, render_pdf
from reports.documents.word import render_word
from tests.documents import reading
from tests.documents.sample import sample

PROJECT = Path(__file__).parents[2]


@pytest.fixture
def canary():
    """A listener on this machine that remembers whether anybody came."""
    visits: list[str] = []
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.2)
    stop = threading.Event()

    def listen() -> None:
        while not stop.is_set():
            try:
                connection, _ = server.accept()
            except TimeoutError:
                continue
            visits.append("visited")
            connection.close()

    thread = threading.Thread(target=listen)
    thread.start()
    yield server.getsockname()[1], visits
    stop.set()
    thread.join()
    server.close()


def test_hostile_text_is_printed_as_text_and_fetches_nothing(canary, tmp_path):
    port, visits = canary
    secret = tmp_path / "secret.txt"
    secret.write_text("TOP-SECRET-CONTENT")
    url = f"http://127.0.0.1:{port}/x"
    attacks = [
        f"<link rel=attachment href=file://{secret}>",
        f"<a rel=attachment href='file://{secret}'>x</a>",
        f"<img src='{url}'>",
        f"<style>@import '{url}'; body{{background:url({url})}}</style>",
        f"<iframe src={url}></iframe>",
        f"<object data='{url}'></object><embed src='{url}'>",
        f"<svg><image href='{url}'/></svg>",
        "<script>alert(1)</script>",
        "javascript:alert(1)",
        "</p></body></html>{{ document }}{% include 'x' %}",
        f"<meta name=x><base href='{url}'>",
        "&lt;b&gt; &amp; ' \" <",
        "asset:font-Regular",
    ]
    body = (*(Paragraph(text) for text in attacks), *(Heading(2, text) for text in attacks))
    hostile = sample(
        blocks=(*body, Table((Column(attacks[0]),), tuple((Cell(text),) for text in attacks), title=attacks[2])),
        subject=attacks[3],
        recipients=tuple(attacks),
        annexes=(),
        attachments=(),
        draft_mark=attacks[2],
        metadata=sample().metadata.__class__(attacks[7], attacks[2], (attacks[0],)),
    )
    pdf = render_pdf(hostile).pdf
    text = re.sub(r"\s", "", reading.text_of(pdf))
    assert all(re.sub(r"\s", "", attack) in text for attack in attacks)
    assert visits == []
    assert b"TOP-SECRET" not in _uncompressed(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert list(opened.attachments) == []
        assert all("/Annots" not in page for page in opened.pages)


def _uncompressed(pdf: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return b"".join(o.read_bytes() for o in opened.objects if isinstance(o, pikepdf.Stream))


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "http://127.0.0.1/", "data:text/plain,x", "asset:no", "ASSET:a", "a"]
)
def test_the_fetcher_gives_nothing_but_named_assets(url):
    fetcher = DenyAll({"a": Asset(b"x", "text/plain")})
    with pytest.raises(ValueError, match="nothing but their own assets"):
        fetcher.fetch(url)
    assert fetcher.fetch("asset:a").read() == b"x"


def test_every_way_html_could_fetch_is_refused(canary):
    port, visits = canary
    url = f"http://127.0.0.1:{port}/x"
    html = (
        f"<style>@import '{url}'; @font-face{{font-family:q;src:url({url})}} "
        f"p{{background:url({url});font-family:q}}"
        f" p::after{{content:url({url})}}</style><link rel=stylesheet href={url}><link "
        f"rel=attachment href={url}>"
        f"<p>x<img src={url}><object data={url}></object><embed src={url}><svg><image href='{url}'/></svg></p>"
    )
    fetcher = DenyAll({})
    style = weasyprint.CSS(string=f"@import '{url}'; i{{background:url({url})}}", url_fetcher=fetcher)
    assert weasyprint.HTML(string=html, url_fetcher=fetcher).write_pdf(stylesheets=[style]).startswith(b"%PDF")
    assert visits == []


@pytest.mark.parametrize(
    "paragraph",
    [
        Paragraph("ă" + "\u0301" * 20_000),
        Paragraph("chữ" * 16_000),
        Paragraph("Câu văn dài. " * 3_800),
        Paragraph("\x00\x07\ud800\u202eA\u200b" * 1_000),
        Paragraph([Span("x" * 9_999), Span("y. " * 9_000)]),
    ],
    ids=["accents", "one-word", "one-paragraph", "controls", "spans"],
)
def test_hostile_lengths_are_rendered_in_seconds(paragraph):
    begun = time.monotonic()
    assert render_pdf(sample(blocks=(paragraph,), annexes=(), attachments=())).pages >= 1
    assert time.monotonic() - begun < 30  # alone on the machine: at most four


def test_a_cell_longer_than_a_page_loses_nothing():
    text = " ".join(f"tu{n}" for n in range(1_500))
    pdf = render_pdf(sample(blocks=(Table((Column("a"), Column("b", 3)), ((Cell("x"), Cell(text)),)),), annexes=())).pdf
    assert re.findall(r"tu(\d+)", reading.text_of(pdf)) == [str(n) for n in range(1_500)]


def test_a_title_longer_than_a_page_is_refused():
    with pytest.raises(ContentError, match="quá giới hạn 2000 ký tự"):
        render_pdf(sample(subject="Một câu rất dài. " * 200))


def test_a_megabyte_in_one_field_is_refused_in_plain_words():
    with pytest.raises(ContentError, match=r"dài 1000000 ký tự, quá giới hạn 50000 ký tự\. Đề nghị chia"):
        render_pdf(sample(blocks=(Paragraph("a" * 1_000_000),)))


def test_long_paragraphs_are_divided_at_sentences_and_nothing_is_lost():
    text = " ".join(f"Câu thứ {n} của một đoạn văn rất dài." for n in range(1_200))
    assert PARAGRAPH_LIMIT < len(text) < FIELD_LIMIT
    parts = bounded(sample(blocks=(Paragraph(text, ref="A"),))).blocks
    assert len(parts) > 1
    assert all(len(part.text) <= PARAGRAPH_LIMIT and part.text.endswith(".") and part.ref == "A" for part in parts)
    assert " ".join(part.text for part in parts) == text


def test_typed_lines_become_paragraphs_and_spans_keep_their_look():
    (first, second) = bounded(
        sample(blocks=(Paragraph([Span("a\n", bold=True), "b", Span("c\n\n", italic=True)]),))
    ).blocks
    assert first.spans == (Span("a", bold=True),)
    assert second.spans == (Span("b"), Span("c", italic=True))


@pytest.mark.parametrize(
    ("raw", "tidy"),
    [
        ("a\x00b\x1bc", "abc"),
        ("a\tb\r\nc\u2028d", "a b\nc\nd"),
        ("Tie\u0302\u0301ng", "Tiếng"),
        ("\ud800x\ufeff\u202e", "x"),
        ("a" + "\u0316" * 50, "a" + "\u0316" * 4),
        ("₫ – “đúng” 😀", "₫ – “đúng” 😀"),
    ],
)
def test_text_is_cleaned_without_losing_letters(raw, tidy):
    assert clean(raw) == tidy


def test_too_many_rows_or_columns_are_refused():
    rows = tuple((Cell("a"),) for _ in range(20_001))
    with pytest.raises(ContentError, match="20001 dòng"):
        bounded(sample(blocks=(Table((Column("a"),), rows),), annexes=()))
    with pytest.raises(ContentError, match="61 cột"):
        bounded(sample(blocks=(Table((Column("a"),) * 61, ()),)))


def test_a_table_of_several_blocks_loses_no_row():
    rows = tuple((Cell(f"dong{n}"), Cell(str(n))) for n in range(450))
    pdf = render_pdf(sample(blocks=(Table((Column("Tên"), Column("Số")), rows),), annexes=(), attachments=())).pdf
    assert re.findall(r"dong(\d+)", reading.text_of(pdf)) == [str(n) for n in range(450)]


def test_the_same_paper_has_the_same_bytes_twice_and_in_another_process(document, pdf):
    assert render_pdf(document, jail=False).pdf == pdf
    script = (
        "import sys, json, django; django.setup();"
        "from reports.documents.content import from_json; from reports.documents.pdf import render_pdf;"
        "from reports.documents.content import canonical_bytes;"
        "from reports.documents.word import render_word;"
        "doc = from_json(json.load(sys.stdin));"
        "import hashlib; print(hashlib.sha256(render_pdf(doc).pdf).hexdigest(), "
        "hashlib.sha256(render_word(doc)).hexdigest())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "America/Lima", "PYTHONPATH": str(PROJECT)}
    answer = subprocess.run(
        [sys.executable, "-c", script],
        input=canonical_bytes(document),
        env=environment,
        capture_output=True,
        check=True,
        timeout=120,
    )
    there = answer.stdout.decode().split()[-2:]
    assert there == [hashlib.sha256(pdf).hexdigest(), hashlib.sha256(render_word(document)).hexdigest()]


def test_a_child_that_hangs_is_stopped_and_named_plainly():
    begun = time.monotonic()
    with pytest.raises(RenderingFailed, match="mất quá nhiều thời gian"):
        jail.run(lambda: time.sleep(60), Limits(wall=0.3))
    assert time.monotonic() - begun < 3


def test_a_child_that_burns_the_processor_is_stopped():
    with pytest.raises(RenderingFailed, match="mất quá nhiều thời gian"):
        jail.run(_burn, Limits(cpu=1, wall=20))


def _burn() -> None:
    while True:
        pass


def test_a_child_that_eats_memory_is_stopped():
    with pytest.raises(RenderingFailed, match="quá nhiều bộ nhớ"):
        jail.run(lambda: bytearray(600_000_000) and None, Limits(memory=200_000_000, wall=20))


@pytest.mark.parametrize("death", [lambda: os._exit(3), lambda: os.kill(os.getpid(), 9), lambda: 1 / 0])
def test_a_child_that_dies_is_a_failure_and_not_a_crash(death):
    with pytest.raises(RenderingFailed, match="Không dựng được bản in"):
        jail.run(death, Limits(wall=20))


def test_no_child_and_no_open_file_is_left_behind():
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(5):
        jail.run(lambda: ({}, b"x" * 3_000_000), Limits())
        with pytest.raises(RenderingFailed):
            jail.run(lambda: 1 / 0, Limits())
    assert len(list(Path("/proc/self/fd").iterdir())) == before
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_many_papers_can_be_rendered_at_once(document, pdf):
    results: list[bytes] = []
    threads = [threading.Thread(target=lambda: results.append(render_pdf(document).pdf)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert results == [pdf] * 4


def test_a_pdf_with_a_foreign_font_is_not_handed_out():
    foreign = weasyprint.HTML(string="<p style='font-family:DejaVu Sans'>x").write_pdf()
    with pytest.raises(pdf_check.UnsafePdf, match="a font that is not ours"):
        pdf_check.check(foreign, [])


def test_a_pdf_with_a_file_too_many_or_too_few_is_not_handed_out(pdf):
    with pytest.raises(pdf_check.UnsafePdf, match="embedded files"):
        pdf_check.check(pdf, [])
    with pytest.raises(pdf_check.UnsafePdf, match="embedded files"):
        pdf_check.check(pdf, ["so-lieu.json", "other.json"])


def test_a_pdf_that_acts_is_not_handed_out():
    with pikepdf.new() as acting:
        acting.add_blank_page()
        acting.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        output = io.BytesIO()
        acting.save(output)
    with pytest.raises(pdf_check.UnsafePdf, match="something that acts"):
        pdf_check.check(output.getvalue(), [])


def test_attachments_keep_their_names_and_kinds():
    when = datetime(2026, 1, 1, tzinfo=UTC)
    files = (
        Attachment("số liệu.xlsx", b"a", "application/x-test", when, when),
        Attachment("b.csv", b"b", "text/csv", when, when),
    )
    pdf = render_pdf(sample(attachments=files, annexes=())).pdf
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        found = {i.filename: (i.get_file().read_bytes(), i.get_file().mime_type) for i in opened.attachments.values()}
    assert found == {"số liệu.xlsx": (b"a", "application/x-test"), "b.csv": (b"b", "text/csv")}
