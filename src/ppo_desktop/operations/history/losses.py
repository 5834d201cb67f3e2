"""What this database lacks of its own past: an old copy was put back, or a receipt knows more of us than we do.

Nothing that is here was lost by it. What is missing may stand with the office above, which gives it back, or with
another PC. Each notice stands until the missing entries are here, or somebody says that it is all right.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple, cast

from msgspec import Struct

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.clock import Clock, stamp
from ppo_desktop.core.offices import name_of, parent
from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import _, number
from ppo_desktop.operations.house import roles
from ppo_desktop.operations.house.office import Office
from ppo_desktop.storage import journal_store, settings_store
from ppo_desktop.storage.database import Connection

_NOTICE = "notice "
"""Settings ``notice <device>``: what is known of the chain of that identity, which this database wrote under once."""

Why = Literal["old-copy", "restored", "copied", "receipt"]


class Lost(NamedTuple):
    """The newest entry known to have been written under an identity of this PC that may be missing here."""

    device: str
    seq: int
    link: bytes


class Notice(Struct, frozen=True):
    """Something about the past of this database that a person should know."""

    why: Why
    device: str
    at: str
    """Stamp of when it was found out."""
    held: int
    """The last number of the device that is here without a gap."""
    known: int
    """The last number somebody knows of; 0 where that is not known."""
    by: str
    """Code of the office whose receipt told it; empty: this PC itself."""

    @property
    def missing(self) -> int:
        """How many entries are known to be missing."""
        return max(self.known - self.held, 0)

    @property
    def sentence(self) -> str:
        """What happened."""
        day = long_date(date.fromisoformat(self.at[:10]))
        told = {
            "old-copy": _(
                "Data di komputer ini salinan lama (diketahui {day}): berkas datanya pernah diganti dengan yang dahulu."
            ),
            "restored": _("Data di komputer ini dipulihkan dari cadangan ({day})."),
            "copied": _(
                "Data ini disalin dari komputer lain ({day}), atau sistem komputer ini baru dipasang ulang. "
                "Sejak itu komputer ini mencatat atas namanya sendiri."
            ),
            "receipt": _("Tanda terima {office} ({day}) menyebut catatan kantor ini yang tidak ada di komputer ini."),
        }
        return told[self.why].format(day=day, office=name_of(self.by) if self.by else "")

    def advice(self, upper: str) -> str:
        """What it means and what to do; ``upper`` is the name of the office above."""
        if self.why == "copied":
            return _(
                "Tidak ada yang hilang. Bila komputer yang lama masih dipakai, kenalkan komputer ini sebagai komputer "
                "kedua dan antar berkas di antara keduanya. Bila tidak dipakai lagi, cukup tekan “Biarkan; tidak "
                "diperlukan”."
            )
        what = _("Sebagian catatan yang ditulis sesudahnya mungkin tidak ada lagi di sini.")
        if self.missing:
            what = _("{count} catatan (nomor {first} sampai {last}) belum ada di sini.").format(
                count=number(self.missing), first=number(self.held + 1), last=number(self.known)
            )
        return _(
            "Yang ada di sini tetap utuh; sekarang komputer ini mencatat dengan nama baru. {what} Kirim laporan "
            "seperti biasa: {upper} dapat mengembalikan catatan yang pernah diterimanya, bersama tanda terima. "
            "Bila memang tidak diperlukan, tekan “Biarkan; tidak diperlukan”."
        ).format(what=what, upper=upper)


def keep(connection: Connection, clock: Clock, why: Why, lost: Lost, by: str = "") -> None:
    """Note what somebody knows of a chain of ours; what was noted before stays where it knew as much.

    Args:
        lost: with number 0 where only the chain is known.
        by: the office whose receipt told it.
    """
    before = settings_store.read(connection, f"{_NOTICE}{lost.device}")
    if before and cast(int, before["known"]) >= lost.seq and why != "copied":
        return
    value: dict[str, object] = {
        "why": why,
        "at": stamp(clock),
        "known": lost.seq,
        "link": lost.link.hex(),
        "by": by,
        "accepted_by": "",
    }
    settings_store.write(connection, f"{_NOTICE}{lost.device}", value)


def standing(connection: Connection, office: Office) -> list[Notice]:
    """The notices that nobody has settled and whose entries have not come back, the oldest first."""
    noted = settings_store.beginning_with(connection, _NOTICE)
    if not noted:
        return []
    held = journal_store.held_without_gap(connection, office.code)
    found = []
    for device, value in noted.items():
        known, top = cast(int, value["known"]), held.get(device, (0, b""))[0]
        if not value["accepted_by"] and not (top >= known and _is_here(connection, office, device, value)):
            why = cast(Why, value["why"])
            found.append(Notice(why, device, str(value["at"]), top, known, str(value["by"])))
    return sorted(found, key=lambda notice: notice.at)


def _is_here(connection: Connection, office: Office, device: str, noted: dict[str, object]) -> bool:
    known = cast(int, noted["known"])
    chain = journal_store.chain(connection, office.code, device, known, known) if known else []
    return any(entry.link.hex() == noted["link"] for entry in chain)


def notices(office: Office) -> list[Notice]:
    """As ``standing``."""
    with office.database.reading() as connection:
        return standing(connection, office)


def accept(office: Office, device: str) -> Changes:
    """Somebody says that it is all right; the notice does not come again unless more is found to be missing.

    Raises:
        Refused: this role may not.
    """
    return _settled(office, device, office.user.display_name)


def bring_back(office: Office, device: str) -> Changes:
    """Take ``accept`` back; raises as it does."""
    return _settled(office, device, "")


def _settled(office: Office, device: str, by: str) -> Changes:
    roles.demand(office, "record")
    with office.database.transaction() as connection:
        if value := settings_store.read(connection, f"{_NOTICE}{device}"):
            settings_store.write(connection, f"{_NOTICE}{device}", {**value, "accepted_by": by})
    return Changes(frozenset())


def upper_name(office: Office) -> str:
    """The office that may give entries back, as a notice names it."""
    return name_of(parent(office.code)) if office.code.count(".") > 1 else _("kantor di atas")
