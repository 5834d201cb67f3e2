"""A month's report that a clerk has made ready and the head has yet to agree to.

Who prepares a report does not approve it, wherever somebody else in the office could have prepared it; the report's
entry names both. In an office of one person both roles bear the one name, and nothing is made of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from ppo_desktop.core.clock import stamp
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.period import Month
from ppo_desktop.core.text import _
from ppo_desktop.operations.house import roles
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.house.todo import Task
from ppo_desktop.storage import settings_store
from ppo_desktop.storage.database import Connection
from ppo_desktop.trust.accounts import UserInfo, fold

_PREPARED = "prepared "
"""Setting, followed by month and receiver."""


class Prepared(Struct, frozen=True):
    """A report as its clerk left it for the head."""

    month: Month
    to: str
    """Code of the office it is for."""
    number: str
    is_nihil: bool
    by: str
    """Account name."""
    name: str
    at: str
    """Stamp."""


def prepare(office: Office, month: Month, to: str, *, number: str = "", nihil: bool = False) -> None:
    """Leave the month's report for the head to agree to; doing it again replaces what was left before.

    Raises:
        Refused: this role may not.
    """
    roles.demand(office, "report")
    told: dict[str, object] = {
        "number": number,
        "nihil": nihil,
        "by": office.user.name,
        "name": office.user.display_name,
        "at": stamp(office.clock),
    }
    with office.database.transaction() as connection:
        settings_store.write(connection, f"{_PREPARED}{month} {to}", told)


def take_back(office: Office, month: Month, to: str) -> None:
    """The month is not ready after all."""
    roles.demand(office, "report")
    with office.database.transaction() as connection:
        done(connection, month, to)


def waiting(office: Office) -> list[Prepared]:
    """What waits for the head, the oldest month first."""
    with office.database.reading() as connection:
        kept = settings_store.beginning_with(connection, _PREPARED)
    return sorted((_read(name, told) for name, told in kept.items()), key=lambda one: (one.month, one.to))


def tasks(office: Office) -> list[Task]:
    """For whoever may agree: what waits for that."""
    ready = waiting(office) if roles.may(office, "assent") else []
    if not ready:
        return []
    sentence = _("Setujui {count} laporan yang sudah disiapkan").format(count=len(ready))
    reason = _("Disiapkan {name}; ditandatangani sekaligus dengan satu kata sandi.").format(name=ready[0].name)
    return [Task("assent", sentence, reason, "warn", "sitting")]


def of(connection: Connection, month: Month, to: str) -> Prepared | None:
    """What was left for the head of that month, for that office."""
    told = settings_store.read(connection, f"{_PREPARED}{month} {to}")
    return _read(f"{month} {to}", told) if told else None


def done(connection: Connection, month: Month, to: str) -> None:
    """The report was made, or is not ready after all."""
    settings_store.forget(connection, f"{_PREPARED}{month} {to}")


def demand_two(people: Sequence[UserInfo], preparer: str, assenting: str) -> None:
    """Raises ``Refused('same-person')`` where one account prepares and approves though somebody else could prepare.

    Args:
        people: all accounts of the office.
        preparer: account name, as ``assenting``.
    """
    if fold(assenting) != preparer:
        return
    own = next((user.display_name for user in people if user.name == preparer), "")
    if any(roles.has(user.role, "report") and user.display_name != own for user in people):
        raise Refused(
            "same-person",
            _("Yang menyiapkan laporan tidak menyetujuinya sendiri."),
            _("Minta petugas menyiapkannya dari akunnya, atau mintakan persetujuan yang lain."),
        )


def _read(name: str, told: dict[str, object]) -> Prepared:
    month, _space, to = name.partition(" ")
    return Prepared(
        month=Month.parse(month),
        to=to,
        number=str(told["number"]),
        is_nihil=told["nihil"] is True,
        by=str(told["by"]),
        name=str(told["name"]),
        at=str(told["at"]),
    )
