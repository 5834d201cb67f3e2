"""Receiving: look at files, take them in, answer with receipts."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path

from ppo_desktop.core import canonical
from ppo_desktop.core.changes import Changes
from ppo_desktop.core.clock import stamp
from ppo_desktop.core.errors import PpoError, Refused
from ppo_desktop.core.period import Month
from ppo_desktop.core.text import _
from ppo_desktop.exchange import stick
from ppo_desktop.journal.merge import MergePlan, plan
from ppo_desktop.operations import carriers, confirming, counting, devices, erasing, photos, roles, transfers
from ppo_desktop.operations.inspection import Inspection
from ppo_desktop.operations.merging import merge
from ppo_desktop.operations.office import Office
from ppo_desktop.operations.planning import effect
from ppo_desktop.operations.reading import Reading
from ppo_desktop.operations.worker import CarrierReader, carrier_reader
from ppo_desktop.storage import carrier_store, journal_store, trust_store
from ppo_desktop.storage.carrier_store import Incoming
from ppo_desktop.storage.database import Connection
from ppo_desktop.storage.trust_store import Peer


@dataclass(frozen=True)
class Taken:
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


def inspect(office: Office, paths: Iterable[Path]) -> list[Inspection]:
    """Judge files one after another in one reading process; nothing is written."""
    return list(inspect_each(office, paths))


def inspect_each(office: Office, paths: Iterable[Path]) -> Generator[Inspection, None, None]:
    """As ``inspect``, one by one; closing the generator ends the reading process and leaves the rest unread.

    A new process is started where taking a receipt in between brought a newer revocation list.
    """
    return _inspect_each(office, paths, wants_photos=False)


def _inspect_each(office: Office, paths: Iterable[Path], *, wants_photos: bool) -> Generator[Inspection, None, None]:
    lists: list[bytes] | None = None
    with ExitStack() as stack:
        for path in paths:
            with office.database.reading() as connection:
                current, reader = trust_store.crls(connection), carriers.reader(connection, office)
            if current != lists:
                stack.close()
                worker = stack.enter_context(carrier_reader(replace(reader, wants_photos=wants_photos)))
                lists = current
            yield _inspect(office, path, worker)


def take(office: Office, paths: Iterable[Path]) -> list[Taken | Inspection]:
    """Take in what is good, each file in a transaction of its own; what is seen or refused comes back as inspected.

    Every file is judged anew when its turn comes, since an earlier one may bring what it needs.
    """
    return list(take_each(office, paths))


def take_each(office: Office, paths: Iterable[Path]) -> Generator[Taken | Inspection, None, None]:
    """As ``take``, one by one, the oldest name first; what was yielded is taken in, whenever the generator is closed.

    Between two files nothing is under way: closing it there leaves the rest as they were, to be taken in later.

    Raises:
        Refused: this role may not.
    """
    roles.demand(office, "receive")
    with closing(_inspect_each(office, in_turn(paths), wants_photos=True)) as inspections:
        for inspection in inspections:
            if inspection.verdict != "ok":
                transfers.note_looked(office, [inspection])
            yield _take(office, inspection) if inspection.verdict == "ok" else inspection


def in_turn(paths: Iterable[Path]) -> list[Path]:
    """``paths`` in the order they are taken in: an office's earlier months first, as our file names go."""
    return sorted(paths, key=lambda path: path.name)


def expand(paths: Iterable[Path]) -> list[Path]:
    """Files as they are; a folder stands for the PDF files in it, whatever their names."""
    return [file for path in paths for file in (stick.find(path, b"%PDF-") if path.is_dir() else [path])]


def _inspect(office: Office, path: Path, worker: CarrierReader) -> Inspection:
    try:
        data = stick.read(path)
    except PpoError as error:
        return Inspection(path, "refused", error.code, error.sentence)
    try:
        reading = worker.read(data)
    except Refused as error:
        return Inspection(path, "refused", error.code, error.sentence)
    with office.database.reading() as connection:
        if carrier_store.is_known(connection, reading.manifest.id):
            sentence = _("Berkas ini sudah diterima sebelumnya; tidak ada yang berubah.")
            return Inspection(path, "seen", "seen", sentence, reading, pdf=data)
        planned = _plan(connection, reading)
        would = effect(connection, planned)
        is_older = _is_older(connection, reading)
    if reading.manifest.sender == office.code and not planned.changes_something:
        sentence = _("Ini berkas buatan kantor ini sendiri; tidak ada yang berubah.")
        return Inspection(path, "seen", "own", sentence, reading, pdf=data)
    code, sentence = _describe(reading, planned, is_older=is_older)
    return Inspection(path, "ok", code, sentence, reading, planned, data, would)


