"""The root office: who asks for a key, are their words the right ones, and who is known already."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.text import _, clean, number
from ppo_desktop.gui.design.sticks import StickChooser
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Action, Banner, Card, button, clear, label, row
from ppo_desktop.gui.screens.enrolment.assent import AssentBox, half
from ppo_desktop.gui.screens.enrolment.words import WordsEntry, WordsShown, differing
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.keys import enrolment
from ppo_desktop.operations.keys.enrolment import Enrolled, Known, Seen


class Answering(QWidget):
    """One request after another; an answer is written only once its words were typed as they were heard."""

    def __init__(
        self, page: Page, chooser: StickChooser, minutes: Callable[[str], object], answered: Callable[[], object]
    ) -> None:
        """Args:
        minutes: show the minutes with an office.
        answered: told when an answer was written.
        """
        super().__init__()
        self._page, self._chooser, self._minutes, self._answered = page, chooser, minutes, answered
        self._known: list[Known] = []
        self._seen: Seen | None = None
        self._tries = 0
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme().px(12))
        self._done = QVBoxLayout()
        outer.addLayout(self._done)
        self._card = Card(_("Baca permintaan dari flashdisk"))
        self._words = label("", "soft")
        self._card.body.addWidget(self._words)
        self._list = QVBoxLayout()
        self._card.body.addLayout(self._list)
        self._group = QButtonGroup(self)
        self._form = QWidget()
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(theme().px(12))
        self._who = label("")
        form.addWidget(self._who)
        self.entry = WordsEntry()
        form.addWidget(self.entry)
        self.assent = AssentBox(page.session.office, self.issue)
        self.entry.entered.connect(self.assent.focus)
        form.addLayout(half(self.assent))
        self.write = Action(button(_("Cocokkan dan jawab ke flashdisk"), self.issue, look="primary"))
        form.addLayout(row(self.write, None))
        self._card.body.addWidget(self._form)
        outer.addWidget(self._card)
        chooser.chosen.connect(self.look)
        chooser.lost.connect(self.look)

    def show_known(self, known: list[Known]) -> None:
        """Take which offices are known, then look who asks."""
        self._known = known
        self.look()

    def first(self) -> QWidget | None:
        """Where the keyboard starts."""
        return self.entry.places[0] if self._form.isVisibleTo(self) else None

    # ------------------------------------------------------------------------------- who asks

    def look(self, *_folder: object) -> None:
        """Look which requests lie on the stick."""
        office, folder = self._page.session.office, self._chooser.folder
        self._choose(None)
        clear(self._list)
        if folder is None:
            clear(self._done)
            self._card.show()
            self._words.setText(_("Colokkan flashdisk yang membawa permintaan kunci."))
            return
        self._words.setText(_("Mencari permintaan…"))
        self._page.work(lambda _job: _requests(office, folder), self._looked, self._page.show_error)

    def _looked(self, found: list[tuple[Path, Seen | PpoError]]) -> None:
        clear(self._list)
        good = [one for _path, one in found if isinstance(one, Seen)]
        known = {one.code for one in self._known}
        new = [one for one in good if one.office not in known]
        for one in sorted(good, key=lambda one: one.office in known):
            if one.of_other_pc:
                told = _("kantornya sudah dikenal; pastikan komputer itu memang miliknya")
            elif one.office in known:
                told = _("kuncinya sudah dikenal; permintaan ini mungkin yang lama")
            else:
                told = _("baru")
            made = button(f"{one.name}: {told}", partial(self._choose, one), look="tile", icon_name="key-round")
            made.setCheckable(True)
            made.setProperty("path", one.path)
            self._group.addButton(made)
            self._list.addWidget(made)
        for path, bad in found:
            if isinstance(bad, PpoError):
                self._list.addWidget(Banner("warn", f"{clean(path.name)}: {bad.message}", bad.advice))
        self._words.setText(
            _("{count} permintaan di flashdisk ini.").format(count=number(len(good)))
            if found
            else _("Tidak ada permintaan kunci di flashdisk ini.")
        )
        if len(new) == 1:
            self._choose(new[0])

    def _choose(self, seen: Seen | None) -> None:
        self._seen, self._tries = seen, 0
        self._form.setVisible(seen is not None)
        self.entry.clear()
        self.assent.forget()
        self.write.refuse("")
        if seen is None:
            return
        for made in self._group.buttons():
            made.setChecked(made.property("path") == seen.path)
        clear(self._done)
        self._card.show()
        self._who.setText(
            _(
                "{office} meminta kuncinya dikenal. Ketik enam kata yang dibacakan atau ditunjukkan petugas {office}; "
                "kata-kata itu tidak tampil di sini agar benar-benar dicocokkan."
            ).format(office=seen.name)
        )
        self.entry.places[0].setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self.entry, lambda: self._page.into_sight(self.write))

    # ------------------------------------------------------------------------------- answering

    def issue(self) -> None:
        """Compare the words, then certify and write the answer."""
        seen, folder, office = self._seen, self._chooser.folder, self._page.session.office
        if seen is None or folder is None or not self.write.button.isEnabled():
            return
        if not self.entry.is_full:
            self.entry.say(_("Ketik keenam katanya dahulu."))
            self.entry.places[0].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        typed, assenting = self.entry.typed, self.assent.credentials
        self.entry.say("")
        self.assent.field.say("")
        self.write.refuse(_("Sedang ditulis…"))
        self._page.work(
            lambda _job: enrolment.issue(
                office, seen.path, folder, assenting, lambda _who, words: enrolment.same_words(typed, words)
            ),
            lambda enrolled: self._issued(enrolled, seen),
            lambda error: self._not_issued(error, seen),
            holds=True,
        )

    def _issued(self, enrolled: Enrolled, seen: Seen) -> None:
        self._choose(None)
        done = Card()
        done.body.addWidget(label(_("Flashdisk boleh dicabut"), "figure"))
        done.body.addWidget(
            label(
                _(
                    "Jawaban untuk {office} sudah tertulis. Bacakan kata-kata di bawah ini kepada petugas {office}, "
                    "atau cetak berita acaranya; di sana kata-kata ini diketik sebelum jawabannya diterima."
                ).format(office=seen.name)
            )
        )
        self.shown = WordsShown(enrolled.words)
        done.body.addWidget(self.shown)
        done.body.addLayout(
            row(
                button(_("Berita acara"), lambda: self._minutes(enrolled.office), look="primary", icon_name="printer"),
                button(_("Selesai"), self._over),
                None,
            )
        )
        self._done.addWidget(done)
        self._card.hide()
        self.shown.setFocus(Qt.FocusReason.OtherFocusReason)
        self._answered()

    def words_in_sight(self) -> None:
        """Show the words of the answer that was just written, after the page was filled anew."""
        if self._done.count():
            QTimer.singleShot(0, self.shown, lambda: self._page.into_sight(self.shown))

    def _over(self) -> None:
        clear(self._done)
        self._card.show()
        self.look()

    def _not_issued(self, error: PpoError, seen: Seen) -> None:
        self.write.refuse("")
        if error.code == "words-differ":
            self._tries += 1
            self.entry.say(differing(self.entry.mark(seen.words), seen.name, self._tries))
        elif not self.assent.takes(error):
            self._page.show_error(error)


def _requests(office: Office, folder: Path) -> list[tuple[Path, Seen | PpoError]]:
    found: list[tuple[Path, Seen | PpoError]] = []
    for path in enrolment.find(folder, answers=False):
        try:
            found.append((path, enrolment.inspect_request(office, path)))
        except PpoError as error:
            found.append((path, error))
    return found
