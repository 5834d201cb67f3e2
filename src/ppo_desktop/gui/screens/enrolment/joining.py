"""A root below a kabupaten: join the kabupaten's root, then hand the villages over."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ppo_desktop.core.offices import name_of, parent
from ppo_desktop.core.text import _
from ppo_desktop.gui.design.widgets import Card, button, clear, label, row
from ppo_desktop.gui.screens.enrolment.asking import Asking
from ppo_desktop.gui.screens.enrolment.deed import DeedPlace, Question
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.operations.keys import handover
from ppo_desktop.operations.keys.enrolment import State


class Joining(QWidget):
    """Closed until somebody wants it; then the two steps of asking, and a third that signs."""

    def __init__(self, page: Page, asking: Asking, changed: Callable[[str], object]) -> None:
        """Args:
        asking: the first two steps.
        changed: told in words what was done.
        """
        super().__init__()
        self._page, self._changed = page, changed
        self.asking = asking
        self._opened = False
        self._state: State | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        upper = name_of(parent(page.session.office.code))
        card = Card(_("Bergabung dengan {upper}").format(upper=upper))
        self._upper = upper
        self._told = QVBoxLayout()
        card.body.addLayout(self._told)
        self.place = DeedPlace(page)
        card.body.addLayout(self.place)
        outer.addWidget(card)
        outer.addWidget(asking)
        asking.hide()

    def show_state(self, state: State, *, is_signed: bool) -> None:
        """Show the step that is next."""
        self._state = state
        self.place.put_away()
        clear(self._told)
        words = _(
            "Kantor ini mulai sendiri sebagai kantor teratas bagi desanya. Bila {upper} kini ikut memakai aplikasi, "
            "desa-desa dapat diserahkan tanpa mengulang pencocokan satu per satu."
        )
        verb, do = _("Bergabung dan serahkan desa"), self.open
        if state.above and is_signed:
            words = _(
                "Desa-desa sudah diserahkan kepada {upper}; kabarnya ikut dalam laporan dan tanda terima. Kantor itu "
                "mencocokkan kata-kata kantor ini (di atas). Permintaan kunci baru dari desa dijawab di sana; kantor "
                "ini tetap dapat mencabut kunci yang dulu diterbitkannya."
            )
            verb = ""
        elif state.above:
            words = _(
                "{upper} sudah mengenal kantor ini. Langkah terakhir: serahkan desa-desanya dengan kunci kantor ini."
            )
            verb, do = _("Serahkan desa"), self.ask
        self._told.addWidget(label(words.format(upper=state.above or self._upper)))
        goes_on = not state.above and (self._opened or bool(state.request_words))
        if verb and not goes_on:
            self._told.addLayout(row(button(verb, do, look="primary" if state.above else ""), None))
        self.asking.setVisible(goes_on)
        self.asking.setVisible(goes_on)
        if goes_on:
            words = state.request_words
            self.asking.show_state(State("asked" if words else "not-asked", words, state.since))

    def open(self) -> None:
        """Begin with the request."""
        self._opened = True
        if self._state:
            self.show_state(self._state, is_signed=False)
        self.asking.first().setFocus()

    def ask(self) -> None:
        """Ask for the password, then sign."""
        state, office = self._state, self._page.session.office
        upper = state.above if state else self._upper
        question = Question(
            _("Serahkan desa-desa kepada {upper}?").format(upper=upper),
            _(
                "Desa-desa akan mempercayai {upper} atas pernyataan kantor ini, dan kunci baru mereka terbit di sana. "
                "Ini tidak dapat diurungkan."
            ).format(upper=upper),
            _("Serahkan desa"),
        )
        self.place.ask(
            question,
            lambda given: handover.sign(office, given.assenting),
            lambda title: self._changed(
                _("Serah terima kepada {upper} ditandatangani; ikut dalam laporan dan tanda terima berikutnya.").format(
                    upper=title
                )
            ),
        )
