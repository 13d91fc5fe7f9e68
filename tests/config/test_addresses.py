"""Addresses no browser would make by itself."""

import pytest
from django.urls import reverse

ODD = ["/reports/consolidated/1/section/%00/", "/reports/1/%00/", "/plan/indicators/?q=%00", "/%00"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ODD)
def test_a_null_character_in_an_address_is_not_understood(client, hctc_officer, address):
    client.force_login(hctc_officer, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(address)
    assert answer.status_code == 400
    assert "Yêu cầu gửi đến không hợp lệ" in answer.content.decode()
    assert answer["Content-Language"] == "vi"


@pytest.mark.django_db
def test_what_only_looks_like_it_is_understood(client, hctc_officer):
    client.force_login(hctc_officer, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("campaign:indicators"), {"q": "%00"}).status_code == 200
