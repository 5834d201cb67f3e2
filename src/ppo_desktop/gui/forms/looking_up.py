"""Ambil dari daftar penduduk: a line above a form that fills it from the village's own list.

The list itself is never shown: only who fits what was typed, with the ends of their NIK.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from shiboken6 import isValid

from ppo_desktop.core.text import _, search_key
from ppo_desktop.gui.design.fields import FieldBox
from ppo_desktop.gui.design.typeahead import Option, TypeAhead
from ppo_desktop.gui.design.widgets import Banner, Card, button, row
from ppo_desktop.gui.forms.beginning import Wanted
from ppo_desktop.gui.forms.offers import Offer
from ppo_desktop.gui.forms.view import FormView
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.operations.books import residents
from ppo_desktop.operations.books.residents import Found, PopulationList, Relative, Taken
from ppo_desktop.operations.books.suggesting import PossibleTwin
from ppo_desktop.records.reading import read
from ppo_desktop.records.resident import LIST_FIELDS, is_somebody_else

_CONTACT, _RELATIVES = "contact_name", 4
"""Where members of the family are offered, and how many."""


def line_above(page: Page, view: FormView, wanted: Wanted, same: Callable[[PossibleTwin], object]) -> QWidget | None:
    """What helps to fill in a form from the population list; ``None`` where the list has nothing for it.

    Args:
        same: told who is recorded already and was picked.
    """
    if not residents.serves(page.session.office, wanted.kind):
        return None
    current = residents.current(page.session.office)
    if current is not None:
        return LookUp(page, view, wanted, current, same)
    return NoListYet(page) if wanted.record is None else None


class NoListYet(QWidget):
    """Where one may come from."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        words = _("Belum ada daftar penduduk; ambil dari Excel")
        self.door = button(words, lambda: page.session.go("residents"), look="link", icon_name="users")
        self.setLayout(row(self.door, None))


