"""Bahan rapat: invitation, what is to be spoken about, slides, attendance list and minutes of one meeting."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from ppo_desktop.core.clock import today
from ppo_desktop.core.offices import Level
from ppo_desktop.operations.house.about import About
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.letters import issuing
from ppo_desktop.operations.letters.letter_words import Subject
from ppo_desktop.operations.letters.letters_about import letters_about
from ppo_desktop.operations.papers import onward, slides
from ppo_desktop.operations.papers.event_papers import ours
from ppo_desktop.operations.papers.onward import Proposed
from ppo_desktop.records.field import Values
from ppo_desktop.records.meeting import MEETING
from ppo_desktop.records.rules import text_of
from ppo_desktop.reports import attendance, meeting_agenda
from ppo_desktop.reports.document import Document
from ppo_desktop.reports.meeting_agenda import AgendaFacts

_INVITATION, _MINUTES, _AGENDA_WORD = "UNDANGAN", "NOTULEN", "rapat_susunan"


def bundle(office: Office, about: About) -> list[Document]:
    """All papers of a meeting in file order; raises ``Refused``, as all below, for a record of another office.

    Letters that are final already are as they were; of those that are only noted in the agenda book there is no page.
    """
    meeting = ours(office, MEETING, about).values
    letters = dict(_letters(office, about.record, meeting))
    made = [
        letters.get(_INVITATION),
        _agenda(office, meeting),
        None if office.identity.level is Level.VILLAGE else slides.document(office, meeting),
        _attendance(office, meeting),
        letters.get(_MINUTES),
    ]
    return [one for one in made if one]


def agenda(office: Office, about: About) -> Document:
    """The agenda with everything that waits to be spoken about."""
    return _agenda(office, ours(office, MEETING, about).values)


def slide_deck(office: Office, about: About) -> Document:
    """The slides alone."""
    return slides.document(office, ours(office, MEETING, about).values)


def attendance_list(office: Office, about: About) -> Document:
    """The empty list of those who come."""
    return _attendance(office, ours(office, MEETING, about).values)


def _letters(office: Office, record: str, meeting: Values) -> Iterator[tuple[str, Document]]:
    """The minutes are begun with what waits below the agenda, so that nothing of it is forgotten."""
    for name, writing in letters_about(office, Subject(MEETING.name, record), (_INVITATION, _MINUTES)).items():
        if name == _MINUTES and writing.record is None:
            told = [text_of(meeting, "agenda"), *(one.line for one in _waiting(office, meeting))]
            agenda_ = "\n".join(line for line in told if line)
            writing = replace(writing, filled={**writing.filled, **({_AGENDA_WORD: agenda_} if agenda_ else {})})
        yield name, issuing.document(office, writing)


def _waiting(office: Office, meeting: Values) -> list[Proposed]:
    return onward.proposed(office, MEETING, meeting)


def _agenda(office: Office, meeting: Values) -> Document:
    waiting: dict[str, list[str]] = {}
    for one in _waiting(office, meeting):
        waiting.setdefault(one.book, []).append(one.line)
    return meeting_agenda.agenda(
        AgendaFacts(office.identity.on_paper(), meeting, waiting, today(office.clock), office.identity.training)
    )


def _attendance(office: Office, meeting: Values) -> Document:
    return attendance.of_meeting(office.identity.on_paper(), meeting, is_training=office.identity.training)
