"""Objects for the routes that take arguments, so that the role × route × method matrix asks about real things.

A room adds a function for each of its routes with arguments:

    @objects_for("submissions:report", "submissions:report_print")
    def a_report(office: Office) -> Objects:
        own, other = make_report(office.units["th"]), make_report(office.units["ktn"])
        return Objects(own={"pk": own.pk}, other={"pk": other.pk})

`own` belongs to the unit `th` (of `contributor` and `head`) and should be in a state in which the permitted roles may
use it; `other` belongs to `ktn`. `data` is what a POST sends (a form the view would take, or nothing). Where one person
needs another object (own notices), `per_persona` names it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.contrib import admin
from django.utils import timezone

from departments import jobs
from departments.models import Notice, User
from tests.personas import Office

AT = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Objects:
    """Arguments of a route: for an object of one's own unit, for one of another unit, and per persona."""

    own: dict = field(default_factory=dict)
    other: dict | None = None
    data: dict = field(default_factory=dict)
    per_persona: dict[str, dict] = field(default_factory=dict)

    def of(self, persona: str) -> dict:
        return self.per_persona.get(persona, self.own)


Maker = Callable[[Office], Objects]
MAKERS: dict[str, Maker] = {}


def objects_for(*routes: str) -> Callable[[Maker], Maker]:
    """Register the maker of the objects of these routes."""

    def keep(maker: Maker) -> Maker:
        MAKERS.update(dict.fromkeys(routes, maker))
        return maker

    return keep


@objects_for("set_language")
def a_language(office: Office) -> Objects:
    return Objects(data={"language": "en", "next": "/"})


@objects_for("departments:notice_read")
def a_notice_each(office: Office) -> Objects:
    keys = {
        persona: {"pk": Notice.objects.create(recipient=account, event_key="matrix", subject="x", at=AT).pk}
        for persona, account in office.people.items()
    }
    return Objects(per_persona=keys, own=keys["contributor"], other=keys["other_contributor"])


@objects_for("readyz")
def a_worker(office: Office) -> Objects:
    jobs.worker_seen("matrix", timezone.now())
    return Objects()


def administered(route: str) -> Objects:
    """Some row of the model a page of the administration is about; number one where there is none."""
    _, _, page = route.partition(":")
    for model in admin.site._registry:
        if page.startswith(f"{model._meta.app_label}_{model._meta.model_name}_"):
            first = model._default_manager.order_by("pk").first()
            return Objects(own={"object_id": first.pk if first else 1})
    account = User.objects.order_by("pk").first()
    named = {
        "app_list": {"app_label": "departments"},
        "auth_user_password_change": {"id": account.pk},
        "view_on_site": {"content_type_id": 1, "object_id": 1},
    }
    return Objects(own=named.get(page, {}))