class ResidentAhead(TypeAhead):
    """Offers who fits the typing; nothing is completed behind one's back."""

    def __init__(self, search: Callable[[str], list[Option]]) -> None:
        super().__init__()
        self._search = search
        self._is_begun = False
        self.setPlaceholderText(_("Ketik nama atau NIK"))

    def _fitting(self, typed: str) -> list[Option]:
        return self._search(typed)

    def show_all(self) -> None:
        """The list is never shown as a whole: again what fits."""
        self._offer(self.text())

    def begin(self, text: str) -> None:
        """Look for ``text``, which somebody typed elsewhere, as soon as the keyboard comes."""
        self.setText(text)
        self._is_begun = bool(text)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Somebody may be looked for already."""
        super().focusInEvent(event)
        if self._is_begun:
            self._is_begun = False
            self._offer(self.text())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the line chooses nobody."""
        QLineEdit.focusOutEvent(self, event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Nor does Tab: only Enter or the mouse fills a whole form."""
        self.close_list()
        return super().focusNextPrevChild(forward)


class LookUp(Card):
    """The line, and what becomes of who is picked."""

    def __init__(
        self,
        page: Page,
        view: FormView,
        wanted: Wanted,
        current: PopulationList,
        same: Callable[[PossibleTwin], object],
    ) -> None:
        super().__init__(role="sunken", margins=12)
        self._page, self._view, self._wanted, self._same = page, view, wanted, same
        self.line = ResidentAhead(self._search)
        self.box = FieldBox(_("Ambil dari daftar penduduk"), self.line, hint=f"{current.sentence}.")
        self.line.chosen.connect(self._pick)
        self.line.begin(next((str(wanted.typed[name]) for name in residents.KNOWN_BY if wanted.typed.get(name)), ""))
        self.body.addWidget(self.box)
        self.setFocusProxy(self.line)

    def _search(self, typed: str) -> list[Option]:
        if not typed.strip():
            self.box.tell("")
            return []
        if not residents.is_enough(typed):
            self.box.tell(_("Ketik paling sedikit 3 huruf nama, atau 8 angka NIK atau nomor KK."))
            return []
        found = residents.search(self._page.session.office, typed)
        if not found:
            self.box.tell(_("Tidak ada yang cocok; isi sendiri di bawah."))
        elif len(found) == residents.MOST_FOUND:
            self.box.tell(_("Masih banyak yang cocok; ketik lebih lengkap."))
        else:
            self.box.tell("")
        return options(found)

    def _pick(self, number: str) -> None:
        self.line.set_value("")
        office, record = self._page.session.office, self._wanted.record
        self._page.work(lambda _job: residents.take(office, int(number), record), self._took)

    def _took(self, taken: Taken) -> None:
        self._page.clear_banner()
        if taken.twin is not None:
            self._ask_about(taken, taken.twin)
        elif others := self._differing(taken.fills):
            self._ask_which(taken, others)
        else:
            self._fill(taken, taken.fills)

    def _ask_about(self, taken: Taken, twin: PossibleTwin) -> None:
        yes = button(_("Pakai catatan itu"), partial(self._same, twin), look="primary")
        no = button(_("Tetap isi formulir ini"), partial(self._fill, taken, taken.fills))
        title = _("{name} sudah dicatat sebagai Warga.").format(name=taken.name)
        self._ask("info", title, _("NIK-nya sama: {who}.").format(who=twin.title), yes, no)
        yes.setFocus()

    def _ask_which(self, taken: Taken, others: list[str]) -> None:
        assert self._view.form is not None
        labels = ", ".join(_(self._view.form.cells[name].field.label) for name in others)
        differing = _("Berbeda: {fields}.").format(fields=labels)
        if is_somebody_else(self._held(taken.fills), taken.fills):
            whole = {**dict.fromkeys(LIST_FIELDS), **taken.fills}
            all_ = button(_("Ganti dengan daftar"), partial(self._fill, taken, whole))
            harmless = button(_("Biarkan isian ini"), self._leave_it, look="primary")
            title = _("Formulir ini sudah berisi orang lain, bukan {name}.").format(name=taken.name)
        else:
            empty = {name: text for name, text in taken.fills.items() if name not in others}
            all_ = button(_("Ganti dengan daftar"), partial(self._fill, taken, taken.fills), look="primary")
            harmless = button(_("Isi yang kosong saja"), partial(self._fill, taken, empty))
            title = _("Sebagian isian sudah terisi lain dari daftar.")
        self._ask("warn", title, differing, all_, harmless)
        harmless.setFocus()

    def _ask(self, tone: str, title: str, words: str, *answers: QPushButton) -> None:
        self._page.show_banner(Banner(tone, title, words, answers, escape=self._leave_it))

    def _leave_it(self) -> None:
        """Nothing is taken; the question is answered."""
        self._page.clear_banner()
        self.line.setFocus()

    def _held(self, names: Iterable[str]) -> dict[str, object]:
        """What somebody typed in those fields, as it is understood; with what the form was opened one only looks."""
        cells = self._view.form.cells if self._view.form else {}
        opened = self._wanted.typed
        typed = [cells[name] for name in names if name in cells and cells[name].value not in (None, opened.get(name))]
        return {cell.field.name: read(cell.field, cell.value)[0] for cell in typed}

    def _differing(self, fills: Mapping[str, str]) -> list[str]:
        return [name for name, value in self._held(fills).items() if search_key(str(value)) != search_key(fills[name])]

    def _fill(self, taken: Taken, fills: Mapping[str, str | None]) -> None:
        form = self._view.form
        if form is None:
            return
        self._page.clear_banner()
        before = {name: form.cells[name].value for name in fills if name in form.cells}

        def put(values: Mapping[str, object]) -> None:
            if isValid(form):
                form.fill(values)
                form.changed.emit()

        put(fills)
        offers = [_offer(relative) for relative in taken.relatives[:_RELATIVES]]
        form.offer(_CONTACT, *offers)
        told = _("{name} diambil dari daftar penduduk.").format(name=taken.name)
        self._page.session.tell(told, partial(put, before))
        self._view.left.emit(next(iter(fills), ""))
        if (following := self._view.first_focus()) is not None:
            following.setFocus()


def options(found: Iterable[Found]) -> list[Option]:
    """Those who fit, to choose from; the number of the line is what is chosen."""
    return [Option(str(one.number), _words(one)) for one in found]


def _words(found: Found) -> str:
    recorded = _("sudah dicatat") if found.record else ""
    return " · ".join(part for part in (found.name, found.detail, recorded) if part)


def _offer(relative: Relative) -> Offer:
    return Offer(_("Satu KK: {who}.").format(who=relative.words), _("Pakai"), relative.fills)
