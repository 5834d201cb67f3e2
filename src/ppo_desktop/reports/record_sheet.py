"""Lembar catatan: one record on paper, in words, for the office's own files or a table between people."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import N_, _
from ppo_desktop.reports.document import Block, Document, Facts, Heading, Numbered, Paragraph, Photos, Picture, Spacer
from ppo_desktop.reports.office import TRAINING_MARK, Office, training_letterhead

TITLE = N_("Lembar Catatan")
EMPTY = N_("Belum ada isian.")

Lines = tuple[tuple[str, str], ...]
"""Label and value in words; what is a list has a line for each item."""
MOST_BESIDE = 6
"""A value of more lines stands below its label, over the whole width."""


class SheetPhotos(Struct, frozen=True):
    """The photos of the record: those that are printed, and how many are not."""

    pictures: tuple[Picture, ...] = ()
    with_minors: int = 0
    """Not printed, because they show minors."""
    absent: int = 0
    """Not on this PC."""


class RecordFacts(Struct, frozen=True):
    """Everything the sheet says."""

    office: Office
    kind: str
    """``Keberangkatan``."""
    title: str
    detail: str
    groups: tuple[tuple[str, Lines], ...]
    """As in the form; only what is filled in."""
    linked: Lines
    """Kind and title of records that belong together with it."""
    owner: str
    """The office it belongs to, where that is another one."""
    printed_by: str
    day: date
    is_restricted: bool
    """Whether it says what is not for every eye."""
    is_training: bool = False
    photos: SheetPhotos = SheetPhotos()


def record_sheet(facts: RecordFacts) -> Document:
    """The record's groups one under another, what it is linked with, and who printed it."""
    blocks: list[Block] = []
    if facts.is_restricted:
        blocks += [Paragraph(_("RAHASIA – memuat isian terbatas. Simpan di tempat terkunci."), is_boxed=True), Spacer()]
    about = ((_("Buku"), facts.kind), (_("Catatan"), facts.title), (_("Keterangan"), facts.detail))
    whose = ((_("Milik"), facts.owner),) if facts.owner else ()
    blocks.append(Facts(tuple((name, words) for name, words in (*about, *whose) if words)))
    for group, lines in facts.groups:
        blocks += [Heading(group), *told_lines(lines)]
    if not facts.groups:
        blocks.append(Paragraph(_(EMPTY)))
    blocks += photo_blocks(facts.photos)
    if facts.linked:
        blocks += [Heading(_("Catatan yang terkait")), Facts(facts.linked)]
    printed = _("Dicetak {day} oleh {name}.").format(day=long_date(facts.day), name=facts.printed_by)
    blocks += [Spacer(), Paragraph(printed)]
    return Document(
        title=f"{_(TITLE)}: {facts.kind}",
        letterhead=training_letterhead(facts.office.letterhead, facts.is_training),
        number="",
        blocks=tuple(blocks),
        watermark=_(TRAINING_MARK) if facts.is_training else "",
        footer=_("{kind}: {title}. {office} ({code}).").format(
            kind=facts.kind, title=facts.title, office=facts.office.full_name, code=facts.office.code
        ),
    )


def told_lines(lines: Lines) -> list[Block]:
    """Labels with their values beside them; a long list, such as the answers of a screening, below its label."""
    blocks: list[Block] = []
    beside: list[tuple[str, str]] = []
    for name, words in lines:
        items = words.split("\n")
        if len(items) <= MOST_BESIDE:
            beside.append((name, words))
            continue
        if beside:
            blocks.append(Facts(tuple(beside)))
        blocks += [Heading(name), Numbered(tuple(items)), Spacer(0.3)]
        beside = []
    return [*blocks, Facts(tuple(beside))] if beside else blocks


def photo_blocks(found: SheetPhotos) -> list[Block]:
    """The pictures under their heading, and why others are not printed."""
    unprinted = (
        (found.with_minors, _("{count} foto tidak dicetak karena memperlihatkan wajah anak.")),
        (found.absent, _("{count} foto tidak dicetak karena tidak ada di komputer ini.")),
    )
    notes: list[Block] = [Paragraph(words.format(count=count)) for count, words in unprinted if count]
    pictures: list[Block] = [Photos(found.pictures)] if found.pictures else []
    return [Heading(_("Foto")), *pictures, *notes] if pictures or notes else []
