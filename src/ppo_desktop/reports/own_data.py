"""Data saya: everything stored about one person, for that person, in plain words (UU 27/2022: the right of access)."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import _
from ppo_desktop.reports.document import (
    Block,
    Column,
    Document,
    Heading,
    Numbered,
    Paragraph,
    Signature,
    Signatures,
    Spacer,
    Table,
)
from ppo_desktop.reports.office import TRAINING_MARK, Office, training_letterhead
from ppo_desktop.reports.record_sheet import Lines, told_lines
from ppo_desktop.reports.sentences import sentences


class RightsWords(Struct, frozen=True):
    """``resources/rights/access.toml``."""

    checked_on: str
    request: str
    basis: tuple[str, ...]
    rights: tuple[str, ...]
    withheld: tuple[str, ...]


class Kept(Struct, frozen=True):
    """One record."""

    book: str
    """``Keberangkatan``."""
    title: str
    purpose: str
    """What the book is for."""
    recorded: str
    """``21 November 2026``."""
    lines: Lines
    explained: tuple[str, ...] = ()
    """Labels of what is filled in and not printed: it is explained in person."""


class Receiver(Struct, frozen=True):
    """Who received what."""

    office: str
    what: str
    when: str
    state: str


class OwnDataFacts(Struct, frozen=True):
    """Everything the paper says."""

    office: Office
    person: str
    kept: tuple[Kept, ...]
    receivers: tuple[Receiver, ...]
    looks: tuple[str, ...]
    """The days on which restricted fields were looked at, each with how often."""
    left_out: bool
    """Whether restricted fields are not printed, because whoever prints may not look."""
    printed_by: str
    day: date
    owner: str = ""
    """The office that recorded the person, where it is another one: it alone knows to whom it sent what."""
    is_training: bool = False


def own_data(facts: OwnDataFacts) -> Document:
    """What is kept and why, who received it, what may be asked for, and a receipt for the paper itself."""
    words = sentences(RightsWords, "rights", "access.toml")
    blocks: list[Block] = [
        Paragraph(_("Untuk: {name}").format(name=facts.person), is_bold=True),
        Paragraph(
            _("Lembar ini memuat data Anda yang tersimpan di {office}. {request}").format(
                office=facts.office.long_name, request=words.request
            )
        ),
        Heading(_("Mengapa data ini dicatat")),
        *(Paragraph(line) for line in words.basis),
    ]
    for one in facts.kept:
        blocks += _kept(one)
    blocks += _receivers(facts)
    blocks += _looks(facts)
    blocks += [
        Heading(_("Yang tidak dicetak di sini")),
        Numbered(words.withheld),
        Heading(_("Yang boleh Anda minta")),
        Numbered(words.rights),
        Paragraph(_("Dasar hukum dicek tanggal {day}.").format(day=long_date(date.fromisoformat(words.checked_on)))),
        Spacer(),
        _receipt(facts),
    ]
    return Document(
        title=_("Data saya yang tersimpan"),
        letterhead=training_letterhead(facts.office.letterhead, facts.is_training),
        number="",
        blocks=tuple(blocks),
        watermark=_(TRAINING_MARK) if facts.is_training else "",
        footer=_("Data pribadi {person}. {office} ({code}).").format(
            person=facts.person, office=facts.office.full_name, code=facts.office.code
        ),
    )


def _kept(one: Kept) -> list[Block]:
    head = f"{one.book}: {one.title}" if one.title else one.book
    blocks: list[Block] = [Heading(head)]
    if one.purpose:
        blocks.append(Paragraph(_("Untuk apa: {purpose}").format(purpose=one.purpose)))
    blocks += told_lines((*one.lines, (_("Dicatat pada"), one.recorded)))
    if one.explained:
        blocks.append(Paragraph(_("Dijelaskan langsung: {labels}.").format(labels=", ".join(one.explained))))
    return blocks


def _receivers(facts: OwnDataFacts) -> list[Block]:
    blocks: list[Block] = [Heading(_("Siapa yang menerima"))]
    if facts.receivers:
        columns = (
            Column(_("Kantor atau instansi"), 2),
            Column(_("Apa"), 2.4),
            Column(_("Kapan"), 1.5),
            Column(_("Keadaan"), 1.5),
        )
        rows = tuple((one.office, one.what, one.when, one.state) for one in facts.receivers)
        blocks.append(Table(columns, rows, size=9.5))
    if facts.owner:
        words = _("Data ini dicatat {owner}; tanyakan di sana kepada siapa saja ia dikirim.")
        blocks.append(Paragraph(words.format(owner=facts.owner)))
    elif not facts.receivers:
        blocks.append(Paragraph(_("Belum ada yang menerima data ini dari kantor ini.")))
    return blocks


def _looks(facts: OwnDataFacts) -> list[Block]:
    told = "; ".join(facts.looks) or _("belum pernah")
    blocks: list[Block] = [Paragraph(_("Isian terbatas dibuka petugas kantor ini: {days}.").format(days=told))]
    if facts.left_out:
        blocks.append(Paragraph(_("Isian terbatas tidak ikut tercetak.")))
    return blocks


def _receipt(facts: OwnDataFacts) -> Signatures:
    place = facts.office.seat
    return Signatures(
        (
            Signature("", (_("Yang menerima lembar ini,"),), facts.person),
            Signature(f"{place}, {long_date(facts.day)}", (_("Petugas,"),), facts.printed_by),
        )
    )
