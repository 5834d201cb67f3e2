"""One line of the transfer journal in full, and who carried the file."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ppo_desktop.core.text import _
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.fields import FieldBox
from ppo_desktop.gui.design.scrolling import Scroll
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.typeahead import Option, TypeAhead
from ppo_desktop.gui.design.widgets import Card, button, clear, label, row, rule
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.operations.papers import expedition
from ppo_desktop.operations.papers.expedition import LONGEST_NAME, Transfer
from ppo_desktop.reports.office import check_code


class Detail(Card):
    """The line that is chosen."""

    named = Signal(object)
    """A line, after somebody wrote down who carried its file."""

    def __init__(self, page: Page) -> None:
        super().__init__(margins=0, spacing=0)
        self.setAccessibleName(_("Rincian berkas yang dipilih"))
        self._page = page
        self._line: Transfer | None = None
        self._told = QVBoxLayout()
        self._told.setContentsMargins(*(theme().px(tokens.PAD),) * 4)
        self._told.setSpacing(theme().px(tokens.GAP))
        self.body.addWidget(Scroll(self._told), 1)
        self.who = TypeAhead(self._known)
        self.who.setMaxLength(LONGEST_NAME)
        self.who.returnPressed.connect(self.keep)
        self.box = FieldBox(_("Dibawa oleh"), self.who, optional=True)
        self.keep_button = button(_("Simpan nama"), self.keep, icon_name="save")
        self._foot = QWidget()
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(*(theme().px(12),) * 4)
        foot.setSpacing(theme().px(6))
        foot.addWidget(self.box)
        foot.addLayout(row(self.keep_button, None))
        self._rule = rule()
        self.body.addWidget(self._rule)
        self.body.addWidget(self._foot)
        self.tell(None)

    def _known(self) -> list[Option]:
        office, line = self._page.session.office, self._line
        names = expedition.known_carriers(office, line.other if line else "")
        return [Option(name, name) for name in dict.fromkeys((*names, *expedition.known_carriers(office)))]

    def focus(self) -> None:
        """Enter on a line: to the name of who carried it."""
        if self._line is not None:
            self.who.setFocus(Qt.FocusReason.OtherFocusReason)
            self._page.into_sight(self.who)

    def tell(self, line: Transfer | None, *, is_any: bool = True) -> None:
        """Show a line; ``None``: none is chosen.

        Args:
            is_any: whether there are lines to choose from.
        """
        self._line = line
        clear(self._told)
        for part in (self._rule, self._foot):
            part.setHidden(line is None)
        if line is None:
            words = _("Pilih satu baris untuk melihat rinciannya.") if is_any else _("Tidak ada berkas di daftar ini.")
            self._told.addWidget(label(words, "soft"))
            self._told.addStretch(1)
            return
        self._told.addWidget(label(line.title, "heading"))
        self._told.addWidget(label(f"{line.direction_words}: {line.office_name}", "strong"))
        if line.sentence and not line.is_done:
            self._told.addWidget(label(line.sentence))
        facts = (
            (_("Keadaan"), line.state_words),
            (_("Waktu"), line.when_words),
            (_("Isi"), line.counts_words),
            (_("Petugas"), line.user),
            (_("Berkas"), line.file_name or _("(nama lain)")),
            (_("Kode periksa"), check_code(line.carrier) if line.carrier else ""),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(12))
        grid.setVerticalSpacing(theme().px(4))
        grid.setColumnStretch(1, 1)
        for place, (name, words) in enumerate((name, words) for name, words in facts if words):
            grid.addWidget(label(name, "muted", wraps=False), place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(words), place, 1, Qt.AlignmentFlag.AlignTop)
        self._told.addLayout(grid)
        self._told.addStretch(1)
        self.who.set_options(self._known)
        usual = "" if line.carried_by else expedition.usual_carrier(self._page.session.office, line.other)
        self.who.setPlaceholderText(_("misalnya {name}").format(name=usual) if usual else _("nama pembawa"))
        self.who.show_value(line.carried_by, line.carried_by)

    def keep(self) -> None:
        """Write down who carried the file."""
        line, name, office = self._line, self.who.text(), self._page.session.office
        if line is None:
            return

        def kept(lines: list[Transfer]) -> None:
            self.named.emit(lines[0])
            self._page.session.tell(_("Nama pembawa disimpan."))

        self._page.work(lambda _job: expedition.carried(office, [line], name), kept)
