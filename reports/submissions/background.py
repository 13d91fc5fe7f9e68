"""Background work of this room: examine a file. Harmless when run twice."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from departments import jobs
from departments.models import Job
from reports.submissions import examination
from reports.submissions.models import Examination, StoredFile


@jobs.register(examination.EXAMINE_JOB, _("Examine a file of evidence"))
def examine_job(job: Job) -> dict[str, Any]:
    """Find out about one content. It follows from a file that was attached by right, and shows nobody anything."""
    stored = StoredFile.objects.get(pk=job.payload["file"])
    known = Examination.objects.filter(file=stored).first()
    if known is None:
        facts = examination.facts_of(stored, last_try=job.failures > 0)
        with jobs.fenced(job):
            known = examination.record(stored, facts, job.started_at)
    return {"file": stored.pk, "outcome": known.outcome}
