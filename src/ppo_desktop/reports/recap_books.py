"""The part of the recap that tells of the other books: what ``month_books`` counted, as tables of few lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ppo_desktop.core.text import _, number
from ppo_desktop.reports.document import Block, Column, Heading, Paragraph, Spacer, Table
from ppo_desktop.reports.month_books import UNKNOWN

Labels = Mapping[str, Mapping[str, str]]
"""Name of a code list → code → words."""
LABEL_LISTS = (
    *("screening-bands", "efforts", "case-statuses", "regulation-headings"),
    *("rt-report-states", "audiences", "factors"),
)
Pairs = Iterator[tuple[str, int]]


def blocks(books: Mapping[str, Any], labels: Labels, *, first: int) -> Iterator[Block]:
    """The blocks, their headings numbered from ``first``; none for a recap that was made before these were counted."""
    if not books:
        return
    told = parts(books, labels)
    for place, (title, pairs) in enumerate(told, start=first):
        yield Heading(f"{place}. {title}")
        columns = (Column(_("Uraian"), 5), Column(_("Jumlah"), 1, "right"))
        yield Table(columns, tuple((words, number(count)) for words, count in pairs))
    if audiences := _part(books, "audiences"):
        yield Heading(_("{place}. Unsur peserta sosialisasi").format(place=first + len(told)))
        yield _audiences(audiences, labels.get("audiences", {}))
    yield Spacer(0.5)
    yield Paragraph(
        _("Bagian {first} dan seterusnya dihitung menurut tanggal kejadian dalam bulan ini.").format(first=first)
    )


def parts(books: Mapping[str, Any], labels: Labels) -> tuple[tuple[str, Pairs], ...]:
    """What is told of the other books but for audiences: (heading, lines of words and count)."""
    return (
        (_("Skrining, tindak lanjut, dan rujukan"), _help(books, labels)),
        (_("Laporan masuk, kasus, kepulangan, dan layanan"), _protection(books, labels)),
        (_("Stok bahan, laporan RT, dan program"), _prevention(books, labels)),
    )


def _help(books: Mapping[str, Any], labels: Labels) -> Pairs:
    screenings, done, referrals = (_part(books, key) for key in ("screenings", "follow_ups", "referrals"))
    bands = labels.get("screening-bands", {})
    yield from _each(_("Skrining: {name}"), _part(screenings, "bands"), bands, _("Skrining"))
    yield _("Skrining yang hasilnya sementara"), screenings.get("provisional", 0)
    yield _("Tanda wajib rujuk yang ditemukan"), sum(_part(screenings, "flags").values())
    yield _("Tindak lanjut ditetapkan"), done.get("decided", 0)
    yield _("Tindak lanjut selesai"), done.get("done", 0)
    yield _("Di antaranya tepat waktu"), done.get("in_time", 0)
    yield _("Tindak lanjut lewat tenggat pada akhir bulan"), done.get("overdue", 0)
    efforts = labels.get("efforts", {})
    yield from _each(_("Rujukan dikirim: {name}"), _part(referrals, "sent"), efforts, _("Rujukan dikirim"))
    yield from _each(_("Rujukan dijawab: {name}"), _part(referrals, "answered"), efforts, _("Rujukan dijawab"))


def _protection(books: Mapping[str, Any], labels: Labels) -> Pairs:
    cases, home, services = (_part(books, key) for key in ("cases", "homecomings", "services"))
    yield _("Laporan warga diterima (jumlah saja)"), books.get("incoming_reports", 0)
    yield _("Kasus dicatat"), cases.get("opened", 0)
    yield _("Kasus ditutup"), cases.get("closed", 0)
    yield from _each(_("Kasus berjalan: {name}"), _part(cases, "running"), labels.get("case-statuses", {}))
    yield _("Dicatat di buku Kepulangan"), sum(_part(home, "sexes").values())
    yield from _each(_("Buku Kepulangan: {name}"), _part(home, "reasons"), labels.get("return-reasons", {}))
    headings = labels.get("regulation-headings", {})
    yield from _each(_("Layanan dimulai: {name}"), _part(services, "started"), headings, _("Layanan dimulai"))
    yield _("Layanan ditutup"), services.get("closed", 0)


def _prevention(books: Mapping[str, Any], labels: Labels) -> Pairs:
    stock, materials = _part(books, "stock"), labels.get("materials", {})
    yield from _each(_("Masuk buku stok: {name}"), _part(stock, "in"), materials, _("Masuk buku stok"))
    yield from _each(_("Keluar buku stok: {name}"), _part(stock, "out"), materials, _("Keluar buku stok"))
    yield from _each(_("Bahan diserahkan ke kantor lain: {name}"), _part(stock, "handed_over"), materials)
    states = labels.get("rt-report-states", {})
    yield from _each(_("Laporan RT: {name}"), _part(books, "rt_reports"), states, _("Laporan RT"))
    factors = labels.get("factors", {})
    yield from _each(_("Program tahun ini: {name}"), _part(books, "programs"), factors, _("Program tahun ini"))


def _each(words: str, tally: Mapping[str, int], labels: Mapping[str, str], none: str = "") -> Pairs:
    """A line for each code; ``none`` with 0 where there is no code at all."""
    for code, count in sorted(tally.items(), key=lambda item: (item[0] == UNKNOWN, -item[1], item[0])):
        yield words.format(name=_("belum diisi") if code == UNKNOWN else labels.get(code, code)), count
    if none and not tally:
        yield none, 0


def _audiences(audiences: Mapping[str, Any], labels: Mapping[str, str]) -> Table:
    columns = (
        Column(_("Unsur"), 4),
        Column(_("Kegiatan"), 1.2, "right"),
        Column(_("Hadir"), 1.2, "right"),
    )
    rows = []
    for code in sorted(audiences):
        counted = _part(audiences, code)
        people = counted.get("people", 0)
        words = number(people) if people else _("tidak dihitung")
        rows.append((labels.get(code, code), number(counted.get("events", 0)), words))
    return Table(columns, tuple(rows), note=_("Hadir: dari kegiatan yang menghitungnya menurut unsur."))


def _part(recap: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = recap.get(key)
    return value if isinstance(value, Mapping) else {}
