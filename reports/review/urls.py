"""Addresses of the review room: queue, review page and what can be done there."""

from django.urls import path

from reports.review import views

app_name = "review"
urlpatterns = [
    path("review/", views.queue, name="queue"),
    path("review/<int:pk>/", views.review, name="review"),
    path("review/<int:pk>/claim/", views.claim, name="claim"),
    path("review/<int:pk>/release/", views.release, name="release"),
    path("review/<int:pk>/return/", views.return_report, name="return"),
    path("review/<int:pk>/accept/", views.accept, name="accept"),
    path("review/<int:pk>/reopen/", views.reopen, name="reopen"),
    path("review/<int:pk>/remarks/", views.write_remark, name="write_remark"),
    path("remarks/<int:pk>/drop/", views.drop_remark, name="drop_remark"),
    path("remarks/<int:pk>/close/", views.close_remark, name="close_remark"),
    path("remarks/<int:pk>/answer/", views.answer_remark, name="answer_remark"),
]
