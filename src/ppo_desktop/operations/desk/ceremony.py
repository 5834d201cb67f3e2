"""Handing the office over: another head, or somebody acting for one, takes data and keys with an account of their own.

The one who leaves proves it with their own password; where they cannot come, the emergency code stands in. What papers
said before stays, numbers go on, and the key that signed for the former head signs for nobody any more.
"""

from __future__ import annotations

import contextlib
from datetime import date, datetime
from typing import Any, cast

from msgspec import Struct
from msgspec.structs import replace

from ppo_desktop.core.clock import WIB, stamp, today
from ppo_desktop.core.errors import PpoError, Refused
from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import _, clean, number
from ppo_desktop.operations.books import browsing, closing
from ppo_desktop.operations.doors import succession
from ppo_desktop.operations.doors.setup import tidied
from ppo_desktop.operations.history import pc_names
from ppo_desktop.operations.house import officials, roles
from ppo_desktop.operations.house.keyring import Credentials
from ppo_desktop.operations.house.office import Identity, Office, Official, read_device, write_identity
from ppo_desktop.operations.keys import renewal
from ppo_desktop.operations.months import ledger, outside
from ppo_desktop.operations.safekeeping import keeping
from ppo_desktop.records.registry import row_kinds
from ppo_desktop.reports.ceremony import CeremonyFacts, ceremony_minutes
from ppo_desktop.storage import paper_store, settings_store, trust_store
from ppo_desktop.storage.database import Connection
from ppo_desktop.storage.paper_store import Paper
from ppo_desktop.trust.accounts import UserInfo
from ppo_desktop.trust.vault import NewUser, Vault
from ppo_desktop.trust.words import fingerprint, words

ACTING = ("", "Plt.", "Pj.", "Plh.")
"""How somebody may hold the place: for good, or until there is somebody."""
PAPER = "ceremony"
"""Kind of the kept minutes."""
_CLOSED = "closed-accounts"
"""Setting: ``accounts``, a list of [account, shown name, role, stamp]."""


class Holder(Struct, frozen=True):
    """Who takes over."""

    official: Official
    account: str
    password: str
    basis: str = ""
    """The decree or order, as papers name it."""


class Line(Struct, frozen=True):
    """One thing that is handed over."""

    what: str
    which: str


class Handed(Struct, frozen=True):
    """What came of it."""

    office: Office
    """To go on with: another head stands on its papers."""
    minutes: Paper
    key_problem: PpoError | None
    """Why no new key was asked for."""


class ClosedAccount(Struct, frozen=True):
    """An account whose holder has left."""

    account: str
    name: str
    role: str
    day: date
    minutes: Paper | None
    """Of the hand-over it was closed at."""


def outgoing(office: Office) -> list[UserInfo]:
    """The accounts of heads that can be handed over."""
    return [user for user in Vault.load(office.paths.vault).users if user.role == "pimpinan"]


def inventory(office: Office) -> list[Line]:
    """What an office hands over, as it stands now; nothing is written."""
    records = [(_(kind.plural), browsing.count(office, kind, owner=office.code)) for kind in row_kinds()]
    told = ", ".join(f"{name} {number(count)}" for name, count in records if count)
    newest = keeping.backups(office).newest
    lines = ledger.reports(office)
    unsent = sum(line.state == "made" for line in lines if line.is_newest)
    last = max(lines, key=lambda line: (line.month, line.version), default=None)
    with office.database.reading() as connection:
        pair = trust_store.key(connection, "assent")
        pc = pc_names.called(connection, office.code, office.device.id)
    key = words(fingerprint(pair.certificate)) if pair and pair.certificate else _("belum dikenal kantor di atas")
    return [
        Line(_("Catatan"), told or _("belum ada")),
        Line(_("Laporan terakhir"), last.month.label if last else _("belum ada")),
        Line(_("Nomor surat terakhir"), (last.number if last else "") or _("ditulis tangan")),
        Line(_("Laporan belum disalin"), number(unsent) if unsent else _("tidak ada")),
        Line(_("Cadangan terakhir"), long_date(newest.astimezone(WIB).date()) if newest else _("belum ada")),
        Line(_("Kunci tanda tangan lama"), key),
        Line(_("Nama komputer"), pc),
    ]


