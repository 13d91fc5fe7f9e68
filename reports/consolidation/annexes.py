"""The register of annexes. Each is sent out or kept inside; those sent are numbered without gaps by the document layer.

An upper room (awards) adds its own annexes here; nothing is imported upwards.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from campaign.models import ReportingPeriod
from reports.consolidation.compiled import Compiled
from reports.documents.content import Annex


@dataclass(frozen=True)
class AnnexContext:
    """What an annex is built from. `day` is the day the paper is made for."""

    compiled: Compiled
    period: ReportingPeriod
    day: date


Builder = Callable[[AnnexContext], "Annex | None"]


@dataclass(frozen=True)
class Kind:
    """One sort of annex: its code in the practice notes (PL 02 …), its title, where it goes by default."""

    code: str
    title: str
    default_sent: bool
    builder: Builder
    #: Never sent, whatever is ticked, and shown to nobody who only reads the consolidated report.
    is_internal: bool = False


_kinds: dict[str, Kind] = {}


def register(code: str, title: str, default_sent: bool, builder: Builder, *, is_internal: bool = False) -> None:
    """Make an annex known. A builder answers None when there is nothing to show."""
    known = _kinds.setdefault(code, Kind(code, title, default_sent and not is_internal, builder, is_internal))
    if known.builder is not builder:
        raise ValueError(f"Annex {code!r} is registered twice.")


def kinds() -> list[Kind]:
    """All annexes in the order of their codes."""
    return [_kinds[code] for code in sorted(_kinds)]


def sendable() -> list[Kind]:
    """The annexes somebody may choose to send, and whoever reads the working copy may read."""
    return [kind for kind in kinds() if not kind.is_internal]


def default_sent() -> list[str]:
    return [kind.code for kind in kinds() if kind.default_sent]


def built(context: AnnexContext, codes: Iterable[str]) -> list[tuple[Kind, Annex]]:
    """The annexes of these codes that have something to show, in order; those that are never sent stay out."""
    wanted = set(codes)
    return _built(context, [kind for kind in sendable() if kind.code in wanted])


def _built(context: AnnexContext, wanted: Iterable[Kind]) -> list[tuple[Kind, Annex]]:
    found = ((kind, kind.builder(context)) for kind in wanted)
    return [(kind, annex) for kind, annex in found if annex is not None]


def inside(context: AnnexContext, sent: Iterable[str]) -> list[tuple[Kind, Annex]]:
    """The annexes kept inside, the internal ones among them."""
    chosen = set(sent)
    return _built(context, [kind for kind in kinds() if kind.is_internal or kind.code not in chosen])
