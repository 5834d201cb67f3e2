"""The columns of each list, as data: what stands in a cell, how wide it is, and which goes first when room is short.

A kind that declares nothing here is listed by its ``title_of`` and ``list_columns``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from ppo_desktop.core.text import N_, _, number
from ppo_desktop.gui.screens.listing.words import in_pane, joined, phone_in_words, short_date, text, years
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.departure import DEPARTURE
from ppo_desktop.records.field import Shape
from ppo_desktop.records.kind import HIDDEN, RecordKind
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.socialisation import SOCIALISATION

Values: TypeAlias = Mapping[str, object]
_NARROW, _WIDE, _LETTER = 104, 150, 8
"""Widths of columns that no layout tells, and of a letter in their heads; days and numbers leave room for names."""
_SLIMMEST = 72
"""Of words that are all short."""
_SHORT = 40
"""Most characters of what stands whole in a wide column, as numbers of phones do."""


class Cell(Struct, frozen=True):
    """Two lines, or a badge where ``tone`` is given."""

    first: str
    second: str = ""
    tone: str = ""

    @property
    def sentence(self) -> str:
        return joined(self.first, self.second, by=", ")


VEILED = Cell("\N{BULLET}\N{BULLET}\N{BULLET}")
"""Stands where something is not shown to whoever looks: an empty cell would say that nothing is recorded."""


class Column(Struct, frozen=True):
    """One column."""

    title: str
    width: int
    """Pixels at 100 %."""
    fields: tuple[str, ...]
    """What ``cell`` reads."""
    cell: Callable[[Values, date], Cell]
    sort: str = ""
    """The field the list is ordered by when this head is chosen; ``""``: it cannot be."""
    grows: bool = True
    """Whether more room would show more: not of days, numbers and badges."""


class Layout(Struct, frozen=True):
    """How a kind is listed."""

    purpose: str
    columns: tuple[Column, ...]
    """From left to right. The first one takes the room that is left; the last ones go when there is none."""
    new: str = N_("Catat baru")
    nothing: str = N_("Belum ada catatan. Catat yang pertama.")
    icon: str = "list-checks"

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field some cell reads."""
        return tuple(dict.fromkeys(name for column in self.columns for name in column.fields))


def fitting(columns: Sequence[Column], width: int, px: Callable[[float], int], needed: Sequence[int] = ()) -> list[int]:
    """How wide each column becomes in ``width`` pixels, 0 for those there is no room for; the first one always has.

    Args:
        needed: pixels in which what stands in each is read whole. What a column of words does not need goes to names
            first, then to where words are cut; of days, numbers and badges others may follow that are longer, so these
            give nothing away.
    """
    widths = [px(column.width) for column in columns]
    while sum(widths) > width and any(widths[1:]):
        last = max(place for place, one in enumerate(widths) if one)
        widths[last] = 0
    others = [place for place, one in enumerate(widths) if place and one]
    if needed:
        for place in (place for place in others if columns[place].grows):
            widths[place] = min(widths[place], max(needed[place], px(_SLIMMEST)))
        for place in (0, *others):
            spare = max(width - sum(widths), 0)
            widths[place] += min(spare, max(needed[place] - widths[place], 0))
    left = width - sum(widths)
    # Names are what people look for: half of the room that is left is theirs, and what days and numbers cannot use.
    for place in others:
        widths[place] += max(left, 0) // (2 * len(others)) if columns[place].grows else 0
    widths[0] = max(width - sum(widths[1:]), 0)
    return widths


def layout_of(kind: RecordKind) -> Layout:
    """How ``kind`` is listed."""
    return _LAYOUTS.get(kind.name) or _plain(kind)


def is_hidden(column: Column, row: Values) -> bool:
    """Whether a cell would tell of something that is not shown to whoever looks."""
    hidden = row.get(HIDDEN)
    return isinstance(hidden, frozenset) and not hidden.isdisjoint(column.fields)


