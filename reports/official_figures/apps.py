from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfficialFiguresConfig(AppConfig):
    name = "reports.official_figures"
    label = "official_figures"
    verbose_name = _("Official figures of a year")
