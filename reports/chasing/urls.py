"""Addresses of the chasing room."""

from django.urls import path

from reports.chasing.views import board, escalations, log, matrix, papers, reminders, steps

app_name = "chasing"
urlpatterns = [
    path("<int:year>/board/", board.board, name="board"),
    path("<int:year>/board.xlsx", board.workbook, name="board_workbook"),
    path("matrix/", matrix.matrix, name="matrix"),
    path("matrix.xlsx", matrix.workbook, name="matrix_workbook"),
    path("<int:year>/reminders/", reminders.reminders, name="reminders"),
    path("<int:year>/reminders/preview/", reminders.preview, name="preview"),
    path("<int:year>/reminders/notice/", papers.notice, name="notice"),
    path("<int:year>/reminders/list.pdf", papers.meeting_list, name="meeting_list"),
    path("<int:year>/reminders/log/", log.log, name="log"),
    path("<int:year>/reminders/log.xlsx", log.log_workbook, name="log_workbook"),
    path("<int:year>/reminders/escalate/<int:department>/", escalations.propose, name="propose_escalation"),
    path("reminders/steps/", steps.steps, name="steps"),
    path("reminders/steps/new/", steps.step_new, name="step_new"),
    path("reminders/steps/<int:pk>/", steps.step_edit, name="step_edit"),
    path("escalations/<int:pk>/", escalations.escalation, name="escalation"),
    path("escalations/<int:pk>/<slug:name>/", escalations.decide, name="decide_escalation"),
]
