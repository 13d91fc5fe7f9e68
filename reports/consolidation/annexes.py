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


_kinds: dict[str, Kind] = {}


def register(code: str, title: str, default_sent: bool, builder: Builder) -> None:
    """Make an annex known. A builder answers None when there is nothing to show."""
    known = _kinds.setdefault(code, Kind(code, title, default_sent, builder))
    if known.builder is not builder:
        raise ValueError(f"Annex {code!r} is registered twice.")


def kinds() -> list[Kind]:
    """All annexes in the order of their codes."""
    return [_kinds[code] for code in sorted(_kinds)]


def default_sent() -> list[str]:
    return [kind.code for kind in kinds() if kind.default_sent]


def built(context: AnnexContext, codes: Iterable[str]) -> list[tuple[Kind, Annex]]:
    """The annexes of these codes that have something to show, in order."""
    wanted = set(codes)
    found = ((kind, kind.builder(context)) for kind in kinds() if kind.code in wanted)
    return [(kind, annex) for kind, annex in found if annex is not None]


def inside(context: AnnexContext, sent: Iterable[str]) -> list[tuple[Kind, Annex]]:
    """The annexes kept inside."""
    return built(context, {kind.code for kind in kinds()} - set(sent))
