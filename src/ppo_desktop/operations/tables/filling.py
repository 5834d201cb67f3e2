"""Isi format lain: another office's Excel form, its cells pointed to figures once, filled every month.

An empty form and what its cells were pointed to are kept in the database of this PC, so that they are in its backups. A
form is a stranger's file: it is read and filled in a bounded process, and only its pointed cells change.
"""

from __future__ import annotations

import base64
import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Literal, cast

from msgspec import Struct
from msgspec.structs import asdict, replace

from ppo_desktop.core import canonical
from ppo_desktop.core.clock import stamp
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.period import Month
from ppo_desktop.core.text import N_, _, clean, inside, number, search_key
from ppo_desktop.exchange import form_reader, form_writer, stick
from ppo_desktop.exchange.workbook import MOST_BYTES
from ppo_desktop.operations.house import roles
from ppo_desktop.operations.house.bounded import BoundedReader
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months.printing import file_name
from ppo_desktop.operations.papers.periods import Told, silent
from ppo_desktop.operations.tables.figure_values import FigureValues, Value
from ppo_desktop.reports import foreign_form
from ppo_desktop.reports.foreign_form import Carried, Cell, Form, Pointed, place_of
from ppo_desktop.storage import settings_store
from ppo_desktop.storage.database import Connection

Missing = Literal["empty", "words"]
NO_DATA = N_("tidak ada data")
ENDING = ".xlsx"
MOST_FORMS, MOST_CELLS, LONGEST_NAME = 50, 5000, 60
_KEPT, _FILE = "foreign form/", "foreign form file/"
"""Settings: what is known of a form, by a digest of its name; its bytes, by their own."""
_OF_FORMULAS: dict[Missing, str] = {
    "empty": N_("Rumus di formulir menghitung sel kosong sebagai 0."),
    "words": N_("Rumus di formulir tidak dapat menjumlahkan kata; hasilnya dapat berupa tanda salah."),
}
_ADVICE = N_("Buka di Excel atau LibreOffice, simpan lagi sebagai .xlsx, lalu pilih berkas itu.")
_PATIENCE = 180.0
"""Seconds for the largest form on an old PC; whoever waits may stop it."""

Tick = Callable[[], object]


def _still() -> None:
    """Nobody waits for progress."""


class Picked(Struct, frozen=True):
    """A file that was read; nothing of it is kept yet."""

    name: str
    """Of the file."""
    data: bytes
    form: Form


class KeptForm(Struct, frozen=True):
    """A form that this office fills."""

    name: str
    file: str
    """Name of the file it came from."""
    digest: str
    cells: tuple[Pointed, ...]
    missing: Missing = "empty"
    """What a cell gets of which there is no figure."""
    filled: str = ""
    """The month (``2026-11``) it was filled for last; ``""``: never."""
    folder: str = ""
    """Where the filled copy was put last."""


class Line(Struct, frozen=True):
    """One cell of a filled form."""

    pointed: Pointed
    held: Cell | None
    """What stands there in the empty form."""
    value: Value
    put: int | str
    """What is written; ``""`` leaves the cell empty."""

    @property
    def is_missing(self) -> bool:
        return self.value.value is None


class Plan(Struct, frozen=True):
    """What would be written."""

    kept: KeptForm
    month: Month
    data: bytes
    form: Form
    lines: tuple[Line, ...]

    @property
    def name(self) -> str:
        """Of the filled copy."""
        return file_name(f"{self.kept.name} {self.month.label}", ENDING[1:])

    @property
    def remarks(self) -> list[str]:
        """What should be known before it is sent: each sentence once, with how many cells it is about."""
        counts = Counter(line.value.remark for line in self.lines if line.value.remark)
        words = _("{count} sel: {remark}")
        told = [words.format(remark=inside(remark), count=number(count)) for remark, count in counts.items()]
        sheets = {line.pointed.sheet for line in self.lines if line.is_missing}
        held = [cell for sheet in self.form.sheets if sheet.name in sheets for cell in sheet.cells.values()]
        if any(cell.is_formula for cell in held):
            told.append(_(_OF_FORMULAS[self.kept.missing]))
        return told


# ----------------------------------------------------------------------------------- reading


def near(folders: Iterable[Path]) -> list[Path]:
    """Files in these folders that may be forms, by their names; those changed last first."""
    found = []
    for folder in folders:
        with suppress(OSError), os.scandir(folder) as entries:
            found += [
                (entry.stat().st_mtime, Path(entry.path))
                for entry in entries
                if entry.name.lower().endswith(ENDING) and not entry.name.startswith((".", "~")) and entry.is_file()
            ]
    return [path for _changed, path in sorted(found, reverse=True)]


