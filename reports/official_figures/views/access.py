"""The way in to a unit's official figures: what a person may not see is not there."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from departments.todo import Tone
from reports.official_figures.models import OfficialUpdate

State = OfficialUpdate.State

TONES = {
    State.DRAFTING: Tone.WARN,
    State.AWAITING_HEAD: Tone.WARN,
    State.SUBMITTED: Tone.RUN,
    State.RETURNED: Tone.BAD,
    State.ACCEPTED: Tone.OK,
}


def update_for(request, pk: int) -> OfficialUpdate:
    """Official figures this person may see."""
    return get_object_or_404(OfficialUpdate.objects.visible_to(request.user).for_listing(), pk=pk)


def own_update(request, pk: int) -> OfficialUpdate:
    """Those of the person's own unit, with what has not been sent yet."""
    found = update_for(request, pk)
    if found.department_id not in request.user.department_ids:
        raise Http404
    return found
