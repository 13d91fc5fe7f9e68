"""Addresses of the scoring room."""

from django.urls import path

from reports.scoring import views

app_name = "scoring"
urlpatterns = [
    path("scores/weights/", views.weights, name="weights"),
    path("<int:year>/scores/", views.ranking, name="ranking"),
    path("<int:year>/scores/switch/", views.switch, name="switch"),
    path("<int:year>/scores/workbook/", views.workbook, name="workbook"),
    path("<int:year>/scores/<int:department>/", views.appraisal, name="appraisal"),
    path("<int:year>/scores/<int:department>/hand-back/", views.hand_back, name="hand_back"),
    path("<int:year>/scores/<int:department>/own/", views.own, name="own"),
    path("<int:year>/scores/<int:department>/paper.<slug:extension>", views.paper, name="paper"),
]
