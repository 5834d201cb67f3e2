"""Map SPJ: the papers of one event in the order in which they are filed, behind a cover that tells what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

from ppo_desktop.core.text import N_, _, number
from ppo_desktop.records.payments import Sort
from ppo_desktop.reports import attendance, event_money, event_report
from ppo_desktop.reports.document import (
    Block,
    Boxes,
    Column,
    Document,
    Facts,
    Heading,
    Numbered,
    Paragraph,
    Signature,
    Spacer,
    Table,
)
from ppo_desktop.reports.event import DASH, PEN_LINES, EventFacts
from ppo_desktop.reports.office import TRAINING_MARK, training_letterhead


class Part(Struct, frozen=True):
    """One sort of paper in the folder."""

    code: str
    """Of ``event-papers``; ``""``: nobody signs it."""
    title: str
    make: Callable[[EventFacts], Sequence[Document]] | None
    """``None``: a letter, which is made elsewhere."""
    signers: str
    """Who signs it."""
    lacks: Callable[[EventFacts], Sequence[str]] = lambda _facts: ()
    """What is not filled in yet, in words."""
    without: Callable[[EventFacts], str] = lambda _facts: ""
    """Why no page is made of it, in words; ``""``: it is made."""


class Line(Struct, frozen=True):
    """One line of the cover."""

    title: str
    pages: int
    lacks: tuple[str, ...]
    is_signed: bool | None
    """``None``: nobody signs it."""
    signers: str
    without: str = ""
    """Why it has no pages here."""


def _missing(*needed: tuple[str, object]) -> tuple[str, ...]:
    return tuple(_(words) for words, value in needed if not value)


PARTS: tuple[Part, ...] = (
    Part(
        "SURAT_TUGAS",
        N_("Surat tugas"),
        None,
        N_("pimpinan"),
        lambda facts: _missing((N_("petugas atau panitia"), facts.committee)),
    ),
    Part(
        "UNDANGAN",
        N_("Undangan"),
        None,
        N_("pimpinan"),
        lambda facts: _missing((N_("tempat"), facts.place), (N_("jam"), facts.time)),
    ),
    Part(
        "DAFTAR_HADIR",
        N_("Daftar hadir"),
        lambda facts: [attendance.of_event(facts)],
        N_("peserta dan panitia"),
        without=lambda facts: _("yang asli disertakan") if "DAFTAR_HADIR" in facts.signed else "",
    ),
    Part(
        "HONOR",
        N_("Daftar honor narasumber"),
        lambda facts: [event_money.fees(facts)],
        N_("narasumber, bendahara, pimpinan"),
        lambda facts: _unclear(facts, "honour"),
        lambda facts: _unpaid(facts, "honour"),
    ),
    Part(
        "TRANSPORT",
        N_("Daftar transport"),
        lambda facts: [event_money.transport(facts)],
        N_("penerima, bendahara, pimpinan"),
        lambda facts: _unclear(facts, "transport"),
        lambda facts: _unpaid(facts, "transport"),
    ),
    Part(
        "KUITANSI",
        N_("Kuitansi"),
        event_money.receipts,
        N_("penerima, bendahara, pimpinan"),
        lambda facts: _unclear(facts, "purchase"),
        lambda facts: _unpaid(facts, "purchase"),
    ),
    Part(
        "NOTULEN",
        N_("Notulen"),
        lambda facts: [minutes(facts)],
        N_("notulis dan pimpinan acara"),
        lambda facts: _missing((N_("pelaksanaan dan hasil"), facts.outcome)),
    ),
    Part(
        "",
        N_("Dokumentasi foto"),
        lambda facts: [pages] if (pages := event_report.photo_pages(facts)) else [],
        "",
        lambda facts: _missing((N_("foto yang boleh dicetak"), event_report.photo_pages(facts) is not None)),
    ),
    Part(
        "LAPORAN",
        N_("Laporan kegiatan"),
        lambda facts: [event_report.event_report(facts)],
        N_("pelapor dan pimpinan"),
        lambda facts: _missing(
            (N_("dasar"), facts.basis),
            (N_("maksud dan tujuan"), facts.purpose),
            (N_("jumlah hadir"), facts.came is not None),
            (N_("narasumber"), facts.speakers),
            (N_("pelaksanaan dan hasil"), facts.outcome),
            (N_("biaya"), facts.is_free or facts.budget),
            (N_("pelapor"), facts.reporter.name),
        ),
    ),
)
"""In file order."""
ELSEWHERE = (
    N_("Nota atau faktur toko"),
    N_("Bukti setor potongan"),
    N_("Daftar hadir yang asli"),
    N_("Contoh bahan sosialisasi"),
)
"""What belongs into the folder and comes from elsewhere, to be ticked by pen."""


def event_folder(
    facts: EventFacts, letters: Mapping[str, Document], count_pages: Callable[[Document], int]
) -> list[Document]:
    """The cover and all papers.

    Args:
        letters: code of ``event-papers`` → the letter; without, it lies on paper only.
        count_pages: how many pages a paper takes.
    """
    made = [(part, _made(facts, part, letters)) for part in PARTS]
    lines = [
        _noted(facts, part)
        if part.make is None and part.code not in letters
        else _line(facts, part, sum(count_pages(one) for one in documents))
        for part, documents in made
    ]
    return [cover(facts, lines), *(document for _part, documents in made for document in documents)]


def _made(facts: EventFacts, part: Part, letters: Mapping[str, Document]) -> list[Document]:
    if part.make is None:
        return [letters[part.code]] if part.code in letters else []
    return [] if part.without(facts) else list(part.make(facts))


def _noted(facts: EventFacts, part: Part) -> Line:
    without = _("dicatat di buku agenda, lampirkan kertasnya")
    return Line(_(part.title), 0, (), True if part.code in facts.signed else None, _(part.signers), without)


def _line(facts: EventFacts, part: Part, pages: int) -> Line:
    without, is_signed = part.without(facts), part.code in facts.signed
    return Line(
        _(part.title),
        pages,
        tuple(part.lacks(facts)),
        is_signed if part.code and (is_signed or not without) else None,
        _(part.signers) if part.signers else "",
        without,
    )


def cover(facts: EventFacts, lines: Sequence[Line]) -> Document:
    """What lies in the folder, and what is still missing or unsigned."""
    columns = (
        Column(_("No."), 0.8, "center"),
        Column(_("Berkas"), 3.2),
        Column(_("Halaman"), 1.6, "center"),
        Column(_("Isi"), 3.6),
        Column(_("Tanda tangan"), 3.4),
    )
    rows = tuple(
        (
            str(n),
            line.title,
            str(line.pages) if line.pages else DASH,
            line.without or (_("kurang: {what}").format(what=", ".join(line.lacks)) if line.lacks else _("terisi")),
            _signing(line),
        )
        for n, line in enumerate(lines, 1)
    )
    left = tuple(_left(facts, lines))
    blocks: list[Block] = [
        Facts(_about(facts)),
        Heading(_("Isi map")),
        Table(columns, rows, size=10.0),
        Heading(_("Yang masih perlu dilengkapi")),
        Numbered(left) if left else Paragraph(_("Semua berkas di atas terisi dan sudah ditandatangani.")),
        Spacer(0.5),
        Boxes(_("Dilampirkan dari luar"), tuple(_(words) for words in ELSEWHERE)),
    ]
    return Document(
        title=_("Map Pertanggungjawaban Kegiatan (SPJ)"),
        letterhead=training_letterhead(facts.office.letterhead, facts.is_training),
        number="",
        blocks=tuple(blocks),
        watermark=_(TRAINING_MARK) if facts.is_training else "",
        footer=_("Map SPJ: {footer}").format(footer=facts.footer),
    )


def minutes(facts: EventFacts) -> Document:
    """Notulen of an event: how it went, what was agreed on."""
    who = ", ".join(one.name for one in facts.speakers)
    came = _("{count} orang").format(count=number(facts.came)) if facts.came is not None else DASH
    about = (
        (_("Kegiatan"), facts.title),
        (_("Hari, tanggal"), facts.weekday_and_date),
        (_("Jam"), facts.time),
        (_("Tempat"), facts.place),
        (_("Narasumber"), who),
        (_("Hadir"), came),
    )
    parts = (
        (_("A. Pokok bahasan"), facts.topics),
        (_("B. Jalannya acara dan tanya jawab"), facts.outcome),
        (_("C. Pernyataan atau kesepakatan"), facts.agreements),
    )
    blocks: list[Block] = [Facts(tuple((label, words or DASH) for label, words in about))]
    for title, words in parts:
        blocks += [Heading(title), Paragraph(words) if words else PEN_LINES]
    return Document(
        title=_("Notulen Kegiatan"),
        letterhead=training_letterhead(facts.office.letterhead, facts.is_training),
        number="",
        blocks=(*blocks, Spacer()),
        signatures=(
            Signature(_("Mengetahui:"), (_("Pimpinan acara,"),), ""),
            Signature(f"{facts.office.seat}, {'.' * 28}", (_("Notulis,"),), ""),
        ),
        watermark=_(TRAINING_MARK) if facts.is_training else "",
        footer=_("Notulen: {footer}").format(footer=facts.footer),
    )


def _unclear(facts: EventFacts, sort: Sort) -> tuple[str, ...]:
    if not facts.payments and facts.budget:
        return (_("pembayaran"),)
    return (_("rupiah yang jelas"),) if not all(one.is_clear for one in event_money.of_sort(facts, sort)) else ()


def _unpaid(facts: EventFacts, sort: Sort) -> str:
    """Nobody was paid so, as far as payments are recorded at all; else an empty list is for the pen."""
    is_known = bool(facts.payments) or facts.is_free
    return _("tidak ada") if is_known and not event_money.of_sort(facts, sort) else ""


def _signing(line: Line) -> str:
    if line.is_signed is None:
        return DASH
    return _("sudah") if line.is_signed else _("belum: {who}").format(who=line.signers)


def _left(facts: EventFacts, lines: Sequence[Line]) -> Iterator[str]:
    """What is still to be done, a sentence each."""
    for line in lines:
        if line.lacks:
            yield _("{paper}: lengkapi {what}.").format(paper=line.title, what=", ".join(line.lacks))
    unsigned = [line.title for line in lines if line.is_signed is False]
    if unsigned:
        yield _("Belum ditandatangani: {papers}.").format(papers=", ".join(unsigned))
    if facts.payments and facts.budget is not None and facts.paid != facts.budget:
        words = _("Pembayaran berjumlah {paid}, biaya pada laporan {budget}. Periksa selisih {rest}.")
        rest = event_report.rupiah(abs(facts.budget - facts.paid))
        yield words.format(paid=event_report.rupiah(facts.paid), budget=event_report.rupiah(facts.budget), rest=rest)


def _about(facts: EventFacts) -> tuple[tuple[str, str], ...]:
    rows = (
        (_("Kegiatan"), facts.title),
        (_("Hari, tanggal"), facts.weekday_and_date),
        (_("Tempat"), facts.place),
        (_("Pelaksana"), facts.executor),
        (_("Sumber dana"), facts.funding),
        (_("Kode kegiatan"), facts.budget_line),
        (_("Biaya"), event_report.rupiah(facts.budget)),
        (_("Pembayaran tercatat"), event_report.rupiah(facts.paid) if facts.payments else ""),
    )
    return tuple((label, words or DASH) for label, words in rows)
