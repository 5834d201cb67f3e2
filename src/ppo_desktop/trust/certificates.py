"""Judging office certificates without internet, on a PC whose clock may be wrong; the door to making them too.

The decision is pyhanko-certvalidator's path validation (RFC 5280) over **our** roots only, nothing fetched, a fresh
revocation list required. Around it stand two rules of ours:

* **Newest list.** Of the lists at hand only those count that the root itself signed, and of them the highest number.
* **Floor clock.** The moment of judgement is the PC's clock, but never earlier than the newest date the *root* signed
  (its own ``notBefore``, its list's ``thisUpdate``, the certificate's ``notBefore``). So an empty clock battery
  neither refuses the world nor revives a revoked key; and since no office's claim moves the floor, one wrong year
  2099 on a village PC does no harm. A clock that is ahead of certificate or list is refused with its date.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import ExtensionOID
from msgspec import Struct

from ppo_desktop.core.clock import WIB
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import _
from ppo_desktop.trust.issuing import RootKey, issue, new_crl, new_root
from ppo_desktop.trust.keys import as_p256
from ppo_desktop.trust.naming import MALFORMED, OfficeKey, RootInfo, Use, demand_authority, office_key_of, root_of
from ppo_desktop.trust.requesting import Request, new_request, read_request

if TYPE_CHECKING:
    from pyhanko_certvalidator import ValidationContext

__all__ = [
    "OfficeKey",
    "Request",
    "RootInfo",
    "RootKey",
    "Trust",
    "Use",
    "check_office_certificate",
    "crl_number",
    "first_day",
    "first_moment",
    "is_revoked",
    "issue",
    "issuer_of",
    "last_day",
    "new_crl",
    "new_request",
    "new_root",
    "newest_crls",
    "office_key_of",
    "read_request",
    "revoked_count",
    "root_of",
    "this_update",
    "validation_context",
]

TOLERANCE = timedelta(days=1)


class Trust(Struct, frozen=True):
    """What this office believes in: confirmed roots and the lists it has seen (all DER), and the PC's clock."""

    roots: tuple[bytes, ...]
    crls: tuple[bytes, ...]
    now: datetime
    pardons: str = ""
    """Code of the one office whose certificates are judged without the lists: what it signed while they stood."""
    forgives_age: bool = False
    """Whether a list that is too old counts as on its last day: for what is read to find the newer one in it, and for
    our own files, which others judge by theirs."""

    @property
    def moment(self) -> datetime:
        """The floor clock: ``now``, or the newest date signed by a root where the PC's clock is behind it."""
        starts = (x509.load_der_x509_certificate(r).not_valid_before_utc for r in self.roots)
        lists = (this_update(c) for c in newest_crls(self.roots, self.crls))
        return max([self.now.astimezone(UTC), *starts, *lists])


def newest_crls(roots: Sequence[bytes], crls: Sequence[bytes]) -> tuple[bytes, ...]:
    """Per root the list with the highest number that this root really signed; forged and odd ones are left out.

    Of two lists with one number (a root restored from an old backup) the one that revokes more counts.
    """
    return tuple(newest for root in roots if (newest := _newest(root, crls)))


def crl_number(crl_der: bytes) -> int:
    """The number of a well-formed list."""
    crl = x509.load_der_x509_crl(crl_der)
    return crl.extensions.get_extension_for_class(x509.CRLNumber).value.crl_number


def revoked_count(crl_der: bytes) -> int:
    """How many certificates a list names."""
    return len(x509.load_der_x509_crl(crl_der))


def this_update(crl_der: bytes) -> datetime:
    """When the root says it made the list."""
    return x509.load_der_x509_crl(crl_der).last_update_utc


def last_day(cert_der: bytes) -> date:
    """The last calendar day, in West Kalimantan, on which a certificate is valid."""
    return x509.load_der_x509_certificate(cert_der).not_valid_after_utc.astimezone(WIB).date()


def first_day(cert_der: bytes) -> date:
    """The calendar day, in West Kalimantan, on which a certificate was issued: one after its first."""
    return (first_moment(cert_der) + timedelta(days=1)).astimezone(WIB).date()


def first_moment(cert_der: bytes) -> datetime:
    """Since when a certificate is valid: the day before it was issued."""
    return x509.load_der_x509_certificate(cert_der).not_valid_before_utc


