"""Units, people, accounts, the audit trail, notices and background jobs."""

from departments.models.accounts import RoleGrant, User
from departments.models.audit import AuditChain, AuditEvent
from departments.models.immutable import Frozen, Immutable, ImmutableQuerySet
from departments.models.jobs import Job, JobState, WorkerHeartbeat
from departments.models.lifecycle import LifeCycle
from departments.models.notices import Notice
from departments.models.people import Appointment, Delegation, Position, StaffMember
from departments.models.units import Department

__all__ = [
    "Appointment",
    "AuditChain",
    "AuditEvent",
    "Delegation",
    "Department",
    "Frozen",
    "Immutable",
    "ImmutableQuerySet",
    "Job",
    "JobState",
    "LifeCycle",
    "Notice",
    "Position",
    "RoleGrant",
    "StaffMember",
    "User",
    "WorkerHeartbeat",
]
