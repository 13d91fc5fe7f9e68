"""What the review keeps beside a unit's report."""

from reports.review.models.remarks import Remark, RemarkQuerySet

__all__ = ["Remark", "RemarkQuerySet"]
