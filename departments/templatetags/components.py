"""The parts pages are built from, as template tags with checked arguments. The gallery at /components/ shows each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import template

register = template.Library()

#: What a state may look like: accepted, in progress, soon or stale, returned or wrong, not begun.
TONES = ("ok", "run", "warn", "bad", "none")


class WrongArgument(template.TemplateSyntaxError):
    """A component was given something it does not know, or not given what it needs."""


@dataclass(frozen=True)
class Component:
    """One part: its template, the arguments it must and may get, and the values some of them are limited to."""

    template_name: str
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    holds_content: bool = False

    def check(self, name: str, given: Mapping[str, Any]) -> None:
        """WrongArgument with all accepted arguments, if one is unknown, missing or outside its choices."""
        wrong = [f"{key} is unknown" for key in given if key not in (*self.required, *self.optional)]
        wrong += [f"{key} is missing" for key in self.required if key not in given]
        for key, allowed in self.choices.items():
            if given.get(key) and str(given[key]) not in allowed:
                wrong.append(f"{key}={given[key]!r} is none of {', '.join(allowed)}")
        if wrong:
            raise WrongArgument(f"{{% {name} %}}: {'; '.join(wrong)}. {self.usage}")

    @property
    def usage(self) -> str:
        """In one sentence, what it accepts."""
        return f"Required: {', '.join(self.required) or 'nothing'}. Optional: {', '.join(self.optional) or 'nothing'}."


_TONE = {"tone": TONES}
_NOTE = {"tone": ("ok", "run", "warn", "bad")}

COMPONENTS: dict[str, Component] = {
    "badge": Component("components/badge.html", ("tone", "text"), choices=_TONE),
    "button": Component(
        "components/button.html",
        ("text",),
        ("href", "kind", "about", "why_not", "name", "value", "small"),
        {"kind": ("primary", "plain", "quiet", "danger")},
    ),
    "card": Component("components/card.html", (), ("title", "id", "flush", "href", "link"), holds_content=True),
    "note": Component("components/note.html", ("tone",), ("title", "alert"), _NOTE, holds_content=True),
    "empty": Component("components/empty.html", ("title",), ("picture",), holds_content=True),
    "datatable": Component(
        "components/datatable.html", ("caption",), ("show_caption", "wide", "plain"), holds_content=True
    ),
    "filters": Component("components/filters.html", (), ("clear", "submit"), holds_content=True),
    "confirm": Component(
        "components/confirm.html",
        ("title", "verb", "back"),
        ("action", "danger", "reason_label", "reason", "reason_error", "seen"),
        holds_content=True,
    ),
    "kpi": Component(
        "components/kpi.html", ("value", "label"), ("trend", "change", "href"), {"trend": ("up", "down", "same")}
    ),
    "meter": Component("components/meter.html", ("value", "maximum", "label"), ("tone", "text"), _TONE),
    "ring": Component("components/ring.html", ("value", "maximum", "label"), ("tone",), _TONE),
    "todo": Component(
        "components/todo.html", ("title", "action", "href"), ("tone", "badge", "detail", "due", "primary"), _TONE
    ),
    "error_summary": Component("components/error_summary.html", ("form",), ("kept",)),
    "timeline": Component("components/timeline.html", ("events",)),
    "steps": Component("components/steps.html", ("items", "label")),
    "tabs": Component("components/tabs.html", ("items", "label")),
    "chart": Component("components/chart.html", ("svg",), ("title", "note", "wide")),
    "chip": Component("components/chip.html", ("text",), ("href", "detail")),
    "pairs": Component("components/pairs.html", ("rows",)),
    "comparison": Component(
        "components/comparison.html",
        ("now",),
        ("before", "change", "trend", "meaning", "estimate"),
        {"trend": ("up", "down", "same"), "meaning": ("good", "poor")},
    ),
    "three_ways": Component(
        "components/three_ways.html", ("base", "mine", "theirs", "author"), ("at", "name", "keep", "take")
    ),
    "job": Component(
        "components/job.html",
        ("title", "percent", "refresh"),
        ("stage", "poll", "failed", "worker_is_alive"),
    ),
    "page_links": Component("components/_pages.html", ("page",), ("query",)),
    "icon": Component(
        "components/icon.html",
        ("name",),
        ("label",),
        {"name": ("bell", "check", "warning", "stop", "info", "clock", "file", "menu", "print", "person", "empty")},
    ),
}


def _percent(given: Mapping[str, Any]) -> int:
    maximum = given.get("maximum") or 0
    return min(100, max(0, int(100 * (given.get("value") or 0) / maximum))) if maximum else 0


def _render(context: template.Context, name: str, given: dict[str, Any], content: str = "") -> str:
    component = COMPONENTS[name]
    component.check(name, given)
    values = {**given, "content": content}
    if "maximum" in given:
        values["percent"] = _percent(given)
    inside = context.new(values)
    for shared in ("csrf_token", "request"):
        inside[shared] = context.get(shared)
    return context.template.engine.get_template(component.template_name).render(inside)


def _register(name: str, component: Component) -> None:
    if component.holds_content:

        def block(context, content, **given):
            return _render(context, name, given, content)

        register.simple_block_tag(block, takes_context=True, name=name)
    else:

        def tag(context, **given):
            return _render(context, name, given)

        register.simple_tag(tag, takes_context=True, name=name)


for _name, _component in COMPONENTS.items():
    _register(_name, _component)
