"""Which identities of an office are one PC, as the keys given to it tell, and else its journal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ppo_desktop.operations.history import devices
from ppo_desktop.storage import settings_store
from ppo_desktop.storage.database import Connection

_ON_WORD_OF = "key-on-word-of "
"""Settings ``key-on-word-of <code> <device>``: ``device``, the one whose key sent the request that was answered."""
_MOST = 200
Place = tuple[str, str]
"""(office, device)"""


def note(connection: Connection, code: str, device: str, asked_by: str) -> None:
    """A device gets its certificates on the word of another one's key, and shares its fate from now on."""
    if device != asked_by:
        settings_store.write(connection, f"{_ON_WORD_OF}{code} {device}", {"device": asked_by})


def is_noted(connection: Connection, code: str, device: str) -> bool:
    """Whether a device got certificates here on the word of another one's key."""
    return settings_store.read(connection, f"{_ON_WORD_OF}{code} {device}") is not None


def of(connection: Connection, code: str, device: str) -> list[str]:
    """A device and those before it on the same PC, the newest first."""
    found = [device]
    while len(found) < _MOST and (before := _before(connection, code, found[-1])) and before not in found:
        found.append(before)
    return found


def _before(connection: Connection, code: str, device: str) -> str:
    noted = settings_store.read(connection, f"{_ON_WORD_OF}{code} {device}")
    return str(noted["device"]) if noted else devices.continued(connection, code, device)


def gathered(connection: Connection, places: Iterable[Place]) -> list[list[Place]]:
    """Devices PC by PC, each PC's oldest identity first; the PCs in the order in which they are first named."""
    by_office: dict[str, list[str]] = defaultdict(list)
    for code, device in places:
        by_office[code].append(device)
    found: list[list[Place]] = []
    for code, those in by_office.items():
        past = {device: of(connection, code, device) if len(those) > 1 else [device] for device in those}
        pcs: dict[str, list[str]] = defaultdict(list)
        for device in those:
            pcs[past[device][-1]].append(device)
        found += [[(code, device) for device in sorted(pc, key=lambda one: len(past[one]))] for pc in pcs.values()]
    return found
