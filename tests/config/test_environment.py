"""One program, three ways to run, chosen by the environment alone; mistakes answer with what to type."""

import pytest

from tests.config.processes import answer, environment, python

SHOW = """
import json
from django.conf import settings as s
print(json.dumps({name: str(eval(expression)) for name, expression in %r.items()}))
"""
POSTGRES = "postgres://user:secret@127.0.0.1:1/thidua"
REDIS = "redis://127.0.0.1:1/0"


def settings(folder, env: dict[str, str], **expressions: str) -> dict[str, str]:
    return answer(SHOW % expressions, environment(folder, **env))


def test_with_nothing_set_it_runs_embedded_and_as_a_demonstration(tmp_path):
    assert settings(
        tmp_path,
        {},
        module="s.SETTINGS_MODULE",
        engine="s.DATABASES['default']['ENGINE']",
        file="s.DATABASES['default']['NAME']",
        mode="s.DATABASES['default']['OPTIONS']['transaction_mode']",
        broker="s.CELERY_BROKER_URL",
        demo="s.DEMO",
        debug="s.DEBUG",
        cookie="s.SESSION_COOKIE_NAME",
    ) == {
        "module": "config.settings.development",
        "engine": "django.db.backends.sqlite3",
        "file": str(tmp_path / "db.sqlite3"),
        "mode": "IMMEDIATE",
        "broker": "filesystem://localhost//",
        "demo": "True",
        "debug": "False",
        "cookie": "sid",
    }


def test_with_postgresql_alone_it_is_no_demonstration_and_keeps_a_key_of_its_own(tmp_path):
    wanted = {
        "engine": "s.DATABASES['default']['ENGINE']",
        "demo": "s.DEMO",
        "key": "len(s.SECRET_KEY)",
        "kept": "s.SECRET_KEY",
    }
    first = settings(tmp_path, {"DATABASE_URL": POSTGRES}, **wanted)
    assert (first["engine"], first["demo"], first["key"]) == ("django.db.backends.postgresql", "False", "86")
    assert settings(tmp_path, {"DATABASE_URL": POSTGRES}, **wanted) == first
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_production_with_postgresql_and_redis(tmp_path):
    env = {
        "SECRET_KEY": "k" * 60,
        "DATABASE_URL": POSTGRES,
        "CELERY_BROKER_URL": REDIS,
        "CACHE_URL": REDIS,
        "SITE_URL": "https://thidua.example.vn",
    }
    assert settings(
        tmp_path,
        env,
        module="s.SETTINGS_MODULE",
        demo="s.DEMO",
        patience="s.CELERY_BROKER_TRANSPORT_OPTIONS['socket_timeout']",
        cache="s.CACHES['default']['BACKEND']",
        limits="s.DATABASES['default']['OPTIONS']['options']",
        session="s.SESSION_COOKIE_NAME",
        csrf="s.CSRF_COOKIE_NAME",
        secure="s.SESSION_COOKIE_SECURE and s.CSRF_COOKIE_SECURE and s.SECURE_SSL_REDIRECT",
        hsts="s.SECURE_HSTS_SECONDS",
        hosts="s.ALLOWED_HOSTS",
        demo_app="'demo' in s.INSTALLED_APPS",
    ) == {
        "module": "config.settings.production",
        "demo": "False",
        "patience": "1",
        "cache": "django.core.cache.backends.redis.RedisCache",
        "limits": "-c lock_timeout=3s -c statement_timeout=15s -c idle_in_transaction_session_timeout=30s",
        "session": "__Host-sid",
        "csrf": "__Host-csrf",
        "secure": "True",
        "hsts": "31536000",
        "hosts": "['thidua.example.vn', '127.0.0.1', 'localhost']",
        "demo_app": "False",
    }


@pytest.mark.parametrize(
    ("env", "names"),
    [
        ({"SECRET_KEY": "k" * 60, "DEMO": "1"}, "DEMO=1 is refused with production settings"),
        ({"SECRET_KEY": "k" * 60, "DEBUG": "1"}, "DEBUG=1 is refused with production settings"),
        ({"DJANGO_SETTINGS_MODULE": "config.settings.production"}, "SECRET_KEY is missing"),
        ({"DATABASE_URL": "mysql://user@host/name"}, "DATABASE_URL must name a PostgreSQL or SQLite database"),
        ({"DATABASE_URL": "nonsense"}, "DATABASE_URL must name a PostgreSQL or SQLite database"),
        ({"DATABASE_URL": "postgres://user@host:port/name"}, "DATABASE_URL is not understood"),
        ({"CELERY_BROKER_URL": "amqp://host"}, "CELERY_BROKER_URL is not understood"),
        ({"CACHE_URL": "memcache://host"}, "CACHE_URL is not understood"),
        ({"SITE_URL": "thidua.example.vn"}, "SITE_URL=thidua.example.vn is not an address"),
        ({"DEMO": "maybe"}, "DEMO=maybe is neither on nor off"),
    ],
)
def test_a_mistake_is_answered_with_what_to_type(tmp_path, env, names):
    done = python("print('started')", environment(tmp_path, **env))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(names)
    assert "Traceback" not in done.stderr
    assert any(word in done.stderr for word in ("Type", "Set"))
