"""Work without content: `bench` measures how long a worker takes to come."""

from departments import jobs
from departments.models import Job

NOTHING_JOB = "demo.nothing"


@jobs.register(NOTHING_JOB)
def nothing(job: Job) -> None:
    """Takes no time, so that only the waiting is measured."""
