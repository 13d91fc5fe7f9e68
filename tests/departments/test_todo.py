"""The start page gathers what the rooms give."""

from datetime import UTC, date, datetime

import pytest

from departments import todo
from departments.todo import Panel, Todo

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)


@pytest.fixture
def nobody_registered(monkeypatch):
    monkeypatch.setattr(todo, "_providers", [])
    monkeypatch.setattr(todo, "_panel_providers", [])


def test_the_most_pressing_task_comes_first(nobody_registered):
    due = [date(2027, 1, 15), date(2026, 11, 30), date(2026, 11, 20)]
    todo.register(lambda user, now: [Todo(f"{day:%d/%m}", "/", "Open", due=day, order=5) for day in due])
    todo.register(lambda user, now: [Todo("report", "/", "Open", due=date(2026, 11, 29), order=30)])
    todo.register(lambda user, now: [Todo("waiting", "/", "Open", order=20), Todo("some day", "/", "Open")])
    titles = [task.title for task in todo.tasks_of(None, NOW)]
    assert titles == ["20/11", "report", "30/11", "waiting", "some day", "15/01"]


def test_a_room_that_registers_twice_is_asked_once(nobody_registered):
    def provider(user, now):
        return [Todo("once", "/", "Open")]

    assert todo.register(provider) is todo.register(provider)
    assert len(todo.tasks_of(None, NOW)) == 1


def test_panels_stand_in_order(nobody_registered):
    todo.register_panel(lambda user, now: [Panel("b.html", order=2), Panel("a.html", order=1)])
    assert [panel.template for panel in todo.panels_of(None, NOW)] == ["a.html", "b.html"]


def test_the_greeting_counts_the_tasks(nobody_registered, contributor, signed_in):
    client = signed_in(contributor)
    assert "Đồng chí không có việc nào cần xử lý lúc này" in client.get("/").content.decode()
    todo.register(lambda user, now: [Todo("Gửi báo cáo", "/reports/", "Mở", due=date(2026, 11, 30))])
    page = client.get("/").content.decode()
    assert "Đồng chí có 1 việc cần xử lý" in page
    assert "30/11/2026" in page


def test_of_several_tasks_about_one_object_the_most_pressing_stands_alone(nobody_registered):
    todo.register(lambda user, now: [Todo("report", "/", "Open", about="report 1"), Todo("other", "/", "Open")])
    todo.register(lambda user, now: [Todo("remark", "/", "Answer", order=5, about="report 1")])
    assert [task.title for task in todo.tasks_of(None, NOW)] == ["remark", "other"]


def test_tasks_that_press_alike_keep_the_order_of_their_room(nobody_registered):
    todo.register(lambda user, now: [Todo(name, "/", "Open") for name in "bca"])
    assert [task.title for task in todo.tasks_of(None, NOW)] == list("bca")
