"""The consolidated report, its frozen inputs, its section texts and its editions."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaign.models import Campaign, ReportingPeriod
from departments.models import Immutable, LifeCycle, User
from departments.roles import Permission
from reports.submissions.models import StoredFile


def notation(campaign: Campaign) -> str:
    """What stands after the number: the kind of paper and the issuer."""
    return f"BC-{campaign.agency_code}"


class ConsolidatedReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """HC-TC, leadership and the clerk read it at every stage; units read it once it is issued."""
        if user.may(Permission.READ_CONSOLIDATED):
            return self
        issued = [ConsolidatedReport.State.ISSUED, ConsolidatedReport.State.SUPERSEDED]
        return self.filter(state__in=issued) if user.permission_codes else self.none()

    def live(self):
        return self.exclude(state=ConsolidatedReport.State.SUPERSEDED)

    def issued(self):
        return self.filter(state=ConsolidatedReport.State.ISSUED)

    def under_way(self):
        """Reports still being worked on: at most one per period."""
        ended = [ConsolidatedReport.State.ISSUED, ConsolidatedReport.State.SUPERSEDED]
        return self.exclude(state__in=ended)

    def for_listing(self):
        return self.select_related("period", "period__campaign")


class ConsolidatedReport(LifeCycle):
    """Báo cáo tổng hợp of one period for the Department of Home Affairs (plan VI.2)."""

    class State(models.TextChoices):
        COMPILING = "compiling", _("Being compiled")
        DRAFT = "draft", _("Draft")
        SENT = "sent", _("Sent for approval")
        RETURNED = "returned", _("Returned by leadership")
        APPROVED = "approved", _("Approved, awaiting number and date")
        ISSUED = "issued", _("Issued")
        SUPERSEDED = "superseded", _("Superseded")

    #: States in which the text may be edited and compiled again.
    EDITABLE = (State.DRAFT, State.RETURNED)
    #: How a state looks wherever it is shown; all others look unfinished.
    TONES = {
        State.SENT: "run",
        State.APPROVED: "run",
        State.RETURNED: "bad",
        State.ISSUED: "ok",
        State.SUPERSEDED: "none",
    }

    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="consolidated", verbose_name=_("period"))
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.COMPILING, editable=False)
    created_at = models.DateTimeField(_("created at"))
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    #: The compilation whose figures and sources the draft shows.
    compilation = models.ForeignKey(
        "consolidation.Compilation", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    #: Annexes that are sent out, by code, in order; the others stay inside.
    sent_annexes = models.JSONField(default=list, blank=True)
    #: Who signs: an appointment's lines and name, fixed by approval.
    signature_lines = models.JSONField(default=list, blank=True)
    signatory = models.CharField(_("signatory"), max_length=120, blank=True)
    #: Changes of the units (`code:revision`) that the sender let stand with a recorded reason.
    accepted_changes = models.JSONField(default=list, blank=True, editable=False)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")

    objects = ConsolidatedReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("consolidated report")
        verbose_name_plural = _("consolidated reports")
        ordering = ["-period__year", "period__kind", "-pk"]
        constraints = [
            # An issued report stays in force until the one that replaces it is issued.
            models.UniqueConstraint(
                fields=["period"],
                condition=~Q(state__in=("issued", "superseded")),
                name="one_consolidated_report_under_way",
            ),
            models.UniqueConstraint(fields=["period"], condition=Q(state="issued"), name="one_issued_report"),
        ]

    def __str__(self):
        return str(self.period)

    @property
    def is_editable(self) -> bool:
        return self.state in self.EDITABLE

    @property
    def tone(self) -> str:
        return self.TONES.get(self.state, "warn")

    @property
    def current_edition(self) -> "Edition | None":
        """The newest approved content, with its number and date once they are recorded."""
        return self.editions.order_by("-number").first()


class Compilation(Immutable):
    """One frozen set of inputs and what the rules made of it. Never changed, never deleted.

    `inputs`: period, units with their revision id, number and sha256 or the reason they are missing, office figures,
    versions of rules. `figures`, `texts`, `reconciliation`: see `reports.consolidation.compiling`.
    `input_hash` = SHA-256 of the canonical inputs: compiling the same inputs again gives the same row.
    """

    report = models.ForeignKey(ConsolidatedReport, models.PROTECT, related_name="compilations")
    number = models.PositiveSmallIntegerField(_("number"))
    inputs = models.JSONField()
    figures = models.JSONField()
    texts = models.JSONField()
    reconciliation = models.JSONField()
    input_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField(_("made at"))
    requested_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("compilation")
        verbose_name_plural = _("compilations")
        ordering = ["report", "number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="compilation_number_once"),
            models.UniqueConstraint(fields=["report", "input_hash"], name="compilation_input_once"),
        ]

    def __str__(self):
        return f"{self.report} – {self.number}"

    @property
    def full_number(self) -> str:
        """`305/BC-VPUBND`"""
        return f"{self.official_number}/{notation(self.report.period.campaign)}"


class Section(models.Model):
    """The official text under one heading of the outline. An editor's words are never overwritten by compiling."""

    report = models.ForeignKey(ConsolidatedReport, models.CASCADE, related_name="sections")
    code = models.CharField(_("heading"), max_length=20)
    title = models.CharField(_("title"), max_length=300)
    level = models.PositiveSmallIntegerField(default=2)
    order = models.PositiveSmallIntegerField()
    #: One paragraph per line break; `{B1.2}` stands for a live figure.
    text = models.TextField(_("text"), blank=True)
    #: What the last compilation proposed; equal to `text` until a person edits.
    proposed = models.TextField(blank=True, editable=False)
    is_edited = models.BooleanField(_("edited by a person"), default=False, editable=False)
    #: Digest of the unit texts this text was written from, and of those of the newest compilation.
    basis = models.CharField(max_length=64, blank=True, editable=False)
    newest_basis = models.CharField(max_length=64, blank=True, editable=False)
    #: Unit ids whose contribution the editor has taken up.
    represented = models.JSONField(default=list, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    updated_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    updated_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["report", "order"]
        constraints = [models.UniqueConstraint(fields=["report", "code"], name="section_code_once")]

    def __str__(self):
        return f"{self.code} {self.title}"

    @property
    def is_stale(self) -> bool:
        """The units' texts have changed since a person edited this one (*cần cập nhật*)."""
        return self.is_edited and self.basis != self.newest_basis


class EditionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Who may read the report may read its editions."""
        return self.filter(report__in=ConsolidatedReport.objects.visible_to(user))


class Edition(models.Model):
    """The approved content, frozen: inputs, texts, figures, signer. Issuing adds number, date and the issued PDF."""

    report = models.ForeignKey(ConsolidatedReport, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField(_("edition"))
    compilation = models.ForeignKey(Compilation, models.PROTECT, related_name="editions")
    #: Canonical JSON of the official document (reports.documents.content) with number and date blank.
    content = models.JSONField()
    content_sha256 = models.CharField(max_length=64)
    #: Versions of the tools and formatting rules that rendered it.
    tools = models.JSONField(default=dict)
    approved_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("approved by"))
    approved_at = models.DateTimeField(_("approved at"))
    approved_pdf = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    approved_word = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    official_number = models.CharField(_("number"), max_length=20, blank=True)
    official_date = models.DateField(_("date"), null=True, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(null=True, blank=True)
    issued_pdf = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    issued_word = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["report", "number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="edition_number_once"),
            models.CheckConstraint(
                condition=Q(official_number="", official_date__isnull=True, recorded_at__isnull=True)
                | (~Q(official_number="") & Q(official_date__isnull=False, recorded_at__isnull=False)),
                name="edition_number_and_date_together",
            ),
        ]

    def __str__(self):
        return f"{self.report} – {self.number}"

    @property
    def full_number(self) -> str:
        """`305/BC-VPUBND`"""
        return f"{self.official_number}/{notation(self.report.period.campaign)}"


class DoubleCountQuerySet(models.QuerySet):
    def of_periods(self, periods):
        return self.filter(period__in=periods).select_related("decided_by__staff")


class DoubleCount(models.Model):
    """What a person decided about one thing that several units reported under one indicator of a period.

    It stands for just these units; who decided what before is in the audit trail of the report it was decided on.
    """

    class Verdict(models.TextChoices):
        SAME = "same", _("The same: counts once")
        DIFFERENT = "different", _("Not the same: all count")

    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="double_counts", verbose_name=_("period"))
    code = models.CharField(_("indicator"), max_length=12)
    #: What the thing is recognised by: number and day of a document, name of a project, hash of a file.
    thing = models.CharField(max_length=220)
    label = models.CharField(_("document, project or file"), max_length=500)
    #: Codes of the units that reported it.
    units = models.JSONField(_("units"))
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict.choices)
    #: Unit code → amount taken off its figure, as text.
    taken_off = models.JSONField(_("taken off"), default=dict, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("decided by"))
    decided_at = models.DateTimeField(_("decided at"))

    objects = DoubleCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision on double counting")
        verbose_name_plural = _("decisions on double counting")
        ordering = ["period", "code", "pk"]
        constraints = [models.UniqueConstraint(fields=["period", "code", "thing"], name="double_count_once")]

    def __str__(self):
        return f"{self.code} {self.label}"

    @property
    def decided_by_name(self) -> str:
        return self.decided_by.display_name


class DraftFile(models.Model):
    """A working copy that was asked for; kept until the draft says something else."""

    class Format(models.TextChoices):
        PDF = "pdf", "PDF"
        WORD = "docx", "Word"
        EXCEL = "xlsx", "Excel"

    report = models.ForeignKey(ConsolidatedReport, models.CASCADE, related_name="draft_files")
    format = models.CharField(max_length=4, choices=Format.choices)
    #: SHA-256 of the document's canonical content.
    content_sha256 = models.CharField(max_length=64)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("working copy")
        verbose_name_plural = _("working copies")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "format", "content_sha256"], name="draft_file_once"),
        ]

    def __str__(self):
        return f"{self.report} ({self.format})"
