"""Beranda: what to do now, and the month at a glance."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.clock import WIB, Clock, today
from ppo_desktop.core.offices import Level
from ppo_desktop.core.period import MONTH_NAMES, Month, long_date, weekday
from ppo_desktop.core.text import N_, _, number
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.chart import ChartView
from ppo_desktop.gui.design.layouts import Flow
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import (
    Badge,
    Card,
    Square,
    button,
    clear,
    column,
    label,
    row,
    rule,
    set_role,
    withhold,
    yielding,
)
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.screens import LIST_OF, SCREENS
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.operations.desk import agenda, home
from ppo_desktop.operations.desk.home import HomeFigures
from ppo_desktop.operations.house import drafting
from ppo_desktop.operations.house.drafting import Draft
from ppo_desktop.operations.house.todo import LIST, Task
from ppo_desktop.operations.months import awaited
from ppo_desktop.operations.months.awaited import FromBelow
from ppo_desktop.records.registry import kind as kind_named
from ppo_desktop.reports.document import Chart, Series

SIDE_BY_SIDE, IN_PAIRS = 980, 560
"""Widths of the page from which the chart stands beside the tasks and the four figures in one row, or two and two."""
WORDS = 150
"""Least width of what a task says."""
LAWFUL = "prosedural"
"""The path of departures that follow the procedure; see the code list ``paths``."""
_LOOKS = {
    "month": ("file-text", N_("Buat laporan")),
    "month-ends": ("calendar", N_("Periksa")),
    "copy": ("usb", N_("Salin")),
    "withdrawn": ("file-text", N_("Buat lagi")),
    "no-receipt": ("receipt", N_("Terima berkas")),
    "receipts": ("receipt", N_("Buat tanda terima")),
    "copy-receipts": ("usb", N_("Salin")),
    "missing-reports": ("list-checks", N_("Lihat")),
    "amend": ("file-pen-line", N_("Buat")),
    "enrolment-request": ("key-round", N_("Kenalkan kunci")),
    "enrolment-answer": ("key-round", N_("Terima jawaban")),
    "emergency-code": ("shield", N_("Periksa kode")),
    "backup": ("database-backup", N_("Buat cadangan")),
    "backup-stick": ("usb", N_("Ke flashdisk")),
    "first-person": ("user-plus", N_("Catat")),
    "first-office": ("key-round", N_("Kenali kunci")),
    "conflicts": ("triangle-alert", N_("Putuskan")),
    "stock-below-zero": ("package", N_("Hitung lagi")),
    "stock-unclear": ("package", N_("Pilih judul")),
    "stock-arriving": ("package", N_("Terima")),
    "quarantine": ("hourglass", N_("Lihat")),
    "told-duplicates": ("users", N_("Lihat")),
    "corrections": ("pen-line", N_("Jawab")),
    "handed": ("package", N_("Terima")),
    "notes": ("send", N_("Baca")),
    "unusable": ("hourglass", N_("Lihat")),
    "duplicates": ("users", N_("Bandingkan")),
    "lost": ("triangle-alert", N_("Periksa")),
    "fork": ("monitor", N_("Selesaikan")),
    "exchange": ("usb", N_("Tukar berkas")),
    "incident": ("triangle-alert", N_("Tangani")),
    "backup-trouble": ("database-backup", N_("Periksa")),
    "backup-drill": ("list-checks", N_("Buktikan")),
    "assent": ("pen-line", N_("Setujui")),
    "silence": ("receipt", N_("Terima berkas")),
    **dict.fromkeys(("key-requests", "key-offer", "key-old"), ("key-round", N_("Buka"))),
    **dict.fromkeys(("key-ends", "key-foreign", "crl-renew", "crl-old"), ("key-round", N_("Buka"))),
}


class _Shown(Struct, frozen=True):
    """What the page shows, read beside the window."""

    figures: HomeFigures
    reports: list[FromBelow]
    """Of the offices below, for the month before."""
    tasks: list[Task]
    draft: Draft | None


def _look_of_book(task: Task) -> tuple[str, str]:
    """Icon and verb of what a book asks for."""
    name = str(task.arguments.get("kind", ""))
    return (kind_named(name).icon if name else "circle-help", N_("Buka"))


class HomePage(Page):
    """At most five things to do, each one key away; four figures and a chart."""

    help = (
        N_("Di sini ada paling banyak lima hal yang perlu dikerjakan, yang paling mendesak di atas."),
        N_("Tekan 1 untuk tugas paling atas, 2 untuk yang berikutnya; atau pilih dengan Tab, lalu Enter."),
        N_("Catatan yang belum selesai diketik muncul di bawah tugas; lanjutkan kapan saja."),
        N_("Angka di Beranda dihitung dari catatan di komputer ini, bukan perkiraan."),
        N_("Kantor yang menerima laporan melihat angka dari laporan itu."),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session, "")
        self.title.setText(_greeting(session))
        self.setAccessibleName(_("Beranda"))
        is_village = session.office.identity.level is Level.VILLAGE
        if not is_village:  # where others report to, what comes in is the work
            self.beside_title.addWidget(
                button(_("Terima berkas"), lambda: session.go("receive"), look="primary", icon_name="inbox")
            )
        look = "primary" if is_village else ""
        self._record_button = record = button(
            _("Catat keberangkatan"), lambda: self._record("departure"), look=look, icon_name="plus", keys="Ctrl+N"
        )
        event = button(_("Catat sosialisasi"), lambda: self._record("socialisation"), icon_name="megaphone")
        for made in (record, event):
            self.beside_title.addWidget(withhold(made, session.why_not("record")))
        self._cards = [FigureCard() for _card in range(4)]
        self._figures = QGridLayout()
        self._figures.setSpacing(theme().px(12))
        self.body.addLayout(self._figures)
        self.todo = Card(_("Yang perlu dikerjakan"), spacing=tokens.GAP)
        self._count = QHBoxLayout()
        self.todo.head.addLayout(self._count)
        self._tasks = QVBoxLayout()
        self._tasks.setSpacing(theme().px(10))
        self.todo.body.addLayout(self._tasks)
        self.todo.body.addStretch(1)
        self._draft = QVBoxLayout()
        self.todo.body.addLayout(self._draft)
        title = _("Keberangkatan {year}") if is_village else _("Keberangkatan {year}, menurut laporan")
        self._chart = Card(title.format(year=today(session.clock).year))
        self._departures = ChartView(self._chart.title.text())
        self._chart.body.addWidget(self._departures, 1)
        self._below = QGridLayout()
        self._below.setSpacing(theme().px(12))
        self.body.addLayout(self._below, 1)
        self._first: QPushButton | None = None
        self._columns = 0
        self._is_new = True
        self._arrange()
        for place in range(1, agenda.MOST_TASKS + 1):
            keys = QShortcut(QKeySequence(str(place)), self, lambda place=place: self._open_task(place - 1))
            keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._opened: list[Callable[[], object]] = []

    def enter(self, **_arguments: object) -> None:
        """Read everything anew, beside the window."""
        day = today(self.session.clock)
        self.purpose.setText(f"{weekday(day)}, {long_date(day)}")
        self.purpose.show()
        self._is_new = True  # the first task takes the focus when it is there
        self._load()

    def refresh(self, _changes: Changes) -> None:
        self._load()

    def first_focus(self) -> QWidget | None:
        return self._first

    def _load(self) -> None:
        office, month = self.session.office, Month.of(today(self.session.clock))

        def read(_job: object) -> _Shown:
            left = drafting.drafts(office)
            below = awaited.received(office, month.previous)
            return _Shown(home.home_figures(office, month), below, agenda.agenda(office), left[0] if left else None)

        self.work(read, self._show)

    def _show(self, shown: _Shown) -> None:
        self._show_figures(shown)
        self._show_tasks(shown.tasks)
        clear(self._draft)
        if shown.draft:
            self._draft.addWidget(self._draft_strip(shown.draft))

    def _show_figures(self, shown: _Shown) -> None:
        figures = shown.figures
        first, second, third, fourth = self._cards
        if figures.told is None:
            _tell_recorded(figures, first, third)
        else:
            before = figures.month.previous
            _tell_reported(before, figures.told.get(before), first, third)
        remark = _("semua ada kabar") if figures.abroad else ""
        if figures.without_news:
            remark = _("{n} perlu dihubungi").format(n=number(figures.without_news))
        tone = "bad" if figures.without_news else "ok"
        second.tell(_("Sedang di luar negeri"), number(figures.abroad), remark, tone)
        if self.session.office.identity.level is Level.VILLAGE:
            year = sum(sum(month.values()) for month in figures.year if month)
            fourth.tell(_("Berangkat tahun ini"), number(year), "", "info")
        else:
            missing = sum(1 for line in shown.reports if line.received_on is None)
            some = f"{number(len(shown.reports) - missing)}/{number(len(shown.reports))}"
            words = _("{n} belum").format(n=number(missing)) if missing else ""
            if not shown.reports:
                starts = _("mulai {month}").format(month=MONTH_NAMES[figures.month.number - 1])
                some, words = "–", starts if figures.expected else _("belum ada kantor")
            fourth.tell(_("Laporan {month} diterima").format(month=figures.month.previous.label), some, words, "warn")
        self._departures.show_chart(_departures(self._chart.title.text(), figures))

    def _show_tasks(self, tasks: list[Task]) -> None:
        focused = QApplication.focusWidget()
        is_wanted = self._is_new or focused is None or self.todo.isAncestorOf(focused)
        self._is_new = False
        clear(self._tasks)
        clear(self._count)
        self._opened = []
        self._first = None
        if tasks:
            self._count.addWidget(Badge(_("{n} tugas").format(n=len(tasks)), "neutral", "list-checks"))
        else:
            self._tasks.addLayout(
                row(
                    Square("circle-check", "ok"),
                    label(_("Tidak ada yang mendesak. Semua beres."), "strong"),
                    spacing=12,
                )
            )
        for place, task in enumerate(tasks):
            if place:
                self._tasks.addWidget(rule())
            self._tasks.addWidget(self._task(task))
        # Never left to what happens to come next: that may be a toast's Urungkan. But who has gone on types elsewhere.
        if is_wanted and self.isVisible():
            (self.first_focus() or self._record_button).setFocus()

    def _task(self, task: Task) -> QWidget:
        icon_name, verb = _LOOKS.get(task.kind) or _look_of_book(task)

        def go() -> None:
            if task.screen == LIST:
                where = dict(task.arguments)
                self.session.go(LIST_OF[str(where.pop("kind"))], **where)
            elif task.screen:  # else it is for somebody else to do
                self.session.go(task.screen, **task.arguments)

        self._opened.append(go)
        words = column(
            yielding(label(task.sentence, "strong"), WORDS), yielding(label(task.reason, "muted"), WORDS), spacing=1
        )
        beside = Flow(spacing=12)
        if task.due:
            due = QWidget()
            due.setLayout(row(Badge(task.due[:1].upper() + task.due[1:], task.severity)))
            due.setMinimumHeight(theme().px(tokens.BUTTON_HEIGHT))
            beside.addWidget(due)
        if task.screen:
            look = "" if self._first else "primary"
            made = button(_(verb), go, look=look, spoken=f"{_(verb)}: {task.sentence}")
            made.setMinimumWidth(theme().px(132))
            self._first = self._first or made
            beside.addWidget(made)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme().px(12))
        line.addWidget(Square(icon_name, task.severity))
        line.addLayout(words, 1)
        line.addLayout(beside)
        held = QWidget()
        held.setLayout(line)
        return held

    def _draft_strip(self, draft: Draft) -> QFrame:
        strip = QFrame()
        strip.setProperty("role", "sunken")
        listed = LIST_OF.get(draft.form, "")
        go_on = button(
            _("Lanjutkan"),
            lambda: self._go_on(draft, listed),
            look="quiet",
            spoken=_("Lanjutkan {title}").format(title=draft.title or _("catatan baru")),
        )
        clock = draft.kept_at[11:16].replace(":", ".")
        strip.setLayout(
            row(
                Square("pen-line", "info"),
                column(
                    label(_("Lanjutkan: {title}").format(title=draft.title or _("catatan baru")), "strong"),
                    label(_("tersimpan otomatis pukul {clock}").format(clock=clock), "muted"),
                    spacing=1,
                ),
                None,
                go_on,
                spacing=12,
                margins=8,
            )
        )
        return strip

    def _go_on(self, draft: Draft, listed: str) -> None:
        name, _slash, about = draft.form.partition("/")
        found = next((screen for screen in SCREENS if screen.about and screen.name == name), None)
        if found:
            self.session.go(name, record=draft.record, **{found.about: about})
        else:
            self.session.go("form", kind=draft.form, record=draft.record, listed=listed)

    def _open_task(self, place: int) -> None:
        if place < len(self._opened):
            self._opened[place]()

    def _record(self, kind: str) -> None:
        self.session.go("form", kind=kind, record=None, listed=LIST_OF[kind])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Four figures and the chart beside the tasks; or two and two, or one below the other, and the chart below."""
        is_wide = self.width() >= theme().px(SIDE_BY_SIDE)
        columns = 4 if is_wide else 2 if self.width() >= theme().px(IN_PAIRS) else 1
        if columns == self._columns:
            return
        self._columns = columns
        for place, card in enumerate(self._cards):
            self._figures.addWidget(card, place // columns, place % columns)
        for place in range(4):
            self._figures.setColumnStretch(place, 1 if place < columns else 0)
        self._below.addWidget(self.todo, 0, 0)
        self._below.addWidget(self._chart, *((0, 1) if is_wide else (1, 0)))
        self._below.setColumnStretch(0, 5)
        self._below.setColumnStretch(1, 3 if is_wide else 0)


class FigureCard(Card):
    """One figure: what it counts, how many, and what to think of it."""

    def __init__(self) -> None:
        super().__init__(spacing=2, margins=14)
        self._words = label("", "soft")
        self._figure = label("–", "figure", wraps=False)
        self._badge = QHBoxLayout()
        self.body.addWidget(self._words)
        line = QHBoxLayout()
        line.addWidget(self._figure)
        line.addStretch(1)
        line.addLayout(self._badge)
        self.body.addLayout(line)
        self.setMinimumHeight(theme().px(84))

    def tell(self, words: str, figure: str, remark: str, tone: str) -> None:
        """Show a figure; ``remark`` may be empty."""
        self._words.setText(words)
        self._figure.setText(figure)
        set_role(self._figure, "figure")
        clear(self._badge)
        if remark:
            self._badge.addWidget(Badge(remark, tone))
        self.setAccessibleName(f"{words}: {figure} {remark}".strip())


def _tell_recorded(figures: HomeFigures, left: FigureCard, reached: FigureCard) -> None:
    """What the books of this office say of the month that goes on."""
    total = sum(figures.departed.values())
    unlawful = total - figures.departed.get(LAWFUL, 0)
    left.tell(_("Berangkat bulan ini"), number(total), _("semua prosedural") if total else "", "ok")
    if unlawful:
        left.tell(_("Berangkat bulan ini"), number(total), _("{n} bukan prosedural").format(n=unlawful), "warn")
    events = _("{n} kegiatan").format(n=number(figures.events))
    reached.tell(_("Peserta sosialisasi bulan ini"), number(figures.participants), events, "info")


def _tell_reported(month: Month, told: Mapping[str, int] | None, left: FigureCard, reached: FigureCard) -> None:
    """What those below have reported: not all of their records need to be here."""
    words = _("Berangkat {month}, menurut laporan").format(month=month.label)
    left.tell(words, number(told["departed"]) if told else "–", "", "ok")
    words = _("Peserta {month}, menurut laporan").format(month=month.label)
    events = _("{n} kegiatan").format(n=number(told["events"])) if told else ""
    reached.tell(words, number(told["participants"]) if told else "–", events, "info")


def _departures(title: str, figures: HomeFigures) -> Chart:
    """The year as the books of this office have it, or as it was reported."""
    months, now = tuple(name[:3] for name in MONTH_NAMES), figures.month.number - 1
    if figures.told is not None:
        span = [Month(figures.month.year, place) for place in range(1, 13)]
        counts = tuple(figures.told[one]["departed"] if one in figures.told else None for one in span)
        return Chart(title, "columns", months, (Series(_("Menurut laporan"), counts),), now=now)
    lawful = tuple(None if month is None else month.get(LAWFUL, 0) for month in figures.year)
    others = tuple(None if month is None else sum(month.values()) - month.get(LAWFUL, 0) for month in figures.year)
    named = (Series(_("Prosedural"), lawful), Series(_("Nonprosedural atau belum jelas"), others))
    return Chart(title, "stacked", months, named, now=now)


def _greeting(session: Session) -> str:
    return _("{greeting}, {name}").format(
        greeting=_(_part_of_day(session.clock)), name=session.office.user.display_name
    )


def _part_of_day(clock: Clock) -> str:
    hour = clock.now().astimezone(WIB).hour
    parts = ((11, N_("Selamat pagi")), (15, N_("Selamat siang")), (18, N_("Selamat sore")))
    return next((words for until, words in parts if hour < until), N_("Selamat malam"))
