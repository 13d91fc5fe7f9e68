"""What every page shows around its content: the menu, and who the person is."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from departments.browser import owner_of
from departments.roles import Permission


@dataclass(frozen=True)
class Entry:
    """One line of the menu. It is shown to people who hold one of the permissions (none named: to everyone)."""

    label: str
    route: str
    permissions: tuple[Permission, ...] = ()
    with_year: bool = False
    group: str = ""


#: This many lines fit the bar of a small screen; beyond, the lines of a group share one.
ROOM = 7
ALL_YEAR = _("All year")

#: Rooms without a line of their own stand under that of another.
UNDER = {
    "extensions": "chasing",
    "scoring": "chasing",
    "earlier_years": "consolidation",
    "official_figures": "consolidation",
}

MENU = (
    Entry(_("My work"), "departments:start"),
    Entry(_("Reports"), "submissions:list", (Permission.FILL_REPORT, Permission.READ_ALL_REPORTS)),
    Entry(
        _("Registration of targets"),
        "targets:list",
        (Permission.FILL_REPORT, Permission.READ_ALL_REPORTS),
        group=ALL_YEAR,
    ),
    Entry(_("Registers"), "registers:overview", (Permission.FILL_REPORT, Permission.READ_REGISTERS), group=ALL_YEAR),
    Entry(_("Inspection and supervision"), "oversight:inspections", (Permission.RECORD_INSPECTIONS,), group=ALL_YEAR),
    Entry(_("Review"), "review:queue", (Permission.REVIEW_REPORTS, Permission.ACCEPT_HCTC_REPORT)),
    Entry(_("Progress"), "chasing:board", (Permission.READ_BOARD,), with_year=True),
    Entry(_("Consolidation"), "consolidation:list", (Permission.READ_CONSOLIDATED,)),
    Entry(_("Awards"), "awards:list"),
    Entry(_("Movement plan"), "campaign:plan"),
    Entry(_("Administration"), "admin:index", (Permission.MANAGE_ACCOUNTS,)),
)


def navigation(request) -> dict:
    """`navigation` (and as it fits the bar), `identity`, `browser_owner` and `demonstration` for every page."""
    user = getattr(request, "user", None)
    demonstration = {"demonstration": settings.DEMO}
    if user is None or not user.is_authenticated:
        return demonstration
    today = timezone.localdate(getattr(request, "now", None))
    menu = _menu(request, user, today.year)
    shown = {"navigation": menu, "navigation_bar": _folded(menu), "identity": _identity(user, today)}
    return demonstration | shown | {"browser_owner": owner_of(user)}


def _menu(request, user, year: int) -> list[dict]:
    shown = []
    for entry in MENU:
        if entry.permissions and not any(user.may(p) for p in entry.permissions):
            continue
        try:
            url = reverse(entry.route, args=[year] if entry.with_year else [])
        except NoReverseMatch:  # a room that is not installed has no line
            continue
        room = entry.route.partition(":")[0]
        shown.append({"label": entry.label, "url": url, "is_current": False, "group": entry.group, "room": room})
    room = _room_of(request)
    inside = [e for e in shown if e["room"] == room] or [e for e in shown if request.path.startswith(e["url"])]
    best = max(inside, key=lambda e: (request.path.startswith(e["url"]), len(e["url"])), default=None)
    if best is not None and (best["url"] != "/" or request.path == "/"):
        best["is_current"] = True
    return shown


def _room_of(request) -> str:
    """The room whose page this is, or the one it belongs to in the menu."""
    match = request.resolver_match
    return UNDER.get(match.namespace, match.namespace) if match else ""


def _folded(menu: list[dict]) -> list[dict]:
    """The menu of the bar: where there are too many lines, those of a group stand under one word."""
    if len(menu) <= ROOM:
        return menu
    folded: list[dict] = []
    for entry in menu:
        if not entry["group"]:
            folded.append(entry)
        elif folded and folded[-1].get("members") and folded[-1]["label"] == entry["group"]:
            folded[-1]["members"].append(entry)
        else:
            folded.append({"label": entry["group"], "members": [entry]})
    for entry in folded:
        if "members" in entry:
            entry["is_current"] = any(member["is_current"] for member in entry["members"])
    return folded


def _identity(user, today) -> dict:
    post = user.post_on(today)
    title = f"{post.position}, {post.department.short_name}" if post else user.username
    return {"name": user.display_name, "title": title}
