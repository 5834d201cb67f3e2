"""Who has reported this month, beside the files of the stick: each office with its state and what else there is."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from ppo_desktop.core.clock import today
from ppo_desktop.core.offices import Level
from ppo_desktop.core.period import Month, long_date
from ppo_desktop.core.text import _, number
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Action, Badge, Card, button, clear, column, label, row, rule
from ppo_desktop.gui.screens.board.words import look
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.paper import print_or_save
from ppo_desktop.operations.house import preferences
from ppo_desktop.operations.months.awaited import FromBelow
from ppo_desktop.operations.neighbours import board
from ppo_desktop.operations.papers import reminding


class Board(Card):
    """The offices below and their report of one month; another month by the arrows."""

    def __init__(self, page: Page) -> None:
        super().__init__(" ")
        self._page = page
        self._month = reported_month(page)
        self._seen: board.Board | None = None
        self._unfolded: set[str] = set()
        self._earlier = button("", lambda: self._step(-1), look="quiet", icon_name="chevron-left")
        self._later = button("", lambda: self._step(1), look="quiet", icon_name="chevron-right")
        self._earlier.setAccessibleName(_("Bulan sebelumnya"))
        self._later.setAccessibleName(_("Bulan berikutnya"))
        self.head.addWidget(self._earlier)
        self.head.addWidget(self._later)
        self.summary = label("", "soft")
        self.body.addWidget(self.summary)
        whole = button(_("Papan setahun"), self._open_year, look="link", icon_name="list-checks")
        self.body.addLayout(row(whole, None))
        inside = QWidget()
        self._list = QVBoxLayout(inside)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(theme().px(tokens.GAP))
        self.body.addWidget(inside)
        self.remind = Action(button(_("Surat pengingat"), self._print_letters, icon_name="printer"))
        self.body.addWidget(self.remind)
        self.body.addStretch(1)

    def show_month(self, month: Month) -> None:
        """Look at that month."""
        if month != self._month:
            self._month = month
            self.load()

    def load(self) -> None:
        """Read again how everybody stands."""
        office, month = self._page.session.office, self._month
        self.title.setText(month.label)
        self._page.work(lambda _job: board.board(office, month), self._show)

    def _step(self, by: int) -> None:
        months = self._month.year * 12 + self._month.number - 1 + by
        self.show_month(Month(months // 12, months % 12 + 1))

    def _show(self, seen: board.Board) -> None:
        if seen.month != self._month:
            return
        self._seen = seen
        due = _("Jatuh tempo {day}.").format(day=long_date(seen.due))
        self.summary.setText(f"{seen.words} {due}" if seen.lines else seen.words)
        clear(self._list)
        for place, line in enumerate(sorted(seen.lines, key=lambda line: (line.received_on is not None, line.name))):
            if place:
                self._list.addWidget(rule())
            self._list.addWidget(self._line(line))
            if line.office in self._unfolded:
                for village in sorted(line.villages, key=lambda line: (line.received_on is not None, line.name)):
                    self._list.addWidget(self._line(village, is_inner=True))
        count = len(seen.silent)
        words = _("Surat pengingat ({count})").format(count=number(count)) if count else _("Surat pengingat")
        self.remind.button.setText("\N{EN SPACE}" + words)
        self.remind.button.setAccessibleName(words)
        self.remind.refuse(seen.none_silent)

    def _line(self, line: FromBelow, *, is_inner: bool = False) -> QWidget:
        seen = look(line)
        badge = Badge(seen.word, seen.tone, seen.icon) if seen else None
        said = [words for words in (line.state_words if badge else "", line.villages_words) if words]
        shown = [words for words in (line.more_words if badge else "", line.villages_words) if words]
        name = button(
            line.name,
            partial(self._open, line),
            look="link",
            spoken=". ".join((f"{line.name}: {', '.join(said)}", *line.remarks)),
        )
        name.setToolTip(_("Buka di buku ekspedisi"))
        above: list[QWidget | None] = [name, None]
        if line.villages:
            is_open = line.office in self._unfolded
            unfold = button(
                "",
                partial(self._unfold, line.office),
                look="quiet",
                icon_name="chevron-up" if is_open else "chevron-down",
                spoken=(_("Tutup desa di {name}") if is_open else _("Tampilkan desa di {name}")).format(name=line.name),
            )
            above.append(unfold)
        made = QWidget()
        parts: list[QWidget | QLayout] = [row(*above)]
        parts += [row(badge, None)] if badge else []  # beside a long name it would cut it
        parts += [label(words, "soft") for words in shown]
        parts += [label(remark, "warning") for remark in line.remarks]
        inside = column(*parts, spacing=tokens.TIGHT)
        inside.setContentsMargins(theme().px(16) if is_inner else 0, 0, 0, 0)
        made.setLayout(inside)
        return made

    def _open(self, line: FromBelow) -> None:
        self._page.session.go("transfers", office=line.office, carrier=line.carrier)

    def _open_year(self) -> None:
        self._page.session.go("board", month=str(self._month))

    def _unfold(self, office: str) -> None:
        self._unfolded ^= {office}
        if self._seen:
            self._show(self._seen)

    def _print_letters(self) -> None:
        office, month, paper = self._page.session.office, self._month, preferences.load(self._page.session.paths).paper
        title = _("Surat pengingat {month}").format(month=month.label)
        print_or_save(self._page, title, title, lambda: reminding.letters(office, month, paper=paper))


def reported_month(page: Page) -> Month:
    """The month whose reports come in now: the one that has ended."""
    return Month.of(today(page.session.clock)).previous


def has_below(page: Page) -> bool:
    """Whether anybody reports to this office."""
    return page.session.office.identity.level is not Level.VILLAGE
