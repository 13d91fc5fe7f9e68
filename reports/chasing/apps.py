from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class ChasingConfig(AppConfig):
    name = "reports.chasing"
    label = "chasing"
    verbose_name = _("Chasing")

    def ready(self) -> None:
        autodiscover_modules("step_loading")
