"""Addresses of the chasing room."""

from django.urls import path

from reports.chasing.views import board

app_name = "chasing"
urlpatterns = [
    path("<int:year>/board/", board.board, name="board"),
]
