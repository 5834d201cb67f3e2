"""Impor tabel: a table of another office is read, understood, and shown row by row before anything is kept.

The file is read in a bounded process (``residents.read``). What its columns were taken for is remembered for the next
table with the same columns. ``import_keeping`` keeps what was decided, and takes a whole import back.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import cast

from msgspec import Struct, field

from ppo_desktop.core import canonical
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.text import _
from ppo_desktop.operations.books.residents import ListFile, read
from ppo_desktop.operations.house import roles
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.tables.import_lines import Line, Raw, Verdict, Weighing
from ppo_desktop.records.reading import read as read_value
from ppo_desktop.records.region_words import Where, where
from ppo_desktop.records.resident_table import Layout, is_heading
from ppo_desktop.records.rules import text_of
from ppo_desktop.records.table_reading import read_row
from ppo_desktop.records.table_shapes import (
    Shape,
    field_of,
    likeliest,
    meaning_label,
    offered,
    shape,
    signature,
    understood,
)
from ppo_desktop.storage import settings_store
from ppo_desktop.storage.database import Connection

read_file = read
MOST_LINES = 5000
"""Rows of one import."""
IMPORTS = "import "
"""Names of what is remembered of each import begin so."""
_COLUMNS, _SALT = "table columns ", "table salt"
_EACH = 20
Tick = Callable[[int, int], object]
"""Told how many rows are done, of how many; may raise to stop."""


def _still(_done: int, _total: int) -> None:
    """Nobody waits for progress."""


class Plan(Struct, frozen=True, dict=True):
    """What a table comes to."""

    source: str
    """What the table is called in what is kept of it."""
    shape: Shape
    lines: tuple[Line, ...]
    file: ListFile | None = None
    """``None``: the lines were told by an office above."""
    sheet: int = 0
    layout: Layout = field(default_factory=lambda: Layout((), 0))
    meanings: Mapping[int, str] = field(default_factory=dict)
    """Place of a column → what it is taken for."""
    common: Mapping[str, object] = field(default_factory=dict)
    """Meaning → what holds for all rows where the table says nothing."""
    is_remembered: bool = False
    """Whether the columns are taken for what somebody chose for such a table before."""
    left_out: int = 0
    """Rows that are none: sums, titles between, empty ones."""

    @cached_property
    def counts(self) -> Counter[Verdict]:
        return Counter(line.verdict for line in self.lines)

    @property
    def why_not(self) -> str:
        """Why nothing can be taken; ``""``: something can, once it is decided."""
        missing = self._missing
        if missing:
            return _("Belum ada kolom yang dipilih sebagai {meaning}.").format(meaning=meaning_label(missing))
        if not self.lines:
            return _("Tidak ada satu baris pun yang terbaca.")
        if all(line.verdict in (Verdict.RECORDED, Verdict.UNREADABLE) for line in self.lines):
            if self.counts[Verdict.RECORDED] == len(self.lines):
                return _("Semua baris sudah tercatat; tidak ada yang baru.")
            return _("Tidak ada baris yang dapat diambil; lihat sebabnya di bawah.")
        return ""

    @property
    def _missing(self) -> str:
        wanted = "person.name" if self.shape.is_about_people else "rt_report.rt"
        return wanted if self.file is not None and wanted not in self.meanings.values() else ""

    @property
    def missing_common(self) -> tuple[str, ...]:
        """What may be said once for all rows, since no column says it, or not each of the rows that were told."""
        told = [{name for name in line.raw.values if name not in self.common} for line in self.lines]
        return tuple(
            one
            for one in self.shape.common
            if one not in self.meanings.values() and not all(one in names for names in told)
        )


def plan(
    office: Office,
    file: ListFile,
    *,
    of: Shape | None = None,
    sheet: int | None = None,
    meanings: Mapping[int, str] | None = None,
    common: Mapping[str, object] | None = None,
    source: str = "",
    tick: Tick = _still,
) -> Plan:
    """What a table would come to.

    Args:
        of: which sort of table it is; ``None``: as recognised, or as somebody said of such a table before.
        meanings: place of a column → what a person took it for, ``""`` for nothing; ``None``: as recognised.
        common: meaning → as typed, for all rows.

    Raises:
        Refused: more than ``MOST_LINES`` rows, or this user may not record.
    """
    roles.demand(office, "record")
    salt = _salt(office)
    shapes = offered(office.identity.level)
    place, likely = likeliest(file.sheets, shapes) if sheet is None or of is None else (sheet, of)
    chosen, wanted = (place if sheet is None else sheet), of or likely
    table = file.sheets[chosen]
    layout = understood(table, wanted)
    with office.database.reading() as connection:
        kept = settings_store.read(connection, _COLUMNS + signature(layout))
        before = _taken(connection)
    is_remembered = False
    if meanings is None and kept and of is None and kept["shape"] in {one.name for one in shapes}:
        wanted, is_remembered = shape(str(kept["shape"])), True
        layout = understood(table, wanted)
    elif meanings is None and kept and kept["shape"] == wanted.name:
        is_remembered = True
    if meanings is not None:
        taken = {place: what for place, what in meanings.items() if what}
    elif is_remembered and kept:
        taken = {int(at): what for at, what in cast(dict[str, str], kept["meanings"]).items()}
    else:
        taken = layout.meanings
    said = as_kept(common or {})
    rows = table.rows[layout.begins :]
    if len(rows) > MOST_LINES:
        raise Refused(
            "too-many-rows",
            _("Tabel ini berisi lebih dari {most} baris.").format(most=MOST_LINES),
            _("Simpan sebagian barisnya ke berkas tersendiri, lalu ambil satu per satu."),
        )
    lines: list[Line] = []
    left_out = 0
    with office.database.reading() as connection:
        weighing = Weighing(connection, office, wanted, before)
        for done, row in enumerate(rows):
            if done % _EACH == 0:
                tick(done, len(rows))
            if is_heading(row, wanted.headings):
                left_out += 1
                continue
            found = read_row(row, wanted, taken, said)
            if not _says_something(found.values, wanted, said):
                left_out += 1
                continue
            name = text_of(found.values, "person.address")
            stands = where(found.place, name, office.code) if wanted.is_about_people else Where()
            own = found.key or canonical.write([*map(_canonical, row.cells)]).decode()
            key = _key(salt, wanted, own)
            lines.append(
                weighing.weigh(
                    Raw(
                        row.number,
                        found.values,
                        stands,
                        tuple(found.remarks),
                        frozenset(found.unread),
                        key,
                        cells=row.cells,
                    )
                )
            )
        tick(len(rows), len(rows))
    return Plan(
        source or file.name.rpartition(".")[0] or file.name,
        wanted,
        tuple(lines),
        file,
        chosen,
        layout,
        taken,
        said,
        is_remembered,
        left_out,
    )


def as_kept(common: Mapping[str, object]) -> dict[str, object]:
    """Meaning → value of what was typed for all rows, as far as it can be read."""
    told = {meaning: read_value(field_of(meaning), raw)[0] for meaning, raw in common.items()}
    return {meaning: value for meaning, value in told.items() if value is not None}


def _says_something(values: Mapping[str, object], of: Shape, common: Mapping[str, object]) -> bool:
    """Whether a row names somebody, or some RT; sums and signatures do not."""
    if not of.is_about_people:
        return bool(text_of(values, "rt_report.rt"))
    own = [name for name in values if name not in of.fills and name not in common]
    is_named = bool(text_of(values, "person.name") or text_of(values, "person.nik"))
    return len(own) > (1 if is_named else 2)


def _canonical(cell: object) -> str:
    return "" if cell is None else str(cell)


def remember(connection: Connection, planned: Plan) -> None:
    """Take tables with these columns so from now on."""
    if planned.file is None:
        return
    kept: dict[str, object] = {
        "shape": planned.shape.name,
        "meanings": {str(at): what for at, what in planned.meanings.items()},
    }
    settings_store.write(connection, _COLUMNS + signature(planned.layout), kept)


def _salt(office: Office) -> bytes:
    """So that nobody finds out from what is remembered whether some row was taken."""
    with office.database.reading() as connection:
        kept = settings_store.read(connection, _SALT)
    if kept is None:
        kept = {"salt": secrets.token_hex(16)}
        with office.database.transaction() as connection:
            settings_store.write(connection, _SALT, kept)
    return bytes.fromhex(str(kept["salt"]))


def _key(salt: bytes, of: Shape, own: str) -> str:
    """Names a row for ever."""
    return hmac.new(salt, f"{of.name}\n{own}".encode(), hashlib.sha256).hexdigest()[:32]


def _taken(connection: Connection) -> dict[str, str]:
    """Key of each row that was taken and not taken back → the sentence that says when."""
    found: dict[str, str] = {}
    for told in settings_store.beginning_with(connection, IMPORTS).values():
        if "keys" in told and not told.get("undone"):
            words = _("Sudah diambil dari {file}.").format(file=told["source"])
            found |= dict.fromkeys(cast(list[str], told["keys"]), words)
    return found
