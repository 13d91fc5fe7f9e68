"""Two reviewers at the same moment: one act counts, the other is told so."""

import pytest

from departments.permissions import Refused
from departments.transitions import move
from reports.review import remarks, workflow
from reports.submissions.models import AnnualReport
from tests import factories as make
from tests.submissions.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
State = AnnualReport.State


def refusals(results) -> int:
    return sum(isinstance(result, Refused) for result in results)


def test_accepting_and_returning_at_once_does_one_of_them():
    people = make.People(make.unit())
    report = make.report(state=State.UNDER_REVIEW, people=people)
    remarks.write(report, field="A2", text="Đề nghị làm rõ.", by=people.reviewer, at=make.NOW)
    results = at_once(
        lambda: move(report, workflow.ACCEPT, by=people.reviewer, at=make.NOW),
        lambda: move(report, workflow.RETURN, by=people.reviewer, at=make.NOW, note="Đề nghị hoàn thiện."),
    )
    report.refresh_from_db()
    assert refusals(results) == 1
    assert (report.state, report.given_back.count()) in [(State.ACCEPTED, 0), (State.RETURNED, 1)]


def test_handing_over_while_accepting_leaves_one_truth():
    people = make.People(make.unit())
    report = make.report(state=State.UNDER_REVIEW, people=people)
    colleague = make.officer()
    results = at_once(
        lambda: move(report, workflow.ACCEPT, by=people.reviewer, at=make.NOW, seen=report.version),
        lambda: move(report, workflow.HAND_OVER, by=people.reviewer, at=make.NOW, seen=report.version, to=colleague),
    )
    report.refresh_from_db()
    assert refusals(results) == 1
    assert (report.state, report.reviewer) in [(State.ACCEPTED, people.reviewer), (State.UNDER_REVIEW, colleague)]


def test_two_reviewers_claim_one_report_once():
    report = make.report(state=State.SUBMITTED)
    reviewers = [make.officer(), make.officer()]
    results = at_once(*[lambda by=by: move(report, workflow.CLAIM, by=by, at=make.NOW) for by in reviewers])
    report.refresh_from_db()
    assert refusals(results) == 1
    assert report.reviewer in reviewers
