"""Berkas darurat of a departure: who the person is, where they went and with whom, and copies of their documents."""

from __future__ import annotations

from ppo_desktop.core.clock import today
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.text import N_, _
from ppo_desktop.operations.books import photos, telling
from ppo_desktop.operations.books.recording import unknown
from ppo_desktop.operations.books.undoing import DELETED
from ppo_desktop.operations.house.about import About
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.house.sight import sight
from ppo_desktop.operations.papers import about_person
from ppo_desktop.operations.papers.about_person import Dossier, Part
from ppo_desktop.records.departure import DEPARTURE
from ppo_desktop.records.field import Field
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.photos import photos_of
from ppo_desktop.reports.document import Document
from ppo_desktop.reports.emergency_file import EmergencyFacts, emergency_file
from ppo_desktop.reports.record_sheet import Lines
from ppo_desktop.storage import rows

_REASON = N_("Mencetak berkas darurat.")


def paper(office: Office, about: About) -> list[Document]:
    """The file of one departure; that what is restricted is looked at is written down first.

    Raises:
        Refused: unknown or closed, or its person is not shown here.
    """
    owner = about.owner or office.code
    with office.database.reading() as connection:
        sight(connection, office).demand(owner, about.record)
        row = rows.get(connection, DEPARTURE, owner, about.record)
    if row is None:
        raise unknown(about.record)
    if not row["person"]:
        raise Refused("no-person", _("Keberangkatan ini belum menyebut warganya."), _("Lengkapi dahulu isiannya."))
    found = about_person.dossier(office, str(row["person"]), owner)
    has_looked = about_person.look(office, found, _(_REASON))
    return documents(office, found, has_looked=has_looked, departure=about.record)


def documents(office: Office, found: Dossier, *, has_looked: bool, departure: str = "") -> list[Document]:
    """The file of that departure, else of the newest one that was not taken out of the list; none without any."""
    departures = [one for one in found.part(DEPARTURE.name) if not one.row.get(DELETED)]
    wanted = [one for one in departures if one.row["id"] == departure] if departure else departures[-1:]
    return [_file(office, found, one, has_looked=has_looked) for one in wanted]


def _file(office: Office, found: Dossier, departure: Part, *, has_looked: bool) -> Document:
    hidden = frozenset() if has_looked else DEPARTURE.restricted_names
    facts = EmergencyFacts(
        office=office.identity.on_paper(),
        person=found.title,
        groups=(
            (_("Orangnya"), _told(office, found, PERSON, found.person, has_looked=has_looked)),
            (_("Keberangkatannya"), _told(office, found, DEPARTURE, departure.row, has_looked=has_looked)),
        ),
        copies=photos.printed(office, DEPARTURE, departure.row, hidden),
        captions=tuple(photo.caption or _("tanpa keterangan") for photo in photos_of(DEPARTURE, departure.row, hidden)),
        left_out=not has_looked,
        printed_by=office.user.display_name,
        day=today(office.clock),
        is_training=office.identity.training,
    )
    return emergency_file(facts)


def _told(office: Office, found: Dossier, kind: RecordKind, values: rows.Row, *, has_looked: bool) -> Lines:
    def is_told(field: Field) -> bool:
        return bool(field.group) and (has_looked or not field.restricted)  # the others repeat what the person says

    words = {**kind.told(values, found.instruments), telling.DANGER_WORD: _(telling.DANGER_TOLD)}
    groups = telling.groups(kind, values, words, today(office.clock), is_told, is_joined=True)
    return tuple(line for _title, lines in groups for line in lines)
