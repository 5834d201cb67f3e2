"""A photocopy beside its signed original: the check code finds the original here, and its figures are compared.

The code on a photocopy proves nothing by itself: anybody can copy it beside other figures. What is shown here are the
figures of the original, as its sender signed them; a person says what the photocopy says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from ppo_desktop.core import canonical
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import Level, name_of, office_type, parent
from ppo_desktop.core.period import Month, Span
from ppo_desktop.core.text import N_, _, number
from ppo_desktop.exchange import stick
from ppo_desktop.exchange.manifest import read_manifest
from ppo_desktop.operations.books import counting
from ppo_desktop.operations.house.bounded import BoundedReader
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import compiling, reporting
from ppo_desktop.operations.papers import period_signing
from ppo_desktop.reports.compiled import HEADS
from ppo_desktop.reports.figures import TOTALS, Row
from ppo_desktop.reports.office import check_code
from ppo_desktop.storage import carrier_store, journal_store
from ppo_desktop.storage.carrier_store import PERIODIC, RECAP, Known
from ppo_desktop.storage.database import Connection

DIGITS = 16
"""As many are printed; the QR holds all 64."""
_MARK = re.compile(r"PPO1:([0-9.]{5,13}):([0-9A-Fa-f]{64})")
_TYPED = re.compile(r"[0-9a-f]{16}([0-9a-f]{48})?")
_MISREAD = str.maketrans("oilszgq|", "01152601", " .:-–—_/\n\t")
"""Letters that no code has, for the digits they are mistaken for; and what only separates."""
_NEAR = 2
"""Digits in which a mistyped code may differ from one that is known here."""
Place = tuple[int, int, int]
"""A figure of an original: number of the table, of the row, of the column, from 0."""


class Code(Struct, frozen=True):
    """What stands on a paper."""

    digits: str
    """The first 16 or all 64 digits of the id, lower case."""
    office: str = ""
    """Who made the paper, where the QR said so."""

    @property
    def words(self) -> str:
        """``ABCD EF01 2345 6789``."""
        return check_code(self.digits)


class FigureRow(NamedTuple):
    """One line of a table; ``None`` where nothing stands on the page."""

    title: str
    counts: tuple[int | None, ...]


class FigureTable(Struct, frozen=True):
    """A table as on the page."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[FigureRow, ...]


class Original(Struct, frozen=True):
    """A signed file that is known here."""

    id: str
    kind: str
    sender: str
    what: str
    """``Laporan bulan November 2026 dari Desa Sebayan``."""
    on: date
    """When it was made here, or came."""
    is_own: bool
    has_file: bool
    """Whether its pages can still be shown."""
    tables: tuple[FigureTable, ...]
    newer: str = ""
    """A sentence where a later report took its place."""

    @property
    def figures(self) -> dict[Place, int]:
        """Every figure, in reading order."""
        return {
            (t, r, c): count
            for t, table in enumerate(self.tables)
            for r, row in enumerate(table.rows)
            for c, count in enumerate(row.counts)
            if count is not None
        }


class Comparison(Struct, frozen=True):
    """What became of it; only what somebody said about the photocopy counts."""

    same: int
    differing: tuple[str, ...]
    """``Berangkat, bulan ini: berkas asli 12, fotokopi 13.``"""
    unsaid: int

    @property
    def verdict(self) -> str:
        """One sentence."""
        if self.differing:
            return _("{count} angka pada fotokopi berbeda dengan berkas asli.").format(
                count=number(len(self.differing))
            )
        if self.unsaid:
            return _("{same} angka sama; {count} belum dibandingkan.").format(
                same=number(self.same), count=number(self.unsaid)
            )
        return _("Semua {count} angka pada fotokopi sama dengan berkas asli.").format(count=number(self.same))


def read_code(typed: str) -> Code:
    """The code in what somebody typed or pasted; case, spaces and letters that look like digits are forgiven.

    Raises:
        Refused: ``code-form``.
    """
    if found := _MARK.search(typed):
        return Code(found[2].lower(), found[1])
    digits = typed.lower().translate(_MISREAD)
    if not _TYPED.fullmatch(digits):
        count = _("Yang diketik ada {count}.").format(count=number(len(digits))) if digits else ""
        raise Refused(
            "code-form",
            _("Kode periksa berkas terdiri atas 16 angka dan huruf A sampai F. {count}").format(count=count).strip(),
            _("Ketik seperti yang tercetak di samping kode QR, misalnya 8BDA 6CC7 0F12 9A3E."),
        )
    return Code(digits)


