"""A form is pointed: the cursor on a cell, a figure chosen by typing, a whole column at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QBoxLayout, QPushButton, QVBoxLayout, QWidget

from ppo_desktop.core.clock import today
from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.period import Month
from ppo_desktop.core.text import N_, _, number
from ppo_desktop.gui.design.fields import line
from ppo_desktop.gui.design.layouts import Flow
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Action, Banner, Card, button, clear, label, row
from ppo_desktop.gui.screens.filling.model import Filled
from ppo_desktop.gui.screens.filling.panel import Panel, shown
from ppo_desktop.gui.screens.filling.sheet import SheetTable
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.gui.shell.work import Job
from ppo_desktop.operations.tables import filling
from ppo_desktop.operations.tables.figure_values import FigureValues
from ppo_desktop.operations.tables.filling import LONGEST_NAME, NO_DATA, KeptForm, Missing, Picked
from ppo_desktop.operations.tables.pointing import Pointing
from ppo_desktop.reports.foreign_form import Carried, FormSheet, Place, Pointed, place_of

_PANEL, _NAME = 300, 220
SIDE_BY_SIDE = 700
"""Width of the page from which the form and what its cells get stand beside each other."""
_LOWEST = 300
_NAMED = 5
"""Offices or cells that are named in a sentence."""


class PointPage(Page):
    """Arguments: ``file`` (path of a new form or version), ``name`` (of a kept form), ``month`` of the values shown."""

    help: ClassVar[tuple[str, ...]] = (
        N_("Panah memindah sel; Enter atau huruf pertama mencari angkanya, Enter lagi memilihnya."),
        N_("Ctrl+U memakai usulan yang cocok dengan kata di kiri dan di atas sel."),
        N_("Ctrl+D mengisi satu kolom untuk semua desa: nama desanya dibaca dari baris formulir."),
        N_("Del mengosongkan sel. Sel berwarna menampilkan nilai bulan yang lalu, sebagai contoh."),
        N_("Sel berumus (ƒ) dihitung formulir sendiri, dan tidak diganti kecuali diminta."),
        N_("Kata sebelum titik dua tetap: “Bulan : ……” menjadi “Bulan : November 2026”."),
        N_("Ctrl+PgUp dan Ctrl+PgDn berpindah lembar. Ctrl+S menyimpan."),
        N_("Yang disimpan adalah formulir kosong dan arah selnya, di dalam data kantor, ikut cadangan."),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Arahkan sel formulir"), _("Pilih sel, lalu angka yang diisikan setiap bulan."))
        self.picked: Picked | None = None
        self.kept: KeptForm | None = None
        self.pointing: Pointing | None = None
        self._values: FigureValues | None = None
        self._sheet: FormSheet | None = None
        self._missing: Missing = "empty"
        self._is_changed = False
        """Whether something was pointed since it was kept."""
        self.name = line(longest=LONGEST_NAME)
        self.name.textChanged.connect(lambda _text: self._offer_save())
        self.table, self.panel = SheetTable(), Panel()
        self.table.setMinimumHeight(theme().px(_LOWEST))
        self.save = Action(button(_("Simpan formulir"), self.keep, look="primary", icon_name="save", keys="Ctrl+S"))
        self._chips: dict[str, QPushButton] = {}
        self._missing_chips: dict[Missing, QPushButton] = {}
        self._busy = QVBoxLayout()
        self._build()
        self.table.moved.connect(self._moved)
        self.table.opened.connect(self.panel.ask)
        self.table.cleared.connect(self.panel.clear_cell)
        self.panel.changed.connect(self._change)
        self.panel.done.connect(self.table.setFocus)
        self.panel.wants_down.connect(self.fill_down)
        self.panel.refused.connect(session.tell)
        for keys, deed in (
            ("Ctrl+D", self.fill_down),
            ("Ctrl+U", self.panel.take_proposal),
            ("Ctrl+PgUp", partial(self._next_sheet, -1)),
            ("Ctrl+PgDown", partial(self._next_sheet, 1)),
        ):
            QShortcut(QKeySequence(keys), self, deed)

    def _build(self) -> None:
        self._sheets = Flow(spacing=6)
        self._room = QWidget()
        inside = QVBoxLayout(self._room)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme().px(10))
        self.name.setAccessibleName(_("Nama formulir"))
        self.name.setMinimumWidth(theme().px(_NAME))
        named = QWidget()
        named.setLayout(row(label(_("Nama formulir"), "strong", wraps=False), self.name))
        chips = QWidget()
        chips.setLayout(self._sheets)
        inside.addLayout(Flow((named, chips, self._missing_choice()), spacing=12))
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setSpacing(theme().px(12))
        card = Card(margins=2)
        card.body.addWidget(self.table)
        self._beside.addWidget(card, 1)
        self._beside.addWidget(self.panel)
        inside.addLayout(self._beside, 1)
        self.body.addLayout(self._busy)
        self.body.addWidget(self._room, 1)
        self.body.addStretch(0)  # while there is no form
        self._room.hide()
        self.footer.addStretch(1)
        self.footer.addWidget(self.save)

    def _missing_choice(self) -> QWidget:
        """What becomes of cells of which nobody told."""
        choices: tuple[tuple[Missing, str], ...] = (
            ("empty", _("biarkan kosong")),
            ("words", _("tulis “{words}”").format(words=_(NO_DATA))),
        )
        for missing, words in choices:
            chip = button(words, partial(self._choose_missing, missing), look="chip")
            chip.setAccessibleName(_("Sel yang tidak ada datanya: {choice}").format(choice=words))
            chip.setCheckable(True)
            self._missing_chips[missing] = chip
        choice = QWidget()
        choice.setLayout(row(label(_("Tanpa data:"), "soft", wraps=False), *self._missing_chips.values(), spacing=6))
        return choice

    # ------------------------------------------------------------------------------- the frame asks

    def enter(self, **arguments: object) -> None:
        """Read the form."""
        name, file = str(arguments.get("name") or ""), arguments.get("file")
        path = Path(str(file)) if file else None
        last = Month.of(today(self.session.clock)).previous
        office, month = self.session.office, Month.parse(str(arguments.get("month") or last))

        def read(job: Job) -> tuple[KeptForm | None, Picked, FigureValues]:
            picked = (
                filling.read(path, partial(job.progress, 0))
                if path
                else filling.opened(office, name, partial(job.progress, 0))[1]
            )
            kept = filling.form_named(office, name) if name else filling.known_as(office, picked)
            values = FigureValues(office, month, job.progress)
            values.sum_up()
            return kept, picked, values

        job = self.work(read, lambda found: self._show(*found, is_new_file=bool(path and name)), self._not_read)
        self.watch(job, self._busy, _("Membaca formulir"), _("Menghentikan; tidak ada yang diubah."))

    def leave(self) -> None:
        """What was pointed is kept, saved or not: it took somebody an hour."""
        if self._is_changed and self.pointing and not self.save.why_not:
            tell = self.session.tell
            self.session.work.start(
                self._keeping(), owner=self.session, done=lambda kept: tell(_kept_words(kept)), lasting=True
            )
            self._is_changed = False

    def first_focus(self) -> QWidget | None:
        return self.table if self.picked else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc in the figures goes back to the form, in the form to the list of forms."""
        focused = QApplication.focusWidget()
        if event.key() == Qt.Key.Key_Escape and focused is not None and self.panel.isAncestorOf(focused):
            self.put_keyboard(self.table)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside each other where there is room."""
        super().resizeEvent(event)
        is_wide = self.width() >= theme().px(SIDE_BY_SIDE)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._beside.setDirection(across if is_wide else down)
        self.panel.setMinimumWidth(theme().px(_PANEL) if is_wide else 0)
        self.panel.setMaximumWidth(theme().px(_PANEL) if is_wide else 16777215)

    def _not_read(self, error: PpoError) -> None:
        other = button(_("Pilih formulir lain"), self.session.back, icon_name="folder-open")
        self.show_banner(Banner("bad", error.message, error.advice, [other]))
        self.put_keyboard(other)

    # ------------------------------------------------------------------------------- the form

    def _show(self, kept: KeptForm | None, picked: Picked, values: FigureValues, *, is_new_file: bool) -> None:
        self.kept, self.picked, self._values = kept, picked, values
        cells = kept.cells if kept else ()
        carried = filling.new_version(kept, picked) if kept and is_new_file else None
        self.pointing = Pointing(self.session.office, picked.form, carried.cells if carried else cells)
        self._missing = kept.missing if kept else "empty"
        self.name.setText(kept.name if kept else Path(picked.name).stem[:LONGEST_NAME])
        clear(self._sheets)
        self._chips = {}
        for sheet in picked.form.shown:
            chip = button(sheet.name, partial(self.show_sheet, sheet), look="chip", spoken=_("Lembar ") + sheet.name)
            chip.setCheckable(True)
            self._sheets.addWidget(chip)
            self._chips[sheet.name] = chip
        for chip in self._chips.values():
            chip.setVisible(len(self._chips) > 1)
        self.panel.begin(self.pointing, values)
        self._room.show()
        self.show_footer()
        self._choose_missing(self._missing)
        used = [one.sheet for one in self.pointing.ordered]
        first = next((sheet for sheet in picked.form.shown if sheet.name in used), picked.form.shown[0])
        self.show_sheet(first)
        if carried:
            self._tell_carried(carried)
            self._is_changed = True
        elif picked.form.remarks:
            self.show_banner(Banner("warn", _("Yang perlu diketahui"), " ".join(picked.form.remarks), closes=True))
        self._offer_save()
        self.put_keyboard(self.table)

    def show_sheet(self, sheet: FormSheet) -> None:
        """Another sheet of the form."""
        self._sheet = sheet
        for name, chip in self._chips.items():
            chip.setChecked(name == sheet.name)
        self.table.show_sheet(sheet)
        self._draw()
        self.table.choose(self._first_place(sheet))
        self.put_keyboard(self.table)

    def _first_place(self, sheet: FormSheet) -> Place:
        """The first cell that is pointed, else the first of all."""
        assert self.pointing is not None, "shown"
        pointed = [place for one in self.pointing.ordered if one.sheet == sheet.name and (place := place_of(one.cell))]
        return min(pointed, default=(0, 0))

    def _next_sheet(self, step: int) -> None:
        if self.picked and self._sheet:
            sheets = self.picked.form.shown
            self.show_sheet(sheets[(sheets.index(self._sheet) + step) % len(sheets)])

    def _moved(self) -> None:
        place = self.table.place
        if self._sheet and place is not None:
            self.panel.tell(self._sheet, place)
            head = self.table.horizontalHeader().height()
            self.into_sight(self.table, self.table.visualRect(self.table.currentIndex()).translated(0, head))

    def _change(self) -> None:
        self._is_changed = True
        self._draw()

    def _draw(self) -> None:
        """What is pointed, into the grid."""
        if self.table.rows is None or self._sheet is None or self.pointing is None or self._values is None:
            return
        pointed = {place: one for one in self.pointing.cells.values() if (place := self._place_here(one)) is not None}
        self.table.rows.show(_Values(pointed, self.pointing, self._values))
        self._offer_save()

    def _place_here(self, one: Pointed) -> Place | None:
        """Where a pointed cell stands on the sheet in sight."""
        return place_of(one.cell) if self._sheet and one.sheet == self._sheet.name else None

    def fill_down(self) -> None:
        """The same figure in every line that names an office."""
        pointing, sheet, place = self.pointing, self._sheet, self.table.place
        if pointing is None or sheet is None or place is None:
            return
        down = pointing.down(sheet, place)
        if not down.cells:
            words = _("Pilih dahulu angka untuk satu sel di baris yang memuat nama desa.")
            self.show_banner(Banner("info", _("Belum ada yang dapat diisi ke bawah"), words, closes=True))
            self.put_keyboard(self.table)
            return
        pointing.take(down.cells)
        self._change()
        self.panel.tell(sheet, place)
        words = _("{count} baris diarahkan.").format(count=number(len(down.cells)))
        if down.formulas:
            words += " " + _("{count} baris berumus tidak diubah.").format(count=number(down.formulas))
        if down.without_line:
            words += " " + _("Kantor tanpa baris di formulir: {names}.").format(names=_some(down.without_line))
        self.session.tell(words)
        self.put_keyboard(self.table)

    def _tell_carried(self, carried: Carried) -> None:
        """What moved in a new version, and what was not found."""
        told = [_("{count} sel tetap atau ditemukan lagi.").format(count=number(len(carried.cells)))]
        if carried.moved:
            moves = [f"{before} → {now.cell}" for now, before in carried.moved]
            told.append(_("Berpindah: {cells}.").format(cells=_some(moves)))
        if carried.lost:
            lost = [f"{one.cell} ({one.row_label or one.column_label or '?'})" for one in carried.lost]
            told.append(_("Belum ditemukan tempatnya, arahkan lagi: {cells}.").format(cells=_some(lost)))
        tone = "warn" if carried.lost else "ok"
        self.show_banner(Banner(tone, _("Formulir versi baru"), " ".join(told), closes=True))

    # ------------------------------------------------------------------------------- keeping

    def _choose_missing(self, missing: Missing) -> None:
        self._is_changed |= self._missing != missing
        self._missing = missing
        for name, chip in self._missing_chips.items():
            chip.setChecked(name == missing)

    def _offer_save(self) -> None:
        if self.pointing is None:
            return
        before = self.kept.name if self.kept else ""
        why = filling.why_no_name(self.session.office, self.name.text(), before)
        if not why and not self.pointing.cells:
            why = _("Arahkan paling sedikit satu sel dahulu.")
        self.save.refuse(why)

    def keep(self) -> None:
        """Into the office's data, and back."""
        if self.pointing and not self.save.why_not:
            self.work(self._keeping(), self._is_kept, holds=True)

    def _keeping(self) -> Callable[[Job], KeptForm]:
        """What is to be kept, as it is now."""
        assert self.picked is not None, "asked before"
        assert self.pointing is not None, "asked before"
        before = self.kept.name if self.kept else ""
        what = (self.session.office, self.name.text(), self.picked, self.pointing.ordered, self._missing, before)
        return lambda _job: filling.keep(*what)

    def _is_kept(self, kept: KeptForm) -> None:
        self.kept, self._is_changed = kept, False
        self.session.tell(_kept_words(kept))
        self.session.back()


