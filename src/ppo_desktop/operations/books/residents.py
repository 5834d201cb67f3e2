"""Daftar penduduk: the village's own population list as a look-up, so that people are picked and not typed.

The list lies in this PC's database beside the journal: nothing of it is in a record, a report or a carrier until
somebody is saved as a *warga*. A file is read in a bounded process and understood before anything is stored; then it
takes the place of the list before in one transaction.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing, suppress
from datetime import date, datetime
from pathlib import Path

from msgspec import Struct

from ppo_desktop.core.clock import WIB, stamp
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import Level
from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import N_, _, clean, number, search_key
from ppo_desktop.exchange import stick
from ppo_desktop.operations.books import suggesting
from ppo_desktop.operations.books.suggesting import PossibleTwin
from ppo_desktop.operations.house import access
from ppo_desktop.operations.house.bounded import BoundedReader
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.house.sight import sight
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.nik import strip
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.resident import Resident, fills, relation
from ppo_desktop.records.resident_reading import Reading, read_residents
from ppo_desktop.records.resident_table import Layout, Sheet, best_sheet, recognise
from ppo_desktop.storage import resident_store, settings_store
from ppo_desktop.storage.database import Connection

LEVELS = frozenset({Level.VILLAGE})
"""Offices that have people of their own."""
ENDINGS = (".xlsx", ".xls", ".ods", ".csv")
"""How the names of lists end; what a file is, its bytes say."""
FEWEST_LETTERS, FEWEST_DIGITS = 3, 8
"""From so many on one may search; the list is never shown as a whole."""
MOST_FOUND = 20
KNOWN_BY = ("name", "nik")
"""Fields in which one types whom one looks for; columns of grids are offered people at the first of them."""
_MOST_RELATIVES = 20
_SETTING = "residents"
_PATIENCE = 300.0
"""Seconds for reading a file: a hundred thousand rows on an old PC; whoever waits may stop it."""

Tick = Callable[[int, int], object]
"""Told what is done, of how much (0: unknown); may raise to stop."""


def _still(_done: int, _total: int) -> None:
    """Nobody waits for progress."""


class PopulationList(Struct, frozen=True):
    """The list that is in use."""

    file: str
    """Name of the file it came from."""
    taken_on: date
    taken_by: str
    count: int

    @property
    def sentence(self) -> str:
        return _("Daftar penduduk {day}, {count} orang").format(day=long_date(self.taken_on), count=number(self.count))


class ListFile(Struct, frozen=True):
    """A file that was read; nothing of it is stored yet."""

    name: str
    sheets: tuple[Sheet, ...]


class Plan(Struct, frozen=True):
    """What would be stored."""

    file: ListFile
    sheet: int
    layout: Layout
    meanings: Mapping[int, str]
    """Place of a column → what it is taken for; as recognised, or as a person chose."""
    reading: Reading

    @property
    def why_not(self) -> str:
        """Why the list cannot be used so; ``""``: it can."""
        if "name" not in self.meanings.values():
            return _("Belum ada kolom yang dipilih sebagai nama lengkap.")
        if len(set(self.meanings.values())) < 2:
            return _("Pilih paling sedikit satu kolom lagi di samping nama.")
        if not self.reading.residents:
            return _("Tidak ada satu baris pun yang berisi nama dan keterangan lain.")
        return ""


class Found(Struct, frozen=True):
    """Somebody in the list who fits what was typed."""

    number: int
    """Of the line, in this list."""
    name: str
    detail: str
    record: str
    """Id of the *warga* of ours who has the same NIK; ``""``: not recorded yet."""


class Relative(Struct, frozen=True):
    """Somebody of the same family card, as a contact."""

    words: str
    """``Ahmad (kepala keluarga)``."""
    fills: Mapping[str, str]


class Taken(Struct, frozen=True):
    """A line of the list for a form."""

    name: str
    twin: PossibleTwin | None
    """The *warga* of ours who has the same NIK."""
    fills: Mapping[str, str]
    relatives: tuple[Relative, ...]


# ----------------------------------------------------------------------------------- who may


def why_not(office: Office) -> str:
    """Why this office or whoever is at the keyboard has no such list; ``""``: they may."""
    if office.identity.level not in LEVELS:
        return _("Daftar penduduk hanya dipakai di desa dan kelurahan.")
    return "" if access.may_look(office) else _("Daftar penduduk hanya dibuka oleh petugas dan pimpinan.")


def serves(office: Office, kind: RecordKind) -> bool:
    """Whether a form of that kind can be filled from the list here, if there is one."""
    return kind is PERSON and not why_not(office)


def _demand_allowed(office: Office) -> None:
    if why := why_not(office):
        raise Refused("not-allowed", why, _("Minta petugas atau pimpinan melakukannya."))


# ----------------------------------------------------------------------------------- a file and a plan


def near(folders: Iterable[Path]) -> list[Path]:
    """Files in these folders that may be lists, by their names; those changed last first."""
    found = []
    for folder in folders:
        with suppress(OSError), os.scandir(folder) as entries:
            found += [
                (entry.stat().st_mtime, Path(entry.path))
                for entry in entries
                if entry.name.lower().endswith(ENDINGS) and not entry.name.startswith((".", "~")) and entry.is_file()
            ]
    return [path for _changed, path in sorted(found, reverse=True)]


def read(path: Path, tick: Tick = _still) -> ListFile:
    """The sheets of a file, read in a process of its own.

    Raises:
        World: the file cannot be opened. Refused: it is no list, too big, locked, or not to be read safely.
    """
    from ppo_desktop.exchange.spreadsheet import MOST_BYTES, read_sheets

    data = stick.read(path, MOST_BYTES)
    advice = N_("Buka di Excel atau LibreOffice, simpan sebagai .csv, lalu pilih berkas itu.")
    with closing(BoundedReader(read_sheets, advice, _PATIENCE)) as reader:
        return ListFile(clean(path.name), reader.read(data, lambda: tick(0, 0)))


def plan(
    file: ListFile, sheet: int | None = None, meanings: Mapping[int, str] | None = None, tick: Tick = _still
) -> Plan:
    """What the list would be.

    Args:
        sheet: which; ``None``: the one that looks most like a list of people.
        meanings: place of a column → what a person took it for, ``""`` for nothing; ``None``: as recognised.
    """
    chosen = best_sheet(file.sheets) if sheet is None else sheet
    layout = recognise(file.sheets[chosen])
    taken = layout.meanings if meanings is None else {place: what for place, what in meanings.items() if what}
    return Plan(file, chosen, layout, taken, read_residents(file.sheets[chosen], layout.begins, taken, tick))


def use(office: Office, planned: Plan, tick: Tick = _still) -> PopulationList:
    """Put the planned list in the place of the one before; that one stays until the new one is complete.

    Raises:
        Refused: the plan is no list yet, or this user or office may not.
    """
    _demand_allowed(office)
    if planned.why_not:
        raise Refused("no-list", planned.why_not, _("Periksa arti kolom-kolomnya."))
    residents = planned.reading.residents
    told: dict[str, object] = {
        "file": planned.file.name,
        "at": stamp(office.clock),
        "by": office.user.display_name,
        "count": len(residents),
    }
    with office.database.transaction() as connection:
        resident_store.replace(connection, residents, tick)
        settings_store.write(connection, _SETTING, told)
    return _described(told)


def forget(office: Office) -> None:
    """Delete the list; who is recorded as a *warga* stays."""
    _demand_allowed(office)
    with office.database.transaction() as connection:
        resident_store.forget(connection)
        settings_store.forget(connection, _SETTING)


def current(office: Office) -> PopulationList | None:
    """The list in use; ``None``: there is none."""
    with office.database.reading() as connection:
        told = settings_store.read(connection, _SETTING)
    return _described(told) if told else None


def _described(told: Mapping[str, object]) -> PopulationList:
    day = datetime.fromisoformat(str(told["at"])).astimezone(WIB).date()
    return PopulationList(str(told["file"]), day, str(told["by"]), int(str(told["count"])))


# ----------------------------------------------------------------------------------- looking up


def is_enough(typed: str) -> bool:
    """Whether that much may be searched for."""
    digits = strip(typed)
    if digits.isdecimal():
        return len(digits) >= FEWEST_DIGITS
    return len(search_key(typed).replace(" ", "")) >= FEWEST_LETTERS


def search(office: Office, typed: str) -> list[Found]:
    """Who fits a beginning of names, of a NIK or of a family's number; at most ``MOST_FOUND``, by name."""
    if why_not(office) or not is_enough(typed):
        return []
    digits = strip(typed)
    find = resident_store.numbered if digits.isdecimal() else resident_store.named
    with office.database.reading() as connection:
        lines = find(connection, digits if digits.isdecimal() else typed, MOST_FOUND)
        recorded = _recorded(connection, office, [line.resident for line in lines])
    return [
        Found(line.n, line.resident.name, line.resident.detail, recorded.get(line.resident.nik, "")) for line in lines
    ]