def _plan(connection: Connection, reading: Reading) -> MergePlan:
    sender, spans = reading.manifest.sender, reading.manifest.spans
    held = journal_store.at_places(connection, sender, spans)
    held_to = {device: seq for device, (seq, _link) in journal_store.held_without_gap(connection, sender).items()}
    if reading.manifest.kind == "receipt":
        # Receipts come one entry at a time out of a longer chain; what lies between them was never meant for us.
        held_to = {span.device: span.first - 1 for span in spans}
    erased = {record for owner, record in journal_store.erased(connection) if owner == sender}
    arriving = [entry.without_content() if entry.record in erased else entry for entry in reading.entries]
    return plan(sender, arriving, spans, held, held_to)


def _is_older(connection: Connection, reading: Reading) -> bool:
    """Whether a later carrier of that office came before this one: of each of its runs more is held already."""
    manifest = reading.manifest
    if manifest.kind != "report" or not manifest.spans:
        return False
    heads = counting.chain_heads(connection, manifest.sender)
    return all(heads.get(span.device, 0) > span.last for span in manifest.spans)


def _describe(reading: Reading, planned: MergePlan, *, is_older: bool) -> tuple[str, str]:
    if planned.forks:
        return "fork", _(
            "Berkas utuh, tetapi ada dua riwayat berbeda dari satu komputer {sender}. Keduanya disimpan; "
            "hubungi kantor itu."
        ).format(sender=reading.manifest.sender)
    if planned.gaps:
        missing = ", ".join(f"{gap.first}–{gap.last}" for gap in planned.gaps)
        return "gap", _("Berkas utuh. Catatan nomor {missing} belum ada; menyusul dengan berkas berikut.").format(
            missing=missing
        )
    if is_older:
        words = (
            _("Berkas ini lebih lama dari yang sudah ada; {count} catatan yang belum ada dilengkapi dari sini.")
            if planned.new
            else _("Berkas ini lebih lama dari yang sudah ada; semua isinya sudah ada di sini.")
        )
        return "older", words.format(count=len(planned.new))
    if not planned.changes_something:
        return "nothing-new", _("Berkas utuh; semua isinya sudah ada di sini.")
    if reading.manifest.kind == "receipt":
        return "new", _("Tanda terima utuh, dari {sender}.").format(sender=reading.manifest.sender)
    return "new", _("Berkas utuh; {count} catatan baru dari {sender}.").format(
        count=len(planned.new), sender=reading.manifest.sender
    )


def _take(office: Office, inspection: Inspection) -> Taken:
    reading = inspection.reading
    assert reading is not None, "only what was read is taken"
    assert inspection.pdf is not None, "only what was read is taken"
    manifest = reading.manifest
    with office.database.transaction() as connection:
        planned = _plan(connection, reading)
        carried = {(entry.office, entry.record) for entry in reading.entries}
        touched = merge(connection, planned, manifest.id)
        devices.renew_if_overtaken(connection, office, planned)
        _learn_certificate(connection, office, reading)
        recount = _recount(connection, reading) if manifest.kind == "report" else None
        carrier_store.add_incoming(connection, _incoming(office, reading, recount, inspection.pdf))
        how = "older" if inspection.code == "older" else "taken"
        transfers.note_taken(connection, office, manifest, reading.entries, inspection.path.name, code=how)
        touched |= photos.keep_arrived(connection, manifest.sender, reading.photos)
        erased = erasing.after_merge(connection, office, manifest.sender, carried)
        before = _confirmed(connection, manifest.sender)
        if manifest.kind == "receipt":
            confirming.apply_receipt(connection, office, reading)
        confirmed = max(_confirmed(connection, manifest.sender) - before, 0)
    if erased:
        erasing.remember(office, erased)
    agrees = None if recount is None else not counting.differences(manifest.totals, recount)
    inspection = replace(inspection, reading=replace(reading, photos=()))  # what is kept for the page stays small
    return Taken(inspection, len(planned.new), recount, agrees, Changes(frozenset(touched)), confirmed)


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
    return dict(counting.month_figures(connection, manifest.sender, Month.parse(manifest.period)).totals)


def _learn_certificate(connection: Connection, office: Office, reading: Reading) -> None:
    signer = reading.signer
    peer = Peer(reading.certificate, signer.code, signer.device, signer.use, signer.sealing)
    trust_store.add_peer(connection, peer, stamp(office.clock))


def _incoming(office: Office, reading: Reading, recount: dict[str, int] | None, pdf: bytes) -> Incoming:
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
