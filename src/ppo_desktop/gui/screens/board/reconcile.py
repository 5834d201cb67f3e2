"""Rekonsiliasi on the page: both sides' counts, and the records that differ, each a line that opens its sheet."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.text import N_, _
from ppo_desktop.gui.design.layouts import Flow
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Card, Empty, button, clear, column, label
from ppo_desktop.gui.screens.figures.table import SectionTable
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.paper import print_or_save
from ppo_desktop.gui.shell.screens import LIST_OF
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.insight.overview import Fact, Findings, Lead, Section, shown
from ppo_desktop.operations.house import preferences
from ppo_desktop.operations.neighbours import reconciling


class ReconcilePage(Page):
    """Arguments: ``office`` (code of one below); without it the office above that receives our reports."""

    help: ClassVar[tuple[str, ...]] = (
        N_("Halaman ini membandingkan catatan kantor ini dengan yang dipegang kantor lain, jenis demi jenis."),
        N_("Selisih biasanya berarti ada berkas yang masih dalam perjalanan; ikut sendiri dengan laporan berikutnya."),
        N_("Catatan yang berbeda disebut dengan nomornya; nomor itu sama di kedua kantor."),
        N_("Enter pada baris membuka lembar catatannya."),
        N_("P mencetak halaman ini untuk dibawa ke kantor yang lain."),
        N_("Kantor di bawah dipilih dari Papan laporan, tombol Rekonsiliasi."),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Rekonsiliasi"), _(reconciling.PURPOSE))
        self._other = ""
        self._wish = 0
        self.onto_paper = button(_("Cetak"), self.print_pages, icon_name="printer")
        self.beside_title.addWidget(self.onto_paper)
        self._found = QVBoxLayout()
        self._found.setSpacing(theme().px(12))
        self.body.addLayout(self._found)
        self.body.addStretch(1)
        self.tables: list[SectionTable] = []
        shortcut = QShortcut(QKeySequence("P"), self, self.onto_paper.click)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def enter(self, **arguments: object) -> None:
        """Compare now."""
        self.clear_banner()
        if "office" in arguments or not self.tables:
            self._other = str(arguments.get("office") or "")
        self._look()

    def refresh(self, _changes: Changes) -> None:
        """Something was written, or came in."""
        self._look()

    def first_focus(self) -> QWidget | None:
        return self.tables[0] if self.tables else self.onto_paper

    def _look(self) -> None:
        self._wish += 1
        wish, office, other = self._wish, self.session.office, self._other

        def done(found: tuple[str, Findings]) -> None:
            if wish == self._wish:
                self._show(*found)

        self.work(lambda _job: (reconciling.title(office, other), reconciling.find(office, other)), done, self._nothing)

    def _nothing(self, error: PpoError) -> None:
        clear(self._found)
        self.tables = []
        self._allow(error.message)
        self._found.addWidget(Empty("list-checks", error.sentence))

    def _show(self, title: str, findings: Findings) -> None:
        self._allow("")
        self.title.setText(title)
        self.setAccessibleName(title)
        clear(self._found)
        self.tables = []
        self._found.addLayout(Flow([_fact(fact) for fact in findings.facts], even=True))
        for section in findings.sections:
            self._found.addWidget(self._card(section))
        notes = Card(_("Catatan"))
        for note in findings.notes:
            notes.body.addWidget(label(note, "soft"))
        self._found.addWidget(notes)
        if self.onto_paper.hasFocus() and self.tables:
            self.tables[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _card(self, section: Section) -> Card:
        card = Card(section.title)
        if section.note:
            card.body.addWidget(label(section.note, "soft"))
        if not section.lines:
            card.body.addWidget(label(section.empty, "soft"))
            return card
        table = SectionTable(section, lambda: self.room)
        table.opened.connect(self._open)
        table.moved.connect(lambda place, shown=table: self.into_sight(shown, place))
        self.tables.append(table)
        card.body.addWidget(table)
        return card

    def _open(self, lead: Lead) -> None:
        where = {"kind": lead.kind, "owner": lead.owner, "record": lead.record, "listed": LIST_OF[lead.kind]}
        self.session.go("record", **where)

    def _allow(self, why_not: str) -> None:
        self.onto_paper.setEnabled(not why_not)
        self.onto_paper.setToolTip(why_not)
        self.onto_paper.setAccessibleDescription(why_not)

    def print_pages(self) -> None:
        """Onto a printer, or as a PDF where this PC has none."""
        office, other, size = self.session.office, self._other, preferences.load(self.session.paths).paper
        title = self.title.text()
        print_or_save(self, title, title, lambda: reconciling.paper(office, other, size))


def _fact(fact: Fact) -> Card:
    card = Card(margins=12)
    words = column(label(fact.label, "muted"), label(shown(fact.value), "strong"), spacing=2)
    card.body.addLayout(words)
    card.setAccessibleName(f"{fact.label}: {shown(fact.value)}")
    return card
