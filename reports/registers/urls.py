"""Addresses of this room."""

from django.urls import path, register_converter

from reports.registers.catalogue import BY_SLUG
from reports.registers.views import importing, overview, people, register

app_name = "registers"


class RegisterSlug:
    """Only registers that exist; `people` has pages of its own under the same shape of address."""

    regex = "|".join((*BY_SLUG, "people"))

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(RegisterSlug, "register")

HERE = "<register:slug>/<int:year>/<slug:unit>/"
PEOPLE = "people/<int:year>/<slug:unit>/"

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("<register:slug>/<int:year>/", overview.own, name="own"),
    path(PEOPLE, people.people, name="people"),
    path(f"{PEOPLE}<slug:name>.<slug:extension>", people.paper, name="paper"),
    path(HERE, register.register, name="register"),
    path(f"{HERE}removed/", register.removed, name="removed"),
    path(f"{HERE}removed/<int:pk>/restore/", register.restore, name="restore"),
    path(f"{HERE}carry-over/", register.carry, name="carry"),
    path(f"{HERE}register.xlsx", register.download, name="download"),
    path(f"{HERE}template.xlsx", register.template, name="template"),
    path(f"{HERE}import/", importing.bring, name="bring"),
    path(f"{HERE}import/<int:pk>/", importing.preview, name="preview"),
]
