"""The embedded default: nothing but Python is needed. Without a database server it is a demonstration."""

from config import environment
from config.environment import env
from config.settings.base import *  # noqa: F403
from config.settings.base import APP_DATA_DIR, INSTALLED_APPS

SECRET_KEY = environment.generated_secret(APP_DATA_DIR)
DEBUG = environment.switch("DEBUG", False)
DEMO = environment.switch("DEMO", not env.str("DATABASE_URL", ""))
INSTALLED_APPS = [*INSTALLED_APPS, "demo"]