def codes_in_file(path: Path, tick: Callable[[], object] = lambda: None) -> tuple[Code, ...]:
    """The codes on a scan, photo or PDF; none where no QR of ours can be read. Raises ``Refused`` or ``World``."""
    from ppo_desktop.pdf.codes import codes_in

    data = stick.read(path)
    with closing(BoundedReader(codes_in, N_("Ketik kode periksa yang tercetak di samping kode QR."))) as reader:
        return tuple(read_code(text) for text in reader.read(data, tick))


def drawn(office: str, identifier: str) -> bytes:
    """The QR of a paper of ``office`` as a picture (PNG): to try whether scans can be read on this PC."""
    from ppo_desktop.pdf import codes

    return codes.drawn(f"PPO1:{office}:{identifier}")


def original(office: Office, code: Code) -> Original:
    """The signed file of that code, made here or taken in.

    Raises:
        Refused: ``no-original``, with whom to ask.
    """
    with office.database.reading() as connection:
        known = _known(connection, office)
        found = [one for one in known if one.id.startswith(code.digits)]
        if not found:
            raise _nowhere(office, code, known, is_top=not reporting.has_receiver(connection, office))
        return _original(connection, office, found[0])


def what_it_is(connection: Connection, office: Office, identifier: str) -> str:
    """``Laporan Tahun 2026 dari Desa Sebayan``; ``""`` of what is not known here."""
    return next((_what(one) for one in _known(connection, office) if one.id == identifier), "")


def compare(of: Original, copy: Mapping[Place, int]) -> Comparison:
    """The figures of an original beside those that somebody read off the photocopy."""
    figures = of.figures
    differing = tuple(
        _("{what}: berkas asli {here}, fotokopi {there}.").format(
            what=title(of, place), here=number(count), there=number(copy[place])
        )
        for place, count in figures.items()
        if copy.get(place, count) != count
    )
    said = sum(place in copy for place in figures)
    return Comparison(said - len(differing), differing, len(figures) - said)


def title(of: Original, place: Place) -> str:
    """``Berangkat, bulan ini``."""
    table, row, column = place
    return f"{of.tables[table].rows[row].title}, {of.tables[table].columns[column].lower()}"


def _known(connection: Connection, office: Office) -> list[Known]:
    """Every signed file that is kept here, and reports of several months of which only the sums are told here."""
    kept = carrier_store.known(connection, office.code)
    ids = {one.id for one in kept}
    told = (
        Known(entry.link.hex(), PERIODIC, entry.office, str(span), entry.time, False, False, False)
        for entry, span in period_signing.entries(connection)
    )
    return [*kept, *(one for one in told if one.id not in ids)]


def _original(connection: Connection, office: Office, one: Known) -> Original:
    tables: tuple[FigureTable, ...] = ()
    newer = ""
    if one.kind in ("report", RECAP) and one.period:
        tables, newer = _figures(connection, one)
    elif one.kind == PERIODIC:
        tables, newer = _of_period(connection, one)
    is_own = one.sender == office.code
    at = date.fromisoformat(one.at[:10])
    return Original(one.id, one.kind, one.sender, _what(one), at, is_own, one.is_kept, tables, newer)


def _what(one: Known) -> str:
    if one.kind == PERIODIC:
        span = Span.parse(one.period).label
        return _("Laporan {span} dari {office}").format(span=span, office=name_of(one.sender))
    month = Month.parse(one.period).label if one.period else ""
    told = {
        "report": _("Laporan bulan {month} dari {office}"),
        RECAP: _("Rekapitulasi bulan {month} dari {office}"),
        "receipt": _("Tanda terima dari {office}"),
    }
    words = told.get(one.kind, _("Berkas antarkomputer {office}"))
    return words.format(month=month, office=name_of(one.sender))


def _figures(connection: Connection, one: Known) -> tuple[tuple[FigureTable, ...], str]:
    """The tables on the page of a report, and whether a later one took its place."""
    record = counting.report_record(one.sender, Month.parse(one.period))
    versions = counting.report_versions(journal_store.of_record(connection, one.sender, record))
    reach = _reach(connection, one)
    mine = [place for place, (entry, _values) in enumerate(versions) if entry.seq <= reach.get(entry.device, 0)]
    values: Row = versions[mine[-1]][1] if mine else {}
    totals, late = values.get("totals") or {}, values.get("late") or {}
    if one.is_arrived:
        manifest = read_manifest(carrier_store.manifest(connection, one.id).encode())
        totals, late = manifest.totals, manifest.late
    elif not mine:
        return (), ""
    own = FigureTable(
        _("Angka laporan"),
        (_("Bulan ini"), _("Tambahan bulan lalu")),
        tuple(FigureRow(_(label), (totals.get(key, 0), late.get(key, 0))) for key, (label, _unit) in TOTALS.items()),
    )
    newer = ""
    if mine and mine[-1] < len(versions) - 1:
        newer = _("Bulan itu sudah dilaporkan lagi: ada perbaikan yang lebih baru.")
    return (own, *_compiled(values, one.sender)), newer


