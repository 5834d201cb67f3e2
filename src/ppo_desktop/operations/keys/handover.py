"""A kecamatan that began alone hands its villages to the kabupaten's root.

It joins the kabupaten as any office does (request, answer), then signs with its own root key that the new root speaks
for its region. Villages take that from a receipt and trust both; the kabupaten learns the old root from a report and
believes it once a person compared its words: from then on the villages' own signatures hold there as well. Villages get
keys under the new root by renewal. The old root goes on revoking what it certified.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from ppo_desktop.core.clock import stamp
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import is_below, name_of
from ppo_desktop.core.text import _
from ppo_desktop.exchange.enrolment_files import some_der, to_text
from ppo_desktop.operations.house import keyring, roles
from ppo_desktop.operations.house.keyring import ABOVE, Credentials
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.keys import revoking_lists
from ppo_desktop.operations.keys.enrolment_checks import Confirm, confirmed
from ppo_desktop.operations.keys.renewal import HANDED
from ppo_desktop.storage import settings_store, trust_store
from ppo_desktop.storage.database import Connection
from ppo_desktop.trust.handing_over import Handover, hand_over
from ppo_desktop.trust.naming import root_of
from ppo_desktop.trust.vault import Vault
from ppo_desktop.trust.words import fingerprint, words

STATEMENT = "handover-statement"
"""Setting at the root that joined another: the statement, as receipts and reports say it."""
OFFERED = "handover-offer "
"""Settings ``handover-offer <fingerprint of the old root>``: ``root``, ``office``, ``crls``, ``at``."""


class Offer(Struct, frozen=True):
    """A root below that has joined ours and is not believed in yet."""

    old: str
    """Fingerprint of its certificate, hexadecimal."""
    office: str
    name: str
    """``Kecamatan Tebas``."""
    on: date
    words: str
    """What a person compares with that office."""


def is_signed(office: Office) -> bool:
    """Whether this root has handed its region over."""
    with office.database.reading() as connection:
        return settings_store.read(connection, STATEMENT) is not None


def sign(office: Office, assenting: Credentials) -> str:
    """Hand this root's region to the root above that certified this office; the new root's title.

    Raises:
        Refused: this office is no root, or no office above has certified it yet. World: wrong password.
    """
    roles.demand(office, "keys")
    with office.database.transaction() as connection:
        root = revoking_lists.open_root(connection, office, assenting)
        above = trust_store.key(connection, f"{ABOVE}dispatch")
        roots = tuple(one for one in trust_store.roots(connection) if one != root.certificate)
        new = keyring.root_behind(above.certificate, roots) if above and above.certificate else None
        if new is None:
            raise Refused(
                "not-joined",
                _("Kunci kantor ini belum dikenal kantor di atasnya, jadi desa belum dapat diserahkan."),
                _("Buat permintaan kunci, lalu terima jawabannya."),
            )
        made = hand_over(root.key_der, root.certificate, new)
        assert made.holds, "both are roots we hold"
        said = {"old": to_text(made.old), "new": to_text(made.new), "signature": to_text(made.signature)}
        settings_store.write(connection, STATEMENT, {**said})
        _note(connection, made)
    return root_of(new).title


def _note(connection: Connection, made: Handover) -> None:
    told: dict[str, object] = {"new": fingerprint(made.new).hex()}
    settings_store.write(connection, f"{HANDED}{fingerprint(made.old).hex()}", told)


def told(connection: Connection) -> dict[str, object]:
    """What reports and receipts of a root that joined another say."""
    said = settings_store.read(connection, STATEMENT)
    return {"handover": said} if said else {}


def tell(connection: Connection, _office: Office, _sender: str, _beside: Mapping[str, object]) -> dict[str, object]:
    """What a receipt says."""
    return told(connection)


def learn(connection: Connection, office: Office, upper: str, values: Mapping[str, object]) -> None:
    """Trust the new root on the word of the old one; of two words of one root the first counts.

    The new root's region must contain this office, and its list comes with it.
    """
    made = _statement(values)
    if made is None or made.old not in trust_store.roots(connection):
        return
    title = root_of(made.old).title
    if settings_store.read(connection, f"{HANDED}{fingerprint(made.old).hex()}") is None:
        if not is_below(office.code, root_of(made.new).code):
            return
        trust_store.add_root(connection, made.new, _("serah terima {root}").format(root=title), stamp(office.clock))
        _note(connection, made)
        revoking_lists.learn(connection, office, upper, values)


def notice(connection: Connection, office: Office, sender: str, values: Mapping[str, object]) -> None:
    """Remember that a root below, the sender's own, has joined ours, until a person has compared its words.

    Of one office the newest such statement counts.
    """
    made, root = _statement(values), revoking_lists.own_root(connection)
    if made is None or made.new != root or root_of(made.old).code != sender:
        return
    if made.old not in trust_store.roots(connection):
        offered: dict[str, object] = {
            "root": to_text(made.old),
            "office": sender,
            "crls": values.get("crls") if isinstance(values.get("crls"), list) else [],
            "at": stamp(office.clock),
        }
        for old, other in settings_store.beginning_with(connection, OFFERED).items():
            if other["office"] == sender:  # whoever has its key could make up any number of roots
                settings_store.forget(connection, f"{OFFERED}{old}")
        settings_store.write(connection, f"{OFFERED}{fingerprint(made.old).hex()}", offered)


def offers(office: Office) -> list[Offer]:
    """The roots below that wait to be believed in."""
    with office.database.reading() as connection:
        waiting = settings_store.beginning_with(connection, OFFERED)
    return [
        Offer(old, code, name_of(code), date.fromisoformat(str(said["at"])[:10]), words(bytes.fromhex(old)))
        for old, said in waiting.items()
        for code in [str(said["office"])]
    ]


def accept(office: Office, old: str, assenting: Credentials, confirm: Confirm) -> str:
    """Believe in the root of an office below, for its own region, once a person compared its words; its title.

    Raises:
        Refused: no such offer, or the words were not confirmed. World: wrong password.
    """
    roles.demand(office, "keys")
    with office.database.transaction() as connection:
        said = settings_store.read(connection, f"{OFFERED}{old}")
        if said is None:
            raise Refused("no-offer", _("Serah terima itu sudah diterima atau tidak ada lagi."))
        (root,) = some_der([said["root"]], 1)
        confirmed(confirm, root_of(root).title, words(fingerprint(root)))
        Vault.load(office.paths.vault).unlock_assent(assenting.name, assenting.password)
        trust_store.add_root(connection, root, office.user.display_name, stamp(office.clock))
        revoking_lists.learn(connection, office, str(said["office"]), said)
        settings_store.forget(connection, f"{OFFERED}{old}")
    return root_of(root).title


def _statement(values: Mapping[str, object]) -> Handover | None:
    """The statement in an entry, if it holds."""
    said = values.get("handover")
    parts = some_der([said.get(name) for name in ("old", "new", "signature")], 3) if isinstance(said, dict) else []
    if len(parts) != 3:
        return None
    made = Handover(*parts)
    try:
        return made if made.holds else None
    except Refused:
        return None
