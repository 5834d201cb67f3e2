"""Pola lintas desa: who and what comes up in several villages at once, which no single village could see.

A pattern is a reason to ask and to pass on, never a finding about a person: the same name in two villages may be two
people, and the page says on what each pattern stands. No name of anybody who leaves is on it; those of others are shown
only where the question says so, and a line with names can be passed on as a letter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct

from ppo_desktop.core.offices import Level, name_of
from ppo_desktop.core.text import N_, _, number
from ppo_desktop.insight.overview import (
    Cell,
    Column,
    Fact,
    Findings,
    Lead,
    Line,
    Overview,
    Question,
    Row,
    Rows,
    Section,
)
from ppo_desktop.records.broker import BROKER
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.dates import is_date, written
from ppo_desktop.records.departure import DEPARTURE
from ppo_desktop.records.likeness import name_key
from ppo_desktop.records.rules import text_of

NEAR = 10
"""Days between one departure and the next of one journey."""
FEWEST = 3
"""Departures of which a journey is made."""
_MOST_VILLAGES = 6
_PROCEDURAL = "prosedural"


class Cluster(Struct, frozen=True):
    """What came up in several villages."""

    what: str
    offices: frozenset[str]
    departures: tuple[Row, ...]
    brokers: tuple[Row, ...] = ()
    """The records of brokers that are perhaps one."""


class Sort(Struct, frozen=True):
    """The clusters of one sort."""

    fact: str
    title: str
    first: str
    """Head of the first column."""
    clusters: Sequence[Cluster]
    is_recorded: bool
    """Whether anything was written down that could have come up twice; else there is no data, and not none."""


def find(rows: Rows, question: Question) -> Findings:
    """Names of brokers, companies and escorts in several villages, and departures on one way at one time."""
    left = [row for row in rows[DEPARTURE.name] if question.covers(row.get("registered_on"))]
    brokers = _brokers(rows[BROKER.name], left)
    companies = _named(left, "agency", lambda row: text_of(row, "path") != _PROCEDURAL)
    escorts = _named(left, "escort", lambda _row: True)
    journeys = _journeys(left)
    is_named = question.is_named
    sorts = (
        Sort(
            _("Perantara di beberapa desa"),
            _("Perantara yang disebut di beberapa desa"),
            _("Perantara"),
            brokers,
            bool(rows[BROKER.name]),
        ),
        Sort(
            _("Pengantar di beberapa desa"),
            _("Pengantar atau penjemput yang sama namanya"),
            _("Pengantar"),
            escorts,
            any(text_of(row, "escort") for row in left),
        ),
        Sort(
            _("P3MI atau pemberi kerja di beberapa desa"),
            _("P3MI atau pemberi kerja di luar jalur prosedural"),
            _("Nama"),
            companies,
            any(text_of(row, "agency") for row in left),
        ),
    )
    ways = Sort(
        _("Keberangkatan searah dan sewaktu"),
        _("Keberangkatan dari beberapa desa, searah dan sewaktu"),
        _("Arah"),
        journeys,
        any(text_of(row, "exit_point") for row in left),
    )
    words = _("Tujuan dan titik keluar sama, jalur tidak prosedural, paling banyak {days} hari di antaranya.")
    return Findings(
        tuple(_fact(sort) for sort in (*sorts, ways)),
        (
            *(_section(sort, _(_NO_NAMES), is_named=is_named) for sort in sorts),
            _section(ways, words.format(days=NEAR), is_named=True),
        ),
        (
            _("Pola adalah alasan untuk bertanya dan meneruskan, bukan bukti tentang seseorang."),
            _("Nama yang sama dapat milik orang yang berbeda; cocokkan dahulu dengan desa-desa yang mencatatnya."),
            _("Untuk diteruskan kepada Polres atau BP3MI: pilih barisnya, lalu buat surat penerusannya."),
            _("Nomor HP perantara tidak ikut dikirim desa, jadi tidak dibandingkan di sini; tanyakan kepada desanya."),
        ),
        is_veiled=not is_named,
    )


_NO_NAMES = N_("Nama yang bunyinya sama, ditulis oleh lebih dari satu kantor.")


def _brokers(brokers: Iterable[Row], left: Sequence[Row]) -> list[Cluster]:
    """Brokers of whom a name, another name or the company sounds alike in several offices."""
    brokers = [row for row in brokers if text_of(row, "name")]
    sounds: dict[str, list[int]] = {}
    for place, row in enumerate(brokers):
        for sound in _sounds(row):
            sounds.setdefault(sound, []).append(place)
    group = list(range(len(brokers)))

    def root(place: int) -> int:
        while group[place] != place:
            place = group[place] = group[group[place]]
        return place

    for places in sounds.values():
        for place in places[1:]:
            group[root(place)] = root(places[0])
    together: dict[int, list[Row]] = {}
    for place, row in enumerate(brokers):
        together.setdefault(root(place), []).append(row)
    by_broker: dict[tuple[str, str], list[Row]] = {}
    for departure in left:
        by_broker.setdefault((str(departure["office"]), text_of(departure, "broker")), []).append(departure)
    found = []
    for of_one in together.values():
        offices = frozenset(str(row["office"]) for row in of_one)
        if len(offices) > 1:
            named = [one for row in of_one for one in by_broker.get((str(row["office"]), str(row["id"])), ())]
            names = Counter(text_of(row, "name") for row in of_one)
            found.append(Cluster(" / ".join(sorted(names)), offices, tuple(named), tuple(of_one)))
    return sorted(found, key=_weight)


def _sounds(broker: Row) -> set[str]:
    """As its names sound, those of one word left out: half the villages know somebody called so."""
    names = [text_of(broker, "name"), *text_of(broker, "aliases").split(","), text_of(broker, "company")]
    return {sound for name in names if " " in (sound := name_key(name))}


def _named(left: Iterable[Row], field: str, wanted: Callable[[Row], bool]) -> list[Cluster]:
    """Departures from several offices of which a field names somebody who sounds alike."""
    together: dict[str, list[Row]] = {}
    for row in left:
        sound = name_key(text_of(row, field))
        if " " in sound and wanted(row):
            together.setdefault(sound, []).append(row)
    return sorted(
        (
            Cluster(Counter(text_of(row, field) for row in rows).most_common(1)[0][0], offices, tuple(rows))
            for rows in together.values()
            if len(offices := frozenset(str(row["office"]) for row in rows)) > 1
        ),
        key=_weight,
    )


def _journeys(left: Iterable[Row]) -> list[Cluster]:
    """Runs of departures to one place through one point, each at most ``NEAR`` days after the one before."""
    ways: dict[tuple[str, str], list[tuple[date, Row]]] = {}
    for row in left:
        day = text_of(row, "departed_on") or text_of(row, "planned_on")
        way = (text_of(row, "destination_country"), text_of(row, "exit_point"))
        if all(way) and is_date(day) and text_of(row, "path") != _PROCEDURAL:
            ways.setdefault(way, []).append((date.fromisoformat(day), row))
    countries, points = code_list("countries"), code_list("exit-points")
    found = []
    for (country, point), dated in ways.items():
        what = _("{country} lewat {point}").format(country=countries.label(country), point=points.label(point))
        run: list[tuple[date, Row]] = []
        for one in (*sorted(dated, key=lambda one: (one[0], str(one[1]["id"]))), None):
            if run and (one is None or (one[0] - run[-1][0]).days > NEAR):
                offices = frozenset(str(row["office"]) for _day, row in run)
                if len(run) >= FEWEST and len(offices) > 1:
                    found.append(Cluster(what, offices, tuple(row for _day, row in run)))
                run = []
            if one is not None:
                run.append(one)
    return sorted(found, key=_weight)


def _weight(cluster: Cluster) -> tuple[int, int, str]:
    """Those of the most villages first, then of the most departures."""
    return (-len(cluster.offices), -len(cluster.departures), cluster.what)


# ------------------------------------------------------------------------------- what is shown


def _fact(sort: Sort) -> Fact:
    count = len(sort.clusters) if sort.is_recorded else None
    return Fact(sort.fact, count, "warn" if count else "")


def _section(sort: Sort, note: str, *, is_named: bool) -> Section:
    nothing = _("Belum ada yang dicatat pada tahun itu, jadi tidak ada yang dapat dibandingkan.")
    return Section(
        sort.title,
        (
            Column(sort.first, 2.4),
            Column(_("Desa"), 3),
            Column(_("Keberangkatan"), 1.1, is_number=True),
            Column(_("Tujuan dan titik keluar"), 2.6),
            Column(_("Dari sampai"), 1.8),
        ),
        tuple(
            _line(cluster, cluster.what if is_named else f"{sort.first} {place}", sort.first, is_named=is_named)
            for place, cluster in enumerate(sort.clusters, start=1)
        ),
        note,
        _("Tidak ada yang muncul di lebih dari satu desa pada tahun itu.") if sort.is_recorded else nothing,
    )


def _line(cluster: Cluster, what: str, sort: str, *, is_named: bool) -> Line:
    lead = (
        Lead(BROKER.name, str(cluster.brokers[0]["office"]), str(cluster.brokers[0]["id"])) if cluster.brokers else None
    )
    offices = sorted(cluster.offices)
    named = ", ".join(map(name_of, offices[:_MOST_VILLAGES]))
    if len(offices) > _MOST_VILLAGES:
        named = _("{named}, dan {count} lagi").format(named=named, count=number(len(offices) - _MOST_VILLAGES))
    cells: tuple[Cell, ...] = (what, named, len(cluster.departures), _ways(cluster), _span(cluster))
    return Line(cells, "warn", lead, passing=_passing(cluster, sort) if is_named else {})


def _passing(cluster: Cluster, sort: str) -> dict[str, str]:
    """What a letter says of it; who leaves is not named, and every village is."""
    told = [
        _("Dicatat oleh: {offices}").format(offices=", ".join(map(name_of, sorted(cluster.offices)))),
        *(
            [_("Keberangkatan yang terkait: {count}").format(count=number(count))]
            if (count := len(cluster.departures))
            else []
        ),
        *([_("Tujuan dan titik keluar: {ways}").format(ways=ways)] if (ways := _ways(cluster)) else []),
        *([_("Waktu: {span}").format(span=span)] if (span := _span(cluster)) else []),
    ]
    return {"pola_nama": f"{sort}: {cluster.what}", "pola_uraian": "\n".join(told)}


def _ways(cluster: Cluster) -> Cell:
    countries, points = code_list("countries"), code_list("exit-points")
    ways: Mapping[tuple[str, str], int] = Counter(
        (text_of(row, "destination_country"), text_of(row, "exit_point")) for row in cluster.departures
    )
    told = (", ".join(filter(None, (countries.label(country), points.label(point)))) for country, point in ways)
    return "; ".join(dict.fromkeys(filter(None, told))) or None


def _span(cluster: Cluster) -> Cell:
    days = sorted(
        day
        for row in cluster.departures
        if is_date(day := text_of(row, "departed_on") or text_of(row, "planned_on") or text_of(row, "registered_on"))
    )
    if not days:
        return None
    first, last = written(days[0]), written(days[-1])
    return first if first == last else _("{first} sampai {last}").format(first=first, last=last)


PATTERNS = Overview(
    name="patterns",
    title=N_("Pola lintas desa"),
    purpose=N_("Perantara, pengantar, dan perjalanan yang muncul di beberapa desa sekaligus."),
    icon="link",
    reads={
        BROKER.name: ("name", "aliases", "company", "category", "standing"),
        DEPARTURE.name: (
            "registered_on",
            "broker",
            "agency",
            "escort",
            "destination_country",
            "exit_point",
            "planned_on",
            "departed_on",
            "path",
        ),
    },
    find=find,
    levels=frozenset({Level.DISTRICT, Level.REGENCY}),
    is_guarded=True,
    letter="PENERUSAN",
)
