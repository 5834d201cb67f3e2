"""Papers that are none of ours: PDFs signed by made-up people, whom a made-up authority certified."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

import pikepdf
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
    pkcs12,
)
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.generic import StreamObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore
from reportlab.pdfgen.canvas import Canvas

from ppo_desktop.trust.signature import TimedSigner

FROM, UNTIL = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
SIGNED_AT = datetime(2026, 11, 20, 3, tzinfo=UTC)


@dataclass(frozen=True)
class Person:
    """A key with its certificate, and the authority's."""

    key: bytes
    certificate: bytes
    authority: bytes


@cache
def person(name: str = "Abdul Hamid", authority: str = "Penerbit Contoh", until: datetime = UNTIL) -> Person:
    """Somebody whom an authority of that name certified; the same one each time."""
    own, above = (ec.generate_private_key(ec.SECP256R1()) for _which in "ab")
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, authority)])
    holder = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = []
    for subject, key, is_authority in ((holder, own, False), (issuer, above, True)):
        builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
        builder = builder.serial_number(7 + is_authority).not_valid_before(FROM)
        builder = builder.not_valid_after(UNTIL if is_authority else until)
        builder = builder.add_extension(x509.BasicConstraints(is_authority, None), critical=True)
        usage = (not is_authority, not is_authority, False, False, False, is_authority, is_authority, False, False)
        builder = builder.add_extension(x509.KeyUsage(*usage), critical=True)
        made.append(builder.sign(above, hashes.SHA256()).public_bytes(Encoding.DER))
    key_der = own.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return Person(key_der, made[0], made[1])


def p12(by: Person, password: str) -> bytes:
    """What an authority hands to an official: key and certificates under a password."""
    certificates = [x509.load_der_x509_certificate(der) for der in (by.certificate, by.authority)]
    key = load_der_private_key(by.key, None)
    return pkcs12.serialize_key_and_certificates(
        b"kades", key, certificates[0], certificates[1:], BestAvailableEncryption(password.encode())
    )


@cache
def letter(text: str = "Surat keterangan") -> bytes:
    """A page without any signature."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.drawString(100, 700, text)
    canvas.save()
    return out.getvalue()


def signed(pdf: bytes, by: Person, field: str = "Tanda") -> bytes:
    """``pdf`` with a further signature, as any program may put it there."""
    signer = signers.SimpleSigner(
        signing_cert=asn1_x509.Certificate.load(by.certificate),
        signing_key=asn1_keys.PrivateKeyInfo.load(by.key),
        cert_registry=SimpleCertificateStore(),
    )
    metadata = signers.PdfSignatureMetadata(
        field_name=field, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES
    )
    out = io.BytesIO()
    place = fields.SigFieldSpec(field, on_page=0)
    TimedSigner(metadata, signer, SIGNED_AT, place).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), output=out)
    return out.getvalue()


def added_to(pdf: bytes) -> bytes:
    """``pdf`` with something drawn over its first page in a further revision."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    over = writer.add_object(StreamObject(stream_data=b"BT /F1 40 Tf 100 500 Td (100 orang) Tj ET"))
    writer.add_stream_to_page(0, over)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def locked(pdf: bytes) -> bytes:
    """``pdf`` under a password."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.save(out, encryption=pikepdf.Encryption(owner="sandi", user="sandi"))
    return out.getvalue()