def check_office_certificate(cert_der: bytes, trust: Trust) -> OfficeKey:
    """The office key a certificate vouches for, after full validation against ``trust``.

    Raises ``Refused``: ``wrong-usage`` (not an office certificate), ``training`` (a practice office's where ours is
    none, or the other way round), ``unknown-key`` (no root of ours signed it),
    ``wrong-office`` (outside the root's region), ``revoked``, ``expired``, ``not-yet-valid``, ``crl-missing``,
    ``crl-stale``.
    """
    office_key = office_key_of(cert_der)
    try:
        root_der = issuer_of(cert_der, trust)
    except Refused:
        _demand_same_world(office_key, trust)
        raise
    demand_authority(root_of(root_der), office_key)
    context = validation_context(cert_der, trust)
    _validate(cert_der, context, trust, root_der)
    return office_key


def is_revoked(cert_der: bytes, trust: Trust) -> bool:
    """Whether the newest list of the root that signed the certificate names it; ``False`` where that is none of ours.

    Says nothing of dates, so it may be asked about keys to seal to, whatever the PC's clock shows.
    """
    try:
        lists = newest_crls([issuer_of(cert_der, trust)], trust.crls)
    except (Refused, *MALFORMED):
        return False
    return bool(lists) and _is_listed(x509.load_der_x509_certificate(cert_der), lists[0])


def _demand_same_world(office_key: OfficeKey, trust: Trust) -> None:
    """Practice and real work have roots of their own: say that, rather than that the key is unknown."""
    if trust.roots and all(root_of(root).training != office_key.training for root in trust.roots):
        raise Refused(
            "training",
            _("Berkas ini dari kantor LATIHAN.") if office_key.training else _("Berkas ini bukan berkas latihan."),
            _("Berkas latihan dan berkas dinas tidak boleh tercampur."),
        )


def issuer_of(cert_der: bytes, trust: Trust) -> bytes:
    """The one of our roots that signed the certificate; raises ``Refused('unknown-key')`` when none did."""
    for root_der in trust.roots:
        if _is_issued_by(cert_der, root_der):
            return root_der
    raise Refused(
        "unknown-key",
        _("Kunci tanda tangan berkas ini tidak dikenal kantor ini."),
        _("Cocokkan kunci lebih dahulu dengan kantor pengirim, atau minta daftar kunci terbaru dari kantor di atas."),
    )


@lru_cache(maxsize=1024)
def _is_issued_by(cert_der: bytes, root_der: bytes) -> bool:
    """Each carrier asks this of the same few several times."""
    certificate = x509.load_der_x509_certificate(cert_der)
    try:
        certificate.verify_directly_issued_by(x509.load_der_x509_certificate(root_der))
    except MALFORMED:
        return False
    return True


def validation_context(cert_der: bytes, trust: Trust) -> ValidationContext:
    """pyHanko's context for one certificate: the one root that signed it, its newest list, the floor clock."""
    from pyhanko_certvalidator import ValidationContext

    root_der = issuer_of(cert_der, trust)
    is_pardoned = _is_pardoned(cert_der, trust)
    return ValidationContext(
        trust_roots=[_parsed_root(root_der)],
        crls=[] if is_pardoned else [_parsed_list(der) for der in newest_crls([root_der], trust.crls)],
        allow_fetching=False,
        revocation_mode="soft-fail" if is_pardoned else "require",
        moment=moment_for(cert_der, trust),
        time_tolerance=TOLERANCE,
    )


def _is_pardoned(cert_der: bytes, trust: Trust) -> bool:
    return bool(trust.pardons) and office_key_of(cert_der).code == trust.pardons


def moment_for(cert_der: bytes, trust: Trust) -> datetime:
    """The floor clock for a certificate one of our roots signed: also never before that certificate's start."""
    moment, certificate = trust.moment, x509.load_der_x509_certificate(cert_der)
    if trust.forgives_age and moment <= certificate.not_valid_after_utc:
        lists = newest_crls([issuer_of(cert_der, trust)], trust.crls)
        moment = min([moment, *(_end_of(crl) for crl in lists)])
    return max(moment, certificate.not_valid_before_utc)


def _end_of(crl_der: bytes) -> datetime:
    crl = x509.load_der_x509_crl(crl_der)
    return crl.next_update_utc or crl.last_update_utc


def _newest(root_der: bytes, crls: Sequence[bytes]) -> bytes | None:
    ranked = [(rank, der) for der in crls if (rank := _rank(root_der, der))]
    return max(ranked)[1] if ranked else None


@lru_cache(maxsize=32)
def _rank(root_der: bytes, crl_der: bytes) -> tuple[int, int, datetime] | None:
    """What decides between the lists of a root; ``None`` for one that it did not sign, or that is odd."""
    root = x509.load_der_x509_certificate(root_der)
    try:
        crl = x509.load_der_x509_crl(crl_der)
        genuine = (
            crl.issuer == root.subject
            and isinstance(crl.signature_hash_algorithm, hashes.SHA256)
            and crl.is_signature_valid(as_p256(root.public_key()))
            and {e.oid for e in crl.extensions} == {ExtensionOID.CRL_NUMBER, ExtensionOID.AUTHORITY_KEY_IDENTIFIER}
        )
        return (crl_number(crl_der), len(crl), crl.last_update_utc) if genuine else None
    except MALFORMED:
        return None


