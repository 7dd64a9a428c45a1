"""The one settings file. What differs between machines comes from `env.py`."""

import os
from pathlib import Path

from stillroom.base.logs import LOGGING as LOGGING
from stillroom.config.env import hosts, places, private_directory, secret_file

HOUSE = Path(__file__).resolve().parents[1]
PLACES = places()
private_directory(PLACES.data)
private_directory(PLACES.runtime)

DEBUG = False
SECRET_KEY = secret_file(PLACES.data / "secret_key").hex()
PEPPERS = {1: secret_file(PLACES.data / "pepper.1", needed_by=PLACES.database)}
BOOT_SECRET = secret_file(PLACES.runtime / "boot_secret")
RUNTIME = PLACES.runtime
# A relay of the practice's own (deploy/coturn); without one, a coturn on this computer is started for it.
TURN_HOST = os.environ.get("STILLROOM_TURN_HOST", "")
TURN_PORT = int(os.environ.get("STILLROOM_TURN_PORT", "3478"))
TURN_TLS_PORT = int(os.environ.get("STILLROOM_TURN_TLS_PORT", "0")) or None
TURN_SECRET = os.environ.get("STILLROOM_TURN_SECRET") or secret_file(PLACES.data / "turn_secret").hex()
PRACTICE_FILE = PLACES.practice_file

ALLOWED_HOSTS = hosts()
# Addresses of proxies that end TLS in front of this server and overwrite X-Forwarded-For and -Proto; none by default.
PROXIES = [address for address in os.environ.get("STILLROOM_PROXIES", "").split(",") if address]
ROOT_URLCONF = "stillroom.config.urls"
WSGI_APPLICATION = "stillroom.config.wsgi.application"
ASGI_APPLICATION = "stillroom.config.asgi.application"
DEFAULT_EXCEPTION_REPORTER = "stillroom.base.reporter.QuietReporter"
LOGGING_CONFIG = "logging.config.dictConfig"

ROOMS = [
    "events",
    "outbox",
    "vault",
    "accounts",
    "practice",
    "supervision",
    "care",
    "safety",
    "scheduling",
    "messaging",
    "assessments",
    "intake",
    "toolkit",
    "safecalls",
    "questions",
    "topics",
    "finding",
    "plans",
    "emdr",
    "rooms",
    "notes",
    "desk",
    "privacy",
    "home",
]
ROOMS = [name for name in ROOMS if (HOUSE / name / "__init__.py").exists()]
INSTALLED_APPS = ["channels", "stillroom.base", *(f"stillroom.{name}" for name in ROOMS)]

MIDDLEWARE = [
    "stillroom.base.middleware.HeadersMiddleware",
    "stillroom.base.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "stillroom.base.notices.NoticeMiddleware",
    "stillroom.accounts.middleware.KeyholderMiddleware",
    "stillroom.base.compression.CompressionMiddleware",
    "stillroom.base.reporter.QuietErrorsMiddleware",
    "stillroom.base.middleware.HiddenMiddleware",
    "stillroom.accounts.middleware.TroubleMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "stillroom.base.templates.Backend",
        "NAME": "jinja2",
        "DIRS": [HOUSE / "templates", *(HOUSE / name / "templates" for name in ROOMS)],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "stillroom.base.jinja.environment",
            "context_processors": ["stillroom.home.context.page"],
        },
    }
]

DATABASES = {
    "default": {
        "ENGINE": "stillroom.base.sqlite",
        "NAME": PLACES.database,
        "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20},
        "TEST": {"NAME": PLACES.data / "test.sqlite3"},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"  # for Django's own list of migrations; rooms use IdField
CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}

# Uploads and big posts stay in RAM: Django's default wrote them to /tmp in clear (pv1 section 12).
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

CSRF_COOKIE_NAME = "__Host-f"
CSRF_COOKIE_AGE = None  # gone with the browser window
CSRF_COOKIE_SECURE = CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "stillroom.home.views.csrf_failure"

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]  # each by its own name, for whoever looks for it
LANGUAGE_COOKIE_NAME = "__Host-l"
LOCALE_PATHS = [HOUSE / "locale"]

STATIC_URL = "/static/"
STATICFILES_DIRS = [HOUSE / "static"]
