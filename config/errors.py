"""The page for a fault of ours: it names the incident, so that its lines are found in the log."""

from django.http import HttpRequest, HttpResponseServerError
from django.template import loader
from django.views.decorators.csrf import requires_csrf_token


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponseServerError:
    """Rendered without the request: whatever broke there must not break here."""
    return HttpResponseServerError(loader.get_template("500.html").render({"incident": getattr(request, "id", "")}))
