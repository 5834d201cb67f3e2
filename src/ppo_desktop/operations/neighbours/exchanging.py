"""The PCs of one office: who they are, what each has shown to hold, and the carriers between them.

Each carrier of this kind brings an entry of the record of the PC that made it: what it holds of the common journal. So
the journal itself says what the others still need, however the files between them are lost, repeated or reordered.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from msgspec import Struct

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.clock import today
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.ids import DEVICE_ID
from ppo_desktop.core.text import _
from ppo_desktop.exchange.manifest import MAX_ATTACHMENTS, Recipient
from ppo_desktop.journal.entry import Entry
from ppo_desktop.operations.carriers import carriers, relaying
from ppo_desktop.operations.carriers.along import Relay
from ppo_desktop.operations.carriers.carriers import Carrier, Draft
from ppo_desktop.operations.history import devices, guard, journalling, pc_names
from ppo_desktop.operations.house import keyring, roles
from ppo_desktop.operations.house.keyring import Credentials
from ppo_desktop.operations.house.office import Office, read_device
from ppo_desktop.records.internal import DEVICE
from ppo_desktop.records.photos import DIGEST, photos_of
from ppo_desktop.reports.update import UpdateFacts, update_page
from ppo_desktop.storage import carrier_store, journal_store, photo_store, trust_store
from ppo_desktop.storage.database import Connection
from ppo_desktop.trust.certificates import is_revoked

Held = dict[str, tuple[int, bytes]]
"""Device → last seq held without gap, and its link."""


class Pc(Struct, frozen=True):
    """One PC of this office."""

    device: str
    """The identity it writes under now: of all it had, the one that counts highest."""
    past: tuple[str, ...]
    """All identities it wrote under, this one included."""
    is_ours: bool
    since: str
    """The day (``YYYY-MM-DD``) it was first used; ``""`` where only its key is known here."""
    told_at: str
    """Stamp, by its own clock, of when it last said what it holds; ``""``: never here."""
    waiting: int
    """Entries here that it has not shown to hold."""
    is_revoked: bool
    retired: str
    """The day a person said that it is no longer used."""

    @property
    def name(self) -> str:
        """As people call it: the first four signs of its first identity."""
        return pc_names.by_first(self.past[-1])

    @property
    def is_living(self) -> bool:
        """Whether files are made for it."""
        return not (self.is_revoked or self.retired)


def pcs(office: Office) -> list[Pc]:
    """The PCs of this office as they are known here, ours first."""
    with office.database.reading() as connection:
        return known(connection, office)


def known(connection: Connection, office: Office) -> list[Pc]:
    """As ``pcs``."""
    current = read_device(connection).id
    heads = {d: journal_store.head(connection, office.code, d).seq for d in _registered(connection, office)}
    values = {device: devices.of(connection, office, device) for device in heads}
    lines: dict[str, list[str]] = {}
    for device in heads:
        lines.setdefault(devices.lineage(connection, office, device)[-1], []).append(device)
    for line in lines.values():
        line.sort(key=lambda device: (_generation(values[device]), device), reverse=True)
    trust = keyring.trust(connection, office)
    certified: dict[str, list[bool]] = {}
    for peer in trust_store.peers(connection, [office.code]):
        root = next((root for root, line in lines.items() if peer.device in line), peer.device)
        certified.setdefault(root, []).append(is_revoked(peer.certificate, trust))
    found = []
    carried_on = {str(told.get("parent") or "").split(" ")[0] for told in values.values()}
    for root in {**lines, **certified}:
        line = lines.get(root, [root])
        is_ours = current in line
        if not is_ours and root not in certified and _is_ghost(connection, office, line, carried_on):
            continue
        device = current if is_ours else line[0]
        told = values.get(device, {})
        shown = _shown(connection, office, device, told)
        found.append(
            Pc(
                device=device,
                past=(device, *(one for one in line if one != device)),
                is_ours=is_ours,
                since=str(values.get(root, {}).get("since") or ""),
                told_at=_time_told(connection, office, device) if shown else "",
                waiting=sum(max(seq - shown.get(one, (0, b""))[0], 0) for one, seq in heads.items()),
                is_revoked=bool(certified.get(root)) and all(certified[root]) and not is_ours,
                retired="" if is_ours else _retired(connection, office, device),
            )
        )
    return sorted(found, key=lambda pc: (not pc.is_ours, not pc.is_living, pc.since, pc.device))


def others(connection: Connection, office: Office) -> list[Pc]:
    """The other PCs that files are made for."""
    return [pc for pc in known(connection, office) if not pc.is_ours and pc.is_living]


def make_update(office: Office, assenting: Credentials | None = None) -> Carrier:
    """A carrier for the other PCs: every entry of ours that any of them has not shown to hold, and its photos.

    Restricted parts go along: the data does not leave the office. The file of the one before is dropped, since this
    one holds what still matters of it.

    Raises:
        Refused: no other PC is known, this office has no certificate yet, or this role may not.
        World: wrong password of whoever assents.
    """
    roles.demand(office, "report")
    with office.database.transaction() as connection:
        signer = keyring.signer(connection, office, assenting)
        receivers = others(connection, office)
        if not receivers:
            raise Refused(
                "no-other-pc",
                _("Komputer lain kantor ini belum dikenal di sini."),
                _("Kenalkan kuncinya dahulu: buat permintaan di komputer itu, bawa ke kantor yang menjawabnya."),
            )
        told = {pc.device: devices.of(connection, office, pc.device) for pc in receivers}
        shown = [_shown(connection, office, device, values) for device, values in told.items()]
        missing = carriers.lacking(connection, office, shown)
        writer = read_device(connection).id
        record = devices.record(writer)
        seen = journal_store.of_record(connection, office.code, record)
        held = journal_store.held_without_gap(connection, office.code)
        statement: dict[str, object] = {
            "held": {device: [seq, link.hex()] for device, (seq, link) in held.items()},
            "lacks": _lacking_photos(connection, office),
        }
        statement |= relaying.tell(connection, office, office.code, statement)
        entry = journalling.plan(connection, office, DEVICE, record, statement, seen=seen)
        entries = carriers.in_runs([*missing, entry])
        draft = Draft(
            kind="update",
            to=office.code,
            period="",
            entries=entries,
            recipients=carriers.recipients_of(connection, office, office.code),
            confirmed=carriers.confirmed_to(connection, office.code),
            totals={},
            late={},
            photos=_photos(connection, entries, told.values()),
            relays=_from_below(connection, office, receivers, told),
        )
        ours = next(pc for pc in known(connection, office) if pc.is_ours)
        carrier = carriers.build(
            office,
            draft,
            signer,
            lambda carrier_id: update_page(
                UpdateFacts(
                    office=office.identity.on_paper(),
                    computer=ours.name,
                    others=tuple(pc.name for pc in receivers),
                    entries=len(entries),
                    photos=len(draft.photos),
                    author=office.user.display_name,
                    assent=signer.assent,
                    words=signer.words,
                    carrier_id=carrier_id,
                    clock_text=carriers.clock_text(office.clock),
                    is_training=office.identity.training,
                )
            ),
            partial(carrier_store.file, connection),
        )
        carriers.read_back(connection, office, carrier)
        journalling.commit(connection, entry, seen)
        for earlier in carrier_store.made(connection, "update"):
            if earlier.is_kept:
                carrier_store.drop_outgoing_file(connection, earlier.id)
        carriers.keep(connection, office, office.code, carrier)
    guard.note(office)
    return carrier


def retire(office: Office, device: str) -> Changes:
    """A person says that this PC of the office is no longer used: no file waits for it any more.

    Raises:
        Refused: it is this very PC, or this role may not.
    """
    roles.demand(office, "keys")
    with office.database.transaction() as connection:
        if device in devices.lineage(connection, office):
            raise Refused("own-device", _("Ini komputer yang sedang dipakai."))
        key = office.code, devices.record(device)
        seen = journal_store.of_record(connection, *key)
        journalling.write(connection, office, DEVICE, key[1], {"retired": str(today(office.clock))}, seen=seen)
    return Changes(frozenset({(DEVICE.name, *key)}))


def _is_ghost(connection: Connection, office: Office, line: Iterable[str], carried_on: set[str]) -> bool:
    """Whether nothing was ever written under these identities but who they are, and another went on from there.

    So it is after a folder was opened elsewhere and brought on: no PC waits under such a name.
    """
    line = list(line)
    return not carried_on.isdisjoint(line) and not any(
        journal_store.has_other_records(connection, office.code, device, devices.record(device)) for device in line
    )


def _registered(connection: Connection, office: Office) -> list[str]:
    """The devices of this office that wrote anything held here, the one first that came first."""
    records = journal_store.record_keys(connection, DEVICE.name, office.code)
    written = journal_store.devices(connection, office.code)
    named = [record[-12:] for _office, record in records if record[-12:] in written]
    return [*named, *(device for device in written if device not in named)]


def _shown(connection: Connection, office: Office, device: str, told: dict[str, Any]) -> Held:
    """What a PC said that it holds, as far as it is our journal as it stands here; and what it wrote itself."""
    stated = told.get("held")
    found: Held = {}
    for of, place in stated.items() if isinstance(stated, dict) else ():
        match place:
            case [int(seq), str(link)] if DEVICE_ID.fullmatch(of):
                chain = journal_store.chain(connection, office.code, of, seq, seq)
                if any(entry.link.hex() == link for entry in chain):
                    found[of] = seq, bytes.fromhex(link)
    if found and journal_store.is_one_chain(connection, office.code, device):
        head = journal_store.head(connection, office.code, device)
        found[device] = head.seq, head.link
    return found


def _generation(values: dict[str, Any]) -> int:
    generation = values.get("generation")
    return generation if type(generation) is int else 0


def _time_told(connection: Connection, office: Office, device: str) -> str:
    entries = journal_store.of_record(connection, office.code, devices.record(device))
    told = [entry for entry in entries if "held" in entry.changes()]
    return max(told, key=lambda entry: entry.order).time if told else ""


def _retired(connection: Connection, office: Office, device: str) -> str:
    """The day it was said to be out of use, unless it has said what it holds without knowing of that, or since."""
    entries = journal_store.of_record(connection, office.code, devices.record(device))
    retired = [entry for entry in entries if "retired" in entry.changes()]
    if not retired:
        return ""
    last = max(retired, key=lambda entry: entry.order)
    speaks = any(entry.version >= last.version for entry in entries if "held" in entry.changes())
    return "" if speaks else str(last.changes()["retired"] or "")


def _from_below(
    connection: Connection, office: Office, receivers: Iterable[Pc], told: dict[str, dict[str, Any]]
) -> list[Relay]:
    """Carriers of offices below that another PC can open and has not said to hold: as they are, the oldest first."""
    trust = keyring.trust(connection, office)
    peers = [p for p in trust_store.peers(connection, [office.code]) if not is_revoked(p.certificate, trust)]
    found: dict[str, Relay] = {}
    for pc in receivers:
        keys = {Recipient(peer.office, peer.sealing) for peer in peers if peer.device in pc.past}
        lacking = relaying.lacking(connection, office, keys, relaying.told_below(office, told[pc.device]))
        found |= {relay.id: relay for relay in lacking}
    return list(found.values())


def _lacking_photos(connection: Connection, office: Office) -> list[str]:
    """Photos that our records name and that are not here, as many as one carrier can bring."""
    here = set(photo_store.held(connection))
    named = {
        photo.digest
        for kind, row in photo_store.naming(connection, office.code)
        if not row["deleted"]
        for photo in photos_of(kind, row)
    }
    return sorted(named - here)[:MAX_ATTACHMENTS]


def _photos(connection: Connection, entries: Iterable[Entry], told: Iterable[dict[str, Any]]) -> dict[str, bytes]:
    """Digest → JPEG of the photos that the entries on their way name, and of those the other PCs asked for."""
    parts = (part for entry in entries for part in (entry.open, entry.restricted) if part and part.changes)
    wanted = {digest for part in parts for digest in DIGEST.findall((part.changes or b"").decode())}
    for values in told:
        lacks = values.get("lacks")
        wanted |= {str(digest) for digest in lacks} if isinstance(lacks, list) else set()
    waiting = [digest for digest in photo_store.held(connection) if digest in wanted][:MAX_ATTACHMENTS]
    found = ((digest, photo_store.jpeg(connection, digest)) for digest in waiting)
    return {digest: jpeg for digest, jpeg in found if jpeg is not None}
