"""The payload: header line, journal entries as lines, trailer line; compressed and sealed by the caller.

    {"format":"ppo-payload", … the manifest's binding …, "nonce":"…"}
    [device, seq, …]            one line per entry, in the order of the spans
    {"end":true,"entries":n}

The nonce keeps the plain digest in the clear manifest from being used to guess short payloads.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from ppo_desktop.core import canonical
from ppo_desktop.core.errors import Refused
from ppo_desktop.exchange.manifest import Manifest
from ppo_desktop.journal.entry import Entry
from ppo_desktop.journal.wire import read_lines, write_line

MAX_PLAIN_BYTES = 512 * 1024 * 1024
"""Largest payload once unsealed and decompressed."""


def write_payload(binding: Mapping[str, object], entries: Sequence[Entry]) -> bytes:
    """The plain lines; ``binding`` is ``Manifest.binding()`` of the carrier they go into."""
    header = canonical.write({**binding, "nonce": os.urandom(32).hex()})
    lines = [header, *map(write_line, entries), canonical.write({"end": True, "entries": len(entries)})]
    return b"\n".join(lines) + b"\n"


def read_payload(plain: bytes, manifest: Manifest) -> list[Entry]:
    """The entries in ``plain``, of the manifest's sender, chains recomputed.

    Raises:
        Refused: ``payload-form``, ``payload-moved`` (sealed for another carrier), ``entry-form``, ``entry-chain``.
    """
    lines = plain.split(b"\n")
    if len(lines) < 4 or lines[-1] != b"":
        raise _bad_form()
    try:
        header, trailer = canonical.read(lines[0]), canonical.read(lines[-2])
    except ValueError as error:
        raise _bad_form() from error
    entries = lines[1:-2]
    if not isinstance(header, dict) or trailer != {"end": True, "entries": len(entries)}:
        raise _bad_form()
    nonce = header.pop("nonce", None)
    if not isinstance(nonce, str) or len(nonce) != 64 or header != manifest.binding():
        raise Refused(
            "payload-moved",
            "Isi tersegel berkas ini dibuat untuk berkas lain.",
            "Jangan dipakai; minta kantor pengirim membuat berkas lagi.",
        )
    if len(entries) != manifest.entry_count:
        raise _bad_form()
    return read_lines(manifest.sender, entries, manifest.spans)


def _bad_form() -> Refused:
    return Refused(
        "payload-form",
        "Isi tersegel berkas ini tidak lengkap.",
        "Minta kantor pengirim membuat berkas lagi.",
    )
