"""The key of the PC at hand: until when it is good, asking for a new one, and the list of revoked keys held here."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import _, number
from ppo_desktop.gui.design.widgets import Badge, Card, button, clear, label, row
from ppo_desktop.gui.screens.enrolment.deed import DeedPlace, Question
from ppo_desktop.gui.screens.enrolment.door import Door
from ppo_desktop.gui.screens.enrolment.words import WordsShown
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.operations.keys import renewal, revoking_lists
from ppo_desktop.operations.keys.renewal import Renewal
from ppo_desktop.operations.keys.revoking_lists import ListState


class OwnKey(QWidget):
    """Hidden until this office has a certificate."""

    def __init__(self, page: Page, changed: Callable[[str], object]) -> None:
        """Args: changed: told in words what was done."""
        super().__init__()
        self._page, self._changed = page, changed
        self._is_root = False
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        card = Card(_("Kunci komputer ini"))
        self._told = QVBoxLayout()
        card.body.addLayout(self._told)
        self.place = DeedPlace(page)
        card.body.addLayout(self.place)
        outer.addWidget(card)
        self.hide()

    def show_key(self, state: Renewal, crl: ListState | None, *, is_root: bool) -> None:
        """Show how it stands."""
        self._is_root = is_root
        self.place.put_away()
        clear(self._told)
        if state.until is None:
            self.hide()
            return
        self._told.addLayout(row(label(_key_words(state), "body"), *self._badge(state)))
        if state.words:
            self.shown = WordsShown(state.words)
            self._told.addWidget(label(_asked_words(state), "soft"))
            self._told.addWidget(self.shown)
        if state.foreign:
            self._told.addWidget(label(_foreign_words(state), "warning"))
        for name, day in state.former_heads:
            text = _("Kunci pimpinan lama ({name}) tidak dipakai lagi sejak {day}.")
            self._told.addWidget(label(text.format(name=name, day=long_date(day)), "soft"))
        if crl and (crl.is_ours or crl.is_due):
            self._told.addWidget(label(_list_words(crl), "warning" if crl.is_due else "soft"))
        for door in self._doors(state, crl):
            self._told.addWidget(door)
        self.show()

    def _doors(self, state: Renewal, crl: ListState | None) -> Iterator[QWidget]:
        """What can be done, each with when it is."""
        session = self._page.session
        not_keys = session.why_not("keys")
        again = _("Minta lagi kunci baru") if state.asked_on else _("Perbarui kunci")
        look = "primary" if state.why and not state.asked_on else ""
        when = _("Bila masa berlakunya hampir habis, atau kantor di atas memintanya. Yang lama berlaku sampai diganti.")
        yield Door(button(again, self.ask, look=look), when, not_keys)
        when = _("Kepala kantor yang baru atau Plt.: data, akun, dan kunci berpindah lewat Serah terima jabatan.")
        go = button(_("Pimpinan berganti"), lambda: session.go("ceremony"))
        yield Door(go, when, session.why_not("accounts"))
        if crl and crl.is_ours:
            when = _("Bila sudah lama dibuat; yang baru turun ke kantor di bawah bersama tanda terima.")
            look = "primary" if crl.is_due else ""
            yield Door(button(_("Perbarui daftar pencabutan"), self.ask_list, look=look), when, not_keys)

    def _badge(self, state: Renewal) -> list[QWidget | None]:
        if state.asked_on:
            return [Badge(_("Menunggu kunci baru"), "info")]
        return [Badge(_("Perlu diperbarui"), "warn")] if state.why else []

    def ask(self) -> None:
        """Ask for the password, then for new keys."""
        office = self._page.session.office
        question = Question(_("Perbarui kunci komputer ini?"), self._way(), _("Perbarui kunci"))
        self.place.ask(question, lambda given: renewal.ask(office, given.assenting), self._asked)

    def ask_list(self) -> None:
        """Ask for the password, then make a newer list."""
        office = self._page.session.office
        question = Question(
            _("Perbarui daftar pencabutan kunci?"),
            _(
                "Daftar berlaku 400 hari. Yang baru menyebut semua kunci yang sudah dicabut dan ikut turun dalam tanda "
                "terima; sampai itu tiba kantor lain memakai daftar yang lama."
            ),
            _("Perbarui daftar"),
        )
        self.place.ask(
            question,
            lambda given: revoking_lists.renew(office, given.assenting),
            lambda made: self._changed(
                _("Daftar pencabutan baru dibuat. {count} kantor belum memegangnya.").format(
                    count=number(len(made.behind))
                )
            ),
        )

    def _way(self) -> str:
        if self._is_root:
            return _("Kantor ini yang teratas, jadi kunci barunya langsung terbit.")
        return _(
            "Permintaannya ikut dalam laporan berikutnya dan jawabannya datang bersama tanda terima; sampai itu tiba "
            "semua berjalan seperti biasa."
        )

    def _asked(self, state: Renewal) -> None:
        if state.asked_on:
            words = _(
                "Permintaan kunci baru ikut dalam laporan berikutnya. Buat laporan bulan ini, lalu antar berkasnya."
            )
        else:
            words = _("Kunci komputer ini sudah diperbarui.")
        self._changed(words)


def _key_words(state: Renewal) -> str:
    until = long_date(state.until) if state.until else ""
    if state.why == "handed-over":
        return _(
            "Berlaku sampai {until}, tetapi dari kantor teratas yang lama. Minta kunci baru dari {upper} dengan "
            "laporan berikutnya."
        ).format(until=until, upper=state.upper)
    if state.why == "ends":
        return _("Berlaku hanya sampai {until}. Perbarui kunci sebelum hari itu.").format(until=until)
    return _("Berlaku sampai {until}.").format(until=until)


def _asked_words(state: Renewal) -> str:
    day = long_date(state.asked_on) if state.asked_on else ""
    if state.new_head:
        return _(
            "Kunci baru diminta {day} untuk pimpinan yang baru. Laporan sementara dikirim petugas. Bacakan kata-kata "
            "ini bila {upper} menanyakannya:"
        ).format(day=day, upper=state.upper)
    return _(
        "Kunci baru diminta {day}; ikut dalam laporan berikutnya. Bacakan kata-kata ini bila {upper} menanyakannya:"
    ).format(day=day, upper=state.upper)


def _foreign_words(state: Renewal) -> str:
    return _(
        "Di catatan komputer ini ada permintaan kunci yang tidak dibuat di sini dengan kata sandi pimpinan "
        "({words}). Jika {upper} menanyakan kata-kata itu, jawab tidak cocok. Beri tahu pimpinan, lalu tekan "
        "Perbarui kunci: permintaan yang baru menggantikannya."
    ).format(words=state.foreign, upper=state.upper)


def _list_words(crl: ListState) -> str:
    ago = _("{age} hari yang lalu").format(age=number(crl.age)) if crl.age else _("hari ini")
    made = _("Daftar pencabutan kunci dari {root}: dibuat {day}, {ago}.").format(
        root=crl.root, day=long_date(crl.made_on), ago=ago
    )
    if crl.is_ours:
        behind = _("{count} kantor belum mengabarkan bahwa daftar ini sudah di sana.").format(
            count=number(len(crl.behind))
        )
        return f"{made} {behind}" if crl.behind else made
    return made + " " + _("Minta tanda terima baru dari {root}.").format(root=crl.root) if crl.is_due else made
