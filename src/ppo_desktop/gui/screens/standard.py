"""Angka baku: the masked figures of a year, issued, seen, printed, saved, and given to whoever asks for data."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QMenu, QVBoxLayout, QWidget

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.clock import today
from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.offices import name_of
from ppo_desktop.core.period import Span, long_date
from ppo_desktop.core.text import N_, _, number
from ppo_desktop.gui.design.fields import FieldBox
from ppo_desktop.gui.design.preview import Preview
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.typeahead import Option, TypeAhead
from ppo_desktop.gui.design.widgets import Banner, Card, allow, beside, breakable, button, clear, label, row, set_look
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.paper import print_or_save
from ppo_desktop.gui.shell.screens import LIST_OF
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.gui.shell.work import Job
from ppo_desktop.operations.books import browsing
from ppo_desktop.operations.house import preferences
from ppo_desktop.operations.tables import standard_figures
from ppo_desktop.operations.tables.standard_figures import Edition
from ppo_desktop.records.data_request import DATA_REQUEST

_WIDTH = 460
_LOWEST = 220
"""Height of the pages; in a lower window the page scrolls."""
_NAMED = 3
"""Changes that are named before an edition is issued."""
_OFFERED = 8
"""Requests that wait, of which one may be answered."""


class StandardPage(Page):
    """No arguments."""

    help: ClassVar[tuple[str, ...]] = (
        N_("Satu lembar untuk satu tahun yang sudah selesai, dengan angka kecil disembunyikan, tanpa nama."),
        N_("Yang sudah terbit tidak dihitung lagi: setiap orang yang bertanya mendapat angka yang sama."),
        N_("Bila laporan bulanan berubah sesudahnya, terbitkan edisi baru; lembarnya menyebut yang berubah."),
        N_("Berikan dan catat mengisi buku Permintaan data dengan lembar dan kodenya."),
        N_("Simpan CSV membuat paket untuk program lain, dengan kamus data; P mencetak."),
        N_("Lembar desa ikut ke kecamatan dan kabupaten bersama laporan; di sana dapat dicetak sama persis."),
        N_("Dua orang tahu memegang lembar yang sama bila kodenya sama."),
    )

    def __init__(self, session: Session) -> None:
        purpose = _("Angka tahunan yang sama untuk setiap permintaan data.")
        super().__init__(session, _("Angka baku"), purpose)
        self.editions: dict[str, Edition] = {}
        self._empty: dict[str, str] = {}
        """Year of which nothing can be issued → why."""
        self._is_new = False
        """Whether the sheet about to be shown was issued just now: giving it out comes next."""
        self._pdf: bytes | None = None
        self._job: Job | None = None
        self.into_table = button(_("Simpan CSV"), self.save_table, icon_name="download")
        self.onto_paper = button(_("Cetak"), self.print_pages, icon_name="printer")
        self.give = button(_("Berikan dan catat"), self.record_request, look="primary", icon_name="file-text")
        for made in (self.into_table, self.onto_paper, self.give):
            self.beside_title.addWidget(made)
        self.sheet = TypeAhead()
        self.sheet.chosen.connect(lambda _value: self._see())
        box = FieldBox(_("Lembar"), self.sheet)
        box.setMaximumWidth(theme().px(_WIDTH))
        self.to_issue = button(_("Terbitkan"), self.issue, icon_name="badge-check")
        card = Card(spacing=8, margins=12)
        self._standing = label("", "soft")
        card.body.addWidget(box)
        self._not_issuing = label("", "muted")
        self._not_issuing.hide()
        card.body.addLayout(beside(row(self._standing), self.to_issue))
        card.body.addWidget(self._not_issuing)
        self.body.addWidget(card)
        self._progress = QVBoxLayout()
        self.body.addLayout(self._progress)
        self.preview = Preview(_("Lembar angka baku"))
        self.preview.setMinimumHeight(theme().px(_LOWEST))
        self.body.addWidget(self.preview, 1)
        shortcut = QShortcut(QKeySequence("P"), self.preview, self.onto_paper.click)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # ------------------------------------------------------------------------------- which sheet

    def enter(self, **_arguments: object) -> None:
        """Offer what was issued, and the years of which nothing was."""
        for made in (self.into_table, self.onto_paper, self.give, self.to_issue):
            allow(made, _("Lembarnya sedang dibaca."))
        self._offer(self.sheet.value)

    def leave(self) -> None:
        """What is being made is not waited for."""
        if self._job and not self._job.is_over:
            self._job.disown()
            self._job.cancel()
        clear(self._progress)

    def first_focus(self) -> QWidget | None:
        return self.sheet

    @property
    def chosen(self) -> Edition | None:
        """``None`` where nothing was issued of the chosen year."""
        return self.editions.get(self.sheet.value)

    def _offer(self, wanted: str = "") -> None:
        """Read in the background: an office above holds the sheets of all below."""
        office = self.session.office
        self.work(
            lambda _job: (
                standard_figures.all_editions(office),
                {span: standard_figures.why_not_first(office, span) for span in standard_figures.years(office)},
            ),
            partial(self._offered, wanted),
        )

    def _offered(self, wanted: str, made: tuple[list[Edition], dict[Span, str]]) -> None:
        office, (found, years) = self.session.office, made
        self._empty = {str(span): why for span, why in years.items()}
        self.editions = {f"{one.owner} {one.span} {one.n}": one for one in found}
        newest = {(one.owner, one.span): one.n for one in reversed(found)}
        ours = {one.span for one in found if one.owner == office.code}
        options = [
            Option(str(span), _("{span}: belum terbit").format(span=span.label)) for span in years if span not in ours
        ]
        options += [
            Option(key, self._words(one, is_newest=newest[one.owner, one.span] == one.n))
            for key, one in self.editions.items()
        ]
        self.sheet.set_options(options)
        known = [option.value for option in options]
        issued = [key for key, one in self.editions.items() if one.owner == office.code]
        self.sheet.set_value(wanted if wanted in known else (issued or known)[0])
        self._see()

    def _words(self, one: Edition, *, is_newest: bool) -> str:
        words = _("{span}, edisi {n}").format(span=one.span.label, n=one.n)
        if one.owner != self.session.office.code:
            words = f"{name_of(one.owner)}, {words}"
        return words if is_newest else _("{sheet} (lama)").format(sheet=words)

    def _see(self) -> None:
        """Show the chosen sheet, or say that there is none yet."""
        self.leave()
        self.clear_banner()
        self._pdf = None
        office, edition = self.session.office, self.chosen
        year = Span.parse(self.sheet.value).inside if self.sheet.value and edition is None else ""
        first = _("Terbitkan dahulu lembar {year}.").format(year=year) if year else _("Pilih dahulu tahunnya.")
        for made in (self.into_table, self.onto_paper, self.give):
            allow(made, "" if edition else first)
        if edition and (why := self.session.why_not("record")):
            allow(self.give, why)
        self.tell_why_not(self.into_table, self.onto_paper, self.give)
        if not self.sheet.value:
            allow(self.to_issue, _("Pilih dahulu tahunnya."))
            return
        if edition is None:
            self._offer_issue(1)
            self._standing.setText(_("Belum ada lembar untuk {year}.").format(year=year))
            told = _("Tekan “{button}”: angkanya dihitung dari laporan bulanan, lalu tetap.")
            button_words = self.to_issue.text().strip()
            self.preview.say(told.format(button=button_words) if self.to_issue.isEnabled() else _("Belum ada halaman."))
            return
        self._standing.setText(
            _("Terbit {day} oleh {name}. Kode {code}.").format(
                day=edition.issued, name=edition.issued_by, code=edition.code
            )
        )
        self.to_issue.hide()
        self._not_issuing.hide()
        if self._is_new:
            self._is_new = False
            self.put_keyboard(self.give)
        if not standard_figures.is_over(office, edition.span):
            self._tell_the_clock(edition.span)
        self.preview.name(edition.name)
        self.preview.say(_("Menyiapkan halaman…"))
        size = preferences.load(self.session.paths).paper
        is_last = edition.owner == office.code and all(
            one.n <= edition.n for one in self.editions.values() if (one.owner, one.span) == (office.code, edition.span)
        )

        def make(job: Job) -> tuple[bytes, list[str]]:
            pages = standard_figures.pages(office, edition, size)
            can_change = is_last and standard_figures.is_over(office, edition.span)
            return pages, standard_figures.news(office, edition.span, job.progress) if can_change else []

        self._job = self.work(make, partial(self._show, edition), self._failed)

    def _tell_the_clock(self, span: Span) -> None:
        """The sheet of a year that is not over by this PC's clock was issued on a day when it was right."""
        day = long_date(today(self.session.clock))
        title = _("Jam komputer ini menunjuk {day}, sebelum akhir {span}").format(day=day, span=span.inside)
        advice = _("Lembarnya tetap seperti waktu terbit. Betulkan jam komputer agar perubahan sesudahnya terlihat.")
        self.show_banner(Banner("warn", title, advice, closes=True))

    def _offer_issue(self, n: int) -> None:
        self.to_issue.setText(f"\N{EN SPACE}{_('Terbitkan edisi {n}').format(n=n)}")
        allow(
            self.to_issue,
            why := self.session.why_not("report") or ("" if self.chosen else self._empty.get(self.sheet.value, "")),
        )
        self._not_issuing.setText(why)
        self._not_issuing.setVisible(bool(why))
        set_look(self.to_issue, "" if self.chosen else "primary", "badge-check")
        self.to_issue.show()

    def _show(self, edition: Edition, made: tuple[bytes, list[str]]) -> None:
        self._pdf, news = made
        self.preview.show_pdf(self._pdf)
        if news:
            self._offer_issue(edition.n + 1)
            told = "; ".join(news[:_NAMED])
            more = _("Terbitkan edisi {n} bila lembar berikutnya harus memuatnya.").format(n=edition.n + 1)
            title = _("{count} angka berubah sejak lembar ini terbit").format(count=number(len(news)))
            self.show_banner(Banner("warn", title, f"{told}. {more}", closes=True))

    def _failed(self, error: PpoError) -> None:
        self.preview.say("")
        self.show_error(error)

    # ------------------------------------------------------------------------------- issuing

    def issue(self) -> None:
        """Make the next edition of the chosen year; it stays."""
        edition, office = self.chosen, self.session.office
        span = edition.span if edition else Span.parse(self.sheet.value)
        self.leave()
        self.clear_banner()
        allow(self.to_issue, _("Sedang dihitung."))
        job = self.work(
            lambda job: standard_figures.issue(office, span, job.progress), self._issued, self._not_issued, holds=True
        )
        title = _("Menghitung {span}").format(span=span.label)
        self._job = self.watch(job, self._progress, title, _("Menghentikan…"))

    def _issued(self, made: tuple[Edition, Changes]) -> None:
        edition, changes = made
        self.session.announce(changes)
        self._is_new = True
        self._offer(f"{edition.owner} {edition.span} {edition.n}")
        self.session.tell(_("Edisi {n} terbit. Kode {code}.").format(n=edition.n, code=edition.code))

    def _not_issued(self, error: PpoError) -> None:
        allow(self.to_issue, "")
        self.show_error(error)

    # ------------------------------------------------------------------------------- handing out

    def record_request(self) -> None:
        """The request that this sheet answers: one that waits, or a new one."""
        office = self.session.office
        keys = browsing.ids(office, DATA_REQUEST, ["waiting"], owner=office.code, limit=_OFFERED)
        found = browsing.window(office, DATA_REQUEST, keys, tuple(DATA_REQUEST.by_name))
        waiting = [one for one in found if one]
        if not waiting:
            self._record(None)
            return
        menu = QMenu(self.give)
        menu.setAccessibleName(_("Permintaan yang dijawab"))
        for one in waiting:
            menu.addAction(DATA_REQUEST.title_of(one).replace("&", "&&"), partial(self._record, one["id"]))
        menu.addSeparator()
        menu.addAction(_("Permintaan baru"), partial(self._record, None))
        menu.setActiveAction(menu.actions()[0])
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.give.mapToGlobal(self.give.rect().bottomLeft()))

    def _record(self, record: str | None) -> None:
        if edition := self.chosen:
            typed = standard_figures.typed(self.session.office, edition, today(self.session.clock))
            if record is None:
                typed["asked_on"] = typed["answered_on"]
            listed = LIST_OF[DATA_REQUEST.name]
            self.session.go("form", kind=DATA_REQUEST.name, record=record, listed=listed, typed=typed)

    def print_pages(self) -> None:
        """Onto a printer, or as a PDF where this PC has none."""
        if (edition := self.chosen) and (pdf := self._pdf):
            print_or_save(self, edition.name, edition.name, lambda: pdf)

    def save_table(self) -> None:
        """As a package of CSV into a folder a person picks."""
        edition, office = self.chosen, self.session.office
        picked = QFileDialog.getExistingDirectory(self, _("Simpan CSV di folder"), str(Path.home())) if edition else ""
        if edition and picked:
            self.work(
                lambda _job: standard_figures.save(office, edition, Path(picked)),
                lambda path: self.show_banner(
                    Banner(
                        "ok",
                        _("Tersimpan di folder {folder}.").format(folder=path.parent.name),
                        breakable(path.name),
                        closes=True,
                    )
                ),
            )
