"""Building one carrier: entries → payload → seal → manifest → page → PDF → signature."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from ppo_desktop.core import canonical
from ppo_desktop.core.clock import WIB, Clock, stamp
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import Level, above, is_below, office_type
from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import _
from ppo_desktop.exchange.manifest import (
    MANIFEST_NAME,
    MAX_ATTACHMENTS,
    MAX_BYTES,
    MAX_COUNTS,
    PAYLOAD_NAME,
    Attachment,
    Kind,
    Manifest,
    Recipient,
    Sealed,
)
from ppo_desktop.exchange.payload import write_payload
from ppo_desktop.journal.entry import Entry
from ppo_desktop.journal.merge import Span
from ppo_desktop.journal.wire import MAX_SEQ
from ppo_desktop.operations.carriers import along, transfers, words_above
from ppo_desktop.operations.carriers.along import Relay
from ppo_desktop.operations.carriers.reading import Reader, read_carrier
from ppo_desktop.operations.house import keyring
from ppo_desktop.operations.house.keyring import Signer
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.internal import DEVICE
from ppo_desktop.records.registry import KINDS
from ppo_desktop.reports.document import Document
from ppo_desktop.storage import carrier_store, journal_store, photo_store, relay_store, trust_store
from ppo_desktop.storage.carrier_store import Outgoing
from ppo_desktop.storage.database import Connection
from ppo_desktop.trust import sealing
from ppo_desktop.trust.certificates import is_revoked

_REACHES = {kind.name: kind.restricted_reaches for kind in KINDS}


class Draft(Struct, frozen=True):
    """What a carrier is to say, before it is sealed and signed."""

    kind: Kind
    to: str
    period: str
    entries: Sequence[Entry]
    """As ``in_runs`` orders them."""
    recipients: tuple[Recipient, ...]
    confirmed: Mapping[str, int]
    totals: Mapping[str, int]
    late: Mapping[str, int]
    photos: Mapping[str, bytes] = field(default_factory=dict)
    """Digest → JPEG, in the order of their turn; as many as there is room for go along."""
    relays: Sequence[Relay] = ()
    """In the order of their turn, before the photos; one of an office waits where an earlier one of it has to."""


class Carrier(Struct, frozen=True):
    """A finished, signed carrier."""

    manifest: Manifest
    pdf: bytes
    photos: tuple[str, ...] = ()
    """Digests of the photos that went along."""
    relayed: tuple[Relay, ...] = ()
    """Carriers that went along."""

    @property
    def file_name(self) -> str:
        """For people only; content decides."""
        return file_name(self.manifest)


def file_name(manifest: Manifest) -> str:
    """``PPO-<code>-<yyyy-mm>-<first 8 of the id>.pdf``; a receipt says so and names whom it is for; an update too."""
    others = [recipient.office for recipient in manifest.recipients if recipient.office != manifest.sender]
    words = {"receipt": f"tanda-terima-{''.join(others[:1])}", "update": "antarkomputer"}
    label = words.get(manifest.kind, manifest.period)
    return f"PPO-{manifest.sender}-{label}-{manifest.id[:8]}.pdf"


def build(
    office: Office,
    draft: Draft,
    signer: Signer,
    page: Callable[[str], Document],
    load: Callable[[str], bytes | None] = lambda _id: None,
) -> Carrier:
    """Seal, lay out, attach and sign; in memory, nothing is written.

    Args:
        page: carrier id → the page people read.
        load: carrier id → its kept file, for those that are to go along.

    Raises:
        Refused: ``carrier-too-big``.
    """
    from ppo_desktop.pdf import archive
    from ppo_desktop.pdf.render import render
    from ppo_desktop.trust.signature import sign_pdf

    unsealed = Manifest(
        kind=draft.kind,
        training=office.identity.training,
        sender=office.code,
        certificate=signer.fingerprint,
        recipients=draft.recipients,
        period=draft.period,
        spans=spans_of(draft.entries),
        totals=draft.totals,
        late=draft.late,
        confirmed=draft.confirmed,
        payload=Sealed(0, "", 0, ""),
    )
    plain = write_payload(unsealed.binding(), draft.entries)
    payload = sealing.seal(sealing.compress(plain), [recipient.sealing for recipient in draft.recipients])
    sealed = Sealed(len(payload), hashlib.sha256(payload).hexdigest(), len(plain), hashlib.sha256(plain).hexdigest())
    to = [recipient.sealing for recipient in draft.recipients]
    room = MAX_BYTES - len(payload) - along.PAGES
    going = along.going_along(draft.relays, room, len(to))
    relays = along.sealed_relays(going, load, to)
    pictures = list(draft.photos.values())[: MAX_ATTACHMENTS - len(relays)]
    photos = along.sealed_photos(pictures, room - sum(map(len, relays.values())), to)
    taken_along = photos | relays
    attachments = tuple(
        Attachment(name, len(data), hashlib.sha256(data).hexdigest()) for name, data in taken_along.items()
    )
    manifest = replace(unsealed, payload=sealed, attachments=attachments)
    document = page(manifest.id)
    now = office.clock.now()
    unsigned = archive.attach(
        render(document),
        [
            archive.Attachment(MANIFEST_NAME, "application/json", manifest.write(), "Data", "Daftar isi"),
            archive.Attachment(PAYLOAD_NAME, "application/octet-stream", payload, "Data", "Isi tersegel"),
            *(
                archive.Attachment(name, "application/octet-stream", data, "Data", along.described(name))
                for name, data in taken_along.items()
            ),
        ],
        title=document.title,
        author=office.identity.on_paper().full_name,
        created=now,
        identifier=f"PPO1:{office.code}:{manifest.id}",
    )
    location = office.identity.on_paper().long_name
    pdf = sign_pdf(unsigned, signer.key_der, signer.certificate, now, reason_of(signer), location)
    if len(pdf) > MAX_BYTES:
        raise Refused(
            "carrier-too-big",
            _("Berkas kiriman terlalu besar untuk satu berkas."),
            _("Hubungi pendamping PPO Desktop; data tetap aman di komputer ini."),
        )
    return Carrier(manifest, pdf, tuple(draft.photos)[: len(photos)], going)


def readers_of(connection: Connection, office: Office, to: str) -> tuple[str, ...]:
    """The offices besides ours that a carrier for ``to`` is sealed to: that one first, of a report those above it too.

    Of those above only such as are known here and have a key that is not revoked.
    """
    if not is_below(office.code, to):
        return (to,)
    higher = [code for level in Level if (code := above(to, level))]
    return (to, *(code for code in higher if devices_of(connection, office, code)))


def recipients_of(connection: Connection, office: Office, to: str) -> tuple[Recipient, ...]:
    """Every known device of the readers of a carrier for ``to``, and of our own office, that is not revoked.

    Raises:
        Refused: ``recipient-unknown`` where we know no device of ``to``, ``recipient-revoked`` where all are revoked.
    """
    theirs = devices_of(connection, office, to)
    if not theirs and trust_store.peers(connection, [to]):
        raise Refused(
            "recipient-revoked",
            _("Kunci kantor {code} sudah dicabut.").format(code=to),
            _("Kenalkan lagi kedua kantor: permintaan kunci, jawaban, lalu terima jawabannya."),
        )
    if not theirs:
        raise Refused(
            "recipient-unknown",
            _("Kunci kantor {code} belum dikenal di sini.").format(code=to),
            _("Kenalkan dahulu kedua kantor: permintaan kunci, jawaban, lalu terima jawabannya."),
        )
    for code in {office.code, *readers_of(connection, office, to)}:
        theirs |= devices_of(connection, office, code)
    ours = Recipient(office.code, keyring.sealing_recipient(connection))
    return tuple(sorted({*theirs, ours}, key=lambda r: (r.office, r.sealing)))


def devices_of(connection: Connection, office: Office, code: str) -> set[Recipient]:
    """The known devices of an office whose certificates are not revoked."""
    trust = keyring.trust(connection, office)
    peers = trust_store.peers(connection, [code])
    return {Recipient(peer.office, peer.sealing) for peer in peers if not is_revoked(peer.certificate, trust)}


def confirmed_to(connection: Connection, code: str) -> dict[str, int]:
    """Device → last seq held without gap of the journal of the office ``code``, as a manifest tells it.

    A manifest has room for ``MAX_COUNTS``: of an office with more identities the last to arrive here are told. Nothing
    depends on the others; what a receipt confirms stands in its entry.
    """
    held = {device: seq for device, (seq, _link) in journal_store.held_without_gap(connection, code).items()}
    if len(held) <= MAX_COUNTS:
        return held
    registered = [record[-12:] for _office, record in journal_store.record_keys(connection, DEVICE.name, code)]
    age = {device: n for n, device in enumerate(registered)}
    return {device: held[device] for device in sorted(held, key=lambda device: age.get(device, -1))[-MAX_COUNTS:]}


def unconfirmed(connection: Connection, office: Office, to: str) -> list[Entry]:
    """All our entries that a reader of a carrier for ``to`` has not confirmed; so losing a carrier costs nothing.

    What the nearest office confirmed travels until those above it have too, and so does what one PC of an office
    confirmed until its others have. The second branch of a fork and what
    stands behind a hole travel as runs of their own.
    """
    readers = readers_of(connection, office, to)
    return lacking(connection, office, [held for code in readers for held in words_above.holders(connection, code)])


def lacking(connection: Connection, office: Office, holders: Sequence[Mapping[str, tuple[int, bytes]]]) -> list[Entry]:
    """Our entries that any of ``holders`` has not shown to hold: each device → last seq and its link."""
    found = (
        entry
        for device in journal_store.devices(connection, office.code)
        for settled in dict.fromkeys(each.get(device) for each in holders)
        for entry in _beyond(connection, office, device, settled)
    )
    return list({entry.link: entry for entry in found}.values())


def _beyond(connection: Connection, office: Office, device: str, settled: tuple[int, bytes] | None) -> list[Entry]:
    """The entries of a device but those up to ``settled`` (seq, link) in the chain that ends there."""
    first = settled[0] + 1 if settled and journal_store.is_one_chain(connection, office.code, device) else 1
    chain = journal_store.chain(connection, office.code, device, first, MAX_SEQ)
    if settled is None or first > 1:
        return chain
    by_link = {entry.link: entry for entry in chain}
    link = settled[1]
    while link in by_link:
        link = by_link.pop(link).prev
    return list(by_link.values())


def in_runs(entries: Iterable[Entry]) -> list[Entry]:
    """``entries`` in the order they travel: run by run, each unbroken, as few runs as their links allow."""
    runs: list[list[Entry]] = []
    open_runs: dict[bytes, list[Entry]] = {}
    for entry in sorted(entries, key=lambda entry: (entry.device, entry.seq, entry.link)):
        run = open_runs.pop(entry.prev, None)
        if run is None:
            run = []
            runs.append(run)
        run.append(entry)
        open_runs[entry.link] = run
    runs.sort(key=lambda run: (run[0].device, run[0].seq, run[-1].link))
    return [entry for run in runs for entry in run]


def travelling(entries: Sequence[Entry], sender: str, readers: Collection[str]) -> list[Entry]:
    """The entries as all of ``readers`` may have them: a restricted half goes along where it may reach each."""
    others = [office_type(reader).level for reader in readers if reader != sender]
    return [
        entry if not others or _reaches(entry, max(others)) else entry.withholding_restricted() for entry in entries
    ]


def spans_of(entries: Sequence[Entry]) -> tuple[Span, ...]:
    """The runs of ``entries``, which must be ``in_runs``."""
    runs: list[list[Entry]] = []
    for entry in entries:
        if not runs or entry.prev != runs[-1][-1].link:
            runs.append([])
        runs[-1].append(entry)
    return tuple(Span(run[0].device, run[0].seq, run[-1].seq, run[0].prev, run[-1].link) for run in runs)


def read_back(connection: Connection, office: Office, carrier: Carrier) -> None:
    """Judge our own file by the receiver's rules before anything is committed; how old a list may be is for them."""
    us = reader(connection, office)
    read_carrier(carrier.pdf, replace(us, trust=replace(us.trust, forgives_age=True), wants_photos=False))


