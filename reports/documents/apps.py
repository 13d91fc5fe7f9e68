"""The document layer: typed content in, official papers out. It knows no report."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "reports.documents"
    label = "documents"
    verbose_name = "Official documents"
