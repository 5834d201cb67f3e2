"""Impor tabel: choose a file or what an office above told, look at every row, take what is right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import ClassVar, cast

from msgspec import Struct, field
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.offices import Level, name_of
from ppo_desktop.core.text import N_, _, number
from ppo_desktop.gui.design.widgets import Action, Banner, breakable, button, clear, label
from ppo_desktop.gui.forms.table_files import TableFiles, folders_to_search, near
from ppo_desktop.gui.screens.imports.about import AboutCard
from ppo_desktop.gui.screens.imports.lines import LinesCard, grouped, still_decided, told_taken
from ppo_desktop.gui.screens.imports.start import EarlierCard, ToldCard, WaitingCard, take_back
from ppo_desktop.gui.screens.residents.columns import ColumnsCard
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.gui.shell.work import Job
from ppo_desktop.operations.books import listed_people
from ppo_desktop.operations.books.listed_people import Told
from ppo_desktop.operations.tables import import_keeping, import_told, importing, listed_handover
from ppo_desktop.operations.tables.import_keeping import Decision, Import
from ppo_desktop.operations.tables.import_lines import Verdict
from ppo_desktop.operations.tables.importing import Plan
from ppo_desktop.records.table_shapes import meaning_label, offered, shape

_ABOVE = {
    Verdict.NEW: N_("Desanya diberi tahu dengan tanda terima berikutnya, dan mencatatnya di bukunya sendiri."),
    Verdict.PLACE: N_("Tanpa desa pun disimpan, dengan tanda “Desanya dicari”."),
    Verdict.APART: N_("Disimpan terpisah; tidak masuk angka desa mana pun. Lembar serahnya dapat dicetak."),
}
_HERE = {
    Verdict.APART: N_("Tidak disimpan di sini. Simpan lembar perbaikan bila akan diserahkan kepada kantor lain."),
    Verdict.NEW: N_("Dicatat sebagai warga baru; yang tanpa NIK ditandai demikian dan dilengkapi kemudian."),
}


class _Start(Struct, frozen=True):
    """What the page shows before a table is chosen."""

    files: list[Path] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    earlier: list[Import] = field(default_factory=list)
    waiting: Mapping[str, int] = field(default_factory=dict)
    unreached: frozenset[str] = frozenset()
    """Villages of these that no receipt reaches."""
    elsewhere: int = 0


class ImportsPage(Page):
    """Nothing is kept before somebody says so; then all of it is, or nothing."""

    help: ClassVar[tuple[str, ...]] = (
        N_("Ambil daftar kepulangan P4MI, kutipan SISKOP2MI, atau hasil KoboToolbox dan ODK, sebagai Excel atau .csv."),
        N_("Setiap baris diperiksa dahulu: orang baru, sudah dikenal, atau perlu ditentukan. Belum ada yang disimpan."),
        N_("Bila arti kolom keliru, pilih artinya di bawah; pilihan itu diingat untuk tabel yang sama berikutnya."),
        N_("Tanggal dibaca hari-bulan-tahun. Yang tidak terbaca dikosongkan dan disebutkan, tidak ditebak."),
        N_("Ctrl+S mengambil baris yang sudah jelas, sekaligus. Yang tersisa dapat disimpan sebagai lembar perbaikan."),
        N_("Berkas yang sama boleh diambil lagi: baris yang sudah tercatat dikenali."),
        N_("Seluruh impor dapat diurungkan dari halaman ini."),
        N_("Kecamatan dan kabupaten tidak mencatat warga desa: tiap desa diberi tahu tentang warganya sendiri saja."),
    )

    def __init__(self, session: Session) -> None:
        purpose = _("Daftar dari kantor lain diperiksa baris demi baris, lalu dicatat sekaligus.")
        super().__init__(session, _("Impor tabel"), purpose)
        self.plan: Plan | None = None
        self.told: Told | None = None
        self.decisions: dict[int, Decision] = {}
        self.files: TableFiles | None = None
        self.about: AboutCard | None = None
        self.columns: ColumnsCard | None = None
        self.cards: list[LinesCard] = []
        self._told_card: ToldCard | None = None
        self._job: Job | None = None
        self._busy = QVBoxLayout()
        self._room = QVBoxLayout()
        self._room.setSpacing(self.body.spacing())
        self.body.addLayout(self._busy)
        self.body.addLayout(self._room)
        self.body.addStretch(1)
        self.other = button(_("Kembali ke awal"), self.start_over, icon_name="arrow-left")
        self.sheet = button(_("Simpan lembar perbaikan"), self._save_left, icon_name="download")
        self.take = Action(button(_("Ambil"), self._take, look="primary", icon_name="check", keys="Ctrl+S"))
        self.beside_title.addWidget(self.sheet)
        self.sheet.hide()
        self._counted = label("", "soft")
        self._counted.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.footer.addWidget(self.other)
        self.footer.addWidget(self._counted, 1)
        self.footer.addWidget(self.take)

    def enter(self, **_arguments: object) -> None:
        """Show where tables come from, unless one is looked at already."""
        if self.plan is None and self._job is None:
            self._look_around()

    def refresh(self, _changes: Changes) -> None:
        if self.plan is None and self._job is None:
            self._look_around()

    def first_focus(self) -> QWidget | None:
        """What all rows lack, the first row that waits for a decision, else the button that takes; when all that can be
        taken was taken, the way back; at the start what waits here."""
        if self.plan:
            if self.plan.counts[Verdict.UNREADABLE] and self.about and self.about.first_needed:
                return self.about.first_needed
            open_ones = (found for card in self.cards if (found := card.first_open()))
            lines = iter(self.columns.lines.values()) if self.columns else iter(())
            taking = self.take.button if self.take.button.isEnabled() else None
            done = self.other if self.plan.counts[Verdict.RECORDED] else None
            return next(open_ones, None) or taking or done or next(lines, None) or self.other
        if self._told_card and self._told_card.first:
            return self._told_card.first
        return self.files.first_focus() if self.files else None

    def back(self) -> bool:
        """From the rows back to the start."""
        if self.plan is None:
            return False
        self.start_over()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back, as Alt+Left does."""
        if event.key() == Qt.Key.Key_Escape and self.plan is not None:
            self.start_over()
        else:
            super().keyPressEvent(event)

    # ------------------------------------------------------------------------------- the start

    def start_over(self) -> None:
        """Forget the table; nothing of it was kept."""
        if self._job:
            return
        self.plan = self.told = None
        self.decisions = {}
        self.clear_banner()
        self._look_around()

    def _look_around(self) -> None:
        office, folders = self.session.office, folders_to_search()

        def look(_job: Job) -> _Start:
            found = _Start(near(folders), earlier=import_keeping.imports(office))
            if office.identity.level is Level.VILLAGE:
                return replace(found, told=listed_people.proposed(office))
            waiting = listed_people.waiting_by_village(office)
            unreached = frozenset(listed_people.unreached(office))
            return replace(found, waiting=waiting, unreached=unreached, elsewhere=listed_handover.count(office))

        self.work(look, self._show_start)

    def _show_start(self, start: _Start) -> None:
        if self.plan or self._job:
            return
        clear(self._room)
        self._bar.hide()
        self.sheet.hide()
        self.about = self.columns = self._told_card = None
        self.cards = []
        if start.told:
            self._told_card = ToldCard(self, start.told)
            self._room.addWidget(self._told_card)
        told = _(
            "Daftar kepulangan atau penempatan, atau hasil formulir lapangan, sebagai Excel, LibreOffice, atau .csv."
        )
        self.files = TableFiles(start.files, told, _("Pilih tabel"))
        self.files.picked.connect(self.read)
        self.files.asked_again.connect(self._look_around)
        self._room.addWidget(self.files)
        if start.waiting or start.elsewhere:
            self._room.addWidget(WaitingCard(self, start.waiting, start.unreached, start.elsewhere))
        if start.earlier:
            self._room.addWidget(EarlierCard(self, start.earlier))
        self.put_keyboard(self.first_focus())

    # ------------------------------------------------------------------------------- the rows

    def read(self, path: Path) -> None:
        """Read a file and show every row of it."""
        office = self.session.office

        def reading(job: Job) -> Plan:
            file = importing.read_file(path, lambda done, total: job.progress(done, total, _("Membaca berkas…")))
            return importing.plan(office, file, tick=job.progress)

        self.told = None
        self._start(reading, _("Membaca {name}").format(name=path.name))

    def look_at(self, told: Told, common: Mapping[str, object] | None = None) -> None:
        """Show the rows that an office above told of."""
        office = self.session.office
        self.told = told
        self._start(lambda _job: import_told.plan(office, told, common), _("Memeriksa nama-nama"))

    def _again(self, **more: object) -> None:
        """The same file, understood in another way."""
        plan, office = self.plan, self.session.office
        if plan is None or plan.file is None:
            return
        file = plan.file
        asked: dict[str, object] = {
            "of": plan.shape,
            "sheet": plan.sheet,
            "meanings": plan.meanings,
            "common": plan.common,
            "source": plan.source,
            **more,
        }
        run = cast(Callable[..., Plan], importing.plan)
        self._start(lambda job: run(office, file, tick=job.progress, **asked), _("Memeriksa setiap baris"))

    def _say(self, source: str, common: Mapping[str, object]) -> None:
        if self.told is not None:
            self.look_at(self.told, common)
        else:
            self._again(source=source, common=common)

    def _start(self, operation: Callable[[Job], Plan], title: str) -> None:
        if self._job:
            return
        self.clear_banner()
        job = self.work(operation, self._show_plan, self._not_read)
        stopping = _("Menghentikan; tidak ada yang diubah.")
        self._job = self.watch(job, self._busy, title, stopping, over=self._ended)
        self.take.refuse(_("Tunggu sebentar…"))

    def _ended(self, job: Job) -> None:
        if self._job is job:
            self._job = None
        self._offer()
        if job.is_cancelled and self.plan is None:
            self._look_around()

    def _not_read(self, error: PpoError) -> None:
        self._job = None
        if self.plan is None:
            self._look_around()
        self.show_error(error)

    def _show_plan(self, plan: Plan) -> None:
        self.decisions = still_decided(self.plan, self.decisions, plan)
        self.plan, self._job = plan, None
        clear(self._room)
        self.columns = None
        self.cards = []
        level = self.session.office.identity.level
        self.about = AboutCard(plan, offered(level))
        self.about.shape_chosen.connect(lambda name: self._again(of=shape(name), meanings=None, common={}))
        self.about.sheet_chosen.connect(lambda place: self._again(sheet=place, meanings=None))
        self.about.said.connect(self._say)
        self._room.addWidget(self.about)
        told = _HERE if level is Level.VILLAGE else _ABOVE
        for verdict, lines in grouped(plan.lines).items():
            words = _(told.get(verdict, ""))
            area = self.session.office.code
            card = LinesCard(verdict, lines, self.decisions, area, is_told=plan.file is None, told=words)
            card.decided.connect(self._decide)
            card.not_ours.connect(self._not_ours)
            card.acknowledged.connect(self._acknowledge)
            self.cards.append(card)
            self._room.addWidget(card)
        if plan.file:
            meanings = [(each, meaning_label(each)) for each in plan.shape.meanings]
            answers = {one for one in plan.meanings.values() if "=" in one}
            meanings += [(each, meaning_label(each)) for each in sorted(answers)]
            self.columns = ColumnsCard(plan.layout, plan.meanings, meanings)
            self.columns.changed.connect(lambda meanings: self._again(meanings=meanings))
            self._room.addWidget(self.columns)
        self.show_footer()
        self._offer()
        self.put_keyboard(self.first_focus())

    def _decide(self, place: int, decision: object) -> None:
        if isinstance(decision, Decision):
            self.decisions[place] = decision
        else:
            self.decisions.pop(place, None)
        self._offer()

    def _offer(self) -> None:
        """How many would be taken now, and why none."""
        if self.plan is None:
            return
        office = self.session.office
        count = import_keeping.count_taken(office, self.plan, self.decisions)
        words = _("Ambil {count} baris").format(count=number(count)) if count else _("Ambil")
        self.take.button.setText(f"\N{EN SPACE}{words}  (Ctrl+S)")
        self.take.button.setAccessibleName(words)
        why = _("Tunggu sebentar…") if self._job else self.plan.why_not
        self.take.refuse(why or ("" if count else _("Tentukan dahulu setidaknya satu baris.")))
        self._counted.setText(
            told_taken(self.plan, self.decisions, count, is_village=office.identity.level is Level.VILLAGE)
        )
        self.sheet.setVisible(bool(self.plan.file and import_keeping.left(office, self.plan, self.decisions)))

    # ------------------------------------------------------------------------------- what is done

    def _take(self) -> None:
        plan, office, decisions = self.plan, self.session.office, dict(self.decisions)
        if plan is None or self._job or self.take.why_not:
            return
        job = self.work(
            lambda job: import_keeping.take(office, plan, decisions, job.progress),
            partial(self._taken, plan),
            self._not_read,
            holds=True,
        )
        stopping = _("Menghentikan; tidak ada yang disimpan.")
        self._job = self.watch(job, self._busy, _("Menyimpan"), stopping, over=self._ended, locks=[self.other])
        self.take.refuse(_("Sedang disimpan…"))

    def _taken(self, plan: Plan, kept: Import) -> None:
        self._job = None
        self.session.tell(
            _("{sentence} diambil.").format(sentence=kept.sentence), partial(take_back, self.session, kept.id)
        )
        self.session.announce(kept.changes)
        if plan.file and any(line.verdict is not Verdict.RECORDED for line in plan.lines):
            self._again()  # what is left stays in sight, and can be saved as a sheet
            if self._job:
                return
        self.plan = self.told = None
        self._look_around()

    def _save_left(self) -> None:
        plan, office, decisions = self.plan, self.session.office, dict(self.decisions)
        picked = QFileDialog.getExistingDirectory(self, _("Simpan lembar perbaikan di folder"), str(Path.home()))
        if not picked or plan is None:
            return

        def saved(path: Path) -> None:
            words = _("Tersimpan di folder {folder}.").format(folder=path.parent.name)
            self.show_banner(Banner("ok", words, breakable(path.name), closes=True))

        self.work(lambda _job: import_keeping.save_left(office, plan, decisions, Path(picked)), saved)

    def _not_ours(self, place: int) -> None:
        words = _("{title} tidak ditawarkan lagi; {office} diberi tahu dengan laporan berikutnya, tanpa nama.")
        why = _("bukan warga desa ini.")
        self._answer(place, words, lambda told, line: import_told.pass_by(self.session.office, told, line, why))

    def _acknowledge(self, place: int) -> None:
        words = _("{title} ditandai sudah tercatat; {office} melihatnya dengan laporan berikutnya.")
        plan, office = self.plan, self.session.office
        if plan is not None:
            self._answer(place, words, lambda told, _id: import_told.acknowledge(office, told, plan.lines[place]))

    def _answer(self, place: int, words: str, act: Callable[[Told, str], None]) -> None:
        """Answer a told row otherwise than by recording it; the rest stays in sight."""
        told, plan = self.told, self.plan
        if told is None or plan is None:
            return
        line = plan.lines[place]

        def done(_nothing: None) -> None:
            self.session.tell(words.format(title=line.title, office=name_of(told.by)))
            left = replace(told, lines=tuple(one for one in told.lines if one["id"] != line.raw.answers))
            if left.lines:
                self.look_at(left, plan.common)
            else:
                self.start_over()

        self.work(lambda _job: act(told, line.raw.answers), done, holds=True)

    def take_back(self, kept: Import) -> None:
        """Take a whole import back."""
        take_back(self.session, kept.id)
