"""What records and the office know of the words of a letter, so that little is left to be typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from msgspec import Struct

from ppo_desktop.core.clock import today
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import Level, parent
from ppo_desktop.core.period import long_date, weekday
from ppo_desktop.core.text import _
from ppo_desktop.operations.house import access
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.house.sight import sight
from ppo_desktop.operations.months import ledger, reporting
from ppo_desktop.records import bars
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.dates import age_on, is_date
from ppo_desktop.records.decisions import unnumbered
from ppo_desktop.records.field import Values
from ppo_desktop.records.referral import REFERRAL
from ppo_desktop.records.registry import kind as kind_named
from ppo_desktop.records.rules import codes_of, text_of
from ppo_desktop.records.socialisation import SOCIALISATION
from ppo_desktop.records.words import date_in_words, in_words, phone_in_words
from ppo_desktop.reports.event import named
from ppo_desktop.reports.letter_template import Template, Word, words
from ppo_desktop.reports.office import check_code
from ppo_desktop.storage import rows
from ppo_desktop.storage.database import Connection

LINKS = ("person", "departure", "referral", "homecoming", "meeting", "socialisation")
"""The kinds a letter may be about, by the names of their fields there; an event's is ``event``."""
_UNSEEN = "referral:reasons"
_PERMISSIONS = {"AYAH": "Orang Tua", "IBU": "Orang Tua", "SUAMI": "Suami", "ISTRI": "Istri", "WALI": "Wali"}
_LINES = "\n"

Held = Mapping[str, Values]
"""Kind → row of the record of that kind that a letter is about."""


def field_of(kind: str) -> str:
    """The field of a letter that names a record of that kind."""
    return "event" if kind == SOCIALISATION.name else kind


class Subject(Struct, frozen=True):
    """The record a letter is begun from; of this office."""

    kind: str = ""
    record: str = ""


def held(office: Office, subject: Subject) -> dict[str, Values]:
    """The record with those it names, as whoever asks may see them.

    Raises:
        Refused: no such record here, or it is closed.
    """
    if not subject.record:
        return {}
    with office.database.reading() as connection:
        found = _seen(connection, office, subject.kind, subject.record)
        if found is None:
            raise Refused(
                "unknown-record",
                _("Catatan ini tidak ada di kantor ini."),
                _("Surat tentang seseorang dibuat kantor yang mencatatnya."),
            )
        together = {subject.kind: found}
        for kind in LINKS:
            record = text_of(found, kind)
            if kind not in together and record and (row := _seen(connection, office, kind, record)):
                together[kind] = row
    return together


def _seen(connection: Connection, office: Office, kind: str, record: str) -> Values | None:
    row = rows.get(connection, kind_named(kind), office.code, record)
    if row is None:
        return None
    seen = sight(connection, office)
    seen.demand(office.code, record)
    return seen.one(kind_named(kind), row)


def known(office: Office, template: Template, together: Held) -> dict[str, str]:
    """Word → what is known of it, for the words of a template that are not the office's own.

    Words from the restricted part of a record are a look at it, which is written down.
    """
    wanted = [words()[name] for name in template.words if name in words()]
    if any(word.source == _UNSEEN for word in wanted) and "referral" in together:
        access.look(office, REFERRAL, office.code, str(together["referral"]["id"]))
    told = {word.name: _value(office, word, together) for word in wanted}
    return {name: text for name, text in told.items() if text}


def _value(office: Office, word: Word, together: Held) -> str:
    source = word.source
    if source.startswith("="):
        return source[1:]
    if computed := _COMPUTED.get(source):
        return computed(office, together)
    kind, dot, name = source.partition(".")
    row = together.get(kind)
    if not dot or row is None or row.get(name) in (None, "", [], {}):
        return ""
    field = kind_named(kind).field(name)
    if isinstance(row[name], list):
        return _LINES.join(code_list(field.choices).label(str(code)) for code in codes_of(row, name))
    return str(row[name]) if field.digits else in_words(field, row[name])


def _person(together: Held) -> Values:
    return together.get("person", {})


def _birth(_office: Office, together: Held) -> str:
    person = _person(together)
    born = text_of(person, "born_on")
    return ", ".join(part for part in (text_of(person, "birth_place"), date_in_words(born) if born else "") if part)


def _age(office: Office, together: Held) -> str:
    born = text_of(_person(together), "born_on")
    if not is_date(born):
        return ""
    return _("{years} tahun").format(years=age_on(born, today(office.clock).isoformat()))


def _address(_office: Office, together: Held) -> str:
    person = _person(together)
    rt, rw = text_of(person, "rt"), text_of(person, "rw")
    neighbourhood = "/".join(part for part in (f"RT {rt}" if rt else "", f"RW {rw}" if rw else "") if part)
    hamlet = text_of(person, "hamlet")
    return ", ".join(part for part in (text_of(person, "address"), neighbourhood, hamlet) if part)


def _permission(_office: Office, together: Held) -> str:
    return _PERMISSIONS.get(text_of(together.get("departure", {}), "permit_relation"), "Keluarga")


def _job(_office: Office, together: Held) -> str:
    departure = together.get("departure", {})
    return text_of(departure, "job") or code_list("sectors").label(text_of(departure, "sector"))


def _family(_office: Office, together: Held) -> str:
    return text_of(together.get("departure", {}), "contact_keeper") or text_of(_person(together), "contact_name")


def _family_phone(_office: Office, together: Held) -> str:
    number = text_of(together.get("departure", {}), "contact_keeper_phone")
    return phone_in_words(number or text_of(_person(together), "contact_phone"))


