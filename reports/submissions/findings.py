"""What a rule found at one field, before it is put into the rule's own sentence."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """`facts` fill the placeholders; `aside` is for reviewers only."""

    code: str
    facts: dict[str, str]
    label: str = ""
    aside: str = ""
