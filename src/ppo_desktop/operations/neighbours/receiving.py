"""Receiving: look at files, take them in, answer with receipts."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterable
from contextlib import closing
from pathlib import Path

from msgspec import Struct

from ppo_desktop.core import canonical
from ppo_desktop.core.changes import Changes
from ppo_desktop.core.clock import stamp
from ppo_desktop.core.period import Month
from ppo_desktop.exchange import stick
from ppo_desktop.operations.books import counting, photos
from ppo_desktop.operations.carriers import giving_back, relaying, transfers
from ppo_desktop.operations.carriers.inspecting import inspect_each, planned_merge
from ppo_desktop.operations.carriers.inspection import Inspection, Key
from ppo_desktop.operations.carriers.reading import Reading
from ppo_desktop.operations.history import devices, erasing, guard
from ppo_desktop.operations.history.merging import merge
from ppo_desktop.operations.house import roles
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.keys import key_news
from ppo_desktop.operations.neighbours import confirming
from ppo_desktop.storage import carrier_store, relay_store, trust_store
from ppo_desktop.storage.carrier_store import Incoming
from ppo_desktop.storage.database import Connection
from ppo_desktop.storage.trust_store import Peer


class Taken(Struct, frozen=True):
    """A file that is now part of this office's data."""

    inspection: Inspection
    added: int
    """Journal entries that are new here."""
    recount: dict[str, int] | None
    """The report's totals as counted here; ``None`` where nothing was to be counted."""
    agrees: bool | None
    """Whether they equal the sender's; ``None`` where nothing was compared."""
    changes: Changes
    confirmed: int = 0
    """Entries of ours that a receipt newly confirms."""
    notes: tuple[str, ...] = ()
    """What else a receipt says that somebody here should know, a sentence each."""


def inspect(office: Office, paths: Iterable[Path]) -> list[Inspection]:
    """As ``inspect_each``, all at once."""
    return list(inspect_each(office, paths))


def take(office: Office, paths: Iterable[Path]) -> list[Taken | Inspection]:
    """Take in what is good, each carrier in a transaction of its own; what is seen or refused comes back as inspected.

    Every one is judged anew when its turn comes, since an earlier one may bring what it needs. Those that a file brings
    along come after it, each for itself: one that is not good keeps none of the others out.
    """
    return list(take_each(office, paths))


def take_each(
    office: Office, paths: Iterable[Path], only: Collection[Key] | None = None
) -> Generator[Taken | Inspection, None, None]:
    """As ``take``, one by one, the oldest name first; what was yielded is taken in, whenever the generator is closed.

    Between two of them nothing is under way: closing it there leaves the rest as they were, to be taken in later.

    Args:
        only: which of the files, and of what they bring along; ``None`` for all.

    Raises:
        Refused: this role may not.
    """
    roles.demand(office, "receive")
    with closing(inspect_each(office, in_turn(paths), wants_all=True, only=only)) as inspections:
        for inspection in inspections:
            if inspection.verdict != "ok" and not (inspection.place and inspection.verdict == "seen"):
                transfers.note_looked(office, [inspection])
            yield _take(office, inspection) if inspection.verdict == "ok" else inspection


def in_turn(paths: Iterable[Path]) -> list[Path]:
    """``paths`` in the order they are taken in: an office's earlier months first, as our file names go."""
    return sorted(paths, key=lambda path: path.name)


def expand(paths: Iterable[Path]) -> list[Path]:
    """Files as they are; a folder stands for the PDF files in it, whatever their names."""
    return [file for path in paths for file in (stick.find(path, b"%PDF-") if path.is_dir() else [path])]


