"""What the review keeps beside a unit's report."""

from reports.review.models.appraisals import Appraisal
from reports.review.models.remarks import Remark, RemarkMessage, RemarkQuerySet
from reports.review.models.returns import Return

__all__ = ["Appraisal", "Remark", "RemarkMessage", "RemarkQuerySet", "Return"]
