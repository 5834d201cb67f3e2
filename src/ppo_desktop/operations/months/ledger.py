"""What became of our own reports on their way up; those of the offices below are told by ``awaited``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal, cast

from msgspec import Struct
from msgspec.structs import replace

from ppo_desktop.core import canonical
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import name_of
from ppo_desktop.core.period import Month, long_date
from ppo_desktop.core.text import _
from ppo_desktop.journal.entry import Entry
from ppo_desktop.operations.books import counting
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import reporting
from ppo_desktop.records.internal import RECEIPT, REPORT
from ppo_desktop.records.kind import SEALED_FOR
from ppo_desktop.records.registry import KINDS
from ppo_desktop.reports.figures import Row
from ppo_desktop.reports.office import Assent
from ppo_desktop.storage import carrier_store, journal_store, rows
from ppo_desktop.storage.carrier_store import Made
from ppo_desktop.storage.database import Connection

State = Literal["made", "copied", "received", "withdrawn", "signed"]
Place = tuple[str, int]
"""(device, seq)"""


class ReportLine(Struct, frozen=True):
    """One report this office made; a month that was reported again has several."""

    carrier: str
    """Id of its carrier; ``""`` where another PC of this office made it."""
    recipient: str
    month: Month
    made_on: date
    made_by: str
    number: str
    assent: Assent
    signed_by: str
    is_nihil: bool
    totals: Mapping[str, int]
    state: State
    """``withdrawn``: its file was dropped because something in it was erased; a new report takes its place.
    ``signed``: a recap, which is for nobody above."""
    copied_on: date | None
    """When it, or a later one that holds all of it, was last copied to a stick."""
    has_file: bool
    received_on: date | None = None
    """When the office above first said that it holds it."""
    version: int = 1
    """1 for the first report of its month to its recipient."""
    is_newest: bool = True
    """Whether no later report of the same month to the same recipient took its place."""

    @property
    def state_words(self) -> str:
        """``diterima 4 Desember 2026``."""
        if self.state == "received":
            return _("diterima {day}").format(day=long_date(self.received_on)) if self.received_on else _("diterima")
        if self.state == "signed":
            return _("ditandatangani {day}").format(day=long_date(self.made_on))
        if self.state == "withdrawn":
            return _("ditarik karena ada data yang dihapus; buat laporan lagi")
        if self.copied_on:
            return _("disalin ke flashdisk {day}").format(day=long_date(self.copied_on))
        return _("dibuat {day}, belum disalin ke flashdisk").format(day=long_date(self.made_on))


class Passage(Struct, frozen=True):
    """How far a sealed record of ours has come on its way to the office that can open it."""

    to: str
    state: Literal["waiting", "made", "copied", "received"]
    """``made``: in a report for that office which lies here still."""
    day: date | None = None
    """When it was copied to a stick first, or first said to be there."""
    via: str = ""
    """Code of the office on the way that the file is for; empty where it goes straight there."""

    @property
    def has_left(self) -> bool:
        return self.state in ("copied", "received")

    @property
    def words(self) -> str:
        """``Belum dibawa ke Kabupaten Sambas …``."""
        words = {
            "waiting": _("Belum dibawa ke {office}: ikut dengan laporan bulanan berikutnya."),
            "made": _("Belum dibawa ke {office}: sudah masuk laporan bulanan, yang belum disalin ke flashdisk."),
            "copied": _("Di flashdisk untuk {via} sejak {day}, lalu diteruskan ke {office}; tanda terimanya belum ada.")
            if self.via
            else _("Di flashdisk untuk {office} sejak {day}; tanda terimanya belum ada."),
            "received": _("Sudah diterima {office} {day}.") if self.day else _("Sudah diterima {office}."),
        }
        told = {"office": name_of(self.to), "via": name_of(self.via), "day": long_date(self.day) if self.day else ""}
        return words[self.state].format(**told)


def reports(office: Office) -> list[ReportLine]:
    """The reports this office made, the newest first."""
    with office.database.reading() as connection:
        upper = reporting.receivers(connection, office)[0]
        made = [*carrier_store.made(connection, "report"), *carrier_store.made(connection, carrier_store.RECAP)]
        copied = _copied(made, sending.copies(connection))
        heard = {to: _heard(connection, to, office.code) for to in {upper, *(carrier.recipient for carrier in made)}}
        keys = journal_store.record_keys(connection, REPORT.name, office.code)
        written = [counting.report_versions(entries) for _key, entries in journal_store.of_records(connection, keys)]
    carriers = {place: carrier for carrier in made for place in _last_places(carrier)}
    lines: list[ReportLine] = []
    for versions in written:
        of_month: dict[str, list[ReportLine]] = {}
        for entry, values in versions:
            place = (entry.device, entry.seq)
            line = _line(entry, values, carriers.get(place), copied, upper)
            if heard[line.recipient].holds(place):
                line = replace(line, state="received", received_on=heard[line.recipient].first_told(place))
            of_month.setdefault(line.recipient, []).append(line)
        for found in of_month.values():
            newest = len(found)
            lines += [replace(line, version=n, is_newest=n == newest) for n, line in enumerate(found, start=1)]
    return sorted(lines, key=lambda line: (line.made_on, line.month, line.version), reverse=True)


def passages(office: Office, record: str = "") -> list[Passage]:
    """How far each sealed record of this office has come, or that one alone."""
    with office.database.reading() as connection:
        sealed = {
            (office.code, row["id"]): row[SEALED_FOR]
            for kind in KINDS
            if kind.sealed_to is not None
            for row in rows.columns_of(connection, kind, (SEALED_FOR,), office.code)
            if row[SEALED_FOR] and record in ("", row["id"])
        }
        if not sealed:
            return []
        made = [*carrier_store.made(connection, "report"), *carrier_store.made(connection, carrier_store.RECAP)]
        copied = _copied(made, sending.copies(connection))
        heard = {to: _heard(connection, to, office.code) for to in set(sealed.values())}
        sealed_to = {to: carrier_store.readable_by(connection, to) for to in heard}
        found = [
            (sealed[key], (entries[0].device, entries[0].seq))
            for key, entries in journal_store.of_records(connection, sealed)
        ]
    return [
        _passage(to, place, [one for one in made if one.id in sealed_to[to]], copied, heard[to]) for to, place in found
    ]


def _passage(to: str, place: Place, made: Sequence[Made], copied: Mapping[str, date], heard: _Heard) -> Passage:
    """Args: made: the reports that the office ``to`` can open, whoever carries them there."""
    if heard.holds(place):
        return Passage(to, "received", heard.first_told(place))
    device, seq = place
    holding = [carrier for carrier in made if dict(_last_places(carrier)).get(device, 0) >= seq]
    first = min((carrier for carrier in holding if carrier.id in copied), key=lambda one: copied[one.id], default=None)
    if first:
        return Passage(to, "copied", copied[first.id], first.recipient if first.recipient != to else "")
    return Passage(to, "made" if any(carrier.is_kept for carrier in holding) else "waiting")


def file(office: Office, carrier: str) -> bytes:
    """The signed pages of a kept carrier, made here or taken in, to be seen and printed again.

    Raises:
        Refused: the file is no longer kept here.
    """
    with office.database.reading() as connection:
        pdf = carrier_store.file(connection, carrier)
        arrived = () if pdf else carrier_store.arrived(connection)
    if pdf is None:
        again = _("Isinya tetap ada dalam catatan; bila perlu, buat laporannya lagi.")
        sender = next((one.sender for one in arrived if one.id == carrier), office.code)
        if sender != office.code:
            again = _("Isinya tetap ada dalam catatan; bila perlu, minta berkas baru dari {office}.")
            again = again.format(office=name_of(sender))
        raise Refused("file-gone", _("Berkas laporan ini tidak lagi disimpan di sini."), again)
    return pdf


def _line(entry: Entry, values: Row, carrier: Made | None, copied: Mapping[str, date], upper: str) -> ReportLine:
    copied_on = copied.get(carrier.id) if carrier else None
    state: State = "copied" if copied_on else "made"
    if carrier and not carrier.is_kept:
        state = "withdrawn"
    elif carrier and carrier.kind == carrier_store.RECAP:
        state = "signed"
    return ReportLine(
        carrier=carrier.id if carrier else "",
        recipient=carrier.recipient if carrier else upper,
        month=Month.parse(values["month"]),
        made_on=date.fromisoformat(entry.time[:10]),
        made_by=entry.author,
        number=str(values.get("number") or ""),
        assent=counting.assent_of(values),
        signed_by=str(values.get("signed_by") or ""),
        is_nihil=values.get("nihil") is True,
        totals=values.get("totals") or {},
        state=state,
        copied_on=copied_on,
        has_file=bool(carrier and carrier.is_kept),
    )


def _last_places(carrier: Made) -> list[Place]:
    """The last entry of each device that a carrier holds; one of them is its report entry."""
    return list(cast(dict[str, int], canonical.read(carrier.spans.encode())).items())


def _copied(made: Sequence[Made], copies: Mapping[str, str]) -> dict[str, date]:
    """Carrier → when it was last copied; else when a later one, which held all that was not confirmed, was."""
    days: dict[str, date] = {}
    later: dict[str, date] = {}
    for carrier in made:
        stamp = copies.get(carrier.id)
        day = date.fromisoformat(stamp[:10]) if stamp else later.get(carrier.recipient)
        if day:
            days[carrier.id] = later[carrier.recipient] = day
    return days


class _Heard(Struct, frozen=True):
    """What an office above said it holds of us."""

    confirmed: Mapping[str, int]
    """Device → last seq, by its newest receipt."""
    told: Sequence[tuple[date, Mapping[str, object]]]
    """What each of its receipts said, the oldest first."""

    def holds(self, place: Place) -> bool:
        return self.confirmed.get(place[0], 0) >= place[1]

    def first_told(self, place: Place) -> date | None:
        for day, held in self.told:
            reached = held.get(place[0])
            if isinstance(reached, list) and reached and isinstance(reached[0], int) and reached[0] >= place[1]:
                return day
        return None


def _heard(connection: Connection, upper: str, code: str) -> _Heard:
    keys = journal_store.record_keys(connection, RECEIPT.name, upper)
    entries = [entry for _key, found in journal_store.of_records(connection, keys) for entry in found]
    told: list[tuple[date, Mapping[str, object]]] = []
    for entry in sorted(entries, key=lambda entry: entry.order):
        values = entry.changes()
        held = values.get("held")
        if values.get("to") == code and isinstance(held, dict):
            told.append((date.fromisoformat(entry.time[:10]), held))
    return _Heard({d: seq for d, (seq, _link) in carrier_store.confirmed(connection, upper).items()}, told)
