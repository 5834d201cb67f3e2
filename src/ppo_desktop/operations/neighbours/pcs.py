"""How the PCs of this office stand: who they are, what waits between them, and what a person has to see to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from ppo_desktop.core.clock import today
from ppo_desktop.core.offices import name_of
from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import _, number
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.history import forks, losses
from ppo_desktop.operations.history.forks import Fork
from ppo_desktop.operations.history.losses import Notice
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.house.todo import Severity, Task
from ppo_desktop.operations.neighbours import exchanging
from ppo_desktop.operations.neighbours.exchanging import Pc
from ppo_desktop.records.internal import DEVICE
from ppo_desktop.storage import carrier_store, journal_store, trust_store
from ppo_desktop.storage.carrier_store import Made
from ppo_desktop.storage.database import Connection

EXCHANGE_DAYS = 7
"""After so many days another PC should hear what is new here."""


class Standing(Struct, frozen=True):
    """All that the page of the PCs shows."""

    pcs: list[Pc]
    heard_at: Mapping[str, str]
    """Device of a PC → stamp of when something of it was last taken in here; ``""``: never."""
    newest: Made | None
    """The newest file made here for the other PCs."""
    copied_at: str
    """Stamp of when that was last copied, ``""``: not yet."""
    notices: list[Notice]
    forks: list[Fork]

    @property
    def others(self) -> list[Pc]:
        """The PCs that files are made for."""
        return [pc for pc in self.pcs if not pc.is_ours and pc.is_living]


def standing(office: Office) -> Standing:
    """How they stand now; nothing is written."""
    with office.database.reading() as connection:
        known = exchanging.known(connection, office)
        newest = next(iter(carrier_store.made(connection, "update")), None)
        heard = {pc.device: _heard(connection, office, pc) for pc in known}
        copied = sending.copies(connection)
        noticed = losses.standing(connection, office)
    return Standing(known, heard, newest, copied.get(newest.id, "") if newest else "", noticed, forks.forks(office))


def tasks(office: Office) -> list[Task]:
    """What a person has to see to, for the first page."""
    found = []
    with office.database.reading() as connection:
        noticed = losses.standing(connection, office)
        forked = forks.unsettled(connection, office)
        others = exchanging.others(connection, office) if _has_others(connection, office) else []
        made = next(iter(carrier_store.made(connection, "update")), None) if others else None
    if noticed:
        notice = noticed[0]
        missing = sum(one.missing for one in noticed)
        sentence = _("Periksa catatan yang mungkin belum kembali")
        if missing:
            sentence = _("{count} catatan kantor ini belum ada di komputer ini").format(count=number(missing))
        if notice.why == "copied":
            sentence = _("Komputer ini memakai data salinan")
        severity: Severity = "warn" if notice.why == "copied" else "bad"
        found.append(Task("lost", sentence, notice.sentence, severity, "pcs"))
    if forked:
        named = ", ".join(sorted({name_of(code) for code, _device in forked}))
        sentence = _("Data {offices} rupanya dipakai di dua komputer").format(offices=named)
        reason = _("Tanyakan ke kantor itu; keduanya tersimpan.")
        found.append(Task("fork", sentence, reason, "bad", "pcs"))
    waiting = max((pc.waiting for pc in others), default=0)
    last = date.fromisoformat(made.made_at[:10]) if made else None
    if waiting and (last is None or (today(office.clock) - last).days >= EXCHANGE_DAYS):
        reason = _("{count} catatan di sini belum tentu ada di sana.").format(count=number(waiting))
        if last:
            reason += " " + _("Berkas terakhir dibuat {day}.").format(day=long_date(last))
        found.append(Task("exchange", _("Tukar berkas dengan komputer lain kantor ini"), reason, "warn", "pcs"))
    return found


def _has_others(connection: Connection, office: Office) -> bool:
    """Cheaply: whether there may be more than one PC at all."""
    known = {peer.device for peer in trust_store.peers(connection, [office.code])}
    registered = journal_store.record_keys(connection, DEVICE.name, office.code)
    return len(known | {record[-12:] for _office, record in registered}) > 1


def _heard(connection: Connection, office: Office, pc: Pc) -> str:
    head = journal_store.head(connection, office.code, pc.device)
    return journal_store.received_at(connection, office.code, pc.device, head) if head.seq else ""
