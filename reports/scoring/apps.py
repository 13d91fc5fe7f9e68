from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class ScoringConfig(AppConfig):
    name = "reports.scoring"
    label = "scoring"
    verbose_name = _("Scoring")

    def ready(self) -> None:
        autodiscover_modules("sheet_loading")
