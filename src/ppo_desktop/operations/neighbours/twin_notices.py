"""What the first page and the sheet of a person say about people who may be recorded twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from ppo_desktop.core.offices import name_of
from ppo_desktop.core.text import _, number
from ppo_desktop.operations.books import duplicates
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.house.sight import sight
from ppo_desktop.operations.house.todo import Task
from ppo_desktop.operations.neighbours import verdicts
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.person import PERSON
from ppo_desktop.storage import decided, rows
from ppo_desktop.storage.journal_store import RecordKey

SCREEN = "duplicates"


class Remark(Struct, frozen=True):
    """What is to be said on the sheet of a person, and where it leads."""

    sentence: str
    button: str
    screen: str
    arguments: Mapping[str, object]


def tasks(office: Office) -> Iterator[Task]:
    """What is to be asked because an office above says so, and what is to be compared here."""
    asked = verdicts.told(office)
    if asked:
        sentence = _("Tanyakan {count} warga yang mungkin tercatat juga di kantor lain")
        reason = _("Menurut {upper}.").format(upper=name_of(asked[0].by))
        yield Task("told-duplicates", sentence.format(count=number(len(asked))), reason, "warn", SCREEN)
    found = 0 if duplicates.why_not(office) else duplicates.count(office)
    if found:
        sentence = _("Periksa {count} dugaan orang yang sama").format(count=number(found))
        yield Task("duplicates", sentence, _("NIK, atau nama dan tanggal lahirnya, cocok."), "info", SCREEN)


def remarks(office: Office, kind: RecordKind, person: RecordKey) -> list[Remark]:
    """What is to be said on a person's sheet about records of the same person."""
    if kind is not PERSON:
        return []
    owner, record = person
    with office.database.reading() as connection:
        shown = decided.shown_for(connection, person)
        held = rows.some(connection, PERSON, [(owner, shown)] if shown else [])
        main = [PERSON.called(row) for row in sight(connection, office).shown(PERSON, held).values()]
    where = {"kind": PERSON.name, "owner": owner, "record": record}
    if main:
        words = _("Digabung dengan {name}; daftar dan angka memakai catatan itu. Isi catatan ini tetap tersimpan.")
        arguments = {**where, "record": shown}
        return [Remark(words.format(name=main[0]), _("Buka catatan utama"), "record", arguments)]
    ask = {"owner": owner, "person": record}
    said = [Remark(one.sentence, _("Jawab"), SCREEN, ask) for one in verdicts.told(office) if one.ours.key == person]
    pairs = [] if duplicates.why_not(office) else duplicates.about(office, person)
    if pairs:
        names = ", ".join(f"{pair.other.title} ({pair.other.place})" for pair in pairs[:3])
        words = _("Mungkin tercatat dua kali: {names}.").format(names=names)
        said.append(Remark(words, _("Bandingkan"), SCREEN, ask))
    return said