def _take(office: Office, inspection: Inspection) -> Taken:
    reading = inspection.reading
    assert reading is not None, "only what was read is taken"
    if reading.entrusted_to:
        return _keep(office, inspection, reading)
    manifest = reading.manifest
    told: list[str] = []
    with office.database.transaction() as connection:
        planned = planned_merge(connection, reading)
        carried = {(entry.office, entry.record) for entry in reading.entries}
        touched = merge(connection, planned, manifest.id)
        devices.renew_if_overtaken(connection, office, planned)
        _learn_certificate(connection, office, reading)
        key_news.notice(connection, office, reading)
        recount = _recount(connection, reading) if manifest.kind == "report" else None
        pdf = inspection.pdf if not erasing.holds_erased(connection, reading.entries) else None
        carrier_store.add_incoming(connection, _incoming(office, reading, recount, pdf))
        if inspection.within:
            relay_store.add_brought(connection, inspection.within, [(manifest.id, manifest.sender)])
        how = _how(inspection)
        name, bringer = inspection.path.name, inspection.brought_by
        transfers.note_taken(connection, office, manifest, reading.entries, name, code=how, brought_by=bringer)
        touched |= photos.keep_arrived(connection, manifest.sender, reading.photos)
        erased = erasing.after_merge(connection, office, manifest.sender, carried, but=manifest.id)
        before = _confirmed(connection, manifest.sender)
        if manifest.kind == "receipt":
            confirming.apply_receipt(connection, office, reading)
            told = giving_back.told(connection, office, reading)
        confirmed = max(_confirmed(connection, manifest.sender) - before, 0)
    if erased:
        erasing.remember(office, erased)
    if manifest.kind == "receipt":
        guard.note(office)
    agrees = None if recount is None else not counting.differences(manifest.totals, recount)
    changes = Changes(frozenset(touched))
    return Taken(inspection.without_files, len(planned.new), recount, agrees, changes, confirmed, tuple(told))


def _keep(office: Office, inspection: Inspection, reading: Reading) -> Taken:
    """A receipt for an office below is kept as it is, until ours for that office takes it along."""
    with office.database.transaction() as connection:
        relaying.keep_entrusted(connection, office, reading)
        _learn_certificate(connection, office, reading)
        transfers.note_taken(connection, office, reading.manifest, (), inspection.path.name, code="relayed")
    return Taken(inspection.without_files, 0, None, None, Changes(frozenset()))


def _how(inspection: Inspection) -> str:
    """The code of a file taken in, as the transfer journal has it."""
    if inspection.place:
        return "given-back" if inspection.is_own else "brought"
    return "older" if inspection.code == "older" else "taken"


def _confirmed(connection: Connection, upper: str) -> int:
    """How many entries of ours the office above has confirmed so far."""
    return sum(seq for seq, _link in carrier_store.confirmed(connection, upper).values())


def _recount(connection: Connection, reading: Reading) -> dict[str, int] | None:
    """The report's totals counted from what is held here, if what is held is just what the sender had."""
    manifest = reading.manifest
    heads = counting.chain_heads(connection, manifest.sender)
    announced = dict(sorted((span.device, span.last) for span in manifest.spans))
    if any(heads.get(device) != last for device, last in announced.items()):
        return None
    return counting.month_totals(connection, manifest.sender, Month.parse(manifest.period))


def _learn_certificate(connection: Connection, office: Office, reading: Reading) -> None:
    signer = reading.signer
    peer = Peer(reading.certificate, signer.code, signer.device, signer.use, signer.sealing)
    trust_store.add_peer(connection, peer, stamp(office.clock))


def _incoming(office: Office, reading: Reading, recount: dict[str, int] | None, pdf: bytes | None) -> Incoming:
    manifest = reading.manifest
    return Incoming(
        id=manifest.id,
        kind=manifest.kind,
        sender=manifest.sender,
        use=reading.signer.use,
        period=manifest.period,
        received_at=stamp(office.clock),
        received_by=office.user.display_name,
        manifest=manifest.write().decode(),
        recount=canonical.write(recount).decode() if recount is not None else "",
        pdf=pdf,
    )
