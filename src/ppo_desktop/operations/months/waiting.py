"""How long offices wait for each other: the day reports are due, and how long a silence may last."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Literal

from msgspec import Struct

from ppo_desktop.core.clock import today
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import Level, is_below, name_of
from ppo_desktop.core.period import Month, long_date
from ppo_desktop.core.text import _, number
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.house import roles
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.codes import code_list
from ppo_desktop.storage import carrier_store, settings_store
from ppo_desktop.storage.database import Connection

USUAL_DUE_DAY = 5
LATEST_DUE_DAY = 28
"""Every month has it."""
_DUE_DAY = "due day"

Tone = Literal["ok", "warn", "bad"]


def due_day(connection: Connection) -> int:
    """Day of the following month on which reports are due, as this office has set it."""
    kept = settings_store.read(connection, _DUE_DAY)
    day = kept.get("day") if kept else None
    return day if isinstance(day, int) and 1 <= day <= LATEST_DUE_DAY else USUAL_DUE_DAY


def due_on(connection: Connection, month: Month) -> date:
    """The day the report of ``month`` is due."""
    return month.next.first.replace(day=due_day(connection))


def day_of(office: Office) -> int:
    """As ``due_day``."""
    with office.database.reading() as connection:
        return due_day(connection)


def due_days(office: Office) -> Callable[[Month], date]:
    """Month → the day its report is due."""
    with office.database.reading() as connection:
        day = due_day(connection)
    return lambda month: month.next.first.replace(day=day)


def set_due_day(office: Office, day: int) -> None:
    """Set the day of the following month on which reports are due.

    Raises:
        Refused: this role may not, or not every month has that day.
    """
    roles.demand(office, "office")
    demand_day(day)
    with office.database.transaction() as connection:
        settings_store.write(connection, _DUE_DAY, {"day": day})


def demand_day(day: int) -> None:
    """Raise ``Refused`` unless every month has that day."""
    if not 1 <= day <= LATEST_DUE_DAY:
        raise Refused(
            "due-day",
            _("Tanggal jatuh tempo harus antara 1 dan {latest}.").format(latest=LATEST_DUE_DAY),
            _("Pilih tanggal yang ada pada setiap bulan, misalnya 5."),
        )


class Silence(Struct, frozen=True):
    """How long nothing has been heard of an office."""

    office: str
    """Code."""
    since: date
    days: int
    what: str
    """Code of ``silences``: what is missed."""

    @property
    def tone(self) -> Tone:
        """``warn`` once it is worth saying, ``bad`` once it is grave; the days stand in the list ``silences``."""
        told = code_list("silences").by_code[self.what].extra
        return "bad" if self.days > int(told["grave"]) else "warn" if self.days > int(told["days"]) else "ok"

    @property
    def words(self) -> str:
        """``Sudah 40 hari sejak tanda terima terakhir (12 Oktober 2026) dari Kecamatan Tebas.``"""
        words = (
            _("Sudah {days} hari sejak tanda terima terakhir ({since}) dari {office}.")
            if self.what == "TANDA_TERIMA"
            else _("Sudah {days} hari sejak berkas terakhir ({since}) dari {office}.")
        )
        return words.format(days=number(self.days), since=long_date(self.since), office=name_of(self.office))


def silence_above(office: Office) -> Silence | None:
    """How long no receipt has come from the office that gets our reports; ``None`` where none is awaited yet.

    Before the first receipt it is counted from the day on which a report was first copied.
    """
    if office.identity.level is Level.REGENCY:
        return None
    with office.database.reading() as connection:
        receipts = carrier_store.arrived(connection, "receipt")
        reports = [made for made in carrier_store.made(connection, "report") if is_below(office.code, made.recipient)]
        copied = sending.copies(connection)
    if not reports:
        return None
    to = reports[0].recipient
    stamps = [receipt.received_at for receipt in receipts if receipt.sender == to]
    first_copies = [copied[made.id] for made in reports if made.recipient == to and made.id in copied]
    if not stamps and not first_copies:
        return None
    return silence(to, max(stamps) if stamps else min(first_copies), today(office.clock), "TANDA_TERIMA")


def silence(code: str, stamp: str, day: date, what: str = "BERKAS") -> Silence:
    """How long nothing has come since ``stamp``; never less than no day, whatever the clock showed."""
    since = date.fromisoformat(stamp[:10])
    return Silence(code, since, max((day - since).days, 0), what)
