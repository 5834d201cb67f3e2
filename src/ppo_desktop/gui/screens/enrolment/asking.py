"""The lower office: ask for a key on a stick, and believe the answer once its words were compared."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.text import _
from ppo_desktop.gui.design.layouts import Flow
from ppo_desktop.gui.design.sticks import StickChooser
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Action, Banner, Card, button, clear, label, row
from ppo_desktop.gui.screens.enrolment.assent import AssentBox, half
from ppo_desktop.gui.screens.enrolment.door import Door
from ppo_desktop.gui.screens.enrolment.words import WordsEntry, WordsShown, differing
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.keys import enrolment
from ppo_desktop.operations.keys.enrolment import Enrolled, Seen, State


class Asking(QWidget):
    """Two steps; the second waits until the first was done."""

    def __init__(
        self,
        page: Page,
        chooser: StickChooser,
        asked: Callable[[], object],
        settled: Callable[[Enrolled], object],
        show_stick: Callable[[], object],
    ) -> None:
        """Args:
        asked, settled: told when the request was written, and when the answer was taken in.
        show_stick: let a stick be chosen, for a new request.
        """
        super().__init__()
        self._page, self._chooser, self._asked, self._settled = page, chooser, asked, settled
        self._show_stick = show_stick
        self._state: State | None = None
        self._seen: Seen | None = None
        self._tries = 0
        self._is_new = False
        """Whether the words are to be shown for the first time."""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme().px(12))

        self._ask = Card(_("1. Buat permintaan ke flashdisk"))
        self._ask.body.addWidget(
            label(_("Permintaan berisi kunci kantor ini, tanpa data warga. Pimpinan setuju dengan kata sandinya."))
        )
        self.assent = AssentBox(page.session.office, self.request)
        self.make = Action(button(_("Buat permintaan ke flashdisk"), self.request, look="primary"))
        self.make.refuse(page.session.why_not("keys"))
        self._ask.body.addLayout(half(self.assent))
        self.cancel = button(_("Batal"), self._keep, look="quiet")
        self.cancel.hide()
        self._ask.body.addLayout(Flow((self.make, self.cancel)))
        outer.addWidget(self._ask)

        self._told = Card(_("Kata-kata permintaan ini"))
        self._told_place = QVBoxLayout()
        self._told.body.addLayout(self._told_place)
        outer.addWidget(self._told)

        self._take = Card(_("2. Baca jawaban dari flashdisk"))
        self._answer = label("", "soft")
        self._take.body.addWidget(self._answer)
        self._trouble = QVBoxLayout()
        self._take.body.addLayout(self._trouble)
        self.entry = WordsEntry()
        self.entry.entered.connect(self.accept)
        self._take.body.addWidget(self.entry)
        self.believe = button(_("Cocokkan dan terima"), self.accept, look="primary")
        self._again = button(_("Cari lagi di flashdisk"), self.look, look="quiet", icon_name="refresh-cw")
        self._take.body.addLayout(Flow((self.believe, self._again)))
        outer.addWidget(self._take)
        why_not = page.session.why_not("keys")
        self._anew = Door(
            button(_("Buat permintaan baru"), self._ask_anew, look="quiet", icon_name="file-plus"),
            _("Hanya bila kantor di atas memintanya, misalnya sesudah kunci komputer ini dicabut; enam katanya baru."),
            why_not,
        )
        self.meet = Door(
            button(_("Kenali komputer lain kantor ini"), self._show_other_pcs, look="quiet", icon_name="handshake"),
            _("Bila kantor ini memakai komputer kedua: ambil jawaban kuncinya dari flashdisk kantor di atas."),
            why_not,
        )
        outer.addWidget(self._anew)
        outer.addWidget(self.meet)
        self._others = QVBoxLayout()
        outer.addLayout(self._others)
        self._wants_others = False
        chooser.chosen.connect(self._stick)
        chooser.lost.connect(self._stick)

    # ------------------------------------------------------------------------------- what is seen

    def show_state(self, state: State) -> None:
        """Show the step that is next."""
        self._state = state
        asked = state.kind == "asked"
        self._ask.setVisible(state.kind == "not-asked")
        self.cancel.hide()
        self._told.setVisible(asked)
        self._take.setVisible(asked)
        self._anew.setVisible(state.kind in ("asked", "enrolled"))
        self.meet.setVisible(state.kind == "enrolled")
        self._wants_others = False
        clear(self._others)
        if asked:
            clear(self._told_place)
            self._told_place.addWidget(
                label(
                    _(
                        "Bacakan kata-kata ini kepada kantor di atas, atau bawa tertulis di kertas. Di sana kata-kata "
                        "ini diketik sebelum kunci kantor ini dikenal."
                    )
                )
            )
            self.shown = WordsShown(state.words)
            self._told_place.addWidget(self.shown)
            if self._is_new:
                self._is_new = False
                self.shown.setFocus(Qt.FocusReason.OtherFocusReason)
                QTimer.singleShot(0, self.shown, lambda: self._page.into_sight(self._told))
        self._stick()

    def first(self) -> QWidget:
        """Where the keyboard starts."""
        if self._ask.isVisibleTo(self):
            return self.assent.password.line
        return self.entry.places[0] if self.entry.isVisibleTo(self) else self._again

    def _ask_anew(self) -> None:
        self._ask.show()
        self._show_stick()
        self._anew.hide()
        self.cancel.show()
        self.assent.focus()

    def _keep(self) -> None:
        """Batal: everything stays as it was."""
        self.assent.forget()
        self._asked()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc is Batal."""
        if event.key() == Qt.Key.Key_Escape and self.cancel.isVisible():
            self._keep()
        else:
            super().keyPressEvent(event)

    def _stick(self, *_folder: object) -> None:
        no_stick = "" if self._chooser.folder else _("Colokkan flashdisk dahulu.")
        self.make.refuse(self._page.session.why_not("keys") or no_stick)
        self.look()

    # ------------------------------------------------------------------------------- asking

    def request(self) -> None:
        """Write the request onto the stick."""
        office, folder, assenting = self._page.session.office, self._chooser.folder, self.assent.credentials
        if folder is None:
            self._stick()
        if folder is None or not self.make.button.isEnabled():
            return
        self.make.refuse(_("Sedang dibuat…"))
        self.assent.field.say("")
        self._page.work(
            lambda _job: enrolment.request(office, folder, assenting), self._requested, self._not_requested, holds=True
        )

    def _requested(self, _enrolled: Enrolled) -> None:
        self.assent.forget()
        self.make.refuse("")
        self._page.show_banner(
            Banner(
                "ok",
                _("Permintaan sudah tertulis. Flashdisk boleh dicabut."),
                _("Antar flashdisk ke kantor di atas, lalu bacakan kata-kata di bawah ini."),
            )
        )
        self._is_new = True
        self._asked()

    def _not_requested(self, error: PpoError) -> None:
        self.make.refuse("")
        if not self.assent.takes(error):
            self._page.show_error(error)

    # ------------------------------------------------------------------------------- believing

    def look(self) -> None:
        """Look whether the answer lies on the stick."""
        self._seen = None
        self._show_answer("")
        office, folder = self._page.session.office, self._chooser.folder
        if self._wants_others:
            self._look_for_others(office, folder)
        if self._state is None or self._state.kind != "asked":
            return
        if folder is None:
            self._show_answer(_("Colokkan flashdisk yang membawa jawabannya."))
            return
        self._page.work(lambda _job: _answers(office, folder), self._looked, self._page.show_error)

    def _looked(self, found: list[Seen | PpoError]) -> None:
        good = [one for one in found if isinstance(one, Seen) and not one.of_other_pc]
        bad = [one for one in found if isinstance(one, PpoError) and one.code != "answer-not-ours"]
        if good:
            self._seen, self._tries = good[0], 0
            self._show_answer(
                _(
                    "Jawaban dari {office}. Ketik enam kata yang dibacakan petugas di sana, atau yang ada di kertas."
                ).format(office=good[0].name)
            )
            self.entry.clear()
            if not self.shown.hasFocus():
                self.entry.places[0].setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, self.entry, lambda: self._page.into_sight(self.believe))
            return
        self._show_answer(_("Belum ada jawaban di flashdisk ini untuk permintaan yang terakhir."))
        for error in bad:
            self._trouble.addWidget(Banner("warn", error.message, error.advice))

    def _show_answer(self, words: str) -> None:
        clear(self._trouble)
        self._answer.setText(words)
        self.entry.setVisible(self._seen is not None)
        self.believe.setVisible(self._seen is not None)

    def accept(self) -> None:
        """Compare the words; only then believe."""
        seen = self._seen
        if seen is None or not self.believe.isEnabled():
            return
        if not self.entry.is_full:
            self.entry.say(_("Ketik keenam katanya dahulu."))
            return
        office, typed = self._page.session.office, self.entry.typed
        self.believe.setEnabled(False)
        self._page.work(
            lambda _job: enrolment.accept(office, seen.path, lambda _who, words: enrolment.same_words(typed, words)),
            self._accepted,
            lambda error: self._not_accepted(error, seen),
            holds=True,
        )

    def _accepted(self, enrolled: Enrolled) -> None:
        self.believe.setEnabled(True)
        self._seen = None
        self._settled(enrolled)

    def _not_accepted(self, error: PpoError, seen: Seen) -> None:
        self.believe.setEnabled(True)
        if error.code == "words-differ":
            self._tries += 1
            self.entry.say(differing(self.entry.mark(seen.words), seen.name, self._tries))
        else:
            self._page.show_error(error)

    # ------------------------------------------------------------------------------- another PC of this office

    def _show_other_pcs(self) -> None:
        self._wants_others = True
        self._show_stick()
        self.look()

    def _look_for_others(self, office: Office, folder: Path | None) -> None:
        clear(self._others)
        if folder is None:
            words = _("Colokkan flashdisk yang membawa jawaban kunci untuk komputer itu.")
            self._others.addWidget(label(words, "soft"))
            return
        self._page.work(lambda _job: _answers(office, folder), self._show_others, self._page.show_error)

    def _show_others(self, found: list[Seen | PpoError]) -> None:
        clear(self._others)
        seen = next((one for one in found if isinstance(one, Seen) and one.of_other_pc), None)
        if seen is None:
            words = _("Tidak ada jawaban untuk komputer lain kantor ini di flashdisk ini.")
            self._others.addWidget(label(words, "soft"))
            return
        words = _("Jawaban dari {office} untuk komputer lain kantor ini. Kunci {office} sudah dipercaya di sini.")
        self._others.addWidget(label(words.format(office=seen.name)))
        take = button(_("Kenali komputer itu"), partial(self._take_other, seen), look="primary")
        self._others.addLayout(row(take, None))
        take.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_other(self, seen: Seen) -> None:
        office = self._page.session.office
        self._page.work(
            lambda _job: enrolment.accept(office, seen.path, lambda _who, _words: False), self._met, holds=True
        )

    def _met(self, _enrolled: Enrolled) -> None:
        self._wants_others = False
        clear(self._others)
        self._page.session.tell(_("Komputer lain kantor ini sekarang dikenal."))
        self.meet.button.setFocus(Qt.FocusReason.OtherFocusReason)


def _answers(office: Office, folder: Path) -> list[Seen | PpoError]:
    found: list[Seen | PpoError] = []
    for path in enrolment.find(folder, answers=True):
        try:
            found.append(enrolment.inspect_answer(office, path))
        except PpoError as error:
            found.append(error)
    return found
