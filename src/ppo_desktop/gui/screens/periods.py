"""Laporan berkala: a register, or a report of several months; chosen, seen, signed, printed, saved."""

from __future__ import annotations

from enum import Enum
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QPushButton, QVBoxLayout, QWidget

from ppo_desktop.core.clock import today
from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.period import Span, long_date
from ppo_desktop.core.text import N_, _, number
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.fields import FieldBox, line
from ppo_desktop.gui.design.layouts import Flow
from ppo_desktop.gui.design.preview import Preview
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.typeahead import Option, TypeAhead
from ppo_desktop.gui.design.widgets import Banner, Card, allow, breakable, button, clear, column, label, reasons
from ppo_desktop.gui.screens.period_signing import SigningCard
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.paper import print_or_save
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.gui.shell.work import Job
from ppo_desktop.operations.house import preferences
from ppo_desktop.operations.months import reporting
from ppo_desktop.operations.papers import period_signing, periodic, registers
from ppo_desktop.operations.papers.period_signing import SignedPeriod
from ppo_desktop.operations.papers.periodic import Asked
from ppo_desktop.reports.office import check_code

_ALL = "all"
_PAUSE = 150
"""Milliseconds after a choice before the pages are made."""
_PAPER, _SPAN, _REASON = 330, 240, 270
_CHOICES = 360
"""Width of what is chosen, where the pages stand beside it."""
_SIDE_BY_SIDE = 860
"""Widths of the page from which they do; below, they stand under it."""
_LOWEST = 300
"""Height of the pages; in a lower window the page scrolls."""
_ANY = 16777215
"""Qt's QWIDGETSIZE_MAX."""
_CHOSEN = 10
"""What a chip is wider once it is chosen: its words are bold then."""


_ONE_LEVEL = N_(
    "Untuk tahun yang sama, umumkan dari satu tingkat saja: kabupaten, kecamatan, atau desa. Dari ringkasan beberapa "
    "tingkat bersama-sama, angka kecil dapat dihitung. Untuk permintaan data ada angka yang tetap, juga "
    "sebagai CSV."
)


class Version(Enum):
    """Of a report; a register has one alone."""

    OWN = N_("Untuk kantor ini")
    SIGNED = N_("Bertanda tangan")
    PUBLIC = N_("Untuk umum")


