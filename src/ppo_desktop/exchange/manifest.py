"""The manifest of a carrier: what it holds, for whom, from whom; clear text without personal data.

Specified in ``docs/carrier-format.md``. Its SHA-256 is the carrier's id: a signature can be re-encoded without changing
what was signed, so the file's own hash names nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import cached_property
from typing import Literal, NamedTuple, get_args

from msgspec import Struct

from ppo_desktop.core import canonical
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.ids import DEVICE_ID
from ppo_desktop.core.offices import CODE
from ppo_desktop.core.period import Month
from ppo_desktop.core.text import _
from ppo_desktop.journal.merge import Span
from ppo_desktop.journal.wire import MAX_SEQ

FORMAT = "ppo-carrier"
VERSION = 1
MANIFEST_NAME = "manifest.json"
PAYLOAD_NAME = "payload.age"
MAX_BYTES = 64 * 1024 * 1024
"""Largest carrier file."""
MAX_MANIFEST_BYTES = 256 * 1024
MAX_SPANS = 256
MAX_RECIPIENTS = 512
MAX_COUNTS = 64
MAX_ATTACHMENTS = 64
PHOTO = "photo-"
"""How the names of attached photos begin."""
RELAY = "relay-"
"""How the names of attached carriers begin."""
FURTHER_NAMES = re.compile(r"(photo|relay)-[0-9]{4}\.age")
"""Attachments besides manifest and payload."""

Kind = Literal["report", "receipt", "return", "update"]
_KINDS = get_args(Kind)
_SHA256 = re.compile(r"[0-9a-f]{64}")
_RECIPIENT = re.compile(r"age1[0-9a-z]{58}")


class Sealed(Struct, frozen=True):
    """Length in bytes and SHA-256 of the payload, as sealed and as plain lines."""

    length: int
    sha256: str
    plain_length: int
    plain_sha256: str


class Attachment(NamedTuple):
    """A further attachment: a photo, or another carrier as it is, sealed to the same recipients."""

    name: str
    length: int
    sha256: str
    """Of the sealed bytes, hexadecimal."""


class Recipient(Struct, frozen=True):
    """A device the payload is sealed to."""

    office: str
    sealing: str
    """Its age recipient, ``age1…``."""


class Manifest(Struct, frozen=True, dict=True):
    """What a carrier announces about itself."""

    kind: Kind
    training: bool
    sender: str
    """Office code; must equal the one in the signing certificate."""
    certificate: str
    """SHA-256 of the signing certificate, hexadecimal."""
    recipients: tuple[Recipient, ...]
    """Sorted; the sender's own device is among them."""
    period: str
    """``YYYY-MM`` of a report, or of the report a receipt answers; otherwise empty."""
    spans: tuple[Span, ...]
    """Runs of journal entries, sorted by device, first seq and last link; usually one per device, more only where a
    chain is forked or has a hole."""
    totals: Mapping[str, int]
    """The figures on the page."""
    late: Mapping[str, int]
    """The page's "tambahan bulan lalu"."""
    confirmed: Mapping[str, int]
    """What the sender holds of the recipient's journal: device → last seq without gap."""
    payload: Sealed
    attachments: tuple[Attachment, ...] = ()
    """Sorted by name; readers that do not know their use keep them with the file."""

    @cached_property
    def id(self) -> str:
        """SHA-256 of the manifest's bytes: the carrier's identity."""
        return hashlib.sha256(self.write()).hexdigest()

    @property
    def entry_count(self) -> int:
        return sum(span.last - span.first + 1 for span in self.spans)

    def binding(self) -> dict[str, object]:
        """What the sealed payload's first line repeats, so that a payload cannot be moved into another carrier."""
        return {
            "certificate": self.certificate,
            "format": FORMAT,
            "kind": self.kind,
            "period": self.period,
            "recipients": [[r.office, r.sealing] for r in self.recipients],
            "sender": self.sender,
            "spans": [_write_span(span) for span in self.spans],
            "training": self.training,
            "version": VERSION,
        }

    def write(self) -> bytes:
        """The manifest as canonical JSON."""
        sealed = self.payload
        return canonical.write(
            {
                **self.binding(),
                "attachments": [list(attachment) for attachment in self.attachments],
                "confirmed": dict(self.confirmed),
                "late": dict(self.late),
                "payload": {
                    "length": sealed.length,
                    "plain_length": sealed.plain_length,
                    "plain_sha256": sealed.plain_sha256,
                    "sha256": sealed.sha256,
                },
                "totals": dict(self.totals),
            }
        )


