"""People with an account, their passwords, and the emergency code on paper."""

from __future__ import annotations

import contextlib

from msgspec import Struct

from ppo_desktop.core.clock import stamp, today
from ppo_desktop.core.errors import Refused, World
from ppo_desktop.core.offices import Level, name_of, parent
from ppo_desktop.core.text import _
from ppo_desktop.operations.house import roles
from ppo_desktop.operations.house.office import Office
from ppo_desktop.reports.emergency import EmergencyFacts, emergency_sheet
from ppo_desktop.storage import settings_store
from ppo_desktop.storage.database import Connection
from ppo_desktop.trust import codes
from ppo_desktop.trust.accounts import ASSENTING_ROLES as ASSENTING_ROLES
from ppo_desktop.trust.accounts import ROLES as ROLES
from ppo_desktop.trust.accounts import UserInfo as UserInfo
from ppo_desktop.trust.vault import Vault

_CODE = "emergency-code"
"""Setting: ``made_at`` of the present code, and ``confirmed_at``: when it was read back from paper, or ``null``."""


class CodeState(Struct, frozen=True):
    """Whether the emergency code is known to be on paper."""

    made_at: str
    """Stamp; ``""`` where the office was set up by a version that did not note it."""
    confirmed_at: str
    """Stamp, or ``""``."""


def people(office: Office) -> tuple[UserInfo, ...]:
    """Who has an account, in the order they were added."""
    return Vault.load(office.paths.vault).users


def remove_user(office: Office, name: str, by_password: str) -> None:
    """Take an account away; the one who is logged in proves it is them.

    Whoever may have copied the data keeps what they copied.

    Raises:
        Refused: this role may not, nobody of that name, one's own account, the last one, the last that may assent, or
            an account of a role that whoever is logged in may not take.
        World: wrong password.
    """
    roles.demand(office, "accounts")
    opened = Vault.load(office.paths.vault)
    opened.unlock(office.user.name, by_password)
    gone = next((user for user in opened.users if user.name == name), None)
    if gone is None:
        raise Refused("user-unknown", _("Tidak ada akun dengan nama itu."), _("Periksa nama akunnya."))
    if gone.name == office.user.name:
        raise Refused(
            "own-account",
            _("Akun yang sedang dipakai tidak dapat dihapus."),
            _("Masuk dengan akun lain, lalu hapus akun ini."),
        )
    if not roles.may_appoint(office, gone.role):
        raise Refused(
            "needs-assent",
            _("Akun pengelola hanya dapat dihapus oleh pimpinan, sekretaris, atau pengelola.")
            if gone.role == "admin"
            else _("Akun petugas hanya dapat dihapus oleh petugas, pimpinan, atau sekretaris.")
            if gone.role == "petugas"
            else _("Akun pimpinan atau sekretaris hanya dapat dihapus oleh pimpinan atau sekretaris."),
            _("Masuk dengan akun pimpinan, lalu hapus akunnya."),
        )
    from ppo_desktop.operations.books import closing  # loads the books, which the page people log in on need not

    closing.demand_assent(office, gone.role)
    closing.demand_others(office, gone.name)
    with office.database.transaction() as connection:
        closing.strike(connection, gone.name)
        opened.remove_user(gone.name)


def change_password(office: Office, old: str, new: str) -> None:
    """Give the one who is logged in a new password; raises ``World('wrong-password')`` or ``Refused``."""
    Vault.load(office.paths.vault).change_password(office.user.name, old, new)


def new_emergency_code(office: Office, by_password: str) -> str:
    """Replace the emergency code by a new one, shown once; the sheet with the old one is worthless from now on.

    Raises:
        Refused: the one who is logged in may not assent. World: wrong password.
    """
    opened = Vault.load(office.paths.vault)
    assent_key = opened.unlock_assent(office.user.name, by_password)
    database_key = opened.unlock(office.user.name, by_password).database_key
    with office.database.transaction() as connection:
        before = settings_store.read(connection, _CODE) or {}
        note_new_code(connection, office)
    try:
        return opened.new_emergency_code(database_key, assent_key)  # the last step: a code that opens is always shown
    except World:
        with contextlib.suppress(World), office.database.transaction() as connection:
            settings_store.write(connection, _CODE, before)
        raise


def note_new_code(connection: Connection, office: Office) -> None:
    """Remember that a code was shown which nobody has read back yet."""
    settings_store.write(connection, _CODE, {"made_at": stamp(office.clock), "confirmed_at": ""})


def confirm_code(office: Office) -> None:
    """Remember that the present code was read back from paper (see ``setup.is_code_group``)."""
    with office.database.transaction() as connection:
        made_at = _state(connection).made_at
        settings_store.write(connection, _CODE, {"made_at": made_at, "confirmed_at": stamp(office.clock)})


def code_state(office: Office) -> CodeState:
    """What is known of the emergency code's paper."""
    with office.database.reading() as connection:
        return _state(connection)


def code_sheet(office: Office, code: str, paper: str = "F4") -> bytes:
    """The sheet with the emergency code, for the printer only: it must not be kept where a PC can read it."""
    from ppo_desktop.pdf.render import render

    facts = EmergencyFacts(
        office=office.identity.on_paper(),
        groups=codes.groups(code),
        day=today(office.clock),
        is_training=office.identity.training,
        upper="" if office.identity.level is Level.REGENCY else name_of(parent(office.code)),
    )
    return render(emergency_sheet(facts), paper)


def _state(connection: Connection) -> CodeState:
    kept = settings_store.read(connection, _CODE) or {}
    return CodeState(str(kept.get("made_at") or ""), str(kept.get("confirmed_at") or ""))
