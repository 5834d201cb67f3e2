"""Insiden data: the clock of three times 24 hours, who is concerned, and the letters that must go out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QPushButton, QWidget

from ppo_desktop.core.clock import WIB
from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.offices import name_of, parent
from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import N_, _, number
from ppo_desktop.gui.design.layouts import Flow
from ppo_desktop.gui.design.widgets import Action, Badge, Banner, Card, button, clear, column, label, withhold
from ppo_desktop.gui.screens.incident_form import Asking, IncidentForm
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.paper import print_or_save
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.operations.desk import incident as incidents
from ppo_desktop.operations.desk.incident import Affected, Incident
from ppo_desktop.operations.house import preferences
from ppo_desktop.reports.incident import COMPUTER, HOW

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
        self._wanted = 0
        """Number of the one to show; nothing: the newest that is open."""
        self.is_adding = False
        """Whether another one is being written down while some are open."""
        self.asking: Asking | None = None
        self.form: IncidentForm | None = None
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
        if self.form is not None and self.shown is None:
            self.session.kept[_KEPT] = self.form.words.toPlainText()

    def _show(self, known: list[Incident], affected: Affected) -> None:
        self._known, self._affected = known, affected
        still = [one for one in known if one.closed_on is None]
        if still and not self.is_adding:
            self._show_steps(next((one for one in still if one.number == self._wanted), still[0]))
        elif self.form is None or self.shown is not None:
            self._show_form(known)

    # ------------------------------------------------------------------------------- a new one

    def _show_form(self, known: list[Incident]) -> None:
        clear(self._place)
        self.shown = None
        self.form = IncidentForm(self, self._begun, self._add_none if self.is_adding else None)
        self.form.words.setPlainText(str(self.session.kept.pop(_KEPT, "")))
        self._place.addWidget(self.form)
        self._show_past(known)
        self.put_keyboard(self.form.how.first_focus())

    def _show_past(self, known: list[Incident]) -> None:
        past = [one for one in known if one.closed_on]
        if not past:
            return
        card = Card(_("Insiden yang sudah selesai"), spacing=6)
        for one in past:
            words = _("{how}, diketahui {day}, selesai {closed}.")
            if one.withdrawn:
                words = _("{how}, diketahui {day}, dibatalkan {closed}: {reason}")
            told = words.format(
                how=_(HOW[one.how]),
                day=long_date(one.known_at.astimezone(WIB).date()),
                closed=long_date(one.closed_on) if one.closed_on else "",
                reason=one.withdrawn,
            )
            card.body.addWidget(label(told, "soft"))
        self._place.addWidget(card)

    def _begun(self, one: Incident) -> None:
        self._wanted, self.is_adding = one.number, False
        self.enter()

    def _add(self) -> None:
        self.is_adding = True
        self._show_form(self._known)

    def _add_none(self) -> None:
        self.is_adding = False
        self.enter()

    def _want(self, one: Incident) -> None:
        self._wanted = one.number
        self._show_steps(one)

    # ------------------------------------------------------------------------------- the one that stands

    def _show_steps(self, one: Incident) -> None:
        clear(self._place)
        self.clear_banner()
        self.shown, self.steps, self.doors, self._wanted, self.asking = one, {}, [], one.number, None
        self._known = [one if each.number == one.number else each for each in self._known]
        self._show_others(one)
        self.left = Banner("warn", "", "")
        self._place.addWidget(self.left)
        self._tell_left()
        session, office = self.session, self.session.office
        count = _("{count} warga tercatat di komputer kantor ini.").format(count=number(self._affected.count))
        if one.how not in COMPUTER:
            count = _("{count} Coret yang datanya tidak ikut hilang atau terbuka.").format(count=count)
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
        self._step("keys", _("Ganti kata sandi dan kode darurat"), _("Semua akun, dan lembar kode darurat."), keys)
        self._step("upper", _("Mintakan pencabutan kunci"), _("Kepada {office}.").format(office=upper), above)
        self._step("people", _("Beri tahu warga yang terdampak"), count, people)
        self._step("authority", _("Beri tahu lembaga yang berwenang"), _("UU 27/2022 Pasal 46, tertulis."), authority)
        self.finish = Action(button(_("Insiden selesai"), self.close_incident, look="primary"))
        why_not = session.why_not("record")
        ends = QWidget()
        ends.setLayout(
            Flow(
                (
                    self.finish,
                    withhold(button(_("Ubah uraian"), self._ask_words, icon_name="pen-line"), why_not),
                    withhold(button(_("Sudah ditemukan atau keliru"), self._ask_reason), why_not),
                    withhold(button(_("Catat insiden lain"), self._add, icon_name="plus"), why_not),
                )
            )
        )
        self._place.addWidget(ends)
        self._room = column()
        self._place.addLayout(self._room)
        self._offer()
        self.doors[0].setFocus()

    def _step(self, step: str, title: str, told: str, doors: tuple[tuple[str, Callable[[], object], str], ...]) -> None:
        assert self.shown is not None
        office, one = self.session.office, self.shown
        if step in ("keys", "upper") and not incidents.needs(office, one, step):
            return
        title = f"{len(self.steps) + 1}. {title}"
        card = Card(title, spacing=8)
        if not incidents.needs(office, one, step):
            locked = _("Datanya terkunci, jadi surat ini tidak wajib. Bila ragu, kirim juga.")
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

    def _show_others(self, one: Incident) -> None:
        """A door to each of the others that are open."""
        others = [each for each in self._known if each.closed_on is None and each.number != one.number]
        if not others:
            return
        doors = QWidget()
        words = _("Buka insiden {number} ({day})")
        doors.setLayout(
            Flow(
                button(
                    words.format(number=each.number, day=long_date(each.known_at.astimezone(WIB).date())),
                    partial(self._want, each),
                    icon_name="triangle-alert",
                )
                for each in others
            )
        )
        self._place.addWidget(doors)

    def _ask_words(self) -> None:
        assert self.shown is not None
        one, office = self.shown, self.session.office
        self._ask(
            Asking(
                _("Ubah uraian"),
                _("Uraian singkat"),
                one.words,
                _("Simpan uraian"),
                lambda typed: self.work(lambda _job: incidents.reword(office, one, typed), self._show_steps, self._not),
                self._close_asking,
            )
        )

    def _ask_reason(self) -> None:
        assert self.shown is not None
        one, office = self.shown, self.session.office
        self._ask(
            Asking(
                _("Batalkan insiden ini"),
                _("Alasan, misalnya: laptop ditemukan, tidak ada yang membukanya"),
                "",
                _("Batalkan insiden"),
                lambda typed: self.work(
                    lambda _job: incidents.withdraw(office, one, typed), lambda _one: self._closed(), self._not
                ),
                self._close_asking,
            )
        )

    def _ask(self, form: Asking) -> None:
        clear(self._room)
        self.asking = form
        self._room.addWidget(form)
        form.words.setFocus()
        self.into_sight(form)

    def _close_asking(self) -> None:
        clear(self._room)
        self.asking = None
        self.doors[0].setFocus()

    def _not(self, error: PpoError) -> None:
        if self.asking:
            self.asking.box.say(error.sentence)
            self.asking.words.setFocus()

    def _tell_left(self) -> None:
        if self.shown is None:
            return
        one, until = self.shown, self.shown.until.astimezone(WIB)
        left = one.hours_left(self.session.clock.now())
        end = _("{day} pukul {time}").format(day=long_date(until.date()), time=until.strftime("%H.%M"))
        title = _("Tersisa {hours} jam untuk memberi tahu: sampai {end}.")
        if not incidents.needs(self.session.office, one, "people"):
            title = _("Datanya terkunci: tidak wajib memberi tahu. Bila ragu, beri tahu sebelum {end}.")
        elif left < 0:
            title = _("Batas 3 × 24 jam sudah lewat {hours} jam. Beri tahu sekarang juga.")
        self.left.title.setText(title.format(hours=abs(left), end=end))
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
        self.session.tell(_("Insiden ditutup."))
        self.form = None
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
