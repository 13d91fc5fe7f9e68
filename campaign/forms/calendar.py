"""Forms on the calendar of working days."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from campaign.forms.catalogue import RowForm
from campaign.forms.fields import house_field
from campaign.models import CalendarDay


class CalendarDayForm(RowForm):
    """A day of the calendar; its date is what it is known by, and stays."""

    class Meta:
        model = CalendarDay
        fields = ["kind", "name", "source", "is_verified"]
        formfield_callback = house_field


class NewCalendarDayForm(CalendarDayForm):
    class Meta(CalendarDayForm.Meta):
        fields = ["day", *CalendarDayForm.Meta.fields]

    def clean_day(self):
        day = self.cleaned_data["day"]
        if CalendarDay.objects.in_use().between(day, day).exists():
            raise ValidationError(_("This day stands in the calendar already. Please edit it there."))
        return day

    def validate_unique(self):
        """A day that was taken out may be entered again: its row is used once more."""
