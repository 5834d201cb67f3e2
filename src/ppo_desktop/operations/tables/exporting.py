"""Lists as tables for other programs: what whoever is at the keyboard sees of a book, with its dictionary and origin.

A book of any length is never held together: its keys are, and two hundred rows at a time are read while the file is
written. Closed records are left out and counted; restricted fields go along only for a reason, each look written down.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Literal, TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from ppo_desktop import __version__
from ppo_desktop.core.clock import WIB, today
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import name_of
from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import N_, _, clean, number
from ppo_desktop.exchange import stick
from ppo_desktop.exchange.table_writing import DELIMITER, Row, Table, write_package, write_workbook
from ppo_desktop.operations.books import browsing
from ppo_desktop.operations.house import access
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.house.sight import is_closed
from ppo_desktop.operations.months.printing import file_name
from ppo_desktop.records import dictionary
from ppo_desktop.records.dictionary import Meaning
from ppo_desktop.records.field import Field
from ppo_desktop.records.kind import HIDDEN, RecordKind
from ppo_desktop.records.registry import row_kinds
from ppo_desktop.storage.journal_store import RecordKey

Form: TypeAlias = Literal["xlsx", "csv"]
Told: TypeAlias = Callable[[int, int, str], object]
"""Done, total, words; may raise to stop, and then nothing stands in the folder."""

_SAVED = re.compile(r"(.+) \d{4}-\d{2}-\d{2}(?: ?\(\d+\))?")
"""What a book is called, the day, and the number of a copy."""
PAGE = 200
"""Rows that are read at once."""
MOST_WORDS = 300
"""Most characters of a reason."""
_OURS = (
    Meaning("office_name", N_("Kantor"), N_("Kantor yang mencatat."), words=N_("teks")),
    Meaning("office", N_("Kode kantor"), words=N_("kode wilayah"), width=14),
    Meaning(
        "record", N_("Nomor catatan"), N_("Nomor dari program; catatan lain menyebut nomor ini."), words=N_("teks")
    ),
)


class Asked(Struct, frozen=True):
    """Which list, as somebody sees it."""

    kind: RecordKind
    filters: tuple[str, ...] = ()
    owner: str = ""
    typed: str = ""
    by: str = ""
    descending: bool = False
    reason: str = ""
    """Why the restricted fields are needed; ``""`` leaves them out."""
    form: Form = "xlsx"

    @property
    def why(self) -> str:
        return " ".join(clean(self.reason).split())[:MOST_WORDS]

    @property
    def narrowed(self) -> str:
        """The filter in words; ``""`` for the whole list."""
        words = [_(self.kind.filter(name).label) for name in self.filters]
        if self.owner:
            words.append(name_of(self.owner))
        if self.typed:
            words.append(f"“{self.typed}”")
        return ", ".join(words)


class Taken(Struct):
    """A table that was written."""

    path: Path
    count: int = 0
    closed: int = 0
    """Records left out because they are closed to whoever asked."""
    nameless: int = 0
    """Rows of offices below whose person is not named."""


class Origin(Struct, frozen=True):
    """What the page “Keterangan” says of any table of ours."""

    title: str
    facts: Sequence[tuple[str, str]] = ()
    keeping: Sequence[str] = field(default_factory=tuple)
    """How to keep the file, a sentence each."""
    by: str = ""
    """Who made it, where that is not who is at the keyboard."""


def has_restricted(kind: RecordKind) -> bool:
    """Whether a list of the kind has fields that go along only for a reason."""
    return len(dictionary.fields_of(kind, restricted_too=True)) > len(dictionary.fields_of(kind, restricted_too=False))


def is_ours(file: Path) -> bool:
    """Whether a file is called as ``write`` calls its tables, or a copy of one; it is not opened."""
    told = _SAVED.fullmatch(file.stem)
    return told is not None and told[1] in {Path(file_name(_(one.plural), "xlsx")).stem for one in row_kinds()}


def write(office: Office, asked: Asked, folder: Path, told: Told = lambda *_told: None) -> Taken:
    """The list into one file in ``folder``, which is there as a whole or not at all.

    Raises:
        Refused: a kind without a list, or restricted fields are wanted by a role that may not see them.
        World: as ``stick.placed``.
    """
    kind, why = asked.kind, asked.why
    if why and not access.may_look(office):
        raise Refused("not-allowed", access.why_not_look(), _("Simpan tanpa isian terbatas, atau minta petugas."))
    fields = dictionary.fields_of(kind, restricted_too=bool(why))
    keys = browsing.ids(
        office, kind, asked.filters, owner=asked.owner, typed=asked.typed, by=asked.by, descending=asked.descending
    )
    columns = (*dictionary.meanings(kind, fields), *_headings(_OURS))
    title = _("{kind} {day}").format(kind=_(kind.plural), day=today(office.clock).isoformat())
    if any(one.is_personal for one in columns) and not why:
        _note(office, asked, len(keys))
    taken = Taken(folder / file_name(title, "xlsx" if asked.form == "xlsx" else "zip"))
    rows = _rows(office, asked, fields, keys, taken, told)

    def origin() -> Origin:
        return _origin(asked, taken, has_people=any(one.is_personal for one in columns))

    save(office, taken.path, asked.form, (kind.name, _(kind.plural)), columns, rows, origin)
    return taken


def save(
    office: Office,
    path: Path,
    form: Form,
    called: tuple[str, str],
    columns: Sequence[Meaning],
    rows: Iterator[Row],
    origin: Callable[[], Origin],
    made: datetime | None = None,
) -> None:
    """Write a table of any sort with its dictionary, the codes it uses, and where it comes from.

    Args:
        called: its name for programs and for people.
        origin: asked once all rows are written.
        made: when; ``None`` for now.

    Raises:
        World: as ``stick.placed``.
    """
    made = (made or office.clock.now()).astimezone(WIB)
    name, title = called
    is_book = form == "xlsx"
    data = Table(
        title if is_book else name,
        [one.title if is_book else one.name for one in columns],
        rows,
        [one.width for one in columns],
    )
    meaning = Table(
        _("Kamus data") if is_book else "kamus-data",
        [_(head) for head in dictionary.HEADS],
        dictionary.lines(columns),
        dictionary.WIDTHS,
    )
    codes = [
        Table(
            _("Daftar kode") if is_book else "daftar-kode",
            [_(head) for head in dictionary.CODE_HEADS],
            dictionary.code_lines(columns),
            dictionary.CODE_WIDTHS,
        )
    ]
    if not any(one.choices for one in columns):
        codes = []
    with _placed(path) as file:
        if is_book:
            told = Table(_("Keterangan"), (_("Hal"), _("Isi")), _later(office, origin, made), (26, 90))
            write_workbook(file, (data, meaning, *codes, told), made)
            return
        package = {
            "profile": "tabular-data-package",
            "name": name.replace("_", "-"),
            "title": title,
            "created": made.isoformat(timespec="seconds"),
            "resources": [dictionary.resource(name, title, columns, DELIMITER)],
        }
        write_package(file, (data, meaning, *codes), package, lambda: _note_for_people(office, origin(), made), made)


@contextmanager
def _placed(path: Path) -> Iterator[BinaryIO]:
    with stick.placed(path.parent, path.name) as temporary, temporary.open("xb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


# ------------------------------------------------------------------------------- rows


def _rows(
    office: Office, asked: Asked, fields: Sequence[Field], keys: Sequence[RecordKey], taken: Taken, told: Told
) -> Iterator[Row]:
    kind, why = asked.kind, asked.why
    cell = dictionary.in_words if asked.form == "xlsx" else dictionary.in_codes
    names = [one.name for one in fields]
    for start in range(0, len(keys), PAGE):
        told(start, len(keys), _("Menulis {kind}…").format(kind=_(kind.plural)))
        found = [row for row in browsing.window(office, kind, keys[start : start + PAGE], names) if row]
        open_ones = [row for row in found if not is_closed(row)]
        taken.closed += len(found) - len(open_ones)
        if why:
            looked = [row for row in open_ones if HIDDEN not in row and access.hidden_fields(kind, row)]
            access.look_over(office, kind, [(row["office"], row["id"]) for row in looked], why)
        for row in open_ones:
            taken.count += 1
            if is_veiled := HIDDEN in row:
                taken.nameless += 1
            cells = (None if is_veiled and one.restricted else cell(one, row[one.name]) for one in fields)
            yield *cells, name_of(row["office"]), row["office"], row["id"]
    if why:  # above the looks at each record, where the head sees it first
        _note(office, asked, taken.count)


def _headings(ours: Sequence[Meaning]) -> Iterator[Meaning]:
    for one in ours:
        yield replace(one, title=_(one.title), meaning=_(one.meaning), words=_(one.words))


def _note(office: Office, asked: Asked, count: int) -> None:
    """Without what somebody typed: it may name a person, and is not erased with them."""
    words = _("Disimpan sebagai tabel: {kind}, {count} baris").format(kind=_(asked.kind.plural), count=number(count))
    with_restricted = _("dengan isian terbatas") if asked.why else ""
    access.note_taken(office, asked.kind, "; ".join(filter(None, (words, with_restricted))))


# ------------------------------------------------------------------------------- where it comes from


def _origin(asked: Asked, taken: Taken, *, has_people: bool) -> Origin:
    facts = [
        (_("Buku"), _(asked.kind.plural)),
        (_("Saringan"), asked.narrowed or _("tidak ada; seluruh buku")),
        (_("Banyaknya baris"), number(taken.count)),
    ]
    if taken.closed:
        facts.append((_("Tidak ikut"), _("{count} catatan yang ditutup untuk akun ini").format(count=taken.closed)))
    if taken.nameless:
        words = _("{count} baris tanpa nama dan data diri: catatan kantor bawah yang belum dibuka dengan alasan")
        facts.append((_("Tanpa nama"), words.format(count=number(taken.nameless))))
    if asked.why:
        facts.append((_("Isian terbatas"), _("ikut, dengan alasan: {why}").format(why=asked.why)))
    elif has_restricted(asked.kind):
        facts.append((_("Isian terbatas"), _("tidak ikut")))
    return Origin(_(asked.kind.plural), facts, [_(one) for one in _KEEPING] if has_people else ())


_KEEPING = (
    N_("Berkas ini memuat data pribadi. Simpan di komputer kantor, jangan di ponsel atau surel pribadi."),
    N_("Berikan hanya kepada yang berhak, catat kepada siapa, dan hapus bila tidak diperlukan lagi."),
    N_("Yang berlaku tetap catatan di program; perubahan di berkas ini tidak kembali ke sana."),
)


def _later(office: Office, origin: Callable[[], Origin], made: datetime) -> Iterator[Row]:
    """The rows of “Keterangan”, asked for when they are written: all others are by then."""
    yield from _said(office, origin(), made)


def _said(office: Office, origin: Origin, made: datetime) -> Iterator[tuple[str, str]]:
    yield _("Isi"), origin.title
    yield _("Kantor"), _("{name} ({code})").format(name=office.identity.on_paper().full_name, code=office.code)
    if office.identity.training:
        yield _("Latihan"), _("Data latihan; tidak tentang orang sungguhan.")
    yield from origin.facts
    yield _("Dibuat pada"), f"{long_date(made.date())} {made:%H.%M} WIB"
    yield _("Dibuat oleh"), origin.by or office.user.display_name
    yield _("Program"), _("PPO Desktop versi {version}; kamus data menurut versi ini.").format(version=__version__)
    for place, sentence in enumerate(origin.keeping):
        yield _("Menyimpan berkas ini") if not place else "", sentence


def _note_for_people(office: Office, origin: Origin, made: datetime) -> dict[str, str]:
    told = "\n".join(f"{head}: {words}" if head else words for head, words in _said(office, origin, made))
    more = _(
        "Isi paket: tabel dan kamusnya sebagai CSV (UTF-8, titik koma), dan datapackage.json untuk program. Sel yang "
        "diawali tanda petik tunggal aslinya mulai dengan tanda yang oleh Excel dikira rumus. Untuk Excel, lebih baik "
        "simpan sebagai XLSX: Excel mengubah NIK dalam CSV menjadi bilangan."
    )
    return {"BACA DAHULU.txt": f"{told}\n\n{more}\n"}
