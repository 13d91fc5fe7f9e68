"""Appraised figures: beside the reported one, by the reviewer, while it is the figure that was reported."""

from decimal import Decimal

import pytest
from django.urls import reverse

from departments.models import AuditEvent, Notice
from departments.permissions import Denied, Refused
from departments.transitions import WrongState, move
from reports.review import appraisal, appraising, remarks
from reports.review import workflow as review
from reports.review.models import Appraisal
from reports.submissions import snapshots, workflow
from reports.submissions.models import AnnualReport
from tests import factories as make
from tests.factories import NOW

D = Decimal
State = AnnualReport.State
TEN = D(10)
REASON = "Hai cuộc đã tính trong báo cáo của đơn vị khác."


@pytest.fixture
def people(db):
    return make.People(make.unit())


@pytest.fixture
def report(people):
    return make.report(people.department, make.period(), State.UNDER_REVIEW, people)


def set_(report, people, value=TEN, code="A2", **more):
    return appraising.appraise(report, code, value=value, reason=REASON, by=people.reviewer, at=NOW, **more)


def entry(value="12", status="value"):
    return {"status": status, "value": value, "numerator": None, "denominator": None, "note": "x", "evidence": []}


@pytest.mark.parametrize(
    ("now", "stands"),
    [
        (entry(), True),
        (entry() | {"note": "khác", "evidence": [{"id": 1}]}, True),
        (entry("13"), False),
        (entry(None, "none_arisen"), False),
        (None, False),
    ],
)
def test_an_appraisal_stands_while_the_reported_figure_is_unchanged(now, stands):
    row = Appraisal(field="A2", reported=appraisal.reported_in(entry()), value=D(10))
    assert appraisal.applies(row, now) is stands


def test_the_reported_figure_is_never_touched(report, people):
    before = snapshots.content_of(report)
    set_(report, people)
    assert snapshots.content_of(report) == before
    assert report.revisions.get().content["values"]["A2"]["value"] == "12"


def test_an_appraisal_is_changed_and_withdrawn_with_a_trace(report, people):
    set_(report, people)
    set_(report, people, D(9))
    appraising.withdraw(report, "A2", by=people.reviewer, at=NOW)
    assert not Appraisal.objects.exists()
    events = list(AuditEvent.objects.filter(action__startswith="review.appraisal").order_by("sequence"))
    assert [event.action for event in events] == [
        "review.appraisal.set", "review.appraisal.set", "review.appraisal.withdraw",
    ]  # fmt: skip
    assert events[1].data["before"]["value"] == "10"
    assert (events[1].data["reported"]["value"], events[1].data["appraised"]["value"]) == ("12", "9")
    with pytest.raises(WrongState):
        appraising.withdraw(report, "A2", by=people.reviewer, at=NOW)


@pytest.mark.parametrize(
    ("code", "figures"),
    [
        ("A2", {"value": D(12)}),
        ("A2", {"numerator": D(1), "denominator": D(2)}),
        ("A2", {}),
        ("A9", {"value": D(90)}),
        ("A9", {"numerator": D(1), "denominator": D(0)}),
        ("C2.0", {"value": D(1)}),
        ("Z9", {"value": D(1)}),
    ],
)
def test_what_is_no_appraised_figure_is_refused(report, people, code, figures):
    with pytest.raises(Refused):
        appraising.appraise(report, code, reason=REASON, by=people.reviewer, at=NOW, **figures)
    assert not Appraisal.objects.exists()


def test_a_reason_is_required_and_only_the_reviewer_appraises(report, people):
    with pytest.raises(Refused):
        appraising.appraise(report, "A2", value=D(1), reason="  ", by=people.reviewer, at=NOW)
    for other in (people.head, make.officer(), make.leader()):
        with pytest.raises(Denied):
            appraising.appraise(report, "A2", value=D(1), reason=REASON, by=other, at=NOW)


