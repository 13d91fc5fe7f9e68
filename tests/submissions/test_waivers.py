"""A warning is kept with a reason that the reviewer reads; an error never is."""

import pytest

from departments.models import AuditEvent
from departments.permissions import Denied, Refused
from departments.transitions import move
from reports.submissions import checks, waiving, workflow
from reports.submissions.models import AnnualReport
from tests import factories

pytestmark = pytest.mark.django_db
REASON = "Đã đối chiếu với sổ theo dõi."


@pytest.fixture
def people():
    return factories.People(factories.unit())


@pytest.fixture
def report(people):
    """One thing to check (an estimate without a note) and nothing else."""
    made = factories.report(people=people)
    made.values.filter(indicator__code="D1").update(is_estimate=True)
    return made


def the_warning(report):
    return next(p for p in checks.warnings(report) if p.field_code == "D1")


def keep(report, by, reason=REASON, **changed):
    problem = the_warning(report)
    which = {"field": problem.field_code, "rule": problem.rule, "message": problem.message} | changed
    return waiving.waive(report, reason=reason, by=by, at=factories.NOW, **which)


def test_a_kept_warning_says_why_and_who(report, people):
    keep(report, people.contributor)
    waiver = the_warning(report).waiver
    assert (waiver.reason, waiver.waived_by) == (REASON, people.contributor)
    event = AuditEvent.objects.about(report).last()
    assert (event.action, event.note) == ("submissions.annualreport.waive", f"D1: {REASON}")


def test_another_figure_asks_again(report, people):
    keep(report, people.contributor)
    report.values.filter(indicator__code="D1").update(value=99)
    assert the_warning(report).waiver is None


def test_the_reason_can_be_taken_away(report, people):
    keep(report, people.contributor)
    for _again in range(2):
        waiving.unwaive(report, field="D1", rule="estimate", by=people.contributor, at=factories.NOW)
    assert the_warning(report).waiver is None


@pytest.mark.parametrize("changed", [{"reason": "  "}, {"message": "Câu khác"}, {"rule": "change"}, {"field": "D2"}])
def test_what_is_refused_changes_nothing(report, people, changed):
    with pytest.raises(Refused):
        keep(report, people.contributor, **changed)
    assert report.waivers.count() == 0


def test_an_error_is_never_kept(report, people):
    report.values.filter(indicator__code="B2.2").update(value=500)
    problem = next(p for p in checks.errors(report) if p.field_code == "B2.2")
    with pytest.raises(Refused):
        keep(report, people.contributor, field="B2.2", rule=problem.rule, message=problem.message)


def test_only_the_unit_while_it_has_the_report(report, people):
    problem = the_warning(report)
    which = {"field": "D1", "rule": problem.rule, "message": problem.message, "reason": REASON, "at": factories.NOW}
    with pytest.raises(Denied):
        waiving.waive(report, by=factories.officer(), **which)
    handed = move(report, workflow.HAND_TO_HEAD, by=people.contributor, at=factories.NOW)
    with pytest.raises(Denied):
        waiving.waive(handed, by=people.contributor, **which)


def submitted(report, people):
    handed = move(report, workflow.HAND_TO_HEAD, by=people.contributor, at=factories.NOW)
    return move(handed, workflow.SUBMIT, by=people.head, at=factories.NOW)


def test_the_reason_is_frozen_with_the_revision(report, people):
    keep(report, people.contributor)
    (kept,) = submitted(report, people).revisions.get().content["waivers"]
    assert (kept["field"], kept["rule"], kept["reason"]) == ("D1", "estimate", REASON)
    assert kept["by"] == people.contributor.display_name


def test_a_report_without_reasons_freezes_as_before(report, people):
    assert "waivers" not in submitted(report, people).revisions.get().content


def test_the_check_page_takes_the_reason_without_javascript(client, report, people):
    client.force_login(people.contributor)
    address = f"/reports/{report.pk}/check/"
    assert REASON not in client.get(address).content.decode()
    problem = the_warning(report)
    sent = {"field": "D1", "rule": problem.rule, "message": problem.message, "reason": REASON}
    assert client.post(f"{address}waive/", sent).status_code == 302
    assert REASON in client.get(address).content.decode()
    client.post(f"{address}waive/", {"field": "D1", "rule": problem.rule, "undo": "on"})
    assert REASON not in client.get(address).content.decode()


def test_a_reason_that_came_too_late_is_given_back(client, report, people):
    client.force_login(people.contributor)
    sent = {"field": "D1", "rule": "estimate", "message": "Câu cũ", "reason": REASON}
    assert REASON in client.post(f"/reports/{report.pk}/check/waive/", sent, follow=True).content.decode()
    assert not report.waivers.exists()


def test_the_reviewer_reads_warning_and_reason(client, report, people):
    keep(report, people.contributor)
    made = submitted(report, people)
    client.force_login(people.reviewer)
    shown = client.get(f"/reports/review/{made.pk}/").content.decode()
    assert REASON in shown
    assert AnnualReport.objects.get(pk=made.pk).waivers.count() == 1
