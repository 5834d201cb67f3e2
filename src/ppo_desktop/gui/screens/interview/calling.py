"""Whom to call: the office's own book of contacts first, then the lines that hold everywhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QHBoxLayout

from ppo_desktop.core.text import _
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.widgets import Card, column, label, row
from ppo_desktop.operations.books import browsing
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.contact import CONTACT, NUMBERS
from ppo_desktop.records.contacts import hotlines
from ppo_desktop.records.dates import written
from ppo_desktop.records.field import Values
from ppo_desktop.records.rules import text_of
from ppo_desktop.records.words import phone_in_words

_SERVICES = ("PPA", "PENGADUAN_PMI", "POLISI")
_FILTERS = ("victims", "urgent")
MOST = 6
"""Lines of our own book."""


def of_our_book(office: Office) -> list[Values]:
    """The contacts of this office that may help at once."""
    keys = [key for name in _FILTERS for key in browsing.ids(office, CONTACT, [name], owner=office.code, limit=MOST)]
    return [found for found in browsing.window(office, CONTACT, keys[:MOST], tuple(CONTACT.by_name)) if found]


def contacts_card(ours: Sequence[Values]) -> Card:
    """Whom to call, each with the day on which the number was last made sure of."""
    card = Card(_("Nomor yang dapat dihubungi"), spacing=tokens.TIGHT)
    for name, numbers, checked_on in (*_ours(ours), *_everywhere()):
        card.body.addLayout(_line(name, numbers, checked_on))
    hint = _("Pastikan dahulu nomor yang lama.")
    if not ours:
        hint = _("Nomor setempat belum ada: isi buku Kontak. {then}").format(then=hint)
    card.body.addWidget(label(hint, "muted"))
    return card


def _ours(contacts: Sequence[Values]) -> Iterator[tuple[str, str, str]]:
    for contact in contacts:
        numbers = [phone_in_words(number) for name in NUMBERS if (number := text_of(contact, name))]
        yield CONTACT.title_of(contact), " / ".join(numbers), text_of(contact, "checked_on")


def _everywhere() -> Iterator[tuple[str, str, str]]:
    for service in _SERVICES:
        for line in hotlines():
            if line.service == service:
                yield line.name, " / ".join(number for number in (line.phone, line.phone_2) if number), line.checked_on


def _line(name: str, numbers: str, checked_on: str) -> QHBoxLayout:
    checked = _("dicek {day}").format(day=written(checked_on)) if checked_on else _("belum pernah dicek")
    made = row(column(label(name), label(checked, "muted"), spacing=0), label(numbers, "strong", wraps=False))
    made.setStretch(0, 1)
    return made