def read_manifest(data: bytes) -> Manifest:
    """The manifest in ``data``; strict about form, keys and types.

    Raises:
        Refused: ``manifest-form``, or ``manifest-newer`` for a later format version.
    """
    try:
        value = canonical.read(data) if len(data) <= MAX_MANIFEST_BYTES else None
    except ValueError as error:
        raise _bad_form(str(error)) from error
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise _bad_form("format")
    if _integer(value.get("version")) > VERSION:
        raise Refused(
            "manifest-newer",
            _("Berkas ini dibuat oleh PPO Desktop yang lebih baru."),
            _("Perbarui PPO Desktop di komputer ini, lalu terima lagi."),
        )
    if set(value) != _KEYS or value["version"] != VERSION:
        raise _bad_form("keys")
    spans = tuple(_read_span(item) for item in _list(value["spans"], MAX_SPANS))
    recipients = tuple(_read_recipient(item) for item in _list(value["recipients"], MAX_RECIPIENTS))
    places = [(span.device, span.first, span.link) for span in spans]
    if not spans or places != sorted(set(places)):
        raise _bad_form("spans")
    if not recipients or list(recipients) != sorted(set(recipients), key=lambda r: (r.office, r.sealing)):
        raise _bad_form("recipients")
    return Manifest(
        kind=_one_of(value["kind"]),
        training=_boolean(value["training"]),
        sender=_matching(value["sender"], CODE),
        certificate=_matching(value["certificate"], _SHA256),
        recipients=recipients,
        period=_read_period(value["period"], value["kind"]),
        spans=spans,
        totals=_counts(value["totals"]),
        late=_counts(value["late"]),
        confirmed=_counts(value["confirmed"]),
        payload=_read_sealed(value["payload"]),
        attachments=_read_attachments(value["attachments"]),
    )


_KEYS = {
    "attachments", "certificate", "confirmed", "format", "kind", "late", "payload", "period", "recipients", "sender",
    "spans", "totals", "training", "version",
}  # fmt: skip


def _write_span(span: Span) -> list[object]:
    return [span.device, span.first, span.last, span.prev.hex(), span.link.hex()]


def _read_span(value: object) -> Span:
    if not isinstance(value, list) or len(value) != 5:
        raise _bad_form("span")
    first, last = _integer(value[1]), _integer(value[2])
    if not 1 <= first <= last <= MAX_SEQ:
        raise _bad_form("span")
    prev, link = (bytes.fromhex(_matching(item, _SHA256)) for item in value[3:])
    if (first == 1) != (prev == bytes(32)):
        raise _bad_form("span")
    return Span(_matching(value[0], DEVICE_ID), first, last, prev, link)


def _read_attachments(value: object) -> tuple[Attachment, ...]:
    attachments = []
    for item in _list(value, MAX_ATTACHMENTS):
        if not isinstance(item, list) or len(item) != 3:
            raise _bad_form("attachment")
        name, length, sha256 = item
        attachments.append(Attachment(_matching(name, FURTHER_NAMES), _integer(length), _matching(sha256, _SHA256)))
    names = [attachment.name for attachment in attachments]
    if names != sorted(set(names)):
        raise _bad_form("attachments")
    return tuple(attachments)


def _read_recipient(value: object) -> Recipient:
    if not isinstance(value, list) or len(value) != 2:
        raise _bad_form("recipient")
    return Recipient(_matching(value[0], CODE), _matching(value[1], _RECIPIENT))


def _read_period(value: object, kind: object) -> str:
    if value == "" and kind != "report":
        return ""
    if kind == "update":
        raise _bad_form("period")
    try:
        month = Month.parse(value) if isinstance(value, str) else None
    except Refused as error:
        raise _bad_form("period") from error
    if month is None or str(month) != value:
        raise _bad_form("period")
    return str(month)


def _read_sealed(value: object) -> Sealed:
    if not isinstance(value, dict) or set(value) != {"length", "plain_length", "plain_sha256", "sha256"}:
        raise _bad_form("payload")
    return Sealed(
        length=_integer(value["length"]),
        sha256=_matching(value["sha256"], _SHA256),
        plain_length=_integer(value["plain_length"]),
        plain_sha256=_matching(value["plain_sha256"], _SHA256),
    )


def _matching(value: object, pattern: re.Pattern[str]) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise _bad_form("text")
    return value


def _integer(value: object) -> int:
    if type(value) is not int or value < 0:
        raise _bad_form("number")
    return value


def _boolean(value: object) -> bool:
    if type(value) is not bool:
        raise _bad_form("boolean")
    return value


def _one_of(value: object) -> Kind:
    for kind in _KINDS:
        if value == kind:
            return kind  # type: ignore[no-any-return]  # get_args() is typed as Any
    raise _bad_form("kind")


def _counts(value: object) -> dict[str, int]:
    if not isinstance(value, dict) or len(value) > MAX_COUNTS:
        raise _bad_form("counts")
    return {name: _integer(count) for name, count in value.items()}


def _list(value: object, longest: int) -> list[object]:
    if not isinstance(value, list) or len(value) > longest:
        raise _bad_form("list")
    return value


def _bad_form(detail: str) -> Refused:
    """``detail`` is for engineers: it stands in the traceback's notes, not in the sentence."""
    refused = Refused(
        "manifest-form",
        _("Daftar isi berkas ini tidak berbentuk daftar isi PPO Desktop."),
        _("Minta kantor pengirim membuat berkas lagi."),
    )
    refused.add_note(detail)
    return refused