def take(office: Office, line: int, record: str | None = None) -> Taken:
    """What a form takes over from a line, and who of the family may be a contact.

    Args:
        record: id of the *warga* the form is about, who is no twin of their own.

    Raises:
        Refused: ``unknown-resident``; the list was replaced meanwhile. ``not-allowed``.
    """
    _demand_allowed(office)
    with office.database.reading() as connection:
        found = resident_store.get(connection, line)
        if found is None:
            raise Refused("unknown-resident", _("Orang ini tidak ada lagi dalam daftar."), _("Cari sekali lagi."))
        one = found.resident
        card = one.family_card
        family = resident_store.family(connection, card, _MOST_RELATIVES) if card else []
        recorded = _recorded(connection, office, [one]).get(one.nik)
    taken = fills(one)
    twins = suggesting.alike(office, taken, record) if recorded and recorded != record else []
    twin = next((found for found in twins if found.record == recorded), None)
    relatives = tuple(_relative(each.resident, one) for each in family if each.n != line)
    return Taken(one.name, twin, taken, relatives)


def _recorded(connection: Connection, office: Office, lines: Iterable[Resident]) -> dict[str, str]:
    """NIK → id of the *warga* of ours, as far as whoever is at the keyboard may know of it."""
    found = resident_store.recorded(connection, office.code, [line.nik for line in lines if line.nik])
    closed = sight(connection, office).closed
    return {nik: record for nik, record in found.items() if (office.code, record) not in closed}


def _relative(other: Resident, one: Resident) -> Relative:
    code = relation(other, one)
    known = code_list("contact-relations").label(code) if code else ""
    role = known or code_list("family-relations").label(other.family_relation)
    words = f"{other.name} ({role.lower()})" if role else other.name
    filled = {"contact_name": other.name[: PERSON.field("contact_name").max_length]}
    return Relative(words, filled | ({"contact_relation": code} if code else {}))
