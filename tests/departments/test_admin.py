"""The administrator's pages."""

import re

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils.html import strip_tags

from departments.models import AuditEvent, Department, Job, RoleGrant, StaffMember, User
from departments.roles import Role
from tests import factories as make

CHANGEABLE = [m for m, options in admin.site._registry.items() if m._meta.app_label == "departments"]


@pytest.fixture
def client(administrator, signed_in):
    return signed_in(administrator)


def test_only_the_administrator_gets_in(office, signed_in):
    answers = {name: signed_in(person).get("/admin/").status_code for name, person in office.people.items()}
    assert {name for name, status in answers.items() if status != 404} == {"administrator"}


@pytest.mark.parametrize("model", CHANGEABLE, ids=lambda model: model._meta.model_name)
def test_every_list_opens_and_can_be_searched(client, model):
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    assert client.get(url).status_code == 200
    assert client.get(url, {"q": "HÀ"}).status_code == 200


@pytest.mark.parametrize("path", ["", "departments/user/", "departments/user/add/", "departments/department/add/"])
def test_the_pages_keep_the_content_security_policy(client, path):
    page = client.get(f"/admin/{path}").content.decode()
    assert re.findall(r"<style|<script(?![^>]*\ssrc=)(?![^>]*application/json)|\son\w+=|\sstyle=", page) == []


def test_staff_are_found_without_marks(client):
    page = client.get("/admin/departments/staffmember/", {"q": "lo van binh"})
    assert [staff.full_name for staff in page.context["cl"].result_list] == ["Lò Văn Bình"]


def test_a_new_account_must_choose_an_own_password(client):
    first = "Mật khẩu lần đầu 2026!"
    form = {"username": "Chuyenvien.Moi", "usable_password": "true", "password1": first, "password2": first}
    inline = {"role_grants-TOTAL_FORMS": 0, "role_grants-INITIAL_FORMS": 0}
    assert client.post("/admin/departments/user/add/", form | inline).status_code == 302
    account = User.objects.get(username="chuyenvien.moi")
    assert account.must_change_password
    assert account.check_password(first)


def test_a_user_name_with_marks_is_refused(client):
    first = "Mật khẩu lần đầu 2026!"
    form = {"username": "chuyên viên", "usable_password": "true", "password1": first, "password2": first}
    page = client.post("/admin/departments/user/add/", form)
    assert "username" in page.context["adminform"].form.errors


def test_a_password_set_by_the_administrator_is_good_for_one_sign_in(client, contributor):
    fresh = "Mật khẩu cấp lại 2026!"
    url = f"/admin/departments/user/{contributor.pk}/password/"
    assert client.post(url, {"usable_password": "true", "password1": fresh, "password2": fresh}).status_code == 302
    contributor.refresh_from_db()
    assert contributor.must_change_password
    assert contributor.check_password(fresh)


def test_accounts_are_never_deleted(client, contributor):
    assert client.post(f"/admin/departments/user/{contributor.pk}/delete/", {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=contributor.pk).exists()


def test_every_act_is_in_the_audit_trail(client, administrator):
    unit = Department.objects.get(code="th")
    url = f"/admin/departments/department/{unit.pk}/change/"
    form = {
        name: value for name, value in client.get(url).context["adminform"].form.initial.items() if value is not None
    }
    assert client.post(url, form | {"name": "Phòng Tổng  hợp\u200b", "predecessors": []}).status_code == 302
    event = AuditEvent.objects.order_by("sequence").last()
    assert (event.action, event.actor, event.target_id) == ("administration.changed", "quantri", str(unit.pk))
    unit.refresh_from_db()
    assert unit.name == "Phòng Tổng  hợp"


def test_a_role_is_granted_in_the_account(client, stranger):
    url = f"/admin/departments/user/{stranger.pk}/change/"
    form = {"username": stranger.username, "email": "", "is_active": "on", "staff": stranger.staff_id}
    grant = {"role_grants-TOTAL_FORMS": 1, "role_grants-INITIAL_FORMS": 0, "role_grants-0-role": "clerk"}
    assert client.post(url, form | grant).status_code == 302
    assert RoleGrant.objects.get(user=stranger).role == Role.CLERK


def test_a_unit_role_without_a_unit_is_refused_in_words(client, stranger):
    url = f"/admin/departments/user/{stranger.pk}/change/"
    form = {"username": stranger.username, "email": "", "is_active": "on", "staff": stranger.staff_id}
    grant = {"role_grants-TOTAL_FORMS": 1, "role_grants-INITIAL_FORMS": 0, "role_grants-0-role": "contributor"}
    assert client.post(url, form | grant).status_code == 200
    assert not RoleGrant.objects.filter(user=stranger).exists()


def test_the_audit_trail_can_only_be_read(client, administrator):
    client.get("/admin/departments/user/add/")
    staff = StaffMember.objects.order_by("pk").first()
    client.post(f"/admin/departments/staffmember/{staff.pk}/delete/", {"post": "yes"})
    event = AuditEvent.objects.order_by("sequence").last()
    assert client.get("/admin/departments/auditevent/add/").status_code == 403
    if event:
        assert client.post(f"/admin/departments/auditevent/{event.pk}/delete/", {"post": "yes"}).status_code == 403


def test_the_audit_trail_reads_in_the_words_of_the_office(client, administrator):
    report = make.report(state="returned")
    page = client.get("/admin/departments/auditevent/", {"target_type": "submissions.annualreport"})
    text = " ".join(strip_tags(page.content.decode()).split())
    assert str(report) in text
    assert "Đang rà soát → Trả lại để hoàn thiện" in text
    assert "submissions.annualreport" not in text
    assert "under_review" not in text


def test_background_work_is_named_in_words(client, administrator):
    Job.objects.create(kind="consolidation.compile", key="consolidation.compile.1")
    Job.objects.create(kind="consolidation.draft", key="x")
    page = client.get("/admin/departments/job/", {"kind": "consolidation.compile"}).content.decode()
    assert page.count("field-what") == 1
    assert "Tổng hợp báo cáo" in page
