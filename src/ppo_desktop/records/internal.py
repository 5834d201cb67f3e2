"""Kinds of the machinery itself: reports, receipts and devices are journal entries like any other, without a table."""

import uuid
from functools import lru_cache
from typing import Annotated

from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import Level, name_of
from ppo_desktop.core.period import Month, Span, is_partial_date
from ppo_desktop.core.text import N_, _
from ppo_desktop.records.field import Values
from ppo_desktop.records.hints import Date, Group, Help, Label, Personal, Range, Required, Restricted
from ppo_desktop.records.kind import RecordKind

TOTALS = ("registered", "departed", "returned", "events", "participants")
"""Keys of the monthly totals, in the order in which they are shown everywhere."""

_REPORT_IDS = uuid.UUID("6d0f3a52-6c3c-5c0e-9a53-2f1f6e0f7a11")


@lru_cache(10_000)  # a regency's two years are asked for as a whole, again and again
def report_record(code: str, month: Month | str) -> str:
    """Id of the record of an office's report of a month (``YYYY-MM``); amended reports are further entries of it."""
    return uuid.uuid5(_REPORT_IDS, f"{code} {month}").hex


def is_report(values: Values) -> bool:
    """Whether usable values of a report record are those of a report; an office below may have written anything."""
    month = values.get("month")
    return isinstance(month, str) and len(month) == 7 and is_partial_date(month) and values.get("cutoff") is not None


class Report:
    """One signed monthly report; a NIHIL report is a report."""

    month: Annotated[
        str | None,
        Label(N_("Bulan")),
        Group(N_("Laporan")),
        Help(N_("Bulan yang dilaporkan."), "2026-11"),
        Required(),
        Range(7, 7),
    ]
    nihil: Annotated[bool | None, Label(N_("Nihil")), Help(N_("Tidak ada kejadian pada bulan ini."))]
    number: Annotated[str | None, Label(N_("Nomor laporan"))]
    totals: Annotated[dict[str, int] | None, Label(N_("Jumlah"))]
    late: Annotated[dict[str, int] | None, Label(N_("Tambahan bulan lalu"))]
    recap: Annotated[dict[str, object] | None, Label(N_("Rekap per kantor"))]
    cutoff: Annotated[
        dict[str, int] | None, Label(N_("Dihitung sampai")), Help(N_("Nomor baris terakhir tiap komputer."))
    ]
    unbroken: Annotated[dict[str, int] | None, Label(N_("Tanpa lubang sampai"))]
    """Device → the last seq before the first that its writer lacked, where later ones are there."""
    assent: Annotated[str | None, Label(N_("Persetujuan pimpinan"))]
    signed_by: Annotated[str | None, Label(N_("Penanda tangan"))]
    crls: Annotated[list[object] | None, Label(N_("Daftar kunci yang dicabut"))]
    """The newest list held of every root, so that the root knows who has it, and gets it back after a restore."""
    handover: Annotated[dict[str, object] | None, Label(N_("Serah terima kunci induk"))]
    prepared_by: Annotated[str | None, Label(N_("Disiapkan oleh"))]
    receipts: Annotated[dict[str, object] | None, Label(N_("Tanda terima terbaru yang dipegang"))]
    """Office above → (generation, seq) of its newest receipt taken in."""
    heard: Annotated[dict[str, object] | None, Label(N_("Tanda terima terbaru tiap komputer"))]
    """Office above → device → seq of the newest receipt of each of its PCs."""
    compiled: Annotated[dict[str, object] | None, Label(N_("Rekap kantor di bawah"))]
    """Office below → how it stood with its report, and its five totals; see ``operations.months.compiling``."""
    holdings: Annotated[dict[str, int] | None, Label(N_("Jumlah catatan menurut jenis"))]
    """Kind → how many records the writer has, up to ``cutoff``; see ``operations.history.holdings``."""


