"""What review adds to the checks before submitting: every remark that was sent wants an answer."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from reports.review.models import Remark
from reports.submissions.checks import register
from reports.submissions.models import AnnualReport
from reports.submissions.problems import Problem, error


@register
def unanswered_remarks(report: AnnualReport) -> Iterator[Problem]:
    """The unit answers each remark, by an explanation or by saying what it changed; the remark is quoted."""
    for remark in Remark.objects.open().sent().filter(report=report):
        yield error(remark.field, _("The remark has not been answered yet: “%(text)s”") % {"text": remark.text[:200]})
