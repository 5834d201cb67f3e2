"""Sealing for recipient offices: age v1 (X25519) around one gzip member.

``age -d -i key.txt payload.age | gunzip`` opens it by hand. Format: https://age-encryption.org/v1 and RFC 1952.
age says nothing about who sealed it; that is the signature's work.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from ppo_desktop.core.errors import Refused
from ppo_desktop.core.text import _

AGE_HEADER = b"age-encryption.org/v1\n"
_GZIP = 31  # zlib's wbits for one gzip member with the largest window
_SLICE = 1 << 16


def new_sealing_key() -> tuple[str, str]:
    """A fresh key pair: (secret ``AGE-SECRET-KEY-1…``, recipient ``age1…``)."""
    from pyrage import x25519

    identity = x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def is_recipient(text: str) -> bool:
    """Whether ``text`` is an X25519 recipient in its one written form (lower case)."""
    from pyrage import RecipientError, x25519

    try:
        return str(x25519.Recipient.from_str(text)) == text
    except RecipientError:
        return False


def seal(plain: bytes, recipients: Sequence[str]) -> bytes:
    """``plain`` sealed so that each of ``recipients`` (``age1…``) can open it; about 200 + 97 per recipient bytes more.

    Raises ``ValueError`` for no recipient or a malformed one: those come from checked certificates.
    """
    if not recipients or not all(is_recipient(r) for r in recipients):
        raise ValueError("recipients must be age1… and at least one")
    from pyrage import encrypt, x25519

    return bytes(encrypt(plain, [x25519.Recipient.from_str(r) for r in sorted(set(recipients))]))


def unseal(sealed: bytes, secrets: Sequence[str]) -> bytes:
    """The plain bytes of ``sealed``, opened with any of ``secrets`` (older ones still open older files).

    Raises ``Refused('not-for-us')`` when no secret fits and ``Refused('seal-broken')`` when anything was changed or
    cut off. Works in memory on purpose: the streaming call hands out plain bytes before it has seen the end.
    """
    if not sealed.startswith(AGE_HEADER):
        raise _broken()
    from pyrage import DecryptError, decrypt, x25519

    try:
        return bytes(decrypt(sealed, [x25519.Identity.from_str(s) for s in secrets]))
    except DecryptError as error:
        if "No matching keys" in str(error):
            raise Refused(
                "not-for-us",
                _("Isi berkas ini tidak disegel untuk kantor ini."),
                _("Minta pengirim membuat berkas dengan kantor ini sebagai penerima."),
            ) from error
        raise _broken() from error


def compress(plain: bytes) -> bytes:
    """One gzip member without name or time, so equal bytes give equal bytes on the same zlib."""
    packer = zlib.compressobj(6, zlib.DEFLATED, _GZIP)
    return packer.compress(plain) + packer.flush()


def decompress(data: bytes, limit: int) -> bytes:
    """The content of exactly one gzip member, at most ``limit`` bytes; never holds more than one slice beyond that.

    Raises ``Refused`` with ``payload-too-big``, ``payload-broken``, ``payload-truncated`` or ``payload-trailing``.
    """
    unpacker = zlib.decompressobj(_GZIP)
    parts: list[bytes] = []
    size = 0
    rest = data
    try:
        while not unpacker.eof:
            part = unpacker.decompress(rest, _SLICE)
            rest = unpacker.unconsumed_tail
            if not part and not unpacker.eof:
                raise _payload("payload-truncated", _("Isi berkas terpotong."))
            size += len(part)
            if size > limit:
                raise _payload("payload-too-big", _("Isi berkas jauh lebih besar daripada yang wajar."))
            parts.append(part)
    except zlib.error as error:
        raise _payload("payload-broken", _("Isi berkas rusak dan tidak dapat dibuka.")) from error
    if unpacker.unused_data or rest:
        raise _payload("payload-trailing", _("Ada data lain di belakang isi berkas."))
    return b"".join(parts)


def _broken() -> Refused:
    return Refused("seal-broken", _("Segel isi berkas rusak."), _("Salin ulang berkas dari pengirim."))


def _payload(code: str, message: str) -> Refused:
    return Refused(code, message, _("Minta pengirim membuat berkas baru."))
