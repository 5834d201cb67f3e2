"""An open office: the one handle every operation takes."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable
from typing import Any, cast

from msgspec import Struct, to_builtins
from msgspec.structs import asdict, replace

from ppo_desktop.core.clock import Clock, stamp
from ppo_desktop.core.errors import World
from ppo_desktop.core.offices import Level, OfficeType, office_type, parent, region
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.core.text import _
from ppo_desktop.journal.entry import Heading
from ppo_desktop.records.schema import SCHEMA
from ppo_desktop.reports.document import Letterhead
from ppo_desktop.reports.office import Office as PaperOffice
from ppo_desktop.reports.office import Person, letterhead
from ppo_desktop.storage import settings_store
from ppo_desktop.storage.database import Connection, Database
from ppo_desktop.trust.vault import UserInfo


class Official(Struct, frozen=True):
    """Someone whose name stands under a signature."""

    name: str
    number: str = ""
    """``NIP …`` or ``NIPD …``, as printed; empty when there is none."""
    acting: str = ""
    """``Plt.``, ``Pj.`` or ``Plh.``; empty for who holds the office."""
    rank: str = ""
    """Pangkat of a civil servant, printed above the number; empty for who has none."""


class Identity(Struct, frozen=True):
    """Which office this database belongs to, and what its papers say."""

    code: str
    head: Official
    secretary: Official
    address: str = ""
    training: bool = False
    lines: tuple[str, ...] = ()
    """Own letterhead lines; empty: the usual ones."""
    title: str = ""
    """Of the head, as a dinas writes it; empty: the usual one."""
    emblem: str = ""
    """The JPEG at the left of the letterhead, as base64; empty for none."""

    @property
    def type(self) -> OfficeType:
        return office_type(self.code)

    @property
    def level(self) -> Level:
        return self.type.level

    def write(self) -> dict[str, object]:
        return dict(to_builtins(self))

    @classmethod
    def read(cls, value: dict[str, Any]) -> Identity:
        return cls(
            code=value["code"],
            head=Official(**value["head"]),
            secretary=Official(**value["secretary"]),
            address=value["address"],
            training=value["training"],
            lines=tuple(value["lines"]),
            title=value.get("title", ""),
            emblem=value.get("emblem", ""),
        )

    def on_paper(self) -> PaperOffice:
        """This office as reports name it."""
        name = region(self.code).name
        regency = ".".join(self.code.split(".")[:2])
        district = region(parent(self.code)).name if self.level is Level.VILLAGE else ""
        regency_name = region(regency).full_name
        usual = letterhead(self.type.name, name, district=district, regency=regency_name, address=self.address)
        return PaperOffice(
            code=self.code,
            type=self.type.name,
            name=name,
            letterhead=Letterhead(self.lines or usual.lines, self.address, b64decode(self.emblem) or None),
            head=Person(self.head.name, self.head.number, self.head.acting, self.head.rank),
            secretary=Person(self.secretary.name, self.secretary.number, rank=self.secretary.rank),
            district=district,
            regency=regency_name if self.level is not Level.REGENCY else "",
            own_title=self.title,
        )


class Device(Struct, frozen=True):
    """The identity under which this PC writes; a restored or cloned PC takes a new one that names its parent."""

    id: str
    generation: int
    """0 for a PC's first identity, one more than its parent's otherwise."""


class Office(Struct, frozen=True):
    """An office whose database is open."""

    paths: OfficePaths
    database: Database
    clock: Clock
    user: UserInfo
    identity: Identity
    device: Device
    release: Callable[[], None] = lambda: None
    at_closing: Callable[[Office], None] = lambda _office: None
    """What is to be done with the open database last of all."""

    @property
    def code(self) -> str:
        return self.identity.code

    def under(self, device: Device) -> Office:
        """The same office writing under another device identity."""
        return replace(self, device=device)

    def heading(self) -> Heading:
        """What a journal entry written now says about its writer."""
        return Heading(self.code, self.device.id, SCHEMA, self.user.display_name, stamp(self.clock))

    def close(self) -> None:
        """Close the database and let another program have the folder; closing twice does no harm."""
        if not self.database.is_closed:
            self.at_closing(self)
        self.database.close()
        self.release()


def read_identity(database: Database) -> tuple[Identity, Device]:
    """Office and device as the database knows them; raises ``World('database-damaged')`` when it does not."""
    with database.reading() as connection:
        office = settings_store.read(connection, "office")
        if office is None:
            raise World("database-damaged", _("Berkas data kantor rusak."), _("Pulihkan dari cadangan terakhir."))
        return Identity.read(office), read_device(connection)


def read_device(connection: Connection) -> Device:
    """The identity this database writes under now."""
    device = settings_store.read(connection, "device")
    if device is None:
        raise World("database-damaged", _("Berkas data kantor rusak."), _("Pulihkan dari cadangan terakhir."))
    return Device(**cast(dict[str, Any], device))


def write_identity(connection: Connection, identity: Identity, device: Device) -> None:
    settings_store.write(connection, "office", identity.write())
    write_device(connection, device)


def write_device(connection: Connection, device: Device) -> None:
    settings_store.write(connection, "device", asdict(device))
