"""Identifiers made on the device: UUIDv7 for records (RFC 9562), short random names for devices."""

from __future__ import annotations

import os
import re
import uuid

from ppo_desktop.core.clock import Clock

RECORD_ID = re.compile(r"[0-9a-f]{32}")
DEVICE_ID = re.compile(r"[0-9a-f]{12}")


def new_record_id(clock: Clock) -> str:
    """A UUIDv7 as 32 hexadecimal digits: unique without asking anyone, and new ones sort last on a sane clock."""
    millis = max(0, int(clock.now().timestamp() * 1000)) & (2**48 - 1)
    random = int.from_bytes(os.urandom(10), "big")
    value = (millis << 80) | (7 << 76) | ((random >> 62 & 0xFFF) << 64) | (2 << 62) | (random & (2**62 - 1))
    return uuid.UUID(int=value).hex


def new_device_id() -> str:
    """A device identity: 12 random hexadecimal digits, unique within its office."""
    return os.urandom(6).hex()
