"""Laporan kegiatan: the thirteen parts offices look for, in their order; a part nobody filled in has lines for the pen.

Letterhead with title and number is the first part, the signature places are the last; photos stand on pages of their
own behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import N_, _, number
from ppo_desktop.records.codes import code_list
from ppo_desktop.reports.document import (
    Blank,
    Block,
    Column,
    Document,
    Facts,
    Heading,
    Numbered,
    Paragraph,
    Photos,
    Signature,
    Spacer,
    Table,
)
from ppo_desktop.reports.event import DASH, PEN_LINES, EventFacts, Named
from ppo_desktop.reports.office import TRAINING_MARK, Assent, signature, training_letterhead, unbroken
from ppo_desktop.reports.words import rupiah_in_words

PARTS = (
    N_("A. Dasar"),
    N_("B. Maksud dan tujuan"),
    N_("C. Waktu dan tempat"),
    N_("D. Peserta"),
    N_("E. Narasumber"),
    N_("F. Pokok bahasan dan bahan sosialisasi"),
    N_("G. Pelaksanaan dan hasil"),
    N_("H. Biaya dan sumber dana"),
    N_("I. Kendala, saran, dan tindak lanjut"),
    N_("J. Dokumentasi"),
    N_("K. Penutup"),
)
"""The second to the twelfth part."""
CLOSING = N_("Demikian laporan ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya.")
NOT_ASKED = "BELUM"
"""Code of ``photo-consents``: then no photo is printed."""


def event_report(facts: EventFacts) -> Document:
    """The report without its photo pages."""
    filled: tuple[Sequence[Block], ...] = (
        _lines(facts.basis),
        _lines(facts.purpose),
        [Facts(_when_and_where(facts))],
        list(_participants(facts)),
        _speakers(facts),
        list(_handed_out(facts)),
        list(_outcome(facts)),
        [Facts(_cost(facts))],
        list(_onward(facts)),
        list(_documentation(facts)),
        _lines(facts.closing or _(CLOSING)),
    )
    blocks: list[Block] = []
    for title, part in zip(PARTS, filled, strict=True):
        blocks += [Heading(_(title)), *part]
    return Document(
        title=_("Laporan Kegiatan {title}").format(title=facts.title).strip(),
        letterhead=training_letterhead(facts.office.letterhead, facts.is_training),
        number=facts.number or None,
        blocks=(*blocks, Spacer()),
        signatures=(known_to(facts), signed_by(facts, _("Pelapor,"), facts.reporter)),
        watermark=_(TRAINING_MARK) if facts.is_training else "",
        footer=_("Laporan kegiatan: {footer}").format(footer=facts.footer),
    )


def photo_pages(facts: EventFacts) -> Document | None:
    """The photos as they may be printed, two beside each other; ``None`` where there are none."""
    if not facts.photos.pictures or facts.consent == NOT_ASKED:
        return None
    return Document(
        title=_("Dokumentasi Foto"),
        letterhead=training_letterhead(facts.office.letterhead, facts.is_training),
        number="",
        blocks=(
            Facts(
                (
                    (_("Kegiatan"), facts.title),
                    (_("Hari, tanggal"), facts.weekday_and_date or DASH),
                    (_("Tempat"), facts.place or DASH),
                )
            ),
            Spacer(),
            Photos(facts.photos.pictures),
            *(Paragraph(words) for words in unprinted(facts)),
        ),
        watermark=_(TRAINING_MARK) if facts.is_training else "",
        footer=_("Dokumentasi foto: {footer}").format(footer=facts.footer),
    )


def unprinted(facts: EventFacts) -> Iterator[str]:
    """Why photos are not on the pages, a sentence for each reason."""
    photos = facts.photos
    if photos.pictures and facts.consent == NOT_ASKED:
        words = _("{count} foto tidak dicetak karena yang difoto belum ditanya.")
        yield words.format(count=len(photos.pictures))
    if photos.with_minors:
        yield _("{count} foto tidak dicetak karena memperlihatkan wajah anak.").format(count=photos.with_minors)
    if photos.absent:
        yield _("{count} foto tidak dicetak karena tidak ada di komputer ini.").format(count=photos.absent)


def known_to(facts: EventFacts) -> Signature:
    """The place for the head of the office, who knows of it."""
    return signature(facts.office, Assent.HEAD, _("Mengetahui:"))


def signed_by(facts: EventFacts, title: str, who: Named) -> Signature:
    """The place for who made the paper, with place and the day of the report, or dots for the pen."""
    place = facts.office.seat
    day = unbroken(long_date(facts.reported_on)) if facts.reported_on else "." * 28
    return Signature(f"{place}, {day}", (title,), who.name, who.role)


def figure(value: int | None) -> str:
    """``1.234``, or a dash."""
    return number(value) if value is not None else DASH


def rupiah(value: int | None) -> str:
    """``Rp1.500.000``, or a dash."""
    return f"Rp{number(value)}" if value is not None else DASH


def _lines(text: str) -> list[Block]:
    """One paragraph, or counted items where there are several lines."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > 1:
        return [Numbered(tuple(lines))]
    return [Paragraph(lines[0]) if lines else PEN_LINES]


def _when_and_where(facts: EventFacts) -> tuple[tuple[str, str], ...]:
    rows = (
        (_("Hari, tanggal"), facts.weekday_and_date),
        (_("Jam"), facts.time),
        (_("Tempat"), facts.place),
        (_("Desa atau kelurahan"), facts.region),
        (_("Kode wilayah"), facts.region_code),
        (_("Lembaga yang dijangkau"), facts.institution),
        (_("Pelaksana"), facts.executor),
    )
    return tuple((label, words or DASH) for label, words in rows)


