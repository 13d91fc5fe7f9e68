"""The small form by which a unit asks for more time."""

from datetime import date

from django.urls import reverse

from reports.extensions.models import Extension
from tests import factories as make


def test_a_head_asks_for_the_own_unit_by_what_the_page_offers(office, signed_in):
    period = make.period()
    head = make.head(make.unit())
    client, address = signed_in(head), reverse("extensions:ask", args=[period.pk])
    offered = client.get(address).context["form"]
    sent = {name: offered[name].value() for name in offered.fields} | {"reason": "Đơn vị bận phục vụ kỳ họp."}
    sent["department"] = getattr(sent["department"], "pk", sent["department"])
    assert client.post(address, {**sent, "wished_until": "03/12/2026"}).status_code == 302
    assert Extension.objects.get().department == make.unit()
    assert Extension.objects.get().wished_until == date(2026, 12, 3)
