"""Append to the audit trail, in the same transaction as the change it describes."""

import hashlib
import hmac
import json
from contextvars import ContextVar
from datetime import UTC, datetime

from django.conf import settings
from django.db import transaction

from departments.models import AuditChain, AuditEvent

#: Set by the request middleware; empty in commands and jobs.
request_id: ContextVar[str] = ContextVar("request_id", default="")

CHAIN = 1
CHAINED = (
    "sequence", "action", "target_type", "target_id", "target_label", "actor", "actor_name", "on_behalf_of",
    "before", "after", "note", "data", "request_id", "previous_digest",
)  # fmt: skip


def digest_of(event: AuditEvent) -> str:
    """HMAC-SHA256 over the canonical event, its time in UTC and the digest before it."""
    facts = {name: getattr(event, name) for name in CHAINED}
    facts["at"] = event.at.astimezone(UTC).isoformat()
    text = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def record(
    action: str, *, target, by, at: datetime, label: str = "", before: str = "", after: str = "", note: str = "",
    data: dict | None = None, on_behalf_of: str = "",
) -> AuditEvent:  # fmt: skip
    """Append one event about `target`. `by` is an account, or None for the program itself."""
    with transaction.atomic():
        AuditChain.objects.get_or_create(pk=CHAIN)
        chain = AuditChain.objects.select_for_update().get(pk=CHAIN)
        event = AuditEvent(
            sequence=chain.sequence + 1,
            at=at,
            action=action,
            label=str(label)[:120],
            target_type=target._meta.label_lower,
            target_id=str(target.pk),
            target_label=str(target)[:300],
            actor=by.username if by else "",
            actor_name=by.display_name if by else "",
            on_behalf_of=on_behalf_of,
            before=str(before),
            after=str(after),
            note=note,
            data=data or {},
            request_id=request_id.get(),
            previous_digest=chain.head,
        )
        event.digest = digest_of(event)
        event.save()
        chain.sequence, chain.head = event.sequence, event.digest
        chain.save(update_fields=["sequence", "head"])
    return event


def verify() -> int | None:
    """The sequence number at which the chain first breaks, or None when it is whole."""
    previous, expected = "", 1
    for event in AuditEvent.objects.order_by("sequence").iterator():
        if event.sequence != expected or event.previous_digest != previous or digest_of(event) != event.digest:
            return expected
        previous, expected = event.digest, expected + 1
    chain = AuditChain.objects.filter(pk=CHAIN).first()
    return None if chain is None or (chain.sequence, chain.head) == (expected - 1, previous) else expected
