"""The minutes of two offices that compared the words of their signing keys face to face."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import N_, _
from ppo_desktop.reports.document import Block, Column, Document, Facts, Paragraph, Signature, Spacer, Table
from ppo_desktop.reports.office import TRAINING_MARK, Office, training_letterhead, unbroken
from ppo_desktop.reports.signing_words import SignatureLevel
from ppo_desktop.reports.words import date_in_words

_PEN = "." * 24
"""A place for the pen, where the officer's name is not known here."""
TITLE = N_("Berita Acara Pencocokan Kunci Tanda Tangan Kantor")


class Party(Struct, frozen=True):
    """One side: the office, the officer who compared, and the words read out."""

    office: Office
    officer: str
    position: str
    """``Kepala Desa Sempalai``, ``Kasi Pelayanan`` …"""
    number_line: str
    words: str
    """Words of this side's key."""
    key_of: str
    """What the words belong to: ``Kunci tanda tangan kantor``, ``Kunci kantor teratas``."""


class EnrolmentFacts(Struct, frozen=True):
    """Everything the minutes say."""

    upper: Party
    """The office that issues certificates; its letterhead is used."""
    lower: Party
    """The office that asked to be recognised."""
    day: date
    number: str | None = None
    is_training: bool = False


def enrolment_minutes(facts: EnrolmentFacts) -> Document:
    """The minutes as a sheet with both sides' words, how they were compared, witnesses, and two signature places."""
    upper, lower = facts.upper, facts.lower
    return Document(
        title=_(TITLE),
        letterhead=training_letterhead(upper.office.letterhead, facts.is_training),
        number=facts.number,
        blocks=_blocks(facts),
        signatures=_places(facts),
        watermark=_(TRAINING_MARK) if facts.is_training else "",
        footer=_("{title}: {upper} dan {lower}").format(
            title=_(TITLE), upper=upper.office.full_name, lower=lower.office.full_name
        ),
    )


def _places(facts: EnrolmentFacts) -> tuple[Signature, Signature]:
    upper = facts.upper.office
    place_date = f"{upper.seat}, {unbroken(long_date(facts.day))}"
    # The left place bears no date of its own, but both start on one line.
    return _place(facts.lower, unbroken(" ")), _place(facts.upper, place_date)


def _place(party: Party, place_date: str) -> Signature:
    return Signature(place_date, (f"{party.position},",), party.officer, party.number_line)


def _blocks(facts: EnrolmentFacts) -> tuple[Block, ...]:
    opening = _(
        "Pada hari ini, {day}, pukul .......... WIB, bertempat di {place}, kami yang bertanda tangan di bawah ini "
        "telah saling membacakan dan mencocokkan kata pengenal kunci tanda tangan kantor kami:"
    ).format(
        day=date_in_words(facts.day),
        place=_("kantor {office}").format(office=facts.upper.office.full_name),
    )
    columns = (Column(_("Kantor"), 1.7), Column(_("Pejabat"), 2.3), Column(_("Kunci dan kata pengenal"), 3))
    rows = tuple(
        (
            f"{party.office.full_name}\n{party.office.code}",
            f"{party.officer or _PEN}\n{party.position}",
            f"{party.key_of}:\n{party.words}",
        )
        for party in (facts.lower, facts.upper)
    )
    way = Facts(
        (
            (
                _("Cara mencocokkan"),
                _("bertatap muka / lewat telepon nomor ..................... (coret yang tidak perlu)"),
            ),
            (_("Tanda pengenal"), _("sudah saling diperlihatkan / sudah saling mengenal (coret yang tidak perlu)")),
        )
    )
    seen_by = Table(
        (Column(_("Saksi"), 0.6), Column(_("Nama dan jabatan"), 3), Column(_("Tanda tangan"), 1.6)),
        tuple((f"{number}.", f"{_PEN}{_PEN}\n{_PEN}{_PEN}", "") for number in (1, 2)),
    )
    result = _(
        "Kata-kata di atas sama dengan yang tampil di layar kedua kantor. Sejak hari ini kedua kantor mengenali berkas "
        "yang ditandatangani dengan kunci tersebut."
    )
    limits = _(
        "Tingkat tanda tangan dengan kunci ini: {level}. {worth} Bila kunci hilang, dicuri, atau pejabatnya "
        "berganti, kantor yang bersangkutan segera memberi tahu kantor yang lain."
    ).format(level=SignatureLevel.OFFICE_KEY.title, worth=SignatureLevel.OFFICE_KEY.worth)
    closing = _("Demikian berita acara ini dibuat rangkap dua, satu untuk setiap kantor.")
    return (
        Paragraph(opening, is_indented=True),
        Spacer(0.4),
        Table(columns, rows),
        Spacer(0.4),
        way,
        Spacer(0.4),
        *(part for text in (result, limits) for part in (Paragraph(text, is_indented=True), Spacer(0.3))),
        seen_by,
        Spacer(0.4),
        Paragraph(closing, is_indented=True),
        Spacer(0.6),
    )
