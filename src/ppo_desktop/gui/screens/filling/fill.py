"""A form is filled for a month: what would be put in is seen first, then a copy is saved."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ppo_desktop.core.period import Month
from ppo_desktop.core.text import N_, _, number
from ppo_desktop.gui.design.layouts import Flow
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Badge, Banner, Card, breakable, button, clear, label
from ppo_desktop.gui.screens.filling.choosing import documents
from ppo_desktop.gui.screens.filling.lines import LinesTable
from ppo_desktop.gui.screens.filling.model import NOWHERE, Filled, Index
from ppo_desktop.gui.screens.filling.panel import shown
from ppo_desktop.gui.screens.filling.sheet import SheetTable
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.gui.shell.work import Job
from ppo_desktop.operations.carriers import sticks
from ppo_desktop.operations.tables import filling
from ppo_desktop.operations.tables.filling import NO_DATA, Line, Plan
from ppo_desktop.operations.tables.pointing import Pointing
from ppo_desktop.reports.foreign_form import FormSheet, Place, place_of

_LOWEST = 260
_MOST_REMARKS = 3


class LinesModel(QAbstractTableModel):
    """Every cell that is filled, with what it gets."""

    HEADS = (N_("Sel"), N_("Baris dan kolom"), N_("Angka"), N_("Isi"), N_("Yang perlu diketahui"))

    def __init__(self, plan: Plan, pointing: Pointing) -> None:
        super().__init__()
        is_alone = len({line.pointed.sheet for line in plan.lines}) == 1
        self._rows = [_told(line, pointing, is_alone=is_alone) for line in plan.lines]
        self._missing = [line.is_missing for line in plan.lines]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.ForegroundRole and self._missing[index.row()]:
            return theme().colour("warn")
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return _(self.HEADS[section])
        return None


def _told(line: Line, pointing: Pointing, *, is_alone: bool) -> tuple[str, ...]:
    one = line.pointed
    cell = one.cell if is_alone else f"{one.cell} ({one.sheet})"
    around = " — ".join(words for words in (one.row_label, one.column_label) if words)
    return cell, around, pointing.words(one), put_words(line), line.value.remark


def put_words(line: Line) -> str:
    """What a cell gets, in words."""
    return shown(line.put) if line.put != "" else _("kosong")


class FillPage(Page):
    """Arguments: ``name`` of the form, and ``month`` (``2026-11``)."""

    help: ClassVar[tuple[str, ...]] = (
        N_("Yang berwarna akan diisi; sisanya tetap seperti formulir aslinya."),
        N_("“Daftar sel” menyebut setiap sel: angkanya, isinya, dan yang perlu diketahui."),
        N_("Enter menyimpan salinan yang terisi; formulir kosongnya tidak berubah."),
        N_("Berkas bernama sama yang sudah diubah orang tidak ditimpa: salinan baru diberi nomor."),
        N_("Jumlah dan rumus dihitung Excel atau LibreOffice saat berkas dibuka."),
        N_("Sel tanpa data dibiarkan kosong atau ditulisi “tidak ada data”; ubah pilihannya di “Ubah”."),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Isi format lain"), "")
        self.plan: Plan | None = None
        self._sheet: FormSheet | None = None
        self._pointing: Pointing | None = None
        self._place: Path | None = None
        self.elsewhere = button(_("Simpan di folder lain"), self._ask_folder, icon_name="folder-open")
        self.save = button(_("Simpan"), self._save_here, look="primary", icon_name="save", keys="Ctrl+S")
        self.change = button(_("Ubah"), self._change, icon_name="pencil", spoken=_("Ubah arah sel formulir ini"))
        for made in (self.elsewhere, self.change):
            self.beside_title.addWidget(made)
        self._busy, self._told, self._views = QVBoxLayout(), QVBoxLayout(), Flow(spacing=6)
        self._chips: dict[str, QPushButton] = {}
        self.table, self.lines = SheetTable(), LinesTable(_("Daftar sel yang diisi"))
        self.table.opened.connect(lambda _typed: self.save.setFocus())
        for view in (self.table, self.lines):
            view.setMinimumHeight(theme().px(_LOWEST))
        self._card = Card(margins=2)
        self._card.body.addWidget(self.table)
        self._card.body.addWidget(self.lines)
        for part in (self._busy, self._told, self._views):
            self.body.addLayout(part)
        self.body.addWidget(self._card, 1)
        self.body.addStretch(0)  # while there is no plan
        self._card.hide()
        self.footer.addStretch(1)
        self.footer.addWidget(self.save)

    # ------------------------------------------------------------------------------- the frame asks

    def enter(self, **arguments: object) -> None:
        """Work out what would be put in."""
        office, name, month = self.session.office, str(arguments["name"]), Month.parse(str(arguments["month"]))
        self.title.setText(_("{name}, {month}").format(name=name, month=month.label))

        def make(job: Job) -> tuple[Plan, Path | None]:
            made = filling.plan(office, name, month, job.progress)
            return made, _usual_folder(made)

        job = self.work(make, lambda found: self._show(*found))
        self.watch(job, self._busy, _("Menghitung isinya"), _("Menghentikan; tidak ada yang disimpan."))

    def first_focus(self) -> QWidget | None:
        return self.save if self.plan else None

    # ------------------------------------------------------------------------------- what would be put in

    def _show(self, plan: Plan, place: Path | None) -> None:
        self.plan, self._place = plan, place
        self._pointing = Pointing(self.session.office, plan.form)
        missing = sum(line.is_missing for line in plan.lines)
        clear(self._told)
        badges = [Badge(_("{count} sel diisi").format(count=number(len(plan.lines) - missing)), "ok", "check")]
        if missing:
            words = (
                _("ditulis “{words}”").format(words=_(NO_DATA))
                if plan.kept.missing == "words"
                else _("dibiarkan kosong")
            )
            badges.append(Badge(_("{count} sel tanpa data, {what}").format(count=number(missing), what=words), "warn"))
        holder = QWidget()
        holder.setLayout(Flow(badges))
        self._told.addWidget(holder)
        for remark in plan.remarks[:_MOST_REMARKS]:
            self._told.addWidget(label(remark, "warning"))
        if (more := len(plan.remarks) - _MOST_REMARKS) > 0:
            self._told.addWidget(
                label(_("Dan {count} hal lain, lihat “Daftar sel”.").format(count=number(more)), "warning")
            )
        clear(self._views)
        self._chips = {}
        used = {line.pointed.sheet for line in plan.lines}
        for sheet in (sheet for sheet in plan.form.shown if sheet.name in used):
            self._chip(sheet.name, partial(self.show_sheet, sheet))
        self._chip("", self.show_lines)
        self.lines.show_rows(LinesModel(plan, self._pointing))
        self._card.show()
        self.show_footer()
        self._offer_place()
        first = next((sheet for sheet in plan.form.shown if sheet.name in used), None)
        if first:
            self.show_sheet(first)
        else:
            self.show_lines()
        self.put_keyboard(self.save)

    def _chip(self, name: str, deed: Any) -> None:
        chip = button(name or _("Daftar sel"), deed, look="chip")
        chip.setCheckable(True)
        self._chips[name] = chip
        self._views.addWidget(chip)

    def show_sheet(self, sheet: FormSheet) -> None:
        """The form as it would be."""
        assert self.plan is not None, "shown"
        assert self._pointing is not None, "shown"
        self._mark(sheet.name)
        self.table.show_sheet(sheet)
        drawn: dict[Place, Filled] = {}
        for line in self.plan.lines:
            place = place_of(line.pointed.cell)
            if line.pointed.sheet == sheet.name and place is not None:
                tone = "warn" if line.is_missing else "brand"
                drawn[place] = Filled(put_words(line), self._pointing.words(line.pointed), tone)
        if self.table.rows:
            self.table.rows.show(drawn)
        self.table.choose(min(drawn, default=(0, 0)))
        self.lines.hide()
        self.table.show()

    def show_lines(self) -> None:
        """Every cell on a line."""
        self._mark("")
        self.table.hide()
        self.lines.show()

    def _mark(self, name: str) -> None:
        for known, chip in self._chips.items():
            chip.setChecked(known == name)

    def _change(self) -> None:
        if self.plan:
            self.session.go("point-form", name=self.plan.kept.name, month=str(self.plan.month))

    # ------------------------------------------------------------------------------- saving

    def _offer_place(self) -> None:
        words = _("Simpan di {folder}").format(folder=_folder_words(self._place)) if self._place else _("Simpan")
        self.save.setText(f"\N{EN SPACE}{words}  (Ctrl+S)")
        self.save.setAccessibleName(words)
        self.save.setToolTip(str(self._place or ""))

    def _save_here(self) -> None:
        if self._place:
            self.save_in(self._place)
        else:
            self._ask_folder()

    def _ask_folder(self) -> None:
        begin = str(self._place or Path.home())
        picked = QFileDialog.getExistingDirectory(self, _("Simpan formulir terisi di folder"), begin)
        if picked:
            self.save_in(Path(picked))

    def save_in(self, folder: Path) -> None:
        """Write the filled copy there."""
        if self.plan is None:
            return
        office, plan = self.session.office, self.plan
        self.work(lambda job: filling.save(office, plan, folder, partial(job.progress, 0)), self._saved, holds=True)

    def _saved(self, path: Path) -> None:
        self._place = path.parent
        self._offer_place()
        words = _("Tersimpan di {folder}.").format(folder=_folder_words(path.parent))
        more = _("Jumlah dan rumus muncul saat berkas dibuka di Excel atau LibreOffice.")
        self.show_banner(Banner("ok", words, f"{breakable(path.name)} — {more}", closes=True))
        self.put_keyboard(self.save)


def _usual_folder(plan: Plan) -> Path | None:
    """Where the copy was put last time if that is there, else a stick, else where people keep their files."""
    last = Path(plan.kept.folder) if plan.kept.folder else None
    near = [stick.folder for stick in sticks.sticks()]
    return next((folder for folder in (last, *near, *documents()[1:]) if folder and folder.is_dir()), None)


def _folder_words(folder: Path) -> str:
    return _("folder {name}").format(name=folder.name or str(folder))
