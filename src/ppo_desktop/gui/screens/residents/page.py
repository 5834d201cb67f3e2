"""Daftar penduduk: choose a file, see how it is understood, use it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.text import N_, _, number
from ppo_desktop.gui.design.choices import Choices
from ppo_desktop.gui.design.layouts import Flow
from ppo_desktop.gui.design.widgets import Action, Badge, Card, button, clear, label
from ppo_desktop.gui.forms.table_files import TableFiles, folders_to_search, near
from ppo_desktop.gui.screens.residents.columns import ColumnsCard
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.gui.shell.work import Job
from ppo_desktop.operations.books import residents
from ppo_desktop.operations.books.residents import Plan, PopulationList

_REMARKS = 40
"""Remarks that are shown at once."""


class ResidentsPage(Page):
    """First the files that may be it, then what would be stored; nothing is stored before somebody says so."""

    help: ClassVar[tuple[str, ...]] = (
        N_("Ambil daftar penduduk dari OpenSID (unduh atau cetak ke Excel), SIAK, atau Excel buatan desa."),
        N_("Berkas .xlsx, .xls, .ods, dan .csv dapat dibaca; berkasnya sendiri tidak diubah."),
        N_("Periksa arti setiap kolom: ketik beberapa huruf artinya lalu Enter, atau F4 untuk semua pilihan."),
        N_("NIK yang disimpan Excel sebagai angka kehilangan angka terakhir. Ubah kolomnya menjadi teks di sumbernya."),
        N_("Daftar lama tetap dipakai sampai daftar baru selesai disimpan."),
        N_("Daftar ini hanya untuk dicari: tidak masuk laporan, tidak dikirim, dan tidak pernah tampil seluruhnya."),
        N_("Hanya orang yang dicatat sebagai Warga yang menjadi bagian dari laporan."),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Daftar penduduk"), _("Nama, NIK, dan keluarga tinggal dipilih, tidak diketik."))
        self.plan: Plan | None = None
        self.choices: Choices | None = None
        self.columns: ColumnsCard | None = None
        self._job: Job | None = None
        self._busy = QVBoxLayout()
        self._room = QVBoxLayout()
        self._room.setSpacing(self.body.spacing())
        self.body.addLayout(self._busy)
        self.body.addLayout(self._room)
        self.body.addStretch(1)
        self.other = button(_("Pilih berkas lain"), self.start_over, icon_name="folder-open")
        self.use = Action(button(_("Pakai daftar ini"), self._use, look="primary", icon_name="check", keys="Ctrl+S"))
        self.footer.addWidget(self.other)
        self.footer.addStretch(1)
        self.footer.addWidget(self.use)

    def enter(self, **_arguments: object) -> None:
        """Offer the files that are near, unless one is looked at already."""
        if why := residents.why_not(self.session.office):
            self._show_nothing(why)
        elif self.plan is None and self._job is None:
            self._look_around()

    def first_focus(self) -> QWidget | None:
        """The file changed last, or the button that uses what is in sight."""
        if self.plan:
            return self.use.button if self.use.button.isEnabled() else next(iter(self._lines()), self.other)
        return self.choices.first_focus() if self.choices else None

    def back(self) -> bool:
        """From the plan back to the files."""
        if self.plan is None:
            return False
        self.start_over()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back, as Alt+Left does."""
        if event.key() == Qt.Key.Key_Escape:
            self.session.back()
        else:
            super().keyPressEvent(event)

    def _show_nothing(self, why: str) -> None:
        clear(self._room)
        self._bar.hide()
        self._room.addWidget(label(why, "soft"))

    # ------------------------------------------------------------------------------- choosing a file

    def start_over(self) -> None:
        """Forget the file; nothing of it was stored."""
        self.plan = None
        self.clear_banner()
        self._look_around()

    def _look_around(self) -> None:
        folders = folders_to_search()
        self.work(lambda _job: near(folders), self._offer)

    def _offer(self, files: list[Path]) -> None:
        if self.plan or self._job:
            return
        clear(self._room)
        self._bar.hide()
        told = _("Daftar dari OpenSID, SIAK, atau buatan desa, sebagai Excel, LibreOffice, atau .csv.")
        card = TableFiles(files, told, _("Pilih daftar penduduk"))
        card.picked.connect(self.read)
        card.asked_again.connect(self._look_around)
        self.choices = card.choices
        self._room.addWidget(card)
        self.put_keyboard(card.first_focus())

    # ------------------------------------------------------------------------------- the plan

    def read(self, path: Path) -> None:
        """Read a file and show how it is understood."""
        if self._job:
            return
        self.clear_banner()

        def reading(job: Job) -> Plan:
            file = residents.read(path, lambda done, total: job.progress(done, total, _("Membaca berkas…")))
            return residents.plan(file, tick=job.progress)

        self._start(self.work(reading, self._show_plan, self._not_read), _("Membaca {name}").format(name=path.name))

    def _plan_anew(self, meanings: Mapping[int, str] | None, sheet: int) -> None:
        """The same file with other meanings, or another sheet of it."""
        if self._job or self.plan is None:
            return
        file, done = self.plan.file, self._show_plan if meanings is None else self._show_results
        self._start(
            self.work(lambda job: residents.plan(file, sheet, meanings, job.progress), done, self._not_checked),
            _("Memeriksa setiap baris"),
        )

    def _start(self, job: Job, title: str) -> None:
        stopping = _("Menghentikan; tidak ada yang diubah.")
        self._job = self.watch(job, self._busy, title, stopping, over=self._ended)
        self.use.refuse(_("Tunggu sebentar…"))

    def _ended(self, job: Job) -> None:
        if self._job is job:
            self._job = None
        self._offer_use()
        if job.is_cancelled and self.plan is None:
            self._look_around()

    def _not_read(self, error: PpoError) -> None:
        self.start_over()
        self.show_error(error)

    def _not_checked(self, error: PpoError) -> None:
        """What was seen of the file before still holds."""
        if self.plan:
            self._show_results(self.plan)
        self.show_error(error)

    def _show_plan(self, plan: Plan) -> None:
        self.plan = plan
        clear(self._room)
        self._results = QVBoxLayout()
        self._results.setSpacing(self._room.spacing())
        self._room.addLayout(self._results)
        self.columns = ColumnsCard(plan.layout, plan.meanings)
        self.columns.changed.connect(lambda meanings: self._plan_anew(meanings, plan.sheet))
        self._room.addWidget(self.columns)
        self.show_footer()
        self._show_results(plan)
        if first := self.first_focus():
            first.setFocus()

    def _show_results(self, plan: Plan) -> None:
        """Counts and remarks; what is chosen below stays where it is, and so does the keyboard."""
        self.plan = plan
        clear(self._results)
        self._results.addWidget(self._summary(plan))
        if plan.reading.remarks:
            self._results.addWidget(_remarks(plan))
        self._offer_use()

    def _offer_use(self) -> None:
        self.use.refuse(_("Tunggu sebentar…") if self._job else self.plan.why_not if self.plan else "")

    def _lines(self) -> list[QWidget]:
        return list(self.columns.lines.values()) if self.columns else []

    def _summary(self, plan: Plan) -> Card:
        reading = plan.reading
        card = Card(plan.file.name)
        counts = [
            Badge(_("{count} orang").format(count=number(len(reading.residents))), "ok", "users"),
            Badge(_("{count} keluarga").format(count=number(reading.families)), "info", "house"),
        ]
        if reading.without_nik:
            counts.append(Badge(_("{count} tanpa NIK").format(count=number(reading.without_nik)), "warn"))
        if reading.left_out:
            told = _("{count} baris bukan orang").format(count=number(reading.left_out))
            counts.append(Badge(told, "neutral", "minus"))
        holder = QWidget()
        holder.setLayout(Flow(counts))
        card.body.addWidget(holder)
        if len(plan.file.sheets) > 1:
            card.body.addWidget(self._sheets(plan))
        current = residents.current(self.session.office)
        effect = (
            _("Menggantikan yang sekarang: {list}, dari {file}.").format(list=current.sentence, file=current.file)
            if current
            else _("Belum ada yang disimpan. Tekan “Pakai daftar ini” bila sudah benar.")
        )
        card.body.addWidget(label(effect, "soft"))
        return card

    def _sheets(self, plan: Plan) -> QWidget:
        chips = []
        for place, sheet in enumerate(plan.file.sheets):
            words = sheet.name or _("Lembar {number}").format(number=place + 1)
            chip = button(words, partial(self._plan_anew, None, place), look="chip", spoken=_("Lembar ") + words)
            chip.setCheckable(True)
            chip.setChecked(place == plan.sheet)
            chips.append(chip)
        holder = QWidget()
        holder.setLayout(Flow(chips))
        return holder

    # ------------------------------------------------------------------------------- using it

    def _use(self) -> None:
        plan, office = self.plan, self.session.office
        if plan is None or self._job or plan.why_not:
            return
        title = _("Menyimpan {count} orang").format(count=number(len(plan.reading.residents)))
        stopping = _("Menghentikan; daftar yang lama tetap dipakai.")
        job = self.work(lambda job: residents.use(office, plan, job.progress), self._used, self.show_error, holds=True)
        self._job = self.watch(job, self._busy, title, stopping, over=self._ended, locks=[self.other])
        self.use.refuse(_("Sedang disimpan…"))

    def _used(self, taken: PopulationList) -> None:
        self.plan = None
        self._job = None
        clear(self._room)
        self.session.tell(_("{list} dipakai.").format(list=taken.sentence))
        self.session.back()


def _remarks(plan: Plan) -> Card:
    """What is told about rows; that is no reason not to use the list."""
    card = Card(_("Yang perlu diketahui"))
    card.body.addWidget(label(_("Daftar tetap dapat dipakai; perbaiki di sumbernya bila perlu."), "soft"))
    shown = plan.reading.remarks[:_REMARKS]
    for remark in shown:
        card.body.addWidget(label(remark.sentence, "warning"))
    more = len(plan.reading.remarks) - len(shown) + plan.reading.unsaid
    if more:
        card.body.addWidget(label(_("dan {count} hal lagi").format(count=number(more)), "muted"))
    return card
