"""Whose keys are known here, PC by PC, and taking one of them out of use for good."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

from ppo_desktop.core.clock import stamp
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import name_of, region
from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import N_, _
from ppo_desktop.operations.history import lines, pc_names
from ppo_desktop.operations.history.lines import Place
from ppo_desktop.operations.house import keyring, roles
from ppo_desktop.operations.house.keyring import Credentials
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.keys import revoking_lists
from ppo_desktop.operations.keys.revoking_lists import ListState
from ppo_desktop.storage import settings_store, trust_store
from ppo_desktop.storage.database import Connection
from ppo_desktop.storage.trust_store import Peer
from ppo_desktop.trust import certificates, keys
from ppo_desktop.trust.certificates import Trust
from ppo_desktop.trust.words import fingerprint

REASONS: dict[str, str] = {
    "lost": N_("hilang"),
    "stolen": N_("dicuri"),
    "replaced": N_("diganti"),
    "wrong": N_("salah dikenalkan"),
}
"""Why a key is revoked, as a person says it; it stays here, lists do not tell it."""
REVOKED = "revoked "
"""Settings ``revoked <fingerprint>``: ``reason``, ``at``, ``by``."""
Standing = Literal["known", "revoked"]


class Pc(Struct, frozen=True):
    """One PC of an office: all certificates of one line of identities (``lines``)."""

    office: str
    device: str
    """Its newest identity that has certificates."""
    devices: tuple[str, ...]
    """All that have, the oldest first."""
    name: str
    """``Desa Sempalai``, where it has several ``Desa Sempalai, Komputer E623``."""
    since: date
    """The day its certificates in use were issued."""
    until: date
    """Their last day."""
    heard: date | None
    """The day the newest carrier came that one of its keys signed."""
    standing: Standing
    told: str
    """Where it is revoked: ``dicuri, 21 November 2026, Abdul Hamid``, as far as it is known here."""
    replaced: int
    """At the root: how many of its certificates were replaced by newer ones and are not revoked yet."""
    is_proven: bool
    """Whether a carrier came that a certificate in use signed: then those it replaced are needed no more."""
    is_this: bool
    """Whether it is the PC at hand."""
    is_ours: bool
    """Whether this office's root certified it, so that it is revoked here or nowhere."""

    @property
    def places(self) -> list[Place]:
        return [(self.office, device) for device in self.devices]

    @property
    def typed(self) -> str:
        """What somebody types before its keys are revoked."""
        return region(self.office).name


def pcs(office: Office) -> list[Pc]:
    """All PCs whose certificates are held here, this office's own first, then by name; nothing is written."""
    with office.database.reading() as connection:
        trust = keyring.trust(connection, office)
        gathered = lines.gathered(connection, trust_store.devices(connection))
        peers = trust_store.peers(connection)
        heard = trust_store.last_heard(connection)
        reasons = settings_store.beginning_with(connection, REVOKED)
        ours, root = this_device(connection), revoking_lists.own_root(connection)
        first = {places[0]: lines.of(connection, *places[0])[-1] for places in gathered}
    counts = Counter(places[0][0] for places in gathered)
    found = []
    for places in gathered:
        code = places[0][0]
        name = name_of(code) if counts[code] == 1 else pc_names.at_office(code, first[places[0]])
        theirs = [peer for place in places for peer in peers if (peer.office, peer.device) == place]
        found.append(_pc(places, theirs, name, trust, heard, reasons, ours, root))
    return sorted(found, key=lambda pc: (pc.office != office.code, pc.name))


def _pc(
    places: Sequence[Place],
    theirs: Sequence[Peer],
    name: str,
    trust: Trust,
    heard: dict[str, str],
    reasons: dict[str, dict[str, object]],
    ours: str,
    root: bytes | None,
) -> Pc:
    code, devices = places[0][0], tuple(device for _code, device in places)
    standing = [peer for peer in theirs if not certificates.is_revoked(peer.certificate, trust)]
    used = in_use_of_one(standing or theirs)
    in_hand = {keys.public_of(peer.certificate) for peer in used}
    prints = {fingerprint(peer.certificate).hex() for peer in theirs if keys.public_of(peer.certificate) in in_hand}
    came = [at for peer in theirs if (at := heard.get(fingerprint(peer.certificate).hex()))]
    why = next((told for peer in used if (told := reasons.get(fingerprint(peer.certificate).hex()))), None)
    return Pc(
        code,
        used[-1].device,
        devices,
        name,
        max(certificates.first_day(peer.certificate) for peer in used),
        max(certificates.last_day(peer.certificate) for peer in used),
        date.fromisoformat(max(came)[:10]) if came else None,
        "known" if standing else "revoked",
        _why(why) if why and not standing else "",
        sum(_is_under(peer, root) for peer in replaced(standing)),
        any(print_ in heard for print_ in prints),
        ours in devices,
        any(_is_under(peer, root) for peer in standing or theirs),
    )


def _is_under(peer: Peer, root: bytes | None) -> bool:
    return root is not None and keyring.root_behind(peer.certificate, (root,)) is not None