class PeriodReport:
    """The signed report of a quarter, half a year or a year: the sums on its pages, which themselves do not travel."""

    span: Annotated[
        str | None,
        Label(N_("Masa")),
        Group(N_("Laporan")),
        Help(N_("Bulan-bulan yang dilaporkan."), "2026 atau 2026-10/2026-12"),
        Required(),
        Range(4, 15),
    ]
    number: Annotated[str | None, Label(N_("Nomor laporan"))]
    totals: Annotated[dict[str, int] | None, Label(N_("Jumlah"))]
    """With what was told late."""
    late: Annotated[dict[str, int] | None, Label(N_("Tambahan bulan lalu"))]
    months: Annotated[dict[str, object] | None, Label(N_("Jumlah tiap bulan"))]
    """``2026-11`` → its totals; months without any report are not there."""
    offices: Annotated[dict[str, object] | None, Label(N_("Jumlah tiap kantor"))]
    """Code → its totals with what was told late; offices of which no report came are not there."""
    came: Annotated[int | None, Label(N_("Laporan bulanan yang ada"))]
    expected: Annotated[int | None, Label(N_("Laporan bulanan yang seharusnya ada"))]
    assent: Annotated[str | None, Label(N_("Persetujuan pimpinan"))]
    signed_by: Annotated[str | None, Label(N_("Penanda tangan"))]
    prepared_by: Annotated[str | None, Label(N_("Disiapkan oleh"))]


class FigureSheet:
    """An edition of the masked figures of a year, as they are handed out; a further one changes the same record."""

    span: Annotated[
        str | None, Label(N_("Masa")), Group(N_("Lembar angka baku")), Help(N_("Tahunnya."), "2026"), Required()
    ]
    lines: Annotated[list[object] | None, Label(N_("Angka"))]
    """Each ``[part, line, measure, count, mark]``; the count is ``None`` where the mark stands."""
    definitions: Annotated[list[object] | None, Label(N_("Arti angka"))]
    changes: Annotated[list[object] | None, Label(N_("Yang berubah"))]
    issued_by: Annotated[str | None, Label(N_("Diterbitkan oleh")), Range(0, 100)]


class Receipt:
    """What an upper office says it holds of a lower one."""

    to: Annotated[str | None, Label(N_("Untuk kantor")), Group(N_("Tanda terima")), Required()]
    held: Annotated[dict[str, object] | None, Label(N_("Catatan yang dipegang"))]
    relayed: Annotated[dict[str, object] | None, Label(N_("Catatan kantor di bawahnya yang dipegang"))]
    """Code → ``held`` of that office."""
    unreturned: Annotated[list[object] | None, Label(N_("Catatan hilang yang tidak dapat dikembalikan"))]
    generation: Annotated[int | None, Label(N_("Urutan komputer")), Help(N_("Bertambah setiap kali dipulihkan."))]
    continues: Annotated[list[object] | None, Label(N_("Melanjutkan komputer"))]
    """The identities that the writer had before, the newest first."""
    verdicts: Annotated[list[object] | None, Label(N_("Keterangan per catatan"))]
    receipt_for: Annotated[str | None, Label(N_("Untuk laporan"))]
    crl: Annotated[str | None, Label(N_("Daftar kunci yang dicabut")), Range(0, 20_000)]
    crls: Annotated[list[object] | None, Label(N_("Daftar kunci yang dicabut dari semua kunci induk"))]
    certificates: Annotated[list[object] | None, Label(N_("Kunci kantor dan komputernya"))]
    handover: Annotated[dict[str, object] | None, Label(N_("Serah terima kunci induk"))]
    instruments: Annotated[dict[str, str] | None, Label(N_("Instrumen skrining yang berlaku")), Range(0, 50_000)]
    """Version → text of the one the writer uses, where a regency has published one."""
    instruments_signed: Annotated[dict[str, object] | None, Label(N_("Tanda tangan penerbit instrumen"))]
    """Version → signature and certificate of whoever published it."""
    notes: Annotated[list[object] | None, Label(N_("Pesan"))]
    handed: Annotated[list[object] | None, Label(N_("Bahan yang diserahkan"))]
    unusable: Annotated[list[object] | None, Label(N_("Isian yang belum dapat dipakai"))]
    listed: Annotated[list[object] | None, Label(N_("Nama dari daftar")), Personal(), Restricted()]
    """People of the receiver whom a list of another office names; see ``operations.books.listed_people``."""
    lists: Annotated[dict[str, str] | None, Label(N_("Daftar yang berlaku"))]
    """Version → text, as ``instruments``."""
    lists_signed: Annotated[dict[str, object] | None, Label(N_("Tanda tangan penerbit daftar"))]


