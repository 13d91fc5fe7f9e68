"""PDF/A-3a by WeasyPrint: deterministic bytes, our font only, nothing fetched, rendered in a killable child.

"Made as PDF/A-3a": the structure is checked here and in tests, no certificate is claimed.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from functools import lru_cache
from pathlib import Path
from typing import Any

import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from reports.documents import fonts, jail
from reports.documents.content import Attachment, OfficialDocument
from reports.documents.formatting import Rules
from reports.documents.jail import Limits, RenderingFailed
from reports.documents.page import ANCHOR, Asset, PrintPage, font_assets, print_page
from reports.documents.pdf_check import check
from reports.documents.stylesheet import stylesheet

VARIANT = "pdf/a-3a"
SCHEME = "asset:"

__all__ = ["VARIANT", "Rendered", "RenderingFailed", "render_page", "render_pdf"]


@dataclass(frozen=True)
class Rendered:
    """``anchors``: ref of a block → number of the sheet it begins on, counted from 1 through the whole file."""

    pdf: bytes
    pages: int
    anchors: dict[str, int]


class DenyAll(URLFetcher):
    """Hands out the named assets of one document; every other address is an ordinary error, so the paper is
    still made."""

    def __init__(self, assets: Mapping[str, Asset]) -> None:
        super().__init__()
        self._assets = assets

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        asset = self._assets.get(url.removeprefix(SCHEME)) if url.startswith(SCHEME) else None
        if asset is None:
            raise ValueError("Documents fetch nothing but their own assets.")
        return URLFetcherResponse(url, asset.data, {"Content-Type": asset.media_type})


def render_pdf(document: OfficialDocument, *, jail: bool = True, limits: Limits | None = None) -> Rendered:
    """The paper as PDF.

    ``jail=False`` renders in this process, for measuring. :class:`ContentError` when the content is too much to print,
    :class:`RenderingFailed` when the renderer gave up: both with a sentence for the person at the screen.
    """
    page = print_page(document)
    attachments = document.attachments
    if not jail:
        return _rendered(*render_page(page, attachments))
    return _rendered(*_jailed(page, attachments, limits or Limits()))


def _rendered(data: dict, pdf: bytes) -> Rendered:
    return Rendered(pdf, data["pages"], data["anchors"])


def _jailed(page: PrintPage, attachments: tuple[Attachment, ...], limits: Limits) -> tuple[dict, bytes]:
    _style(page.rules, fonts.directory())  # loaded here, inherited by the child
    return jail.run(lambda: render_page(page, attachments), limits, _fonts_lock)


def render_page(page: PrintPage, attachments: tuple[Attachment, ...] = ()) -> tuple[dict, bytes]:
    """WeasyPrint's own work in this process: page count and anchors, and the checked bytes."""
    assets = dict(page.assets) | {
        _asset_of(number): Asset(attachment.data, attachment.media_type)
        for number, attachment in enumerate(attachments, start=1)
    }
    fetcher = DenyAll(assets)
    style, font_config = _style(page.rules, fonts.directory())
    columns = weasyprint.CSS(string=page.column_css, url_fetcher=fetcher, font_config=font_config, base_url=None)
    html = weasyprint.HTML(string=page.html, url_fetcher=fetcher, base_url=None)
    laid_out = html.render(font_config=font_config, stylesheets=[style, columns], pdf_variant=VARIANT)
    anchors: dict[str, int] = {}
    for number, sheet in enumerate(laid_out.pages, start=1):
        for name in sheet.anchors:
            anchors.setdefault(name.removeprefix(ANCHOR), number)
    files = [_attachment(number, item, fetcher) for number, item in enumerate(attachments, start=1)]
    pdf = laid_out.write_pdf(pdf_variant=VARIANT, attachments=files)
    check(pdf, [attachment.name for attachment in attachments])
    return {"pages": len(laid_out.pages), "anchors": anchors}, pdf


def _asset_of(number: int) -> str:
    return f"attachment-{number}"


def _attachment(number: int, item: Attachment, fetcher: DenyAll) -> weasyprint.Attachment:
    return weasyprint.Attachment(
        url=SCHEME + _asset_of(number),
        url_fetcher=fetcher,
        name=item.name,
        description=item.description or None,
        created=item.created.astimezone(UTC),
        modified=item.modified.astimezone(UTC),
        relationship="Data",
    )


_fonts_lock = threading.RLock()


def _style(rules: Rules, folder: Path) -> tuple[weasyprint.CSS, FontConfiguration]:
    """The parsed stylesheet with its fonts, loaded once per process and inherited by every child."""
    with _fonts_lock:
        style, config = _loaded(rules, folder)
        if config._folder is None or not config._folder.exists():  # a tidy-up of /tmp took the unpacked fonts away
            _loaded.cache_clear()
            style, config = _loaded(rules, folder)
        return style, config


@lru_cache(maxsize=4)
def _loaded(rules: Rules, folder: Path) -> tuple[weasyprint.CSS, FontConfiguration]:
    config = FontConfiguration()
    fetcher = DenyAll(font_assets())
    style = weasyprint.CSS(string=stylesheet(rules), url_fetcher=fetcher, font_config=config, base_url=None)
    return style, config
