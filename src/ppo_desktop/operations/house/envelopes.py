"""Envelopes: what is for an office above alone is sealed to it as it is saved; nobody here can open it afterwards.

A kind says which of its records go so (``kind.SealedTo``). The envelope is age around canonical JSON; it names office,
kind and record it was made for, so that it says nothing in another place. How long the text was is padded away.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping

from ppo_desktop.core import canonical
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import Level, above, name_of
from ppo_desktop.core.text import _
from ppo_desktop.operations.house import keyring
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.checking import usable
from ppo_desktop.records.field import Values
from ppo_desktop.records.kind import SEALED, SEALED_FOR, RecordKind
from ppo_desktop.records.reading import read
from ppo_desktop.storage import rows, trust_store
from ppo_desktop.storage.database import Connection
from ppo_desktop.trust import certificates, sealing

_FORMAT, _VERSION = "ppo-envelope", 1
_STEP = 4096
"""Bytes: an envelope tells only how many of these its content fills."""


def is_meant(kind: RecordKind, typed: Mapping[str, object]) -> bool:
    """Whether what stands in a form of ``kind`` is for an office above alone; nothing of it may be written down."""
    if kind.sealed_to is None:
        return False
    value, _remarks = read(kind.field(kind.sealed_to.when), typed.get(kind.sealed_to.when))
    return value is True


def addressee(office: Office, kind: RecordKind) -> str:
    """The name of the office that records of ``kind`` are sealed to; ``""`` where none of its keys is known here."""
    assert kind.sealed_to is not None, f"{kind.name} seals nothing"
    with office.database.reading() as connection:
        found = recipients(connection, office, kind.sealed_to.level)
    return name_of(above(office.code, kind.sealed_to.level)) if found else ""


def recipients(connection: Connection, office: Office, level: Level) -> list[str]:
    """The sealing keys of the office of ``level`` above us, each vouched for by a certificate that holds today."""
    code = above(office.code, level)
    trust = keyring.trust(connection, office)
    found = set()
    for peer in trust_store.peers(connection, [code]) if code else ():
        try:
            key = certificates.check_office_certificate(peer.certificate, trust)
        except Refused:
            continue  # revoked or over
        found |= {key.sealing} if key.code == code else set()
    return sorted(found)


def seal(
    connection: Connection, office: Office, kind: RecordKind, record: str, values: Mapping[str, object]
) -> dict[str, object]:
    """What goes into the journal of a new record: the envelope, and the few fields that stay readable beside it.

    Raises:
        Refused: no key of that office is known, or its certificate does not hold any more.
    """
    assert kind.sealed_to is not None, f"{kind.name} seals nothing"
    keys = recipients(connection, office, kind.sealed_to.level)
    if not keys:
        raise Refused(
            "no-sealing-key",
            _("Kunci kantor yang dituju belum dikenal di sini, jadi laporan ini tidak dapat disegel."),
            _("Tidak ada yang disimpan. Sampaikan langsung kepada kantor itu."),
        )
    content = {name: value for name, value in values.items() if value is not None}
    body: dict[str, object] = {
        "format": _FORMAT,
        "version": _VERSION,
        "office": office.code,
        "kind": kind.name,
        "record": record,
        "values": content,
    }
    plain = canonical.write(body)
    sealed = sealing.seal(plain + b" " * (-len(plain) % _STEP), keys)
    stays = {name: value for name, value in content.items() if name in kind.sealed_to.stays}
    code = above(office.code, kind.sealed_to.level)
    return {**stays, SEALED: base64.b64encode(sealed).decode(), SEALED_FOR: code}


def opened(office: Office, kind: RecordKind, owner: str, record: str) -> Values:
    """The fields an envelope holds, for this office alone and this moment; they are written nowhere.

    Raises:
        Refused: there is no envelope, it is not for this office, or it was made for another record.
    """
    with office.database.reading() as connection:
        row = rows.get(connection, kind, owner, record) or {}
        secrets = keyring.sealing_secrets(connection)
    try:
        sealed = base64.b64decode(str(row.get(SEALED) or ""), validate=True)
        body = canonical.read(sealing.unseal(sealed, secrets).rstrip(b" "))
    except (binascii.Error, ValueError):
        raise _broken() from None
    values = body.get("values") if isinstance(body, dict) else None
    if not isinstance(body, dict) or not isinstance(values, dict):
        raise _broken()
    made_for = [body.get(name) for name in ("format", "version", "office", "kind", "record")]
    if made_for != [_FORMAT, _VERSION, owner, kind.name, record]:
        raise _broken()
    return usable(kind, values)[0]


def is_for(office: Office, values: Values) -> bool:
    """Whether the envelope in a row, if there is one, can be opened at this office."""
    return bool(values.get(SEALED)) and values.get(SEALED_FOR) == office.code


def demand_unsealed(values: Values) -> None:
    """Nobody changes, removes or erases what is sealed: a report about somebody here must not vanish through them.

    Raises:
        Refused: there is an envelope among the values.
    """
    if sealed_for := values.get(SEALED_FOR):
        raise Refused("sealed", why_fixed(str(sealed_for)), _("Bila ada yang perlu ditambahkan, catat laporan baru."))


def why_fixed(sealed_for: str) -> str:
    """Why a sealed record stays as it is."""
    return _("Laporan ini tersegel untuk {office}; di sini tidak dapat dibuka, diubah, atau dihapus.").format(
        office=name_of(sealed_for)
    )


def too_late() -> Refused:
    """What to say when a record that is in the journal already should have been sealed."""
    return Refused(
        "sealing-too-late",
        _("Catatan ini sudah tersimpan terbuka, jadi tidak dapat lagi disegel."),
        _("Catat laporan baru dan pilih “ya”, lalu hapus catatan yang ini untuk selamanya."),
    )


def _broken() -> Refused:
    return Refused(
        "envelope-broken",
        _("Amplop laporan ini tidak dapat dibuka: rusak, atau bukan untuk catatan ini."),
        _("Hubungi kantor yang mencatatnya."),
    )
