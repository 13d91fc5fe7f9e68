from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EarlierYearsConfig(AppConfig):
    name = "reports.earlier_years"
    label = "earlier_years"
    verbose_name = _("Results of earlier years")
