"""The pages of a report: who gets in, saving without JavaScript, bad input kept in its box, double clicks, print."""

import json
import re

import pytest
from django.test import Client
from django.urls import reverse

from departments.models import Notice, User
from departments.roles import Permission
from departments.transitions import move
from reports.submissions import answers, workflow
from reports.submissions.models import AnnualReport, IndicatorValue, Revision
from tests import factories

pytestmark = pytest.mark.django_db
State = AnnualReport.State


@pytest.fixture
def people():
    return factories.People(factories.unit())


@pytest.fixture
def report(people):
    return factories.report(people=people, filled=False)


def signed_in(user):
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def figure(report, code):
    return report.values.select_related("indicator").get(indicator__code=code)


def boxes(report, **typed):
    """What the page of section 1 sends: every box as shown, but for what was typed (`A2_value="12"`)."""
    data = {}
    for row in report.values.select_related("indicator").filter(indicator__group="A"):
        key, shown = f"v{row.pk}", answers.content(row)
        data |= {f"{key}-seen": row.version, f"{key}-base": json.dumps(shown), f"{key}-note": row.note}
        data[f"{key}-status"] = "value" if row.status == "blank" else row.status
        for name in ("value", "numerator", "denominator"):
            wanted = typed.get(f"{row.code}_{name}", shown[name])
            if wanted is not None:
                data[f"{key}-{name}"] = wanted
        data[f"{key}-status"] = typed.get(f"{row.code}_status", data[f"{key}-status"])
        data[f"{key}-note"] = typed.get(f"{row.code}_note", row.note)
    for row in report.narratives.select_related("question").filter(question__code__startswith="II."):
        key = f"n{row.pk}"
        data |= {f"{key}-seen": row.version, f"{key}-base": json.dumps(answers.content(row)), f"{key}-text": row.text}
        data[f"{key}-text"] = typed.get("text", row.text)
    return data | {name: typed[name] for name in ("then",) if name in typed}


def section(report, slug="1"):
    return reverse("submissions:section", kwargs={"pk": report.pk, "slug": slug})


def save(report, people, **typed):
    return signed_in(people.contributor).post(section(report), boxes(report, **typed))


# Who gets in

OWN_ONLY = ("check", "record", "draft", "section")
ONCE_SUBMITTED = ("read", "report", "receipt", "revision", "paper")
ARGUMENTS = {
    "draft": {"extension": "docx"},
    "section": {"slug": "1"},
    "revision": {"number": 1},
    "paper": {"number": 1, "extension": "docx"},
}


def address(name, report):
    return reverse(f"submissions:{name}", kwargs={"pk": report.pk} | ARGUMENTS.get(name, {}))


@pytest.mark.parametrize("name", OWN_ONLY + ONCE_SUBMITTED)
def test_another_units_report_is_not_there(name, people):
    report = factories.report(people=people, state=State.SUBMITTED)
    stranger = factories.head(factories.unit("ktn", "Phòng Kinh tế ngành"))
    assert signed_in(stranger).get(address(name, report)).status_code == 404


@pytest.mark.parametrize("name", OWN_ONLY)
def test_what_is_not_submitted_is_not_there_for_reviewers(name, people):
    report = factories.report(people=people, state=State.SUBMITTED)
    assert signed_in(people.reviewer).get(address(name, report)).status_code == 404


@pytest.mark.parametrize("name", ONCE_SUBMITTED)
def test_reviewers_read_what_was_submitted(name, people):
    report = factories.report(people=people, state=State.SUBMITTED)
    assert signed_in(people.reviewer).get(address(name, report), follow=True).status_code == 200


def test_reviewers_of_a_withdrawn_report_read_the_revision_not_the_draft(people):
    report = factories.report(people=people, state=State.SUBMITTED)
    report = move(report, workflow.WITHDRAW, by=people.head, at=factories.NOW)
    report.narratives.update(text="Bản nháp chưa gửi")
    answer = signed_in(people.reviewer).get(address("read", report), follow=True)
    assert answer.redirect_chain == [(address("revision", report), 302)]
    assert "Bản nháp chưa gửi" not in answer.content.decode()


