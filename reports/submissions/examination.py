"""Files are examined in the background, once for each content, in a child that can be killed."""

from datetime import datetime
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings
from django.db import transaction

from departments import jobs
from departments.models import Job
from reports.documents import jail
from reports.submissions import storage
from reports.submissions.examiner import Outcome, examine
from reports.submissions.models import Examination, StoredFile
from reports.submissions.pictures import NEAR, distance

EXAMINE_JOB = "submissions.examine"
LIMITS = jail.Limits(memory=700_000_000, cpu=20, wall=25)
#: Asked for at one time by the sweep, so that what people wait for is not kept waiting.
AT_ONCE = 15


def ask(stored: StoredFile, by=None) -> Job | None:
    """Have this content examined, unless it has been. Inside the transaction of the caller."""
    if Examination.objects.filter(file=stored).exists():
        return None
    return jobs.enqueue(EXAMINE_JOB, f"{EXAMINE_JOB}:{stored.sha256}", {"file": stored.pk}, by)


def ask_for_waiting() -> int:
    """Files attached before there was an examination, or whose job was lost; how many were asked for."""
    waiting = list(StoredFile.objects.unexamined()[:AT_ONCE])
    for stored in waiting:
        with transaction.atomic():
            ask(stored)
    return len(waiting)


def facts_of(stored: StoredFile, *, last_try: bool = True) -> dict:
    """Examine the bytes in a child. One that had to be killed is tried again, if this is not the `last_try`."""
    try:
        content = storage.read(stored)
    except FileNotFoundError:
        return {"outcome": Outcome.LOST}
    roots = trusted_roots(settings.EVIDENCE_TRUST_ROOTS)
    try:
        return jail.run(lambda: (examine(content, stored.media_type, roots), b""), LIMITS)[0]
    except jail.RenderingFailed:
        if not last_try:
            raise
        return {"outcome": Outcome.TOO_MUCH}


def record(stored: StoredFile, facts: dict, at: datetime) -> Examination:
    """Keep the facts; those that are kept already stay."""
    known = {"examined_at": at, "looks_like": _alike(stored, facts.get("picture", ""))} | facts
    return Examination.objects.get_or_create(file=stored, defaults=known)[0]


def _alike(stored: StoredFile, picture: str) -> StoredFile | None:
    """The first file with nearly this picture; the file itself where it is the first."""
    if not picture:
        return None
    rows = Examination.objects.pictures().exclude(file=stored).select_related("looks_like")
    near = next((row for row in rows.iterator() if distance(row.picture, picture) <= NEAR), None)
    return (near.looks_like if near else None) or stored


@cache
def trusted_roots(folder: str) -> list[bytes]:
    """Certificates (.pem, .crt, .cer) the operator trusts, in DER; none where there is no folder."""
    if not folder:
        return []
    found = []
    for path in sorted(Path(folder).iterdir()):
        if path.suffix.lower() in {".pem", ".crt", ".cer"}:
            found += [certificate.public_bytes(Encoding.DER) for certificate in _certificates(path.read_bytes())]
    return found


def _certificates(content: bytes) -> list[x509.Certificate]:
    if b"-----BEGIN" in content:
        return x509.load_pem_x509_certificates(content)
    return [x509.load_der_x509_certificate(content)]
