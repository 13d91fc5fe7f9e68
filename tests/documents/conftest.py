from datetime import date

import pytest

from reports.documents.content import OfficialDocument
from reports.documents.pdf import Rendered, render_pdf
from tests.documents.sample import sample


@pytest.fixture(scope="session")
def document() -> OfficialDocument:
    """Signed, numbered and dated: day and month below 10."""
    return sample(number="5", on=date(2026, 2, 5))


@pytest.fixture(scope="session")
def rendered(document: OfficialDocument) -> Rendered:
    return render_pdf(document)


@pytest.fixture(scope="session")
def pdf(rendered: Rendered) -> bytes:
    return rendered.pdf


@pytest.fixture(scope="session")
def unnumbered() -> bytes:
    return render_pdf(sample()).pdf
