"""The way in to a round and a registration: what a person may not see is not there."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from departments.todo import Tone
from reports.targets.models import TargetRegistration, TargetRound

State = TargetRegistration.State

TONES = {
    State.DRAFTING: Tone.WARN,
    State.AWAITING_HEAD: Tone.WARN,
    State.SUBMITTED: Tone.RUN,
    State.RETURNED: Tone.BAD,
    State.ACCEPTED: Tone.OK,
}


def round_for(request, year: int) -> TargetRound:
    return get_object_or_404(TargetRound.objects.visible_to(request.user).for_year(year))


def registration_for(request, pk: int) -> TargetRegistration:
    """A registration this person may see."""
    return get_object_or_404(TargetRegistration.objects.visible_to(request.user).for_listing(), pk=pk)


def own_registration(request, pk: int) -> TargetRegistration:
    """A registration of the person's own unit, with what has not been sent yet."""
    found = registration_for(request, pk)
    if found.department_id not in request.user.department_ids:
        raise Http404
    return found
