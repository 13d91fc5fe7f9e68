"""A unit's report: its answers and their versions, evidence, workbooks, who works on it, and frozen revisions."""

from reports.submissions.models.answers import IndicatorValue, Narrative
from reports.submissions.models.evidence import Evidence, StoredFile
from reports.submissions.models.examination import Examination
from reports.submissions.models.papers import SignedPaper
from reports.submissions.models.reports import AnnualReport
from reports.submissions.models.revisions import Revision
from reports.submissions.models.versions import AnswerVersion
from reports.submissions.models.waivers import Waiver
from reports.submissions.models.workbooks import WorkbookUpload
from reports.submissions.models.working import EditingSession, SectionAssignment

__all__ = [
    "AnnualReport",
    "AnswerVersion",
    "EditingSession",
    "Evidence",
    "Examination",
    "IndicatorValue",
    "Narrative",
    "Revision",
    "SectionAssignment",
    "SignedPaper",
    "StoredFile",
    "Waiver",
    "WorkbookUpload",
]
