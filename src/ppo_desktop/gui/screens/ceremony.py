"""Serah terima jabatan: another head takes over data and keys, and the minutes are printed."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QWidget
from shiboken6 import isValid

from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.text import N_, _
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.choices import Choice, Choices
from ppo_desktop.gui.design.fields import FieldBox, Password, line
from ppo_desktop.gui.design.layouts import Flow
from ppo_desktop.gui.design.new_password import NewPassword
from ppo_desktop.gui.design.preview import Preview
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Action, Banner, Card, button, clear, column, label, row
from ppo_desktop.gui.screens.recover import TwoSheets
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.paper import print_or_save
from ppo_desktop.gui.shell.people import account_name
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.operations.desk import ceremony
from ppo_desktop.operations.desk.ceremony import Handed, Holder, Line
from ppo_desktop.operations.house.office import Official

_FOR_GOOD, _BY_CODE, _BY_SHEETS = "tetap", "kode", "lembar"


class CeremonyPage(Page):
    """Four cards from top to bottom, then the minutes."""

    help: ClassVar[tuple[str, ...]] = (
        N_("Dipakai bila kepala kantor berganti, juga bila sementara dipegang Plt., Pj., atau Plh."),
        N_("Pejabat baru mengetik kata sandinya sendiri; pejabat lama mengetik kata sandinya untuk menyerahkan."),
        N_("Pejabat lama tidak dapat hadir? Pakai lembar kode darurat kantor, dengan saksi."),
        N_("Akun lama ditutup hari ini. Laporan dan surat lama tetap memuat nama pejabat lama."),
        N_("Kunci tanda tangan baru diminta sendiri; sampai dijawab, laporan dikirim petugas."),
        N_("Cetak berita acaranya dan tanda tangani keduanya; nanti dapat dicetak lagi dari Pengaturan, Pengguna."),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            _("Serah terima jabatan"),
            _("Data dan kunci kantor berpindah ke pejabat baru. Tidak ada catatan yang berubah."),
        )
        self.handed: Handed | None = None
        kind = session.office.identity.type
        self.form = QWidget()
        self.body.addWidget(self.form)
        self._after = column()
        self.body.addLayout(self._after)
        self.body.addStretch(1)

        who = Card(_("1. Pejabat baru"), spacing=12)
        self.name, self.number, self.basis = line(longest=100), line(longest=120), line(longest=120)
        self.name_box = FieldBox(_("Nama lengkap"), self.name, hint=_("Seperti dicetak di bawah laporan."))
        self.acting = Choices(
            [Choice(_FOR_GOOD, _(kind.head))]
            + [
                Choice(short, f"{short} {_(kind.head)}", words)
                for short, words in (
                    ("Plt.", _("Pelaksana tugas.")),
                    ("Pj.", _("Penjabat.")),
                    ("Plh.", _("Pelaksana harian.")),
                )
            ],
            columns=2,
            keys=False,
        )
        self.acting.set_value(_FOR_GOOD)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(16))
        grid.addWidget(self.name_box, 0, 0)
        grid.addWidget(FieldBox(_("NIP atau NIPD"), self.number, optional=True), 0, 1, Qt.AlignmentFlag.AlignBottom)
        who.body.addLayout(grid)
        who.body.addLayout(column(label(_("Jabatan"), "strong"), self.acting, spacing=tokens.TIGHT))
        self.basis_box = FieldBox(
            _("Dasar"), self.basis, hint=_("Misalnya SK pengangkatan Nomor 7 Tahun 2026."), optional=True
        )
        who.body.addWidget(self.basis_box)

        account = Card(_("2. Akun pejabat baru"), spacing=12)
        self.login = line(longest=32)
        self.login_box = FieldBox(_("Nama akun"), self.login, hint=_("Terisi otomatis dari nama; boleh diganti."))
        self.password = NewPassword(
            lambda: (self.name.text(), self.login.text()), title=_("Kata sandi, diketik pejabat baru")
        )
        account.body.addWidget(self.login_box)
        account.body.addWidget(self.password)

        self._stock = Card(_("3. Yang diserahkan"), spacing=8)
        self._listed = column(label(_("Menghitung isi kantor…"), "soft"))
        self._stock.body.addLayout(self._listed)

        giving = Card(_("4. Penyerahan"), spacing=12)
        self._olds = ceremony.outgoing(session.office)
        self.olds = Choices(
            [
                *(Choice(one.name, one.display_name, _("Mengetik kata sandinya sendiri.")) for one in self._olds),
                Choice(_BY_CODE, _("Pejabat lama tidak hadir"), _("Dengan lembar kode darurat yang utuh.")),
                Choice(_BY_SHEETS, _("Pejabat lama tidak hadir"), _("Dengan dua dari tiga lembar kode darurat.")),
            ],
            columns=2,
            keys=False,
        )
        self.olds.chosen.connect(lambda _value: self._explain())
        self.proof = Password(enter=self.submit)
        self.proof_box = FieldBox(_("Kata sandi pejabat lama"), self.proof)
        self.sheets = TwoSheets(self.submit)
        self.sheets.hide()
        self.hand = Action(button(_("Serahkan dan tutup akun lama"), self.submit, look="primary"))
        told = _("Sesudah ini akun lama tidak dapat masuk lagi. Catatan dan laporan lama tetap ada, dengan namanya.")
        for made in (self.olds, self.proof_box, self.sheets, label(told, "soft")):
            giving.body.addWidget(made)
        giving.body.addLayout(row(self.hand, None))
        self.form.setLayout(column(who, account, self._stock, giving, spacing=12))

        self._is_own = False
        self.name.textEdited.connect(self._suggest)
        self.login.textEdited.connect(lambda typed: setattr(self, "_is_own", bool(typed)))
        self.name.returnPressed.connect(self.number.setFocus)
        self.number.returnPressed.connect(lambda: self.acting.first_focus().setFocus())
        self.acting.picked.connect(lambda _value: self.basis.setFocus())
        self.basis.returnPressed.connect(self.login.setFocus)
        self.login.returnPressed.connect(self.password.first.line.setFocus)
        self.password.done.connect(lambda: self.olds.first_focus().setFocus())
        self.olds.picked.connect(lambda _value: (self.sheets.fields[0] if self.by_sheets else self.proof).setFocus())
        self.olds.set_value(self._olds[0].name if self._olds else _BY_CODE)
        self._explain()
        self.hand.refuse(session.why_not("accounts"))

    def enter(self, **_arguments: object) -> None:
        """Count what is handed over."""
        office = self.session.office
        if self.handed is None:
            self.work(lambda _job: ceremony.inventory(office), self._list)

    def first_focus(self) -> QWidget:
        return self.name

    def leave(self) -> None:
        """No password stays; whoever handed over is no longer somebody here."""
        self.proof.clear()
        self.sheets.clear()
        self.password.clear()
        if self.handed:
            QTimer.singleShot(0, self.session, self._log_out)

    def _log_out(self) -> None:
        if self.session.is_open:
            self.session.go("unlock")

    @property
    def by_code(self) -> bool:
        """Whether the one who leaves is not there."""
        return self.olds.value in (_BY_CODE, _BY_SHEETS)

    @property
    def by_sheets(self) -> bool:
        """Whether the code is typed from two of its three sheets."""
        return self.olds.value == _BY_SHEETS

    def _explain(self) -> None:
        words = _("Kode darurat, 30 huruf dan angka") if self.by_code else _("Kata sandi pejabat lama")
        self.proof_box.label.setText(words)
        self.proof.setAccessibleName(words)
        self.proof_box.say()
        self.proof_box.setVisible(not self.by_sheets)
        self.sheets.setVisible(self.by_sheets)

    def _suggest(self, typed: str) -> None:
        if not self._is_own:
            self.login.setText(account_name(typed))

    def _list(self, lines: list[Line]) -> None:
        clear(self._listed)
        table = QGridLayout()
        table.setHorizontalSpacing(theme().px(16))
        table.setColumnStretch(1, 1)
        for place, one in enumerate(lines):
            table.addWidget(label(one.what, "soft", wraps=False), place, 0, Qt.AlignmentFlag.AlignTop)
            table.addWidget(label(one.which), place, 1)
        self._listed.addLayout(table)

    def submit(self) -> None:
        """Hand over, if everything is there."""
        if not self.hand.button.isEnabled():
            return
        self.name_box.say("" if self.name.text().strip() else _("Isi namanya."))
        if not self.name.text().strip():
            self.name.setFocus()
            return
        if not self.password.check():
            return
        typed = self.sheets.code() if self.by_sheets else self.proof.text()
        if self.by_sheets and not typed:
            return
        if not typed:
            self.proof_box.say(_("Ketik dahulu; tanpa ini tidak ada yang diserahkan."))
            self.proof.setFocus()
            return
        self.proof_box.say()
        self.clear_banner()
        self.hand.refuse(_("Sedang diserahkan…"))
        acting = "" if self.acting.value == _FOR_GOOD else self.acting.value
        official = Official(" ".join(self.name.text().split()), self.number.text().strip(), acting)
        holder = Holder(official, self.login.text(), self.password.password, self.basis.text())
        office, by_code = self.session.office, self.by_code
        old = self._olds[0].name if by_code and self._olds else self.olds.value

        def handed() -> tuple[Handed, bytes]:
            proof = {"code": typed} if by_code else {"password": typed}
            done = ceremony.hand_over(office, old, holder, **proof)
            return done, ceremony.pages(done.office, done.minutes)

        self.work(lambda _job: handed(), lambda found: self._handed(*found), self._failed, holds=True)

    def _failed(self, error: PpoError) -> None:
        self.hand.refuse("")
        if error.code == "wrong-code" and self.by_sheets:
            self.sheets.say(_("Kedua lembar itu memberi kode lama, yang tidak berlaku lagi."))
        elif error.code in ("wrong-password", "wrong-code"):
            self.proof_box.say(_("Tidak cocok. Ketik lagi; perhatikan huruf besar dan kecil."))
            self.proof.line.selectAll()
            self.proof.setFocus()
        elif error.code in ("user-name", "user-exists"):
            self.login_box.say(error.sentence)
            self.login.setFocus()
        else:
            self.show_error(error)

    def _handed(self, handed: Handed, pdf: bytes) -> None:
        self.session.replace(handed.office)
        if not isValid(self):
            return
        self.handed = handed
        self.proof.clear()
        self.sheets.clear()
        self.form.hide()
        clear(self._after)
        name = handed.office.identity.head.name
        told = _("{name} masuk dengan akunnya sendiri. Akun lama sudah ditutup.").format(name=name)
        self._after.addWidget(Banner("ok", _("Serah terima selesai."), told))
        if handed.key_problem:
            self._after.addWidget(
                Banner("warn", _("Kunci tanda tangan baru belum diminta."), handed.key_problem.sentence)
            )
        else:
            key = _("Kunci tanda tangan lama tidak dipakai lagi. Yang baru diminta bersama laporan berikutnya.")
            self._after.addWidget(Banner("info", key))
        title = _("Berita acara serah terima")
        paper = Card(title, margins=12)
        self.print_button = button(
            _("Cetak"),
            lambda: print_or_save(self, title, handed.minutes.name[:-4], lambda: pdf),
            look="primary",
            icon_name="printer",
        )
        self.finish_button = button(_("Selesai, masuk lagi"), lambda: self.session.go("unlock"))
        deeds = QWidget()
        deeds.setLayout(Flow((self.print_button, self.finish_button)))
        paper.body.addWidget(deeds)
        again = _("Berita acara disimpan; dapat dicetak lagi dari Pengaturan, Pengguna.")
        paper.body.addWidget(label(again, "soft"))
        self.pages = Preview(title)
        self.pages.setFixedHeight(theme().px(480))
        paper.body.addWidget(self.pages)
        self._after.addWidget(paper)
        self.pages.show_pdf(pdf)
        self.print_button.setFocus()
