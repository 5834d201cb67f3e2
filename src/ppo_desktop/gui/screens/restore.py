"""Pulihkan cadangan: choose a backup, see what it is, open it with the password of its day."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtWidgets import QFileDialog

from ppo_desktop.core.clock import WIB
from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import N_, _, number
from ppo_desktop.gui.design.choices import Choice, Choices
from ppo_desktop.gui.design.fields import FieldBox, Password
from ppo_desktop.gui.design.widgets import Banner, Card, button, clear, column, label, row, rule
from ppo_desktop.gui.shell.door import DoorPage
from ppo_desktop.gui.shell.people import role_words
from ppo_desktop.gui.shell.session import Session

if TYPE_CHECKING:
    from ppo_desktop.operations.safekeeping.backups import Backup, Facts
    from ppo_desktop.operations.safekeeping.keeping import Restored

_SHOWN = 5
_COUNTED = ("departure", "person", "socialisation")
"""The kinds whose records are counted for the person who restored them."""


class _Result(Struct, frozen=True):
    """What came back."""

    restored: Restored
    counts: tuple[tuple[str, int], ...]
    """(words, records)"""


class RestorePage(DoorPage):
    """Three looks of one card: choose, open, result."""

    help = (
        N_("Colokkan flashdisk cadangan; cadangan yang ada muncul sendiri. Yang paling baru ada di atas."),
        N_("Pakai nama akun dan kata sandi yang berlaku pada hari cadangan itu dibuat."),
        N_("Data yang sekarang tidak dihapus, tetapi disimpan di samping."),
        N_("Catatan yang sudah dihapus demi hak warga tetap terhapus."),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Pulihkan cadangan"), _("Data kembali seperti pada hari cadangan dibuat."))
        self.choices: Choices | None = None
        self.facts: Facts | None = None
        self.result: _Result | None = None
        self._taken = False
        self._room = column(spacing=14)
        self.card.body.addLayout(self._room)
        self.card.body.addWidget(self.busy)
        self.card.body.addWidget(rule())
        self.card.body.addLayout(row(self.quiet_door(_("Kembali"), "arrow-left", self.back), None))

    # ------------------------------------------------------------------------------- choosing

    def enter(self, **_arguments: object) -> None:
        """Look what backups there are."""
        self.look()

    def look(self) -> None:
        """Look again: in the data folder and on sticks."""
        own, now = self.session.home.backups, self.session.clock.now()

        def seen() -> list[Backup]:
            from ppo_desktop.operations.carriers.sticks import sticks
            from ppo_desktop.operations.safekeeping import backups

            folders = [stick.folder for stick in sticks()]
            return backups.found([own, *folders, *(folder / "cadangan" for folder in folders)], now)

        self.during(self.work(lambda _job: seen(), self.offer), _("Mencari cadangan…"))

    def offer(self, there: list[Backup]) -> None:
        """Let one of these be chosen, or any other file."""
        self.facts, self.choices = None, None
        clear(self._room)
        if there:
            self.choices = Choices(
                [Choice(str(one.path), _made(one), _where(one), "database-backup") for one in there[:_SHOWN]]
            )
            self.choices.picked.connect(lambda path: self.take(Path(path)))
            for made in self.choices.rows.values():
                made.clicked.connect(lambda _checked=False, path=made.choice.value: self.take(Path(path)))
            self._room.addWidget(label(_("Cadangan yang ditemukan"), "strong"))
            self._room.addWidget(self.choices)
        else:
            told = _("Belum ada cadangan yang ditemukan. Colokkan flashdisk cadangan, lalu tekan Cari lagi.")
            self._room.addWidget(label(told, "soft"))
        again = button(_("Cari lagi"), self.look, icon_name="refresh-cw")
        other = button(_("Pilih berkas lain"), self._ask, icon_name="folder-open")
        self._room.addLayout(row(again, other, None))
        (self.choices.first_focus() if self.choices else again).setFocus()

    def _ask(self) -> None:
        picked, _kind = QFileDialog.getOpenFileName(
            self, _("Pilih cadangan"), str(Path.home()), _("Cadangan PPO Desktop (*.ppo-cadangan)")
        )
        if picked:
            self.take(Path(picked))

    def take(self, file: Path) -> None:
        """Look into a file, and go on with it."""
        self.clear_banner()

        def looked() -> Facts:
            from ppo_desktop.operations.safekeeping import backups

            return backups.look_into(file)

        self.during(self.work(lambda _job: looked(), self._ask_password), _("Membaca cadangan…"))

    # ------------------------------------------------------------------------------- opening

    def _ask_password(self, facts: Facts) -> None:
        self.facts = facts
        clear(self._room)
        card = Card(role="sunken", margins=14, spacing=2)
        card.body.addWidget(label(facts.backup.office or facts.backup.path.name, "strong"))
        card.body.addWidget(label(_made(facts.backup), "soft"))
        self.people = Choices(
            [Choice(one.name, one.display_name, role_words(one.role), "user-round") for one in facts.accounts],
            columns=2,
            keys=False,
        )
        self.people.set_value(facts.accounts[0].name)
        self.password = Password(enter=self.restore)
        self.field = FieldBox(_("Kata sandi"), self.password, hint=_("Yang berlaku pada hari cadangan dibuat."))
        self.people.picked.connect(lambda _name: self.password.line.setFocus())
        self.submit = button(_("Pulihkan data ini"), self.restore, look="primary")
        for widget in (card, self.people, self.field, self.submit):
            self._room.addWidget(widget)
        if self.session.home.database.exists():
            kept = _("Data yang sekarang ada di komputer ini disimpan di samping, tidak dihapus.")
            self._room.addWidget(label(kept, "muted"))
        self.password.line.setFocus()

    def restore(self) -> None:
        """Put the backup back."""
        if self.facts is None or not self.submit.isEnabled():
            return
        if not self.password.text():
            self.field.say(_("Ketik kata sandinya dahulu."))
            return
        self.field.say()
        self.clear_banner()
        self.submit.setEnabled(False)
        paths, clock, file = self.session.home, self.session.pc_clock, self.facts.backup.path
        name, password = self.people.value, self.password.text()

        def done() -> _Result:
            from ppo_desktop.operations.books import browsing
            from ppo_desktop.operations.safekeeping import keeping
            from ppo_desktop.records.registry import kind

            restored = keeping.restore(paths, file, name, password, clock, training=False)
            kinds = [kind(name) for name in _COUNTED]
            return _Result(
                restored, tuple((_(one.plural).lower(), browsing.count(restored.office, one)) for one in kinds)
            )

        job = self.work(
            lambda _job: done(),
            self._show,
            self._failed,
            holds=True,
            unclaimed=lambda result: result.restored.office.close(),
        )
        self.during(job, _("Memeriksa dan memulihkan…"))

    def _failed(self, error: PpoError) -> None:
        self.submit.setEnabled(True)
        if error.code == "wrong-password":
            self.field.say(_("Kata sandi tidak cocok. Pakai kata sandi yang berlaku pada hari cadangan dibuat."))
            self.password.line.selectAll()
            self.password.line.setFocus()
        else:
            self.show_error(error)

    # ------------------------------------------------------------------------------- result

    def _show(self, result: _Result) -> None:
        self.result = result
        restored = result.restored
        clear(self._room)
        self.show_banner(
            Banner("ok", _("Data {office} sudah pulih.").format(office=restored.office.identity.on_paper().full_name))
        )
        self._room.addWidget(label(_("Yang kembali: {counts}.").format(counts=self.counts), "body"))
        if restored.forgotten:
            told = _("{count} catatan yang sudah dihapus demi hak warga dihapus lagi.")
            self._room.addWidget(label(told.format(count=restored.forgotten), "soft"))
        if restored.aside:
            told = _("Data sebelumnya disimpan di folder {folder}.").format(folder=restored.aside.name)
            self._room.addWidget(label(told, "soft"))
        go_on = button(_("Buka beranda"), self._go_on, look="primary")
        self._room.addWidget(go_on)
        go_on.setFocus()

    @property
    def counts(self) -> str:
        """``12 warga, 9 keberangkatan``."""
        assert self.result is not None
        return ", ".join(f"{number(count)} {words}" for words, count in self.result.counts)

    def _go_on(self) -> None:
        assert self.result is not None
        self._taken = True
        self.session.paths = self.session.home
        self.session.open(self.result.restored.office)
        self.session.go("home")

    def leave(self) -> None:
        """A restored office that nobody went on with is closed."""
        if self.result and not self._taken:
            office = self.result.restored.office
            self._taken = True
            self.session.work.start(lambda _job: office.close(), owner=self)

    def back(self) -> bool:
        """From a chosen file to the others; from there to the door."""
        if self.facts and not self.result:
            self.clear_banner()
            self.look()
        else:
            from ppo_desktop.gui.application import first_door

            self.session.go(first_door(self.session.home))
        return True


def _made(backup: Backup) -> str:
    if backup.made_at is None:
        return backup.path.name
    local = backup.made_at.astimezone(WIB)
    return _("{day}, pukul {hour}").format(day=long_date(local.date()), hour=f"{local:%H.%M}")


def _where(backup: Backup) -> str:
    return " · ".join(part for part in (backup.office, backup.pc_words, str(backup.path.parent)) if part)
