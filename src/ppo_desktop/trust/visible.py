"""The visible signature of a PDF without payload, by a certificate from outside (PAdES B-B, RSA or ECDSA).

No revision of ours is certified by it, so that somebody else may sign after it.
"""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils.content import ImportedPdfPage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from ppo_desktop.core.clock import WIB
from ppo_desktop.trust.pkcs12 import Certified
from ppo_desktop.trust.signature import TimedSigner
from ppo_desktop.trust.silence import silence_pyhanko

FIELD = "Tanda tangan"


def sign_visibly(
    pdf: bytes,
    certified: Certified,
    stamp: bytes,
    signed_at: datetime,
    reason: str,
    corner: tuple[int, int],
    size: tuple[int, int],
) -> bytes:
    """``pdf`` with one visible signature on its last page, by a certificate from outside.

    Args:
        stamp: a PDF of one page, with embedded fonts: what the signature shows.
        corner: its lower left corner on the page, in points from the page's own.
        size: of the stamp, in points.
    """
    silence_pyhanko()
    registry = SimpleCertificateStore()
    registry.register_multiple(asn1_x509.Certificate.load(der) for der in certified.chain)
    signer = signers.SimpleSigner(
        signing_cert=asn1_x509.Certificate.load(certified.certificate_der),
        signing_key=asn1_keys.PrivateKeyInfo.load(certified.key_der),
        cert_registry=registry,
    )
    metadata = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        reason=reason or None,
    )
    box = (corner[0], corner[1], corner[0] + size[0], corner[1] + size[1])
    pdf_signer = TimedSigner(
        metadata,
        signer,
        signed_at.astimezone(WIB).replace(microsecond=0),
        fields.SigFieldSpec(FIELD, on_page=-1, box=box),
        StaticStampStyle(border_width=0, background=_StampPage(stamp), background_opacity=1.0),
    )
    output = BytesIO()
    pdf_signer.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), output=output)
    return output.getvalue()


class _StampPage(ImportedPdfPage):
    """A page from memory; the library's own wants a path."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__("", 0)  # type: ignore[no-untyped-call]  # of the library
        self._pdf = pdf

    def render(self) -> bytes:
        stamp = self._ensure_writer.import_page_as_xobject(PdfFileReader(BytesIO(self._pdf)))
        self.resources.xobject["/Stamp"] = stamp
        _left, _low, right, high = stamp.get_object()["/BBox"]
        self.box = BoxConstraints(width=right, height=high)
        return b"/Stamp Do"
