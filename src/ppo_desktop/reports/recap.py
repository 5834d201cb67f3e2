"""The fuller recap of a month, printed inside the office for those who may see it. It never leaves in the clear."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec import Struct, field

from ppo_desktop.core.period import Month, long_date
from ppo_desktop.core.text import N_, _, number
from ppo_desktop.reports import recap_books
from ppo_desktop.reports.document import Block, Column, Document, Heading, Paragraph, Spacer, Table
from ppo_desktop.reports.figures import MonthFigures
from ppo_desktop.reports.month_books import UNKNOWN
from ppo_desktop.reports.monthly import nihil_sentence, totals_table
from ppo_desktop.reports.office import TRAINING_MARK, Assent, Office, signature, training_letterhead, unbroken

Labels = Mapping[str, Mapping[str, str]]
"""Name of a code list (``countries`` …) → code → words."""
LABEL_LISTS = (
    *("countries", "schemes", "paths", "reasons", "return-reasons", "activities", "materials"),
    *recap_books.LABEL_LISTS,
)
"""The code lists whose words the recap needs."""

FACTORS = {
    "F1": N_("Pertumbuhan penduduk dan banyak tanggungan"),
    "F2": N_("Pengangguran"),
    "F3": N_("Pendidikan rendah"),
    "F4": N_("Kesempatan kerja dan upah rendah"),
}


class RecapFacts(Struct, frozen=True):
    """Everything the recap says."""

    office: Office
    figures: MonthFigures
    day: date
    labels: Labels = field(default_factory=dict)
    is_training: bool = False


def recap_report(facts: RecapFacts) -> Document:
    """The recap as a sheet of two or three pages."""
    office, month = facts.office, Month.parse(facts.figures.month).label
    title = _("Rekap Bulanan {month}").format(month=month)
    return Document(
        title=title,
        letterhead=training_letterhead(office.letterhead, facts.is_training),
        number="",
        blocks=_blocks(facts, month),
        signatures=(signature(office, Assent.HEAD, f"{office.seat}, {unbroken(long_date(facts.day))}"),),
        watermark=_(TRAINING_MARK) if facts.is_training else "",
        footer=_("{title}, {office} ({code}). TERBATAS.").format(
            title=title, office=office.full_name, code=office.code
        ),
    )


def _blocks(facts: RecapFacts, month: str) -> tuple[Block, ...]:
    recap, labels = facts.figures.recap, facts.labels
    new, gone = _part(recap, "registered"), _part(recap, "departed")
    blocks: list[Block] = [
        Paragraph(
            _("TERBATAS: rekap ini memuat angka kecil yang dapat menunjuk orang. Jangan ditempel atau dibagikan."),
            is_bold=True,
        ),
        Spacer(0.4),
    ]
    if facts.figures.is_nihil:
        blocks += [Paragraph(nihil_sentence(month), is_boxed=True), Spacer(0.4)]
    blocks += [
        Heading(_("1. Jumlah")),
        totals_table(facts.figures),
        Heading(_("2. Yang baru dicatat dan yang berangkat")),
        _people(new, gone, labels),
        Heading(_("3. Alasan berangkat (yang baru dicatat)")),
        _pairs(_("Alasan"), _named(_part(recap, "reasons"), labels.get("reasons", {}))),
    ]
    factors = _part(recap, "factors")
    if factors:
        blocks += [Spacer(0.5), _pairs(_("Faktor yang ditunjuk alasan itu"), _factor_rows(factors))]
    blocks += [
        Heading(_("4. Pulang, hilang kontak, meninggal, batal")),
        _pairs(_("Keadaan"), _returns(recap, labels)),
        Heading(_("5. Sosialisasi")),
        _pairs(_("Kegiatan, peserta, dan bahan"), _events(recap, labels)),
        *recap_books.blocks(_part(recap, "books"), labels, first=6),
    ]
    incomplete = recap.get("incomplete_dates", 0)
    if incomplete:
        text = _("Tanggal belum lengkap: {count} catatan hanya bertanggal tahun dan belum masuk bulan mana pun.")
        blocks += [Spacer(0.5), Paragraph(text.format(count=number(incomplete)))]
    return (*blocks, Spacer(1.5))


def _part(recap: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = recap.get(key)
    return value if isinstance(value, Mapping) else {}


def _people(new: Mapping[str, Any], gone: Mapping[str, Any], labels: Labels) -> Table:
    rows = [
        (label, *_two(new.get(key, 0), gone.get(key, 0)))
        for label, key in (
            (_("Laki-laki"), "men"),
            (_("Perempuan"), "women"),
            (_("Jenis kelamin belum diisi"), "sex_unknown"),
            (_("Di bawah 18 tahun saat berangkat"), "under_18"),
        )
        if key != "sex_unknown" or new.get(key) or gone.get(key)
    ]
    for prefix, key, name in (
        (_("Negara: {name}"), "countries", "countries"),
        (_("Skema: {name}"), "schemes", "schemes"),
        (_("Jalur: {name}"), "paths", "paths"),
    ):
        both = (_part(new, key), _part(gone, key))
        codes = sorted({*both[0], *both[1]}, key=lambda code: (-both[0].get(code, 0) - both[1].get(code, 0), code))
        for code in codes:
            label = prefix.format(name=_label(labels.get(name, {}), code))
            rows.append((label, *_two(both[0].get(code, 0), both[1].get(code, 0))))
    columns = (Column(_("Uraian"), 4), Column(_("Baru dicatat"), 1.2, "right"), Column(_("Berangkat"), 1.2, "right"))
    return Table(columns, tuple(rows))


def _two(first: int, second: int) -> tuple[str, str]:
    return number(first), number(second)


def _pairs(title: str, rows: tuple[tuple[str, int], ...]) -> Table:
    columns = (Column(title, 5), Column(_("Jumlah"), 1, "right"))
    cells = tuple((label, number(count)) for label, count in rows) or ((_("Tidak ada"), "0"),)
    return Table(columns, cells)


def _named(tally: Mapping[str, int], words: Mapping[str, str]) -> tuple[tuple[str, int], ...]:
    ordered = sorted(tally.items(), key=lambda item: (-item[1], item[0]))
    return tuple((_label(words, code), count) for code, count in ordered)


def _factor_rows(tally: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return _named(tally, {code: _(label) for code, label in FACTORS.items()})


def _label(words: Mapping[str, str], code: str) -> str:
    return _("belum diisi") if code == UNKNOWN else words.get(code, code)


def _returns(recap: Mapping[str, Any], labels: Labels) -> tuple[tuple[str, int], ...]:
    returned = _part(recap, "returned")
    reasons = _named(_part(returned, "reasons"), labels.get("return-reasons", {}))
    return (
        *((_("Pulang: {reason}").format(reason=label), count) for label, count in reasons),
        (_("Baru hilang kontak"), recap.get("lost_contact", 0)),
        (_("Baru dicatat meninggal"), recap.get("died", 0)),
        (_("Batal berangkat"), recap.get("cancelled", 0)),
    )


def _events(recap: Mapping[str, Any], labels: Labels) -> tuple[tuple[str, int], ...]:
    events = _part(recap, "events")
    return (
        *_named(_part(events, "activities"), labels.get("activities", {})),
        (_("Peserta laki-laki"), events.get("men", 0)),
        (_("Peserta perempuan"), events.get("women", 0)),
        (_("Peserta di bawah 18 tahun"), events.get("under_18", 0)),
        *(
            (_("Bahan dibagikan: {name}").format(name=label), count)
            for label, count in _named(_part(recap, "materials"), labels.get("materials", {}))
        ),
    )