def reader(connection: Connection, office: Office) -> Reader:
    """Ourselves as the reader of a carrier."""
    return Reader(
        office.code,
        office.identity.training,
        keyring.trust(connection, office),
        keyring.sealing_secrets(connection),
        keyring.sealing_recipient(connection),
        keyring.former_recipients(connection),
    )


def keep(connection: Connection, office: Office, to: str, carrier: Carrier) -> None:
    """Put a finished carrier into the database, to be copied to sticks as often as wanted."""
    manifest = carrier.manifest
    outgoing = Outgoing(
        id=manifest.id,
        kind=manifest.kind,
        recipient=to,
        period=manifest.period,
        made_at=stamp(office.clock),
        file_name=carrier.file_name,
        spans=canonical.write(dict(sorted((span.device, span.last) for span in manifest.spans))).decode(),
        pdf=carrier.pdf,
    )
    readers = {recipient.office for recipient in manifest.recipients} - {office.code}
    carrier_store.add_outgoing(connection, outgoing, sorted(readers | {to}))
    photo_store.add_carried(connection, manifest.id, to, carrier.photos)
    relay_store.add_brought(connection, manifest.id, [(relay.id, relay.sender) for relay in carrier.relayed])
    transfers.remember_contents(connection, office, manifest)


def clock_text(clock: Clock) -> str:
    """``2 Desember 2026 pukul 09.30 WIB``."""
    now = clock.now().astimezone(WIB)
    return _("{day} pukul {time} WIB").format(day=long_date(now.date()), time=now.strftime("%H.%M"))


def _reaches(entry: Entry, level: Level) -> bool:
    reach = _REACHES.get(entry.kind)
    return reach is not None and level <= reach


def reason_of(signer: Signer) -> str:
    """Why something is signed, as PDF readers show it."""
    return _("Disetujui {name}").format(name=signer.name) if signer.use == "assent" else _("Dikirim petugas")
