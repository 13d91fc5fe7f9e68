"""Every address of the program; each route also has its row in config/authorisation.csv."""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from config import health

handler500 = "config.errors.server_error"

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("language/", login_not_required(set_language), name="set_language"),
    path("admin/", admin.site.urls),
    path("", include("departments.urls")),
    path("plan/", include("campaign.urls")),
    path("reports/", include("reports.chasing.urls")),
    path("reports/", include("reports.scoring.urls")),
    path("reports/", include("reports.oversight.urls")),
    path("reports/", include("reports.extensions.urls")),
    path("reports/", include("reports.review.urls")),
    path("reports/", include("reports.consolidation.urls")),
    path("registers/", include("reports.registers.urls")),
    path("targets/", include("reports.targets.urls")),
    path("reports/consolidated/earlier-years/", include("reports.earlier_years.urls")),
    path("reports/consolidated/official-figures/", include("reports.official_figures.urls")),
    path("reports/", include("reports.submissions.urls")),  # last: <report>/<section>/ would swallow <year>/board/
]
