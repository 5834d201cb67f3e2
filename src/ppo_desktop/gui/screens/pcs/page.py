"""The page: which PCs this office has, what waits between them, and what a person has to see to."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.text import N_, _, number
from ppo_desktop.gui.design.sticks import StickChooser
from ppo_desktop.gui.design.widgets import Action, Banner, Card, button, clear, label, withhold
from ppo_desktop.gui.screens.pcs.machines import Machine
from ppo_desktop.gui.screens.pcs.two_histories import TwoHistories
from ppo_desktop.gui.shell.door import Busy
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.carriers.sending import Copied
from ppo_desktop.operations.history import losses
from ppo_desktop.operations.history.losses import Notice
from ppo_desktop.operations.house import roles
from ppo_desktop.operations.neighbours import exchanging, pcs
from ppo_desktop.operations.neighbours.pcs import Standing


class PcsPage(Page):
    """Notices first, then the PCs and the file for the others, then histories that part."""

    help: ClassVar[tuple[str, ...]] = (
        N_("Bila kantor ini memakai lebih dari satu komputer, catatannya dibawa di antaranya dengan flashdisk."),
        N_("“Buat berkas” menulis semua catatan yang belum tentu ada di komputer lain, lalu menyalinnya."),
        N_("Di komputer lain berkas itu diambil di halaman Terima berkas, seperti berkas yang lain."),
        N_("Lakukan dua arah: dari sini ke sana, lalu dari sana ke sini. Berkas yang hilang tidak merugikan."),
        N_("Laporan bulanan cukup dibuat di satu komputer, setelah catatan komputer lain masuk."),
        N_("Data yang disalin atau dikembalikan ke keadaan lama dikenali sendiri; yang kurang disebut di sini."),
        N_(
            "Bila dua komputer pernah menulis dengan nama yang sama, kedua riwayatnya disimpan dan ditampilkan di sini."
        ),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Komputer kantor ini"), _("Beberapa komputer, satu catatan kantor."))
        self._standing: Standing | None = None
        self.histories: list[TwoHistories] = []
        self._notices = QVBoxLayout()
        self.body.addLayout(self._notices)
        self._unsettled = QVBoxLayout()
        self.body.addLayout(self._unsettled)
        self.machines = Card(_("Komputer"))
        self._list = QVBoxLayout()
        self.machines.body.addLayout(self._list)
        self.body.addWidget(self.machines)
        self.body.addWidget(self._file_card())
        self._settled = QVBoxLayout()
        self.body.addLayout(self._settled)
        self.body.addStretch(1)

    def _file_card(self) -> Card:
        card = Card(_("Berkas untuk komputer lain"))
        self.state = label("", "soft")
        self.places = StickChooser(self.session)
        words = _("Buat berkas untuk komputer lain")
        received = _("Terima berkas dari komputer lain")
        self.take = button(received, lambda: self.session.go("receive"), icon_name="inbox")
        self.make = Action(button(words, self._make, look="primary", icon_name="usb"), self.take)
        self.busy = Busy()
        self.places.chosen.connect(lambda _folder: self._offer())
        self.places.lost.connect(self._offer)
        self.places.entered.connect(self._make)
        card.body.addWidget(self.state)
        card.body.addWidget(self.places)
        card.body.addWidget(self.make)
        card.body.addWidget(self.busy)
        self._offer()
        return card

    # ------------------------------------------------------------------------------- showing

    def enter(self, **_arguments: object) -> None:
        """Read how they stand."""
        self._load()

    def refresh(self, _changes: Changes) -> None:
        self._load()

    def first_focus(self) -> QWidget:
        """What a person has to write, or the file, if one can be made."""
        if self.histories and self.histories[0].field:
            return self.histories[0].field
        return self.make.button if self.make.button.isEnabled() else self.take

    def _load(self) -> None:
        office = self.session.office
        self.work(lambda _job: pcs.standing(office), self._show)

    def _show(self, standing: Standing) -> None:
        is_first, self._standing = self._standing is None, standing
        clear(self._notices)
        for notice in standing.notices:
            self._notices.addWidget(self._notice(notice))
        clear(self._list)
        for pc in standing.pcs:
            self._list.addWidget(Machine(self, pc, standing.heard_at[pc.device]))
        self.histories = [TwoHistories(self, fork) for fork in standing.forks]
        for room in (self._unsettled, self._settled):
            clear(room)
        for card in self.histories:
            (self._settled if card.fork.note else self._unsettled).addWidget(card)
        self.state.setText(_state(standing))
        self.places.setVisible(bool(standing.others))
        self._offer()
        if is_first and self.isVisible():
            self.first_focus().setFocus()

    def _notice(self, notice: Notice) -> Banner:
        upper = losses.upper_name(self.session.office)
        settled = button(
            _("Biarkan; tidak diperlukan"),
            lambda: self._accept(notice),
            spoken=_("Biarkan; tidak diperlukan: {what}").format(what=notice.sentence),
        )
        withhold(settled, self.session.why_not("record"))
        tone = "info" if notice.why == "copied" else "warn"
        return Banner(tone, notice.sentence, notice.advice(upper), [settled])

    def _offer(self) -> None:
        office = self.session.office
        why = roles.why_not(office, "report")
        if not why and self._standing is not None and not self._standing.others:
            why = _("Belum ada komputer lain yang dikenal. Kenalkan kuncinya dahulu.")
        if not why and self.places.folder is None:
            why = _("Colokkan flashdisk dahulu.")
        self.make.refuse(why)

    # ------------------------------------------------------------------------------- doing

    def _make(self) -> None:
        folder = self.places.folder
        if folder is None or not self.make.button.isEnabled():
            return
        office = self.session.office
        self.make.refuse(_("Sedang ditulis…"))
        self.busy.tell(_("Mengumpulkan catatan dan menulis berkas…"))

        def made() -> Copied:
            exchanging.make_update(office)
            return sending.export(office, office.code, folder)

        job = self.work(lambda _job: made(), self._made, self._failed, holds=True)
        job.ended.connect(self.busy.stop)

    def _made(self, copied: Copied) -> None:
        told = _(
            "{name} di {folder}. Cabut flashdisk lewat ikon “Keluarkan dengan aman”, lalu terima di komputer lain."
        )
        self.show_banner(
            Banner(
                "ok",
                _("Berkas untuk komputer lain sudah ditulis dan dibaca lagi."),
                told.format(name=copied.path.name, folder=copied.path.parent),
                closes=True,
            )
        )
        self._load()
        self.take.setFocus()

    def _failed(self, error: PpoError) -> None:
        self.show_error(error)
        self._offer()

    def _accept(self, notice: Notice) -> None:
        office = self.session.office

        def done(changes: Changes) -> None:
            self.session.tell(_("Pemberitahuan tidak ditampilkan lagi."), lambda: self._bring_back(notice))
            self.settled(changes)

        self.work(lambda _job: losses.accept(office, notice.device), done, holds=True)

    def _bring_back(self, notice: Notice) -> None:
        office, session = self.session.office, self.session
        session.work.start(lambda _job: losses.bring_back(office, notice.device), owner=session, done=session.announce)

    def settled(self, changes: Changes) -> None:
        """Something was seen to."""
        self.session.announce(changes)
        self._load()
        self.first_focus().setFocus()


def _state(standing: Standing) -> str:
    if not standing.others:
        return _(
            "Kantor ini memakai satu komputer. Untuk menambah: pasang PPO Desktop di komputer lain, pilih “Siapkan "
            "komputer kedua”, lalu kenalkan kuncinya seperti kantor baru."
        )
    waiting = max(pc.waiting for pc in standing.others)
    if not waiting:
        return _("Komputer lain sudah menyatakan memegang semua catatan yang ada di sini.")
    words = _("{count} catatan di sini belum tentu ada di komputer lain.").format(count=number(waiting))
    if standing.newest and not standing.copied_at:
        words += " " + _("Berkas terakhir belum disalin ke flashdisk.")
    return words
