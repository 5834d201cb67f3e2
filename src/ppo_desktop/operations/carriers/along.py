"""What a carrier takes along besides its payload: other carriers and photos, as many as there is room for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from ppo_desktop.exchange.manifest import MAX_BYTES, PHOTO, RELAY
from ppo_desktop.trust import sealing

MOST_RELAYS = 48
"""Carriers that one takes along; the other attachments are left to photos."""
PAGES = 2 << 20
"""Bytes that are left for all but payload, photos and other carriers."""
ROOM_ALONG = MAX_BYTES - 4 * PAGES
"""Bytes foreseen for carriers that go along, before it is known how long the payload will be."""
ROOM_INSIDE = ROOM_ALONG // 16
"""The same, where the carrier itself is to go along in another beside its like."""


class Relay(Struct, frozen=True):
    """A kept carrier of whatever office that may go along in another, unchanged."""

    id: str
    sender: str
    length: int
    """Bytes of its file."""


def going_along(relays: Iterable[Relay], room: int, recipients: int) -> tuple[Relay, ...]:
    """Those that fit into ``room`` bytes and ``MOST_RELAYS``; sealed to so many ``recipients`` each is a little longer.

    Of one office none goes before an earlier one of it, except one that would not fit anywhere.
    """
    going: list[Relay] = []
    waiting: set[str] = set()
    for relay in relays:
        needed = sealed_length(relay.length, recipients)
        if needed > room or len(going) == MOST_RELAYS or relay.sender in waiting:
            if fits_anywhere(relay, recipients):
                waiting.add(relay.sender)
            continue
        room -= needed
        going.append(relay)
    return tuple(going)


def fits_anywhere(relay: Relay, recipients: int) -> bool:
    """Whether a carrier that takes nothing else along has room for it."""
    return sealed_length(relay.length, recipients) <= ROOM_ALONG


def sealed_length(length: int, recipients: int) -> int:
    """At most so many bytes, sealed with age: a line or two per recipient, and 16 bytes for each 64 KiB begun."""
    return length + 16 * (length // 65536 + 2) + 200 + 120 * recipients


def sealed_relays(
    going: Iterable[Relay], load: Callable[[str], bytes | None], recipients: Sequence[str]
) -> dict[str, bytes]:
    """Name → sealed carrier; ``load`` gives the kept file of an id."""
    sealed: dict[str, bytes] = {}
    for number, relay in enumerate(going, start=1):
        file = load(relay.id)
        assert file is not None, "only carriers whose file is kept go along"
        sealed[f"{RELAY}{number:04}.age"] = sealing.seal(file, recipients)
    return sealed


def sealed_photos(pictures: Iterable[bytes], room: int, recipients: Sequence[str]) -> dict[str, bytes]:
    """Name → sealed photo, for as many of the first as fit into ``room`` bytes."""
    sealed: dict[str, bytes] = {}
    for number, jpeg in enumerate(pictures, start=1):
        data = sealing.seal(jpeg, recipients)
        room -= len(data)
        if room < 0:
            break
        sealed[f"{PHOTO}{number:04}.age"] = data
    return sealed


def described(name: str) -> str:
    """What a PDF reader shows beside an attachment."""
    return "Foto tersegel" if name.startswith(PHOTO) else "Berkas kantor lain, tersegel"
