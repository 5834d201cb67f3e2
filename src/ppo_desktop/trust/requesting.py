"""Requests for a certificate (PKCS#10, RFC 2986): whoever asks proves that they hold the key."""

from __future__ import annotations

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509.oid import ExtensionOID
from msgspec import Struct

from ppo_desktop.core.errors import Refused
from ppo_desktop.core.text import _
from ppo_desktop.trust.keys import as_p256, load_key, public_bytes
from ppo_desktop.trust.naming import (
    MALFORMED,
    OfficeKey,
    alternative_names,
    demand_sound,
    enclosed,
    office_name,
    office_uris,
    parse_office,
    uris_in,
)


class Request(Struct, frozen=True):
    """An office's wish for a certificate: proven to hold the key, not yet believed to be the office."""

    office_key: OfficeKey
    public_der: bytes


def new_request(key_der: bytes, office_key: OfficeKey) -> bytes:
    """A PKCS#10 request (DER) by the holder of ``key_der`` for a certificate that says ``office_key``."""
    demand_sound(office_key)
    return (
        x509.CertificateSigningRequestBuilder()
        .subject_name(office_name(office_key))
        .add_extension(alternative_names(office_uris(office_key)), critical=False)
        .sign(load_key(key_der), hashes.SHA256())
        .public_bytes(serialization.Encoding.DER)
    )


def read_request(csr_der: bytes) -> Request:
    """The request in ``csr_der`` after checking that its author holds the key; raises ``Refused('bad-request')``.

    Only the alternative names count: the subject is written anew by the root, other extensions are refused.
    """
    try:
        request = x509.load_der_x509_csr(csr_der)
        sound = (
            request.is_signature_valid
            and isinstance(request.signature_hash_algorithm, hashes.SHA256)
            and [e.oid for e in request.extensions] == [ExtensionOID.SUBJECT_ALTERNATIVE_NAME]
            and enclosed(request.tbs_certrequest_bytes, request.signature) == csr_der
        )
        if not sound:
            raise ValueError("malformed request")
        public = public_bytes(as_p256(request.public_key()))
        office_key = parse_office(uris_in(request.extensions))
    except MALFORMED as error:
        raise Refused(
            "bad-request",
            _("Permintaan kunci ini rusak atau bukan buatan aplikasi PPO."),
            _("Minta kantor itu membuat berkas permintaan baru."),
        ) from error
    return Request(office_key, public)
