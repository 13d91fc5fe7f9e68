"""The Celery application; messages carry ids only, the truth is in the job table."""

from celery import Celery

from config import folder_broker
from config.environment import choose_settings

choose_settings()
folder_broker.use()
app = Celery("config")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(related_name="periodic")
app.steps["worker"].add("config.heartbeat:Heartbeat")  # by name: its imports need the apps to be ready