def _participants(facts: EventFacts) -> Iterator[Block]:
    titles = (_("Jumlah"), _("L"), _("P"), _("Jumlah"), _("Di bawah 18"), _("18 ke atas"))
    shares = (1.6, 1.0, 1.0, 1.0, 1.3, 1.3)
    counts = (facts.invited, facts.men, facts.women, facts.came, facts.under_18, facts.adults)
    yield Table(
        tuple(Column(title, share, "center") for title, share in zip(titles, shares, strict=True)),
        (tuple(figure(count) for count in counts),),
        groups=((_("Rencana (orang)"), 1), (_("Hadir (orang)"), 3), (_("Umur yang hadir"), 2)),
    )
    yield Spacer(0.5)
    if facts.audiences:
        yield Table(
            (Column(_("Unsur peserta"), 4), Column(_("Hadir (orang)"), 1.5, "right")),
            tuple((words, figure(count)) for words, count in facts.audiences),
            note=_("Satu orang boleh terhitung pada dua unsur."),
        )
        yield Spacer(0.3)
    sheets = facts.attendance_sheets
    words = _("{count} lembar, terlampir").format(count=sheets) if sheets else DASH
    audiences = () if facts.audiences else ((_("Unsur peserta"), ""),)
    yield from _said(*audiences, (_("Daftar hadir"), words))


def _said(*rows: tuple[str, str]) -> Iterator[Block]:
    """Label and words; a label without words has lines for the pen."""
    for has_words, some in groupby(rows, key=lambda row: bool(row[1])):
        alike = tuple(some)
        yield from [Facts(alike)] if has_words else [Blank(label, lines=2) for label, _words in alike]


def _speakers(facts: EventFacts) -> list[Block]:
    if not facts.speakers:
        return [PEN_LINES]
    columns = (
        Column(_("No."), 0.5, "center"),
        Column(_("Nama"), 2.2),
        Column(_("Jabatan dan instansi"), 2.2),
        Column(_("Pokok bahasan"), 2.6),
    )
    rows = tuple((str(n), one.name, one.role or DASH, one.topic or DASH) for n, one in enumerate(facts.speakers, 1))
    return [Table(columns, rows)]


def _handed_out(facts: EventFacts) -> Iterator[Block]:
    materials = () if facts.materials else ((_("Bahan sosialisasi"), ""),)
    yield from _said((_("Pokok bahasan"), facts.topics), *materials)
    if facts.materials:
        yield Spacer(0.3)
        yield Table(
            (
                Column(_("Bahan sosialisasi yang dibagikan"), 4),
                Column(_("Jumlah"), 1, "right"),
                Column(_("Satuan"), 1.2),
            ),
            tuple((words, number(amount), unit or DASH) for words, amount, unit in facts.materials),
        )


def _outcome(facts: EventFacts) -> Iterator[Block]:
    yield from _lines(facts.outcome)
    raised = facts.cases_raised
    told = _("{count} laporan, dicatat tersendiri dan dirahasiakan").format(count=number(raised)) if raised else ""
    tests = (
        (_("Nilai rata-rata sebelum"), _of_hundred(facts.pre_test)),
        (_("Nilai rata-rata sesudah"), _of_hundred(facts.post_test)),
    )
    has_tests = (facts.pre_test, facts.post_test) != (None, None)
    yield from _said(
        (_("Pernyataan atau kesepakatan"), facts.agreements),
        *(tests if has_tests else ()),
        (_("Hal yang dilaporkan"), told or (_("tidak ada") if raised == 0 else DASH)),
    )


def _of_hundred(value: int | None) -> str:
    return _("{value} dari 100").format(value=value) if value is not None else DASH


def _cost(facts: EventFacts) -> tuple[tuple[str, str], ...]:
    spelt = f" ({rupiah_in_words(facts.budget)})" if facts.budget is not None else ""
    line = ((_("Kode kegiatan APBDes"), facts.budget_line),) if facts.budget_line else ()
    return ((_("Biaya"), f"{rupiah(facts.budget)}{spelt}"), (_("Sumber dana"), facts.funding or DASH), *line)


def _onward(facts: EventFacts) -> Iterator[Block]:
    follow_ups = () if facts.follow_ups else ((_("Tindak lanjut"), ""),)
    yield from _said((_("Kendala dan saran"), facts.obstacles), *follow_ups)
    if facts.follow_ups:
        yield Spacer(0.3)
        yield Table(
            (Column(_("Tindak lanjut"), 3.4), Column(_("Penanggung jawab"), 2), Column(_("Tenggat"), 1.6)),
            tuple((deed.what, deed.who or DASH, deed.due or DASH) for deed in facts.follow_ups),
        )


def _documentation(facts: EventFacts) -> Iterator[Block]:
    printed = len(facts.photos.pictures) if facts.consent != NOT_ASKED else 0
    said = [_("{count} foto pada halaman lampiran.").format(count=printed)] if printed else []
    photos = " ".join([*said, *unprinted(facts)]) or _("Tidak ada foto yang dilampirkan.")
    has_photos = facts.photos.pictures or facts.photos.with_minors or facts.photos.absent
    consent = code_list("photo-consents").label(facts.consent)
    asked = ((_("Persetujuan yang difoto"), consent),) if has_photos else ()
    yield from _said((_("Foto"), photos), *asked, (_("Lampiran lain"), facts.documentation or DASH))


def with_photos(facts: EventFacts) -> Sequence[Document]:
    """The report, and its photo pages where there are any."""
    pages = photo_pages(facts)
    return (event_report(facts), *([pages] if pages else []))
