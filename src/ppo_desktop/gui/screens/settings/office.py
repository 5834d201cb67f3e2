"""Kantor & kop: what papers say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtWidgets import QGridLayout, QWidget

from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.offices import Level, region
from ppo_desktop.core.text import _
from ppo_desktop.gui.design.fields import FieldBox, line, paragraph
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Action, button, label
from ppo_desktop.gui.screens.first_run.office_steps import Letterhead
from ppo_desktop.gui.screens.settings.due_day import DueDay
from ppo_desktop.gui.screens.settings.emblem import EmblemBox
from ppo_desktop.gui.screens.settings.section import Section
from ppo_desktop.operations.house.office import Identity, Office, Official
from ppo_desktop.operations.months import waiting

if TYPE_CHECKING:
    from ppo_desktop.gui.screens.settings import SettingsPage


class OfficeSection(Section):
    """Address, officials and letterhead, with the letterhead as it will be printed."""

    def __init__(self, page: SettingsPage, title: str) -> None:
        super().__init__(page, title, _("Dipakai pada surat berikutnya; surat yang sudah dibuat tidak berubah."))
        identity = self.session.office.identity
        kind = identity.type
        place = region(identity.code)
        self.body.addWidget(
            label(_("{office}, kode wilayah {code}").format(office=place.full_name, code=place.code), "strong")
        )
        self.address = line(identity.address, longest=120)
        self.head_name = line(identity.head.name, longest=120)
        self.head_number = line(identity.head.number, longest=120)
        self.head_rank = line(identity.head.rank, longest=60)
        self.secretary_rank = line(identity.secretary.rank, longest=60)
        self.secretary = line(identity.secretary.name, longest=120)
        self.secretary_number = line(identity.secretary.number, longest=120)
        self.lines = paragraph("\n".join(identity.lines), lines=3)
        self.head_box = FieldBox(_("Nama {title}").format(title=_(kind.head)), self.head_name)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(16))
        grid.setVerticalSpacing(theme().px(12))
        grid.addWidget(FieldBox(_("Alamat kantor"), self.address, optional=True), 0, 0, 1, 2)
        boxes = (
            self.head_box,
            FieldBox(_("NIP atau NIPD"), self.head_number, optional=True),
            FieldBox(_("Pangkat (ASN)"), self.head_rank, optional=True),
            FieldBox(_("Nama {title}").format(title=_(kind.secretary)), self.secretary, optional=True),
            FieldBox(_("NIP atau NIPD sekretaris"), self.secretary_number, optional=True),
            FieldBox(_("Pangkat sekretaris (ASN)"), self.secretary_rank, optional=True),
        )
        for number, box in enumerate(boxes):
            grid.addWidget(box, 1 + number // 3 * 2 + number % 3 // 2, number % 3 % 2)
        hint = _("Satu baris kop setiap baris. Kosongkan untuk kop yang biasa.")
        grid.addWidget(FieldBox(_("Kop sendiri"), self.lines, hint=hint, optional=True), 5, 0, 1, 2)
        self.head_title = line(identity.title, longest=120)
        self.title_box = FieldBox(
            _("Jabatan pimpinan"),
            self.head_title,
            hint=_("Diisi bila kantor ini dinas: Kepala Dinas Tenaga Kerja Kabupaten Sambas."),
            optional=True,
        )
        grid.addWidget(self.title_box, 6, 0, 1, 2)
        if kind.level is not Level.REGENCY:
            self.title_box.hide()
        self.body.addLayout(grid)
        self.emblem = EmblemBox(self, identity.emblem)
        self.emblem.changed.connect(self._draw)
        self.body.addWidget(self.emblem)
        self.preview = Letterhead()
        self.body.addWidget(self.preview)
        self.due_day = DueDay(self.session.office)
        self.body.addWidget(self.due_day)
        self.save_action = Action(button(_("Simpan"), self.save, look="primary", keys="Ctrl+S"))
        self.always_seen = self.save_action
        self.due_day.line.returnPressed.connect(self.save)
        self.due_day.line.textChanged.connect(lambda _text: self._draw())
        heads = (self.head_name, self.head_number, self.head_rank)
        fields = (self.address, *heads, self.secretary, self.secretary_number, self.secretary_rank)
        for before, after in zip(fields, (*fields[1:], self.lines), strict=True):
            before.returnPressed.connect(after.setFocus)
            before.textChanged.connect(lambda _text: self._draw())
        self.lines.textChanged.connect(self._draw)
        self.head_title.textChanged.connect(lambda _text: self._draw())
        self._draw()

    def first_focus(self) -> QWidget:
        """The address."""
        return self.address

    def typed(self) -> Identity:
        """The identity as it stands in the fields."""
        head = self.session.office.identity.head
        return replace(
            self.session.office.identity,
            address=self.address.text().strip(),
            head=replace(
                head,
                name=self.head_name.text().strip(),
                number=self.head_number.text().strip(),
                rank=self.head_rank.text().strip(),
            ),
            secretary=Official(
                self.secretary.text().strip(),
                self.secretary_number.text().strip(),
                rank=self.secretary_rank.text().strip(),
            ),
            lines=tuple(text.strip() for text in self.lines.toPlainText().splitlines() if text.strip()),
            title=self.head_title.text().strip(),
            emblem=self.emblem.value,
        )

    def save(self) -> None:
        """Let papers say this from now on."""
        if not self.save_action.button.isEnabled():
            return
        office, identity, day = self.session.office, self.typed(), self.due_day.day
        is_new_day = day != self.due_day.kept
        if not identity.head.name:
            self.head_box.say(_("Isi namanya; nama ini dicetak di bawah laporan."))
            self.head_name.setFocus()
            return
        self.head_box.say()
        if not self.due_day.check():
            return
        self.save_action.button.setEnabled(False)

        def saved() -> Office:
            from ppo_desktop.operations.doors.setup import change_identity

            changed = office if identity == office.identity else change_identity(office, identity)
            if is_new_day:
                waiting.set_due_day(changed, day)
            return changed

        self.work(lambda _job: saved(), lambda changed: self._saved(changed, day), self._failed, unclaimed=self._keep)

    def _keep(self, office: Office) -> None:
        if self.session.is_open:
            self.session.replace(office)

    def _saved(self, office: Office, day: int) -> None:
        self._keep(office)
        self.due_day.kept = day
        self.page.clear_banner()
        self.session.tell(_("Kop, pejabat, dan jatuh tempo disimpan."))
        self._draw()

    def _failed(self, error: PpoError) -> None:
        self._draw()
        self.page.show_error(error)

    def _draw(self) -> None:
        identity = self.typed()
        self.preview.draw(identity)
        same = identity == self.session.office.identity and self.due_day.day == self.due_day.kept
        self.save_action.refuse(self.session.why_not("office") or (_("Belum ada yang diubah.") if same else ""))
