"""Above figures that could name people: a reason to see the names, and a way to hide them again."""

from __future__ import annotations

from collections.abc import Callable

from ppo_desktop.core.text import _
from ppo_desktop.gui.design.fields import FieldBox, line
from ppo_desktop.gui.design.widgets import Action, Badge, Card, button, label, row
from ppo_desktop.operations.house import access
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import overviews


class ReasonCard(Card):
    """Asks for a reason; who looked and why is written down."""

    def __init__(self, office: Office, given: Callable[[str], object]) -> None:
        """Args: given: what to do with a reason."""
        super().__init__(_("Nama"))
        self._given = given
        self.head.addWidget(Badge(_("Disembunyikan"), "info"))
        words = _(
            "Nama ditampilkan dengan alasan, sampai hari ini berakhir; siapa, kapan, dan alasannya dicatat untuk "
            "pimpinan. Angkanya sama."
        )
        self.body.addWidget(label(words, "soft"))
        self.reason = line(longest=overviews.MOST_WORDS)
        self.reason.returnPressed.connect(self._open)
        self._box = FieldBox(_("Alasan membuka"), self.reason, hint=_("Contoh: menyusun surat kepada Polres."))
        self.body.addWidget(self._box)
        self.door = Action(button(_("Tampilkan nama"), self._open, icon_name="eye"))
        self.body.addLayout(row(self.door, None))
        if not access.may_look(office):
            self._box.hide()
            self.door.refuse(access.why_not_look())

    def _open(self) -> None:
        if not (reason := self.reason.text().strip()):
            self._box.say(_("Tulis dahulu alasannya, walau singkat."))
            self.reason.setFocus()
            return
        self._given(reason)


class NamesCard(Card):
    """Names that were opened today: shown or hidden with one button, as others come and go behind the screen."""

    def __init__(self, turn: Callable[[], object], *, is_hidden: bool) -> None:
        super().__init__(_("Nama"))
        if is_hidden:
            self.head.addWidget(Badge(_("Disembunyikan"), "info"))
            self.door = button(_("Tampilkan nama"), turn, icon_name="eye")
            words = _("Alasannya sudah dicatat; sampai hari ini berakhir tidak perlu alasan baru.")
        else:
            self.head.addWidget(Badge(_("Ditampilkan"), "warn"))
            self.door = button(_("Sembunyikan nama"), turn, icon_name="eye-off")
            words = _("Sembunyikan sebelum orang lain melihat layar; hari ini dapat dibuka lagi tanpa alasan baru.")
        self.head.addWidget(self.door)
        self.body.addWidget(label(words, "soft"))
