"""Who has a review: claimed by one, handed to a named colleague, taken over with a reason; nobody else acts on it."""

import pytest
from django.test import Client
from django.urls import reverse

from departments.models import AuditEvent, Notice
from departments.permissions import Denied
from departments.roles import Role
from departments.transitions import NoteRequired, move
from reports.review import permissions, remarks, workflow
from reports.submissions.models import AnnualReport, SignedPaper, StoredFile
from tests import factories as make

State = AnnualReport.State
pytestmark = pytest.mark.django_db


def desk_of(account) -> Client:
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def people():
    return make.People(make.unit())


@pytest.fixture
def report(people):
    return make.report(state=State.UNDER_REVIEW, people=people)


@pytest.fixture
def head_of_hctc():
    return make.person(Role.HCTC_HEAD, name="Phạm Thị Lan")


@pytest.mark.parametrize("route", ["return", "accept", "release"])
def test_a_colleague_does_not_act_on_a_review_that_is_not_theirs(report, route):
    desk = desk_of(make.officer())
    desk.post(reverse(f"review:{route}", args=[report.pk]), {"seen": report.version, "reason": "Đề nghị hoàn thiện."})
    report.refresh_from_db()
    assert (report.state, report.returns) == (State.UNDER_REVIEW, 0)


def test_a_colleague_writes_no_remark(report):
    with pytest.raises(Denied):
        remarks.write(report, field="A2", text="Đề nghị làm rõ.", by=make.officer(), at=make.NOW)


def test_the_reviewer_hands_over_and_the_colleague_is_told(people, report, django_capture_on_commit_callbacks):
    colleague = make.officer()
    data = {"to": colleague.pk, "note": "Tôi đi công tác.", "seen": report.version}
    with django_capture_on_commit_callbacks(execute=True):
        desk_of(people.reviewer).post(reverse("review:hand_over", args=[report.pk]), data)
    report.refresh_from_db()
    assert (report.reviewer, report.state) == (colleague, State.UNDER_REVIEW)
    assert list(Notice.objects.filter(event_key__contains=".hand_over.").values_list("recipient", flat=True)) == [
        colleague.pk
    ]
    assert AuditEvent.objects.about(report).last().data == {
        "from": people.reviewer.username, "reviewer": colleague.username,
    }  # fmt: skip
    with pytest.raises(Denied):
        move(report, workflow.ACCEPT, by=people.reviewer, at=make.NOW)


def test_only_those_who_may_review_it_are_offered_and_taken(people, report):
    own = make.officer()
    own.role_grants.create(role="contributor", department=report.department)
    able = make.officer()
    offered = set(permissions.colleagues(report))
    assert able in offered
    assert not {own, people.reviewer, people.head} & offered
    for other in (own, people.head, make.leader()):
        answer = desk_of(people.reviewer).post(
            reverse("review:hand_over", args=[report.pk]), {"to": other.pk, "seen": report.version}
        )
        assert answer.status_code == 422
        with pytest.raises(workflow.NotAmongThem):
            move(report, workflow.HAND_OVER, by=people.reviewer, at=make.NOW, to=other)
    report.refresh_from_db()
    assert report.reviewer == people.reviewer


def test_an_officer_hands_over_nobody_elses_review_and_takes_none_over(report):
    officer = make.officer()
    for transition in (workflow.HAND_OVER, workflow.TAKE_OVER):
        with pytest.raises(Denied):
            move(report, transition, by=officer, at=make.NOW, note="Làm thay.", to=make.officer())


def test_the_head_of_hctc_takes_over_with_a_reason(people, report, head_of_hctc, django_capture_on_commit_callbacks):
    with pytest.raises(NoteRequired):
        move(report, workflow.TAKE_OVER, by=head_of_hctc, at=make.NOW)
    desk = desk_of(head_of_hctc)
    assert desk.post(reverse("review:take_over", args=[report.pk]), {"seen": report.version}).status_code == 422
    data = {"reason": "Chuyên viên nghỉ ốm.", "seen": report.version}
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(reverse("review:take_over", args=[report.pk]), data)
    report.refresh_from_db()
    assert report.reviewer == head_of_hctc
    assert Notice.objects.get(event_key__contains=".take_over.").recipient == people.reviewer
    assert move(report, workflow.ACCEPT, by=head_of_hctc, at=make.NOW).state == State.ACCEPTED


def test_handing_over_to_oneself_does_not_spare_the_reason(report, head_of_hctc):
    with pytest.raises(workflow.NotAmongThem):
        move(report, workflow.HAND_OVER, by=head_of_hctc, at=make.NOW, to=head_of_hctc)


def test_who_entered_a_report_from_paper_does_not_accept_it(people, report):
    scan = StoredFile.objects.create(sha256="a" * 64, size=1, media_type="application/pdf", stored_at=make.NOW)
    paper = SignedPaper.objects.create(
        signatory="Lò Văn Minh", capacity="Trưởng phòng", signed_on=make.NOW.date(), scan=scan, scan_name="ban-ky.pdf",
        entered_by=people.reviewer, entered_at=make.NOW,
    )  # fmt: skip
    AnnualReport.objects.filter(pk=report.pk).update(paper=paper)
    with pytest.raises(Denied):
        move(report, workflow.ACCEPT, by=people.reviewer, at=make.NOW)
    colleague = make.officer()
    move(report, workflow.HAND_OVER, by=people.reviewer, at=make.NOW, to=colleague)
    assert move(report, workflow.ACCEPT, by=colleague, at=make.NOW).state == State.ACCEPTED