@pytest.mark.parametrize("state", State.values)
def test_every_page_opens_in_every_state(state, people):
    report = factories.report(people=people, state=state)
    for user in (people.contributor, people.head):
        client = signed_in(user)
        for name in ("list",):
            assert client.get(reverse(f"submissions:{name}")).status_code == 200
        for name in ("report", "read", "check", "record", "section", "submit"):
            assert client.get(address(name, report), follow=True).status_code == 200


# Saving


def test_saving_leads_back_to_the_page(report, people):
    answer = save(report, people, A2_value="1.234", text="Đã tổ chức 12 cuộc sinh hoạt chuyên đề.")
    assert (answer.status_code, answer.url) == (302, section(report))
    assert figure(report, "A2").value == 1234
    assert report.narratives.get(question__code="II.2").text == "Đã tổ chức 12 cuộc sinh hoạt chuyên đề."


AMBIGUOUS = {
    "0.125": "“0.125” có thể hiểu là 0,125 hoặc 125. Đề nghị gõ lại số đúng.",
    "1.2.3": "“1.2.3” không đọc được thành số. Đề nghị gõ theo mẫu 1.234,5.",
    "12.500,5": "Mục này nhận số nguyên. Phần mềm không tự làm tròn số liệu.",
    "12.5": "“12.5”: phần thập phân viết sau dấu phẩy.",
    "mười hai": "“mười hai” không đọc được thành số.",
}


@pytest.mark.parametrize("typed", AMBIGUOUS)
def test_a_figure_that_cannot_be_read_stays_in_its_box_and_the_rest_is_saved(report, people, typed):
    answer = save(report, people, A2_value=typed, text="Nội dung đã viết được giữ lại.")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'value="{typed}"' in page
    assert AMBIGUOUS[typed] in page
    assert figure(report, "A2").status == "blank"
    assert report.narratives.get(question__code="II.2").text == "Nội dung đã viết được giữ lại."


def test_both_a_figure_and_a_reason_for_none_is_asked_about(report, people):
    answer = save(report, people, A2_value="12", A2_status="none_arisen")
    assert "Đã nhập số liệu nhưng lại chọn “Không phát sinh”." in answer.content.decode()
    assert figure(report, "A2").status == "blank"


def test_half_a_ratio_is_asked_about(report, people):
    assert "Đề nghị nhập đủ tử số và mẫu số" in save(report, people, A9_numerator="5").content.decode()


@pytest.mark.parametrize("bad", ["a\x00b", "a\u202eb", "a" + "\u0301" * 9])
def test_dangerous_text_is_refused_and_kept_out(report, people, bad):
    answer = save(report, people, text=bad)
    assert answer.status_code == 422
    assert report.narratives.get(question__code="II.2").text == ""


def test_control_characters_are_dropped(report, people):
    save(report, people, text="Kết quả\x07 tốt\r\nNăm sau")
    assert report.narratives.get(question__code="II.2").text == "Kết quả tốt\nNăm sau"


def test_markup_is_text(report, people):
    save(report, people, text="<script>alert(1)</script> & <b>đậm</b>")
    page = signed_in(people.contributor).get(address("read", report)).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;" in page


def test_forged_versions_and_fields_change_nothing(report, people):
    row = figure(report, "A2")
    data = boxes(report, A2_value="5") | {f"v{row.pk}-seen": "abc", "v999999-value": "7", f"v{row.pk}-version": "9"}
    assert signed_in(people.contributor).post(section(report), data).status_code == 422
    assert (figure(report, "A2").status, figure(report, "A2").version) == ("blank", 1)


