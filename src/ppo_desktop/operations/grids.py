"""The grids there are: what is entered many at once, as data.

When adding one: a ``Grid`` here, in ``GRIDS``; its button and its page come from the declaration.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from ppo_desktop.core.clock import today
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import Level
from ppo_desktop.core.period import Month
from ppo_desktop.core.text import N_, _, search_key
from ppo_desktop.operations import browsing, suggesting
from ppo_desktop.operations.batches import Answer, Column, Grid, Subject, Typed
from ppo_desktop.operations.office import Office
from ppo_desktop.records import dates
from ppo_desktop.records.codes import VILLAGES, code_list
from ppo_desktop.records.departure import DEPARTURE
from ppo_desktop.records.field import Values
from ppo_desktop.records.follow_up import FOLLOW_UP
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.registry import row_kinds
from ppo_desktop.records.rt_report import RT_REPORT
from ppo_desktop.records.rules import text_of
from ppo_desktop.storage.rows import Row

_WHO = (
    Column("person", "name", 200),
    Column("person", "sex", 50, N_("L/P")),
    Column("person", "born_on", 100, N_("Lahir")),
)
_NIK = Column("person", "nik", 150, is_rare=True)
_RT = Column("person", "rt", 50)
_NO_NIK = Column("person", "no_nik_reason")
_TO = (
    Column("departure", "destination_country", title=N_("Negara tujuan")),
    Column("departure", "destination_place", title=N_("Kota atau daerah")),
)


def _usual(office: Office) -> dict[str, object]:
    """The country most go to, and what one knows of NIK numbers in a list."""
    countries = suggesting.frequent(office, DEPARTURE, "destination_country", 1)
    return {"departure.destination_country": [*countries, "MY"][0], "person.no_nik_reason": "TIDAK_TAHU"}


def _recorded_today(values: dict[str, object], office: Office) -> dict[str, object]:
    added: dict[str, object] = {"departure.registered_on": today(office.clock).isoformat()}
    if code_list(VILLAGES).contains(office.code):
        added["person.region"] = office.code
    if values.get("person.nik"):
        added["person.no_nik_reason"] = None
    return values | added


def _at_work(values: dict[str, object], office: Office) -> dict[str, object]:
    return _recorded_today(values, office) | {"departure.status": "bekerja"}


def _travelling(values: dict[str, object], office: Office) -> dict[str, object]:
    """The status follows from the days: planned, left, or back already."""
    day = dates.read_date(str(values.get("departure.departed_on", "")))
    if day and dates.earliest(day) > today(office.clock):
        planned = {name: value for name, value in values.items() if name != "departure.departed_on"}
        return _recorded_today(planned | {"departure.planned_on": day, "departure.status": "siap"}, office)
    status = "pulang" if values.get("departure.returned_on") else "berangkat"
    return _recorded_today(values | {"departure.status": status}, office)


ABROAD = Grid(
    name="abroad",
    title=N_("Warga yang sudah di luar negeri"),
    purpose=N_("Dari buku lama atau keterangan RT: satu baris satu orang."),
    icon="book-open",
    kinds=("person", "departure"),
    shared=(
        _RT,
        *_TO,
        Column("departure", "job", title=N_("Pekerjaan")),
        Column("departure", "source"),
        _NO_NIK,
    ),
    columns=(
        *_WHO,
        Column("departure", "departed_on", 90, N_("Berangkat")),
        _RT,
        _NIK,
        Column("departure", "destination_country", 100, N_("Negara")),
        Column("departure", "destination_place", 120, N_("Kota, daerah")),
        Column("departure", "job", 110, N_("Pekerjaan")),
        Column("person", "contact_name", 120, N_("Keluarga")),
        Column("person", "contact_phone", 120, N_("HP keluarga")),
    ),
    begins=lambda office: _usual(office) | {"departure.source": "RT"},
    finish=_at_work,
    reason=N_("Diisi dari buku lama"),
)

_TRIP = (
    Column("departure", "exit_point"),
    Column("departure", "escort", title=N_("Pembawa dan kendaraan")),
    *_TO,
    Column("departure", "sector"),
    Column("departure", "path"),
    _RT,
    _NO_NIK,
)

GROUP = Grid(
    name="group",
    title=N_("Rombongan"),
    purpose=N_("Yang berangkat bersama: hari, pembawa, dan tujuan ditulis sekali, lalu nama-namanya."),
    icon="users",
    kinds=("person", "departure"),
    shared=(Column("departure", "departed_on", title=N_("Hari berangkat")), *_TRIP),
    columns=(*_WHO, _RT, _NIK),
    begins=lambda office: _usual(office) | {"departure.departed_on": dates.written(today(office.clock).isoformat())},
    finish=_travelling,
    reason=N_("Dicatat bersama rombongan; dilengkapi kemudian"),
)

SEASON = Grid(
    name="season",
    title=N_("Perjalanan berulang"),
    purpose=N_("Yang pulang pergi melintasi batas: satu baris satu orang untuk satu musim."),
    icon="refresh-cw",
    kinds=("person", "departure"),
    shared=(
        Column("departure", "departed_on", title=N_("Musim: mulai bulan")),
        Column("departure", "returned_on", title=N_("Musim: sampai bulan")),
        *_TRIP,
    ),
    columns=(*_WHO, _RT, _NIK),
    begins=_usual,
    finish=_travelling,
    reason=N_("Pelintas batas; satu baris untuk satu musim"),
)


# ----------------------------------------------------------------------------------- Kabar bulanan


_HEARD = "heard"
"""Of a subject: the day somebody was last heard of."""


def _day(shared: Typed) -> str:
    return dates.read_date(str(shared.get("departure.last_contact_on", ""))) or ""


def _was_heard(shared: Typed) -> dict[str, object]:
    """Day and way of the news; an unreadable day goes on, to be told; an earlier day says nothing new."""
    day = _day(shared)
    if day and day < str(shared.get(_HEARD) or ""):
        return {}
    names = ("departure.last_contact_on", "departure.last_contact_channel")
    return {name: shared[name] for name in names if shared.get(name)}


def _came_home(shared: Typed) -> dict[str, object]:
    """The month is known, the day may follow."""
    return _was_heard(shared) | {"departure.status": "pulang", "departure.returned_on": _day(shared)[:7]}


def _people_abroad(office: Office, shared: Typed) -> list[Subject]:
    """Those of ours who are abroad, by RT and name; of one RT where that is filled in."""
    names = ("person", "person_name", "destination_country", "destination_place", "last_contact_on")
    keys = browsing.ids(office, DEPARTURE, ["abroad"], owner=office.code)
    departures = [row for row in browsing.window(office, DEPARTURE, keys, names) if row]
    owners = [(office.code, text_of(row, "person")) for row in departures]
    told = ("name", "rt", "contact_name", "contact_phone", "phone")
    people = [row or {} for row in browsing.window(office, PERSON, owners, told)]
    troubled = _troubled(office, _day(shared)[:7])
    wanted, month = str(shared.get("person.rt") or "").strip().zfill(3), _day(shared)[:7]
    found = []
    for departure, person in zip(departures, people, strict=True):
        rt = text_of(person, "rt")
        if wanted.strip("0") and rt != wanted:
            continue
        subject = _abroad(departure, person, month)
        if subject.id in troubled:
            subject = replace(subject, answer="M")
        found.append((rt or "~", text_of(person, "name"), subject))
    return [subject for _rt, _name, subject in sorted(found, key=lambda each: each[:2])]


def _troubled(office: Office, month: str) -> set[str]:
    """Ids of the departures for which something was decided in a month."""
    decided = _rows(office, FOLLOW_UP, ("departure", "decided_on"))
    return {text_of(row, "departure") for row in decided if month and text_of(row, "decided_on").startswith(month)}


def _abroad(departure: Values, person: Values, month: str) -> Subject:
    heard = text_of(departure, "last_contact_on")
    country = code_list("countries").label(text_of(departure, "destination_country"))
    where = ", ".join(part for part in (text_of(departure, "destination_place"), country) if part)
    phone = (text_of(person, "contact_phone") or text_of(person, "phone")).replace("+62", "0", 1)
    family = " · ".join(part for part in (text_of(person, "contact_name"), phone) if part)
    name = text_of(person, "name") or text_of(departure, "person_name")
    return Subject(
        str(departure["id"]),
        (name, text_of(person, "rt"), where, family, dates.written(heard)),
        {"departure": str(departure["id"])},
        knows={_HEARD: heard},
        answer="B" if month and heard.startswith(month) else "",
        person=text_of(departure, "person"),
    )


NEWS = Grid(
    name="news",
    title=N_("Kabar bulanan"),
    purpose=N_("Satu lembar untuk satu RT: satu tombol untuk setiap orang yang di luar negeri."),
    icon="phone",
    kinds=("departure",),
    shared=(
        _RT,
        Column("departure", "last_contact_on", title=N_("Tanggal kabar")),
        Column("departure", "last_contact_channel", title=N_("Kabar melalui")),
    ),
    begins=lambda office: {
        "departure.last_contact_on": dates.written(today(office.clock).isoformat()),
        "departure.last_contact_channel": "KELUARGA",
    },
    reason=N_("Dari lembar kabar bulanan"),
    heads=((N_("Nama"), 200), (N_("RT"), 50), (N_("Tujuan"), 160), (N_("Keluarga"), 190), (N_("Kabar terakhir"), 110)),
    subjects=_people_abroad,
    answers=(
        Answer("B", N_("Baik"), "ok", _was_heard),
        Answer("T", N_("Tidak ada kabar"), "neutral", lambda _shared: {}),
        Answer("P", N_("Sudah pulang"), "info", _came_home),
        Answer("M", N_("Ada masalah"), "bad", _was_heard, form=FOLLOW_UP.name),
    ),
)

# ----------------------------------------------------------------------------------- Laporan RT

_LATE = 15
"""Up to that day of a month the reports that come in are about the month before."""
_STATES = {"ADA": "A", "NIHIL_LISAN": "L", "NIHIL_TERTULIS": "T", "BELUM": "B"}


def _month_due(office: Office) -> dict[str, object]:
    day = today(office.clock)
    month = Month.of(day).previous if day.day <= _LATE else Month.of(day)
    return {"rt_report.month": dates.written(str(month)), "rt_report.received_on": dates.written(day.isoformat())}


def _reported(state: str) -> Callable[[Typed], dict[str, object]]:
    def fills(shared: Typed) -> dict[str, object]:
        day = None if state == "BELUM" else shared.get("rt_report.received_on")
        return {
            "rt_report.month": shared.get("rt_report.month"),
            "rt_report.state": state,
            "rt_report.received_on": day,
        }

    return fills


def _neighbourhoods(office: Office, shared: Typed) -> list[Subject]:
    """The RTs known from addresses and earlier reports, and those up to the highest number that was typed."""
    month = (dates.read_date(str(shared.get("rt_report.month") or "")) or "")[:7]
    reports = _rows(office, RT_REPORT, ("rt", "rw", "hamlet", "month", "state"))
    people = _rows(office, PERSON, ("rt", "rw", "hamlet"))
    highest = str(shared.get("rt_report.rt") or "")
    counted = range(1, (int(highest) if highest.isdecimal() and len(highest) < 4 else 0) + 1)
    where = [(text_of(row, "rt"), text_of(row, "rw"), text_of(row, "hamlet")) for row in (*reports, *people)]
    known = {(rt, rw, search_key(hamlet)): (rt, rw, hamlet) for rt, rw, hamlet in reversed(where) if rt}
    found = [place for place in known.values() if not _is_vague(place, known.values())]
    found += [(rt, "", "") for n in counted if (rt := f"{n:03d}") not in {place[0] for place in found}]
    said = {(*_place(row), text_of(row, "month")): row for row in reversed(reports)}
    previous = str(Month.parse(month).previous) if len(month) == 7 else ""
    return [_neighbourhood(place, month, said, previous) for place in sorted(found)]


def _rows(office: Office, kind: RecordKind, names: tuple[str, ...]) -> list[Row]:
    """Our rows of a kind, newest first."""
    keys = browsing.ids(office, kind, owner=office.code)
    return [row for row in browsing.window(office, kind, keys, names) if row]


def _place(row: Values) -> tuple[str, str, str]:
    return text_of(row, "rt"), text_of(row, "rw"), search_key(text_of(row, "hamlet"))


def _is_vague(place: tuple[str, str, str], known: Iterable[tuple[str, str, str]]) -> bool:
    """Whether another address of the same RT says more."""
    rt, rw, hamlet = place
    return any(
        other != place and other[0] == rt and other[1].startswith(rw) and (other[2] == hamlet or not hamlet)
        for other in known
    )


def _neighbourhood(
    place: tuple[str, str, str], month: str, said: Mapping[tuple[str, str, str, str], Row], previous: str
) -> Subject:
    rt, rw, hamlet = place
    folded = search_key(hamlet)
    now, before = said.get((rt, rw, folded, month)), said.get((rt, rw, folded, previous))
    last = code_list("rt-report-states").label(text_of(before, "state")) if before else ""
    return Subject(
        "/".join(place),
        (_("RT {number}").format(number=rt), rw, hamlet, last),
        {"rt_report": str(now["id"])} if now else {},
        {"rt_report.rt": rt, "rt_report.rw": rw or None, "rt_report.hamlet": hamlet or None},
        answer=_STATES.get(text_of(now, "state"), "") if now else "",
    )


REPORTS = Grid(
    name="rt",
    title=N_("Laporan RT"),
    purpose=N_("Satu halaman untuk satu bulan: satu tombol untuk setiap RT."),
    icon="map-pin",
    kinds=("rt_report",),
    shared=(
        Column("rt_report", "month"),
        Column("rt_report", "received_on"),
        Column("rt_report", "rt", title=N_("Nomor RT tertinggi")),
    ),
    begins=_month_due,
    reason=N_("Jumlahnya menyusul"),
    heads=((N_("RT"), 110), (N_("RW"), 70), (N_("Dusun atau lingkungan"), 190), (N_("Bulan sebelumnya"), 190)),
    subjects=_neighbourhoods,
    answers=(
        Answer("A", N_("Ada kejadian"), "info", _reported("ADA")),
        Answer("L", N_("NIHIL, lisan"), "ok", _reported("NIHIL_LISAN")),
        Answer("T", N_("NIHIL, tertulis"), "ok", _reported("NIHIL_TERTULIS")),
        Answer("B", N_("Belum melapor"), "warn", _reported("BELUM")),
    ),
)

GRIDS: tuple[Grid, ...] = (ABROAD, GROUP, SEASON, NEWS, REPORTS)


def grid(name: str) -> Grid:
    """The grid of that name; raises ``Refused('unknown-grid')``."""
    found = next((known for known in GRIDS if known.name == name), None)
    if found is None:
        raise Refused("unknown-grid", _("Halaman ini tidak ada."), _("Pilih yang lain dari daftar."))
    return found


def offered(level: Level) -> list[Grid]:
    """What an office of that level may enter many at once."""
    known: Mapping[str, frozenset[Level]] = {kind.name: kind.levels for kind in row_kinds()}
    return [each for each in GRIDS if level in each.levels and all(level in known.get(name, ()) for name in each.kinds)]
