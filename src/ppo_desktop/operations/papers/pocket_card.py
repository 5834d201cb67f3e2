"""Kartu saku for somebody who departs: the numbers of the country, of the office's own book, and the contact plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ppo_desktop.core.errors import Refused
from ppo_desktop.core.text import _, inside, search_key
from ppo_desktop.operations.books import browsing
from ppo_desktop.operations.books.recording import unknown
from ppo_desktop.operations.house.about import About
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.house.sight import demand_shown, sight
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.contact import CONTACT, NUMBERS
from ppo_desktop.records.contacts import abroad, hotlines
from ppo_desktop.records.dates import written
from ppo_desktop.records.departure import DEPARTURE
from ppo_desktop.records.field import Values
from ppo_desktop.records.kind import HIDDEN
from ppo_desktop.records.rules import text_of
from ppo_desktop.records.words import date_in_words
from ppo_desktop.reports.document import Document
from ppo_desktop.reports.pocket_card import CardFacts, Number, pocket_card
from ppo_desktop.storage import rows

MISSION, COMPLAINTS, AUTHORITY = "PERWAKILAN_RI", "PENGADUAN_PMI", "PEMERINTAH"
"""Codes of ``contact-services``."""
_UNKNOWN = "BELUM_TAHU"


def paper(office: Office, about: About) -> Document:
    """The card of a departure; what is restricted in it, the danger word above all, never stands on it.

    Raises:
        Refused: unknown, closed, or the name is not shown to whoever asks.
    """
    owner = about.owner or office.code
    with office.database.reading() as connection:
        row = rows.get(connection, DEPARTURE, owner, about.record)
        if row is None:
            raise unknown(about.record)
        values = sight(connection, office).one(DEPARTURE, row)
    demand_shown(values)
    if values.get(HIDDEN):
        raise Refused(
            "veiled",
            _("Nama warga ini disembunyikan, jadi kartunya belum dapat dicetak."),
            _("Buka lembarnya dan tulis alasannya, lalu cetak lagi."),
        )
    return pocket_card(facts(office, values))


def facts(office: Office, values: Values) -> CardFacts:
    """What stands on the card of a departure."""
    country = text_of(values, "destination_country")
    name = code_list("countries").label(country) if country not in ("", _UNKNOWN) else ""
    contacts = browsing.rows_of(office, CONTACT, ("name", "service", "area", "checked_on", *NUMBERS))
    missions = list(_missions(contacts, name)) if name else []
    return CardFacts(
        office=office.identity.on_paper(),
        name=text_of(values, "person_name"),
        destination=", ".join(part for part in (name, text_of(values, "destination_place")) if part),
        abroad=(*missions, *_country(country)),
        ours=tuple(_office(office, contacts)),
        home=tuple(_complaints()),
        has_mission=bool(missions),
        keeper=_keeper(values),
        keeper_phone=international(text_of(values, "contact_keeper_phone")),
        agreed=_agreed(values),
        next_on=date_in_words(text_of(values, "next_contact_on")) if values.get("next_contact_on") else "",
        is_training=office.identity.training,
    )


def international(phone: str) -> str:
    """A number with its country's code in groups, as dialled abroad: ``+62 812 3456 7890``; others as they are."""
    if not phone.startswith("+") or " " in phone:
        return phone
    digits = phone[3:]
    first = 3 if len(digits) % 4 in (1, 3) else 2
    return " ".join((phone[:3], digits[:first], *(digits[at : at + 4] for at in range(first, len(digits), 4))))


def _missions(contacts: Iterable[Values], country: str) -> Iterator[Number]:
    """Embassies and consulates of our own book whose name or area names the country."""
    for one in contacts:
        place = search_key(f"{text_of(one, 'name')} {text_of(one, 'area')}")
        if text_of(one, "service") == MISSION and search_key(country) in place:
            yield from _number(one)


def _office(office: Office, contacts: Iterable[Values]) -> Iterator[Number]:
    """This office, where it stands in its own book of contacts."""
    name = search_key(office.identity.on_paper().full_name)
    for one in contacts:
        if text_of(one, "service") == AUTHORITY and name in search_key(text_of(one, "name")):
            yield from _number(one)


def _number(contact: Values) -> Iterator[Number]:
    numbers = [text_of(contact, name) for name in NUMBERS if contact.get(name)]
    if numbers:
        checked = text_of(contact, "checked_on")
        yield Number(text_of(contact, "name"), international(numbers[0]), written(checked))


def _country(country: str) -> Iterator[Number]:
    found = abroad(country)
    if found is None:
        return
    named = ((_("Polisi"), found.police), (_("Ambulans"), found.ambulance), (_("Pekerja asing"), found.workers))
    yield from (Number(name, number, written(found.checked_on)) for name, number in named if number)


def _complaints() -> Iterator[Number]:
    """Lines of this country that are reached from abroad: those with a number that is dialled with its code."""
    for line in hotlines():
        digits = "".join(line.phone_2.split())
        if line.service == COMPLAINTS and digits.startswith("0") and not line.to_verify:
            yield Number(line.name, f"+62 {line.phone_2.strip()[1:]}", written(line.checked_on))


def _keeper(values: Values) -> str:
    name, relation = text_of(values, "contact_keeper"), text_of(values, "contact_keeper_relation")
    words = code_list("contact-relations").label(relation).lower() if relation else ""
    return f"{name} ({words})" if name and words else name or words


def _agreed(values: Values) -> str:
    """``Setiap minggu, telepon``."""
    every, channel = text_of(values, "contact_every"), text_of(values, "contact_channel")
    how = code_list("contact-channels").label(channel) if channel else ""
    return ", ".join(
        part for part in (code_list("contact-intervals").label(every) if every else "", inside(how)) if part
    )
