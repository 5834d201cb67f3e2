"""Reading ahead: while one file is judged and taken in, processes of their own are reading the next ones."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from ppo_desktop.core.errors import PpoError, Refused
from ppo_desktop.operations.carriers.reading import Bringer, Reader, Reading
from ppo_desktop.operations.carriers.worker import CarrierReader

T = TypeVar("T")

MOST_READERS = 3
WORTH_ANOTHER = 2_000_000
"""Bytes of files: with less, a second process takes longer to begin than the first to read them."""
MOST_WAITING = 16_000_000
"""Bytes of files that are read, or being read, before their turn; a larger one is read when it comes."""
Outcome = tuple[Reading | PpoError, bytes]
"""What came of a file, and its bytes; without these where it was refused."""


class Ask(Struct, Generic[T], frozen=True):
    """One carrier that is to be read."""

    what: T
    """Comes back with the outcome."""
    load: Callable[[], bytes]
    length: int
    """Bytes."""
    bringer: Bringer | None = None
    """Of one that stands sealed in another: that other one."""


class ReadAhead:
    """Some reading processes, begun when first needed, and for each a thread that waits for it."""

    def __init__(
        self,
        begin: Callable[[Reader], CarrierReader],
        current: Callable[[], Reader],
        length: int,
        *,
        wants_photos: bool,
    ) -> None:
        """Args: current: what we believe and can open now. length: bytes that are going to be read, about."""
        self._begin = begin
        self._current = current
        self._wants_photos = wants_photos
        self._readers = min(os.cpu_count() or 1, MOST_READERS) if length >= WORTH_ANOTHER else 1
        self._threads = ThreadPoolExecutor(self._readers, "reading")
        self._own = threading.local()
        self._begun: list[CarrierReader] = []

    def each(self, asked: Iterable[Ask[T]]) -> Iterator[tuple[T, Outcome]]:
        """The outcomes in the order of ``asked``, each judged by what is believed when its turn comes.

        Raises:
            World: a reading process cannot be started.
        """
        waiting: deque[tuple[Ask[T], Reader, Future[Outcome]]] = deque()
        for ask in asked:
            while waiting and (
                len(waiting) > self._readers or sum(one.length for one, *_rest in waiting) + ask.length > MOST_WAITING
            ):
                yield self._in_turn(*waiting.popleft())
            reader = self._current()
            waiting.append((ask, reader, self._threads.submit(self._read, ask, reader)))
        while waiting:
            yield self._in_turn(*waiting.popleft())

    def _in_turn(self, ask: Ask[T], reader: Reader, coming: Future[Outcome]) -> tuple[T, Outcome]:
        """Taking in a file in between may have brought roots, lists or keys: then it is read once more."""
        outcome, now = coming.result(), self._current()
        if not now.believes_and_opens_as(reader):
            outcome = self._threads.submit(self._read, ask, now).result()
        return ask.what, outcome

    def _read(self, ask: Ask[T], reader: Reader) -> Outcome:
        try:
            data = ask.load()
        except PpoError as error:
            return error, b""
        mine = self._reader(reader)
        try:
            return mine.read(data) if ask.bringer is None else mine.read_brought(data, ask.bringer), data
        except Refused as error:
            return error, b""

    def _reader(self, reader: Reader) -> CarrierReader:
        """This thread's reading process, begun anew where it believes something else."""
        known: Reader | None = getattr(self._own, "known", None)
        if known is None or not reader.believes_and_opens_as(known):
            if known is not None:
                self._own.process.close()
            self._own.known = reader
            self._own.process = self._begin(replace(reader, wants_photos=self._wants_photos))
            self._begun.append(self._own.process)
        process: CarrierReader = self._own.process
        return process

    def close(self) -> None:
        """Wait for what is being read, leave the rest, and end the processes."""
        self._threads.shutdown(cancel_futures=True)
        for process in self._begun:
            process.close()
