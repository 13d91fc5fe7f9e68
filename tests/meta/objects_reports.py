"""Objects of the review and consolidation routes, for the matrix of routes, methods and roles."""

from departments import jobs
from departments.models import Job
from departments.roles import Role
from departments.transitions import move
from reports.consolidation import starting, workflow
from reports.consolidation.models import ConsolidatedReport, Section
from reports.review import remarks
from reports.review import workflow as review
from reports.submissions.models import AnnualReport
from tests import factories as make
from tests.meta.objects import Objects, objects_for
from tests.personas import Office

State = AnnualReport.State


def two_reports(office: Office, state: str) -> tuple[AnnualReport, AnnualReport]:
    """One of the unit `th`, one of `ktn`, in one open period."""
    period = make.period()
    return tuple(make.report(office.units[code], period, state) for code in ("th", "ktn"))


@objects_for("chasing:board", "chasing:board_workbook", "consolidation:overview")
def a_year(office: Office) -> Objects:
    return Objects(own={"year": make.period().year})


@objects_for(
    "review:review",
    "review:release",
    "review:accept",
    "review:return",
    "review:write_remark",
    "review:hand_over",
    "review:take_over",
)
def a_report_under_review(office: Office) -> Objects:
    own, other = two_reports(office, State.UNDER_REVIEW)
    data = {"seen": own.version, "reason": "Đề nghị hoàn thiện.", "field": "A2", "text": "Đề nghị làm rõ."}
    return Objects({"pk": own.pk}, {"pk": other.pk}, data)


@objects_for("review:claim")
def a_submitted_report(office: Office) -> Objects:
    own, other = two_reports(office, State.SUBMITTED)
    return Objects({"pk": own.pk}, {"pk": other.pk})


@objects_for("review:reopen")
def an_accepted_report(office: Office) -> Objects:
    own, other = two_reports(office, State.ACCEPTED)
    return Objects(
        {"pk": own.pk}, {"pk": other.pk}, {"seen": own.version, "reason": "Đính chính số liệu.", "codes": ["A2"]}
    )


@objects_for("review:drop_remark", "review:close_remark", "review:reply", "review:answer_remark")
def a_remark(office: Office) -> Objects:
    """Sent to the unit with a return."""
    period, found = make.period(), []
    for code in ("th", "ktn"):
        people = make.People(office.units[code])
        report = make.report(office.units[code], period, State.UNDER_REVIEW, people)
        remark = remarks.write(report, field="A2", text="Đề nghị làm rõ.", by=people.reviewer, at=make.NOW)
        move(report, review.RETURN, by=people.reviewer, at=make.NOW, note="Đề nghị hoàn thiện.")
        found.append(remark.pk)
    return Objects({"pk": found[0]}, {"pk": found[1]}, {"text": "Đã bổ sung."})


def a_draft(office: Office) -> ConsolidatedReport:
    """A consolidated report compiled from one accepted unit."""
    report = make.report(office.units["th"], make.period(), State.ACCEPTED)
    started = starting.start(report.period, by=office.people["hctc_officer"], at=make.NOW)
    jobs.run(Job.objects.get(kind=workflow.COMPILE_JOB).pk)
    Section.objects.filter(report=started, text="").update(text="Nội dung đã được biên tập.")
    started.refresh_from_db()
    return started


@objects_for("consolidation:start")
def a_period_without_report(office: Office) -> Objects:
    return Objects({"pk": make.period().pk})


@objects_for(
    "consolidation:report", "consolidation:progress", "consolidation:compile", "consolidation:annexes",
    "consolidation:figures", "consolidation:reconciliation", "consolidation:send", "consolidation:replace",
    "consolidation:withdraw", "consolidation:return", "consolidation:approve", "consolidation:record",
    "consolidation:correct", "consolidation:doubles", "consolidation:decide_double",
)  # fmt: skip
def a_consolidated_report(office: Office) -> Objects:
    report = a_draft(office)
    return Objects({"pk": report.pk}, None, {"seen": report.version, "reason": "Có lý do.", "number": 5})


@objects_for("consolidation:section", "consolidation:settle")
def a_section(office: Office) -> Objects:
    report = a_draft(office)
    section = report.sections.order_by("order").last()
    return Objects({"pk": report.pk, "code": section.code}, None, {"seen": section.version, "text": "Mới."})


@objects_for("consolidation:draft")
def a_working_copy(office: Office) -> Objects:
    return Objects({"pk": a_draft(office).pk, "file_format": "xlsx"})


@objects_for("consolidation:edition")
def an_edition(office: Office) -> Objects:
    report = a_draft(office)
    report = move(report, workflow.SEND, by=make.person(Role.HCTC_HEAD), at=make.NOW, note="Gửi sớm.", override=True)
    report = move(report, workflow.APPROVE, by=office.people["leader"], at=make.NOW)
    return Objects({"pk": report.current_edition.pk, "file_format": "xlsx"})