def test_a_conflict_shows_base_mine_and_theirs_and_can_be_decided(report, people):
    sent = boxes(report, A2_value="28")
    save(report, people, A2_value="31")
    client = signed_in(people.head)
    answer = client.post(section(report), sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    ways = page[page.index('<div class="three-ways">') :]
    assert re.findall(r"<p class=\"long\">(\S*?)\s*</p>", ways)[:3] == ["–", "28", "31"]
    assert figure(report, "A2").value == 31
    row = figure(report, "A2")
    again = sent | {f"v{row.pk}-seen": row.version, f"v{row.pk}-base": json.dumps(answers.content(row))}
    client.post(section(report), again | {"then": f"theirs:v{row.pk}"})
    assert figure(report, "A2").value == 31
    client.post(section(report), again)
    assert figure(report, "A2").value == 28


def test_what_was_typed_survives_a_report_that_moved_on(report, people):
    sent = boxes(report, A2_value="28", text="Không được mất")
    move(report, workflow.HAND_TO_HEAD, by=people.contributor, at=factories.NOW)
    answer = signed_in(people.contributor).post(section(report), sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="28"' in page
    assert "Không được mất" in page
    assert "Không sửa được báo cáo ở trạng thái hiện tại (Chờ lãnh đạo đơn vị duyệt)." in page


def test_the_buttons_lead_on_after_saving(report, people):
    key = f"v{figure(report, 'A2').pk}"
    assert save(report, people, then="next").url == section(report, "2.1")
    assert save(report, people, then="check").url == address("check", report)
    assert save(report, people, A2_value="3", then=f"attach:{key}").url.endswith(f"/evidence/{key}/")
    assert figure(report, "A2").value == 3


def test_evidence_is_removed_from_its_row(people):
    report = factories.report(people=people)
    item = report.evidence.get()
    save(report, people, then=f"remove:{item.pk}")
    item.refresh_from_db()
    assert item.removed_by == people.contributor


def test_evidence_of_another_report_is_not_removed(report, people):
    other = factories.report(factories.unit("ktn", "Phòng Kinh tế ngành"), report.period)
    item = other.evidence.get()
    save(report, people, then=f"remove:{item.pk}")
    item.refresh_from_db()
    assert item.removed_at is None


# Moves


def press(client, report, name, **data):
    report.refresh_from_db()
    data = {"seen": report.version} | data
    return client.post(reverse("submissions:move", args=[report.pk, name]), data, follow=True)


def told(answer):
    return [str(message) for message in answer.context["messages"]]


def test_the_way_to_the_receipt(people, django_capture_on_commit_callbacks):
    report = factories.report(people=people)
    with django_capture_on_commit_callbacks(execute=True):
        press(signed_in(people.contributor), report, "hand_to_head")
        answer = press(signed_in(people.head), report, "submit")
    revision = Revision.objects.get()
    assert answer.redirect_chain[-1][0] == address("receipt", report)
    assert revision.sha256 in answer.content.decode()
    subjects = sorted(Notice.objects.filter(subject__contains="gửi").values_list("recipient__username", flat=True))
    reviewers = User.objects.holding(Permission.REVIEW_REPORTS).values_list("username", flat=True)
    assert subjects == sorted([people.contributor.username, people.head.username, *reviewers])
    receipt = Notice.objects.get(recipient=people.head, subject__contains="biên nhận").body
    assert all(fact in receipt for fact in (revision.receipt_number, revision.sha256, people.contributor.display_name))
    awaiting = Notice.objects.get(subject__contains="chờ đồng chí duyệt")
    assert (awaiting.recipient, awaiting.url) == (people.head, f"/reports/{report.pk}/")


def test_a_double_click_submits_once_and_says_so(people):
    report = factories.report(people=people, state=State.AWAITING_HEAD)
    client, seen = signed_in(people.head), report.version
    press(client, report, "submit")
    answer = press(client, report, "submit", seen=seen)
    assert told(answer) == ["Việc này đã được thực hiện trước đó, hệ thống không thực hiện lần thứ hai."]
    assert Revision.objects.count() == 1


def test_a_stale_submit_says_so_and_sends_nothing(people):
    report = factories.report(people=people, state=State.AWAITING_HEAD)
    answer = press(signed_in(people.head), report, "submit", seen=report.version - 1)
    assert Revision.objects.count() == 0
    assert len(told(answer)) == 1


def test_an_incomplete_report_leads_to_the_list_of_errors(report, people):
    answer = press(signed_in(people.head), report, "submit")
    assert answer.redirect_chain[-1][0] == address("check", report)
    assert Revision.objects.count() == 0


def test_a_contributor_cannot_submit(people):
    report = factories.report(people=people)
    answer = press(signed_in(people.contributor), report, "submit")
    assert told(answer)[0] == "Chỉ lãnh đạo đơn vị mới thực hiện được việc này."
    assert Revision.objects.count() == 0


def test_moves_of_the_other_half_are_not_there(people):
    report = factories.report(people=people, state=State.SUBMITTED)
    assert press(signed_in(people.head), report, "accept").status_code == 404


def test_beginning_twice_gives_one_report(people):
    period = factories.period()
    client = signed_in(people.contributor)
    start = reverse("submissions:start", args=[period.pk, factories.unit().pk])
    first, second = client.post(start), client.post(start)
    assert first.url == second.url
    assert AnnualReport.objects.count() == 1


def test_beginning_for_another_unit_is_not_there(people):
    start = reverse("submissions:start", args=[factories.period().pk, factories.unit("ktn", "Phòng KTN").pk])
    assert signed_in(people.contributor).post(start).status_code == 404


# Cost


def test_the_fill_page_costs_the_same_for_few_answers_and_for_many(people, django_assert_num_queries):
    many = {f"A{n}": {} for n in range(20, 80)}
    few = factories.report(people=people, period_=factories.period(2026, indicators={"A2": {}}, questions={"II.2": ""}))
    lots = factories.report(people=people, period_=factories.period(2027, indicators=factories.INDICATORS | many))
    for report in (few, lots):
        client = signed_in(people.contributor)
        client.get(section(report))
        with django_assert_num_queries(24):
            client.get(section(report))


def test_the_list_costs_the_same_for_one_report_and_for_many(people, django_assert_num_queries):
    client = signed_in(people.contributor)
    factories.report(people=people, period_=factories.period(2026))
    client.get(reverse("submissions:list"))
    with django_assert_num_queries(11):
        client.get(reverse("submissions:list"))
    for year in (2023, 2024, 2025):
        factories.report(people=people, period_=factories.period(year), at=factories.NOW.replace(year=year))
    with django_assert_num_queries(11):
        client.get(reverse("submissions:list"))


def test_the_list_of_all_reports_costs_the_same_for_one_unit_and_for_many(people, django_assert_num_queries):
    period = factories.period()
    client = signed_in(people.reviewer)
    factories.report(people=people, period_=period, state=State.SUBMITTED)
    client.get(reverse("submissions:list"))
    with django_assert_num_queries(10):
        client.get(reverse("submissions:list"))
    for number in range(6):
        factories.report(factories.unit(f"p{number}", f"Phòng {number}"), period, state=State.SUBMITTED)
    with django_assert_num_queries(10):
        client.get(reverse("submissions:list"))


def test_a_frozen_revision_never_changes(people):
    report = factories.report(people=people, state=State.SUBMITTED)
    revision = report.revisions.get()
    for change in (
        lambda: Revision.objects.update(sha256="x"),
        lambda: Revision.objects.all().delete(),
        revision.save,
        revision.delete,
    ):
        with pytest.raises(TypeError):
            change()
    IndicatorValue.objects.filter(report=report).update(note="sửa sau khi gửi")
    assert Revision.objects.get().content == revision.content


def test_submitted_reports_are_narrowed_by_period_state_and_unit():
    period = factories.period()
    factories.report(factories.unit("th", "Phòng Tổng hợp"), period, AnnualReport.State.SUBMITTED)
    factories.report(factories.unit("nc", "Phòng Nội chính"), period, AnnualReport.State.ACCEPTED)
    desk, address = signed_in(factories.officer()), reverse("submissions:list")

    def names(**query):
        return sorted(report.department.code for report in desk.get(address, query).context["submitted"])

    assert names() == names(period=period.pk) == names(state="nonsense") == ["nc", "th"]
    assert names(unit="NOI CHINH") == names(state=AnnualReport.State.ACCEPTED) == ["nc"]
    assert names(unit="tong", state=AnnualReport.State.ACCEPTED) == []
