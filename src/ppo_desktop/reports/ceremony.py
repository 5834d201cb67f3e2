"""The minutes of handing an office's data and keys over to a new head."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import N_, _
from ppo_desktop.reports.document import Block, Column, Document, Facts, Heading, Paragraph, Signature, Spacer, Table
from ppo_desktop.reports.office import TRAINING_MARK, Office, training_letterhead, unbroken
from ppo_desktop.reports.words import date_in_words

_LEVEL = "\u00a0"
"""In the place of place and date, so that both signatures stand at one height."""
TITLE = N_("Berita Acara Serah Terima Data dan Kunci Kantor")


class CeremonyFacts(Struct, frozen=True):
    """Everything the minutes say."""

    before: Office
    """With the head who leaves."""
    after: Office
    """With the head who comes."""
    day: date
    basis: str
    """The decree or order, as typed; empty where none was named."""
    by_code: bool
    """Whether the emergency code stood in for the one who left."""
    inventory: tuple[tuple[str, str], ...]
    """What is handed over: what, and how much or which."""
    accounts: tuple[tuple[str, str], ...]
    """Account and what becomes of it."""
    is_training: bool = False


def ceremony_minutes(facts: CeremonyFacts) -> Document:
    """The minutes as a sheet with the inventory and two signature places."""
    office = facts.before
    return Document(
        title=_(TITLE),
        letterhead=training_letterhead(office.letterhead, facts.is_training),
        blocks=_blocks(facts),
        signatures=_places(facts),
        watermark=_(TRAINING_MARK) if facts.is_training else "",
        footer=_("{title}, {office}, {day}").format(title=_(TITLE), office=office.full_name, day=long_date(facts.day)),
    )


def _blocks(facts: CeremonyFacts) -> tuple[Block, ...]:
    before, after = facts.before, facts.after
    opening = _("Pada hari ini, {day}, di kantor {office}, telah diserahterimakan data dan kunci kantor:").format(
        day=date_in_words(facts.day), office=before.full_name
    )
    parties = [
        (_("Dari"), f"{before.head.name}, {before.head_title}"),
        (_("Kepada"), f"{after.head.name}, {after.head_title}"),
        *([(_("Dasar"), facts.basis)] if facts.basis else []),
    ]
    absent = _(
        "Pejabat lama tidak hadir. Serah terima dilakukan dengan lembar kode darurat kantor, disaksikan yang "
        "bertanda tangan di bawah ini."
    )
    key = _(
        "Kunci tanda tangan yang dipakai atas nama pejabat lama tidak dipakai lagi sejak hari ini. Kunci baru diminta "
        "kepada kantor di atas; sampai dijawab, laporan dikirim petugas dan ditandatangani pada cetakannya."
    )
    old = _(
        "Laporan dan surat yang sudah dibuat tetap memuat nama pejabat lama. Nomor surat dan nomor catatan diteruskan, "
        "tidak diulang dari awal."
    )
    columns = (Column(_("No."), 0.5, "center"), Column(_("Yang diserahkan"), 3), Column(_("Jumlah atau keterangan"), 3))
    rows = tuple((str(place), *row) for place, row in enumerate(facts.inventory, start=1))
    return (
        Paragraph(opening, is_indented=True),
        Spacer(0.3),
        Facts(tuple(parties)),
        Spacer(0.4),
        *((Paragraph(absent), Spacer(0.3)) if facts.by_code else ()),
        Table(columns, rows),
        Spacer(0.4),
        Heading(_("Akun dan kunci")),
        Facts(facts.accounts),
        Spacer(0.3),
        Paragraph(key, is_indented=True),
        Spacer(0.3),
        Paragraph(old, is_indented=True),
        Spacer(0.3),
        Paragraph(_("Demikian berita acara ini dibuat dengan sebenarnya."), is_indented=True),
        Spacer(1),
    )


def _places(facts: CeremonyFacts) -> tuple[Signature, ...]:
    before, after = facts.before, facts.after
    giver = (
        Signature(
            _LEVEL, (_("Saksi,"), f"{before.secretary_title},"), before.secretary.name, before.secretary.number_line
        )
        if facts.by_code
        else Signature(
            _LEVEL, (_("Yang menyerahkan,"), f"{before.head_title},"), before.head.name, before.head.number_line
        )
    )
    place_date = f"{before.seat}, {unbroken(long_date(facts.day))}"
    taker = Signature(
        place_date, (_("Yang menerima,"), f"{after.head_title},"), after.head.name, after.head.number_line
    )
    return giver, taker
