"""How a registered target reads, wherever it is shown."""

from decimal import Decimal

import pytest

from campaign import wording
from campaign.models import Indicator, Target

COUNT = Indicator(code="A2", unit="cuộc", nature="flow")
RATIO = Indicator(code="A9", unit="%", nature="ratio")


@pytest.mark.parametrize(
    ("definition", "fields", "text"),
    [
        (COUNT, {"value": Decimal("1234.5000")}, "1.234,5"),
        (RATIO, {"value": Decimal("97.25")}, "97,25%"),
        (RATIO, {"numerator": Decimal(18), "denominator": Decimal(20)}, "90%"),
        (RATIO, {"numerator": Decimal(1), "denominator": Decimal(3)}, "33,3%"),
        (COUNT, {"value": Decimal(0)}, "0"),
        (COUNT, {}, ""),
    ],
)
def test_a_target_reads(definition, fields, text):
    assert wording.target(Target(**fields), definition) == text


def test_no_target_is_nothing():
    assert wording.target(None, COUNT) == ""