class _Values(Mapping[Place, Filled]):
    """What the cells of a sheet get; sums over many offices are made for what is seen alone."""

    def __init__(self, pointed: Mapping[Place, Pointed], pointing: Pointing, values: FigureValues) -> None:
        self._pointed, self._pointing, self._values = pointed, pointing, values
        self._known: dict[Place, Filled] = {}

    def __getitem__(self, place: Place) -> Filled:
        if place not in self._known:
            one = self._pointed[place]
            value = self._values.value(one.figure, one.of, one.period).value
            text, tone = ("–", "warn") if value is None else (shown(value), "brand")
            self._known[place] = Filled(text, self._pointing.words(one), tone)
        return self._known[place]

    def __contains__(self, place: object) -> bool:
        return place in self._pointed

    def __iter__(self) -> Iterator[Place]:
        return iter(self._pointed)

    def __len__(self) -> int:
        return len(self._pointed)


def _kept_words(kept: KeptForm) -> str:
    count = number(len(kept.cells))
    return _("Formulir “{name}” disimpan: {count} sel.").format(name=kept.name, count=count)


def _some(words: tuple[str, ...] | list[str]) -> str:
    more = len(words) - _NAMED
    told = ", ".join(words[:_NAMED])
    return told + (_(" dan {count} lagi").format(count=number(more)) if more > 0 else "")
