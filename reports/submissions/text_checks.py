"""Checks of texts: each heading is written, or ticked as *nothing to report* with its reason."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from reports.submissions.models import AnnualReport, Narrative
from reports.submissions.problems import Problem, error, warning

#: Shorter than this, a text is hardly a result one can consolidate.
SHORT = 40


def of(narrative: Narrative) -> Iterator[Problem]:
    code, heading = narrative.question.code, narrative.question.heading
    text = narrative.text.strip()
    if narrative.nothing_to_report:
        if not narrative.nothing_reason.strip():
            yield error(code, _("“%(heading)s” is ticked as nothing to report, but the reason is missing (for example: "
                "“No such task was assigned in the year”).") % {"heading": heading})  # fmt: skip
    elif not text:
        yield error(code, _("“%(heading)s” has no text yet. Please write some sentences with figures, or tick “Nothing to "
            "report” and give the reason.") % {"heading": heading})  # fmt: skip
    elif len(text) < SHORT:
        yield warning(code, _("“%(heading)s” is very short. Please check whether the result is described with figures.")
            % {"heading": heading})  # fmt: skip


def of_whole_report(report: AnnualReport, first_code: str) -> Iterator[Problem]:
    """A report of nothing needs its reason and nothing else."""
    if not report.nothing_reason.strip():
        yield error(first_code, _("The whole report is marked as nothing to report, but the reason is missing."))