def badges_of(kind: RecordKind, row: Values, today: date) -> list[Cell]:
    """The badges of a row, for wherever a record is shown."""
    cells = (column.cell(row, today) for column in layout_of(kind).columns if not is_hidden(column, row))
    return [cell for cell in cells if cell.tone and cell.first]


def _plain(kind: RecordKind) -> Layout:
    def of_field(name: str) -> Column:
        field = kind.field(name)
        head = min(max(_LETTER * (len(_(field.label)) + 2), _NARROW), _WIDE)
        if field.shape in (Shape.DATE, Shape.PARTIAL_DATE):
            day = Column(field.label, head, (name,), lambda row, _day: Cell(short_date(text(row, name)) or "–"), name)
            return replace(day, grows=False)
        is_number = field.shape in (Shape.INTEGER, Shape.YES_NO) or field.digits is not None
        grows = not is_number and field.max_length > _SHORT
        width = head if is_number else _WIDE

        def cell(row: Values, day: date) -> Cell:
            return Cell(in_pane(field, row.get(name), day))

        return Column(field.label, width, (name,), cell, name, grows)

    names = tuple(field.name for field in kind.fields)
    by = kind.told_by_title[0] if kind.told_by_title else ""
    title = Column(kind.title, 220, names, lambda row, _day: Cell(kind.title_of(row), kind.detail_of(row)), by)
    columns = (title, *(of_field(name) for name in kind.list_columns if name not in kind.told_by_title))
    new, nothing = N_("Catat {kind}"), N_("Belum ada catatan. Catat yang pertama.")
    return Layout(kind.purpose, columns, _(new).format(kind=_(kind.title).lower()), nothing, kind.icon)


# ------------------------------------------------------------------------------- departure

_STATUS_TONES = {
    "niat": "neutral",
    "proses": "neutral",
    "siap": "info",
    "berangkat": "info",
    "bekerja": "info",
    "perpanjang": "info",
    "cuti": "ok",
    "pulang": "ok",
    "purna": "ok",
    "ditunda": "warn",
    "hilang_kontak": "bad",
    "meninggal": "bad",
}


def _label(list_name: str, code: str) -> str:
    return code_list(list_name).label(code) if code else ""


def _leaver(row: Values, _today: date) -> Cell:
    age = row.get("age_at_departure")
    years_old = _("{years} tahun").format(years=age) if isinstance(age, int) else ""
    return Cell(text(row, "person_name") or _("(tanpa nama)"), joined(text(row, "sex"), years_old, by=", "))


def _destination(row: Values, _today: date) -> Cell:
    second = text(row, "destination_place") or _label("sectors", text(row, "sector"))
    return Cell(_label("countries", text(row, "destination_country")) or _("Belum diisi"), second)


def _status(row: Values, _today: date) -> Cell:
    code = text(row, "status")
    return Cell(_label("statuses", code), tone=_STATUS_TONES.get(code, "neutral"))


def _leaving(row: Values, _today: date) -> Cell:
    left, planned = text(row, "departed_on"), text(row, "planned_on")
    if left:
        return Cell(short_date(left), _label("exit-points", text(row, "exit_point")))
    return Cell(short_date(planned), _("rencana")) if planned else Cell(_("Belum diisi"))


def _news(row: Values, _today: date) -> Cell:
    last = text(row, "last_contact_on")
    return Cell(short_date(last) if last else "–", _label("contact-channels", text(row, "last_contact_channel")))


def _number(row: Values, _today: date) -> Cell:
    return Cell(text(row, "register_number") or "–")


# ------------------------------------------------------------------------------- person


def _person(row: Values, _today: date) -> Cell:
    family = text(row, "contact_name")
    words = _("keluarga {name}").format(name=family) if family else ""
    return Cell(text(row, "name") or _("(tanpa nama)"), joined(text(row, "sex"), words))


def _born(row: Values, today: date) -> Cell:
    born_on = text(row, "born_on")
    return Cell(short_date(born_on), years(born_on, today)) if born_on else Cell(_("Belum diisi"))


