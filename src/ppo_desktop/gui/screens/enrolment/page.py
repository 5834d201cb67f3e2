"""The page: how this office stands with its key, and what is next."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from msgspec import Struct
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from ppo_desktop.core.offices import Level, name_of
from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import N_, _
from ppo_desktop.gui.design.layouts import Flow
from ppo_desktop.gui.design.sticks import StickChooser
from ppo_desktop.gui.design.widgets import Badge, Banner, Card, beside, button, clear, label
from ppo_desktop.gui.screens.enrolment.answering import Answering
from ppo_desktop.gui.screens.enrolment.asking import Asking
from ppo_desktop.gui.screens.enrolment.joining import Joining
from ppo_desktop.gui.screens.enrolment.offices import KnownOffices
from ppo_desktop.gui.screens.enrolment.own import OwnKey
from ppo_desktop.gui.screens.enrolment.papers import Minutes
from ppo_desktop.gui.screens.enrolment.waiting import Waiting
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.keys import enrolment, handover, renewal, renewal_answers, revoking, revoking_lists
from ppo_desktop.operations.keys.enrolment import Enrolled, Known, State
from ppo_desktop.operations.keys.handover import Offer
from ppo_desktop.operations.keys.renewal import Renewal
from ppo_desktop.operations.keys.renewal_answers import Asked
from ppo_desktop.operations.keys.revoking import Pc
from ppo_desktop.operations.keys.revoking_lists import ListState


class Standing(Struct, frozen=True):
    """Everything the page shows."""

    state: State
    known: list[Known]
    renewal: Renewal
    crl: ListState | None
    pcs: list[Pc]
    asked: list[Asked]
    offers: list[Offer]
    is_signed: bool
    """Whether this root has handed its villages over."""


def standing(office: Office) -> Standing:
    """How keys stand here."""
    return Standing(
        enrolment.state(office),
        enrolment.known(office),
        renewal.state(office),
        revoking_lists.state(office),
        revoking.pcs(office),
        renewal_answers.asked(office),
        handover.offers(office),
        handover.is_signed(office),
    )


class EnrolmentPage(Page):
    """Which side this office is on is read from its keys: a root answers, every other office asks."""

    help = (
        N_("Di sini dua kantor saling mengenal kunci tanda tangannya. Cukup sekali untuk setiap komputer."),
        N_("Kantor yang meminta membuat permintaan ke flashdisk; layar menampilkan enam kata."),
        N_("Kata-kata itu dibacakan langsung atau lewat telepon, jangan dikirim bersama flashdisknya."),
        N_("Kantor teratas mengetik kata-kata itu. Hanya bila sama, jawaban ditulis ke flashdisk."),
        N_("Kantor yang meminta mengetik kata-kata kantor teratas. Hanya bila sama, jawabannya dipercaya."),
        N_("Huruf besar, spasi dan tanda hubung tidak berpengaruh. Kata yang salah ditandai agar diketik lagi."),
        N_("Bila tetap tidak sama, jangan lanjutkan: mungkin berkasnya bukan dari kantor itu."),
        N_("Kunci yang hilang atau dicuri dicabut di kantor teratas; itu tidak dapat diurungkan."),
        N_("Kunci baru diminta dengan laporan dan datang bersama tanda terima; selama itu kerja tidak terhenti."),
        N_("Esc menutup pertanyaan tanpa mengubah apa pun."),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            _("Kunci kantor"),
            _("Dua kantor mencocokkan kata-kata sekali saja; sejak itu berkas mereka saling dikenal."),
        )
        self._state: State | None = None
        door = button(_("Komputer kantor ini"), lambda: session.go("pcs"), look="quiet", icon_name="monitor")
        self.beside_title.addWidget(door)
        self._standing = Card()
        self.body.addWidget(self._standing)
        self.minutes = Minutes(self)
        self.body.addWidget(self.minutes)
        self._stick = stick = Card(_("Flashdisk"))
        self.chooser = StickChooser(session)
        stick.body.addWidget(self.chooser)
        self.body.addWidget(stick)
        self.asking: Asking | None = None
        self.answering: Answering | None = None
        self.waiting = Waiting(self, self._done)
        self.offices: KnownOffices | None = None
        self.joining: Joining | None = None
        self.own = OwnKey(self, self._done)
        self._after = QVBoxLayout()
        self.body.insertWidget(2, self.waiting)
        self.body.addLayout(self._after)
        self.body.addWidget(self.own)
        self.body.addStretch(1)

    def enter(self, **arguments: object) -> None:
        """Read how things stand; ``folder``: where a request or an answer was found."""
        if isinstance(folder := arguments.get("folder"), Path):
            self.chooser.take_folder(folder)
        self._load()

    def leave(self) -> None:
        """No password stays in a field of a page that waits."""
        for part in (self.asking, self.answering):
            if part:
                part.assent.forget()
        for asks in (self.waiting, self.offices, self.joining, self.own):
            if asks:
                asks.place.put_away()

    def first_focus(self) -> QWidget | None:
        """What there is to do next."""
        if self.asking and self._state and self._state.kind != "enrolled":
            return self.asking.first()
        return self.answering.first() if self.answering else None

    def _load(self) -> None:
        office = self.session.office
        self.work(lambda _job: standing(office), self._show)

    def _done(self, words: str) -> None:
        """Something about keys was done: say it where the eye is, and show how things stand now."""
        self.show_banner(Banner("ok", words, closes=True))
        self._load()

    def _show(self, told: Standing) -> None:
        state = told.state
        is_first = self._state is None
        focused = QApplication.focusWidget()
        had_focus = focused is None or focused is self or self.isAncestorOf(focused)
        self._state = state
        self._show_standing(state)
        self._stick.setVisible(state.kind != "enrolled")
        self.waiting.show_waiting(told.asked, told.offers)
        if state.kind == "root":
            self._show_root(told)
        else:
            if self.asking is None:
                self.asking = Asking(self, self.chooser, self._load, self._settled, self._stick.show)
                self._after.addWidget(self.asking)
            self.asking.show_state(state)
        self.own.show_key(told.renewal, told.crl, is_root=state.kind == "root")  # last, as it stands: Tab comes so
        if self.isVisible() and (is_first or (had_focus and not _is_alive(QApplication.focusWidget(), self))):
            first = self.first_focus() or [self, *self._standing.findChildren(QPushButton)][-1]
            first.setFocus()  # what had the focus was built anew

    def _show_root(self, told: Standing) -> None:
        if self.answering is None:
            self.answering = Answering(self, self.chooser, self.minutes.show_for, self._load)
            self.offices = KnownOffices(self, self.minutes.show_for, self._done)
            self._after.addWidget(self.answering)
            self._after.addWidget(self.offices)
            if self.session.office.identity.level is Level.DISTRICT:
                asking = Asking(self, self.chooser, self._load, self._settled, self._stick.show)
                self.joining = Joining(self, asking, self._done)
                self._after.addWidget(self.joining)
        assert self.offices is not None, "made together"
        self.answering.show_known(told.known)
        self.offices.show_pcs(told.pcs, told.known)
        if self.joining:
            self.joining.show_state(told.state, is_signed=told.is_signed)
        self.answering.words_in_sight()

    def _show_standing(self, state: State) -> None:
        clear(self._standing.body)
        office = self.session.office.identity
        words, badge = _STANDING[state.kind]
        names = Flow((label(office.on_paper().full_name, "heading", wraps=False), Badge(_(badge[0]), badge[1])))
        papers = []
        above = state.compared_with
        if above and above != office.code:
            papers = [button(_("Berita acara"), lambda: self.minutes.show_for(above), icon_name="printer")]
        self._standing.body.addLayout(beside(names, *papers))
        until = long_date(state.until) if state.until else ""
        since = long_date(date.fromisoformat(state.since[:10])) if state.since else _("tanggal tidak tercatat")
        self._standing.body.addWidget(label(_(words).format(root=state.root_name, until=until, since=since)))
        if state.kind == "root":
            self._standing.body.addWidget(label(state.words, "code"))
        elif office.level is Level.DISTRICT:
            self._standing.body.addWidget(
                label(
                    _(
                        "Kecamatan ini bukan kantor teratas: permintaan kunci dari desa dijawab oleh kantor di atasnya "
                        "yang ikut serta. Laporan desa tetap diterima di sini."
                    ),
                    "soft",
                )
            )

    def _settled(self, enrolled: Enrolled) -> None:
        """The answer was taken in: this office may sign now."""
        onward = button(_("Ke laporan bulanan"), lambda: self.session.go("month"), look="primary")
        self.show_banner(
            Banner(
                "ok",
                _("Kantor ini dan {office} sekarang saling mengenal kunci. Flashdisk boleh dicabut.").format(
                    office=name_of(enrolled.office)
                ),
                _("Laporan bulanan sudah dapat ditandatangani."),
                [onward],
            )
        )
        onward.setFocus()
        self._load()


def _is_alive(focused: QWidget | None, page: QWidget) -> bool:
    """Whether the keyboard is somewhere in sight on the page."""
    return focused is not None and focused is not page and page.isAncestorOf(focused) and focused.isVisibleTo(page)


_STANDING: dict[str, tuple[str, tuple[str, str]]] = {
    "root": (
        N_(
            "Kantor ini yang teratas: mengenalkan kunci kantor di bawahnya satu per satu. Berlaku sampai {until}. "
            "Kata-kata kantor ini, untuk dibacakan kepada kantor yang menerima jawaban:"
        ),
        (N_("Kantor teratas"), "ok"),
    ),
    "not-asked": (
        N_(
            "Kantor di atas belum mengenal kunci kantor ini, jadi laporan belum dapat ditandatangani. "
            "Buat permintaan di bawah ini."
        ),
        (N_("Belum meminta"), "warn"),
    ),
    "asked": (
        N_("Permintaan dibuat {since}. Antar flashdisknya, bacakan kata-katanya, lalu baca jawabannya di bawah ini."),
        (N_("Menunggu jawaban"), "info"),
    ),
    "enrolled": (
        N_("Kunci kantor ini dikenal {root}, berlaku sampai {until}."),
        (N_("Sudah dikenal"), "ok"),
    ),
}
