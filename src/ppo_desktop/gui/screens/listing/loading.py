"""Reading what a list shows: its keys at once where that is surely quick, else in the background; counts after them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from ppo_desktop.gui.screens.listing.model import Key
from ppo_desktop.gui.screens.listing.narrowing import Wanted
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.work import Job
from ppo_desktop.operations.books import browsing
from ppo_desktop.operations.books.browsing import Owner
from ppo_desktop.records.kind import RecordKind

FIRST = 1000
"""So many keys are read at once in the window's thread; a longer list comes from the background."""
_AFTER_PAINT = 40
"""Milliseconds that the background waits where something is shown already: reading would hold up the first paint."""
_AFTER_TYPING = 300
"""Milliseconds without a key before what was found is counted: on a long list the next key would wait for that."""


class Loader(QObject):
    """Reads for one page; what is asked later replaces what was asked before."""

    def __init__(
        self,
        page: Page,
        kind: RecordKind,
        arrived: Callable[[Wanted, list[Key], bool], object],
        counted: Callable[[dict[str, int], list[Owner]], object],
    ) -> None:
        """Args: arrived: gets the keys, and whether these are all; counted: chips → counts, and which offices."""
        super().__init__(page)
        self._page, self._kind = page, kind
        self._arrived, self._counted = arrived, counted
        self._asked: Wanted | None = None
        self._job: Job | None = None
        self._counted_for: tuple[str, str] | None = None
        self._is_whole = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_AFTER_PAINT)
        self._rest.timeout.connect(self._read_rest)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_AFTER_TYPING)
        self._pause.timeout.connect(self._count)
        self.total: int | None = None
        """How many records there are when nothing narrows the list, as far as known."""

    def load(self, wanted: Wanted, *, is_first: bool) -> None:
        """Args: is_first: nothing is shown yet, so that a beginning is better than waiting for all."""
        self._asked = wanted
        self._rest.stop()
        self._pause.stop()
        if self._job:
            self._job.cancel()
        self._is_whole = self.total is not None and self.total <= FIRST
        if is_first and not wanted.narrows and not wanted.by:
            keys = self._keys(wanted, FIRST)
            self._is_whole = len(keys) < FIRST
            self._finish(wanted, keys, is_all=self._is_whole)
            self._rest.start()
            return
        if self._is_whole:
            self._finish(wanted, self._keys(wanted), is_all=True)
        self._read_rest()

    def _read_rest(self) -> None:
        """All keys where only some are shown, and the counts."""
        wanted = self._asked
        assert wanted is not None
        if not self._is_whole:
            self._job = self._page.work(
                lambda _job: self._keys(wanted), lambda keys: self._finish(wanted, keys, is_all=True)
            )
        if wanted.typed:
            self._pause.start()
        else:
            self._count()

    def note_change(self, records: int) -> None:
        """So many records were saved: counts are to be made again."""
        self._counted_for = None
        if self.total is not None:
            self.total += records  # at most; counting will tell

    def _keys(self, wanted: Wanted, limit: int | None = None) -> list[Key]:
        return browsing.ids(
            self._page.session.office,
            self._kind,
            [wanted.filter] if wanted.filter else [],
            owner=wanted.owner,
            typed=wanted.typed,
            by=wanted.by,
            descending=wanted.descending,
            limit=limit,
        )

    def _finish(self, wanted: Wanted, keys: list[Key], *, is_all: bool) -> None:
        if wanted is not self._asked:
            return
        if is_all and not wanted.narrows:
            self.total = len(keys)
        self._arrived(wanted, keys, is_all)

    def _count(self) -> None:
        wanted = self._asked
        assert wanted is not None
        asked = (wanted.owner, wanted.typed)
        if asked == self._counted_for:
            return
        self._counted_for = asked
        office, kind = self._page.session.office, self._kind

        def count(_job: Job) -> tuple[dict[str, int], list[Owner]]:
            if self._counted_for != asked:
                return {}, []
            counts = browsing.count_each(office, kind, owner=wanted.owner, typed=wanted.typed)
            return counts, browsing.owners(office, kind)

        def finish(found: tuple[dict[str, int], list[Owner]]) -> None:
            counts, owners = found
            if self._counted_for == asked:
                self.total = sum(owner.count for owner in owners)
                self._counted(counts, owners)

        self._page.work(count, finish)
