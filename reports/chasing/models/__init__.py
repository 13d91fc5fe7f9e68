"""Steps of chasing, the log of reminders, escalations to leadership."""

from reports.chasing.models.escalations import Escalation
from reports.chasing.models.reminders import Reminder
from reports.chasing.models.steps import ReminderStep

__all__ = ["Escalation", "Reminder", "ReminderStep"]
