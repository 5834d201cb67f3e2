"""What is for another office alone: the notice in its form, and the envelope on its sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ppo_desktop.core.offices import name_of
from ppo_desktop.core.text import _
from ppo_desktop.gui.design.widgets import Action, Badge, Banner, Card, button, label, row
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.operations.house import access, envelopes
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.papers.sheets import Sheet
from ppo_desktop.records.kind import SEALED_FOR, RecordKind
from ppo_desktop.records.words import date_in_words


class Sealing:
    """Watches a form whose content may be for another office alone: says what becomes of it, and keeps no draft."""

    def __init__(
        self, page: Page, kind: RecordKind, typed: Callable[[], Mapping[str, object]], began: Callable[[], object]
    ) -> None:
        """Args: began: called when the form begins to be for another office; the draft there is must go at once."""
        self._page, self._kind, self._typed, self._began = page, kind, typed, began
        self._is_on = self._was_warned = False

    def look(self) -> None:
        """Something was typed."""
        was_on = self._is_on
        self._is_on = self._kind.sealed_to is not None and envelopes.is_meant(self._kind, self._typed())
        if self._is_on == was_on:
            return
        if not self._is_on:
            self._page.clear_banner()
            return
        self._began()
        office, kind = self._page.session.office, self._kind
        self._page.work(lambda _job: envelopes.addressee(office, kind), self._tell)

    def may_go(self) -> bool:
        """Whether nothing is lost by leaving; the second time somebody knows it is."""
        if not self._is_on or self._was_warned:
            return True
        self._was_warned = True
        advice = _("Ctrl+S menyimpannya tersegel; Esc sekali lagi membuangnya.")
        self._page.show_banner(Banner("warn", _("Laporan ini belum disimpan, dan tidak ada drafnya."), advice))
        return False

    def _tell(self, addressee: str) -> None:
        if self._is_on:
            self._page.show_banner(sealing_banner(self._kind, addressee))


def sealing_banner(kind: RecordKind, addressee: str) -> Banner:
    """What becomes of what is typed now; ``addressee``: the office it is sealed to, ``""`` where none is known."""
    assert kind.sealed_to is not None, f"{kind.name} seals nothing"
    if not addressee:
        return Banner("warn", _("Laporan ini tidak dapat disimpan di sini."), kind.sealed_to.elsewhere())
    return Banner(
        "info",
        _("Begitu disimpan, laporan ini tersegel untuk {office}.").format(office=addressee),
        _(
            "Sesudah itu tidak ada yang di sini dapat membukanya, juga Anda. Yang tetap terlihat: tanggal diterima dan "
            "nama Anda sebagai pencatat. Ia sampai bila laporan bulanan untuk kantor itu dibawa ke sana. Draf tidak "
            "dibuat, jadi simpan dahulu sebelum meninggalkan halaman ini."
        ),
    )


def sealed_card(shown: Sheet, office: Office, look: Callable[[], object]) -> Card:
    """In the place of everything an envelope holds; a button where it can be opened."""
    card = Card(_("Amplop tersegel"))
    card.head.addWidget(Badge(_("Tersegel"), "info"))
    addressee = name_of(str(shown.values[SEALED_FOR] or ""))
    card.body.addWidget(label(_("Hanya untuk {office}").format(office=addressee), "strong"))
    received = str(shown.values.get("received_on") or "")
    card.body.addWidget(label(_("Diterima pada {day}").format(day=date_in_words(received))))
    if not envelopes.is_for(office, shown.values):
        words = _("Disegel pada saat disimpan; di sini tidak ada yang dapat membukanya, juga pimpinan dan pencatatnya.")
        card.body.addWidget(label(words, "soft"))
        if shown.passage:
            card.body.addWidget(label(shown.passage.words))
        return card
    card.body.addWidget(label(_("Buka bila perlu saja. Siapa yang membuka dan kapan akan dicatat."), "soft"))
    door = Action(button(_("Buka amplop"), look, look="primary", icon_name="eye"))
    card.body.addLayout(row(door, None))
    if not access.may_look(office):
        door.refuse(access.why_not_look())
    return card
