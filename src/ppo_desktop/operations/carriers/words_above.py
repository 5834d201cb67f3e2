"""What each PC of an office above last said that it holds of our journal, and what our reports say of that.

An office may have several PCs, each with a journal of its own devices; so "the newest receipt" is asked per PC. Its
identities form one line: those that name an ancestor in common (``continues``). Within a line the higher (generation,
seq) is the newer word; between lines none is, and what came here last is the office's word. A line goes on counting for
what travels, beside the one that spoke last, until it has been silent for a while.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from ppo_desktop.core.ids import DEVICE_ID
from ppo_desktop.journal.entry import Entry
from ppo_desktop.operations.house import keyring
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.internal import REPORT
from ppo_desktop.storage import carrier_store, journal_store, photo_store, settings_store, trust_store
from ppo_desktop.storage.database import Connection
from ppo_desktop.trust.certificates import is_revoked

Held = Mapping[str, tuple[int, bytes]]
"""Device → last seq held without gap, and its link."""
MOST_ANCESTORS = 64
"""Earlier identities that a receipt names."""
_SILENT = 4
"""Receipts of an office after which a PC that wrote none of them is not waited for."""
_MOST_LINES = 16
_KEPT = "receipt "
"""Settings ``receipt <office above>``: ``order`` of its newest receipt, ``n`` so far, ``lines``, the newest first."""


def is_late(connection: Connection, upper: str, entry: Entry) -> bool:
    """Whether a newer word of the PC that wrote this receipt has come before it."""
    family, order = _family(entry.device, entry.changes().get("continues")), _order(entry)
    return any(line["order"] >= order for line in _lines(connection, upper) if family & set(line["family"]))


def is_new_here(connection: Connection, upper: str, device: str) -> bool:
    """Whether this identity has never said anything: another PC, or one put back from a backup."""
    return all(line["device"] != device for line in _lines(connection, upper))


def note(connection: Connection, upper: str, entry: Entry, held: Held, certificate: bytes) -> None:
    """Keep a receipt's word, which is not late, in the place of those before it in its line.

    Args:
        held: what of it is our journal as it stands here.
        certificate: of the key that signed it.
    """
    before = settings_store.read(connection, _KEPT + upper) or {}
    n = int(str(before.get("n", 0))) + 1
    family = _family(entry.device, entry.changes().get("continues"))
    others = [line for line in _lines(connection, upper) if not family & set(line["family"])]
    line: dict[str, object] = {
        "device": entry.device,
        "family": sorted(family),
        "order": _order(entry),
        "n": n,
        "certificate": hashlib.sha256(certificate).hexdigest(),
        "held": {device: [seq, link.hex()] for device, (seq, link) in held.items()},
    }
    kept = {"order": line["order"], "n": n, "lines": [line, *others][:_MOST_LINES]}
    settings_store.write(connection, _KEPT + upper, kept)
    carrier_store.replace_confirmed(connection, upper, held)


def holders(connection: Connection, upper: str) -> list[Held]:
    """What an office above holds as its newest word says, and by the words of its other PCs that still speak."""
    newest, *others = _lines(connection, upper) or [{}]
    speaking = [_held(line) for line in others if newest["n"] - line["n"] < _SILENT]
    return [carrier_store.confirmed(connection, upper), *speaking]


def forget_revoked(connection: Connection, office: Office) -> None:
    """Words signed with a key that is revoked by now count no more: the PC may be gone, with all it held."""
    trust = keyring.trust(connection, office)
    for upper, kept in settings_store.beginning_with(connection, _KEPT).items():
        peers = trust_store.peers(connection, [upper])
        revoked = {hashlib.sha256(p.certificate).hexdigest() for p in peers if is_revoked(p.certificate, trust)}
        lines = _lines(connection, upper)
        standing = [line for line in lines if line["certificate"] not in revoked]
        if len(standing) == len(lines):
            continue
        settings_store.write(connection, _KEPT + upper, {**kept, "lines": standing})
        carrier_store.replace_confirmed(connection, upper, _held(standing[0]) if standing else {})
        photo_store.forget_confirmed(connection, upper)


def told_in_reports(connection: Connection) -> dict[str, object]:
    """``receipts`` and ``heard`` of a report: the newest receipt of each office above, and of each of its PCs."""
    known = settings_store.beginning_with(connection, _KEPT)
    return {
        "receipts": {upper: kept["order"] for upper, kept in known.items()},
        "heard": {
            upper: {line["device"]: line["order"][1] for line in _lines(connection, upper)} for upper in sorted(known)
        },
    }


def read_by(connection: Connection, office: Office, sender: str) -> set[tuple[object, object]]:
    """Our receipts that reports of ``sender`` say it has read: (device, seq), or of old ones (generation, seq)."""
    found = set[tuple[object, object]]()
    for _n, entry in journal_store.newest(connection, sender, 10_000, kind=REPORT.name):
        said = entry.changes()
        heard, newest = (_of(said.get(name), office.code) for name in ("heard", "receipts"))
        if isinstance(heard, dict):
            found |= {(device, seq) for device, seq in heard.items() if type(seq) is int}
        elif isinstance(newest, list) and len(newest) == 2 and all(type(part) is int for part in newest):
            found.add((newest[0], newest[1]))
    return found


def _of(value: object, code: str) -> object:
    return value.get(code) if isinstance(value, dict) else None


def _lines(connection: Connection, upper: str) -> list[dict[str, Any]]:
    kept: Mapping[str, Any] = settings_store.read(connection, _KEPT + upper) or {}
    return list(kept.get("lines", ()))


def _family(device: str, continues: object) -> set[str]:
    named: Iterable[object] = continues[:MOST_ANCESTORS] if isinstance(continues, list) else ()
    return {device, *(one for one in named if isinstance(one, str) and DEVICE_ID.fullmatch(one))}


def _order(entry: Entry) -> list[int]:
    generation = entry.changes()["generation"]
    assert type(generation) is int, "a receipt without it is not read"
    return [generation, entry.seq]


def _held(line: Mapping[str, Any]) -> Held:
    return {device: (seq, bytes.fromhex(link)) for device, (seq, link) in line["held"].items()}
