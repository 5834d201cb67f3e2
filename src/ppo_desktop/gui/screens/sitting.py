"""Persetujuan: head or secretary agrees to all that waits, each page shown before, with one password."""

from __future__ import annotations

import contextlib
from datetime import datetime
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QVBoxLayout, QWidget
from shiboken6 import isValid

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.offices import name_of
from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import N_, _
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.preview import Preview
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Action, Banner, Card, Empty, button, clear, label, row
from ppo_desktop.gui.screens.enrolment.assent import AssentBox
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.gui.shell.work import CancelledError, Job
from ppo_desktop.operations.house import preferences
from ppo_desktop.operations.months import sitting
from ppo_desktop.operations.months.preparing import Prepared
from ppo_desktop.operations.months.sitting import Agreed

_LEFT = 440
_SIDE_BY_SIDE = 860


class SittingPage(Page):
    """What waits at the left, the pages of one at the right."""

    help: ClassVar[tuple[str, ...]] = (
        N_("Di sini menunggu laporan yang sudah disiapkan petugas dan belum disetujui."),
        N_("Lihat halaman setiap laporan; yang belum dilihat belum dapat disetujui."),
        N_("Hilangkan centang pada laporan yang belum akan disetujui; yang lain tetap jalan."),
        N_("Kata sandi diketik sekali untuk semua, oleh pimpinan atau sekretaris sendiri."),
        N_("Yang menyiapkan laporan tidak menyetujuinya sendiri, kecuali kantor ini hanya satu orang."),
        N_("Yang tidak berhasil disebut satu per satu dengan sebabnya, dan tetap menunggu di sini."),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(
            session, _("Persetujuan"), _("Laporan yang sudah disiapkan, disetujui sekaligus dengan satu kata sandi.")
        )
        self.waiting: list[Prepared] = []
        self.seen: set[Prepared] = set()
        self.boxes: dict[Prepared, QCheckBox] = {}
        self._shown: Prepared | None = None
        self.card = Card(_("Menunggu persetujuan"), spacing=10)
        self._list = QVBoxLayout()
        self._list.setSpacing(theme().px(tokens.GAP))
        self.card.body.addLayout(self._list)
        self.assent = AssentBox(session.office, self.agree)
        self.agree_action = Action(button("", self.agree, look="primary", icon_name="signature"))
        self._busy = QVBoxLayout()
        for made in (self.assent, self.agree_action):
            self.card.body.addWidget(made)
        self.card.body.addLayout(self._busy)
        self.card.body.addStretch(1)
        self.preview = Preview(_("Halaman laporan"))
        self.preview.setMinimumHeight(theme().px(420))
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setSpacing(theme().px(12))
        self._beside.addWidget(self.card)
        self._beside.addWidget(self.preview, 1)
        self.body.addLayout(self._beside, 1)

    def enter(self, **_arguments: object) -> None:
        """Look again what waits."""
        office = self.session.office
        self.work(lambda _job: sitting.waiting(office), self._tell)

    def refresh(self, _changes: Changes) -> None:
        """A report was signed, or records changed: pages are looked at anew."""
        self.seen.clear()
        self.enter()

    def leave(self) -> None:
        """No password stays in a field."""
        self.assent.password.clear()

    def first_focus(self) -> QWidget | None:
        return self.assent.password.line if self.waiting else None

    def resizeEvent(self, event: object) -> None:
        """In a narrow page the pages stand below the list."""
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt's own event, handed on
        self._fit()

    def _fit(self) -> None:
        wide = self.width() >= theme().px(_SIDE_BY_SIDE)
        directions = QBoxLayout.Direction
        self._beside.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        self.card.setMaximumWidth(theme().px(_LEFT) if wide and self.waiting else 16777215)
        self._beside.setAlignment(self.card, Qt.AlignmentFlag(0) if self.waiting else Qt.AlignmentFlag.AlignTop)

    # ------------------------------------------------------------------------------- what waits

    def _tell(self, waiting: list[Prepared]) -> None:
        unchecked = {one for one, box in self.boxes.items() if not box.isChecked()}
        self.waiting, self.boxes = waiting, {}
        clear(self._list)
        for one in waiting:
            box = QCheckBox(_("Laporan {month}").format(month=one.month.label))
            box.setAccessibleName(title(one))
            box.setChecked(one not in unchecked)
            box.toggled.connect(lambda _on: self._offer())
            self.boxes[one] = box
            look = button(
                _("Lihat"),
                partial(self.look, one),
                look="link",
                icon_name="eye",
                spoken=_("Lihat {what}").format(what=title(one)),
            )
            head = row(box, look)
            head.setStretch(0, 1)
            self._list.addLayout(head)
            told = label(_described(one), "muted")
            told.setContentsMargins(theme().px(30), 0, 0, 0)
            self._list.addWidget(told)
        for made in (self.assent, self.agree_action, self.preview):
            made.setVisible(bool(waiting))
        self._fit()
        if not waiting:
            to_month = button(_("Ke laporan bulanan"), self._to_month)
            self._list.addWidget(Empty("signature", _("Tidak ada yang menunggu persetujuan."), to_month))
            self.put_keyboard(to_month)
        self._offer()
        if waiting and self._shown not in waiting:
            self.look(waiting[0])

    def _to_month(self) -> None:
        self.session.go("month")

    @property
    def chosen(self) -> list[Prepared]:
        """What would be agreed to."""
        return [one for one, box in self.boxes.items() if box.isChecked()]

    def look(self, one: Prepared) -> None:
        """Show the pages as they would be signed; from then on this one may be agreed to."""
        self._shown = one
        office, account = self.session.office, self.assent.credentials.name
        paper = preferences.load(self.session.paths).paper
        self.preview.name(title(one))
        self.preview.say(_("Menyiapkan halaman…"))

        def shown(pdf: bytes) -> None:
            if self._shown == one:
                self.preview.show_pdf(pdf)
                self.seen.add(one)
                self._offer()

        def failed(error: PpoError) -> None:
            if self._shown == one:
                self.preview.say(error.sentence)

        self.work(lambda _job: sitting.pages(office, one, account, paper), shown, failed)

    def _offer(self) -> None:
        chosen = self.chosen
        unseen = [one for one in chosen if one not in self.seen]
        words = _("Setujui dan tandatangani {count} laporan").format(count=len(chosen))
        self.agree_action.button.setText("\N{EN SPACE}" + words)
        self.agree_action.button.setAccessibleName(words)
        if not chosen:
            self.agree_action.refuse(_("Centang dahulu yang akan disetujui."))
        elif unseen:
            self.agree_action.refuse(_("Lihat dahulu: {what}.").format(what=", ".join(map(title, unseen))))
        else:
            self.agree_action.refuse("")

    # ------------------------------------------------------------------------------- agreeing

    def agree(self) -> None:
        """Sign what is chosen, one after the other."""
        if not self.agree_action.button.isEnabled():
            return
        if not self.assent.password.text():
            self.assent.field.say(_("Ketik dahulu kata sandinya."))
            self.assent.focus()
            return
        self.assent.field.say()
        self.clear_banner()
        office, chosen, credentials = self.session.office, self.chosen, self.assent.credentials
        self.agree_action.refuse(_("Sedang ditandatangani…"))

        def signed(job: Job) -> list[Agreed]:
            done: list[Agreed] = []
            with (
                contextlib.closing(sitting.agree(office, chosen, credentials)) as agreed,
                contextlib.suppress(CancelledError),
            ):
                for one in agreed:
                    done.append(one)
                    job.progress(len(done), len(chosen), title(one.prepared))
            return done

        job = self.work(signed, self._agreed, self._failed, holds=True)
        clear(self._busy)
        self.watch(job, self._busy, _("Menandatangani"))

    def _failed(self, error: PpoError) -> None:
        clear(self._busy)
        self._offer()
        if not self.assent.takes(error):
            self.show_error(error)

    def _agreed(self, done: list[Agreed]) -> None:
        changed: set[tuple[str, str, str]] = set()
        for one in done:
            changed |= one.closed.changes.records if one.closed else set()
        self.session.announce(Changes(frozenset(changed)))
        if not isValid(self):
            return
        self.assent.password.clear()
        clear(self._busy)
        good = [title(one.prepared) for one in done if one.closed]
        bad = [f"{title(one.prepared)}: {one.problem.sentence}" for one in done if one.problem]
        onward = [button(_("Salin ke flashdisk"), self._to_month)] if good else []
        words = "\n".join([*(_("{what}: sudah ditandatangani.").format(what=what) for what in good), *bad])
        if not bad:
            self.show_banner(Banner("ok", _("{count} laporan disetujui.").format(count=len(good)), words, onward))
        else:
            told = _("{count} laporan disetujui, {left} belum.").format(count=len(good), left=len(bad))
            self.show_banner(Banner("warn", told, words, onward))
        self.enter()


def title(one: Prepared) -> str:
    """``Laporan November 2026 untuk Kecamatan Tebas``."""
    return _("Laporan {month} untuk {office}").format(month=one.month.label, office=name_of(one.to))


def _described(one: Prepared) -> str:
    day = long_date(datetime.fromisoformat(one.at).date())
    parts = [
        _("Untuk {office}").format(office=name_of(one.to)),
        _("disiapkan {name}, {day}").format(name=one.name, day=day),
        _("nomor {number}").format(number=one.number) if one.number else _("nomor ditulis tangan"),
        *([_("NIHIL")] if one.is_nihil else []),
    ]
    return ", ".join(parts)
