"""Looking at files: each is read outside this process, judged by what is held here, and nothing is written.

A carrier may bring others along (``reading.Brought``): these follow it, each judged by all the rules for itself.
"""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.offices import name_of
from ppo_desktop.core.text import _, number
from ppo_desktop.exchange import stick
from ppo_desktop.journal.merge import MergePlan, plan
from ppo_desktop.operations.books import counting
from ppo_desktop.operations.carriers import carriers, relaying
from ppo_desktop.operations.carriers.inspection import WITHIN, Inspection, Key
from ppo_desktop.operations.carriers.planning import effect
from ppo_desktop.operations.carriers.reading import Bringer, Brought, Reader, Reading, told_in
from ppo_desktop.operations.carriers.reading_ahead import Ask, Outcome, ReadAhead
from ppo_desktop.operations.carriers.worker import CarrierReader
from ppo_desktop.operations.house.office import Office
from ppo_desktop.storage import carrier_store, journal_store
from ppo_desktop.storage.database import Connection

_SETTLED_HERE = frozenset(
    {"unknown-key", "revoked", "expired", "not-yet-valid", "crl-missing", "crl-stale", "manifest-newer", "not-for-us"}
)
"""Codes whose advice holds for a carrier inside another as well."""


def inspect_each(
    office: Office, paths: Iterable[Path], *, wants_all: bool = False, only: Collection[Key] | None = None
) -> Generator[Inspection, None, None]:
    """Judge files one by one, and after each what it brings along; closing the generator leaves the rest unread.

    Args:
        wants_all: whether photos are opened too, and the files of those brought along handed on, so that they can be
            taken in; one at a time is held.
        only: which of them are wanted; ``None`` for all.
    """
    asked = [Ask(path, partial(stick.read, path), _length(path)) for path in paths]
    with _readers(office, sum(ask.length for ask in asked), wants_photos=wants_all) as readers:
        for path, outcome in readers.each(asked):
            inspection = _file(office, path, outcome)
            if only is None or inspection.key in only:
                yield inspection
            for one in _along(office, inspection, outcome[1], readers, only):
                yield one if wants_all else one.without_files


def _along(
    office: Office, outer: Inspection, data: bytes, readers: ReadAhead, only: Collection[Key] | None
) -> Iterator[Inspection]:
    """What a carrier brings along, and after each what that one does, but no deeper: what was lost here comes back so.

    Args:
        data: the file of the carrier.
    """
    reading = outer.reading
    if reading is None or outer.code == "own" or not reading.brought:
        return
    manifest = reading.manifest
    bringer = Bringer(manifest.kind, manifest.sender, _held(reading), told_in(reading.entries))
    asked = [
        Ask(place, partial(_part, data, brought), brought.length, bringer)
        for count, brought in enumerate(reading.brought, start=1)
        for place in (outer.place * WITHIN + count,)
        if only is None or (outer.path, place) in only
    ]
    for place, outcome in readers.each(asked):
        by = outer.brought_by or bringer.sender
        one = replace(_brought(office, outer.path, outcome), place=place, brought_by=by, within=manifest.id)
        yield one
        if not outer.place and one.reading and one.reading.file is not None:
            yield from _along(office, one, one.reading.file, readers, only)


def _part(data: bytes, brought: Brought) -> bytes:
    return data[brought.start : brought.start + brought.length]


def _held(reading: Reading) -> Mapping[str, object]:
    held = reading.entries[0].changes().get("held") if reading.manifest.kind == "receipt" else None
    return held if isinstance(held, dict) else {}


@contextmanager
def _readers(office: Office, length: int, *, wants_photos: bool) -> Iterator[ReadAhead]:
    def current() -> Reader:
        with office.database.reading() as connection:
            return carriers.reader(connection, office)

    def begin(reader: Reader) -> CarrierReader:
        return CarrierReader(reader)

    ahead = ReadAhead(begin, current, length, wants_photos=wants_photos)
    try:
        yield ahead
    finally:
        ahead.close()


def _length(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _file(office: Office, path: Path, outcome: Outcome) -> Inspection:
    reading, data = outcome
    if isinstance(reading, PpoError):
        return Inspection(path, "refused", reading.code, reading.sentence)
    return _judged(office, path, reading, data)


def _brought(office: Office, path: Path, outcome: Outcome) -> Inspection:
    reading = outcome[0]
    if isinstance(reading, PpoError):
        return Inspection(path, "refused", reading.code, _why_not(reading))
    assert reading.file is not None, "a carrier brought along is handed on with its file"
    if not reading.entrusted_to:
        return _judged(office, path, reading, reading.file)
    to = name_of(reading.entrusted_to)
    with office.database.reading() as connection:
        is_known = relaying.is_known(connection, reading)
    if is_known:
        sentence = _("Tanda terima untuk {office} ini, atau yang lebih baru, sudah dititipkan di sini.")
        return Inspection(path, "seen", "seen", sentence.format(office=to), reading, pdf=reading.file)
    sentence = _("Dititipkan untuk {office}: ikut dengan tanda terima berikutnya dari sini; isinya tetap tersegel.")
    nothing = MergePlan(reading.manifest.sender, (), (), 0, (), ())
    return Inspection(path, "ok", "entrusted", sentence.format(office=to), reading, nothing, reading.file)


def _why_not(error: PpoError) -> str:
    """Why a carrier inside another cannot be received: copying the file again would not help."""
    if error.code in _SETTLED_HERE:
        return error.sentence
    advice = _(
        "Berkas lain di dalamnya tidak terganggu. Isinya ikut lagi dengan laporan berikutnya dari kantor asalnya."
    )
    return f"{error.message} {advice}"


def _judged(office: Office, path: Path, reading: Reading, data: bytes) -> Inspection:
    """What taking in a carrier that could be read would change."""
    with office.database.reading() as connection:
        is_own = reading.manifest.sender == office.code
        if carrier_store.is_known(connection, reading.manifest.id):
            sentence = _("Berkas ini sudah diterima sebelumnya; tidak ada yang berubah.")
            return Inspection(path, "seen", "seen", sentence, reading, pdf=data, is_own=is_own)
        planned = planned_merge(connection, reading)
        would = effect(connection, planned)
        is_older = _is_older(connection, reading)
    if is_own and not planned.changes_something:
        sentence = _("Ini berkas buatan kantor ini sendiri; tidak ada yang berubah.")
        return Inspection(path, "seen", "own", sentence, reading, pdf=data, is_own=True)
    code, sentence = _describe(office, reading, planned, is_older=is_older)
    return Inspection(path, "ok", code, sentence, reading, planned, data, would, is_own=is_own)


def planned_merge(connection: Connection, reading: Reading) -> MergePlan:
    """How the entries of a carrier relate to what is held here."""
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


def _describe(office: Office, reading: Reading, planned: MergePlan, *, is_older: bool) -> tuple[str, str]:
    if reading.manifest.sender == office.code and reading.manifest.kind == "report" and not planned.forks:
        words = _("Berkas kantor ini sendiri: {count} catatan yang tidak ada di komputer ini kembali.")
        return "returned", words.format(count=number(len(planned.new) + len(planned.completed)))
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
