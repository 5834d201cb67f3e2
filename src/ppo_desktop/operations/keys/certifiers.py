"""Certificates of recognised authorities (PSrE) that this office has installed: none comes with the program."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from ppo_desktop.core.clock import stamp, today
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import _, clean
from ppo_desktop.exchange import stick
from ppo_desktop.operations.house import roles
from ppo_desktop.operations.house.office import Office
from ppo_desktop.storage import settings_store
from ppo_desktop.storage.database import Connection

if TYPE_CHECKING:
    from ppo_desktop.trust.certifiers import Authority as Authority

_KEPT = "certifier/"
"""Setting: this and the fingerprint."""


class Certifier(Struct, frozen=True):
    """An installed certificate."""

    fingerprint: str
    """SHA-256, hexadecimal."""
    holder: str
    issuer: str
    ends: date
    file: str
    """Name of the file it came from."""
    by: str
    on: date
    der: bytes


def read(office: Office, path: Path) -> tuple[Authority, ...]:
    """The authorities in a PEM or DER file, to be compared before they are installed; nothing is written.

    Raises:
        Refused: as ``trust.certifiers.read_authorities``; ``certificate-over`` where its time is over.
        World: the file cannot be read.
    """
    from ppo_desktop.trust.certifiers import MOST_BYTES, read_authorities

    found = read_authorities(stick.read(path, MOST_BYTES))
    for one in found:
        if one.ends < today(office.clock):
            raise Refused(
                "certificate-over",
                _("Sertifikat {holder} habis masa berlakunya {day}.").format(
                    holder=one.holder, day=long_date(one.ends)
                ),
                _("Ambil yang terbaru dari penerbitnya; periksa juga tanggal komputer."),
            )
    return found


def install(office: Office, authorities: Iterable[Authority], file_name: str) -> list[Certifier]:
    """Believe them from now on; what was installed before stays, with the name of whoever did. Raises ``Refused``."""
    roles.demand(office, "keys")
    with office.database.transaction() as connection:
        known = {one.fingerprint for one in kept(connection)}
        for one in authorities:
            if one.fingerprint not in known:
                told: dict[str, object] = {
                    "der": one.der.hex(),
                    "holder": one.holder,
                    "issuer": one.issuer,
                    "ends": one.ends.isoformat(),
                    "file": clean(file_name)[:120],
                    "by": office.user.display_name,
                    "at": stamp(office.clock),
                }
                settings_store.write(connection, _KEPT + one.fingerprint, told)
        return kept(connection)


def installed(office: Office) -> list[Certifier]:
    """By holder."""
    with office.database.reading() as connection:
        return kept(connection)


def kept(connection: Connection) -> list[Certifier]:
    """As ``installed``."""
    found = settings_store.beginning_with(connection, _KEPT)
    certifiers = [
        Certifier(
            fingerprint,
            str(told["holder"]),
            str(told["issuer"]),
            date.fromisoformat(str(told["ends"])),
            str(told["file"]),
            str(told["by"]),
            datetime.fromisoformat(str(told["at"])).date(),
            bytes.fromhex(str(told["der"])),
        )
        for fingerprint, told in found.items()
    ]
    return sorted(certifiers, key=lambda one: (one.holder, one.fingerprint))


def remove(office: Office, fingerprint: str) -> None:
    """Believe it no more. Raises ``Refused``."""
    roles.demand(office, "keys")
    with office.database.transaction() as connection:
        settings_store.forget(connection, _KEPT + fingerprint)
