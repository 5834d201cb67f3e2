"""The expedition book: the transfer journal as people read it, page by page and on paper."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from typing import Literal

from msgspec import Struct

from ppo_desktop.core.clock import today
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import name_of
from ppo_desktop.core.period import Month, Span, long_date, short_date
from ppo_desktop.core.text import N_, _, clean, number
from ppo_desktop.operations.carriers.transfers import DONE, Direction
from ppo_desktop.operations.house import roles
from ppo_desktop.operations.house.about import About
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.registry import KINDS
from ppo_desktop.reports.document import Document
from ppo_desktop.reports.expedition_slip import SlipFacts, SlipLine, expedition_slip
from ppo_desktop.reports.register import Line, RegisterFacts, register_paper
from ppo_desktop.reports.registers import EXPEDITION
from ppo_desktop.storage import settings_store, transfer_store
from ppo_desktop.storage.database import Connection

PAGE = 100
LONGEST_NAME = 60
_CARRIED = "carried "
"""Settings ``carried <office>``: who carried its files last."""
KINDS_OF_FILES = {
    "report": N_("Laporan"),
    "receipt": N_("Tanda terima"),
    "update": N_("Catatan antarkomputer"),
    "return": N_("Berkas yang dikembalikan"),
    "request": N_("Permintaan kunci"),
    "answer": N_("Jawaban kunci"),
    "relay": N_("Berkas titipan"),
    "": N_("Berkas"),
}
_BY_NAME = tuple(
    (re.compile(rf"PPO-{pattern}", re.ASCII), kind)
    for pattern, kind in (
        ("permintaan-", "request"),
        ("jawaban-", "answer"),
        (r"[0-9.]+-tanda-terima-", "receipt"),
        (r"[0-9.]+-antarkomputer-", "update"),
        (r"[0-9.]+-(?P<month>20[0-9]{2}-(?:0[1-9]|1[0-2]))-", "report"),
    )
)
"""How our files are named → their kind; names of other files are not kept, for they may name people."""
_KIND_TITLES = {kind.name: kind.title for kind in KINDS}
_PLACES = {kind: place for place, kind in enumerate(_KIND_TITLES)}


class Transfer(transfer_store.Transfer):
    """One line of the journal, with the words that show it; hand the last one's ``number`` to ``page(before=…)``."""

    __slots__ = ()

    @property
    def is_done(self) -> bool:
        """Whether the file arrived, or left; else it could not be received."""
        return self.code in DONE

    @property
    def office_name(self) -> str:
        """``Desa Sempalai``."""
        return name_of(self.other) if self.other else _("Kantor tidak diketahui")

    @property
    def kind_words(self) -> str:
        """``Laporan``, ``Tanda terima`` …"""
        return _(KINDS_OF_FILES.get(self.kind, KINDS_OF_FILES[""]))

    @property
    def title(self) -> str:
        """``Laporan November 2026``; of a file that could not be read, what its name says it is."""
        if not self.kind and not self.period:
            return self._title_by_name
        month = Month.parse(self.period).label if self.period else ""
        return f"{self.kind_words} {month}".strip()

    @property
    def _title_by_name(self) -> str:
        for pattern, kind in _BY_NAME:
            if found := pattern.match(self.file_name):
                month = Month.parse(found["month"]).label if "month" in found.groupdict() else ""
                told = f"{_(KINDS_OF_FILES[kind])} {month}".strip()
                return _("{what}, menurut nama berkasnya").format(what=told)
        return self.file_name or _("Berkas bernama lain")

    @property
    def why(self) -> str:
        """Why it could not be received; ``""`` of one that arrived, or left."""
        return "" if self.is_done else self.sentence

    @property
    def state_words(self) -> str:
        """``Diterima``, ``Diterima, dibawa Kecamatan Tebas``, ``Belum dapat diterima`` …"""
        return _(DONE.get(self.code, N_("Belum dapat diterima"))).format(office=self.sentence)

    @property
    def direction_words(self) -> str:
        """``Masuk`` or ``Keluar``."""
        return _("Masuk") if self.direction == "in" else _("Keluar")

    @property
    def when_words(self) -> str:
        """``21 November 2026 pukul 09.30``, by the clock of this PC then."""
        clock = self.time[11:16].replace(":", ".")
        return _("{day} pukul {time}").format(day=long_date(date.fromisoformat(self.time[:10])), time=clock)

    @property
    def counts_words(self) -> str:
        """``2 Warga, 1 Keberangkatan``."""
        kinds = sorted(self.counts, key=lambda kind: (_PLACES.get(kind, len(_PLACES)), kind))
        return ", ".join(f"{number(self.counts[kind])} {_(_KIND_TITLES.get(kind, kind))}" for kind in kinds)


class Narrowing(Struct, frozen=True):
    """Which lines are wanted; empty: all."""

    direction: Direction | Literal["refused", ""] = ""
    """``refused``: what could not be received."""
    other: str = ""
    month: str = ""
    """``2026-11``: the month in which the file moved."""

    @property
    def words(self) -> str:
        """``Masuk, Desa Sempalai, November 2026``; ``""`` for all."""
        directions = {"in": _("Masuk"), "out": _("Keluar"), "refused": _("Belum dapat diterima"), "": ""}
        office_name = name_of(self.other) if self.other else ""
        month = Month.parse(self.month).label if self.month else ""
        return ", ".join(part for part in (directions[self.direction], office_name, month) if part)


