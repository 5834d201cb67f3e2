"""The grids there are: what is entered many at once, as data.

When adding one: a ``Grid`` here or in a module of its own, in ``GRIDS``; its button and its page come from the
declaration.
"""

from __future__ import annotations

from collections.abc import Mapping

from ppo_desktop.core.clock import today
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import Level
from ppo_desktop.core.text import N_, _
from ppo_desktop.operations.books import suggesting
from ppo_desktop.operations.books.batches import Column, Grid
from ppo_desktop.operations.books.contact_sheet import CONTACT_SHEET
from ppo_desktop.operations.books.rt_sheet import RT_SHEET
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records import dates
from ppo_desktop.records.codes import VILLAGES, code_list
from ppo_desktop.records.departure import DEPARTURE
from ppo_desktop.records.kind import ABOVE_VILLAGES
from ppo_desktop.records.registry import row_kinds

_WHO = (
    Column("person", "name", 200),
    Column("person", "sex", 50, N_("L/P")),
    Column("person", "born_on", 100, N_("Lahir")),
)
_NIK = Column("person", "nik", 150, is_rare=True)
_VILLAGE = Column("person", "region", 150, N_("Desa"), levels=ABOVE_VILLAGES)
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
        _VILLAGE,
        _RT,
        *_TO,
        Column("departure", "job", title=N_("Pekerjaan")),
        Column("departure", "source"),
        _NO_NIK,
    ),
    columns=(
        *_WHO,
        Column("departure", "departed_on", 100, N_("Berangkat")),
        _VILLAGE,
        _RT,
        _NIK,
        Column("departure", "destination_country", 90, N_("Negara")),
        Column("departure", "destination_place", 110, N_("Kota")),
        Column("departure", "job", 110, N_("Pekerjaan")),
        Column("person", "contact_name", 110, N_("Keluarga")),
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
    _VILLAGE,
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
    columns=(*_WHO, _VILLAGE, _RT, _NIK),
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
    columns=(*_WHO, _VILLAGE, _RT, _NIK),
    begins=_usual,
    finish=_travelling,
    reason=N_("Pelintas batas; satu baris untuk satu musim"),
)

GRIDS: tuple[Grid, ...] = (ABROAD, GROUP, SEASON, CONTACT_SHEET, RT_SHEET)


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