class Correction:
    """An office above asks one below to look at a record again; each request is a record of its own."""

    to: Annotated[str | None, Label(N_("Untuk kantor")), Group(N_("Permintaan perbaikan")), Required()]
    record: Annotated[str | None, Label(N_("Catatan"))]
    kind: Annotated[str | None, Label(N_("Jenis catatan"))]
    field: Annotated[str | None, Label(N_("Isian"))]
    reason: Annotated[str | None, Label(N_("Yang perlu dilihat lagi")), Range(0, 300)]
    version: Annotated[int | None, Label(N_("Versi catatan saat diminta"))]
    asked_on: Annotated[str | None, Label(N_("Diminta pada")), Date()]
    withdrawn: Annotated[bool | None, Label(N_("Ditarik kembali"))]


class Note:
    """A short text from one office to another: upwards it travels as this entry, downwards in a receipt."""

    to: Annotated[str | None, Label(N_("Untuk kantor")), Group(N_("Pesan")), Required()]
    text: Annotated[str | None, Label(N_("Isi pesan")), Range(0, 500)]
    written_on: Annotated[str | None, Label(N_("Ditulis pada")), Date()]
    request: Annotated[str | None, Label(N_("Menjawab permintaan"))]
    """Id of the request for correction that it answers: the record is right as it is."""
    referral: Annotated[str | None, Label(N_("Menjawab rujukan"))]
    """Id of the receiver's referral that it answers."""


class PublishedInstrument:
    """A screening instrument of a regency's own; each publication is a change of one record."""

    version: Annotated[
        str | None, Label(N_("Versi")), Group(N_("Instrumen skrining")), Help(N_("Nomor versi.")), Required()
    ]
    based_on: Annotated[str | None, Label(N_("Disalin dari versi")), Range(0, 20)]
    published_on: Annotated[str | None, Label(N_("Terbit pada")), Date()]
    text: Annotated[str | None, Label(N_("Isi berkas")), Range(0, 50_000)]


class PublishedList:
    """Additions to a list that everybody uses, by an office for those below; each publication changes one record."""

    version: Annotated[
        str | None, Label(N_("Versi")), Group(N_("Daftar")), Help(N_("Nama daftar, kantor, nomor.")), Required()
    ]
    published_on: Annotated[str | None, Label(N_("Terbit pada")), Date()]
    text: Annotated[str | None, Label(N_("Isi berkas")), Range(0, 20_000)]


class Device:
    """A PC that writes; after a restore it writes under a new identity that names its parent."""

    name: Annotated[str | None, Label(N_("Nama komputer")), Group(N_("Komputer")), Required()]
    parent: Annotated[str | None, Label(N_("Kelanjutan dari"))]
    since: Annotated[str | None, Label(N_("Dipakai sejak")), Date()]
    requests: Annotated[dict[str, object] | None, Label(N_("Permintaan kunci baru"))]
    certificates: Annotated[list[object] | None, Label(N_("Kunci komputer kantor ini"))]
    """Told to the other PCs of the office."""
    generation: Annotated[int | None, Label(N_("Urutan komputer"))]
    copied: Annotated[bool | None, Label(N_("Disalin dari komputer itu"))]
    """Whether the parent is another PC, which may write on."""
    held: Annotated[dict[str, object] | None, Label(N_("Catatan yang dipegang"))]
    """What this PC holds of its office's journal, for the other PCs; as in receipts."""
    relayed: Annotated[dict[str, object] | None, Label(N_("Catatan kantor bawahan yang dipegang"))]
    lacks: Annotated[list[str] | None, Label(N_("Foto yang belum ada"))]
    retired: Annotated[str | None, Label(N_("Tidak dipakai lagi sejak")), Date()]
    fork_settled: Annotated[dict[str, object] | None, Label(N_("Keterangan tentang dua riwayat komputer"))]
    """What a person found out about two histories under one name: ``office``, ``from``, ``marks``, ``note``."""


