"""One account takes the place of another: the vault and the database cannot change in one step, so an intent stands.

What is meant is written down first. Then the new account is made, the database changes, and the old account goes. Until
the database has changed everything can be taken back; from then on it is carried through, at the latest when the office
is opened the next time.
"""

from __future__ import annotations

from ppo_desktop.core.errors import Refused
from ppo_desktop.core.text import _
from ppo_desktop.operations.house.office import Office
from ppo_desktop.storage import settings_store
from ppo_desktop.storage.database import Connection
from ppo_desktop.trust.accounts import NewUser, check_user
from ppo_desktop.trust.vault import Vault

_INTENT = "succession"
"""Setting: ``old`` and ``new`` account name, and ``is_done``: whether the database has changed."""


def begin(office: Office, old: str, user: NewUser) -> None:
    """Write down that ``user`` is to take the place of ``old``; raises ``Refused`` for an odd or taken name."""
    info = check_user(user)
    if any(one.name == info.name for one in Vault.load(office.paths.vault).users):
        raise Refused("user-exists", _("Nama akun itu sudah dipakai."), _("Pilih nama akun lain."))
    with office.database.transaction() as connection:
        settings_store.write(connection, _INTENT, {"old": old, "new": info.name, "is_done": False})


def carry(connection: Connection) -> None:
    """From the end of this transaction on it is carried through."""
    intent = settings_store.read(connection, _INTENT) or {}
    settings_store.write(connection, _INTENT, {**intent, "is_done": True})


def settle(office: Office) -> None:
    """Carry through or take back what stands written; nothing where nothing does. Raises ``World`` as the vault."""
    with office.database.reading() as connection:
        intent = settings_store.read(connection, _INTENT)
    if intent is None:
        return
    opened = Vault.load(office.paths.vault)
    gone = intent["old"] if intent["is_done"] else intent["new"]
    if any(user.name == gone for user in opened.users):
        opened.remove_user(str(gone))
    with office.database.transaction() as connection:
        settings_store.forget(connection, _INTENT)
