"""Log lines that can be joined to a request: plain text here, one JSON object a line in production."""

import json
import logging
from contextvars import ContextVar

current_request: ContextVar[str] = ContextVar("current_request", default="-")


class RequestFilter(logging.Filter):
    """Adds `request_id`: the number of the request being answered, or a dash outside of one."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = current_request.get()
        return True


class ExpectedFilter(logging.Filter):
    """Drops the error line for /readyz: "not ready" is its answer while a worker starts, not a fault of the page."""

    def filter(self, record: logging.LogRecord) -> bool:
        return getattr(getattr(record, "request", None), "path", "") != "/readyz"


class JsonFormatter(logging.Formatter):
    """One line per event, the time with its offset; bodies of requests are never logged."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "request": getattr(record, "request_id", "-"),
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
