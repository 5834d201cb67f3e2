"""One wrapped secret: AES-256-GCM under Argon2id, with its parameters as associated data."""

from __future__ import annotations

import os
import time

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from msgspec import Struct
from msgspec.structs import asdict, replace

from ppo_desktop.core import canonical
from ppo_desktop.core.errors import World
from ppo_desktop.core.text import _

MIB = 1024  # Argon2's memory is counted in KiB


class KdfCost(Struct, frozen=True):
    """What one guess at a password costs. Raises ``ValueError`` outside ``FLOOR_COST`` to 1 GiB, 16 passes, 8 lanes."""

    memory: int = 64 * MIB
    """KiB"""
    passes: int = 3
    lanes: int = 2

    def __post_init__(self) -> None:
        values = (self.memory, self.passes, self.lanes)
        if any(type(v) is not int for v in values):
            raise ValueError("costs are integers")
        if not (8 * MIB <= self.memory <= 1024 * MIB and 1 <= self.passes <= 16 and 1 <= self.lanes <= 8):
            raise ValueError("costs outside sane bounds")


DEFAULT_COST = KdfCost()
"""The least for people's passwords where the PC can; 0.2 s on a 2020s desktop core."""
FLOOR_COST = KdfCost(8 * MIB, 1, 1)
"""The least that is read at all; for secrets that are random anyway, and for tests (10 ms)."""
SMALL_COST = KdfCost(19 * MIB, 2, 1)
"""For a PC that cannot spare 64 MiB: the least that OWASP's password storage sheet recommends for Argon2id."""
_CEILING = 256 * MIB


class Slot(Struct, frozen=True):
    """A wrapped secret and how it was wrapped."""

    cost: KdfCost
    salt: bytes
    nonce: bytes
    sealed: bytes

    def dump(self) -> dict[str, object]:
        """For the file: numbers and lower-case hex."""
        return {
            **asdict(self.cost),
            "salt": self.salt.hex(),
            "nonce": self.nonce.hex(),
            "sealed": self.sealed.hex(),
        }

    @classmethod
    def parse(cls, value: object) -> Slot:
        """The reverse of ``dump``; ``ValueError`` for anything odd, before any of it is used."""
        names = {*KdfCost.__struct_fields__} | {"salt", "nonce", "sealed"}
        if not isinstance(value, dict) or set(value) != names:
            raise ValueError("not a slot")
        slot = cls(
            KdfCost(value["memory"], value["passes"], value["lanes"]),
            bytes.fromhex(value["salt"]),
            bytes.fromhex(value["nonce"]),
            bytes.fromhex(value["sealed"]),
        )
        if len(slot.salt) != 16 or len(slot.nonce) != 12 or len(slot.sealed) not in (48, 80) or slot.dump() != value:
            raise ValueError("not a slot")
        return slot


def make_slot(plain: bytes, secret: bytes, cost: KdfCost, bound_to: tuple[str, ...]) -> Slot:
    """``plain`` wrapped under ``secret``; ``bound_to`` must be given again to open it. Raises ``World('memory')``."""
    slot = Slot(cost, os.urandom(16), os.urandom(12), b"")
    sealed = AESGCM(_derive(secret, slot)).encrypt(slot.nonce, plain, _aad(slot, bound_to))
    return replace(slot, sealed=sealed)


def open_slot(slot: Slot, secret: bytes, bound_to: tuple[str, ...]) -> bytes | None:
    """What the slot holds, or ``None`` if secret or ``bound_to`` do not fit. Raises ``World('memory')``."""
    try:
        return AESGCM(_derive(secret, slot)).decrypt(slot.nonce, slot.sealed, _aad(slot, bound_to))
    except InvalidTag:
        return None


def calibrate(target_seconds: float = 0.7) -> KdfCost:
    """The dearest cost this PC meets in about ``target_seconds``: 64 to 256 MiB, then more passes.

    Falls back to ``SMALL_COST`` where even 64 MiB cannot be had.
    """
    best = DEFAULT_COST
    try:
        seconds = _measure(best)
        while best.memory < _CEILING and 2 * seconds <= target_seconds:
            dearer = replace(best, memory=2 * best.memory)
            seconds = _measure(dearer)
            if seconds > target_seconds:
                return best
            best = dearer
    except World:
        return SMALL_COST if best is DEFAULT_COST else best
    passes = min(16, max(best.passes, int(best.passes * target_seconds / max(seconds, 1e-3))))
    return replace(best, passes=passes)


def _measure(cost: KdfCost) -> float:
    start = time.perf_counter()
    make_slot(b"", b"measure", cost, ())
    return time.perf_counter() - start


def _derive(secret: bytes, slot: Slot) -> bytes:
    cost = slot.cost
    kdf = Argon2id(salt=slot.salt, length=32, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory)
    try:
        return kdf.derive(secret)
    except MemoryError as error:
        raise World(
            "memory",
            _("Memori komputer tidak cukup untuk memeriksa kata sandi."),
            _("Tutup program lain lalu coba lagi."),
        ) from error


def _aad(slot: Slot, bound_to: tuple[str, ...]) -> bytes:
    parameters = {**slot.dump(), "sealed": "", "bound_to": list(bound_to)}
    return canonical.write(parameters)
