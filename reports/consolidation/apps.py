from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class ConsolidationConfig(AppConfig):
    name = "reports.consolidation"
    label = "consolidation"
    verbose_name = _("Consolidated report")

    def ready(self) -> None:
        autodiscover_modules(
            "results_annexes",
            "examples_annex",
            "inside_annexes",
            "reconciliation_annex",
            "scores_annex",
            "quoting",
            "issuing",
        )  # annexes, and what reminders quote
