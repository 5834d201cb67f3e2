"""On form and sheet of a record: what other books put forward for it, and the records that follow from its lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from shiboken6 import isValid

from ppo_desktop.core.text import _, number
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.widgets import Badge, Card, button, column, label, row
from ppo_desktop.gui.forms.offers import Offer
from ppo_desktop.gui.forms.taking_back import taker_back, taker_back_all
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.screens import LIST_OF
from ppo_desktop.gui.shell.work import Job
from ppo_desktop.operations.books.recording import Saved
from ppo_desktop.operations.papers import onward
from ppo_desktop.operations.papers.onward import Following, Made, Proposed
from ppo_desktop.operations.papers.sheets import Sheet
from ppo_desktop.records.field import Values
from ppo_desktop.records.kind import Yield
from ppo_desktop.records.registry import kind as kind_named

if TYPE_CHECKING:
    from ppo_desktop.gui.forms.form import RecordForm

T = TypeVar("T")
FIRST_SHOWN = 6
"""Lines shown of what is put forward; the button takes over all of them."""


def offer_what_waits(page: Page, form: RecordForm, values: Values) -> None:
    """Offer in a form, at the fields they are for, the lines that other books put forward."""
    kind, office = form.kind, page.session.office
    if not kind.proposals:
        return

    def done(lines: list[Proposed]) -> None:
        if not isValid(form):
            return
        for field, text in onward.taken_over(kind, values, lines).items():
            books = Counter(line.book for line in lines if line.field == field)
            told = [_("{count} {book}").format(count=number(n), book=book.lower()) for book, n in books.items()]
            sentence = _("Menunggu dibahas: {what}.").format(what=", ".join(told))
            form.offer(field, Offer(sentence, _("Masukkan"), {field: text}))

    page.work(lambda _job: onward.proposed(office, kind, values), done, lambda _error: None)


class Onward:
    """Cards above a sheet of ours that say what goes on from it; M takes lines over, T makes records.

    Their buttons are not green: the one of the sheet, which has the keyboard, is.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self._job: Job | None = None
        """What M or T began last."""

    def cards(self, sheet: Sheet) -> Iterator[Card]:
        """What there is to do next; none for records that cannot be changed here."""
        if not sheet.is_ours or sheet.is_deleted:
            return
        office = self._page.session.office
        if sheet.kind.proposals:
            yield self._waiting(sheet)
        for one, following in onward.following(office, sheet.kind, sheet.record) if sheet.kind.yields else ():
            if any(not line.record for line in following):
                yield self._following(sheet, one, following)

    # ------------------------------------------------------------------------------- what is put forward

    def _waiting(self, sheet: Sheet) -> Card:
        """A card that comes into sight once many books were read and something waits."""
        card, office = Card(_("Menunggu dibahas")), self._page.session.office
        card.hide()

        def done(lines: list[Proposed]) -> None:
            if lines and isValid(card):
                self._show_waiting(sheet, card, lines)

        self._page.work(lambda _job: onward.proposed(office, sheet.kind, sheet.values), done, lambda _error: None)
        return card

    def _show_waiting(self, sheet: Sheet, card: Card, lines: Sequence[Proposed]) -> None:
        card.head.addWidget(Badge(_("{count} hal").format(count=number(len(lines))), "warn"))
        for line in lines[:FIRST_SHOWN]:
            opened = partial(self._open, line)
            spoken = _("Buka {title}").format(title=line.line)
            shown = row(label(line.line), button(_("Buka"), opened, look="link", spoken=spoken), spacing=tokens.GAP)
            shown.setStretch(0, 1)
            card.body.addLayout(shown)
        if len(lines) > FIRST_SHOWN:
            more = _("… dan {count} lagi").format(count=number(len(lines) - FIRST_SHOWN))
            card.body.addWidget(label(more, "muted"))
        names = {line.field: _(sheet.kind.field(line.field).label) for line in lines}
        words = _("Masukkan ke {field}").format(field=", ".join(names.values()))
        take = button(words, partial(self._take_over, sheet), icon_name="list-checks", keys="M")
        card.body.addLayout(row(take, None))
        card.show()

    def _open(self, line: Proposed) -> None:
        if line.screen:
            self._page.session.go(line.screen)
            return
        self._page.session.go("record", kind=line.kind, owner=line.owner, record=line.record, listed=LIST_OF[line.kind])

    def _take_over(self, sheet: Sheet) -> None:
        session = self._page.session

        def done(saved: Saved) -> None:
            session.announce(saved.changes)
            if saved.change:
                session.tell(_("Sudah dimasukkan."), taker_back(session, saved.change))

        self._begin(lambda: onward.take_over(session.office, sheet.kind, sheet.record), done)

    def _begin(self, step: Callable[[], T], done: Callable[[T], object]) -> None:
        """Take a step, unless one is being taken: a key pressed twice means one."""
        if self._job is None or self._job.is_told:
            self._job = self._page.work(lambda _job: step(), done)

    # ------------------------------------------------------------------------------- what follows

    def _following(self, sheet: Sheet, wanted: Yield, lines: Sequence[Following]) -> Card:
        card = Card(_(wanted.title))
        if any(line.lacks for line in lines):
            at = {"kind": sheet.kind.name, "record": sheet.record, "listed": LIST_OF[sheet.kind.name]}
            mend = partial(self._page.session.go, "form", **at, at=wanted.field)
            card.head.addWidget(button(_("Lengkapi"), mend, look="quiet", icon_name="pencil"))
        ready = sum(1 for line in lines if line.is_ready)
        kind = kind_named(wanted.kind)
        for line in lines:
            told = label(kind.detail_of(line.values), "soft")
            if line.record:
                badge = Badge(_("Sudah dibuat"), "ok")
            elif line.lacks:
                badge, told = Badge(_("Belum lengkap"), "neutral"), label(" ".join(line.lacks), "soft")
            else:
                badge = Badge(_("Siap dibuat"), "info")
            shown = row(column(label(line.words, "strong"), told, spacing=1), badge, spacing=tokens.GAP)
            shown.setStretch(0, 1)
            card.body.addLayout(shown)
        if ready:
            words = _(wanted.button).format(count=number(ready))
            make = button(words, partial(self._make_all, sheet, wanted), icon_name=kind.icon, keys="T")
            card.body.addLayout(row(make, None))
        return card

    def _make_all(self, sheet: Sheet, wanted: Yield) -> None:
        session = self._page.session

        def done(made: Made) -> None:
            session.announce(made.changes)
            if made.count:
                session.tell(_(wanted.done).format(count=number(made.count)), taker_back_all(session, made.undo))

        self._begin(lambda: onward.make(session.office, sheet.kind, sheet.record, wanted.field), done)
