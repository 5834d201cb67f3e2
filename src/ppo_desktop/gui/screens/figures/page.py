"""One overview: its figures, its tables, what they leave out; printed, or saved as a table."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.text import N_, _
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.chart import ChartView
from ppo_desktop.gui.design.layouts import Flow
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Banner, Card, breakable, button, clear, label, row, set_role
from ppo_desktop.gui.screens.figures.reason import NamesCard, ReasonCard
from ppo_desktop.gui.screens.figures.table import SectionTable
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.screens import LIST_OF
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.insight.overview import Fact, Findings, Lead, Overview, Section, shown
from ppo_desktop.insight.tiles import TileMap
from ppo_desktop.operations.months import overviews
from ppo_desktop.reports.document import Chart
from ppo_desktop.reports.overview_sheet import chart_of, map_of

_DOTS = 4.0
"""Pixels of a chart for each millimetre on paper."""


class FiguresPage(Page):
    """Arguments: ``overview``, and ``year`` where another than this one is asked about."""

    help: ClassVar[tuple[str, ...]] = (
        N_("Halaman ini menghitung dari semua catatan di komputer ini; angkanya selalu keadaan sekarang."),
        N_("“Tidak ada data” berarti belum dicatat; itu bukan nol."),
        N_("Tombol tahun di atas menampilkan tahun lain, bila gambaran ini menurut tahun."),
        N_("Tab pindah ke tabel berikutnya, panah memilih baris, Enter membuka catatan atau daftarnya."),
        N_("Bila nama disembunyikan, tulis alasannya di atas; barisnya lalu dapat diteruskan sebagai surat."),
        N_("Sembunyikan nama menutup nama lagi di layar, juga di cetakan, sebelum orang lain melihat."),
        N_("P menampilkan halaman untuk dicetak. Simpan tabel membuat berkas CSV yang dapat dibuka dengan Excel."),
        N_("Tanda di awal baris hanya mengulang apa yang dikatakan barisnya: perlu perhatian, atau lewat tenggat."),
        N_("Alt+← kembali ke daftar gambaran."),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Gambaran"), _("Angka dari banyak buku sekaligus."))
        self.overview: Overview | None = None
        self.year = 0
        self.findings: Findings | None = None
        self.veil: ReasonCard | None = None
        """Asks for a reason, where names are not shown."""
        self.names: NamesCard | None = None
        """Hides names that were opened, and shows them again."""
        self._is_hiding = False
        self.tables: list[SectionTable] = []
        self.years: dict[int, QPushButton] = {}
        self._wish = 0
        self.onto_paper = button(_("Cetak"), self.see_pages, icon_name="printer")
        self.save = button(_("Simpan tabel"), self.save_table, icon_name="download")
        for made in (self.save, self.onto_paper):
            self.beside_title.addWidget(made)
        self._chips = Flow()
        self.body.addLayout(self._chips)
        self._waiting = label(_("Menghitung…"), "soft")
        self.body.addWidget(self._waiting)
        self._found = QVBoxLayout()
        self._found.setSpacing(theme().px(12))
        self.body.addLayout(self._found)
        self.body.addStretch(1)
        shortcut = QShortcut(QKeySequence("P"), self, self.onto_paper.click)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # ------------------------------------------------------------------------------- what is asked

    def enter(self, **arguments: object) -> None:
        """Show the overview the arguments name; coming back to it, in the year that was looked at."""
        known = {overview.name: overview for overview in overviews.offered(self.session.office.identity.level)}
        overview = known.get(str(arguments.get("overview"))) or next(iter(known.values()))
        year = arguments.get("year")
        if overview is not self.overview or isinstance(year, int):
            self.overview, self.findings = overview, None
            self._ask(year if isinstance(year, int) else overviews.years(self.session.office)[0])
        else:
            self._look()

    def refresh(self, changes: Changes) -> None:
        """Something was written: the figures may be others."""
        if self.overview and any(kind in self.overview.reads for kind, _owner, _record in changes.records):
            self._look()

    def first_focus(self) -> QWidget | None:
        return self.tables[0] if self.tables else self.onto_paper

    def _ask(self, year: int) -> None:
        assert self.overview is not None, "an overview was chosen"
        self.year = year
        title = overviews.title(self.overview, year)
        self.title.setText(title)
        self.setAccessibleName(title)
        self.purpose.setText(_(self.overview.purpose))
        clear(self._chips)
        self.years = {}
        for one in overviews.years(self.session.office) if self.overview.of_year else ():
            chip = button(str(one), partial(self._choose, one), look="chip", spoken=_("Tahun {year}").format(year=one))
            chip.setCheckable(True)
            chip.setChecked(one == year)
            self.years[one] = chip
            self._chips.addWidget(chip)
        self._look()

    def _choose(self, year: int) -> None:
        self.year = year
        assert self.overview is not None, "an overview was chosen"
        self.title.setText(overviews.title(self.overview, year))
        for one, chip in self.years.items():
            chip.setChecked(one == year)
        self._look()

    def _look(self) -> None:
        """Count again in the background; of several wishes only the last is shown."""
        self._wish += 1
        wish, office, overview, year = self._wish, self.session.office, self.overview, self.year
        is_hiding = self._is_hiding
        assert overview is not None, "an overview was chosen"
        self._waiting.show()

        def done(findings: Findings) -> None:
            if wish == self._wish:
                self._waiting.hide()
                self._show(findings)

        self.work(lambda _job: overviews.find(office, overview, year, is_hiding=is_hiding), done)

    # ------------------------------------------------------------------------------- what is shown

    def _show(self, findings: Findings) -> None:
        if findings == self.findings:
            return  # where one was looking stays as it is
        had_focus = any(table.hasFocus() for table in self.tables) or self.findings is None
        self.findings = findings
        clear(self._found)
        self.tables, self.veil, self.names = [], None, None
        if findings.is_veiled and not self._is_hiding:
            self.veil = ReasonCard(self.session.office, self._unveil)
            self._found.addWidget(self.veil)
        elif self.overview and self.overview.is_guarded:
            self.names = NamesCard(self.turn_names, is_hidden=findings.is_veiled)
            self._found.addWidget(self.names)
        if findings.facts:
            facts = Flow([_fact_card(fact) for fact in findings.facts], even=True)
            self._found.addLayout(facts)
        if findings.map:
            self._found.addWidget(_map_card(findings.map))
        for section in findings.sections:
            self._found.addWidget(self._section_card(section))
        if findings.notes:
            notes = Card(_("Catatan"))
            for note in findings.notes:
                notes.body.addWidget(label(note, "soft"))
            self._found.addWidget(notes)
        if had_focus and self.isVisible():
            if self.tables:
                self.tables[0].setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, self, self.to_top)  # the first arrow brings the line that has the keyboard into sight

    def _section_card(self, section: Section) -> Card:
        card = Card(section.title)
        if section.note:
            card.body.addWidget(label(section.note, "soft"))
        if not section.lines:
            card.body.addWidget(label(section.empty or _("Tidak ada."), "soft"))
            return card
        if chart := chart_of(section):
            card.body.addWidget(_drawn(chart))
        table = SectionTable(section, lambda: self.room)
        table.opened.connect(self.open)
        table.moved.connect(lambda place, shown=table: self.into_sight(shown, place))
        self.tables.append(table)
        card.body.addWidget(table)
        if any(line.passing for line in section.lines):
            words = _("Buat surat penerusan…")
            card.body.addLayout(row(button(words, partial(self.pass_on, table), icon_name="send"), None))
        return card

    def _unveil(self, reason: str) -> None:
        """Show the names as well; that they are shown is written down first."""
        office, overview, year = self.session.office, self.overview, self.year
        assert overview is not None, "an overview was chosen"
        self.work(lambda _job: overviews.unveil(office, overview, year, reason), lambda _done: self._look())

    def turn_names(self) -> None:
        """Hide names that were opened, in this window alone, or show them again; that needs no new reason today."""
        self._is_hiding = not self._is_hiding
        self.findings = None  # where the day is over meanwhile, the same figures come with another card
        self._look()

    def pass_on(self, table: SectionTable) -> None:
        """Begin the letter with which the chosen line goes to another office."""
        line = table.rows.section.lines[max(0, table.currentIndex().row())]
        if self.overview is not None and line.passing:
            self.session.go("letter", template=self.overview.letter, filled=dict(line.passing))

    def open(self, lead: Lead) -> None:
        """Go where a line leads."""
        if lead.screen:
            self.session.go(lead.screen)
            return
        listed = LIST_OF[lead.kind]
        if lead.record:
            where = {"kind": lead.kind, "owner": lead.owner, "record": lead.record, "listed": listed}
            self.session.go("record", **where)
        elif lead.typed:
            self.session.go("form", kind=lead.kind, record=None, listed=listed, typed=dict(lead.typed))
        else:
            self.session.go(listed, **({"filter": lead.filter} if lead.filter else {}))

    # ------------------------------------------------------------------------------- out of the window

    def see_pages(self) -> None:
        """Show the pages that would be printed."""
        if self.overview:
            self.session.go("figures-paper", overview=self.overview.name, year=self.year, hiding=self._is_hiding)

    def save_table(self) -> None:
        """Write the figures as a table file into a folder a person picks."""
        overview, year, findings = self.overview, self.year, self.findings
        if overview is None or findings is None:
            return
        picked = QFileDialog.getExistingDirectory(self, _("Simpan tabel di folder"), str(Path.home()))
        if picked:
            self.work(
                lambda _job: overviews.save_table(overview, year, findings, Path(picked)),
                lambda path: self.show_banner(
                    Banner(
                        "ok",
                        _("Tersimpan di folder {folder}.").format(folder=path.parent.name),
                        breakable(path.name),
                        closes=True,
                    )
                ),
            )


def _drawn(chart: Chart) -> ChartView:
    drawn = ChartView(chart.title, round(chart.height * _DOTS))
    drawn.show_chart(chart)
    drawn.setFixedHeight(drawn.sizeHint().height())
    return drawn


def _map_card(found: TileMap) -> Card:
    card = Card(found.title)
    card.body.addWidget(label(found.note, "soft"))
    card.body.addWidget(_drawn(map_of(found)))
    return card


def _fact_card(fact: Fact) -> Card:
    card = Card(spacing=tokens.TIGHT, margins=12)
    if fact.tone:
        set_role(card, fact.tone, name="tone")
    value = label(shown(fact.value), "muted" if fact.value is None else "title", wraps=False)
    card.body.addWidget(label(fact.label, "soft", wraps=False))
    card.body.addWidget(value)
    card.body.addStretch(1)  # beside a taller one
    card.setAccessibleName(f"{fact.label}: {shown(fact.value)}")
    return card
