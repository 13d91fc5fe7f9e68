"""The top of the house: settings, the worker's application, addresses and the process that runs it all."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
