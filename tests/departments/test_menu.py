"""The menu: flat where it fits the bar, a group under one word where it does not; always complete."""

import pytest

from departments.context_processors import ROOM

pytestmark = pytest.mark.django_db


def menus(client) -> tuple[list[dict], list[dict]]:
    context = client.get("/").context
    return context["navigation"], context["navigation_bar"]


def test_people_of_a_unit_see_every_line(contributor, signed_in):
    flat, bar = menus(signed_in(contributor))
    assert bar == flat
    assert "/targets/" in [entry["url"] for entry in flat]


def test_a_crowded_bar_folds_what_is_done_all_year(hctc_officer, signed_in):
    flat, bar = menus(signed_in(hctc_officer))
    assert len(flat) > ROOM
    group = next(entry for entry in bar if "members" in entry)
    assert [entry["url"] for entry in group["members"]] == [
        "/targets/",
        "/registers/",
        "/reports/oversight/inspections/",
    ]
    unfolded = [one for entry in bar for one in entry.get("members", [entry])]
    assert unfolded == flat


def test_the_group_shows_that_one_is_inside(hctc_officer, signed_in):
    bar = signed_in(hctc_officer).get("/targets/").context["navigation_bar"]
    assert [entry["label"] for entry in bar if entry["is_current"]] == ["Trong năm"]


@pytest.mark.parametrize(
    ("page", "line"),
    [("/reports/matrix/", "Tiến độ"), ("/reports/extensions/", "Tiến độ"), ("/reports/review/", "Rà soát"),
     ("/reports/", "Báo cáo"), ("/", "Việc của tôi")],
)  # fmt: skip
def test_the_line_of_a_page_is_that_of_its_room(hctc_officer, signed_in, page, line):
    bar = signed_in(hctc_officer).get(page).context["navigation_bar"]
    assert [entry["label"] for entry in bar if entry["is_current"]] == [line]