def hand_over(office: Office, old: str, holder: Holder, *, password: str = "", code: str = "") -> Handed:
    """Let ``holder`` take the place of the head with the account ``old``.

    Identity, accounts and minutes change together; then a new key is asked for. Nobody's records change.

    Args:
        password: of the one who leaves; or
        code: the emergency code, where they are not there.

    Raises:
        Refused: this role may not, no such head, the name of the new account is odd or taken, no name, or only the
            old account can open some closed records.
        World: wrong password or code.
    """
    roles.demand(office, "accounts")
    opened = Vault.load(office.paths.vault)
    if code:
        unlocked = opened.unlock_with_code(code)
        database_key, assent_key = unlocked.database_key, unlocked.assent_key
    else:
        assent_key = opened.unlock_assent(old, password)
        database_key = opened.unlock(old, password).database_key
    identity = _identity(office, holder)
    gone = next((user for user in opened.users if user.name == old and user.may_assent), None)
    if gone is None:
        raise Refused("user-unknown", _("Tidak ada akun pimpinan dengan nama itu."), _("Periksa nama akunnya."))
    closing.demand_others(office, old)
    after = replace(office, identity=identity)
    user = NewUser(holder.account, identity.head.name, "pimpinan", holder.password)
    facts = CeremonyFacts(
        before=office.identity.on_paper(),
        after=identity.on_paper(),
        day=today(office.clock),
        basis=" ".join(clean(holder.basis).split())[:120],
        by_code=bool(code),
        inventory=tuple((line.what, line.which) for line in inventory(office)),
        accounts=_accounts(office, gone, holder),
        is_training=office.identity.training,
    )
    pdf, at = _minutes(facts), stamp(office.clock)

    def change(connection: Connection) -> Paper:
        officials.note_change(connection, office, identity)
        write_identity(connection, identity, read_device(connection))
        kept = cast("list[Any]", (settings_store.read(connection, _CLOSED) or {"accounts": []})["accounts"])
        closed = [old, gone.display_name, "pimpinan", at]
        settings_store.write(connection, _CLOSED, {"accounts": [*kept, closed]})
        name = f"berita-acara-serah-terima-{today(office.clock)}.pdf"
        told = (PAPER, "", name, at, office.user.display_name)
        outside.forget(connection)  # a certificate from outside is the former holder's own
        for account in (old, user.name):
            closing.strike(connection, account)
        return paper_store.keep(connection, told, pdf)

    succession.begin(office, old, user)
    try:
        opened.add_user(user, database_key, assent_key)
        with office.database.transaction() as connection:
            minutes = change(connection)
            succession.carry(connection)
    except BaseException:
        with contextlib.suppress(PpoError):  # else when the office is opened again
            succession.settle(office)
        raise
    with contextlib.suppress(PpoError):  # it is done: the old account goes at the latest when the office opens
        succession.settle(office)
    return Handed(after, minutes, _ask_for_key(after, holder, office.identity.head.name))


def closed_accounts(office: Office) -> list[ClosedAccount]:
    """The accounts whose holders have left, the newest first."""
    with office.database.reading() as connection:
        kept = cast("list[list[str]]", (settings_store.read(connection, _CLOSED) or {"accounts": []})["accounts"])
    minutes = papers(office)
    return [
        ClosedAccount(account, name, role, datetime.fromisoformat(at).date(), _of(minutes, at))
        for account, name, role, at in kept[::-1]
    ]


def papers(office: Office) -> list[Paper]:
    """The minutes of earlier hand-overs, the oldest first."""
    with office.database.reading() as connection:
        return paper_store.of_kind(connection, PAPER)


def _of(minutes: list[Paper], at: str) -> Paper | None:
    """The minutes of the hand-over at that stamp; earlier versions noted two stamps of one second or two."""
    same = [one for one in minutes if one.kept_at == at] or [one for one in minutes if one.kept_at[:10] == at[:10]]
    return same[-1] if same else None


def pages(office: Office, paper: Paper) -> bytes:
    """The pages of kept minutes."""
    with office.database.reading() as connection:
        content = paper_store.content(connection, paper.n)
    assert content is not None, "papers are never taken away"
    return content


def _identity(office: Office, holder: Holder) -> Identity:
    if holder.official.acting not in ACTING:
        raise Refused("acting", _("Sebutan jabatan itu tidak dikenal."), _("Pilih Plt., Pj., Plh., atau tanpa."))
    identity = tidied(replace(office.identity, head=holder.official))
    if not identity.head.name:
        raise Refused("no-head", _("Nama pejabat baru belum diisi."), _("Isi nama lengkapnya."))
    return identity


def _accounts(office: Office, gone: UserInfo, holder: Holder) -> tuple[tuple[str, str], ...]:
    ended = _("{name}: ditutup {day}").format(name=gone.display_name, day=long_date(today(office.clock)))
    return (
        (_("Akun lama"), ended),
        (_("Akun baru"), _("{name}, nama akun {account}").format(name=holder.official.name, account=holder.account)),
    )


def _minutes(facts: CeremonyFacts) -> bytes:
    from ppo_desktop.pdf.render import render

    return render(ceremony_minutes(facts), "F4")


def _ask_for_key(office: Office, holder: Holder, former: str) -> PpoError | None:
    """A new key is asked for where there is one to be retired; an office without one asks as any other."""
    with office.database.reading() as connection:
        pair = trust_store.key(connection, "assent")
    if pair is None or pair.certificate is None:
        return None
    try:
        renewal.ask(office, Credentials(holder.account, holder.password), former_head=former)
    except PpoError as problem:
        return problem
    return None
