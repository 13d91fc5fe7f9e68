"""What the form itself demands of a text: each heading is written, or ticked as *nothing to report* with its reason."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from reports.submissions.models import AnnualReport, Narrative
from reports.submissions.problems import Problem, error, missing


def of(narrative: Narrative) -> Iterator[Problem]:
    code, heading = narrative.question.code, narrative.question.title
    if narrative.nothing_to_report:
        if not narrative.nothing_reason.strip():
            message = _("“%(heading)s” is ticked as nothing to report, but the reason is missing (for example: “No "
                        "such task was assigned in the year”).")  # fmt: skip
            yield error(code, message % {"heading": heading})
    elif not narrative.text.strip():
        message = _("“%(heading)s” has no text yet. Please write some sentences with figures, or tick “Nothing to "
                    "report” and give the reason.")  # fmt: skip
        yield missing(code, message % {"heading": heading}, heading)


def of_whole_report(report: AnnualReport, first_code: str) -> Iterator[Problem]:
    """A report of nothing needs its reason and nothing else."""
    if not report.nothing_reason.strip():
        yield error(first_code, _("The whole report is marked as nothing to report, but the reason is missing."))
