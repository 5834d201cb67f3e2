"""Kabar bulanan: one sheet for one RT, one key for everybody who is abroad."""

from __future__ import annotations

from msgspec.structs import replace

from ppo_desktop.core.clock import today
from ppo_desktop.core.offices import name_of
from ppo_desktop.core.text import N_, _
from ppo_desktop.operations.books import browsing
from ppo_desktop.operations.books.batches import Answer, Column, Grid, Head, Subject, Typed
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records import dates
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.departure import DEPARTURE
from ppo_desktop.records.field import Values
from ppo_desktop.records.filters import last_day
from ppo_desktop.records.follow_up import FOLLOW_UP
from ppo_desktop.records.kind import ABOVE_VILLAGES
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.rules import text_of
from ppo_desktop.records.words import phone_in_words

_HEARD, _ASKED = "heard", "asked"
"""Of a subject: the day somebody was last heard of, and the day the family was last asked in vain."""
_TOLD = (
    "last_contact_on",
    "last_asked_on",
    "contact_every",
    "contact_due_on",
    "contact_keeper",
    "contact_keeper_phone",
)
"""What a departure tells of news and of the contact plan."""


def _day(shared: Typed) -> str:
    return dates.read_date(str(shared.get("departure.last_contact_on", ""))) or ""


def _was_heard(shared: Typed) -> dict[str, object]:
    """Day and way of the news; an unreadable day goes on, to be told; an earlier day says nothing new."""
    day = _day(shared)
    if day and day < str(shared.get(_HEARD) or ""):
        return {}
    names = ("departure.last_contact_on", "departure.last_contact_channel")
    told = {name: shared[name] for name in names if shared.get(name)}
    asked = str(shared.get(_ASKED) or "")
    is_answered = bool(day) and asked >= day and asked.startswith(day[:7])  # it came after all
    return told | ({"departure.last_asked_on": None} if is_answered else {})


def _was_asked(shared: Typed) -> dict[str, object]:
    """The day somebody asked in vain."""
    day = _day(shared)
    is_new = shared.get("departure.last_contact_on") and (not day or day >= str(shared.get(_ASKED) or ""))
    return {"departure.last_asked_on": shared["departure.last_contact_on"]} if is_new else {}


def _came_home(shared: Typed) -> dict[str, object]:
    """The month is known, the day may follow."""
    return _was_heard(shared) | {"departure.status": "pulang", "departure.returned_on": _day(shared)[:7]}


def _people_abroad(office: Office, shared: Typed) -> list[Subject]:
    """Those of ours who are abroad, by village, RT and name; of one village or RT where that is filled in."""
    names = ("person", "person_name", "destination_country", "destination_place", *_TOLD)
    keys = browsing.ids(office, DEPARTURE, ["abroad"], owner=office.code)
    departures = [row for row in browsing.window(office, DEPARTURE, keys, names) if row]
    owners = [(office.code, text_of(row, "person")) for row in departures]
    told = ("name", "region", "rt", "contact_name", "contact_phone", "phone")
    people = [row or {} for row in browsing.window(office, PERSON, owners, told)]
    troubled = _troubled(office, _day(shared)[:7])
    wanted, month = str(shared.get("person.rt") or "").strip().zfill(3), _day(shared)[:7]
    village, is_above = shared.get("person.region"), office.identity.level in ABOVE_VILLAGES
    found = []
    for departure, person in zip(departures, people, strict=True):
        region, rt = text_of(person, "region"), text_of(person, "rt")
        if (wanted.strip("0") and rt != wanted) or (village and region != village):
            continue
        subject = _abroad(departure, person, month, today(office.clock).isoformat())
        if subject.id in troubled:
            subject = replace(subject, answer="M")
        where = name_of(region) if is_above and region else ""
        if is_above:
            subject = replace(subject, words=(subject.words[0], where, *subject.words[1:]))
        found.append((where or "~", rt or "~", text_of(person, "name"), subject))
    return [each[-1] for each in sorted(found, key=lambda each: each[:-1])]


def _troubled(office: Office, month: str) -> set[str]:
    """Ids of the departures for which something was decided in a month."""
    decided = browsing.rows_of(office, FOLLOW_UP, ("departure", "decided_on"))
    return {text_of(row, "departure") for row in decided if month and text_of(row, "decided_on").startswith(month)}


def _abroad(departure: Values, person: Values, month: str, day: str) -> Subject:
    heard, asked = text_of(departure, "last_contact_on"), text_of(departure, "last_asked_on")
    country = code_list("countries").label(text_of(departure, "destination_country"))
    where = ", ".join(part for part in (text_of(departure, "destination_place"), country) if part)
    plan = code_list("contact-intervals").label(text_of(departure, "contact_every"))
    is_broken = bool(due := text_of(departure, "contact_due_on")) and due < day
    if is_broken:
        plan = _("Terputus")
    name = text_of(person, "name") or text_of(departure, "person_name")
    answer = "B" if month and heard.startswith(month) and not is_broken else ""  # else it is time to ask again
    if month and asked.startswith(month) and (not heard or asked > last_day(heard)):
        answer = "T"
    return Subject(
        str(departure["id"]),
        (name, text_of(person, "rt"), where, _family(departure, person), plan, dates.written(heard)),
        {"departure": str(departure["id"])},
        knows={_HEARD: heard, _ASKED: asked},
        answer=answer,
        person=text_of(departure, "person"),
    )


def _family(departure: Values, person: Values) -> str:
    """The number to call and whose it is: who was agreed on for this departure goes before the family's contact."""
    keeper, number = text_of(departure, "contact_keeper"), text_of(departure, "contact_keeper_phone")
    if not keeper and not number:
        keeper, number = text_of(person, "contact_name"), text_of(person, "contact_phone") or text_of(person, "phone")
    return " · ".join(part for part in (phone_in_words(number), keeper) if part)


CONTACT_SHEET = Grid(
    name="news",
    title=N_("Kabar bulanan"),
    purpose=N_("Satu lembar untuk satu RT: satu tombol untuk setiap orang yang di luar negeri."),
    icon="phone",
    kinds=("departure",),
    shared=(
        Column("person", "region", levels=ABOVE_VILLAGES),
        Column("person", "rt", 50),
        Column("departure", "last_contact_on", title=N_("Tanggal kabar")),
        Column("departure", "last_contact_channel", title=N_("Kabar melalui")),
    ),
    begins=lambda office: {
        "departure.last_contact_on": dates.written(today(office.clock).isoformat()),
        "departure.last_contact_channel": "KELUARGA",
    },
    reason=N_("Dari lembar kabar bulanan"),
    heads=(
        Head(N_("Nama"), 170),
        Head(N_("Desa"), 130, ABOVE_VILLAGES),
        Head(N_("RT"), 45),
        Head(N_("Tujuan"), 155),
        Head(N_("Keluarga"), 235),
        Head(N_("Rencana"), 95),
        Head(N_("Terakhir"), 100),
    ),
    subjects=_people_abroad,
    answers=(
        Answer("B", N_("Baik"), "ok", _was_heard),
        Answer("T", N_("Tidak ada kabar"), "neutral", _was_asked),
        Answer("P", N_("Sudah pulang"), "info", _came_home),
        Answer("M", N_("Ada masalah"), "bad", _was_heard, form=FOLLOW_UP.name),
    ),
)
