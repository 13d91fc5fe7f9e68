"""Addresses of the review room: queue, review page and what can be done there."""

from django.urls import path

from reports.review.views import accepting, appraising, moves, queue, reading, remarks

app_name = "review"
urlpatterns = [
    path("review/", queue.queue, name="queue"),
    path("review/accept/", accepting.accept_many, name="accept_many"),
    path("review/<int:pk>/", reading.review, name="review"),
    path("review/<int:pk>/claim/", moves.claim, name="claim"),
    path("review/<int:pk>/release/", moves.release, name="release"),
    path("review/<int:pk>/hand-over/", moves.hand_over, name="hand_over"),
    path("review/<int:pk>/take-over/", moves.take_over, name="take_over"),
    path("review/<int:pk>/return/", moves.return_report, name="return"),
    path("review/<int:pk>/accept/", moves.accept, name="accept"),
    path("review/<int:pk>/reopen/", moves.reopen, name="reopen"),
    path("review/<int:pk>/remarks/", remarks.write_remark, name="write_remark"),
    path("review/<int:pk>/figures/<str:code>/", appraising.appraise, name="appraise"),
    path("review/<int:pk>/figures/<str:code>/withdraw/", appraising.withdraw, name="withdraw_appraisal"),
    path("remarks/<int:pk>/drop/", remarks.drop_remark, name="drop_remark"),
    path("remarks/<int:pk>/close/", remarks.close_remark, name="close_remark"),
    path("remarks/<int:pk>/reply/", remarks.reply, name="reply"),
    path("remarks/<int:pk>/answer/", remarks.answer_remark, name="answer_remark"),
]