def _of_period(connection: Connection, one: Known) -> tuple[tuple[FigureTable, ...], str]:
    """The tables by month and by office on the pages of a report of several months, and whether a later one came."""
    span = Span.parse(one.period)
    record = period_signing.record_of(one.sender, span)
    versions = period_signing.versions(connection, one.sender, record)
    values = next((values for entry, values in versions if entry.link.hex() == one.id), {})
    months, offices = _counts_by(values.get("months")), _counts_by(values.get("offices"))
    late, totals = values.get("late") or {}, values.get("totals") or {}
    rows = [FigureRow(month.label, _cells(months.get(str(month)))) for month in span.months]
    if any(late.values()):
        rows.append(FigureRow(_("Tambahan bulan lalu"), _cells(late)))
    rows.append(FigureRow(_("Jumlah"), _cells(totals)))
    columns = tuple(_(HEADS[key][0]) for key in TOTALS)
    tables = [FigureTable(_("Jumlah menurut bulan"), columns, tuple(rows))]
    if len(offices) > 1:
        lines = tuple(FigureRow(name_of(code), _cells(counts)) for code, counts in sorted(offices.items()))
        tables.append(FigureTable(_("Menurut kantor"), columns, lines))
    is_newest = not versions or versions[-1][0].link.hex() == one.id
    newer = "" if is_newest else _("Masa itu sudah dilaporkan lagi: ada perbaikan yang lebih baru.")
    return tuple(tables), newer


def _counts_by(found: object) -> dict[str, Mapping[str, int]]:
    """What is of the right form in counts of months or offices that another office's program wrote."""
    told = found.items() if isinstance(found, Mapping) else ()
    return {key: counts for key, counts in told if isinstance(counts, Mapping)}


def _cells(counts: Mapping[str, int] | None) -> tuple[int | None, ...]:
    told = ((counts or {}).get(key) for key in TOTALS)
    return tuple(count if type(count) is int else None for count in told)


def _compiled(values: Row, sender: str) -> tuple[FigureTable, ...]:
    """The table of the offices directly below, of a report that has one."""
    told = compiling.read_told(values.get("compiled"), sender)
    if not told:
        return ()
    rows = [
        FigureRow(name_of(code), tuple(said.totals.get(key, 0) if said.counts else None for key in TOTALS))
        for code, said in told.items()
    ]
    columns = tuple(_(HEADS[key][0]) for key in TOTALS)
    return (FigureTable(_("Laporan kantor di bawah"), columns, tuple(rows)),)


def _reach(connection: Connection, one: Known) -> dict[str, int]:
    """Device → last seq that the file holds."""
    if one.is_arrived:
        manifest = read_manifest(carrier_store.manifest(connection, one.id).encode())
        return {span.device: span.last for span in manifest.spans}
    if one.is_entrusted:
        return {}
    found = canonical.read(carrier_store.spans(connection, one.id).encode())
    return {device: int(last) for device, last in found.items()} if isinstance(found, dict) else {}


def _nowhere(office: Office, code: Code, known: Iterable[Known], *, is_top: bool) -> Refused:
    near = next((one for one in known if _distance(one.id, code.digits) <= _NEAR), None)
    if near is not None:
        advice = _("Periksa lagi ketikannya: kode yang mirip ada di sini, {code} ({what}).").format(
            code=check_code(near.id), what=_what(near)
        )
    elif code.office == office.code:
        advice = (
            _("Cari di komputer lain kantor ini, atau di cadangannya.")
            if is_top
            else _("Cari di komputer lain kantor ini, atau tanyakan kepada kantor atasan yang menerimanya.")
        )
    elif code.office:
        advice = _("Tanyakan kepada {office} yang membuatnya{receiver}.").format(
            office=name_of(code.office), receiver=_receiver(code.office, office.code)
        )
    elif is_top:
        advice = _("Tanyakan kepada kantor yang tercantum pada kop; kantor itu menyimpan aslinya.")
    else:
        advice = _(
            "Tanyakan kepada kantor yang tercantum pada kop, atau kantor atasannya; dua-duanya menyimpan aslinya."
        )
    return Refused(
        "no-original", _("Berkas asli dengan kode {code} tidak ada di sini.").format(code=code.words), advice
    )


def _receiver(code: str, ours: str) -> str:
    if office_type(code).level is Level.REGENCY or parent(code) == ours:
        return ""
    return _(", atau {office} di atasnya").format(office=name_of(parent(code)))


def _distance(identifier: str, digits: str) -> int:
    return sum(a != b for a, b in zip(identifier[:DIGITS], digits[:DIGITS], strict=True))
