"""Revocation lists: a root makes them, receipts carry them down, reports say which one an office holds.

A list lasts 400 days. So it is renewed long before, and a root that was put back from an old backup gets its own newer
list back from the offices below before it could make one that names less.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import cast

from msgspec import Struct

from ppo_desktop.core.clock import WIB
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import is_below, name_of
from ppo_desktop.core.text import _
from ppo_desktop.exchange.enrolment_files import MOST_LISTS, lists_told, some_der, to_text
from ppo_desktop.operations.doors.setup import demand_clock
from ppo_desktop.operations.house import keyring, roles
from ppo_desktop.operations.house.keyring import Credentials
from ppo_desktop.operations.house.office import Office
from ppo_desktop.storage import settings_store, trust_store
from ppo_desktop.storage.database import Connection
from ppo_desktop.trust import certificates, vault
from ppo_desktop.trust.issuing import new_crl
from ppo_desktop.trust.naming import root_of
from ppo_desktop.trust.vault import Vault

RENEW_AFTER, ASK_AFTER, ALONG_AFTER = 300, 330, 30
"""Days: a root is asked to renew its list; others to fetch one; a deed of the root's renews it along the way."""
MOST_BYTES = 16_000
"""Of one entry: base64 characters of the lists that are told."""
HELD = "crl-held "
"""Settings ``crl-held <code>``: ``number`` of our list that this office said it holds."""
_FIRST_HOUR = datetime(2020, 1, 1, tzinfo=UTC)


class ListState(Struct, frozen=True):
    """The newest revocation list that counts here."""

    number: int
    made_on: date
    age: int
    """Days since, by the floor clock."""
    root: str
    """Title of the root that made it."""
    is_ours: bool
    """Whether this office makes these lists."""
    names: int
    """How many certificates it names."""
    behind: tuple[str, ...] = ()
    """At the root: codes of the offices that have not said yet that they hold it."""

    @property
    def is_due(self) -> bool:
        """Whether it is time for a newer one."""
        return self.age > (RENEW_AFTER if self.is_ours else ASK_AFTER)


class RootAtHand(Struct, frozen=True):
    """The root's key, opened by the password of head or secretary."""

    key_der: bytes
    certificate: bytes
    opened_by: str
    """Shown name of whoever's password it was."""


def state(office: Office, *, counts_behind: bool = True) -> ListState | None:
    """How old the list is that counts here; ``None`` before the first one.

    Args:
        counts_behind: whether ``behind`` is wanted, for which every certificate is looked at.
    """
    with office.database.reading() as connection:
        crl, root = keyring.newest_crl(connection), own_root(connection)
        if crl is None:
            return None
        trust = keyring.trust(connection, office)
        lists = keyring.lists_by_root(connection)
        number = certificates.crl_number(crl)
        looks = root is not None and counts_behind
        below = [code for code in _standing(connection, trust) if is_below(code, office.code)] if looks else []
        held = settings_store.beginning_with(connection, HELD)
    made = certificates.this_update(crl)
    return ListState(
        number,
        made.astimezone(WIB).date(),
        (trust.moment - made).days,
        next(root_of(one).title for one, newest in lists.items() if newest == crl),
        root is not None,
        certificates.revoked_count(crl),
        tuple(code for code in below if cast(int, held.get(code, {"number": 0})["number"]) < number),
    )


def own_root(connection: Connection) -> bytes | None:
    """The certificate of this office's own root, where it is one and this PC holds its key."""
    pair = trust_store.key(connection, "root")
    return pair.certificate if pair else None


