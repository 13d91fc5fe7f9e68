"""What is known of pieces of evidence, for the person who looks: facts, signatures, where else it stands."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from campaign.models import ReportingPeriod
from departments.file_types import EXTENSIONS
from reports.submissions.models import AnnualReport, Evidence, Examination
from reports.submissions.reuse import is_same

SHOWN = {"application/pdf", "image/png", "image/jpeg"}
_KINDS = {media: suffix.removeprefix(".").upper() for suffix, media in EXTENSIONS.items() if suffix != ".jpeg"}
Outcome = Examination.Outcome


@dataclass(frozen=True)
class Said:
    """One sentence; `tone` is a class of the house: "ok", "warn", "bad" or nothing."""

    text: str
    tone: str = ""


@dataclass(frozen=True)
class Proof:
    """One piece of evidence with what is known of it."""

    item: Evidence
    examination: Examination | None = None
    signatures: list[list[Said]] = field(default_factory=list)
    uses: list[str] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """`PDF`, `JPG`…"""
        return _KINDS.get(self.item.file.media_type, "") if self.item.file else ""

    @property
    def is_shown(self) -> bool:
        """Whether its pages can be looked at here, as far as is known."""
        outcome = self.examination.outcome if self.examination else Outcome.READ
        return bool(self.item.file) and self.item.file.media_type in SHOWN and outcome == Outcome.READ

    @property
    def trouble(self) -> str:
        """Why its pages cannot be shown; nothing where they can, or nobody expects it."""
        return str(TROUBLES[self.examination.outcome]()) if self.examination else ""


TROUBLES = {
    Outcome.READ: lambda: "",
    Outcome.OTHER: lambda: "",
    Outcome.LOCKED: lambda: _("The file is protected by a password. Please attach one without."),
    Outcome.DAMAGED: lambda: _(
        "The content of the file could not be read. Please open the downloaded file to check it."
    ),
    Outcome.TOO_MUCH: lambda: _("The file is too large or too intricate to be shown here. Please download it."),
    Outcome.LOST: lambda: _("The file is missing from the store. Please tell the administrator."),
}


def known(report: AnnualReport, keys: Iterable[int], user) -> dict[int, Proof]:
    """Proofs of a report by their id, as this person may know them; two queries, however many there are."""
    rows = Evidence.objects.filter(report=report, pk__in=keys).order_by("pk")
    rows = rows.select_related("file__examination", "value__indicator", "narrative__question", "added_by__staff")
    return told(report, list(rows), user)


def told(report: AnnualReport, items: list[Evidence], user) -> dict[int, Proof]:
    """The same for items at hand (with file and examination)."""
    uses = _uses(report, items, user)
    return {item.pk: _proof(item, report.period, uses.get(item.pk, [])) for item in items}


def _proof(item: Evidence, period: ReportingPeriod, uses: list[str]) -> Proof:
    examination = getattr(item.file, "examination", None) if item.file else None
    signatures = [said_of(facts, period) for facts in examination.signatures] if examination else []
    return Proof(item, examination, signatures, uses)


def _uses(report: AnnualReport, items: list[Evidence], user) -> dict[int, list[str]]:
    """Where else the same stands, up to the year of the report. Whoever may not see a piece does not learn of it."""
    examined = [e for item in items if item.file and (e := getattr(item.file, "examination", None))]
    same = (
        Q(file__in={item.file_id for item in items if item.file_id})
        | Q(document_number__in={item.document_number for item in items if item.document_number})
        | Q(file__examination__content_sha256__in={e.content_sha256 for e in examined if e.content_sha256})
        | Q(file__examination__looks_like__in={e.looks_like_id for e in examined if e.looks_like_id})
    )
    if not items:
        return {}
    rows = Evidence.objects.visible_to(user).attached().filter(same, report__period__year__lte=report.period.year)
    rows = rows.select_related(
        "file__examination", "report__period", "report__department", "value__indicator", "narrative__question"
    ).order_by("-report__period__year", "pk")
    found: dict[int, list[str]] = defaultdict(list)
    others = list(rows)
    for item in items:
        for other in others:
            if sentence := _use(report, item, other):
                found[item.pk].append(sentence)
    return {key: list(dict.fromkeys(sentences)) for key, sentences in found.items()}


def _use(report: AnnualReport, item: Evidence, other: Evidence) -> str:
    """How the other piece is the same as this one, in words; nothing where it is not, or is this one."""
    if other.pk == item.pk or (other.report_id == report.pk and other.answer == item.answer):
        return ""
    facts = {"place": _place(report, other), "name": other.name}
    if item.file_id and item.file_id == other.file_id:
        return _("Also evidence of %(place)s.") % facts
    if is_same(item, other) and other.report.period.year == report.period.year:
        return _("Also reported at %(place)s.") % facts
    mine, theirs = (getattr(piece.file, "examination", None) if piece.file else None for piece in (item, other))
    if mine is None or theirs is None:
        return ""
    if mine.content_sha256 and mine.content_sha256 == theirs.content_sha256:
        return _("The same content as “%(name)s”, evidence of %(place)s.") % facts
    if mine.looks_like_id and mine.looks_like_id == theirs.looks_like_id:
        return _("Nearly the same picture as “%(name)s”, evidence of %(place)s.") % facts
    return ""


def _place(report: AnnualReport, other: Evidence) -> str:
    if other.report_id == report.pk:
        return _("%(code)s of this report") % {"code": other.answer.code}
    facts = {"code": other.answer.code, "unit": other.report.department.name, "year": other.report.period.year}
    return _("%(code)s, %(unit)s, year %(year)s") % facts


def said_of(signature: dict, period: ReportingPeriod) -> list[Said]:
    """One digital signature in sentences: whose and when, whether the document is the same, what else to look at."""
    who = ", ".join(filter(None, (signature["name"], signature["organisation"]))) or _("name not given")
    moment = datetime.fromisoformat(signature["signed_at"]) if signature["signed_at"] else None
    if signature.get("problem"):
        return [Said(_("Digitally signed: %(who)s.") % {"who": who}),
                Said(_("The digital signature could not be read."), "warn")]  # fmt: skip
    if moment and timezone.is_naive(moment):
        moment = timezone.make_aware(moment)
    said = [Said(_whose(who, moment, stamped=signature["stamped"])), _integrity(signature)]
    if moment and (text := _against(timezone.localtime(moment).date(), period)):
        said.append(Said(text, "warn"))
    if signature["in_force"] is False:
        said.append(Said(_("The certificate was not in force when it was signed."), "warn"))
    return [*said, _trust(signature["trusted"])]


def _whose(who: str, moment: datetime | None, *, stamped: bool) -> str:
    if moment is None:
        return _("Digitally signed: %(who)s, no time given.") % {"who": who}
    facts = {"who": who, "at": f"{timezone.localtime(moment):%H:%M %d/%m/%Y}"}
    if stamped:
        return _("Digitally signed: %(who)s, %(at)s (with a time stamp).") % facts
    return _("Digitally signed: %(who)s, %(at)s (by the signer's own clock).") % facts


def _integrity(signature: dict) -> Said:
    if not signature["intact"]:
        return Said(_("The document was changed after it was signed."), "bad")
    if signature["appended"] == "content":
        return Said(_("Content was added after it was signed."), "bad")
    if signature["appended"]:
        return Said(_("The signed content is unchanged; a later signature or note was added."), "ok")
    return Said(_("Unchanged since it was signed."), "ok")


def _against(day: date, period: ReportingPeriod) -> str:
    if period.cut_off_on and day > period.cut_off_on:
        return _("Signed after the figures were closed (%(day)s).") % {"day": f"{period.cut_off_on:%d/%m/%Y}"}
    if day.year < period.from_year:
        return _("Signed before the year of the report.")
    return ""


def _trust(trusted: bool | None) -> Said:
    if trusted is None:
        return Said(_("Whether the certificate can be trusted was not checked."))
    return (
        Said(_("The certificate is trusted."), "ok")
        if trusted
        else Said(_("The certificate is not among those trusted here."), "warn")
    )
