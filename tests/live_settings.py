"""Settings of the real processes some tests start: a queue and kinds of work of their own, and short patience."""

import os

from config.settings.development import *  # noqa: F403
from config.settings.development import CELERY_BEAT_SCHEDULE

CELERY_TASK_DEFAULT_QUEUE = os.environ.get("TEST_QUEUE", "celery")  # a Redis may be shared with others
CELERY_IMPORTS = ["tests.work"]
CELERY_BEAT_SCHEDULE["sweep jobs"]["schedule"] = 1.0