def page(
    office: Office, wanted: Narrowing | None = None, before: int | None = None, limit: int = PAGE
) -> list[Transfer]:
    """A page of the lines, the newest first.

    Args:
        before: ``number`` of the last one already shown.
        limit: -1 for all.
    """
    with office.database.reading() as connection:
        return _lines(connection, wanted or Narrowing(), before, limit)


def of_carrier(office: Office, carrier: str) -> list[Transfer]:
    """All that happened to one carrier, the newest first."""
    with office.database.reading() as connection:
        found = transfer_store.latest(connection, -1, carrier=carrier)
    return [Transfer._make(line) for line in found]


def book(office: Office, wanted: Narrowing | None = None, paper: str = "F4") -> bytes:
    """The lines wanted as the pages of an expedition book, the oldest first."""
    from ppo_desktop.pdf.render import render

    wanted = wanted or Narrowing()
    found = page(office, wanted, limit=-1)[::-1]
    facts = RegisterFacts(
        office=office.identity.on_paper(),
        register=EXPEDITION,
        span=wanted.words,
        lines=[on_paper(line) for line in found],
        day=today(office.clock),
        operator=office.user.display_name,
        is_training=office.identity.training,
    )
    return render(register_paper(facts), paper)


def slip(office: Office, carriers: Collection[str] = (), paper: str = "F4") -> bytes:
    """Half a page to be glued into the book kept by hand: the files of one stick that came in and went out.

    Args:
        carriers: their ids; none: every file of today.

    Raises:
        Refused: nothing moved.
    """
    from ppo_desktop.pdf.render import render

    return render(expedition_slip(_slip_facts(office, carriers)), paper)


def slip_of_today(office: Office, _about: About) -> Document:
    """As ``slip``, of every file of today."""
    return expedition_slip(_slip_facts(office, ()))


def _slip_facts(office: Office, carriers: Collection[str]) -> SlipFacts:
    day = today(office.clock).isoformat()
    newest: dict[tuple[str, str, str], Transfer] = {}
    for line in page(office, limit=-1):
        if line.is_done and (line.carrier in carriers if carriers else line.time.startswith(day)):
            newest.setdefault((line.direction, line.other, line.carrier), line)
    lines = list(newest.values())[::-1]
    shown = [line for line in lines if line.code != "brought"]
    if not shown:
        raise Refused(
            "nothing-moved",
            _("Belum ada berkas yang masuk atau keluar untuk ditulis di slip."),
            _("Terima atau salin berkasnya dahulu."),
        )
    return SlipFacts(
        office=office.identity.on_paper(),
        lines=[SlipLine(line.direction_words, line.office_name, line.title, line.state_words) for line in shown],
        when=shown[-1].when_words,
        carried_by=next((line.carried_by for line in shown if line.carried_by), ""),
        user=office.user.display_name,
        inside=len(lines) - len(shown),
        is_training=office.identity.training,
    )


def in_span(office: Office, span: Span | None) -> list[Transfer]:
    """The files that moved in these months, the oldest first; ``None``: all."""
    first, end = span.bounds if span else ("", "~")
    return [line for line in reversed(page(office, limit=-1)) if first <= line.time < end]


def on_paper(line: Transfer) -> Line:
    """A line as the book has it, all in words."""
    words = {
        "when": _("{day} {time}").format(day=short_date(line.time[:10]), time=line.time[11:16].replace(":", ".")),
        "direction": line.direction_words,
        "office": line.office_name,
        "what": line.title,
        "contents": line.counts_words,
        "outcome": line.state_words if line.is_done or not line.sentence else f"{line.state_words}: {line.sentence}",
        "carried_by": line.carried_by,
        "user": line.user,
    }
    return {"book": words}


def offices(office: Office) -> list[str]:
    """Codes of the offices that have lines."""
    with office.database.reading() as connection:
        return transfer_store.offices(connection)


def months(office: Office) -> list[str]:
    """The months (``2026-11``) that have lines, the newest first."""
    with office.database.reading() as connection:
        return transfer_store.months(connection)


def carried(office: Office, lines: Collection[Transfer], name: str) -> list[Transfer]:
    """Write down who carried the files of ``lines``; ``""`` forgets it. The lines as they are now.

    Raises:
        Refused: this role may not, or the name is too long.
    """
    roles.demand(office, "receive")
    name = " ".join(clean(name).split())
    if len(name) > LONGEST_NAME:
        raise Refused(
            "carrier-name-too-long",
            _("Nama pembawa paling panjang {most} huruf.").format(most=LONGEST_NAME),
            _("Tulis namanya saja."),
        )
    with office.database.transaction() as connection:
        transfer_store.name_carrier(connection, [line.number for line in lines], name)
        for other in {line.other for line in lines if line.other and name}:
            settings_store.write(connection, f"{_CARRIED}{other}", {"name": name})
    return [line._replace(carried_by=name) for line in lines]


def usual_carrier(office: Office, other: str) -> str:
    """Who carried the files of an office last; ``""`` where nobody was named."""
    with office.database.reading() as connection:
        known = settings_store.read(connection, f"{_CARRIED}{other}")
    return str(known["name"]) if known else ""


def known_carriers(office: Office, other: str = "") -> list[str]:
    """Who carried files of an office, or of any, the latest first."""
    with office.database.reading() as connection:
        return transfer_store.carriers_by(connection, other)


def _lines(connection: Connection, wanted: Narrowing, before: int | None, limit: int) -> list[Transfer]:
    is_refused = wanted.direction == "refused"
    found = transfer_store.latest(
        connection,
        limit,
        before,
        direction="in" if is_refused else wanted.direction,
        other=wanted.other,
        month=wanted.month,
        without=tuple(DONE) if is_refused else None,
    )
    return [Transfer._make(line) for line in found]
