"""Entries as lines of canonical JSON, and back. Nonces and values travel; digests and links are computed again.

A line is one JSON array::

    [device, seq, schema, author, time, kind, record, version, after, op, open, restricted]

``after`` is a list of ``[device, seq, mark]``. A part is ``null`` (none), ``[nonce, changes]`` (here), or its digest in
hexadecimal (withheld or erased). The office and the chain's links before each run come from the carrier's manifest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ppo_desktop.core import canonical
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.ids import DEVICE_ID, RECORD_ID
from ppo_desktop.core.text import _
from ppo_desktop.journal.entry import MARK_DIGITS, NONCE_BYTES, Entry, Part, Ref, digest_of, link_under, said_of
from ppo_desktop.journal.merge import Span

MAX_LINE_BYTES = 64 * 1024
MAX_SEQ = 2**31 - 1
_MAX_NAME = 120
_HEX = re.compile(r"[0-9a-f]*")
_SAID = 10
"""How many fields of a line are what ``said_of`` lists."""
_HEADER_BYTES = 2048
"""What a line holds beside its values, and more."""


def write_line(entry: Entry) -> bytes:
    """``entry`` as one line, without the line break."""
    return _joined(canonical.write(said_of(entry)), entry.open, entry.restricted)


def demand_travels(entry: Entry) -> None:
    """Refuse an entry that no reader would take, whole or with its restricted half withheld: it must not be written.

    It would stop every carrier it lies in. How deep its values stand ``write_entry`` has checked.

    Raises:
        Refused: ``record-too-long``.
    """
    forms = (entry,) if entry.restricted is None else (entry, entry.withholding_restricted())
    is_short = all(len(write_line(form)) <= MAX_LINE_BYTES for form in forms)
    if not is_short or not _are_short(entry.author, entry.time, entry.kind) or entry.version > MAX_SEQ:
        raise _too_long()


def room_beside(values: Mapping[str, object]) -> int:
    """How many bytes of further values an entry may have that says ``values``."""
    return MAX_LINE_BYTES - _HEADER_BYTES - len(canonical.write(values))


def read_lines(office: str, lines: Iterable[bytes], spans: Sequence[Span]) -> list[Entry]:
    """The entries of ``office`` in ``lines``, which must fill ``spans`` exactly and in order, each entry once.

    Raises:
        Refused: ``entry-form`` for a line that is not an entry, ``entry-chain`` where the lines do not make up the
            announced chains.
    """
    entries: list[Entry] = []
    links: set[bytes] = set()
    expected = _places(spans)
    for line in lines:
        place = next(expected, None)
        if place is None:
            raise _broken_chain()
        span, seq = place
        entry = _read_line(office, line, span.prev if seq == span.first else entries[-1].link)
        is_announced = (entry.device, entry.seq) == (span.device, seq)
        if not is_announced or (seq == span.last and entry.link != span.link) or entry.link in links:
            raise _broken_chain()
        links.add(entry.link)
        entries.append(entry)
    if next(expected, None) is not None:
        raise _broken_chain()
    return entries


def _places(spans: Sequence[Span]) -> Iterator[tuple[Span, int]]:
    """(span, seq) for each announced entry."""
    for span in spans:
        for seq in range(span.first, span.last + 1):
            yield span, seq


def _joined(said: bytes, opened: Part | None, restricted: Part | None) -> bytes:
    """The values are spliced in as the bytes that were hashed; canonical text inside canonical text stays canonical."""
    return b"%s,%s,%s]" % (said[:-1], _write_part(opened), _write_part(restricted))


def _write_part(part: Part | None) -> bytes:
    if part is None:
        return b"null"
    if part.nonce is None or part.changes is None:
        return b'"%s"' % part.digest.hex().encode()
    return b'["%s",%s]' % (part.nonce.hex().encode(), part.changes)


def _read_line(office: str, line: bytes, prev: bytes) -> Entry:
    if len(line) > MAX_LINE_BYTES:
        raise _bad_form("line too long")
    try:
        value = canonical.parse(line)
    except ValueError as error:
        raise _bad_form(str(error)) from error
    if not isinstance(value, list) or len(value) != 12:
        raise _bad_form("not an entry")
    device, seq, schema, author, time, kind, record, version, after, op, opened, restricted = value
    if not _is_device(device) or not isinstance(record, str) or not RECORD_ID.fullmatch(record):
        raise _bad_form("names")
    if not (_is_count(seq) and _is_count(schema) and _is_count(version)):
        raise _bad_form("numbers")
    if not _are_short(author, time, kind):
        raise _bad_form("texts")
    if op not in ("set", "erase") or (op == "erase" and (opened is not None or restricted is not None)):
        raise _bad_form("op")
    refs = _read_after(after)
    parts = _read_part(opened), _read_part(restricted)
    said = canonical.rewrite(value[:_SAID])
    if _joined(said, *parts) != line:
        raise _bad_form("not in canonical form")
    link = link_under(prev, office, said, *parts)
    return Entry(office, device, seq, schema, author, time, kind, record, version, refs, op, *parts, prev, link)


def _read_after(value: object) -> tuple[Ref, ...]:
    if not isinstance(value, list):
        raise _bad_form("after")
    refs = []
    for item in value:
        if not isinstance(item, list) or len(item) != 3:
            raise _bad_form("after")
        device, seq, mark = item
        if not _is_device(device) or not _is_count(seq) or not _is_hex(mark, MARK_DIGITS):
            raise _bad_form("after")
        refs.append(Ref(device, seq, mark))
    if refs != sorted(set(refs)):
        raise _bad_form("after")
    return tuple(refs)


def _read_part(value: object) -> Part | None:
    if value is None:
        return None
    if isinstance(value, str) and _is_hex(value, 64):
        return Part(bytes.fromhex(value), None, None)
    if isinstance(value, list) and len(value) == 2:
        nonce, changes = value
        if _is_hex(nonce, 2 * NONCE_BYTES) and isinstance(changes, dict):
            body = canonical.rewrite(changes)
            return Part(digest_of(bytes.fromhex(nonce), body), bytes.fromhex(nonce), body)
    raise _bad_form("part")


def _is_device(value: object) -> bool:
    return isinstance(value, str) and DEVICE_ID.fullmatch(value) is not None


def _are_short(*texts: object) -> bool:
    return all(isinstance(text, str) and 0 < len(text) <= _MAX_NAME for text in texts)


def _is_count(value: object) -> bool:
    return type(value) is int and 0 < value <= MAX_SEQ


def _is_hex(value: object, digits: int) -> bool:
    return isinstance(value, str) and len(value) == digits and _HEX.fullmatch(value) is not None


def _bad_form(detail: str) -> Refused:
    """``detail`` is for engineers: it stands in the traceback's notes, not in the sentence."""
    refused = Refused(
        "entry-form",
        _("Isi berkas tidak dapat dibaca: ada catatan yang bentuknya tidak dikenal."),
        _("Minta kantor pengirim membuat berkas lagi."),
    )
    refused.add_note(detail)
    return refused


def _broken_chain() -> Refused:
    return Refused(
        "entry-chain",
        _("Isi berkas tidak cocok dengan daftar catatan yang diumumkannya."),
        _("Minta kantor pengirim membuat berkas lagi."),
    )


def _too_long() -> Refused:
    return Refused(
        "record-too-long",
        _("Isi catatan ini terlalu panjang."),
        _("Persingkat teks yang panjang lalu simpan lagi."),
    )
