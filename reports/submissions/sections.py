"""The parts in which a unit fills in its report: the unit's cut of the official outline (practice notes §2.1)."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Section:
    """One page of the form. It takes the figures of its groups and the texts whose codes begin with its headings."""

    slug: str
    title: str
    groups: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()


SECTIONS = (
    Section("1", _("Implementation of the movement"), ("A",), ("I.", "II.")),
    Section("2.1", _("Development of infrastructure"), ("B",), ("III.1",)),
    Section("2.2", _("Thrift and combating waste"), ("C",), ("III.2",)),
    Section("3", _("Initiatives and good examples"), ("D",), ("III.3", "III.4", "III.5")),
    Section("4", _("General assessment"), (), ("IV",)),
    Section("5", _("Next tasks and proposals"), (), ("V",)),
)
BY_SLUG = {section.slug: section for section in SECTIONS}


def section_of(code: str) -> Section:
    """The section in which the figure or text of this code is filled in; what is unknown stands in the first."""
    if not code.startswith(("I", "V")):
        return next((s for s in SECTIONS if code[:1] in s.groups), SECTIONS[0])
    return next((s for s in SECTIONS if code.startswith(s.headings or ("\0",))), SECTIONS[0])
