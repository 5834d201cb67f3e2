"""The page of a carrier between two PCs of one office: it stays in the office."""

from __future__ import annotations

from msgspec import Struct

from ppo_desktop.core.text import N_, _, number
from ppo_desktop.reports.document import Document, Facts, Paragraph, Spacer
from ppo_desktop.reports.office import (
    TRAINING_MARK,
    Assent,
    Office,
    check_code,
    electronic_block,
    training_letterhead,
)

TITLE = N_("Berkas Antarkomputer")


class UpdateFacts(Struct, frozen=True):
    """Everything the page says."""

    office: Office
    computer: str
    """The PC that made it, as people name it."""
    others: tuple[str, ...]
    """The PCs it is for."""
    entries: int
    photos: int
    author: str
    assent: Assent
    words: str
    carrier_id: str
    clock_text: str
    is_training: bool = False


def update_page(facts: UpdateFacts) -> Document:
    """One sheet that tells what lies inside and where it belongs."""
    office = facts.office
    rows = (
        (_("Dari komputer"), facts.computer),
        (_("Untuk komputer"), ", ".join(facts.others)),
        (_("Isi"), _("{count} baris catatan, {photos} foto").format(
            count=number(facts.entries), photos=number(facts.photos))),
        (_("Dibuat oleh"), facts.author),
        (_("Kode periksa berkas"), check_code(facts.carrier_id)),
    )  # fmt: skip
    told = _(
        "Berkas ini membawa catatan kantor ini dari satu komputer ke komputer lainnya di kantor yang sama. Isinya "
        "tersegel dan hanya dapat dibuka di komputer kantor ini. Tidak perlu dicetak dan tidak dikirim ke kantor lain."
    )
    return Document(
        title=_(TITLE),
        letterhead=training_letterhead(office.letterhead, facts.is_training),
        number="",
        blocks=(Facts(rows), Spacer(0.6), Paragraph(told)),
        electronic=electronic_block(
            office, facts.assent, carrier_id=facts.carrier_id, words=facts.words, clock_text=facts.clock_text
        ),
        watermark=_(TRAINING_MARK) if facts.is_training else "",
        footer=_("Berkas antarkomputer {office} ({code})").format(office=office.full_name, code=office.code),
    )