def read(path: Path, tick: Tick = _still) -> Picked:
    """A form, read in a process of its own.

    Args:
        tick: called while one waits; what it raises stops.

    Raises:
        World: the file cannot be opened. Refused: it is no ``.xlsx``, too big, locked, hostile, or broken.
    """
    data = stick.read(path, MOST_BYTES)
    return Picked(clean(path.name), data, _form(data, tick))


def _form(data: bytes, tick: Tick) -> Form:
    with closing(BoundedReader(form_reader.read_form, _ADVICE, _PATIENCE)) as reader:
        return reader.read(data, tick)


def opened(office: Office, name: str, tick: Tick = _still) -> tuple[KeptForm, Picked]:
    """A kept form with what stands in it; raises ``Refused('form-unknown')``, and as ``read``."""
    kept = form_named(office, name)
    data = _bytes(office, kept)
    return kept, Picked(kept.file, data, _form(data, tick))


# ----------------------------------------------------------------------------------- what is kept


def forms(office: Office) -> list[KeptForm]:
    """The forms of this office, by name."""
    with office.database.reading() as connection:
        told = settings_store.beginning_with(connection, _KEPT)
    return sorted((_kept(one) for one in told.values()), key=lambda form: search_key(form.name))


def form_named(office: Office, name: str) -> KeptForm:
    """The form of that name, however it is spelt; raises ``Refused('form-unknown')``."""
    known = {search_key(form.name): form for form in forms(office)}
    if search_key(name) not in known:
        raise Refused(
            "form-unknown",
            _("Tidak ada formulir bernama “{name}”.").format(name=name[:LONGEST_NAME]),
            _("Pilih dari daftar di halaman “Isi format lain”."),
        )
    return known[search_key(name)]


def known_as(office: Office, picked: Picked) -> KeptForm | None:
    """The kept form that came from the very same file."""
    digest = hashlib.sha256(picked.data).hexdigest()
    return next((form for form in forms(office) if form.digest == digest), None)


def why_no_name(office: Office, name: str, before: str = "") -> str:
    """Why a form cannot be called so; ``""``: it can. Args: before: the name it has now."""
    if not search_key(name):
        return _("Tulis nama formulirnya dahulu, misalnya “Rekap PMI Disnaker”.")
    taken = {search_key(form.name) for form in forms(office)} - {search_key(before)}
    return _("Sudah ada formulir bernama itu.") if search_key(name) in taken else ""


def keep(
    office: Office, name: str, picked: Picked, cells: Sequence[Pointed], missing: Missing = "empty", before: str = ""
) -> KeptForm:
    """Keep a form and what its cells were pointed to.

    Args:
        before: the name of the kept form that it takes the place of; ``""``: it is a new one.

    Raises:
        Refused: this role may not, the name is empty or taken, there are too many, or a cell cannot be filled.
    """
    roles.demand(office, "report")
    name = clean(name)[:LONGEST_NAME]
    if why := why_no_name(office, name, before):
        raise Refused("form-name", why, _("Pilih nama yang lain."))
    known = forms(office)
    if (not before and len(known) >= MOST_FORMS) or len(cells) > MOST_CELLS:
        raise Refused("too-many", _("Terlalu banyak formulir atau sel."), _("Hapus yang tidak dipakai lagi."))
    for one in cells:
        if why := why_not_there(picked.form, one):
            raise Refused("form-place", why, _("Arahkan angka itu ke sel yang lain."))
    old = form_named(office, before) if before else None
    digest = hashlib.sha256(picked.data).hexdigest()
    made = KeptForm(name, picked.name, digest, tuple(cells), missing)
    if old:
        made = replace(made, filled=old.filled, folder=old.folder)
    with office.database.transaction() as connection:
        if old:
            _forget(connection, old, {form.digest for form in known if form.name != old.name} | {digest})
        text = base64.b64encode(picked.data).decode("ascii")
        settings_store.write(connection, f"{_FILE}{digest}", {"data": text})
        settings_store.write(connection, _key(name), _told(office, made))
    return made


def why_not_there(form: Form, one: Pointed) -> str:
    """Why a cell cannot be filled as asked; ``""``: it can."""
    sheet, place = form.sheet(one.sheet), place_of(one.cell)
    if sheet is None or place is None or sheet.first_of(place) != place:
        return _("Sel {cell} tidak ada di formulir ini.").format(cell=one.cell)
    held = sheet.at(place)
    if held and held.is_bound:
        return _("Sel {cell} dipakai bersama sel lain dan tidak dapat diganti.").format(cell=one.cell)
    if held and held.is_formula and not one.over_formula:
        return _("Sel {cell} berisi rumus; formulir ini menghitungnya sendiri.").format(cell=one.cell)
    return ""


