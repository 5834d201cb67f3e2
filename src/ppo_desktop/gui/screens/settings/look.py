"""Tampilan: light or dark, how large, which paper, when the screen locks; applied at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast, get_args

from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from ppo_desktop.core.text import _
from ppo_desktop.gui.design.layouts import Flow
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.tokens import ZOOMS
from ppo_desktop.gui.design.widgets import button, label
from ppo_desktop.gui.screens.settings.section import Section
from ppo_desktop.operations.house import preferences

if TYPE_CHECKING:
    from ppo_desktop.gui.screens.settings import SettingsPage

_KEPT = "look"


class LookSection(Section):
    """Four rows of choices."""

    def __init__(self, page: SettingsPage, title: str) -> None:
        super().__init__(page, title, _("Berlaku seketika dan diingat di komputer ini."))
        self.chips: dict[str, QPushButton] = {}
        modes = (("system", _("Ikut komputer")), ("light", _("Terang")), ("dark", _("Gelap")))
        self._add(_("Warna"), [(f"mode-{mode}", words, mode == theme().mode) for mode, words in modes])
        self._add(
            _("Ukuran tulisan dan tombol"),
            [(f"zoom-{zoom}", _("{zoom} %").format(zoom=zoom), zoom == theme().zoom) for zoom in ZOOMS],
            _("Juga dengan Ctrl dan tombol + atau -. Ctrl+0 kembali ke 100 %."),
        )
        kept = preferences.load(self.session.home)
        paper, locks = kept.paper, kept.lock_after
        papers = [(f"paper-{name}", name, name == paper) for name in get_args(preferences.Paper)]
        self._add(_("Kertas untuk mencetak"), papers, _("F4 berukuran 215 × 330 mm, A4 berukuran 210 × 297 mm."))
        self._add(
            _("Layar mengunci sendiri setelah tidak dipakai"),
            [
                (f"lock-{minutes}", _("{minutes} menit").format(minutes=minutes), minutes == locks)
                for minutes in preferences.LOCKS_AFTER
            ],
            _("Yang sedang diketik tersimpan sebagai draf. Ctrl+L mengunci seketika."),
        )

    def first_focus(self) -> QWidget:
        """Where one was before everything was drawn anew."""
        return self.chips[str(self.session.kept.get(_KEPT) or f"mode-{theme().mode}")]

    def _add(self, title: str, choices: list[tuple[str, str, bool]], hint: str = "") -> None:
        self.body.addWidget(label(title, "strong"))
        if hint:
            self.body.addWidget(label(hint, "muted"))
        group = QButtonGroup(self)
        made = []
        for name, words, is_on in choices:
            chip = button(words, look="chip", spoken=f"{title}: {words}")
            chip.setCheckable(True)
            chip.setChecked(is_on)
            chip.clicked.connect(lambda _checked=False, name=name: self._take(name))
            group.addButton(chip)
            self.chips[name] = chip
            made.append(chip)
        holder = QWidget()
        holder.setLayout(Flow(made))
        self.body.addWidget(holder)

    def _take(self, name: str) -> None:
        self.session.kept[_KEPT] = name
        what, value = name.split("-")
        if what == "mode":
            theme().set(mode=value)
        elif what == "zoom":
            theme().set(zoom=int(value))
        elif what == "lock":
            home, minutes = self.session.home, int(value)
            self.session.lock_after = minutes
            self.work(
                lambda _job: preferences.save(home, preferences.load(home)._replace(lock_after=minutes)),
                lambda _nothing: self.session.tell(
                    _("Layar mengunci sendiri setelah {minutes} menit.").format(minutes=minutes)
                ),
            )
        else:
            home, paper = self.session.home, cast(preferences.Paper, value)
            self.work(
                lambda _job: preferences.save(home, preferences.load(home)._replace(paper=paper)),
                lambda _nothing: self.session.tell(_("Kertas {paper} dipakai untuk mencetak.").format(paper=paper)),
            )
