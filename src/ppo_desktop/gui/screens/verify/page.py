"""The page: a file is chosen or dropped, or the code of a photocopy is typed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QEvent, QRect, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QFileDialog, QPushButton, QWidget

from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.text import N_, _
from ppo_desktop.gui.design.fields import FieldBox, line
from ppo_desktop.gui.design.preview import Preview
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Banner, Card, beside, button, clear, column, label, rule
from ppo_desktop.gui.screens.verify.authorities import AuthoritiesCard
from ppo_desktop.gui.screens.verify.comparison import ComparisonCard
from ppo_desktop.gui.screens.verify.result import Result
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.gui.shell.work import Job
from ppo_desktop.operations.months import ledger
from ppo_desktop.operations.papers import comparing, verifying
from ppo_desktop.operations.papers.comparing import Code, Original
from ppo_desktop.operations.papers.verifying import Verification

_PICTURES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".bmp")
_FILES = N_("PDF, foto, atau pindaian (*.pdf *.jpg *.jpeg *.png *.tif *.tiff *.webp *.bmp);;Semua berkas (*)")


_TYPED, _NARROW_BELOW = 420, 640
"""Widths in pixels at 100 %: of the field for the code, and of a page on which its button stands below it."""


class VerifyPage(Page):
    """Arguments: ``path`` of a file to be judged at once; ``code`` of a paper."""

    help: ClassVar[tuple[str, ...]] = (
        N_("Pilih PDF apa pun, atau jatuhkan ke halaman ini. Tidak ada yang berubah atau tersimpan."),
        N_("“Berkas utuh”: isinya tidak berubah sejak ditandatangani."),
        N_("“Kunci dikenal kantor ini”: kunci penanda tangan pernah dicocokkan; siapa pemiliknya dan sejak kapan."),
        N_("“Sertifikat resmi PSrE”: hanya untuk tanda tangan yang ditambahkan di luar program ini."),
        N_("Pembaca PDF lain menulis “identitas tidak dikenal” untuk kunci kantor; itu wajar, cocokkan di sini."),
        N_("Fotokopi laporan: ketik kode periksa yang tercetak di samping kode QR, lalu bandingkan angkanya."),
        N_("Kode QR dapat juga dibaca dari foto atau pindaian. Pindai lurus, 150 dpi atau lebih."),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            _("Periksa berkas"),
            _("PDF bertanda tangan, atau fotokopi laporan yang ingin dibandingkan dengan aslinya."),
        )
        self.setAcceptDrops(True)
        self.ask_file: Callable[[], str] = lambda: QFileDialog.getOpenFileName(
            self, _("Pilih berkas"), str(Path.home()), _(_FILES)
        )[0]
        self.result: Result | None = None
        self.cards: list[ComparisonCard] = []
        self.job: Job | None = None
        self.pick = button(_("Pilih berkas"), self.choose, look="primary", icon_name="folder-open")
        self.code = line()
        self.code.returnPressed.connect(self.search)
        self.box = FieldBox(
            _("Kode periksa pada fotokopi"),
            self.code,
            hint=_("16 angka dan huruf di samping kode QR, atau tulisan kode QR."),
        )
        self.seek = button(_("Cari berkas asli"), self.search, icon_name="search")
        told = _("PDF, foto, atau pindaian: pilih, atau jatuhkan ke halaman ini. Berkasnya tidak diubah atau disimpan.")
        self.box.setMaximumWidth(theme().px(_TYPED))
        self._typed = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._typed.setSpacing(theme().px(12))
        self._typed.addWidget(self.box, 1)
        self._typed.addWidget(self.seek, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        self._typed.addStretch(1)
        ways = Card(spacing=12)
        ways.body.addLayout(beside(column(label(told)), self.pick))
        ways.body.addWidget(rule())
        ways.body.addLayout(self._typed)
        self._busy = column()
        self._place = column(spacing=12)
        self.authorities = AuthoritiesCard(self)
        self.body.addLayout(column(ways, self._busy, self._place, self.authorities, spacing=12))
        self.body.addStretch(1)

    def enter(self, path: object = "", code: object = "", **_arguments: object) -> None:
        """Judge ``path``, or look for ``code``; without either what was seen last stays."""
        self.authorities.show_list()
        if path:
            self.check(Path(str(path)))
        elif code:
            self.code.setText(str(code))
            self.search()

    def leave(self) -> None:
        """Nobody waits for it any more."""
        if self.job:
            self.job.cancel()

    def first_focus(self) -> QWidget | None:
        return self.pick

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The button stands below the field where there is little room."""
        super().resizeEvent(event)
        is_narrow = self.width() < theme().px(_NARROW_BELOW)
        directions = QBoxLayout.Direction
        self._typed.setDirection(directions.TopToBottom if is_narrow else directions.LeftToRight)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file may be dropped here."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """The first file is judged."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.check(paths[0])

    # ------------------------------------------------------------------------------- doing

    def choose(self) -> None:
        """Let the person pick a file."""
        if picked := self.ask_file():
            self.check(Path(picked))

    def check(self, path: Path) -> None:
        """A picture is looked through for a code, anything else is judged."""
        if path.suffix.lower() in _PICTURES:
            self.read_code(path)
        else:
            office = self.session.office
            self._run(
                lambda job: verifying.verify(office, path, lambda: job.progress(0)), self._show, _("Memeriksa berkas")
            )

    def read_code(self, path: Path) -> None:
        """Look for the QR of a paper of ours, and for its original."""
        office = self.session.office

        def found(job: Job) -> list[Original]:
            return [comparing.original(office, code) for code in comparing.codes_in_file(path, lambda: job.progress(0))]

        self._run(found, self._compare, _("Membaca kode QR"))

    def search(self) -> None:
        """Look for the original of the code that was typed."""
        office, typed = self.session.office, self.code.text()
        self.box.say()
        try:
            code: Code = comparing.read_code(typed)
        except PpoError as error:
            self.box.say(error.sentence)
            self.code.setFocus()
            return
        self._run(lambda _job: [comparing.original(office, code)], self._compare, _("Mencari berkas asli"))

    def _run(self, operation: Callable[[Job], object], done: Callable[..., object], title: str) -> None:
        if self.job:
            self.job.cancel()
        self.clear_banner()
        self._empty()
        self.job = self.watch(self.work(operation, done), self._busy, title, _("Menghentikan."), over=self._over)

    def _over(self, job: Job) -> None:
        if self.job is job:
            self.job = None

    # ------------------------------------------------------------------------------- showing

    def _empty(self) -> None:
        self.result, self.cards = None, []
        clear(self._place)

    def _show(self, told: Verification) -> None:
        self._empty()
        self.result = Result(told, self._actions(told))
        self._place.addWidget(self.result)
        self._see(self.result)

    def _see(self, made: QWidget) -> None:
        """Its beginning, when all has its place."""

        def beginning() -> None:
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
            self.into_sight(made, QRect(0, 0, made.width(), min(made.height(), self.room - theme().px(60))))

        QTimer.singleShot(0, made, beginning)

    def _actions(self, told: Verification) -> list[QPushButton]:
        office = self.session.office
        if told.carrier:
            code = Code(told.carrier)
            return [
                button(
                    _("Bandingkan dengan fotokopi"),
                    lambda: self._run(
                        lambda _job: [comparing.original(office, code)], self._compare, _("Mencari berkas asli")
                    ),
                    icon_name="layers",
                )
            ]
        if told.code == "not-signed":
            return [button(_("Cari kode QR di berkas ini"), partial(self.read_code, told.path), icon_name="search")]
        return []

    def _compare(self, found: list[Original]) -> None:
        self._empty()
        if not found:
            self.show_banner(
                Banner(
                    "warn",
                    _("Tidak ada kode QR laporan yang terbaca di berkas itu."),
                    _("Pindai lagi lurus dan lebih terang, atau ketik kode periksa yang tercetak di sampingnya."),
                )
            )
            self.code.setFocus()
            return
        self.cards = [ComparisonCard(one, partial(self._show_pages, one)) for one in found]
        for card in self.cards:
            self._place.addWidget(card)
        self._see(self.cards[0])
        if self.cards[0].rows:
            self.cards[0].all_same.setFocus()

    def _show_pages(self, original: Original) -> None:
        office = self.session.office
        self.work(lambda _job: ledger.file(office, original.id), partial(self._add_pages, original))

    def _add_pages(self, original: Original, pdf: bytes) -> None:
        pages = Preview(_("Halaman asli: {what}").format(what=original.what))
        pages.setFixedHeight(theme().px(520))
        pages.show_pdf(pdf)
        self._place.addWidget(pages)
        self._see(pages)
