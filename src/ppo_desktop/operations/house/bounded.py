"""Strangers' files are read in a process of their own: one that hangs or exhausts it ends only that process.

The process has limits on memory (where the system offers them) and on time per file. It runs one function that takes
the bytes of a file and hands back plain values or a refusal.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar, cast

from msgspec import Struct

from ppo_desktop.core.errors import PpoError, Refused, World
from ppo_desktop.core.text import _

if TYPE_CHECKING:
    from multiprocessing.connection import Connection as Pipe
    from multiprocessing.process import BaseProcess

T = TypeVar("T")

MEMORY_BYTES = 3 << 30
"""Address space, not use: the libraries alone map several hundred MiB."""
SECONDS_PER_FILE = 60.0
START: Literal["spawn", "forkserver"] = "spawn"
"""How the process comes to be; ``spawn`` gives it nothing of ours, on every system."""
_TURN = 0.25


class _Read(Struct, frozen=True):
    """What came of a file that could be read; anything else that comes through the pipe is a refusal."""

    value: Any


class BoundedReader(Generic[T]):
    """The reading process; started when first used, started again after it had to be ended."""

    def __init__(self, read: Callable[..., T], advice: str, seconds: float = SECONDS_PER_FILE) -> None:
        """Args: read: a function of a module, or a ``partial`` of one. advice: what helps with an unreadable file."""
        self._read = read
        self._advice = advice
        self._seconds = seconds
        self._process: BaseProcess | None = None
        self._pipe: Pipe[object, object] | None = None

    def read(self, data: bytes, tick: Callable[[], object] = lambda: None, **more: object) -> T:
        """As the function; a file that crashes or exhausts the process is ``Refused('unreadable')``.

        One that takes longer than there is time is ``Refused('too-slow')``: of that the PC may be the cause.

        Args:
            tick: called while one waits; what it raises ends the process.
            more: for the function, beside the bytes.

        Raises:
            World: the process cannot be started.
        """
        pipe = self._started()
        answer, is_late = cast(object, None), False
        with contextlib.suppress(EOFError, OSError):
            pipe.send((data, more))
            if is_late := not self._comes(pipe, tick):
                raise EOFError
            answer = pipe.recv()
        if isinstance(answer, _Read):
            value: T = answer.value
            return value
        if isinstance(answer, tuple):
            raise Refused(*answer)
        self.close()
        raise Refused(*(_too_slow(self._seconds) if is_late else _unreadable(self._advice)))

    def _comes(self, pipe: Pipe[object, object], tick: Callable[[], object]) -> bool:
        """Whether an answer comes in time."""
        for _turn in range(round(self._seconds / _TURN)):
            if pipe.poll(_TURN):
                return True
            try:
                tick()
            except BaseException:
                self.close()
                raise
        return False

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None

    def _started(self) -> Pipe[object, object]:
        if self._pipe is None:
            with contextlib.ExitStack() as opened:
                try:
                    ours, process = self._start(opened)
                except OSError as error:
                    raise World(
                        "no-reader",
                        _("Pemeriksa berkas tidak dapat dijalankan di komputer ini."),
                        _("Tutup program lain, atau mulai ulang komputer, lalu coba lagi."),
                    ) from error
                opened.pop_all()
            self._pipe, self._process = ours, process
        return self._pipe

    def _start(self, opened: contextlib.ExitStack) -> tuple[Pipe[object, object], BaseProcess]:
        """Our end of a pipe, and the process at the other end; ``opened`` closes what a failure leaves behind."""
        from multiprocessing import get_context  # not needed to open an office

        context = get_context(START)
        ours, theirs = context.Pipe()
        opened.enter_context(ours)
        with theirs:
            process = context.Process(  # type: ignore[attr-defined]  # both kinds of START have it
                target=_serve, args=(theirs, self._read, self._advice), daemon=True
            )
            process.start()
        return ours, process


def _serve(pipe: Pipe[object, object], read: Callable[[bytes], object], advice: str) -> None:
    _limit_memory()
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            data, more = cast(tuple[bytes, dict[str, object]], pipe.recv())
            pipe.send(_answer(data, partial(read, **more), advice))


def _answer(data: bytes, read: Callable[[bytes], object], advice: str) -> object:
    try:
        return _Read(read(data))
    except PpoError as error:
        return error.code, error.message, error.advice
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001 - whatever a hostile file provokes; a library in Rust panics past Exception
        return _unreadable(advice)


def _unreadable(advice: str) -> tuple[str, str, str]:
    return "unreadable", _("Berkas ini tidak dapat dibaca dengan aman."), _(advice)


def _too_slow(seconds: float) -> tuple[str, str, str]:
    return (
        "too-slow",
        _("Berkas ini belum selesai dibaca dalam {count} detik.").format(count=round(seconds)),
        _("Tutup program lain, lalu coba lagi. Bila tetap begitu, minta berkas itu dibuat lagi."),
    )


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