def _report_title(values: Values) -> str:
    return _titled(Month, str(values.get("month") or ""), values)


def _period_title(values: Values) -> str:
    return _titled(Span, str(values.get("span") or ""), values)


def _titled(time: type[Month] | type[Span], told: str, values: Values) -> str:
    try:
        label = time.parse(told).label
    except Refused:  # another version's
        label = told
    return " · ".join(part for part in (label, str(values.get("number") or "")) if part)


def _device_title(values: Values) -> str:
    name = str(values.get("name") or "")[:4].upper()
    if values.get("fork_settled"):
        return _("Komputer {name}: keterangan tentang dua riwayatnya").format(name=name)
    return _("Komputer {name}").format(name=name)


REPORT = RecordKind(
    name="report",
    title=N_("Laporan bulanan"),
    plural=N_("Laporan bulanan"),
    declaration=Report,
    aliases=("laporan",),
    title_of=_report_title,
)
PERIOD_REPORT = RecordKind(
    name="period_report",
    title=N_("Laporan berkala"),
    plural=N_("Laporan berkala"),
    declaration=PeriodReport,
    aliases=("laporan-berkala",),
    title_of=_period_title,
)
FIGURE_SHEET = RecordKind(
    name="figure_sheet",
    title=N_("Lembar angka baku"),
    plural=N_("Lembar angka baku"),
    declaration=FigureSheet,
    aliases=("lembar-angka",),
    title_of=_period_title,
)
RECEIPT = RecordKind(
    name="receipt",
    title=N_("Tanda terima"),
    plural=N_("Tanda terima"),
    declaration=Receipt,
    aliases=("tanda-terima",),
    levels=frozenset({Level.DISTRICT, Level.REGENCY}),
    restricted_reaches=Level.VILLAGE,
    title_of=lambda values: name_of(str(values.get("to") or "")),
)
INSTRUMENT = RecordKind(
    name="instrument",
    title=N_("Instrumen skrining"),
    plural=N_("Instrumen skrining"),
    declaration=PublishedInstrument,
    aliases=("instrumen",),
    levels=frozenset({Level.REGENCY}),
    title_of=lambda values: _("Instrumen skrining versi {version}").format(version=str(values.get("version") or "")),
)
CORRECTION = RecordKind(
    name="correction",
    title=N_("Permintaan perbaikan"),
    plural=N_("Permintaan perbaikan"),
    declaration=Correction,
    aliases=("minta-perbaikan",),
    levels=frozenset({Level.DISTRICT, Level.REGENCY}),
    title_of=lambda values: name_of(str(values.get("to") or "")),
)
NOTE = RecordKind(
    name="note",
    title=N_("Pesan"),
    plural=N_("Pesan"),
    declaration=Note,
    aliases=("pesan",),
    title_of=lambda values: _("Pesan untuk {office}").format(office=name_of(str(values.get("to") or ""))),
)
LIST = RecordKind(
    name="list",
    title=N_("Daftar bersama"),
    plural=N_("Daftar bersama"),
    declaration=PublishedList,
    aliases=("daftar",),
    levels=frozenset({Level.DISTRICT, Level.REGENCY}),
    title_of=lambda values: str(values.get("version") or ""),
)
DEVICE = RecordKind(
    name="device",
    title=N_("Komputer"),
    plural=N_("Komputer"),
    declaration=Device,
    aliases=("komputer",),
    title_of=_device_title,
)
