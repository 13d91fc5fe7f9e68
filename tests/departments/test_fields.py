"""Form fields: what they take, and what they say when they do not."""

from decimal import Decimal

import pytest
from django import forms
from django.utils.translation import override

from departments.fields import CleanCharField, VietnameseDecimalField


class Form(forms.Form):
    title = CleanCharField(max_length=20)
    text = CleanCharField(multiline=True, required=False)
    amount = VietnameseDecimalField(places=1, required=False, min_value=Decimal(0), max_value=Decimal(1000000))


def errors_of(**data) -> dict:
    with override("en"):
        form = Form({"title": "a", **data})
        return {name: [str(error) for error in found] for name, found in form.errors.items()}


def test_clean_values_come_out():
    form = Form({"title": " Ho\u0300a \x07", "text": "a\r\nb", "amount": "12.500,5"})
    assert form.is_valid()
    assert form.cleaned_data == {"title": "Hòa", "text": "a\nb", "amount": Decimal("12500.5")}


def test_a_blank_figure_is_no_figure():
    form = Form({"title": "a", "amount": "  "})
    assert form.is_valid()
    assert form.cleaned_data["amount"] is None


def test_invisible_text_counts_as_nothing():
    assert errors_of(title="\u200b\u3164") == {"title": ["This field is required."]}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("0.125", "“0.125” can be read as 0,125 or as 125. Please type the one you mean."),
        ("12.5", "“12.5”: decimals are written after a comma. If you mean 12,5, please type it so."),
        ("1.2.3", "“1.2.3” cannot be read as a number. Please type it like 1.234,5."),
        ("1,25", "At most 1 decimal is kept here. Please round the figure yourself; the program does not."),
        ("9" * 16, "The figure has more than 15 digits. Please check it."),
        ("-1", "The figure must not be less than 0."),
        ("1.000.000,5", "The figure must not be more than 1.000.000."),
    ],
)
def test_a_figure_that_is_not_taken_is_explained(typed, sentence):
    assert errors_of(amount=typed) == {"amount": [sentence]}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("x" * 21, "The text is too long: at most 20 characters. Please shorten it."),
        ("a\u202eb", "The text contains hidden signs that reverse the writing. Please paste it as plain text."),
        ("a\x00b", "The text contains signs that cannot be stored. Please paste it as plain text."),
        ("a" + "\u0301" * 9, "The text contains a letter with too many marks. Please type that place again."),
    ],
)
def test_a_text_that_is_not_taken_is_explained(typed, sentence):
    assert errors_of(title=typed) == {"title": [sentence]}


def test_a_wrong_figure_stays_in_the_field_as_typed():
    assert 'value="0.125"' in str(Form({"title": "a", "amount": "0.125"})["amount"])


def test_a_stored_figure_is_shown_in_vietnamese_writing():
    field = str(Form(initial={"amount": Decimal("12500.50")})["amount"])
    assert 'value="12.500,5"' in field
    assert 'inputmode="decimal"' in field


def test_retyping_the_same_figure_is_no_change():
    form = Form({"title": "a", "amount": "12500,50"}, initial={"title": "a", "amount": Decimal("12500.5")})
    assert form.changed_data == []


def test_django_s_own_localised_numbers_are_banned():
    with pytest.raises(TypeError):
        VietnameseDecimalField(localize=True)
