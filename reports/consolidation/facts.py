"""What HC-TC itself did, as numbers a sentence can name: `{K1}` inspections … `{N2}` acts of spreading."""

from collections.abc import Mapping
from typing import Any

#: Mark → where the number stands among what was followed up.
COUNTED = {
    "K1": "inspections",
    "K2": "units_inspected",
    "K3": "shortcomings",
    "K4": "resolved",
    "K6": "reminders",
    "K7": "units_reminded",
    "K8": "returns",
    "K9": "units_returned",
}


def facts_of(followed_up: Mapping[str, Any]) -> dict[str, int]:
    """The marks with their numbers; none where nothing was gathered."""
    facts = {mark: followed_up[name] for mark, name in COUNTED.items() if name in followed_up}
    if "examples" in followed_up:
        facts["N1"] = len(followed_up["examples"])
        facts["N2"] = sum(len(example["acts"]) for example in followed_up["examples"])
    return facts
