"""Objects of the routes of unit reports, for the matrix of routes, methods and roles."""

from datetime import UTC, datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from reports.submissions import evidence, on_behalf
from reports.submissions.models import AnnualReport
from reports.submissions.sections import section_of
from tests import factories
from tests.factories import NOW
from tests.meta.objects import Objects, objects_for
from tests.personas import Office

State = AnnualReport.State
MINIMAL_PDF = b"%PDF-1.7\nstartxref\n0\n%%EOF\n"


def reports(office: Office, state: str = State.DRAFTING) -> tuple[AnnualReport, AnnualReport]:
    """The report of `th` and that of `ktn`, in the same period and state."""
    period = factories.period()
    own, other = (factories.report(office.units[code], period, state) for code in ("th", "ktn"))
    return own, other


def pair(office: Office, state: str, **more) -> Objects:
    own, other = reports(office, state)
    return Objects(own={"pk": own.pk, **more}, other={"pk": other.pk, **more})


@objects_for("submissions:list")
def some_reports(office: Office) -> Objects:
    reports(office, State.SUBMITTED)
    return Objects()


@objects_for("submissions:start")
def an_open_period(office: Office) -> Objects:
    period = factories.period().pk
    own, other = ({"period": period, "department": office.units[code].pk} for code in ("th", "ktn"))
    return Objects(own=own, other=other)


@objects_for(
    "submissions:report", "submissions:read", "submissions:nothing", "submissions:check", "submissions:record",
    "submissions:presence", "submissions:assign", "submissions:waive", "submissions:workbook",
    "submissions:workbook_file",
)  # fmt: skip
def a_report_being_written(office: Office) -> Objects:
    return pair(office, State.DRAFTING)


@objects_for("submissions:submit")
def a_report_before_its_head(office: Office) -> Objects:
    return pair(office, State.AWAITING_HEAD)


@objects_for("submissions:receipt")
def a_submitted_report(office: Office) -> Objects:
    return pair(office, State.SUBMITTED)


@objects_for("submissions:section")
def a_section(office: Office) -> Objects:
    own, other = reports(office)
    slug = section_of(own.values.select_related("indicator").order_by("pk").first().code).slug
    return Objects(own={"pk": own.pk, "slug": slug}, other={"pk": other.pk, "slug": slug})


@objects_for("submissions:attach", "submissions:answer", "submissions:versions")
def a_field(office: Office) -> Objects:
    own, other = ({"pk": r.pk, "key": f"v{r.values.order_by('pk').first().pk}"} for r in reports(office))
    return Objects(own=own, other=other)


@objects_for("submissions:download", "submissions:remove", "submissions:restore")
def a_file(office: Office) -> Objects:
    """Evidence attached by the unit's contributor."""
    keys = []
    for report, persona in zip(reports(office), ("contributor", "other_contributor"), strict=True):
        answer = report.values.select_related("indicator").order_by("pk").first()
        upload = SimpleUploadedFile("van-ban.pdf", MINIMAL_PDF, "application/pdf")
        added = evidence.add_files(answer, [upload], by=office.people[persona], at=NOW)
        keys.append({"pk": added.attached[0].pk})
    return Objects(own=keys[0], other=keys[1])


@objects_for("submissions:workbook_check")
def a_workbook_brought(office: Office) -> Objects:
    """By the contributor of each unit; nobody else of the unit confirms it."""
    keys = []
    for report, persona in zip(reports(office), ("contributor", "other_contributor"), strict=True):
        times = {"at": NOW, "expires_at": datetime(2100, 1, 1, tzinfo=UTC)}
        upload = report.workbooks.create(by=office.people[persona], name="bao-cao.xlsx", entries=[], **times)
        keys.append({"pk": report.pk, "upload": upload.pk})
    return Objects(own=keys[0], other=keys[1])


@objects_for("submissions:move")
def a_move(office: Office) -> Objects:
    return pair(office, State.DRAFTING, name="hand_to_head")


@objects_for("submissions:draft")
def a_working_copy(office: Office) -> Objects:
    return pair(office, State.DRAFTING, extension="docx")


@objects_for("submissions:revision")
def a_revision(office: Office) -> Objects:
    return pair(office, State.SUBMITTED, number=1)


@objects_for("submissions:paper")
def a_revision_on_paper(office: Office) -> Objects:
    return pair(office, State.SUBMITTED, number=1, extension="docx")


@objects_for("submissions:scan")
def a_signed_paper(office: Office) -> Objects:
    """Reports of both units entered from paper by HC-TC, and submitted."""
    made = []
    period = factories.period()
    for code in ("th", "ktn"):
        scan = SimpleUploadedFile("ban-ky.pdf", MINIMAL_PDF, "application/pdf")
        report = on_behalf.begin(
            period, office.units[code], scan=scan, signatory="Lò Văn A", capacity="TRƯỞNG PHÒNG", signed_on=NOW.date(),
            by=office.people["hctc_officer"], at=NOW,
        )  # fmt: skip
        made.append({"pk": report.pk})
    return Objects(own=made[0], other=made[1])


@objects_for("submissions:try")
def a_planned_period(office: Office) -> Objects:
    factories.indicator("A2")
    return Objects(own={"period": factories.planned_period(2027).pk})


@objects_for("submissions:trial")
def a_form_to_try(office: Office) -> Objects:
    period = factories.planned_period(2027)
    return Objects(own={"period": period.pk, "department": office.units["th"].pk, "slug": "1"})
