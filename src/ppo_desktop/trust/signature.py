"""Signing a PDF: PAdES B-B, ECDSA P-256 with SHA-256, certifying "no changes allowed", over the whole file.

ETSI EN 319 142-1 (PAdES), ISO 32000-1 12.8 (signatures, DocMDP). Two things are stricter than the standards, so that
nobody can make a second, different file out of a signed one: the signature value has the smaller of its two possible
``s`` (ECDSA accepts both), and the hex string that holds it is upper-case. ``preflight`` demands both.
"""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from ppo_desktop.core.clock import WIB
from ppo_desktop.trust.silence import silence_pyhanko

FIELD = "PPO"
"""Name of the one signature field; it has no appearance: the page itself says who signed."""
_BESIDE_CERTIFICATE = 1500
"""Bytes of a signature besides its certificate, and twice that: names of algorithms and issuer, digests, the value."""
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def sign_pdf(
    pdf: bytes, key_der: bytes, certificate_der: bytes, signed_at: datetime, reason: str, location: str
) -> bytes:
    """``pdf`` with one signature appended as an incremental update; the bytes of ``pdf`` stay the beginning.

    ``signed_at`` is the claimed time (zone-aware); ``reason`` and ``location`` are shown by PDF readers. ``pdf`` must
    hold its attachments already and no signature. Not to be called where an asyncio loop runs. ``ValueError`` for a
    PDF or key that cannot be used: both are our own.
    """
    silence_pyhanko()
    signer = _LowSigner(
        signing_cert=asn1_x509.Certificate.load(certificate_der),
        signing_key=asn1_keys.PrivateKeyInfo.load(key_der),
        cert_registry=SimpleCertificateStore(),
        embed_roots=False,
    )
    metadata = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        reason=reason or None,
        location=location or None,
    )
    pdf_signer = TimedSigner(
        metadata, signer, signed_at.astimezone(WIB).replace(microsecond=0), fields.SigFieldSpec(FIELD, on_page=0)
    )
    output = BytesIO()
    # Foretold, or the library would sign once more only to see how long that becomes. Two digits for a byte.
    reserved = 2 * (len(certificate_der) + _BESIDE_CERTIFICATE)
    pdf_signer.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), output=output, bytes_reserved=reserved)
    return _with_upper_case_contents(output.getvalue())


def low_s(signature: bytes) -> bytes:
    """The DER ECDSA signature with the smaller ``s``: (r, s) and (r, n - s) verify alike."""
    r, s = decode_dss_signature(signature)
    return encode_dss_signature(r, min(s, P256_ORDER - s))


class _LowSigner(signers.SimpleSigner):
    """Signs with the smaller ``s``."""

    def sign_raw(self, data: bytes, digest_algorithm: str) -> bytes:
        return low_s(super().sign_raw(data, digest_algorithm))


class TimedSigner(signers.PdfSigner):
    """Takes the signing time from the caller: the library would ask the PC's clock."""

    def __init__(self, metadata: Any, signer: Any, moment: datetime, field: Any, look: Any = None) -> None:
        super().__init__(metadata, signer, new_field_spec=field, stamp_style=look)
        self._moment = moment

    def init_signing_session(self, pdf_out: Any, existing_fields_only: bool = False) -> Any:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self._moment
        return session


def _with_upper_case_contents(pdf: bytes) -> bytes:
    start = pdf.rindex(b"/Contents <") + len(b"/Contents ")
    end = pdf.index(b">", start)
    return pdf[:start] + pdf[start:end].upper() + pdf[end:]
