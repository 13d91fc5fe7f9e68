"""A thread in every worker that writes "I am alive" to the database, also while a long job keeps the worker busy."""

import logging
import os
import threading
from typing import Any

from celery.bootsteps import StartStopStep
from django.db import DatabaseError, connection
from django.utils import timezone

from departments import jobs

log = logging.getLogger(__name__)
EVERY = 3  # seconds


class Heartbeat(StartStopStep):
    """Starts and stops with the worker."""

    def __init__(self, parent: Any, **kwargs: Any) -> None:
        super().__init__(parent, **kwargs)
        self.name_of_worker = f"{parent.hostname}:{os.getpid()}"
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.beat, name="heartbeat", daemon=True)

    def start(self, parent: Any) -> None:
        self.thread.start()

    def stop(self, parent: Any) -> None:
        self.ended.set()
        self.thread.join(timeout=EVERY)

    terminate = stop

    def beat(self) -> None:
        while not self.ended.is_set():
            self.quietly(jobs.worker_seen)
            self.ended.wait(EVERY)
        self.quietly(jobs.worker_left)
        connection.close()

    def quietly(self, tell: Any) -> None:
        """A database that is away must not end the heartbeat."""
        try:
            tell(self.name_of_worker, timezone.now())
        except DatabaseError:
            log.warning("The heartbeat could not be written; trying again.", exc_info=True)
            connection.close()
