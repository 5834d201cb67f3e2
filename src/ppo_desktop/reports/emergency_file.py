"""Berkas darurat: what somebody needs who looks for a person abroad or helps them home, with copies of documents."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import _
from ppo_desktop.reports.document import Block, Document, Facts, Heading, Paragraph, Signature, Spacer
from ppo_desktop.reports.office import TRAINING_MARK, Office, training_letterhead
from ppo_desktop.reports.record_sheet import Lines, SheetPhotos, photo_blocks


class EmergencyFacts(Struct, frozen=True):
    """Everything the file says."""

    office: Office
    person: str
    groups: tuple[tuple[str, Lines], ...]
    """What is known of the person, and of the departure."""
    copies: SheetPhotos
    captions: tuple[str, ...]
    """What each kept copy shows, printed or not."""
    left_out: bool
    """Whether restricted fields and copies are not printed, because whoever prints may not look."""
    printed_by: str
    day: date
    is_training: bool = False


def emergency_file(facts: EmergencyFacts) -> Document:
    """The data sheet, the list of copies, and the copies themselves."""
    blocks: list[Block] = [
        Paragraph(_("RAHASIA – hanya untuk instansi yang mencari atau menolong orang ini."), is_boxed=True),
    ]
    for title, lines in facts.groups:
        blocks += [Heading(title), Facts(lines)]
    if facts.captions and not facts.left_out:
        blocks.append(Heading(_("Salinan dokumen yang disimpan kantor")))
        blocks.append(Facts(tuple((str(place), words) for place, words in enumerate(facts.captions, start=1))))
        blocks += photo_blocks(facts.copies)
    else:
        blocks += [Spacer(0.5), Paragraph(_no_copies(facts))]
    place = facts.office.seat
    return Document(
        title=_("Berkas darurat"),
        letterhead=training_letterhead(facts.office.letterhead, facts.is_training),
        number="",
        blocks=(*blocks, Spacer(0.5)),
        signatures=(
            Signature("", (_("Yang menerima (nama, instansi, tanggal),"),), ""),
            Signature(f"{place}, {long_date(facts.day)}", (_("Petugas,"),), facts.printed_by),
        ),
        watermark=_(TRAINING_MARK) if facts.is_training else "",
        footer=_("Berkas darurat: {person}. {office} ({code}).").format(
            person=facts.person, office=facts.office.full_name, code=facts.office.code
        ),
    )


def _no_copies(facts: EmergencyFacts) -> str:
    if facts.left_out:
        return _("Isian terbatas dan salinan dokumen tidak ikut tercetak.")
    return _("Tidak ada salinan dokumen yang disimpan kantor.")
