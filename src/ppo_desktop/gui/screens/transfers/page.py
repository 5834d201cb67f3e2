"""The page: lines of the transfer journal, narrowed by chips, with their details; on paper the expedition book."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.clock import today
from ppo_desktop.core.offices import name_of
from ppo_desktop.core.period import Month
from ppo_desktop.core.text import N_, _
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.layouts import Flow
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.typeahead import Option, TypeAhead
from ppo_desktop.gui.design.widgets import Empty, ListCard, button, clear, column
from ppo_desktop.gui.screens.listing.dated import DatedList, DatedModel, Look
from ppo_desktop.gui.screens.transfers.detail import Detail
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.paper import print_or_save
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.gui.shell.work import Job
from ppo_desktop.operations.carriers.transfers import Direction
from ppo_desktop.operations.house import preferences
from ppo_desktop.operations.papers import expedition
from ppo_desktop.operations.papers.expedition import PAGE, Narrowing, Transfer

_PANE = 340
_LOWEST, _LOWEST_BELOW = 240, 380
"""Heights of the list and of the details, beside it and below it; in a lower window the page scrolls."""
_UNLIMITED = 16777215
"""Qt's largest size."""
_DIRECTIONS = (("", N_("Semua")), ("in", N_("Masuk")), ("out", N_("Keluar")), ("refused", N_("Belum dapat diterima")))


def look_of(line: Transfer) -> Look:
    """How a line is shown."""
    icon, tone = ("inbox", "ok") if line.direction == "in" else ("send", "info")
    if not line.is_done:
        icon, tone = "circle-alert", "warn"
    parts = (
        line.office_name,
        line.why or line.state_words,
        line.carried_by and _("dibawa {name}").format(name=line.carried_by),
    )
    return Look(line.title, " · ".join(part for part in parts if part), icon, tone)


