"""Log lines that name an event and nothing about anybody.

Account and space ids together rebuild who sees whom, so no line may hold one: a path, an argument or an
exception's message could. Only loggers of this project speak; an exception is named by class and place.
"""

import logging

from stillroom.base.reporter import places


class BareFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        where = f"{self.formatTime(record)} {record.levelname.lower()} {record.name}"
        if record.name.partition(".")[0] == "stillroom":
            where = f"{where} {record.getMessage()}"
        if record.exc_info and record.exc_info[0]:
            where = f"{where} {record.exc_info[0].__name__} at {places(record.exc_info[2])}"
        return where


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"bare": {"()": "stillroom.base.logs.BareFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "bare"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        # What these two have to say of a request holds its path, and a path can hold a space's id.
        "django": {"handlers": ["stderr"], "level": "CRITICAL", "propagate": False},
        "uvicorn": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "stillroom": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}
