"""The root: which PCs of which offices are known, and taking one of their keys out of use."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import _, number
from ppo_desktop.gui.design.fields import line
from ppo_desktop.gui.design.layouts import Flow
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import (
    Badge,
    Card,
    Empty,
    button,
    clear,
    column,
    label,
    picture,
    row,
    rule,
    withhold,
)
from ppo_desktop.gui.screens.enrolment.deed import DeedPlace, Question
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.operations.keys import revoking
from ppo_desktop.operations.keys.enrolment import Known
from ppo_desktop.operations.keys.revoking import Pc
from ppo_desktop.operations.keys.revoking_lists import ListState
from ppo_desktop.records.kind import folded

_WIDTH = 420
MANY = 20
"""Rows from which a line offers to narrow them."""


class KnownOffices(QWidget):
    """One row for each PC; whatever is revoked stays in the list and says why."""

    def __init__(self, page: Page, minutes: Callable[[str], object], changed: Callable[[str], object]) -> None:
        """Args:
        minutes: show the minutes with an office.
        changed: told in words what was done.
        """
        super().__init__()
        self._page, self._minutes, self._changed = page, minutes, changed
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        card = Card(_("Kantor dan komputer yang kuncinya dikenal"))
        self.place = DeedPlace(page)
        card.body.addLayout(self.place)
        self.wanted = line(placeholder=_("Ketik nama atau kode kantor"))
        self.wanted.setAccessibleName(_("Cari kantor dalam daftar ini"))
        self.wanted.setMaximumWidth(theme().px(_WIDTH))
        self.wanted.textChanged.connect(lambda _typed: self._narrow())
        self.wanted.hide()
        card.body.addWidget(self.wanted)
        self._none = label(_("Tidak ada kantor dengan nama atau kode itu."), "soft")
        self._none.hide()
        card.body.addWidget(self._none)
        self._listed: list[tuple[str, QWidget]] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme().px(10))
        card.body.addLayout(self._rows)
        outer.addWidget(card)

    def show_pcs(self, pcs: list[Pc], known: list[Known]) -> None:
        """List the PCs but the one at hand, which has nothing to be compared or revoked while it is the only one."""
        self.place.put_away()
        clear(self._rows)
        listed = [pc for pc in pcs if not pc.is_this or pc.replaced]
        if not listed:
            self._rows.addWidget(Empty("handshake", _("Belum ada kantor lain yang dikenal.")))
        told = {one.code for one in known if one.since}
        self._listed = []
        for place, pc in enumerate(listed):
            is_first = all(pc.office != other.office for other in listed[:place])
            made = QWidget()
            above = [rule()] if place else []
            made.setLayout(column(*above, self._row(pc, has_minutes=is_first and pc.office in told), spacing=10))
            self._rows.addWidget(made)
            self._listed.append((folded(pc.name, pc.office), made))
        self.wanted.setVisible(len(listed) > MANY)
        self._narrow()

    def _narrow(self) -> None:
        """Show the rows of offices with what was typed in their name or code."""
        typed = folded(self.wanted.text()) if len(self._listed) > MANY else ""
        fits = [typed in words for words, _made in self._listed]
        for (_words, made), is_shown in zip(self._listed, fits, strict=True):
            made.setVisible(is_shown)
        self._none.setVisible(bool(typed) and not any(fits))

    def _row(self, pc: Pc, *, has_minutes: bool) -> QVBoxLayout:
        stands = pc.standing == "known"
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(label(pc.name, "strong"))
        names.addWidget(label(_words(pc), "soft"))
        top = row(picture("badge-check" if stands else "circle-x", "ok" if stands else "muted", 20), spacing=12)
        top.addLayout(names, 1)
        if not stands:
            top.addWidget(Badge(_("Dicabut"), "bad"))
        outer = QVBoxLayout()
        outer.addLayout(top)
        if made := self._buttons(pc, has_minutes=has_minutes):
            held = QWidget()
            held.setLayout(Flow(made))
            held.setContentsMargins(theme().px(32), 0, 0, 0)
            outer.addWidget(held)
        return outer

    def _buttons(self, pc: Pc, *, has_minutes: bool) -> list[QPushButton]:
        made = []
        why_not = self._page.session.why_not("keys")
        if has_minutes:
            spoken = _("Berita acara dengan {office}").format(office=pc.name)
            made.append(
                button(_("Berita acara"), partial(self._minutes, pc.office), icon_name="printer", spoken=spoken)
            )
        if pc.replaced and (pc.is_proven or pc.is_this):
            spoken = _("Cabut kunci lama {office}").format(office=pc.name)
            made.append(withhold(button(_("Cabut kunci lama"), partial(self.ask_old, pc), spoken=spoken), why_not))
        if pc.standing == "known" and pc.is_ours and not pc.is_this:
            spoken = _("Cabut kunci {office}").format(office=pc.name)
            out = button(_("Cabut kunci…"), partial(self.ask, pc), look="quiet", icon_name="circle-x", spoken=spoken)
            made.append(withhold(out, why_not))
        return made

    def ask(self, pc: Pc) -> None:
        """Ask whether all keys of a PC shall be revoked."""
        told = _(
            "Semua berkas yang ditandatangani komputer itu tidak diterima lagi, juga yang dibuat sebelum hari ini, dan "
            "berkas berikutnya dari kantor ini tidak dapat dibuka lagi di komputer itu. Pencabutan TIDAK DAPAT "
            "DIURUNGKAN: komputer itu harus meminta kunci lagi dari awal. Catatan yang sudah diterima di sini tetap "
            "ada."
        )
        if pc.replaced:
            told += "\n\n" + _(
                "Kunci baru yang sudah terbit untuk kantor itu ikut tercabut. Bila hanya komputer lamanya yang hilang "
                "dan kantor itu sudah bekerja di komputer lain, jangan di sini: tunggu laporan pertamanya dengan kunci "
                "baru, lalu pakai Cabut kunci lama."
            )
        question = Question(
            _("Cabut kunci {office}?").format(office=pc.name),
            told,
            _("Cabut kunci untuk selamanya"),
            line=_("Ketik {name} untuk menyatakan yakin").format(name=pc.typed),
            reasons={code: _(words) for code, words in revoking.REASONS.items()},
            is_danger=True,
        )
        office = self._page.session.office
        self.place.ask(
            question,
            lambda given: revoking.revoke(office, pc.office, pc.device, given.reason, given.assenting, given.typed),
            partial(self._done, pc),
        )

    def ask_old(self, pc: Pc) -> None:
        """Ask whether the keys that newer ones replaced shall be revoked."""
        question = Question(
            _("Cabut kunci lama {office}?").format(office=pc.name),
            _(
                "Kantor itu sudah memakai kunci yang baru; yang lama tidak diperlukan lagi. Berkas lama yang belum "
                "diterima di sini tidak akan diterima lagi; isinya ikut dalam laporan berikutnya."
            ),
            _("Cabut kunci lama"),
        )
        office = self._page.session.office
        self.place.ask(
            question,
            lambda given: revoking.revoke_replaced(office, pc.office, pc.device, given.assenting),
            partial(self._done, pc),
        )

    def _done(self, pc: Pc, made: ListState) -> None:
        self._changed(
            _("Kunci {office} dicabut. Daftar pencabutan yang baru ikut dalam tanda terima: {count} kantor.").format(
                office=pc.name, count=number(len(made.behind))
            )
        )


def _words(pc: Pc) -> str:
    if pc.standing == "revoked":
        return _("Dicabut: {why}.").format(why=pc.told) if pc.told else _("Dicabut.")
    words = _("Dikenal sejak {since}. Berlaku sampai {until}.").format(
        since=long_date(pc.since), until=long_date(pc.until)
    )
    heard = _("Berkas terakhir {day}.").format(day=long_date(pc.heard)) if pc.heard else _("Belum ada berkasnya.")
    old = ""
    if pc.replaced:
        old = _("Kunci lamanya diganti dan belum dicabut.") if pc.is_proven or pc.is_this else _("Kunci baru terbit.")
    return " ".join(part for part in (words, heard if not pc.is_this else "", old) if part)
