"""The payload: header line, journal entries as lines, trailer line; compressed and sealed by the caller.

    {… the manifest's binding …, "nonce":"…"}
    [device, seq, …]            one line per entry, in the order of the spans
    {"end":true,"entries":n}

The nonce keeps the plain digest in the clear manifest from being used to guess short payloads.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence

from ppo_desktop.core import canonical
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.text import _
from ppo_desktop.exchange.manifest import Manifest
from ppo_desktop.journal.entry import Entry
from ppo_desktop.journal.wire import read_lines, write_line

_MAX_PLAIN_BYTES = 512 * 1024 * 1024
_MAX_RATIO = 64
_MIB = 1024 * 1024
_NONCE = re.compile(rb'(?<="nonce":")[0-9a-f]{64}(?=")')


def largest_plain(sealed_length: int) -> int:
    """Most bytes a payload of ``sealed_length`` bytes may have once unsealed and decompressed.

    Nonces and links are random, so that honest entries shrink to a tenth at best; what grows more is a bomb.
    """
    return min(_MAX_PLAIN_BYTES, _MIB + _MAX_RATIO * sealed_length)


def write_payload(binding: Mapping[str, object], entries: Sequence[Entry]) -> bytes:
    """The plain lines; ``binding`` is ``Manifest.binding()`` of the carrier they go into."""
    lines = [_header(binding, os.urandom(32).hex()), *map(write_line, entries), _trailer(len(entries))]
    return b"\n".join(lines) + b"\n"


def read_payload(plain: bytes, manifest: Manifest) -> list[Entry]:
    """The entries in ``plain``, of the manifest's sender, chains recomputed.

    Raises:
        Refused: ``payload-form``, ``payload-moved`` (sealed for another carrier), ``entry-form``, ``entry-chain``.
    """
    if not plain.startswith(b"{") or not plain.endswith(b"\n"):
        raise _bad_form()
    first = plain.index(b"\n") + 1
    nonce = _NONCE.search(plain, 0, first)
    if not nonce or plain[: first - 1] != _header(manifest.binding(), nonce[0].decode()):
        raise Refused(
            "payload-moved",
            _("Isi tersegel berkas ini dibuat untuk berkas lain."),
            _("Jangan dipakai; minta kantor pengirim membuat berkas lagi."),
        )
    if plain.count(b"\n") != manifest.entry_count + 2:
        raise _bad_form()
    last = plain.rindex(b"\n", 0, -1) + 1
    if plain[last:-1] != _trailer(manifest.entry_count):
        raise _bad_form()
    return read_lines(manifest.sender, _lines(plain, first, last), manifest.spans)


def _header(binding: Mapping[str, object], nonce: str) -> bytes:
    return canonical.write({**binding, "nonce": nonce})


def _trailer(entry_count: int) -> bytes:
    return canonical.write({"end": True, "entries": entry_count})


def _lines(plain: bytes, start: int, end: int) -> Iterator[bytes]:
    """One after another: the first bad line ends the reading, before a million others take memory."""
    while start < end:
        stop = plain.index(b"\n", start)
        yield plain[start:stop]
        start = stop + 1


def _bad_form() -> Refused:
    return Refused(
        "payload-form",
        _("Isi tersegel berkas ini tidak lengkap."),
        _("Minta kantor pengirim membuat berkas lagi."),
    )
