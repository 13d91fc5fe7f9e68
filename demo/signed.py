"""A digitally signed PDF for the demonstration: the signer is invented, the certificate made on the spot."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from io import BytesIO

from asn1crypto import keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore


def signed(content: bytes, name: str, organisation: str, at: datetime, field: str = "ChuKy") -> bytes:
    """The same PDF with a signature in this name, at this moment by the signer's clock."""
    writer = IncrementalPdfFileWriter(BytesIO(content), strict=False)
    signer = _Dated(PdfSignatureMetadata(field_name=field, md_algorithm="sha256"), _signer(name, organisation, at))
    signer.at = at
    # pyHanko runs an event loop of its own, which a thread that already has one refuses.
    with ThreadPoolExecutor(1) as own_thread:
        return own_thread.submit(signer.sign_pdf, writer).result().getvalue()


class _Dated(PdfSigner):
    """Signs at a moment that is given, not now."""

    at: datetime

    def init_signing_session(self, *args, **kwargs):
        session = super().init_signing_session(*args, **kwargs)
        session.system_time = self.at
        return session


def _signer(name: str, organisation: str, at: datetime) -> SimpleSigner:
    """A certificate that certifies itself, in force for three years around `at`."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )
    usage = dict.fromkeys(
        ["key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign", "encipher_only",
         "decipher_only"], False,
    )  # fmt: skip
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(days=365))
        .not_valid_after(at + timedelta(days=730))
        .add_extension(x509.KeyUsage(digital_signature=True, content_commitment=True, **usage), critical=True)
        .sign(key, hashes.SHA256())
    )
    return SimpleSigner(
        signing_cert=asn1.Certificate.load(certificate.public_bytes(Encoding.DER)),
        signing_key=keys.PrivateKeyInfo.load(key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())),
        cert_registry=SimpleCertificateStore(),
    )
