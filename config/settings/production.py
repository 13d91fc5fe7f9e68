"""Production: chosen by giving a SECRET_KEY. Never a demonstration, never debugging."""

from config import environment
from config.environment import env
from config.settings.base import *  # noqa: F403
from config.settings.base import LOGGING

SECRET_KEY = env.str("SECRET_KEY", "")
if not SECRET_KEY:
    environment.refuse(
        "SECRET_KEY is missing; production needs one.",
        "Type: export SECRET_KEY=$(python3 -c 'import secrets; print(secrets.token_urlsafe(64))')",
    )
for name, why in (
    ("DEMO", "demonstration accounts share one published password"),
    ("DEBUG", "debugging pages show the inside of the program"),
):
    if environment.switch(name, False):
        environment.refuse(
            f"{name}=1 is refused with production settings: {why}.",
            f"Type {name}=0, or leave SECRET_KEY out to try the program.",
        )
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = False
LOGGING["handlers"]["console"]["formatter"] = "json"
