"""What every journey through the browser starts from."""

import pytest
from django.core.management import call_command

from demo.establishment import establish


@pytest.fixture
def founded(live_server, settings):
    """The real plan and the people of the demonstration; nothing has happened yet."""
    settings.SITE_URL = live_server.url
    call_command("load_plan", verbosity=0)
    establish()
    return live_server.url
