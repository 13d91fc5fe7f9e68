"""Settings shared by every way of running. Values that differ between machines come from the environment."""

from pathlib import Path

import bootstrap
from django.utils.translation import gettext_lazy as _

from config import environment
from config.environment import env

APP_DATA_DIR = environment.data_dir()
SITE_URL = environment.site_url()
HTTPS = SITE_URL.startswith("https://")
ALLOWED_HOSTS = environment.allowed_hosts(SITE_URL)
CSRF_TRUSTED_ORIGINS = [SITE_URL]
BASE_DIR = environment.BASE_DIR
DEBUG = False
DEMO = False
DEMO_PASSWORD = "ThiDua@LaiChau2026"  # noqa: S105 — one password for all demonstration accounts, printed on purpose

INSTALLED_APPS = [
    "config",
    "departments",
    "campaign",
    "reports.documents",
    "reports.registers",
    "reports.targets",
    "reports.extensions",
    "reports.submissions",
    "reports.review",
    "reports.official_figures",
    "reports.earlier_years",
    "reports.oversight",
    "reports.scoring",
    "reports.chasing",
    "reports.consolidation",
    "awards",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "axes",
]

MIDDLEWARE = [
    "config.middleware.RequestId",
    "departments.middleware.SecurityHeaders",  # outermost of those that answer: also on errors and static files
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.ClientAddress",
    "departments.middleware.RequestClock",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.middleware.ChosenLanguage",
    "config.middleware.PlainAddress",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "departments.middleware.SessionLimits",
    "departments.middleware.DefaultDeny",  # config/authorisation.csv: a route without a row is a missing page
    "departments.middleware.FirstPassword",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "departments.context_processors.navigation",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# Data
DATABASES = {"default": environment.database(APP_DATA_DIR)}
CACHES = {"default": environment.cache()}
MEDIA_ROOT = APP_DATA_DIR / "files"  # no MEDIA_URL: files are served by views that ask who may see them
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 3_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 5
EVIDENCE_FILE_LIMIT = 20 * 1024 * 1024  # bytes of one file; the proxy's own limit is a little above all five together
EVIDENCE_QUOTA = 200 * 1024 * 1024  # bytes attached to one report
EVIDENCE_PREVIEW_DIR = APP_DATA_DIR / "previews"  # pictures of pages; may be emptied at any time
EVIDENCE_PREVIEW_LIMIT = 300 * 1024 * 1024  # bytes of them
EVIDENCE_TRUST_ROOTS = env.str("EVIDENCE_TRUST_ROOTS", "")  # a folder of certificates digital signatures are traced to
FILE_UPLOAD_HANDLERS = [
    "reports.submissions.uploads.BoundedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# People
AUTH_USER_MODEL = "departments.User"
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/accounts/login/"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 14}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "config.passwords.FourKindsOfCharacters"},
]
PASSWORD_RESET_TIMEOUT = 3600
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first: refuses a locked pair before the password is looked at
    "django.contrib.auth.backends.ModelBackend",
]
# A pair of account and address is locked, never an address alone: the whole office sits behind one.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_HANDLER = "departments.lockout.GrowingLock"  # the wait grows with the number of failures, and always ends
AXES_COOLOFF_TIME = "departments.lockout.cool_off"
AXES_LOCKOUT_CALLABLE = "departments.views.sign_in.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# Sessions and cookies: `__Host-` names need https, which the address of the site tells.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_HOURS = 12  # after that everybody signs in again
SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", 15)
SESSION_IDLE_MINUTES_ADMINISTRATOR = env.int("SESSION_IDLE_MINUTES_ADMINISTRATOR", 5)
SESSION_COOKIE_AGE = SESSION_HOURS * 3600
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-sid" if HTTPS else "sid"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_FAILURE_VIEW = "departments.views.errors.csrf_failure"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"

# Language, time, formats
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False  # would also group years and ids in pages; figures are formatted by their own function
FORMAT_MODULE_PATH = ["config.formats"]

# Static files: our own, and Bootstrap from its package
STATIC_URL = "/static/"
STATIC_ROOT = APP_DATA_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
_bootstrap = Path(bootstrap.__path__[0])
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("bootstrap/css", _bootstrap / "css"),
    ("bootstrap/js", _bootstrap / "js"),
]
WHITENOISE_USE_FINDERS = True

# Official papers: a folder with Times New Roman, where the operator owns it; otherwise Tinos of the distribution
DOCUMENT_FONT_DIR = env.str("DOCUMENT_FONT_DIR", "")

# Mail
if env.str("EMAIL_URL", ""):
    vars().update(env.email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = APP_DATA_DIR / "mail"
EMAIL_TIMEOUT = 10

# Background work: at least once, never trusted; see departments/jobs.py
CELERY_BROKER_URL = environment.broker_url()
CELERY_BROKER_TRANSPORT_OPTIONS = environment.broker_options(
    CELERY_BROKER_URL, APP_DATA_DIR, worker=environment.is_worker()
)
CELERY_BROKER_CONNECTION_TIMEOUT = 4 if environment.is_worker() else 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_VISIBILITY_TIMEOUT = 900
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True  # with acks_late alone a killed child loses its job
CELERY_TASK_IGNORE_RESULT = True
CELERY_RESULT_BACKEND = None
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_TIME_LIMIT = 240
CELERY_TASK_SOFT_TIME_LIMIT = 210
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 50
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 1_000_000  # kB
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 30
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = {
    # `expires`: while no worker runs, old ticks are worth nothing
    "sweep jobs": {"task": "departments.tasks.sweep_jobs", "schedule": 10.0, "options": {"expires": 10}},
    "send mails": {"task": "departments.tasks.send_mails", "schedule": 30.0, "options": {"expires": 30}},
    "lock periods": {"task": "campaign.periodic.lock_due", "schedule": 1800.0, "options": {"expires": 600}},
    "end extensions": {"task": "reports.extensions.periodic.end_due", "schedule": 1800.0, "options": {"expires": 600}},
    "remind units": {"task": "reports.chasing.periodic.remind_due", "schedule": 1800.0, "options": {"expires": 600}},
    "examine evidence": {
        "task": "reports.submissions.periodic.examine_waiting",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "tidy previews": {
        "task": "reports.submissions.periodic.tidy_previews",
        "schedule": 3600.0,
        "options": {"expires": 600},
    },
    "tidy the broker": {"task": "departments.tasks.tidy_broker", "schedule": 3600.0, "options": {"expires": 600}},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "request": {"()": "config.logs.RequestFilter"},
        "expected": {"()": "config.logs.ExpectedFilter"},
    },
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s"},
        "json": {"()": "config.logs.JsonFormatter"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["request"], "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django.request": {"level": "ERROR", "filters": ["expected"]},
        "axes": {"level": "WARNING"},
        "celery": {"level": "WARNING"},
        "kombu": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
        "pikepdf": {"level": "WARNING"},
        "pyhanko": {"level": "ERROR"},  # what cannot be trusted is a fact about the file, not trouble of ours
        "pyhanko_certvalidator": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
    },
}