class PeriodsPage(Page):
    """Arguments: ``paper`` (its name in the catalogue) and ``span``, to begin with."""

    help: ClassVar[tuple[str, ...]] = (
        N_("Pilih cetakannya, lalu masanya; halamannya tampil di sampingnya."),
        N_("Ketik pada Masa, misalnya “2026” atau “triwulan 3”; F4 menampilkan semua pilihan."),
        N_("Laporan dijumlahkan dari laporan bulanan yang ada. Bulan tanpa laporan disebut dan tidak dihitung nol."),
        N_("Tandatangani: pimpinan menyetujui dengan kata sandinya; halamannya lalu disimpan dan tidak berubah lagi."),
        N_("Bertanda tangan: cetak atau simpan halaman itu kapan saja; berkasnya tetap utuh."),
        N_("Ringkasan untuk umum, satu tahun yang sudah selesai, tidak menyebut nama dan menyembunyikan angka kecil."),
        N_("Kolom terbatas pada register hanya tercetak bila alasannya ditulis; setiap pembukaan dicatat."),
        N_("Register yang sangat panjang langsung disimpan sebagai PDF; pekerjaannya dapat dibatalkan."),
        N_("P mencetak, S menyimpan sebagai PDF di folder yang dipilih."),
    )

    def __init__(self, session: Session) -> None:
        purpose = _("Register dan laporan triwulan, semester, atau tahunan.")
        super().__init__(session, _("Laporan berkala"), purpose)
        self._paper, self._version = periodic.REPORT, Version.OWN
        self._pdf: bytes | None = None
        self._job: Job | None = None
        self.signed: SignedPeriod | None = None
        """The report of the chosen time that was signed last."""
        self.paper = TypeAhead([Option(one.name, _(one.title)) for one in periodic.offered(session.office)])
        self.paper.chosen.connect(self._choose_paper)
        self.versions: dict[Version, QPushButton] = {}
        self.to_sign = button(_("Tandatangani"), self.ask_signature, icon_name="signature")
        self.into_file = button(_("Simpan PDF"), self.save_pages, icon_name="save")
        self.onto_paper = button(_("Cetak"), self.print_pages, look="primary", icon_name="printer")
        for made in (self.to_sign, self.into_file, self.onto_paper):
            self.beside_title.addWidget(made)
        self.span = TypeAhead()
        self.span.chosen.connect(lambda _value: self._wish())
        self.reason = line(longest=registers.MOST_WORDS, enter=self._wish)
        self.preview = Preview(_("Halaman laporan"))
        self.preview.setMinimumHeight(theme().px(_LOWEST))
        self._progress = QVBoxLayout()
        self.signing = SigningCard(self, self._show_signed, self.preview.setFocus)
        self._build()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PAUSE)
        self._later.timeout.connect(self._make)
        for keys, made in (("P", self.onto_paper), ("S", self.into_file)):
            shortcut = QShortcut(QKeySequence(keys), self.preview, made.click)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _build(self) -> None:
        for version in Version:
            chip = button(_(version.value), partial(self._choose_version, version), look="chip")
            chip.setCheckable(True)
            chip.setMinimumWidth(chip.sizeHint().width() + theme().px(_CHOSEN))
            self.versions[version] = chip
        paper, span = FieldBox(_("Cetakan"), self.paper), FieldBox(_("Masa"), self.span)
        self._reason_box = FieldBox(_("Alasan mencetak kolom terbatas"), self.reason)
        self.reason.setPlaceholderText(_("Bila kosong, kolomnya tidak dicetak"))
        for box, width in ((paper, _PAPER), (span, _SPAN), (self._reason_box, _REASON)):
            box.setFixedWidth(theme().px(width))
        card = Card(spacing=8, margins=12)
        self._version_box = QWidget()
        chips = column(label(_("Versi"), "strong"), Flow(self.versions.values()), spacing=tokens.TIGHT)
        self._version_box.setLayout(chips)
        card.body.addLayout(Flow((paper, span, self._version_box, self._reason_box), spacing=12))
        self._other_versions = label("", "muted")
        card.body.addWidget(self._other_versions)
        self._choices = QWidget()
        self._choices.setLayout(column(card, self.signing, self._progress, spacing=12))
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setSpacing(theme().px(12))
        self._beside.addWidget(self._choices, alignment=Qt.AlignmentFlag.AlignTop)
        self._beside.addWidget(self.preview, 1)
        self.body.addLayout(self._beside, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The pages have the whole height beside what is chosen, where there is room."""
        super().resizeEvent(event)
        is_wide, across = self.width() >= theme().px(_SIDE_BY_SIDE), QBoxLayout.Direction
        self._beside.setDirection(across.LeftToRight if is_wide else across.TopToBottom)
        self._beside.setAlignment(self._choices, Qt.AlignmentFlag.AlignTop if is_wide else Qt.AlignmentFlag(0))
        self._choices.setMinimumWidth(theme().px(_CHOICES) if is_wide else 0)
        self._choices.setMaximumWidth(theme().px(_CHOICES) if is_wide else _ANY)

    # ------------------------------------------------------------------------------- what is asked for

    def enter(self, **arguments: object) -> None:
        """Show what the arguments name; coming back, what was there."""
        name, span = str(arguments.get("paper") or ""), str(arguments.get("span") or "")
        known = {option.value for option in self.paper.options}
        if name in known or not self.span.value:
            self._paper = name if name in known else self._paper
            self.paper.set_value(self._paper)
            self._offer_spans(span)
        self._wish()

    def leave(self) -> None:
        """What is being made is not waited for; no password stays in a field."""
        self._stop()
        self.signing.forget()

    def first_focus(self) -> QWidget | None:
        return self.paper

    def _offer_spans(self, span: str = "") -> None:
        choices = periodic.choices(self.session.office, self._paper)
        options = [Option(str(choice.span), choice.words) for choice in choices]
        if periodic.register_of(self._paper):
            options.append(Option(_ALL, _("Semua")))
        self.span.set_options(options)
        kept = span or self.span.value
        self.span.set_value(kept if kept in {option.value for option in options} else options[0].value)

    def _choose_paper(self, name: str) -> None:
        if not name:
            return
        self._paper = name
        self._offer_spans()
        self._wish()

    def _choose_version(self, version: Version) -> None:
        self._version = version
        self._wish()

    def _asked(self) -> Asked:
        register = periodic.register_of(self._paper)
        value = self.span.value or self.span.options[0].value
        return Asked(
            self._paper,
            None if value == _ALL else Span.parse(value),
            is_public=self._version is Version.PUBLIC and register is None,
            is_signed=self._version is Version.SIGNED and register is None,
            reason=self.reason.text() if register and register.restricted else "",
            size=preferences.load(self.session.paths).paper,
        )

    def _wish(self) -> None:
        """Make the pages of what is chosen now, a moment later."""
        register = periodic.register_of(self._paper)
        self.signing.forget()
        self._version_box.setVisible(register is None)
        self.to_sign.setVisible(register is None)
        if register is None:
            self._offer_versions()
            self.tell_why_not(self.to_sign)
        else:
            self.tell_why_not()
        self._reason_box.setVisible(bool(register and register.restricted))
        why = registers.why_not_restricted(self.session.office)
        self.reason.setEnabled(not why)
        self.reason.setToolTip(why)
        told = reasons(self.versions.values()) if register is None else why if register.restricted else ""
        self._other_versions.setText(told)
        self._other_versions.setVisible(bool(told))
        self._stop()
        self.clear_banner()
        self._allow(_("Halamannya sedang disiapkan."))
        self.preview.say(_("Menyiapkan halaman…"))
        self._later.start()

    def _offer_versions(self) -> None:
        """Which versions there are of that time; the one for this office where the chosen one is not among them."""
        office, asked = self.session.office, self._asked()
        self.signed = periodic.signed(office, asked)
        nobody = "" if reporting.assenters(office) else _("Belum ada akun pimpinan. Tambahkan di Pengaturan, Pengguna.")
        cannot = self.session.why_not("report") or nobody or periodic.why_not_sign(office, asked)
        how = _("Belum ditandatangani; pilih “Untuk kantor ini”, lalu tekan “Tandatangani”.")
        unsigned = _("Belum ditandatangani.") if cannot else how
        elsewhere = _("Ditandatangani di komputer lain kantor ini; cetak di sana.")
        why_not = {
            Version.OWN: "",
            Version.SIGNED: unsigned if self.signed is None else "" if self.signed.has_file else elsewhere,
            Version.PUBLIC: periodic.why_not_public(office, asked),
        }
        if why_not[self._version]:
            self._version = Version.OWN
        for version, chip in self.versions.items():
            allow(chip, why_not[version])
            chip.setChecked(version is self._version)
        other = _("Pilih dahulu versi “Untuk kantor ini”.") if self._version is not Version.OWN else ""
        allow(self.to_sign, cannot or other)

    # ------------------------------------------------------------------------------- signing

    def ask_signature(self) -> None:
        """Number and password, before the pages are signed."""
        span = self._asked().span
        assert span is not None, "a report is of a time"
        self.clear_banner()
        self.signing.ask(span, is_over=span.last.last < today(self.session.clock))
        QTimer.singleShot(0, self, lambda: self.into_sight(self.signing))  # what was just shown is not laid out before

    def _show_signed(self) -> None:
        self._choose_version(Version.SIGNED)
        self.preview.setFocus()

    def _tell_signed(self, is_current: bool) -> None:
        """What stands above signed pages."""
        signed = self.signed
        assert signed is not None, "shown"
        words = _("Ditandatangani {day}, disetujui {name}. Kode periksa berkas: {code}.").format(
            day=long_date(signed.on), name=signed.signed_by, code=check_code(signed.id)
        )
        if is_current:
            title = _("Perbaikan ke-{n}").format(n=signed.version - 1) if signed.version > 1 else _("Bertanda tangan")
            self.show_banner(Banner("ok", title, words, closes=True))
            return
        again = _("Bila perlu, pilih “Untuk kantor ini” lalu “Tandatangani”: menjadi laporan perbaikan.")
        self.show_banner(Banner("warn", _("Laporan bulanan berubah sesudah ditandatangani"), f"{words} {again}"))

    # ------------------------------------------------------------------------------- the pages

    def _stop(self) -> None:
        self._later.stop()
        if self._job and not self._job.is_over:
            self._job.disown()
            self._job.cancel()
        clear(self._progress)

    def _make(self) -> None:
        office, asked = self.session.office, self._asked()
        self._pdf = None
        title = periodic.title(office, asked)
        self.preview.name(title)

        def make(job: Job) -> bytes | int | tuple[bytes, bool]:
            if asked.is_signed and asked.span:
                is_current = period_signing.is_current(office, asked.span, job.progress)
                return periodic.pages(office, asked, job.progress), is_current
            count = periodic.line_count(office, asked)
            return count if count > periodic.MOST_LINES else periodic.pages(office, asked, job.progress)

        self._start(self.work(make, self._show, self._failed), title)

    def _start(self, job: Job, title: str) -> None:
        self._job = job
        self.watch(job, self._progress, title, _("Menghentikan…"), over=self._ended)

    def _ended(self, job: Job) -> None:
        if job.is_cancelled and job is self._job:
            self.preview.say(_("Dibatalkan. Pilih lagi cetakan atau masanya."))
            self._allow(_("Pilih dahulu cetakan dan masanya."))

    def _show(self, made: bytes | int | tuple[bytes, bool]) -> None:
        self._allow("")
        if isinstance(made, tuple):
            made, is_current = made
            self._tell_signed(is_current)
        elif self._asked().is_public:
            kept = button(_("Angka baku"), partial(self.session.go, "standard"), icon_name="badge-check")
            self.show_banner(Banner("warn", _("Satu wilayah, satu ringkasan"), _(_ONE_LEVEL), [kept]))
        if isinstance(made, int):
            words = _(
                "{count} baris: terlalu panjang untuk ditampilkan. Simpan sebagai PDF, atau pilih masa yang pendek."
            )
            self.preview.say(words.format(count=number(made)))
            return
        self._pdf = made
        self.preview.show_pdf(made)

    def _failed(self, error: PpoError) -> None:
        self.preview.say("")
        self._allow(error.message)
        self.show_error(error)

    def _allow(self, why_not: str) -> None:
        for made in (self.into_file, self.onto_paper):
            allow(made, why_not)

    def print_pages(self) -> None:
        """Onto a printer, or as a PDF where this PC has none."""
        office, asked, pdf = self.session.office, self._asked(), self._pdf
        title = periodic.title(office, asked)
        print_or_save(self, title, title, lambda: pdf or periodic.pages(office, asked, lambda *_told: None))

    def save_pages(self) -> None:
        """Into a folder a person picks, straight from the records, so that any length will do."""
        picked = QFileDialog.getExistingDirectory(self, _("Simpan PDF di folder"), str(Path.home()))
        if not picked:
            return
        office, asked = self.session.office, self._asked()
        job = self.work(lambda job: periodic.write(office, asked, Path(picked), job.progress), self._saved)
        self._start(job, _("Menyimpan {title}").format(title=periodic.title(office, asked)))

    def _saved(self, path: Path) -> None:
        words = _("Tersimpan di folder {folder}.").format(folder=path.parent.name)
        self.show_banner(Banner("ok", words, breakable(path.name), closes=True))
