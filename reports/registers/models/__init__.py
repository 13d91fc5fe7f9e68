"""Registers: what a unit writes down all year, one row each, from which counts follow."""

from reports.registers.models.activities import Inspection, Session
from reports.registers.models.advice import AdvisedDocument, Work
from reports.registers.models.importing import BroughtTable, ColumnMapping
from reports.registers.models.merits import Contribution, GoodExample, Initiative
from reports.registers.models.people import PersonYear
from reports.registers.models.rows import Book, RegisterRow

__all__ = [
    "AdvisedDocument",
    "Book",
    "BroughtTable",
    "ColumnMapping",
    "Contribution",
    "GoodExample",
    "Initiative",
    "Inspection",
    "PersonYear",
    "RegisterRow",
    "Session",
    "Work",
]
