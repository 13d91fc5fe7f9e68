"""State diagrams of the declared life cycles, as Mermaid text."""

from django.utils.translation import override

from departments.transitions import LIFE_CYCLES

INTRODUCTION = (
    "Drawn from the tables in each room's `workflow` by `manage.py state_diagrams`.",
    "What follows from the calendar or from another object (a period closed as its day has passed, a unit that has",
    "not begun, a report that has been consolidated) is worked out when it is shown, not stored: it is not here.",
)


def markdown() -> str:
    """One page with a diagram and a table of moves for each life cycle."""
    parts = ["# Life cycles", "", *INTRODUCTION]
    with override("vi"):
        for label in sorted(LIFE_CYCLES):
            model, transitions = LIFE_CYCLES[label]
            parts += ["", f"## {model._meta.verbose_name} (`{model.__name__}`)", "", *_diagram(model, transitions)]
            parts += ["", *_table(transitions)]
    return "\n".join(parts) + "\n"


def _diagram(model, transitions) -> list[str]:
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f'    state "{state.label}" as {state.value}' for state in model.State]
    lines.append(f"    [*] --> {model._meta.get_field('state').default}")
    for move in transitions:
        lines += [f"    {source} --> {move.target or source}: {move.label}" for source in move.sources]
    return [*lines, "```"]


def _table(transitions) -> list[str]:
    rows = ["| move | from | to | reason |", "|---|---|---|---|"]
    for move in transitions:
        reason = "required" if move.note_required else ""
        rows.append(f"| `{move.name}` {move.label} | {', '.join(move.sources)} | {move.target or '='} | {reason} |")
    return rows