def _bar(_office: Office, together: Held) -> str:
    return _LINES.join(notice.words for notice in bars.of_departure(together.get("departure", {})))


def _missing(_office: Office, together: Held) -> str:
    departure = together.get("departure")
    if departure is None or bars.of_departure(departure):
        return ""  # papers would not change it
    there = codes_of(departure, "documents")
    return _LINES.join(code.label for code in code_list("documents").active if code.frequent and code.code not in there)


def _given(code: str, tell: Callable[[Office, Held], str]) -> Callable[[Office, Held], str]:
    """What is told of somebody only where the referral says that it is handed on."""
    return lambda office, together: (
        tell(office, together) if code in codes_of(together.get("referral", {}), "data_given") else ""
    )


def _sex_and_age(office: Office, together: Held) -> str:
    sex = code_list("sexes").label(text_of(_person(together), "sex"))
    return ", ".join(part for part in (_age(office, together), sex.lower()) if part)


def _plan(_office: Office, together: Held) -> str:
    departure = together.get("departure", {})
    country = code_list("countries").label(text_of(departure, "destination_country"))
    planned = text_of(departure, "planned_on")
    return ", ".join(part for part in (country, date_in_words(planned) if planned else "") if part)


def _institution(_office: Office, together: Held) -> str:
    referral = together.get("referral", {})
    return text_of(referral, "institution_name") or code_list("institutions").label(text_of(referral, "institution"))


def _signs(_office: Office, together: Held) -> str:
    referral = together.get("referral", {})
    told = [code_list("referral-reasons").label(code) for code in codes_of(referral, "reasons") if code != "LAIN"]
    return _LINES.join([*told, *filter(None, [text_of(referral, "reason_note")])])


def _held_on(kind: str) -> Callable[[Office, Held], str]:
    """Weekday and date of a meeting or an event."""

    def tell(_office: Office, together: Held) -> str:
        held_on = text_of(together.get(kind, {}), "held_on")
        day = date.fromisoformat(held_on) if is_date(held_on) else None
        return f"{weekday(day)}, {long_date(day)}" if day else ""

    return tell


def _decisions(_office: Office, together: Held) -> str:
    lines = map(unnumbered, text_of(together.get("meeting", {}), "decisions").splitlines())
    return _LINES.join(" | ".join(part.strip() for part in line.split(";")) for line in lines if line)


def _event_title(_office: Office, together: Held) -> str:
    event = together.get(SOCIALISATION.name, {})
    return text_of(event, "title") or code_list("activities").label(text_of(event, "activity"))


def _invited(office: Office, together: Held) -> str:
    """The head of the institution that an event reaches."""
    record = text_of(together.get(SOCIALISATION.name, {}), "institution")
    with office.database.reading() as connection:
        institution = _seen(connection, office, "institution", record) if record else None
    name = text_of(institution or {}, "name")
    return _("Pimpinan {institution}").format(institution=name) if name else ""


def _committee(_office: Office, together: Held) -> str:
    sent = named(text_of(together.get(SOCIALISATION.name, {}), "committee"), has_topic=False)
    return _LINES.join(f"{one.name} | {one.role}" for one in sent)


def _came_from(_office: Office, together: Held) -> str:
    homecoming = together.get("homecoming", {})
    country = code_list("countries").label(text_of(homecoming, "from_country"))
    entry = code_list("exit-points").label(text_of(homecoming, "entry_point"))
    return ", ".join(part for part in (country, entry and _("lewat {place}").format(place=entry)) if part)


def _above(office: Office, _together: Held) -> str:
    return reporting.addressee(parent(office.code)) if office.identity.level is not Level.REGENCY else ""


def _month(office: Office, _together: Held) -> str:
    made = ledger.reports(office)
    return made[0].month.label if made else ""


def _files(office: Office, _together: Held) -> str:
    made = ledger.reports(office)
    of_month = [line for line in made if line.month == made[0].month and line.is_newest and line.carrier]
    return _LINES.join(
        _("Laporan bulan {month} | {code}").format(month=line.month.label, code=check_code(line.carrier))
        for line in of_month
    )


_COMPUTED: Mapping[str, Callable[[Office, Held], str]] = {
    "person:ttl": _birth,
    "person:age": _age,
    "person:address": _address,
    "departure:permission": _permission,
    "departure:job": _job,
    "departure:family": _family,
    "departure:family_phone": _family_phone,
    "departure:bar": _bar,
    "departure:missing": _missing,
    "referral:institution": _institution,
    "referral:name": _given("NAMA", lambda _office, together: text_of(_person(together), "name")),
    "referral:age": _given("UMUR", _sex_and_age),
    "referral:address": _given("ALAMAT", _address),
    "referral:phone": _given("KONTAK", lambda _office, together: phone_in_words(text_of(_person(together), "phone"))),
    "referral:nik": _given("NIK", lambda _office, together: text_of(_person(together), "nik")),
    "referral:plan": _given("TUJUAN", _plan),
    _UNSEEN: _signs,
    "meeting:day": _held_on("meeting"),
    "meeting:decisions": _decisions,
    "socialisation:title": _event_title,
    "socialisation:day": _held_on(SOCIALISATION.name),
    "socialisation:invited": _invited,
    "socialisation:committee": _committee,
    "homecoming:from": _came_from,
    "office:above": _above,
    "office:hall": lambda office, _together: _("Kantor {office}").format(office=office.identity.on_paper().full_name),
    "office:address": lambda office, _together: office.identity.address,
    "head:name": lambda office, _together: office.identity.head.name,
    "head:title": lambda office, _together: office.identity.on_paper().head_title,
    "month:label": _month,
    "month:files": _files,
}
