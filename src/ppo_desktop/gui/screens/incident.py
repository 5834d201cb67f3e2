"""Insiden data: the clock of three times 24 hours, who is concerned, and the letters that must go out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from ppo_desktop.core.clock import WIB
from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.offices import name_of, parent
from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import N_, _, number
from ppo_desktop.gui.design.choices import Choice, Choices
from ppo_desktop.gui.design.fields import FieldBox, line, paragraph
from ppo_desktop.gui.design.layouts import Flow
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Action, Badge, Banner, Card, button, clear, column, label, row
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.paper import print_or_save
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.operations import incident as incidents
from ppo_desktop.operations import preferences
from ppo_desktop.operations.incident import Affected, Incident
from ppo_desktop.records.dates import is_date, read_date
from ppo_desktop.reports.incident import HOW

_KEPT = "incident"
_TICK = 60_000
"""Milliseconds between two looks at the clock."""


class IncidentPage(Page):
    """A form for a new incident, or the steps of the one that stands."""

    help: ClassVar[tuple[str, ...]] = (
        N_("Laptop, flashdisk, atau berkas hilang? Catat di sini segera; hitungan 3 × 24 jam mulai saat diketahui."),
        N_("Laptop hilang: pulihkan dahulu cadangan terkunci di laptop lain, lalu buka halaman ini di sana."),
        N_("Ganti semua kata sandi dan kode darurat; mintakan pencabutan kunci komputer yang hilang."),
        N_("Daftar warga terdampak dicetak untuk amplop tertutup; jangan ditempel dan jangan dikirim lewat telepon."),
        N_("Surat di sini adalah rancangan: baca dahulu, beri nomor, lalu ditandatangani pimpinan."),
        N_("Insiden ini hanya catatan kantor ini; tidak ikut terkirim bersama laporan."),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(
            session, _("Insiden data"), _("Bila laptop, flashdisk, atau berkas berisi data warga hilang atau terbuka.")
        )
        self._place = column(spacing=12)
        self.body.addLayout(self._place)
        self.body.addStretch(1)
        self.steps: dict[str, Action] = {}
        self.doors: list[QPushButton] = []
        self.shown: Incident | None = None
        self.begin_action: Action | None = None
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK)
        self._tick.timeout.connect(self._tell_left)

    def enter(self, **_arguments: object) -> None:
        """Show what stands, else the form."""
        office = self.session.office
        self._tick.start()

        def found() -> tuple[list[Incident], Affected]:
            return incidents.incidents(office), incidents.affected(office)

        self.work(lambda _job: found(), lambda told: self._show(*told))

    def leave(self) -> None:
        """What was typed waits for whoever is logged in."""
        self._tick.stop()
        if self.begin_action is not None and self.shown is None:
            self.session.kept[_KEPT] = self.words.toPlainText()

    def _show(self, known: list[Incident], affected: Affected) -> None:
        open_one = next((one for one in known if one.closed_on is None), None)
        self._affected = affected
        if open_one:
            self._show_steps(open_one)
        elif self.begin_action is None or self.shown is not None:
            self._show_form(known)

    # ------------------------------------------------------------------------------- a new one

    def _show_form(self, known: list[Incident]) -> None:
        clear(self._place)
        self.shown = None
        now = self.session.clock.now().astimezone(WIB)
        form = Card(_("Apa yang terjadi?"), spacing=12)
        self.how = Choices([Choice(name, _(words)) for name, words in HOW.items()], columns=2, keys=False)
        self.how.set_value("stolen")
        self.day, self.time = line(long_date(now.date()), longest=40), line(now.strftime("%H.%M"), longest=5)
        self.day_box = FieldBox(_("Diketahui tanggal"), self.day)
        self.time_box = FieldBox(_("Pukul"), self.time)
        when = QGridLayout()
        when.setHorizontalSpacing(theme().px(16))
        when.addWidget(self.day_box, 0, 0)
        when.addWidget(self.time_box, 0, 1)
        when.setColumnStretch(0, 3)
        when.setColumnStretch(1, 1)
        self.words = paragraph(str(self.session.kept.pop(_KEPT, "")), lines=3)
        self.words_box = FieldBox(
            _("Uraian singkat"), self.words, hint=_("Apa, di mana, kapan terakhir terlihat. Jangan menulis nama warga.")
        )
        self.protected = Choices(
            [
                Choice("locked", _("Terkunci"), _("Mati atau layar terkunci; kode darurat tidak ikut hilang.")),
                Choice("open", _("Terbuka"), _("Layar terbuka, atau kode darurat ikut hilang.")),
                Choice("unknown", _("Belum tahu"), _("Dianggap terbuka sampai jelas.")),
            ],
            columns=3,
            keys=False,
        )
        self.protected.set_value("unknown")
        devices = incidents.lost_devices(self.session.office)
        self.device = Choices(
            [
                *(Choice(name, _("Komputer {name}").format(name=name)) for name in devices),
                Choice("", _("Bukan komputer kantor ini")),
            ],
            columns=2,
            keys=False,
        )
        self.device.set_value(devices[-1] if devices else "")
        self.begin_action = Action(button(_("Catat insiden dan mulai hitungan"), self.begin, look="primary"))
        self.begin_action.refuse(self.session.why_not("record"))
        parts: list[QWidget] = [self.how, self.words_box, label(_("Datanya waktu itu"), "strong"), self.protected]
        if devices:
            parts += [label(_("Komputer yang hilang"), "strong"), self.device]
        form.body.addLayout(when)
        for made in parts:
            form.body.addWidget(made)
        form.body.addLayout(row(self.begin_action, None))
        self.day.returnPressed.connect(self.time.setFocus)
        self.time.returnPressed.connect(self.words.setFocus)
        self._place.addWidget(form)
        self._show_past(known)
        self.how.first_focus().setFocus()

    def _show_past(self, known: list[Incident]) -> None:
        past = [one for one in known if one.closed_on]
        if not past:
            return
        card = Card(_("Insiden yang sudah selesai"), spacing=6)
        for one in past:
            told = _("{how}, diketahui {day}, selesai {closed}.").format(
                how=_(HOW[one.how]),
                day=long_date(one.known_at.astimezone(WIB).date()),
                closed=long_date(one.closed_on) if one.closed_on else "",
            )
            card.body.addWidget(label(told, "soft"))
        self._place.addWidget(card)

    def begin(self) -> None:
        """Write it down; the clock runs from when it became known."""
        if self.begin_action is None or not self.begin_action.button.isEnabled():
            return
        day, clock = read_date(self.day.text()) or "", self.time.text().strip().replace(":", ".")
        self.day_box.say("" if is_date(day) else _("Tulis tanggal seperti 21-11-2026."))
        try:
            at = datetime.strptime(f"{day} {clock}", "%Y-%m-%d %H.%M").replace(tzinfo=WIB)
        except ValueError:
            self.time_box.say(_("Tulis jam seperti 14.30.") if is_date(day) else "")
            (self.time if is_date(day) else self.day).setFocus()
            return
        self.time_box.say()
        if not self.words.toPlainText().strip():
            self.words_box.say(_("Tulis singkat apa yang terjadi."))
            self.words.setFocus()
            return
        self.words_box.say()
        office, how, words = self.session.office, self.how.value, self.words.toPlainText()
        protected, device = self.protected.value, self.device.value
        self.begin_action.refuse(_("Sedang dicatat…"))

        def failed(error: PpoError) -> None:
            if self.begin_action:
                self.begin_action.refuse("")
            self.show_error(error)

        self.work(
            lambda _job: incidents.begin(office, how, at, words, protected, device),
            self._show_steps,
            failed,
            holds=True,
        )

    # ------------------------------------------------------------------------------- the one that stands

    def _show_steps(self, one: Incident) -> None:
        clear(self._place)
        self.clear_banner()
        self.shown, self.steps, self.doors = one, {}, []
        self.left = Banner("warn", "", "")
        self._place.addWidget(self.left)
        self._tell_left()
        session, office = self.session, self.session.office
        count = _("{count} warga tercatat di komputer kantor ini.").format(count=number(self._affected.count))
        upper = name_of(parent(office.code)) if incidents.needs(office, one, "upper") else ""
        keys = (
            (_("Pengguna"), partial(session.go, "settings", section="users"), "users"),
            (_("Kode darurat"), partial(session.go, "settings", section="keys"), "key-round"),
            (_("Kunci kantor"), partial(session.go, "enrolment"), "badge-check"),
        )
        people = (
            (_("Cetak daftar untuk amplop"), self._print_list, "printer"),
            (_("Rancangan surat kepada warga"), partial(self._print_letter, "people"), "file-text"),
        )
        authority = ((_("Rancangan surat kepada lembaga"), partial(self._print_letter, "authority"), "file-text"),)
        above = ((_("Rancangan surat pencabutan kunci"), partial(self._print_letter, "upper"), "file-text"),)
        self._step("keys", _("1. Ganti kata sandi dan kode darurat"), _("Semua akun, dan lembar kode darurat."), keys)
        self._step("upper", _("2. Mintakan pencabutan kunci"), _("Kepada {office}.").format(office=upper), above)
        self._step("people", _("3. Beri tahu warga yang terdampak"), count, people)
        self._step(
            "authority", _("4. Beri tahu lembaga yang berwenang"), _("UU 27/2022 Pasal 46, tertulis."), authority
        )
        self.finish = Action(button(_("Insiden selesai"), self.close_incident, look="primary"))
        self._place.addLayout(row(self.finish, None))
        self._offer()
        self.doors[0].setFocus()

    def _step(self, step: str, title: str, told: str, doors: tuple[tuple[str, Callable[[], object], str], ...]) -> None:
        assert self.shown is not None
        office, one = self.session.office, self.shown
        if step == "upper" and not incidents.needs(office, one, step):
            return
        card = Card(title, spacing=8)
        if not incidents.needs(office, one, step):
            locked = _("Datanya terkunci, jadi tidak diminta. Bila ragu, beri tahu juga.")
            told = f"{told} {locked}"
        done = one.done.get(step)
        if done:
            card.head.addWidget(Badge(_("Selesai {day}").format(day=long_date(done)), "ok"))
        card.body.addWidget(label(told, "soft"))
        mark = Action(
            button(
                _("Belum selesai") if done else _("Tandai selesai"),
                partial(self._mark, step, not done),
                look="quiet" if done else "",
                icon_name="undo-2" if done else "check",
                spoken=_("{deed}: {title}").format(
                    deed=_("Belum selesai") if done else _("Tandai selesai"), title=title
                ),
            )
        )
        mark.refuse(self.session.why_not("record"))
        self.steps[step] = mark
        made = [button(words, action, icon_name=icon) for words, action, icon in doors]
        self.doors += made
        doors_and_mark = QWidget()
        doors_and_mark.setLayout(Flow((*made, mark)))
        card.body.addWidget(doors_and_mark)
        self._place.addWidget(card)

    def _tell_left(self) -> None:
        if self.shown is None:
            return
        one, until = self.shown, self.shown.until.astimezone(WIB)
        left = one.hours_left(self.session.clock.now())
        end = _("{day} pukul {time}").format(day=long_date(until.date()), time=until.strftime("%H.%M"))
        title = (
            _("Tersisa {hours} jam untuk memberi tahu: sampai {end}.").format(hours=left, end=end)
            if left >= 0
            else _("Batas 3 × 24 jam sudah lewat {hours} jam. Beri tahu sekarang juga.").format(hours=-left)
        )
        self.left.title.setText(title)
        self.left.text.setText(f"{_(HOW[one.how])}. {one.words}")
        self.left.text.show()

    def _offer(self) -> None:
        assert self.shown is not None
        office, one = self.session.office, self.shown
        open_ones = [step for step in incidents.STEPS if incidents.needs(office, one, step) and step not in one.done]
        why = _("{count} langkah belum ditandai selesai.").format(count=len(open_ones)) if open_ones else ""
        self.finish.refuse(self.session.why_not("record") or why)

    def _mark(self, step: str, done: bool) -> None:
        office, one = self.session.office, self.shown
        assert one is not None
        self.work(
            lambda _job: incidents.mark(office, one, step, done=done), lambda changed: self._marked(changed, step)
        )

    def _marked(self, changed: Incident, step: str) -> None:
        self._show_steps(changed)
        self.steps[step].button.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_incident(self) -> None:
        """Everything was done."""
        office, one = self.session.office, self.shown
        assert one is not None
        self.work(lambda _job: incidents.close(office, one), lambda _closed: self._closed())

    def _closed(self) -> None:
        self.session.tell(_("Insiden dicatat selesai."))
        self.begin_action = None
        self.enter()

    def _print_list(self) -> None:
        office, one, paper = self.session.office, self.shown, self._paper
        assert one is not None
        name = _("Daftar warga terdampak")
        print_or_save(self, name, "daftar-warga-terdampak", lambda: incidents.affected_paper(office, one, paper))

    def _print_letter(self, which: incidents.Letter) -> None:
        office, one, paper = self.session.office, self.shown, self._paper
        assert one is not None
        print_or_save(
            self,
            _("Rancangan surat"),
            f"rancangan-surat-{which}",
            lambda: incidents.letter_paper(office, one, which, paper),
        )

    @property
    def _paper(self) -> str:
        return preferences.load(self.session.paths).paper