class TransfersPage(Page):
    """Arguments: ``office`` (code), ``month`` (``2026-11``) or ``carrier`` (its id), to begin with."""

    help: ClassVar[tuple[str, ...]] = (
        N_("Setiap berkas yang masuk dan keluar lewat flashdisk tercatat di sini dengan sendirinya."),
        N_("Berkas yang belum dapat diterima pun tercatat, dengan sebabnya dan apa yang dapat dilakukan."),
        N_("Saring dengan tombol di atas daftar, menurut kantor, atau menurut bulan berkas itu dibawa."),
        N_("Panah atas dan bawah memilih baris; rinciannya tampil di sebelahnya."),
        N_("Nama pembawa boleh ditulis pada rincian; program mengingatnya untuk kantor itu."),
        N_("P mencetak baris yang sedang tampil sebagai buku ekspedisi, dengan kolom paraf."),
    )

    def __init__(self, session: Session) -> None:
        purpose = _("Berkas apa yang masuk dan keluar, kapan, dibawa siapa.")
        super().__init__(session, _("Buku ekspedisi"), purpose)
        self._direction: Direction | str = ""
        self._carrier = ""
        self._loading: Job | None = None
        self.lines: DatedModel[Transfer] = DatedModel(today(session.clock), look_of)
        self.list: DatedList[Transfer] = DatedList(self.lines, _("Buku ekspedisi"))
        self.office = TypeAhead(self._offices)
        self.month = TypeAhead(self._months)
        self.chips: dict[str, QPushButton] = {}
        self.print_button = button(_("Cetak"), self.print_book, icon_name="printer")
        self.beside_title.addWidget(self.print_button)
        self.detail = Detail(self)
        self._build()
        self._show_later = QTimer(self)
        self._show_later.setSingleShot(True)
        self._show_later.setInterval(80)
        self._show_later.timeout.connect(self._show_chosen)
        self.lines.wants_more.connect(self._more)
        self.list.moved.connect(self._show_later.start)
        self.list.opened.connect(self.detail.focus)
        self.detail.named.connect(self._reload)
        shortcut = QShortcut(QKeySequence("P"), self.list, self.print_book)
        shortcut.setContext(shortcut.context().WidgetShortcut)

    # ------------------------------------------------------------------------------- the parts

    def _build(self) -> None:
        card = ListCard()
        for field, placeholder, name in (
            (self.office, _("Semua kantor"), _("Hanya kantor ini")),
            (self.month, _("Semua bulan"), _("Hanya bulan ini")),
        ):
            field.setPlaceholderText(placeholder)
            field.setAccessibleName(name)
            field.setClearButtonEnabled(True)
            field.setFixedWidth(theme().px(160))
            field.chosen.connect(lambda _value: self._load())
            field.textChanged.connect(partial(self._typed, field))
        for name, title in _DIRECTIONS:
            chip = button(_(title), partial(self._choose_direction, name), look="chip")
            chip.setCheckable(True)
            chip.setChecked(not name)
            self.chips[name] = chip
        narrowing = QWidget()
        narrowing.setLayout(Flow((*self.chips.values(), self.office, self.month), spacing=6))
        head = QWidget()
        head.setLayout(column(narrowing, margins=12))
        card.body.addWidget(head)
        self._views = QStackedWidget()
        self._views.addWidget(self.list)
        self._nothing = QWidget()
        self._nothing.setLayout(QVBoxLayout())
        self._views.addWidget(self._nothing)
        card.body.addWidget(self._views, 1)
        self._beside = QHBoxLayout()
        self._beside.setSpacing(theme().px(12))
        self._beside.addWidget(card, 1)
        self._beside.addWidget(self.detail)
        self.body.addLayout(self._beside, 1)

    def _offices(self) -> list[Option]:
        return [Option(code, name_of(code)) for code in expedition.offices(self.session.office)]

    def _months(self) -> list[Option]:
        return [Option(month, Month.parse(month).label) for month in expedition.months(self.session.office)]

    def _typed(self, field: TypeAhead, text: str) -> None:
        if not text and field.value:
            field.set_value("")
            self._load()

    def _choose_direction(self, name: str) -> None:
        self._direction = name
        for known, chip in self.chips.items():
            chip.setChecked(known == name)
        self._load()

    def show_all(self) -> None:
        """Every file."""
        self._narrow()
        self._choose_direction("")
        self.list.setFocus()

    def _narrow(self, office: str = "", month: str = "") -> None:
        for field, value in ((self.office, office), (self.month, month)):
            field.blockSignals(True)
            field.set_value(value)
            field.blockSignals(False)

    @property
    def wanted(self) -> Narrowing:
        """Which lines are to be shown."""
        return Narrowing(self._direction, self.office.value, self.month.value)  # type: ignore[arg-type]  # a name of _DIRECTIONS

    # ------------------------------------------------------------------------------- what the window calls

    def enter(self, **arguments: object) -> None:
        """Show the newest lines, those of the office or month asked for, or the line of one carrier."""
        self.clear_banner()
        for field, options in ((self.office, self._offices), (self.month, self._months)):
            field.set_options(options)  # there may be more by now
        self._carrier = str(arguments.get("carrier") or "")
        if arguments:
            self._narrow(str(arguments.get("office") or ""), str(arguments.get("month") or ""))
            self._choose_direction("")
        else:
            self._load()

    def leave(self) -> None:
        self._show_later.stop()

    def refresh(self, _changes: Changes) -> None:
        """Something came in."""
        self._load()

    def first_focus(self) -> QWidget | None:
        return self.list

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The details stand beside the list in a wide window, below it in a narrow one."""
        super().resizeEvent(event)
        is_wide = self.window().width() >= theme().px(tokens.FOLD_BELOW) and self.width() >= theme().px(820)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._beside.setDirection(across if is_wide else down)
        self.detail.setMinimumWidth(theme().px(_PANE) if is_wide else 0)
        self.detail.setMaximumWidth(theme().px(_PANE) if is_wide else _UNLIMITED)
        self._views.setMinimumHeight(theme().px(_LOWEST))
        self.detail.setMinimumHeight(theme().px(_LOWEST if is_wide else _LOWEST_BELOW))

    # ------------------------------------------------------------------------------- reading

    def _load(self) -> None:
        if self._loading:
            self._loading.cancel()
        office, wanted = self.session.office, self.wanted
        self._loading = self.work(lambda _job: expedition.page(office, wanted), partial(self._arrived, wanted))

    def _arrived(self, wanted: Narrowing, lines: list[Transfer]) -> None:
        if wanted != self.wanted:
            return
        self.lines.start(lines, is_whole=len(lines) < PAGE)
        self.print_button.setEnabled(bool(lines))
        self.print_button.setToolTip("" if lines else _("Belum ada baris untuk dicetak."))
        if lines:
            self._views.setCurrentWidget(self.list)
            self.list.choose(self._place_of_carrier())
        else:
            self._show_nothing(narrows=wanted != Narrowing())
        self._show_later.start()

    def _place_of_carrier(self) -> int:
        for place, line in enumerate(self.lines.entries):
            if self._carrier and isinstance(line, Transfer) and line.carrier == self._carrier:
                return place
        return 0

    def _more(self) -> None:
        last = self.lines.last
        if last is None or (self._loading and not self._loading.is_over):
            return
        office, wanted = self.session.office, self.wanted

        def arrived(lines: list[Transfer]) -> None:
            if self.lines.last is last:
                self.lines.add(lines, is_whole=len(lines) < PAGE)

        self._loading = self.work(lambda _job: expedition.page(office, wanted, last.number), arrived)

    def _reload(self, line: Transfer) -> None:
        """A line has changed: show it in its place."""
        self._carrier = line.carrier
        self._load()

    def _show_nothing(self, *, narrows: bool) -> None:
        layout = self._nothing.layout()
        assert layout is not None
        clear(layout)
        if narrows:
            made = button(_("Tampilkan semua"), self.show_all)
            layout.addWidget(Empty("list-filter", _("Tidak ada berkas yang cocok dengan saringan ini."), made))
        else:
            words = _("Belum ada berkas yang masuk atau keluar. Yang pertama akan tercatat di sini.")
            layout.addWidget(Empty("inbox", words))
        self._views.setCurrentWidget(self._nothing)

    def _show_chosen(self) -> None:
        is_any = self._views.currentWidget() is self.list
        self.detail.tell(self.list.chosen if is_any else None, is_any=is_any)

    # ------------------------------------------------------------------------------- paper

    def print_book(self) -> None:
        """Onto a printer, or as a PDF where this PC has none."""
        if not self.print_button.isEnabled():
            return
        office, wanted, paper = self.session.office, self.wanted, preferences.load(self.session.paths).paper
        name = " ".join(part for part in (_("Buku ekspedisi"), wanted.words) if part)
        print_or_save(self, _("Buku ekspedisi"), name, lambda: expedition.book(office, wanted, paper))