def open_root(connection: Connection, office: Office, assenting: Credentials) -> RootAtHand:
    """This office's root key; raises ``Refused('not-root')``, or ``World`` for a wrong password or an impossible clock.

    What is made with it is dated by this PC's clock.
    """
    pair = trust_store.key(connection, "root")
    if pair is None or pair.certificate is None:
        raise Refused(
            "not-root",
            _("Kantor ini bukan kantor teratas, jadi tidak dapat menerbitkan atau mencabut kunci."),
            _("Minta kantor teratas yang ikut serta melakukannya."),
        )
    demand_clock(office.clock)
    opened = Vault.load(office.paths.vault)
    assent_key = opened.unlock_assent(assenting.name, assenting.password)
    person = next(user for user in opened.users if user.name == assenting.name.strip().casefold())
    return RootAtHand(vault.unwrap(assent_key, pair.secret, "root-key"), pair.certificate, person.display_name)


def renew(office: Office, assenting: Credentials) -> ListState:
    """Make a newer list that names what the one before did; raises as ``open_root``."""
    roles.demand(office, "keys")
    with office.database.transaction() as connection:
        make(connection, office, open_root(connection, office, assenting))
    made = state(office)
    assert made is not None, "made just before"
    return made


def make(connection: Connection, office: Office, root: RootAtHand, revoked: Sequence[bytes] = ()) -> bytes:
    """The root's next list, kept: all that the newest names, and ``revoked``.

    Its number grows with the hours since 2020 too, so that a root put back from a backup does not use one again; it is
    dated by the floor clock, never before its forerunner.
    """
    before = keyring.lists_by_root(connection).get(root.certificate)
    moment = keyring.trust(connection, office).moment
    last = certificates.crl_number(before) if before else 0
    number = max(last + 1, (moment - _FIRST_HOUR) // timedelta(hours=1))
    crl = new_crl(root.key_der, root.certificate, number, revoked, moment, before)
    keyring.learn_crl(connection, crl)
    return crl


def current(connection: Connection, office: Office, root: RootAtHand) -> bytes:
    """The root's newest list, made anew where it is older than a month."""
    newest = keyring.lists_by_root(connection).get(root.certificate)
    moment = keyring.trust(connection, office).moment
    if newest and (moment - certificates.this_update(newest)).days <= ALONG_AFTER:
        return newest
    return make(connection, office, root)


def told(connection: Connection) -> dict[str, object]:
    """The newest list of every root believed in, as reports and receipts say it, as far as they are short."""
    said, room = [], MOST_BYTES
    for crl in sorted(keyring.lists_by_root(connection).values(), key=len)[:MOST_LISTS]:
        text = to_text(crl)
        room -= len(text)
        if room >= 0:
            said.append(text)
    return {"crls": said} if said else {}


def tell(connection: Connection, _office: Office, _sender: str, _beside: Mapping[str, object]) -> dict[str, object]:
    """What a receipt says: the newest list of the root we belong to, and those of all roots believed in."""
    newest = keyring.newest_crl(connection)
    return {"crl": to_text(newest) if newest else None, **told(connection)}


def learn(connection: Connection, _office: Office, _upper: str, values: Mapping[str, object]) -> None:
    """Keep the lists that roots we believe in signed; anything else is passed over."""
    for crl in lists_told(values):
        keyring.learn_crl(connection, crl)


def notice(connection: Connection, office: Office, sender: str, values: Mapping[str, object]) -> None:
    """Take what a report of an office below says: which of our lists it holds, also a newer one than we do."""
    learn(connection, office, sender, values)
    root = own_root(connection)
    for crl in some_der(values.get("crls"), MOST_LISTS) if root else ():
        if root and certificates.newest_crls((root,), (crl,)):
            name = f"{HELD}{sender}"
            known = settings_store.read(connection, name) or {"number": 0}
            number = max(cast(int, known["number"]), certificates.crl_number(crl))
            settings_store.write(connection, name, {"number": number})


def _standing(connection: Connection, trust: certificates.Trust) -> list[str]:
    """Codes of the offices with a key that is not revoked, by name."""
    peers = trust_store.peers(connection)
    return sorted({peer.office for peer in peers if not certificates.is_revoked(peer.certificate, trust)}, key=name_of)