def forget(office: Office, name: str) -> None:
    """Do not fill it any more; what was filled stays where it is. Raises ``Refused``."""
    roles.demand(office, "report")
    kept = form_named(office, name)
    others = {form.digest for form in forms(office) if form.name != kept.name}
    with office.database.transaction() as connection:
        _forget(connection, kept, others)


def new_version(kept: KeptForm, picked: Picked) -> Carried:
    """What of the pointed cells holds in another version of a form; nothing is kept yet."""
    return foreign_form.carried(kept.cells, picked.form)


# ----------------------------------------------------------------------------------- each month


def plan(office: Office, name: str, month: Month, told: Told = silent) -> Plan:
    """What a form would be filled with for a month; for the background.

    Raises:
        Refused: this role may not, no such form, or the month has not begun.
    """
    roles.demand(office, "report")
    values = FigureValues(office, month, told)
    kept, picked = opened(office, name, lambda: told(0, 0, _("Membaca formulir")))
    return planned(kept, picked, values)


def planned(kept: KeptForm, picked: Picked, values: FigureValues) -> Plan:
    """As ``plan``, of what was read already."""
    lines = []
    for one in kept.cells:
        sheet, place = picked.form.sheet(one.sheet), place_of(one.cell)
        held = sheet.at(place) if sheet and place else None
        found = values.value(one.figure, one.of, one.period)
        value = found.value if found.value is not None else _(NO_DATA) if kept.missing == "words" else ""
        lines.append(Line(one, held, found, foreign_form.written(held, value)))
    return Plan(kept, values.month, picked.data, picked.form, tuple(lines))


def save(office: Office, made: Plan, folder: Path, tick: Tick = _still) -> Path:
    """Write the filled copy into ``folder``; one of that name that differs stays, and the new one gets a number.

    Raises:
        Refused: this role may not. World: as ``stick.put``.
    """
    roles.demand(office, "report")
    values = {line.pointed.key: line.put for line in made.lines}
    with closing(BoundedReader(form_writer.fill, _ADVICE, _PATIENCE)) as reader:
        filled = reader.read(made.data, tick, values=values)
    path = stick.put(folder, _free_name(folder, made.name, filled), filled)
    kept = replace(made.kept, filled=str(made.month), folder=str(folder))
    with office.database.transaction() as connection:
        if settings_store.read(connection, _key(kept.name)) is not None:
            settings_store.write(connection, _key(kept.name), _told(office, kept))
    return path


def _free_name(folder: Path, name: str, data: bytes) -> str:
    """A name under which nothing else lies: a clerk may have worked on what was filled before."""
    stem, found, count = name.removesuffix(ENDING), name, 1
    while (folder / found).exists() and not _is_same(folder / found, data):
        count += 1
        found = f"{stem} ({count}){ENDING}"
    return found


def _is_same(path: Path, data: bytes) -> bool:
    try:
        return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


# ----------------------------------------------------------------------------------- in the database


def _key(name: str) -> str:
    """Names that are spelt alike are one; no key is the beginning of another."""
    return _KEPT + hashlib.sha256(search_key(name).encode()).hexdigest()


def _bytes(office: Office, kept: KeptForm) -> bytes:
    with office.database.reading() as connection:
        told = settings_store.read(connection, f"{_FILE}{kept.digest}") or {"data": ""}
    return base64.b64decode(str(told["data"]))


def _forget(connection: Connection, kept: KeptForm, still_used: set[str]) -> None:
    settings_store.forget(connection, _key(kept.name))
    if kept.digest not in still_used:
        settings_store.forget(connection, f"{_FILE}{kept.digest}")


def _told(office: Office, kept: KeptForm) -> dict[str, object]:
    told: dict[str, object] = {
        "name": kept.name,
        "file": kept.file,
        "digest": kept.digest,
        "cells": [asdict(one) for one in kept.cells],
        "missing": kept.missing,
        "filled": kept.filled,
        "folder": kept.folder if canonical.is_clean(kept.folder) else "",
        "by": office.user.display_name,
        "at": stamp(office.clock),
    }
    return told


def _kept(told: Mapping[str, object]) -> KeptForm:
    cells = tuple(Pointed(**one) for one in cast("list[dict[str, Any]]", told["cells"]))
    missing: Missing = "words" if told["missing"] == "words" else "empty"
    return KeptForm(
        name=str(told["name"]),
        file=str(told["file"]),
        digest=str(told["digest"]),
        cells=cells,
        missing=missing,
        filled=str(told["filled"]),
        folder=str(told["folder"]),
    )
