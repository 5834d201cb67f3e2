"""Susunan acara of a meeting, and below it all that waits to be spoken about, as the books say it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import _, number
from ppo_desktop.records.decisions import unnumbered
from ppo_desktop.records.field import Values
from ppo_desktop.records.rules import text_of
from ppo_desktop.reports.attendance import meeting_words
from ppo_desktop.reports.document import Blank, Block, Document, Facts, Heading, Numbered, Paragraph, Spacer
from ppo_desktop.reports.office import TRAINING_MARK, Office, training_letterhead

PEN_LINES = 6
"""For an agenda that nobody has written yet."""


class AgendaFacts(Struct, frozen=True):
    """Everything the paper says."""

    office: Office
    meeting: Values
    waiting: Mapping[str, Sequence[str]]
    """Book → lines of it that wait and do not stand in the agenda yet."""
    day: date
    is_training: bool = False


def agenda(facts: AgendaFacts) -> Document:
    """The paper, for the chair and whoever takes the minutes."""
    whose = _("{office} ({code})").format(office=facts.office.full_name, code=facts.office.code)
    subject = text_of(facts.meeting, "subject")
    return Document(
        title=_("Susunan Acara"),
        letterhead=training_letterhead(facts.office.letterhead, facts.is_training),
        number="",
        blocks=tuple(_blocks(facts)),
        watermark=_(TRAINING_MARK) if facts.is_training else "",
        footer=", ".join(part for part in (_("Susunan acara"), subject, whose) if part),
    )


def _blocks(facts: AgendaFacts) -> Iterator[Block]:
    yield Facts(meeting_words(facts.meeting))
    yield Heading(_("Susunan acara"))
    if lines := tuple(filter(None, map(unnumbered, re.split(r"[;\n]", text_of(facts.meeting, "agenda"))))):
        yield Numbered(lines)
    else:
        yield Blank("", PEN_LINES)
    if not facts.waiting:
        return
    yield Spacer(0.5)
    yield Heading(_("Menunggu dibahas"))
    words = _("Disusun dari catatan pada {day}.")
    yield Paragraph(words.format(day=long_date(facts.day)))
    for book, waiting in facts.waiting.items():
        yield Spacer(0.3)
        yield Paragraph(_("{book} ({count})").format(book=book, count=number(len(waiting))), is_bold=True)
        yield Numbered(tuple(waiting))
