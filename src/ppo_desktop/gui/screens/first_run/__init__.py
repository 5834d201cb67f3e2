"""Mulai pertama: an office is set up in a few pages, one question each. Nothing is written before the last look."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from ppo_desktop.core.errors import PpoError, World
from ppo_desktop.core.text import N_, _
from ppo_desktop.gui.design.tabbing import tab_after
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import button, clear, column, label, row, set_role
from ppo_desktop.gui.screens.first_run.answers import Answers
from ppo_desktop.gui.screens.first_run.step import Step
from ppo_desktop.gui.shell.door import WIDE, DoorPage
from ppo_desktop.gui.shell.session import Session

if TYPE_CHECKING:
    from ppo_desktop.operations.doors.setup import NewOffice

_STEPS = {
    "kind": "office_steps:KindStep",
    "second": "office_steps:SecondStep",
    "root": "office_steps:RootStep",
    "place": "office_steps:PlaceStep",
    "papers": "office_steps:PapersStep",
    "clerk": "people_steps:ClerkStep",
    "chief": "people_steps:ChiefStep",
    "look": "people_steps:LookStep",
    "code": "end_steps:CodeStep",
    "backup": "end_steps:BackupStep",
    "done": "end_steps:DoneStep",
}
_KEPT = "first-run"


class FirstRunPage(DoorPage):
    """The steps, their dots, and the way forward and back."""

    help = (
        N_("Satu pertanyaan setiap halaman. Enter melanjutkan, Alt+panah kiri kembali."),
        N_("Boleh berhenti kapan saja: sebelum “Buat kantor ini” ditekan, tidak ada yang ditulis ke komputer."),
        N_("Setiap orang memakai kata sandinya sendiri. Kata sandi pimpinan dipakai untuk menyetujui laporan."),
        N_("Kode darurat dicatat di kertas, bukan di komputer atau HP."),
        N_("Ingin mencoba dulu? Buka mode latihan dari halaman pertama."),
    )
    locks = False

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Mulai pertama"), width=WIDE)
        kept = session.kept.setdefault(_KEPT, Answers())
        assert isinstance(kept, Answers)
        self.answers = kept
        self.step: Step
        self._count = label("", "tiny", wraps=False)
        self._dots = row(spacing=5)
        self.above_title.addWidget(self._count)
        self.above_title.addStretch(1)
        self.above_title.addLayout(self._dots)
        self._room = column()
        self.card.body.addLayout(self._room)
        self._making = QProgressBar()
        self._making.setRange(0, 0)
        self._making.setTextVisible(False)
        self._making.setAccessibleName(_("Membuat kantor"))
        self._making.hide()
        self.card.body.addWidget(self._making)
        self.card.body.addWidget(self.busy)
        self.back_button = button(_("Kembali"), self.back, look="quiet", icon_name="arrow-left")
        self._written = label(_("Belum ada yang ditulis ke komputer."), "muted", wraps=False)
        self.next_button = button(_("Lanjut"), self.forward, look="primary")
        self.footer.addWidget(self.back_button)
        self.footer.addWidget(self._written)
        self.footer.addStretch(1)
        self.footer.addWidget(self.next_button)
        self.show_footer()
        tab_after(self.next_button, self.back_button)
        self.show_step(self.names[min(self.answers.step, len(self.names) - 1)])

    @property
    def names(self) -> list[str]:
        """The steps for what was answered so far."""
        from ppo_desktop.core.offices import Level

        left_out = {
            "second": not self.answers.is_second,
            "root": self.answers.is_second or self.answers.level is not Level.DISTRICT,
        }
        return [name for name in _STEPS if not left_out.get(name)]

    # ------------------------------------------------------------------------------- steps

    def show_step(self, name: str) -> None:
        """Show a step, with the answers it was given before."""
        self.answers.step = self.names.index(name)
        self.clear_banner()
        clear(self._room)
        module, class_name = _STEPS[name].split(":")
        made: type[Step] = getattr(import_module(f"{__name__}.{module}"), class_name)
        self.step = made(self, self.answers)
        self._room.addWidget(self.step)
        self.step.forward.connect(self.forward)
        self.title.setText(_(self.step.title))
        self.purpose.setText(_(self.step.purpose))
        self.purpose.setVisible(bool(self.step.purpose))
        self.next_button.setText(_(self.step.next_words))
        self.next_button.setAccessibleName(_(self.step.next_words))
        set_role(self.next_button, "primary")
        self.step.shown()
        self.back_button.setVisible(self.answers.step > 0 and self.step.may_go_back)
        self._written.setVisible(not self.answers.emergency_code and not self.session.is_open)
        self._draw_dots()
        if self.isVisible():
            (self.step.first_focus() or self.next_button).setFocus()

    def _draw_dots(self) -> None:
        at, count = self.answers.step, len(self.names)
        self._count.setText(_("LANGKAH {number} DARI {count}").format(number=at + 1, count=count))
        clear(self._dots)
        for place in range(count):
            dot = QFrame()
            dot.setProperty("role", "dot")
            dot.setProperty("state", "done" if place <= at else "")
            dot.setFixedSize(theme().px(24), theme().px(6))
            self._dots.addWidget(dot)

    def first_focus(self) -> QWidget | None:
        """Where the step says."""
        return self.step.first_focus() or self.next_button

    def leave(self) -> None:
        """Nothing is lost while the program runs."""
        self.step.keep()

    def forward(self) -> None:
        """Go on if the step agrees."""
        if not self.next_button.isEnabled():
            return
        self.step.keep()
        if not self.step.check():
            return
        names = self.names
        name = names[self.answers.step]
        if name == "look":
            self._make()
        elif name == "done":
            self.finish("home", {})
        else:
            self.show_step(names[self.answers.step + 1])

    def back(self) -> bool:
        """To the step before; what was typed stays."""
        if self.answers.step > 0 and self.step.may_go_back and self.next_button.isEnabled():
            self.step.keep()
            self.show_step(self.names[self.answers.step - 1])
        return True

    # ------------------------------------------------------------------------------- the office

    def _make(self) -> None:
        answers, session = self.answers, self.session
        self._set_busy(is_busy=True)
        self.busy.tell(_("Membuat kunci kantor dan basis data terkunci. Ini memakan waktu beberapa detik…"))

        def made() -> NewOffice:
            from ppo_desktop.operations.doors.setup import NewUser, create_office
            from ppo_desktop.operations.house import preferences

            users = (
                NewUser(answers.clerk.login, answers.clerk.display_name, "petugas", answers.clerk.password),
                NewUser(answers.chief.login, answers.chief.display_name, "pimpinan", answers.chief.password),
            )
            paths, clock, cost = session.paths, session.clock, session.kdf_cost
            created = create_office(paths, answers.identity(), users, clock, is_root=answers.is_root, cost=cost)
            with contextlib.suppress(World):  # who comes first next time is not worth failing for
                preferences.save(paths, preferences.entered(preferences.load(paths), answers.clerk.login))
            return created

        self.work(lambda _job: made(), self._made, self._not_made, holds=True)

    def _made(self, created: NewOffice) -> None:
        self._set_busy(is_busy=False)
        self.answers.emergency_code = created.emergency_code
        self.answers.clerk.password = self.answers.chief.password = ""
        self.session.open(created.office)
        self.session.kept[_KEPT] = self.answers  # the code in it must outlive a change of the letters' size
        self.show_step("code")

    def _not_made(self, error: PpoError) -> None:
        self._set_busy(is_busy=False)
        self.show_error(error)

    def _set_busy(self, *, is_busy: bool) -> None:
        self._making.setVisible(is_busy)
        self.step.setEnabled(not is_busy)
        self.back_button.setEnabled(not is_busy)
        self.next_button.setEnabled(not is_busy)
        if not is_busy:
            self.busy.stop()

    def finish(self, screen: str, arguments: Mapping[str, object]) -> None:
        """Forget what was typed, and begin."""
        self.session.kept.pop(_KEPT, None)
        self.session.go(screen, **arguments)