def _lives(row: Values, _today: date) -> Cell:
    rt, rw = text(row, "rt"), text(row, "rw")
    second = joined(rt and f"RT {rt}", rw and f"RW {rw}", by=" / ")
    return Cell(text(row, "hamlet") or "–", second)


def _phone(row: Values, _today: date) -> Cell:
    own, family = text(row, "phone"), text(row, "contact_phone")
    if own or not family:
        return Cell(phone_in_words(own) or "–")
    return Cell(phone_in_words(family), _("nomor keluarga"))


def _nik(row: Values, _today: date) -> Cell:
    return Cell(_("Ada")) if text(row, "nik") else Cell(_("NIK kosong"), tone="warn")


# ------------------------------------------------------------------------------- socialisation


def _event(row: Values, _today: date) -> Cell:
    activity = _label("activities", text(row, "activity"))
    title = text(row, "title")
    return Cell(title or activity or _("(tanpa judul)"), activity if title else "")


def _held(row: Values, _today: date) -> Cell:
    return Cell(short_date(text(row, "held_on")) or _("Belum diisi"), text(row, "time"))


def _place(row: Values, _today: date) -> Cell:
    return Cell(text(row, "place") or "–", _label("villages", text(row, "region")).partition(",")[0])


def _present(row: Values, today: date) -> Cell:
    count, held_on = row.get("participants"), text(row, "held_on")
    if isinstance(count, int):
        return Cell(_("{count} orang").format(count=number(count)), tone="ok")
    if held_on > today.isoformat():
        return Cell(_("Rencana"), tone="info")
    return Cell(_("Belum dihitung"), tone="warn")


_LAYOUTS = {
    "departure": Layout(
        DEPARTURE.purpose,
        (
            Column(
                N_("Nama"),
                200,
                ("person_name", "sex", "age_at_departure"),
                _leaver,
                "person_name",
            ),
            Column(N_("Keadaan"), 186, ("status",), _status, "status", grows=False),
            Column(
                N_("Tujuan"),
                136,
                ("destination_country", "destination_place", "sector"),
                _destination,
                "destination_country",
            ),
            Column(N_("Berangkat"), 132, ("departed_on", "planned_on", "exit_point"), _leaving, "departed_on"),
            Column(N_("Kabar terakhir"), 128, ("last_contact_on", "last_contact_channel"), _news, "last_contact_on"),
            Column(N_("Nomor register"), 210, ("register_number",), _number, "register_number", grows=False),
        ),
        N_("Catat keberangkatan"),
        N_("Belum ada keberangkatan. Catat yang pertama."),
        "plane-takeoff",
    ),
    "person": Layout(
        PERSON.purpose,
        (
            Column(N_("Nama"), 190, ("name", "sex", "contact_name"), _person, "name"),
            Column(N_("Lahir"), 102, ("born_on",), _born, "born_on", grows=False),
            Column(N_("Tempat tinggal"), 144, ("hamlet", "rt", "rw"), _lives, "hamlet"),
            Column(N_("Telepon"), 128, ("phone", "contact_phone"), _phone, grows=False),
            Column(N_("NIK"), 118, ("nik",), _nik, grows=False),
        ),
        N_("Catat warga"),
        N_("Belum ada warga. Catat yang pertama."),
        "users",
    ),
    "socialisation": Layout(
        SOCIALISATION.purpose,
        (
            Column(N_("Kegiatan"), 230, ("title", "activity"), _event, "title"),
            Column(N_("Tanggal"), 118, ("held_on", "time"), _held, "held_on", grows=False),
            Column(N_("Peserta"), 146, ("participants", "held_on"), _present, "participants", grows=False),
            Column(N_("Tempat"), 168, ("place", "region"), _place, "place"),
        ),
        N_("Catat sosialisasi"),
        N_("Belum ada sosialisasi. Catat yang pertama."),
        "megaphone",
    ),
}
