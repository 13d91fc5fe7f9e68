"""Background work lives in these rows; the broker only nudges. What may be done with them: `departments.jobs`."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


LIVE_STATES = (JobState.QUEUED, JobState.RUNNING)


class JobQuerySet(models.QuerySet):
    def live(self) -> "JobQuerySet":
        """Waiting or running."""
        return self.filter(state__in=LIVE_STATES)

    def newest(self, key: str) -> "Job | None":
        """The last time this work was asked for."""
        return self.filter(key=key).order_by("-pk").first()

    def lost(self, now: datetime) -> "JobQuerySet":
        """Running by the record, but the worker has not renewed its lease."""
        return self.filter(state=JobState.RUNNING, lease_until__lt=now)

    def unheard(self, not_sent: datetime, sent: datetime) -> "JobQuerySet":
        """Waiting since `not_sent` without a message, or with a message sent before `sent` that brought nobody."""
        quiet = Q(nudged_at__isnull=True, queued_at__lte=not_sent) | Q(nudged_at__lte=sent)
        return self.filter(quiet, state=JobState.QUEUED)


class Job(models.Model):
    """One piece of background work.

    `key` names the work: while a job of that key waits or runs, asking again gives the same job. `attempts` counts
    claims and is the fencing number: only the claim with the present number may write. `failures` counts exceptions,
    `lost_leases` counts workers that died; only failures end a job early.
    """

    kind = models.CharField(_("kind"), max_length=60)
    key = models.CharField(_("key"), max_length=200)
    payload = models.JSONField(_("payload"), default=dict)
    state = models.CharField(_("state"), max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    progress = models.PositiveSmallIntegerField(_("progress, percent"), default=0)
    stage = models.CharField(_("stage"), max_length=200, blank=True, default="")
    message = models.TextField(_("message"), blank=True, default="")
    result = models.JSONField(_("result"), default=dict)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("requested by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="jobs",
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    failures = models.PositiveSmallIntegerField(_("failures"), default=0)
    lost_leases = models.PositiveSmallIntegerField(_("lost leases"), default=0)
    lease_until = models.DateTimeField(_("lease until"), null=True)
    nudged_at = models.DateTimeField(_("nudged at"), null=True)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    queued_at = models.DateTimeField(_("queued at"), default=timezone.now)
    started_at = models.DateTimeField(_("started at"), null=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("background job")
        verbose_name_plural = _("background jobs")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "lease_until"]), models.Index(fields=["state", "queued_at"])]
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=Q(state__in=LIVE_STATES), name="one_live_job_per_key"),
            models.CheckConstraint(condition=Q(progress__lte=100), name="job_progress_is_a_percentage"),
            models.CheckConstraint(condition=Q(state__in=JobState.values), name="job_state_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    @property
    def is_live(self) -> bool:
        return self.state in LIVE_STATES


class WorkerHeartbeat(models.Model):
    """A worker process that is alive writes the time here every few seconds, also while it is busy with a job."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    seen_at = models.DateTimeField(_("seen at"))

    class Meta:
        verbose_name = _("worker")
        verbose_name_plural = _("workers")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
