"""Digital signatures in a PDF: whose, when, and whether the document is still what was signed.

Loaded by the bounded child alone, and only where a file carries a signature: it would cost every process 40 MB.
"""

from datetime import datetime
from io import BytesIO

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

#: More are not read: an official paper carries a handful.
MOST = 20
_ANY_USE = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)


def signatures_of(content: bytes, roots: list[bytes]) -> list[dict]:
    """Facts of each signature, as plain data; `roots` are trusted certificates in DER, none: trust is not judged."""
    reader = PdfFileReader(BytesIO(content), strict=False)
    return [_facts(signature, roots) for signature in reader.embedded_regular_signatures[:MOST]]


def _facts(signature, roots: list[bytes]) -> dict:
    """A signature that cannot be judged is said to be one."""
    certificate = signature.signer_cert
    facts = {
        "name": _said(certificate, "common_name"),
        "organisation": _said(certificate, "organization_name"),
        "signed_at": "", "stamped": False, "intact": False, "appended": "", "in_force": None, "trusted": None,
    }  # fmt: skip
    claimed = signature.self_reported_timestamp
    try:
        status = _judged(signature, roots, claimed)
    except Exception as problem:  # whatever a broken signature makes the reader raise, it is a broken signature
        return facts | {"signed_at": claimed.isoformat() if claimed else "", "problem": type(problem).__name__}
    stamp = status.timestamp_validity
    stamped = bool(stamp and stamp.intact and stamp.valid)
    moment = stamp.timestamp if stamp and stamped else claimed
    return facts | {
        "signed_at": moment.isoformat() if moment else "",
        "stamped": stamped,
        "intact": bool(status.intact and status.valid),
        "appended": _appended(status),
        "in_force": _in_force(certificate, moment),
        "trusted": bool(status.trusted) if roots else None,
    }


def _judged(signature, roots: list[bytes], moment: datetime | None) -> PdfSignatureStatus:
    """Nothing is fetched from anywhere: the server may be without a line."""
    trusted = [x509.Certificate.load(root) for root in roots]
    when = {"moment": moment, "best_signature_time": moment} if moment and moment.tzinfo else {}
    context = ValidationContext(trust_roots=trusted, allow_fetching=False, **when)
    stamps = ValidationContext(trust_roots=trusted, allow_fetching=False)
    return validate_pdf_signature(signature, context, stamps, key_usage_settings=_ANY_USE)


def _appended(status: PdfSignatureStatus) -> str:
    """What was added after this signature: nothing, what a signed paper allows (further signatures), or content."""
    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return ""
    level = status.modification_level
    allowed = level is not None and level <= ModificationLevel.FORM_FILLING
    return "allowed" if allowed and status.coverage >= SignatureCoverageLevel.ENTIRE_REVISION else "content"


def _in_force(certificate: x509.Certificate, moment: datetime | None) -> bool | None:
    if moment is None or moment.tzinfo is None:
        return None
    return certificate.not_valid_before <= moment <= certificate.not_valid_after


def _said(certificate: x509.Certificate, field: str) -> str:
    said = certificate.subject.native.get(field, "")
    return str(said[-1] if isinstance(said, list) else said)[:200]
