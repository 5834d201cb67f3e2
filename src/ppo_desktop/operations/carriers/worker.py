"""Carriers are read in a bounded process, one per batch.

It is handed the sealing key and the trusted roots, and hands back verified entries or a refusal.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from functools import partial

from ppo_desktop.core.text import N_
from ppo_desktop.operations.carriers.reading import Bringer, Reader, Reading, read_carrier
from ppo_desktop.operations.house.bounded import BoundedReader


class CarrierReader(BoundedReader[Reading]):
    """``read_carrier`` in a process of its own."""

    def __init__(self, reader: Reader) -> None:
        super().__init__(partial(read_carrier, reader=reader), N_("Minta kantor pengirim membuat berkas lagi."))

    def read_brought(self, sealed: bytes, bringer: Bringer) -> Reading:
        """As ``read``, of a carrier that another one brought along, sealed as it stands there."""
        return self.read(sealed, bringer=bringer)


@contextlib.contextmanager
def carrier_reader(reader: Reader) -> Iterator[CarrierReader]:
    """A reader for one batch of files."""
    worker = CarrierReader(reader)
    try:
        yield worker
    finally:
        worker.close()
