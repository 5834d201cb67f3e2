"""Tanda tangan di luar: the page alone, what comes back signed, and an official certificate's visible signature."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from ppo_desktop.core.clock import today
from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import N_, _
from ppo_desktop.gui.design.widgets import (
    Action,
    Badge,
    Banner,
    Card,
    Empty,
    beside,
    breakable,
    button,
    clear,
    column,
    label,
    row,
)
from ppo_desktop.gui.screens.enrolment.assent import AssentBox, half
from ppo_desktop.gui.screens.month.standing import line_title
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.operations.months import ledger, outside
from ppo_desktop.operations.months.ledger import ReportLine
from ppo_desktop.operations.months.outside import Attached, Certificate
from ppo_desktop.reports.signing_words import SignatureLevel

Standing = tuple[ReportLine | None, list[Attached], Certificate | None]


class OutsidePage(Page):
    """Arguments: ``carrier``, the report's; the newest one without it."""

    help: ClassVar[tuple[str, ...]] = (
        N_("Berkas laporan untuk kantor di atas tetap ditandatangani kunci kantor; halaman ini hanya tambahan."),
        N_("Simpan halaman saja, lalu tandatangani di luar program, di layanan resmi yang perlu internet."),
        N_("Hasil yang sudah ditandatangani disimpan di sini, di samping laporannya, apa adanya."),
        N_("Punya berkas .p12 dari penerbit resmi? Ambil sekali di Pengaturan, Kunci & kode darurat."),
        N_("Sertifikat penerbit resmi (PSrE) dipasang dan diperiksa di halaman Periksa berkas."),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Tanda tangan di luar"), _("Untuk surat yang perlu tanda tangan tersertifikasi."))
        self._carrier = ""
        self.line: ReportLine | None = None
        self.ask_folder: Callable[[], str] = lambda: QFileDialog.getExistingDirectory(
            self, _("Simpan ke folder"), str(Path.home())
        )
        self.ask_file: Callable[[], str] = lambda: QFileDialog.getOpenFileName(
            self, _("Pilih PDF yang sudah ditandatangani"), str(Path.home()), _("Berkas PDF (*.pdf)")
        )[0]
        out = Card(_("1. Halaman laporan tanpa isi terkunci"), spacing=10)
        told = _("Halamannya sama dengan laporan yang ditandatangani kunci kantor, tanpa rincian di dalamnya.")
        self.save_page = Action(button(_("Simpan halaman saja"), self.save, look="primary", icon_name="download"))
        out.body.addWidget(label(told, "soft"))
        out.body.addLayout(row(self.save_page, None))
        back = Card(_("2. Hasil yang sudah ditandatangani"), spacing=10)
        told = _("{level}. Hasilnya disimpan di samping laporan ini.").format(level=SignatureLevel.CERTIFIED.title)
        self.attach_action = Action(button(_("Pilih PDF bertanda tangan"), self.attach, icon_name="upload"))
        self._kept = QVBoxLayout()
        back.body.addWidget(label(told, "soft"))
        back.body.addLayout(self._kept)
        back.body.addLayout(row(self.attach_action, None))
        own = Card(_("Atau: dengan sertifikat .p12 di komputer ini"), spacing=10)
        self._certificate = label("", "soft")
        self.assent = AssentBox(session.office, self.sign)
        to_settings = button(
            _("Buka Pengaturan"), partial(session.go, "settings", section="keys"), look="quiet", icon_name="settings"
        )
        sign = button(_("Tandatangani halaman dan simpan"), self.sign, icon_name="signature")
        self.sign_action = Action(sign, to_settings)
        own.body.addWidget(self._certificate)
        own.body.addLayout(half(self.assent))
        own.body.addWidget(self.sign_action)
        to_month = button(_("Ke laporan bulanan"), partial(session.go, "month"))
        nothing = _("Belum ada laporan yang ditandatangani di komputer ini.")
        self._nothing = Empty("signature", nothing, to_month)
        self._nothing.hide()
        self._cards = (out, back, own)
        self.body.addLayout(column(*self._cards, spacing=12))
        self.body.addWidget(self._nothing)
        self.body.addStretch(1)

    def enter(self, carrier: object = "", **_arguments: object) -> None:
        """Show the report of that carrier, or the newest."""
        self._carrier = str(carrier)
        self._look()

    def leave(self) -> None:
        """No password stays in a field."""
        self.assent.password.clear()

    def first_focus(self) -> QWidget | None:
        if self.line is None:
            return self._nothing.findChild(QPushButton)
        return self.save_page.button if self.save_page.button.isEnabled() else self._way_back

    def _look(self) -> None:
        office, wanted = self.session.office, self._carrier

        def found() -> Standing:
            lines = [one for one in ledger.reports(office) if one.has_file]
            line = next((one for one in lines if one.carrier == wanted), next(iter(lines), None))
            return line, outside.attached(office, line) if line else [], outside.certificate(office)

        self.work(lambda _job: found(), lambda told: self._show(*told))

    def _show(self, line: ReportLine | None, kept: list[Attached], certificate: Certificate | None) -> None:
        self.line = line
        self._nothing.setVisible(line is None)
        for card in self._cards:
            card.setVisible(line is not None)
        if line is None:
            self.put_keyboard(self.first_focus())
            return
        why = self.session.why_not("report")
        self.purpose.setText(_("Laporan {title}").format(title=line_title(line)))
        is_first = self.save_page.button.hasFocus()
        self.save_page.refuse(why)
        if is_first:
            self.put_keyboard(self.first_focus())
        self.attach_action.refuse(why)
        clear(self._kept)
        for one in kept:
            self._kept.addLayout(self._row(one))
        not_able = why
        self._certificate.setHidden(certificate is None)
        if certificate is None:
            not_able = not_able or _("Belum ada sertifikat. Berkas .p12 dari penerbit diambil di Pengaturan.")
        else:
            self._certificate.setText(
                _("{holder}, dari {issuer}, berlaku sampai {day}. Program ini tidak memeriksa penerbitnya.").format(
                    holder=certificate.holder, issuer=certificate.issuer, day=long_date(certificate.ends)
                )
            )
            not_able = not_able or certificate.why_not(today(self.session.clock))
        self.assent.setHidden(bool(not_able))
        self.sign_action.refuse(not_able)

    def _row(self, one: Attached) -> QVBoxLayout:
        paper = one.paper
        day = long_date(datetime.fromisoformat(paper.kept_at).date())
        name = label(breakable(paper.name), "strong")
        same = Badge(_("Halaman sama"), "ok") if one.is_same_page else Badge(_("Bandingkan kode periksa"), "warn")
        save = button(
            _("Simpan salinan"),
            partial(self._save_copy, one),
            look="quiet",
            icon_name="download",
            spoken=_("Simpan salinan {name}").format(name=paper.name),
        )
        head = beside(column(name), same, save)
        told = _("Disimpan {name}, {day}. Kode periksa berkas: {code}").format(
            name=paper.kept_by, day=day, code=" ".join(paper.digest[at : at + 4].upper() for at in range(0, 16, 4))
        )
        return column(head, label(told, "muted"), spacing=2)

    # ------------------------------------------------------------------------------- doing

    def save(self) -> None:
        """The page alone, into a folder a person picks."""
        office, line = self.session.office, self.line
        if line is not None and (picked := self.ask_folder()):
            self.work(lambda _job: outside.save_page(office, line, Path(picked)), self._saved)

    def attach(self) -> None:
        """Keep a signed file beside the report."""
        office, line = self.session.office, self.line
        if line is not None and (picked := self.ask_file()):
            self.work(lambda _job: outside.attach(office, line, Path(picked)), self._attached)

    def sign(self) -> None:
        """Sign the page with the certificate, and write it into a folder a person picks."""
        office, line = self.session.office, self.line
        if line is None or not self.sign_action.button.isEnabled():
            return
        if not self.assent.password.text():
            self.assent.field.say(_("Ketik dahulu kata sandinya."))
            self.assent.focus()
            return
        self.assent.field.say()
        if not (picked := self.ask_folder()):
            return
        credentials = self.assent.credentials
        self.sign_action.refuse(_("Sedang ditandatangani…"))
        self.work(
            lambda _job: outside.sign_page(office, line, Path(picked), credentials),
            self._signed,
            self._failed,
            holds=True,
        )

    def _failed(self, error: PpoError) -> None:
        self.sign_action.refuse("")
        if not self.assent.takes(error):
            self.show_error(error)

    def _signed(self, path: Path) -> None:
        self.assent.password.clear()
        self._saved(path)
        self._look()

    def _saved(self, path: Path) -> None:
        folder = _("Tersimpan di folder {folder}.").format(folder=path.parent.name or str(path.parent))
        self.show_banner(Banner("ok", folder, breakable(path.name)))

    def _attached(self, one: Attached) -> None:
        if one.is_same_page:
            self.show_banner(Banner("ok", _("Disimpan di samping laporan."), _("Halamannya sama dengan laporan ini.")))
        else:
            told = _("Belum dapat dipastikan halamannya sama. Bandingkan kode periksa berkas pada kedua cetakan.")
            self.show_banner(Banner("warn", _("Disimpan di samping laporan."), told))
        self._look()

    def _save_copy(self, one: Attached) -> None:
        office = self.session.office
        if picked := self.ask_folder():
            self.work(lambda _job: outside.save_attached(office, one.paper, Path(picked)), self._saved)
