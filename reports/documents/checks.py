"""Said at start-up rather than on the day of printing: is the typeface there?"""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, register

from reports.documents import fonts


@register()
def typeface_is_installed(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """``documents.E001`` when official papers could not be set in their typeface."""
    try:
        fonts.files()
    except fonts.FontMissing as missing:
        own = "or set DOCUMENT_FONT_DIR to a folder with times.ttf, timesbd.ttf, timesi.ttf, timesbi.ttf"
        hint = f"{fonts.HOW_TO_INSTALL} ({own})"
        return [Error(str(missing), hint=hint, id="documents.E001")]
    return []
