"""Papers of an event: report, folder of accounts, what to say, attendance list.

They are made by the office whose record it is, under the names that stood there on the day of the report.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from ppo_desktop.core.clock import today
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import name_of
from ppo_desktop.core.text import _
from ppo_desktop.operations.books import browsing, photos
from ppo_desktop.operations.house import officials
from ppo_desktop.operations.house.about import About
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.letters import issuing
from ppo_desktop.operations.letters.letter_words import Subject
from ppo_desktop.operations.letters.letters_about import letters_about
from ppo_desktop.operations.papers import sheets
from ppo_desktop.operations.papers.sheets import Sheet
from ppo_desktop.records.contact import CONTACT, NUMBERS
from ppo_desktop.records.contacts import hotlines
from ppo_desktop.records.dates import is_date, written
from ppo_desktop.records.institution import INSTITUTION
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.rules import text_of
from ppo_desktop.records.socialisation import SOCIALISATION
from ppo_desktop.records.words import phone_in_words
from ppo_desktop.reports import attendance, event_folder, event_report, talk_sheet
from ppo_desktop.reports.document import Document
from ppo_desktop.reports.event import EventFacts, event_facts
from ppo_desktop.reports.talk_sheet import Number, Talk

_TEMPLATES = {"SURAT_TUGAS": "SURAT_TUGAS", "UNDANGAN": "UNDANGAN_KEGIATAN"}
"""Code of ``event-papers`` → template of the letter."""


def report(office: Office, about: About) -> Sequence[Document]:
    """Laporan kegiatan with its photo pages; raises ``Refused``, as all below, for a record of another office."""
    return event_report.with_photos(_event(office, about))


def folder(office: Office, about: About) -> Sequence[Document]:
    """Map SPJ: all papers of an event in file order."""
    from ppo_desktop.pdf.render import lay_out

    facts, letters = _event(office, about), _letters(office, about.record)
    return event_folder.event_folder(facts, letters, lambda one: len(list(lay_out(one, about.size))))


def _letters(office: Office, record: str) -> dict[str, Document]:
    found = letters_about(office, Subject(SOCIALISATION.name, record), _TEMPLATES.values())
    return {code: issuing.document(office, found[name]) for code, name in _TEMPLATES.items() if name in found}


def photo_pages(office: Office, about: About) -> Document:
    """The photos alone; raises ``Refused`` where none may be printed."""
    facts = _event(office, about)
    pages = event_report.photo_pages(facts)
    if pages is None:
        why = " ".join(event_report.unprinted(facts)) or _("Kegiatan ini belum punya foto.")
        raise Refused("no-photos", why, _("Tambahkan foto pada catatan kegiatan, atau jawab isian tentang fotonya."))
    return pages


def attendance_list(office: Office, about: About) -> Document:
    """The empty list of an event."""
    return attendance.of_event(_event(office, about))


def talk(office: Office, about: About) -> Sequence[Document]:
    """What to say at an event: a page for each of its audiences."""
    facts = _event(office, about)
    lines = ((_("Kegiatan"), facts.title), (_("Hari, tanggal"), facts.weekday_and_date))
    told = tuple((label, words) for label, words in lines if words)
    given = tuple(words for words, _amount, _unit in facts.materials)
    return [
        talk_sheet.talk_sheet(
            talk_sheet.TalkFacts(facts.office, one, told, tuple(_numbers(office, one)), given, facts.is_training)
        )
        for one in talk_sheet.talks_for(facts.audience_codes)
    ]


def ours(office: Office, kind: RecordKind, about: About) -> Sheet:
    """The record a paper is about; raises ``Refused`` for one of another office, which makes the paper itself."""
    if about.owner not in ("", office.code):
        raise Refused(
            "paper-elsewhere",
            _("Cetakan ini dibuat oleh {office}, yang mencatatnya.").format(office=name_of(about.owner)),
            _("Mintalah kepada kantor itu, atau cetak lembar catatannya."),
        )
    return sheets.sheet(office, kind, about.record)


def _event(office: Office, about: About) -> EventFacts:
    shown = ours(office, SOCIALISATION, about)
    day, reported_on = today(office.clock), text_of(shown.values, "reported_on")
    then = officials.as_of(office, day.fromisoformat(reported_on) if is_date(reported_on) else day)
    wanted = text_of(shown.values, "institution")
    names = [one.title for one in shown.linked if one.kind == INSTITUTION.name and one.record == wanted]
    return event_facts(
        then.identity.on_paper(),
        shown.values,
        day,
        photos=photos.printed(office, SOCIALISATION, shown.values, frozenset()),
        institution="".join(names),
        is_training=office.identity.training,
    )


class _Service(Struct, frozen=True):
    code: str
    number: Number


def _numbers(office: Office, wanted: Talk) -> Iterator[Number]:
    """One number for each service the talk names, the office's own before those of everybody, then further ones."""
    found = [*_own(office), *_everywhere()]
    first = [next((one for one in found if one.code == code), None) for code in wanted.services]
    firsts = [one for one in first if one]
    others = [one for one in found if one.code in wanted.services and one not in firsts]
    for one in (*firsts, *others):
        yield one.number


def _own(office: Office) -> Iterator[_Service]:
    for row in browsing.rows_of(office, CONTACT, ("name", "service", "checked_on", *NUMBERS)):
        dialled = " / ".join(phone_in_words(number) for name in NUMBERS if (number := text_of(row, name)))
        if dialled:
            yield _Service(
                text_of(row, "service"),
                Number(CONTACT.called(row), dialled, _checked(text_of(row, "checked_on"))),
            )


def _everywhere() -> Iterator[_Service]:
    for line in hotlines():
        dialled = " / ".join(number for number in (line.phone, line.phone_2) if number)
        if dialled:
            doubt = _("pastikan dahulu") if line.to_verify else _checked(line.checked_on)
            yield _Service(line.service, Number(line.name, dialled, doubt))


def _checked(day: str) -> str:
    return _("dicek {day}").format(day=written(day)) if day else _("belum dicek")
