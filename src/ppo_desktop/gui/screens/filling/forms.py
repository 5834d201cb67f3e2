"""Isi format lain: the forms of other offices that are filled here every month."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ppo_desktop.core.clock import today
from ppo_desktop.core.period import Month
from ppo_desktop.core.text import N_, _, number
from ppo_desktop.gui.design.fields import FieldBox
from ppo_desktop.gui.design.layouts import Flow
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.typeahead import Option, TypeAhead
from ppo_desktop.gui.design.widgets import (
    Banner,
    Card,
    Empty,
    beside,
    breakable,
    button,
    clear,
    column,
    label,
    set_look,
)
from ppo_desktop.gui.screens.filling.choosing import FileCard
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.operations.tables import filling
from ppo_desktop.operations.tables.filling import KeptForm

_MONTHS = 24
_MONTH = 200


class FormsPage(Page):
    """Arguments: ``month`` (``2026-11``), the one to be filled; else the one before this."""

    help: ClassVar[tuple[str, ...]] = (
        N_("Kantor atas atau dinas meminta format Excel sendiri? Tambahkan formulir kosongnya sekali saja."),
        N_("Tunjuk sel yang diisi dan pilih angkanya; setelah itu setiap bulan cukup Enter, lalu Enter."),
        N_("Angka diambil dari laporan yang ada di sini, sama dengan yang tercetak di rekap."),
        N_("Rumus, gambar, kolom, dan pengaturan cetak formulir tetap seperti aslinya."),
        N_("Formulir versi baru: tekan “Versi baru”; sel yang tulisannya sama ditemukan lagi sendiri."),
        N_("Formulir .xls atau .xlsm: buka di Excel, simpan sebagai .xlsx, lalu pilih."),
    )

    def __init__(self, session: Session) -> None:
        purpose = _("Formulir Excel dari dinas atau kantor lain, diisi program setiap bulan.")
        super().__init__(session, _("Isi format lain"), purpose)
        self._last = Month.of(today(session.clock))
        self._month = self._last.previous
        self.month = TypeAhead(self._months)
        self.month.chosen.connect(self._choose_month)
        self.add = button(_("Tambah formulir"), self.ask_file, icon_name="file-plus", look="primary")
        self.beside_title.addWidget(self.add)
        self.fills: list[QPushButton] = []
        self._when = QWidget()
        box = FieldBox(_("Bulan yang diisi"), self.month)
        box.setFixedWidth(theme().px(_MONTH))
        self._when.setLayout(column(Flow((box,))))
        self._asking = QVBoxLayout()
        self._room = QVBoxLayout()
        self._room.setSpacing(theme().px(10))
        self.body.addWidget(self._when)
        self.body.addLayout(self._asking)
        self.body.addLayout(self._room)
        self.body.addStretch(1)

    def _months(self) -> list[Option]:
        found = [self._last]
        while len(found) < _MONTHS:
            found.append(found[-1].previous)
        return [Option(str(month), month.label) for month in found]

    # ------------------------------------------------------------------------------- the frame asks

    def enter(self, **arguments: object) -> None:
        """The forms, for the month asked for."""
        self.clear_banner()
        clear(self._asking)
        if arguments.get("month"):
            self._month = min(Month.parse(str(arguments["month"])), self._last)
        self.month.set_value(str(self._month))
        self._show()

    def first_focus(self) -> QWidget | None:
        """The form on top, so that Enter fills it."""
        return self.fills[0] if self.fills else self.add

    def _choose_month(self, value: str) -> None:
        if value:
            self._month = Month.parse(value)
            self._show()
            if self.fills:
                self.fills[0].setFocus()

    # ------------------------------------------------------------------------------- the forms

    def _show(self) -> None:
        clear(self._room)
        self.fills = []
        found = filling.forms(self.session.office)
        self._when.setVisible(bool(found))
        set_look(self.add, "" if found else "primary", "file-plus")
        if not found:
            way = button(_("Pilih formulir kosong"), self.ask_file, icon_name="folder-open")
            words = _(
                "Belum ada formulir. Tambahkan formulir Excel kosong dari dinas, tunjuk selnya sekali, lalu isi tiap "
                "bulan."
            )
            self._room.addWidget(Empty("file-text", words, way))
            return
        for kept in found:
            self._room.addWidget(self._card(kept))

    def _card(self, kept: KeptForm) -> Card:
        card = Card(spacing=4, margins=12)
        card.setAccessibleName(kept.name)
        told = _("{count} sel, dari {file}.").format(count=number(len(kept.cells)), file=breakable(kept.file))
        filled = (
            _("Terakhir diisi untuk {month}.").format(month=Month.parse(kept.filled).label)
            if kept.filled
            else _("Belum pernah diisi.")
        )
        words = column(label(kept.name, "strong"), label(f"{told} {filled}", "soft"), spacing=2)
        go, name = self.session.go, kept.name
        fill = button(
            _("Isi {month}").format(month=self._month.label),
            partial(go, "fill-form", name=name, month=str(self._month)),
            look="primary" if not self.fills else "",
            icon_name="pen-line",
            spoken=_("Isi {name} untuk {month}").format(name=name, month=self._month.label),
        )
        self.fills.append(fill)
        change = button(
            _("Ubah"),
            partial(go, "point-form", name=name, month=str(self._month)),
            spoken=_("Ubah arah sel {name}").format(name=name),
        )
        newer = button(
            _("Versi baru"), partial(self.ask_file, kept), spoken=_("Formulir versi baru dari {name}").format(name=name)
        )
        gone = button(
            "", partial(self._ask_forget, kept), icon_name="trash-2", spoken=_("Hapus {name}").format(name=name)
        )
        card.body.addLayout(beside(words, fill, change, newer, gone))
        return card

    # ------------------------------------------------------------------------------- deeds

    def ask_file(self, kept: KeptForm | None = None) -> None:
        """Which file is the form, or its new version."""
        self.clear_banner()
        clear(self._asking)
        title = _("Versi baru dari “{name}” yang mana?").format(name=kept.name) if kept else _("Formulir yang mana?")
        self._asking.addWidget(FileCard(self, title, partial(self._point, kept), self._cancel))

    def _cancel(self) -> None:
        clear(self._asking)
        if first := self.first_focus():
            first.setFocus()

    def _point(self, kept: KeptForm | None, path: Path) -> None:
        name, month = kept.name if kept else "", str(self._month)
        self.session.go("point-form", file=path, name=name, month=month)

    def _ask_forget(self, kept: KeptForm) -> None:
        words = _("Arah selnya hilang; berkas yang sudah diisi tetap ada di foldernya.")
        sure = button(_("Hapus formulir"), partial(self._forget, kept), look="danger", icon_name="trash-2")
        keep = button(_("Tidak jadi"), self._keep)
        title = _("Hapus “{name}” dari daftar?").format(name=kept.name)
        self.show_banner(Banner("warn", title, words, (keep, sure), escape=self._keep))
        keep.setFocus()

    def _keep(self) -> None:
        self.clear_banner()
        if first := self.first_focus():
            first.setFocus()

    def _forget(self, kept: KeptForm) -> None:
        office = self.session.office

        def gone(_none: None) -> None:
            self.clear_banner()
            self.session.tell(_("Formulir “{name}” dihapus.").format(name=kept.name))
            self._show()
            self.put_keyboard(self.first_focus())

        self.work(lambda _job: filling.forget(office, kept.name), gone)
