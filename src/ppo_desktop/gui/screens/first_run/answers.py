"""What has been typed in the first run; in memory only, until the office is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from ppo_desktop.core.offices import Level, OfficeType, Region, office_type, parent, regions
from ppo_desktop.core.text import _
from ppo_desktop.gui.shell.people import account_name

if TYPE_CHECKING:
    from ppo_desktop.operations.house.office import Identity


class Account(Struct):
    """Somebody who is to get an account."""

    display_name: str = ""
    name: str = ""
    """What is typed to log in; empty: made from the name."""
    password: str = ""

    @property
    def login(self) -> str:
        return self.name or account_name(self.display_name)


class Answers(Struct):
    """Everything the first run asks."""

    step: int = 0
    level: Level | None = None
    is_second: bool = False
    """Whether another PC of this office uses the program already."""
    has_regency: bool | None = None
    """Whether the kabupaten uses the program already; asked of a kecamatan."""
    code: str = ""
    address: str = ""
    head: str = ""
    head_number: str = ""
    secretary: str = ""
    secretary_number: str = ""
    clerk: Account = field(default_factory=Account)
    chief: Account = field(default_factory=Account)
    emergency_code: str = ""
    """Once the office exists; gone when the first run ends."""

    @property
    def is_root(self) -> bool:
        """Whether this PC makes the root key: the first one of the topmost office that takes part."""
        is_topmost = self.level is Level.REGENCY or (self.level is Level.DISTRICT and self.has_regency is False)
        return is_topmost and not self.is_second

    @property
    def type(self) -> OfficeType:
        """What kind of office it is; before it is chosen, the usual one of its level."""
        usual = {Level.VILLAGE: "61.01.01.2001", Level.DISTRICT: "61.01.01", Level.REGENCY: "61.01"}
        return office_type(self.code or usual[self.level or Level.VILLAGE])

    def identity(self) -> Identity:
        """The office as it will be made."""
        from ppo_desktop.operations.house.office import Identity, Official

        return Identity(
            self.code,
            Official(self.head, self.head_number),
            Official(self.secretary, self.secretary_number),
            self.address,
        )


def offices_of(level: Level) -> list[Region]:
    """All offices of a level, by name."""
    return sorted((one for one in regions().values() if office_type(one.code).level is level), key=lambda one: one.name)


def long_name(of: Region) -> str:
    """``Sempalai, Kecamatan Tebas, Kabupaten Sambas``: enough to tell places of one name apart."""
    known = regions()
    above = [parent(of.code)]
    while above[-1].count(".") > 1:
        above.append(parent(above[-1]))
    names = [known[code].full_name for code in above if code in known]
    return ", ".join([of.full_name, *names])


def level_words(level: Level) -> str:
    """``desa atau kelurahan`` and so on."""
    return {
        Level.VILLAGE: _("desa atau kelurahan"),
        Level.DISTRICT: _("kecamatan"),
        Level.REGENCY: _("kabupaten atau kota"),
    }[level]