def _validate(cert_der: bytes, context: ValidationContext, trust: Trust, root_der: bytes) -> None:
    from pyhanko_certvalidator import CertificateValidator, errors

    crls = newest_crls([root_der], trust.crls)
    if not crls:
        raise Refused(
            "crl-missing",
            _("Daftar pencabutan kunci belum ada di kantor ini."),
            _("Minta tanda terima terbaru dari kantor di atas."),
        )
    certificate = x509.load_der_x509_certificate(cert_der)
    if _is_listed(certificate, crls[0]) and not _is_pardoned(cert_der, trust):
        raise _revoked()  # whatever the clock says, and before any remark about clock or list
    validator: Any = CertificateValidator(_asn1(cert_der), validation_context=context)
    try:
        asyncio.run(validator.async_validate_usage({"digital_signature", "non_repudiation"}))
    except errors.RevokedError as error:
        raise _revoked() from error
    except errors.ExpiredError as error:
        end = certificate.not_valid_after_utc
        raise Refused("expired", _ahead(trust, context.moment, end, _("kunci pengirim")), _clock_advice()) from error
    except errors.NotYetValidError as error:
        raise Refused(
            "not-yet-valid",
            _("Kunci pengirim belum berlaku pada {date}.").format(date=_day(context.moment)),
            _("Periksa jam komputer."),
        ) from error
    except errors.StaleRevinfoError as error:
        raise Refused(
            "crl-stale",
            _ahead(trust, context.moment, _end_of(crls[0]), _("daftar pencabutan kunci")),
            _(
                "Bila tanggal itu keliru, betulkan jam komputer; bila benar, minta tanda terima terbaru dari kantor di "
                "atas. Kantor teratas memperbarui daftarnya sendiri: Kunci kantor, “Perbarui daftar pencabutan”."
            ),
        ) from error
    except errors.InsufficientRevinfoError as error:
        raise Refused(
            "crl-missing",
            _("Daftar pencabutan kunci yang berlaku belum ada di kantor ini."),
            _("Minta tanda terima terbaru dari kantor di atas."),
        ) from error
    except errors.InvalidCertificateError as error:
        raise Refused(
            "wrong-usage",
            _("Sertifikat ini bukan untuk menandatangani."),
            _("Minta kantor pengirim membuat berkas baru dengan aplikasi PPO."),
        ) from error
    except (errors.ValidationError, errors.PathError) as error:
        raise Refused(
            "unknown-key",
            _("Kunci tanda tangan berkas ini tidak dapat dipastikan."),
            _("Cocokkan kunci lebih dahulu dengan kantor pengirim."),
        ) from error


def _is_listed(certificate: x509.Certificate, crl_der: bytes) -> bool:
    crl = x509.load_der_x509_crl(crl_der)
    return crl.get_revoked_certificate_by_serial_number(certificate.serial_number) is not None


def _revoked() -> Refused:
    return Refused(
        "revoked",
        _("Kunci kantor pengirim sudah dicabut."),
        _("Minta kantor pengirim mengirim ulang dengan kunci yang baru; bila belum punya, meminta kunci lagi dahulu."),
    )


def _ahead(trust: Trust, moment: datetime, end: datetime, what: str) -> str:
    if trust.now <= end:  # the PC's clock is behind: what the root signed later than that is what tells
        return _(
            "Jam komputer menunjukkan {now}, padahal menurut daftar kunci sekarang paling awal {moment}; "
            "{what} hanya berlaku sampai {end}."
        ).format(now=_day(trust.now), moment=_day(moment), what=what, end=_day(end))
    return _("Jam komputer menunjukkan {now}, sedangkan {what} hanya berlaku sampai {end}.").format(
        now=_day(trust.now), what=what, end=_day(end)
    )


def _clock_advice() -> str:
    return _(
        "Bila tanggal itu keliru, betulkan jam komputer; "
        "bila benar, kantor pengirim meminta kunci baru dari kantor di atasnya."
    )


def _day(moment: datetime) -> str:
    return long_date(moment.astimezone(WIB).date())


def _asn1(cert_der: bytes) -> Any:
    from asn1crypto import x509 as asn1

    return asn1.Certificate.load(cert_der)


# What is confirmed here is asked about for each file: parsed once it also keeps its names prepared for comparing.
_parsed_root = lru_cache(maxsize=8)(_asn1)


@lru_cache(maxsize=8)
def _parsed_list(crl_der: bytes) -> Any:
    from asn1crypto import crl

    return crl.CertificateList.load(crl_der)
