"""Which office this is, and what its papers say."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ppo_desktop.core.offices import Level, region
from ppo_desktop.core.text import N_, _
from ppo_desktop.gui.design.choices import Choice, Choices
from ppo_desktop.gui.design.fields import FieldBox, line
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.typeahead import Option, TypeAhead
from ppo_desktop.gui.design.widgets import Card, Square, button, clear, column, label, row, rule
from ppo_desktop.gui.screens.first_run.answers import Answers, level_words, long_name, offices_of
from ppo_desktop.gui.screens.first_run.step import Step

if TYPE_CHECKING:
    from ppo_desktop.gui.screens.first_run import FirstRunPage
    from ppo_desktop.operations.house.office import Identity


class KindStep(Step):
    """Village, district or regency."""

    title = N_("Aplikasi ini dipakai di kantor apa?")
    purpose = N_("Menentukan menu dan laporan yang tampil.")

    def __init__(self, page: FirstRunPage, answers: Answers) -> None:
        super().__init__(page, answers)
        self.choices = Choices(
            [
                Choice(
                    Level.VILLAGE.name,
                    _("Kantor desa atau kelurahan"),
                    _("Mencatat keberangkatan dan sosialisasi, membuat laporan bulanan."),
                    "house",
                ),
                Choice(
                    Level.DISTRICT.name,
                    _("Kantor kecamatan"),
                    _("Menerima laporan desa lewat flashdisk, memeriksa, dan membuat rekap."),
                    "layers",
                ),
                Choice(
                    Level.REGENCY.name,
                    _("Kantor kabupaten atau kota"),
                    _("Menerima rekap kecamatan dan memantau seluruh wilayah."),
                    "building-2",
                ),
            ]
        )
        if answers.level:
            self.choices.set_value(answers.level.name)
        self.choices.picked.connect(lambda _value: self.forward.emit())
        self.body.addWidget(self.choices)
        self._missing = label("", "error")
        self._missing.hide()
        self.body.addWidget(self._missing)
        go = page.session.go
        self.body.addWidget(rule())
        self.second = button(
            _("Siapkan komputer kedua"), partial(self._be_second, True), look="quiet", icon_name="monitor"
        )
        self.first = button(
            _("Bukan komputer kedua"), partial(self._be_second, False), look="quiet", icon_name="undo-2"
        )
        doors = [
            (
                _("Mau mencoba dulu?"),
                button(_("Buka mode latihan"), partial(go, "practice"), look="quiet", icon_name="graduation-cap"),
            ),
            (
                _("Ganti komputer?"),
                button(_("Pulihkan cadangan"), partial(go, "restore"), look="quiet", icon_name="database-backup"),
            ),
            (_("Kantor ini sudah memakai PPO Desktop di komputer lain?"), self.second),
        ]
        if answers.is_second:
            doors = [(_("Komputer kedua kantor yang sudah memakai PPO Desktop: pilih jenis kantornya."), self.first)]
        rows = [row(label(words, "soft"), door) for words, door in doors]
        for shown in rows:
            shown.setStretch(0, 1)
        self.body.addLayout(column(*rows, spacing=0))

    def _be_second(self, is_second: bool) -> None:
        self.answers.is_second = is_second
        self.page.show_step("kind")

    def first_focus(self) -> QWidget:
        """The rows."""
        return self.choices.first_focus()

    def keep(self) -> None:
        """Another level means another office."""
        level = Level[self.choices.value] if self.choices.value else None
        if level != self.answers.level:
            self.answers.level, self.answers.code, self.answers.has_regency = level, "", None

    def check(self) -> bool:
        """One must be chosen."""
        self._missing.setText(_("Pilih salah satu dahulu: tekan 1, 2, atau 3."))
        self._missing.setVisible(not self.choices.value)
        return bool(self.choices.value)


class SecondStep(Step):
    """What a second PC of an office means, before anything is asked."""

    title = N_("Komputer kedua kantor ini")
    purpose = N_("Kedua komputer mencatat sendiri-sendiri dan saling melengkapi lewat flashdisk. Begini jalannya:")

    def __init__(self, page: FirstRunPage, answers: Answers) -> None:
        super().__init__(page, answers)
        for icon_name, words in (
            ("landmark", _("Pilih kantor yang sama persis dengan di komputer pertama; kode wilayahnya harus sama.")),
            (
                "users",
                _("Akun, kata sandi, dan kode darurat dibuat baru di sini; yang di komputer pertama tidak ikut."),
            ),
            (
                "key-round",
                _("Kunci komputer ini dikenalkan seperti kantor baru: buat permintaan, bawa ke kantor penjawabnya."),
            ),
            ("usb", _("Sesudah itu catatan dibawa dua arah, lewat halaman Komputer kantor ini.")),
            (
                "triangle-alert",
                _("Jangan menyalin folder data dan jangan memulihkan cadangan komputer pertama di sini."),
            ),
        ):
            shown = row(
                Square(icon_name, "warn" if icon_name == "triangle-alert" else "info"), label(words), spacing=12
            )
            shown.setStretch(1, 1)
            self.body.addLayout(shown)


class RootStep(Step):
    """Whether a kecamatan is the topmost office."""

    title = N_("Apakah kabupaten sudah memakai PPO Desktop?")
    purpose = N_(
        "Kantor teratas membuat kunci induk, yang menjadi dasar kepercayaan antarkantor. Bila ragu, telepon kabupaten "
        "dahulu: pilihan ini tidak dapat diubah sesudah kantor dibuat."
    )

    def __init__(self, page: FirstRunPage, answers: Answers) -> None:
        super().__init__(page, answers)
        self.choices = Choices(
            [
                Choice(
                    "no", _("Belum"), _("Kecamatan ini menjadi kantor teratas dan mengesahkan kunci desa."), "key-round"
                ),
                Choice("yes", _("Sudah"), _("Kunci kecamatan ini nanti dikenalkan kepada kabupaten."), "landmark"),
            ]
        )
        if answers.has_regency is not None:
            self.choices.set_value("yes" if answers.has_regency else "no")
        self.choices.picked.connect(lambda _value: self.forward.emit())
        self.body.addWidget(self.choices)
        self._missing = label(_("Pilih salah satu dahulu: tekan 1 atau 2."), "error")
        self._missing.hide()
        self.body.addWidget(self._missing)

    def first_focus(self) -> QWidget:
        """The rows."""
        return self.choices.first_focus()

    def keep(self) -> None:
        """The answer as yes or no."""
        self.answers.has_regency = {"yes": True, "no": False}.get(self.choices.value)

    def check(self) -> bool:
        """One must be chosen."""
        self._missing.setVisible(not self.choices.value)
        return bool(self.choices.value)


class PlaceStep(Step):
    """Which office, found by name."""

    title = N_("Kantor yang mana?")
    purpose = N_("Ketik beberapa huruf namanya, lalu pilih dengan panah dan Enter. Kodenya terisi otomatis.")

    def __init__(self, page: FirstRunPage, answers: Answers) -> None:
        super().__init__(page, answers)
        level = answers.level or Level.VILLAGE
        self.typed = TypeAhead(lambda: [Option(one.code, long_name(one)) for one in offices_of(level)])
        self.typed.setPlaceholderText(_("Ketik di sini"))
        self.box = FieldBox(
            _("Nama {level}").format(level=level_words(level)),
            self.typed,
            hint=_("Kecamatan dan kabupaten disebut juga, karena banyak nama yang sama."),
        )
        if answers.code:
            self.typed.set_value(answers.code)
        self.typed.chosen.connect(lambda _code: self._show())
        self.typed.textEdited.connect(lambda _text: self._show())
        self.typed.returnPressed.connect(self.forward)
        self.body.addWidget(self.box)
        self._found = Card(role="sunken", margins=14)
        self.body.addWidget(self._found)
        self.body.addWidget(
            label(
                _("Tidak ada dalam daftar? Hubungi pendamping PPO Desktop; daftar wilayahnya perlu diperbarui."),
                "muted",
            )
        )
        self._show()

    def _show(self) -> None:
        self.box.say()
        clear(self._found.body)
        self._found.setVisible(bool(self.typed.value))
        if self.typed.value:
            chosen = region(self.typed.value)
            self._found.body.addWidget(label(long_name(chosen), "strong"))
            self._found.body.addWidget(label(_("Kode wilayah {code}").format(code=chosen.code), "soft"))

    def first_focus(self) -> QWidget:
        """The name."""
        return self.typed

    def keep(self) -> None:
        """The code; typing that means nothing yet is not kept."""
        self.answers.code = self.typed.value

    def check(self) -> bool:
        """One of the list must be chosen."""
        if self.typed.value:
            return True
        self.box.say(_("Pilih satu dari daftar yang muncul."))
        self.typed.setFocus()
        return False


class PapersStep(Step):
    """Address and officials, with the letterhead as it will be printed."""

    title = N_("Apa yang tertulis di kop dan di bawah tanda tangan?")
    purpose = N_("Semuanya dapat diubah nanti di Pengaturan.")

    def __init__(self, page: FirstRunPage, answers: Answers) -> None:
        super().__init__(page, answers)
        kind = answers.type
        self.address = line(answers.address, longest=120, placeholder=_("Jalan, nomor, kode pos"))
        self.head = line(answers.head, longest=120)
        self.head_number = line(answers.head_number, longest=120, placeholder="NIP … / NIPD …")
        self.secretary = line(answers.secretary, longest=120)
        self.secretary_number = line(answers.secretary_number, longest=120, placeholder="NIP … / NIPD …")
        self.head_box = FieldBox(
            _("Nama {title}").format(title=_(kind.head)), self.head, hint=_("Lengkap dengan gelar.")
        )
        boxes = (
            FieldBox(_("Alamat kantor"), self.address, optional=True),
            self.head_box,
            FieldBox(_("NIP atau NIPD"), self.head_number, optional=True, hint=_("Seperti dicetak.")),
            FieldBox(
                _("Nama {title}").format(title=_(kind.secretary)),
                self.secretary,
                optional=True,
                hint=_("Boleh menyetujui laporan a.n. pimpinan."),
            ),
            FieldBox(_("NIP atau NIPD sekretaris"), self.secretary_number, optional=True, hint=_("Seperti dicetak.")),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(16))
        grid.setVerticalSpacing(theme().px(12))
        grid.addWidget(boxes[0], 0, 0, 1, 2)
        for place, box in enumerate(boxes[1:]):
            grid.addWidget(box, 1 + place // 2, place % 2)
        self.body.addLayout(grid)
        self._fields = (self.address, self.head, self.head_number, self.secretary, self.secretary_number)
        for before, after in zip(self._fields, self._fields[1:], strict=False):
            before.returnPressed.connect(after.setFocus)
        self._fields[-1].returnPressed.connect(self.forward)
        self.preview = Letterhead()
        self.body.addWidget(self.preview)
        for field in self._fields:
            field.textChanged.connect(lambda _text: self._draw())
        self._draw()

    def first_focus(self) -> QWidget:
        """The first field that is empty."""
        return next((field for field in self._fields if not field.text()), self.address)

    def keep(self) -> None:
        """All five lines."""
        self.answers.address = self.address.text().strip()
        self.answers.head = self.head.text().strip()
        self.answers.head_number = self.head_number.text().strip()
        self.answers.secretary = self.secretary.text().strip()
        self.answers.secretary_number = self.secretary_number.text().strip()

    def check(self) -> bool:
        """Somebody must answer for the office."""
        self.head_box.say("" if self.head.text().strip() else _("Isi namanya; nama ini dicetak di bawah laporan."))
        if not self.head.text().strip():
            self.head.setFocus()
            return False
        return True

    def _draw(self) -> None:
        self.keep()
        self.preview.draw(self.answers.identity())


class Letterhead(Card):
    """The letterhead and the signature block, in words."""

    def __init__(self) -> None:
        super().__init__(role="sunken", margins=14, spacing=2)
        self.setAccessibleName(_("Contoh kop surat"))
        self.lines: list[str] = []
        self._shown: list[QLabel] = []

    def draw(self, identity: Identity) -> None:
        """Show what papers would say."""
        paper = identity.on_paper()
        head = [*paper.letterhead.lines, paper.letterhead.address]
        self.lines = [*head, f"{paper.head_title},", paper.head.name or "…", paper.head.number_line]
        if len(self._shown) != len(self.lines):
            self._lay_out(len(head))
        for shown, text in zip(self._shown, self.lines, strict=True):
            shown.setText(text)
            shown.setVisible(bool(text))

    def _lay_out(self, head: int) -> None:
        """Labels for all lines: made once, since every letter typed shows."""
        clear(self.body)
        centre, right = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight
        self._shown = [label("", "strong" if place < head - 1 else "soft") for place in range(len(self.lines))]
        for place, shown in enumerate(self._shown):
            if place == head:
                self.body.addWidget(rule())
            shown.setAlignment(centre if place < head else right)
            self.body.addWidget(shown)