def test_acceptance_freezes_and_tells_how_many_figures_count_otherwise(
    report, people, django_capture_on_commit_callbacks
):
    set_(report, people)
    with django_capture_on_commit_callbacks(execute=True):
        accepted = move(report, review.ACCEPT, by=people.reviewer, at=NOW)
    with pytest.raises(WrongState):
        set_(accepted, people, D(8))
    with pytest.raises(WrongState):
        appraising.withdraw(accepted, "A2", by=people.reviewer, at=NOW)
    event = AuditEvent.objects.get(action="submissions.annualreport.accept")
    assert event.data["appraised"]["A2"]["value"] == "10"
    notice = Notice.objects.get(recipient=people.contributor, event_key__contains=".accept.")
    assert "1 số liệu được thẩm định khác số báo cáo" in notice.body


def returned_and_sent_again(report, people, value):
    """Returned for A2 and submitted again with this figure."""
    remarks.write(report, field="A2", text="Đề nghị rà soát.", by=people.reviewer, at=NOW)
    report = move(report, review.RETURN, by=people.reviewer, at=NOW, note="Đề nghị hoàn thiện.")
    for remark in report.remarks.all():
        remarks.answer(remark, text="Đã rà soát.", by=people.contributor, at=NOW)
    report.values.filter(indicator__code="A2").update(value=value)
    for transition, by in ((workflow.HAND_TO_HEAD, people.contributor), (workflow.SUBMIT, people.head)):
        report = move(report, transition, by=by, at=NOW)
    return move(report, review.CLAIM, by=people.reviewer, at=NOW)


@pytest.mark.parametrize(("value", "stands"), [(D(12), True), (D(11), False)])
def test_after_a_resubmission_with_another_figure_it_lapses_and_the_page_says_so(
    report, people, signed_in, value, stands
):
    set_(report, people)
    report = returned_and_sent_again(report, people, value)
    page = signed_in(people.reviewer).get(reverse("review:review", args=[report.pk])).content.decode()
    assert REASON in page
    assert ("không còn hiệu lực" in page) is not stands
    accepted = move(report, review.ACCEPT, by=people.reviewer, at=NOW)
    values = accepted.accepted_revision.content["values"]
    assert bool(appraisal.standing(Appraisal.objects.all(), values)) is stands


def test_the_unit_reads_it_with_the_reason_once_accepted_and_not_before(report, people, signed_in):
    set_(report, people)
    unit, address = signed_in(people.contributor), reverse("submissions:read", args=[report.pk])
    assert REASON not in unit.get(address).content.decode()
    move(report, review.ACCEPT, by=people.reviewer, at=NOW)
    assert REASON in unit.get(address).content.decode()


def test_the_units_own_paper_says_what_the_unit_reported(report, people):
    set_(report, people, D("77"))
    accepted = move(report, review.ACCEPT, by=people.reviewer, at=NOW)
    assert "77" not in str(accepted.accepted_revision.content)


def test_the_figure_is_typed_on_its_page_and_echoed(report, people, signed_in):
    client, address = signed_in(people.reviewer), reverse("review:appraise", args=[report.pk, "A2"])
    for typed in ("", "10,5", "mười"):
        answer = client.post(address, {"value": typed, "reason": "Lý do đã gõ"})
        assert answer.status_code == 422
        assert "Lý do đã gõ" in answer.content.decode()
    assert client.post(address, {"value": "1.010", "reason": REASON}, follow=True).status_code == 200
    assert Appraisal.objects.get().value == 1010
    page = client.get(reverse("review:review", args=[report.pk])).content.decode()
    assert "1.010" in page
    withdraw = reverse("review:withdraw_appraisal", args=[report.pk, "A2"])
    assert client.post(withdraw).status_code == 302
    assert not Appraisal.objects.exists()


def test_others_find_no_such_page(report, people, signed_in):
    address = reverse("review:appraise", args=[report.pk, "A2"])
    for other in (people.contributor, people.head, make.leader()):
        assert signed_in(other).get(address).status_code == 404
        assert signed_in(other).post(address, {"value": "1", "reason": REASON}).status_code == 404
