"""Which figure the words around a cell may mean: a proposal that a person takes or leaves. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from ppo_desktop.core.text import search_key

LEAST = 0.5
"""How alike the words must be: 1 where all are the same, 0 where none is."""
MOST = 3
"""Proposals."""
_EMPTY = frozenset(
    {
        *("jumlah", "jml", "total", "semua", "orang", "kali", "yang", "dan", "di", "ke", "dari", "untuk"),
        *("pmi", "cpmi", "calon", "tki", "baru", "laporan", "data", "angka"),
    }
)
_MEANT = {
    "l": "laki",
    "lk": "laki",
    "pria": "laki",
    "p": "perempuan",
    "pr": "perempuan",
    "wanita": "perempuan",
    "keberangkatan": "berangkat",
    "kepulangan": "pulang",
    "terdaftar": "dicatat",
    "didata": "dicatat",
    "pendataan": "dicatat",
    "penyuluhan": "sosialisasi",
    "camat": "pimpinan",
    "kades": "pimpinan",
    "mengetahui": "pimpinan",
}
"""Words of forms → words of ours."""


def proposals(label: str, words: Mapping[str, str]) -> list[str]:
    """The ids whose words fit best what stands beside and above a cell; none where nothing fits.

    Args:
        words: id → words, in the order in which those that fit alike are put forward.
    """
    wanted = _said(label)
    if not wanted:
        return []
    scored = []
    for place, (id_, told) in enumerate(words.items()):
        known = _said(told)
        likeness = 2 * len(wanted & known) / (len(wanted) + len(known))
        if likeness >= LEAST:
            scored.append((-likeness, place, id_))
    return [id_ for _score, _place, id_ in sorted(scored)[:MOST]]


@cache
def _said(text: str) -> frozenset[str]:
    spoken = (_MEANT.get(word, word) for word in search_key(text).split())
    return frozenset(word for word in spoken if word not in _EMPTY and not word.isdecimal())
