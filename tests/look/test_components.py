"""Components say what they accept, the gallery shows all, the frame of pages holds without a person or database."""

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import render_to_string
from django.test import Client

from departments.templatetags.components import COMPONENTS, TONES, WrongArgument
from tests.meta.source import ROOT


def rendered(source: str, **values) -> str:
    return Template("{% load components %}" + source).render(Context(values))


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ('{% badge tone="ok" %}', "{% badge %}: text is missing. Required: tone, text. Optional: nothing."),
        (
            '{% badge tone="green" text="x" %}',
            "{% badge %}: tone='green' is none of ok, run, warn, bad, none. Required: tone, text. Optional: nothing.",
        ),
        (
            '{% meter value=1 maximum=2 label="x" color="red" %}',
            "{% meter %}: color is unknown. Required: value, maximum, label. Optional: tone, text.",
        ),
        (
            "{% empty heading='x' %}{% endempty %}",
            "{% empty %}: heading is unknown; title is missing. Required: title. Optional: picture.",
        ),
    ],
)
def test_a_wrong_argument_is_answered_with_what_is_accepted(source, complaint):
    with pytest.raises(WrongArgument) as caught:
        rendered(source)
    assert str(caught.value) == complaint


def test_an_argument_without_a_name_is_refused():
    with pytest.raises(TemplateSyntaxError):
        rendered('{% badge "ok" "x" %}')


@pytest.mark.parametrize("tone", TONES)
def test_a_badge_escapes_its_text(tone):
    assert rendered(f'{{% badge tone="{tone}" text=text %}}', text="<b>") == (
        f'<span class="badge {tone}">&lt;b&gt;</span>'
    )


def test_a_button_that_is_not_possible_says_why_and_leads_nowhere():
    html = rendered('{% button text="Gửi" href="/x/" kind="primary" why_not="Còn 2 lỗi." %}')
    assert html == (
        '<span class="refused"><button type="button" class="btn primary" disabled>Gửi</button> '
        '<span class="why-not">Còn 2 lỗi.</span></span>'
    )


@pytest.mark.parametrize(("value", "maximum", "share"), [(0, 0, 0), (0, 9, 0), (3, 8, 37), (9, 9, 100), (12, 9, 100)])
def test_a_ring_shows_whole_percents_and_never_more_than_all(value, maximum, share):
    html = rendered("{% ring value=value maximum=maximum label='x' %}", value=value, maximum=maximum)
    assert f">{share}%</text>" in html
    assert ('class="ring-front"' in html) is (share > 0)


def test_a_block_keeps_what_stands_inside_it_and_escapes_what_it_was_given():
    html = rendered("{% note tone='bad' title=title %}<p>{{ word }}</p>{% endnote %}", title="a<b", word="<i>")
    assert "a&lt;b" in html
    assert "<p>&lt;i&gt;</p>" in html


def test_a_form_without_errors_has_no_summary():
    assert rendered("{% error_summary form=form %}", form={"errors": {}, "x": 1}).strip() == ""


def test_the_gallery_shows_every_component(signed_in, administrator):
    page = signed_in(administrator).get("/components/")
    assert page.status_code == 200
    shown = {template.name for template in page.templates}
    expected = {f"components/{path.name}" for path in (ROOT / "templates/components").glob("*.html")}
    assert expected - shown == set()
    assert {component.template_name for component in COMPONENTS.values()} - expected == set()


def test_the_gallery_is_a_missing_page_for_everybody_else(signed_in, head, hctc_head):
    assert [signed_in(person).get("/components/").status_code for person in (head, hctc_head)] == [404, 404]


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_pages_of_failures_need_neither_person_nor_database(name):
    html = render_to_string(name)  # without the database mark any query would fail the test
    assert html.count("<h1>") == 1
    assert 'href="/"' in html


@pytest.mark.django_db
def test_a_missing_page_says_so_in_the_house_s_look(signed_in, head):
    page = signed_in(head).get("/khong-co/")
    assert page.status_code == 404
    assert "404.html" in {template.name for template in page.templates}


@pytest.mark.django_db
def test_a_page_has_one_heading_one_main_part_and_a_way_around_the_menu(signed_in, head):
    html = signed_in(head).get("/").content.decode()
    assert [html.count(part) for part in ("<h1", "<main", 'href="#content"', 'id="content"')] == [1, 1, 1, 1]


@pytest.mark.django_db
def test_the_language_is_told_to_the_reader(client: Client):
    html = client.get("/accounts/login/").content.decode()
    assert '<html lang="vi">' in html
