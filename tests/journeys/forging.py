"""Carriers by somebody who has an enrolled office's keys and does not keep to the rules ("insiders").

Each is signed correctly, in the right form, by a key the receiver knows: only what stands inside is wrong.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from journeys.exhibits import Exhibits, Hand, hand_of
from ppo_desktop.core import canonical
from ppo_desktop.core.clock import Clock
from ppo_desktop.exchange.manifest import Manifest, Recipient, Sealed
from ppo_desktop.exchange.payload import write_payload
from ppo_desktop.journal.entry import ChainHead, Entry, Heading, write_entry
from ppo_desktop.operations.carriers.carriers import spans_of
from ppo_desktop.pdf import archive
from ppo_desktop.pdf.render import render
from ppo_desktop.reports.document import Document, Paragraph
from ppo_desktop.trust import sealing
from ppo_desktop.trust.signature import sign_pdf

RECORD = "0192f0c0000070008000000000000001"
Bytes = Callable[[bytes], bytes]
Made = Callable[[], bytes]
"""A file that is made when it is asked for: signing is what takes time."""


@cache
def _page() -> bytes:
    return render(Document("Laporan", None, (Paragraph("Laporan"),)))


@dataclass(frozen=True)
class Forger:
    """Somebody at an enrolled office, and whom they write to."""

    hand: Hand
    to: Recipient
    clock: Clock

    def entries(self, *changes: dict[str, object], office: str | None = None, kind: str = "person") -> list[Entry]:
        """A chain from seq 1, each entry changing one record; ``office``: in whose name they are hashed."""
        heading = Heading(office or self.hand.code, self.hand.device, 1, "Budi", "2026-11-21T09:00:00+07:00")
        made: list[Entry] = []
        for change in changes:
            head = ChainHead(made[-1].seq, made[-1].link) if made else ChainHead()
            made.append(write_entry(heading, head, kind, RECORD, "set", (change, {}), made))
        return made

    def manifest(self, entries: Sequence[Entry], **more: Any) -> Manifest:
        """An honest manifest but for its payload and for what ``more`` says otherwise."""
        recipients = tuple(sorted({self.to, self.hand.as_recipient}, key=lambda r: (r.office, r.sealing)))
        honest = Manifest(
            kind="report",
            training=False,
            sender=self.hand.code,
            certificate=hashlib.sha256(self.hand.certificate_der).hexdigest(),
            recipients=recipients,
            period="2026-11",
            spans=spans_of(entries),
            totals={},
            late={},
            confirmed={},
            payload=Sealed(0, "", 0, ""),
        )
        return replace(honest, **more)

    def sealed(self, manifest: Manifest, plain: bytes, gz: bytes | None = None) -> tuple[Manifest, bytes]:
        """The payload for ``plain`` and the manifest that describes it; ``gz``: what is sealed instead of its gzip."""
        payload = sealing.seal(gz or sealing.compress(plain), [r.sealing for r in manifest.recipients])
        return self.describing(manifest, payload, plain), payload

    def describing(self, manifest: Manifest, payload: bytes, plain: bytes) -> Manifest:
        lengths = Sealed(
            len(payload), hashlib.sha256(payload).hexdigest(), len(plain), hashlib.sha256(plain).hexdigest()
        )
        return replace(manifest, payload=lengths)

    def carrier(
        self,
        entries: Sequence[Entry],
        *,
        plain: Bytes = lambda plain: plain,
        gz: bytes | None = None,
        manifest: Bytes = lambda manifest: manifest,
        **more: Any,
    ) -> Made:
        """A carrier whose plain payload and manifest bytes were changed before they were described and signed."""
        return partial(self._carrier, entries, plain, gz, manifest, more)

    def _carrier(
        self, entries: Sequence[Entry], plain: Bytes, gz: bytes | None, manifest: Bytes, more: dict[str, Any]
    ) -> bytes:
        bound = self.manifest(entries, **more)
        described, payload = self.sealed(bound, plain(write_payload(bound.binding(), entries)), gz)
        return self._pdf(manifest(described.write()), payload)

    def pdf(self, manifest: bytes, payload: bytes, *others: archive.Attachment) -> Made:
        """The signed file around any two attachments."""
        return partial(self._pdf, manifest, payload, *others)

    def _pdf(self, manifest: bytes, payload: bytes, *others: archive.Attachment) -> bytes:
        attachments = [
            archive.Attachment("manifest.json", "application/json", manifest),
            archive.Attachment("payload.age", "application/octet-stream", payload),
            *others,
        ]
        return self.signed(
            archive.attach(
                _page(),
                attachments,
                title="Laporan",
                author="Kantor",
                created=self.clock.now(),
                identifier="PPO1",
            )
        )

    def signed(self, pdf: bytes) -> bytes:
        return sign_pdf(pdf, self.hand.key_der, self.hand.certificate_der, self.clock.now(), "Laporan", "Sambas")


class Hostile(Struct, frozen=True):
    """A file and the codes under which its reader may refuse it."""

    name: str
    made: bytes | Made
    codes: frozenset[str]
    """None for a control: a file that must be accepted."""
    reader: str = "camat"
    """``camat``, ``village`` or ``other``."""

    @property
    def data(self) -> bytes:
        return self.made if isinstance(self.made, bytes) else self.made()

    @property
    def is_good(self) -> bool:
        return not self.codes


def hostile(name: str, made: bytes | Made, *codes: str, reader: str = "camat") -> Hostile:
    return Hostile(name, made, frozenset(codes), reader)


def forger_of(exhibits: Exhibits, who: str, to: str, use: str = "dispatch") -> Forger:
    """One of the exhibits' offices writing to another one."""
    offices = {"camat": exhibits.pair.camat, "village": exhibits.pair.village, "other": exhibits.other}
    return Forger(hand_of(offices[who], use), hand_of(offices[to]).as_recipient, exhibits.pair.clock)


def edited(change: Callable[[dict[str, Any]], None]) -> Bytes:
    """Manifest bytes → canonical manifest bytes with a change."""

    def edit(manifest: bytes) -> bytes:
        value = json.loads(manifest)
        change(value)
        return canonical.write(value)

    return edit


def replaced(old: bytes, new: bytes) -> Bytes:
    """Bytes with one passage replaced; it must be there."""

    def replace_in(data: bytes) -> bytes:
        assert data.count(old) >= 1, old
        return data.replace(old, new, 1)

    return replace_in


def with_line(number: int, line: bytes) -> Bytes:
    """Plain payload with one of its lines replaced."""

    def change(plain: bytes) -> bytes:
        lines = plain.split(b"\n")
        lines[number] = line
        return b"\n".join(lines)

    return change
