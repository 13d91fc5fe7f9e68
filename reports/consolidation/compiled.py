"""What a compilation holds, in memory or as stored: inputs, figures, texts and the reconciliation."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reports.consolidation.amounts import Definition, Figure
from reports.consolidation.facts import facts_of
from reports.consolidation.formatting import LiveFigures
from reports.consolidation.frozen import definition_from_json, digest, figure_from_json, figure_to_json
from reports.consolidation.outline import REVIEWS, Heading, outline


@dataclass(frozen=True)
class Compiled:
    """What a compilation stores; `inputs` decides its identity."""

    inputs: dict[str, Any]
    figures: dict[str, Figure]
    texts: dict[str, list[dict[str, Any]]]
    reconciliation: dict[str, Any]

    @property
    def input_hash(self) -> str:
        return digest(self.inputs)

    @property
    def period(self) -> Mapping[str, Any]:
        return self.inputs["period"]

    @property
    def definitions(self) -> dict[str, Definition]:
        return {row["code"]: definition_from_json(row) for row in self.inputs["definitions"]}

    @property
    def live(self) -> LiveFigures:
        return LiveFigures(self.definitions, self.figures, self.period["year"], facts_of(self.followed_up))

    @property
    def followed_up(self) -> Mapping[str, Any]:
        """What HC-TC itself did; empty in compilations of before it was gathered."""
        return self.inputs.get("followed_up", {})

    @property
    def headings(self) -> tuple[Heading, ...]:
        period = self.period
        asked = {row["heading"] for row in self.inputs["definitions"]} | set(self.inputs["questions"])
        return outline(period["kind"], period["from_year"], period["year"], asked)

    @property
    def counted_units(self) -> list[dict[str, Any]]:
        return [unit for unit in self.inputs["units"] if unit["revision"]]

    @property
    def missing_units(self) -> list[dict[str, Any]]:
        return [unit for unit in self.inputs["units"] if not unit["revision"]]

    @property
    def is_complete(self) -> bool:
        """Every unit that was asked is counted: only then the whole can be held against a whole year."""
        return not self.missing_units

    @property
    def is_empty(self) -> bool:
        """Nothing was accepted and nothing was entered from paper: there is nothing to report."""
        return not self.counted_units and not any(figure.counted for figure in self.figures.values())

    @property
    def doubles(self) -> dict[int, list[dict[str, Any]]]:
        """Things several units reported, with what was decided, of the years the totals are made of."""
        own = {self.period["year"]: self.inputs.get("doubles", [])}
        earlier = {year["year"]: year.get("doubles", []) for year in self.inputs.get("earlier", [])}
        return earlier if self.period["kind"] in REVIEWS else own

    @property
    def closes(self) -> bool:
        return self.reconciliation["closes"]

    def figures_as_json(self) -> dict[str, Any]:
        return {code: figure_to_json(figure) for code, figure in self.figures.items()}


def stored(compilation) -> Compiled:
    """A stored compilation as it was."""
    figures = {code: figure_from_json(data) for code, data in compilation.figures.items()}
    return Compiled(compilation.inputs, figures, compilation.texts, compilation.reconciliation)
