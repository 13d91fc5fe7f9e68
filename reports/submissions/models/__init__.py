"""A unit's report: its answers, evidence and frozen revisions."""

from reports.submissions.models.answers import IndicatorValue, Narrative
from reports.submissions.models.evidence import Evidence, StoredFile
from reports.submissions.models.papers import SignedPaper
from reports.submissions.models.reports import AnnualReport
from reports.submissions.models.revisions import Revision

__all__ = ["AnnualReport", "Evidence", "IndicatorValue", "Narrative", "Revision", "SignedPaper", "StoredFile"]
