"""The three levels of signature, in words: the one place that holds them, for paper and screen alike.

A: ink on paper. B: the office key, which shows an unchanged file and a known office and certifies nobody. C: a
certificate of a recognised authority (PSrE), added outside this program.
"""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from ppo_desktop.core.text import N_, _


class _Words(Struct, frozen=True):
    title: str
    worth: str


class SignatureLevel(Enum):
    """How a paper is signed."""

    INK = _Words(
        N_("Cetak untuk tanda tangan basah"),
        N_("Dicetak, ditandatangani dengan pena, dan dibubuhi cap seperti naskah dinas biasa."),
    )
    OFFICE_KEY = _Words(
        N_("Tanda tangan elektronik tidak tersertifikasi (kunci kantor)"),
        N_(
            "Menjaga keutuhan berkas dan menunjukkan kunci kantor pengirim. Tidak tersertifikasi, jadi tidak "
            "membuktikan sendiri siapa orangnya."
        ),
    )
    CERTIFIED = _Words(
        N_("TTE tersertifikasi, ditambahkan di luar aplikasi"),
        N_("Sertifikatnya dari penyelenggara resmi (PSrE); penandatanganannya perlu internet."),
    )

    @property
    def title(self) -> str:
        return _(self.value.title)

    @property
    def worth(self) -> str:
        """What it shows, and what it does not."""
        return _(self.value.worth)


WHOLE, KNOWN, CERTIFIED = N_("Berkas utuh"), N_("Kunci dikenal kantor ini"), N_("Sertifikat resmi PSrE")
"""The three lines of every examination; always all three, in this order."""


def yes_or_no(answer: bool) -> str:
    return _("ya") if answer else _("tidak")