def in_use(peers: Iterable[Peer]) -> list[Peer]:
    """Of some certificates the newest of each device and use."""
    newest: dict[tuple[str, str, str], Peer] = {}
    for peer in sorted(peers, key=lambda peer: certificates.first_moment(peer.certificate)):
        newest[peer.office, peer.device, peer.use] = peer
    return list(newest.values())


def in_use_of_one(peers: Iterable[Peer]) -> list[Peer]:
    """Of the certificates of one PC, its oldest identity's first, the newest of each use."""
    newest = {peer.use: peer for peer in sorted(peers, key=lambda peer: certificates.first_moment(peer.certificate))}
    return list(newest.values())


def replaced(peers: Sequence[Peer]) -> list[Peer]:
    """Of the certificates of one PC, its oldest identity's first, those of keys that newer ones took the place of.

    A root that joined another has two certificates of the key in use: neither replaces the other.
    """
    used = {keys.public_of(peer.certificate) for peer in in_use_of_one(peers)}
    return [peer for peer in peers if keys.public_of(peer.certificate) not in used]


def this_device(connection: Connection) -> str:
    """The PC as its own certificate names it: after a restore it writes its journal under another name."""
    pair = trust_store.key(connection, "dispatch")
    return certificates.office_key_of(pair.certificate).device if pair and pair.certificate else ""


def revoke(office: Office, code: str, device: str, reason: str, assenting: Credentials, typed: str) -> ListState:
    """Take all keys of a PC out of use for good: a new list names them, and what is sealed from now on leaves it out.

    Args:
        device: any of its identities; those of all go.
        reason: one of ``REASONS``.
        typed: the office's name, as ``Pc.typed`` asks for it.

    Raises:
        Refused: not a root, nothing to revoke there, the PC at hand, not typed, or keys of another root.
        World: wrong password, or an impossible clock.
    """
    if " ".join(typed.split()).casefold() != region(code).name.casefold():
        raise Refused(
            "not-confirmed",
            _("Nama kantornya belum diketik."),
            _("Ketik {name} untuk menyatakan bahwa kuncinya memang dicabut.").format(name=region(code).name),
        )
    with office.database.reading() as connection:
        is_this = (code, this_device(connection)) in _line(connection, code, device)
    if is_this:
        raise Refused(
            "this-pc",
            _("Komputer ini tidak dapat mencabut kuncinya sendiri."),
            _("Pakai Perbarui kunci; setelah itu kunci yang lama dapat dicabut."),
        )
    return _revoke(office, code, device, reason, assenting, lambda theirs: theirs)


def revoke_replaced(office: Office, code: str, device: str, assenting: Credentials) -> ListState:
    """Revoke the certificates of a PC that newer ones replaced; raises as ``revoke``.

    Raises:
        Refused: ``not-proven`` while no carrier has come that a newer one signed: the PC may not have them yet.
    """
    pc = next((pc for pc in pcs(office) if (code, device) in pc.places), None)
    if pc and pc.replaced and not pc.is_proven and not pc.is_this:
        raise Refused(
            "not-proven",
            _("Belum ada berkas dari {name} dengan kunci yang baru.").format(name=pc.name),
            _("Tunggu laporan berikutnya; sampai saat itu kunci yang lama masih diperlukan."),
        )
    return _revoke(office, code, device, "replaced", assenting, replaced)


def _revoke(
    office: Office,
    code: str,
    device: str,
    reason: str,
    assenting: Credentials,
    chosen: Callable[[Sequence[Peer]], Sequence[Peer]],
) -> ListState:
    roles.demand(office, "keys")
    if reason not in REASONS:
        raise ValueError("no such reason")
    with office.database.transaction() as connection:
        root = revoking_lists.open_root(connection, office, assenting)
        trust = keyring.trust(connection, office)
        peers = trust_store.peers(connection, [code])
        line = _line(connection, code, device)
        held = [peer for place in line for peer in peers if (peer.office, peer.device) == place]
        theirs = [peer for peer in held if not certificates.is_revoked(peer.certificate, trust)]
        named = [peer for peer in chosen(theirs) if _is_under(peer, root.certificate)]
        if not named:
            raise Refused(
                "nothing-to-revoke",
                _("Di sini tidak ada kunci komputer itu yang masih berlaku."),
                _("Muat ulang halaman ini; mungkin kuncinya sudah dicabut, atau kunci dari kantor teratas lain."),
            )
        revoking_lists.make(connection, office, root, [peer.certificate for peer in named])
        noted: dict[str, object] = {"reason": reason, "at": stamp(office.clock), "by": root.opened_by}
        for peer in named:
            settings_store.write(connection, f"{REVOKED}{fingerprint(peer.certificate).hex()}", noted)
    made = revoking_lists.state(office)
    assert made is not None, "made just before"
    return made


def _line(connection: Connection, code: str, device: str) -> list[Place]:
    """The devices of the PC one of whose identities is ``device``, as far as they have certificates."""
    gathered = lines.gathered(connection, trust_store.devices(connection))
    return next((places for places in gathered if (code, device) in places), [])


def _why(told: dict[str, object]) -> str:
    reason = _(REASONS.get(str(told.get("reason")), ""))
    day = long_date(date.fromisoformat(str(told["at"])[:10]))
    return f"{reason}, {day}, {told.get('by')}"
