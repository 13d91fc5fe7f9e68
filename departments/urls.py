"""Addresses of this room."""

from django.urls import path

from departments.views import gallery, notices, password, sign_in, start

app_name = "departments"
urlpatterns = [
    path("", start.start, name="start"),
    path("accounts/login/", sign_in.sign_in, name="login"),
    path("accounts/logout/", sign_in.sign_out, name="logout"),
    path("accounts/password/", password.password_change, name="password_change"),
    path("components/", gallery.components, name="components"),
    path("notices/", notices.notice_list, name="notices"),
    path("notices/read/", notices.notices_read, name="notices_read"),
    path("notices/mail/", notices.notices_by_mail, name="notices_by_mail"),
    path("notices/<int:pk>/read/", notices.notice_read, name="notice_read"),
]
