"""Numbers, weekdays and dates in Indonesian words, as minutes of meeting (berita acara) write them."""

from __future__ import annotations

from datetime import date

from ppo_desktop.core.period import MONTH_NAMES

_UNITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")
_WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


def spell(value: int) -> str:
    """``value`` (0 to 999,999) in words: ``dua ribu dua puluh enam``; raises ``ValueError`` outside."""
    if not 0 <= value < 1_000_000:
        raise ValueError(value)
    if value < 12:
        return _UNITS[value]
    if value < 20:
        return f"{spell(value - 10)} belas"
    for size, name in ((1000, "ribu"), (100, "ratus"), (10, "puluh")):
        if value >= size:
            head, rest = divmod(value, size)
            text = f"se{name}" if head == 1 else f"{spell(head)} {name}"
            return f"{text} {spell(rest)}" if rest else text
    raise AssertionError(value)


def date_in_words(day: date) -> str:
    """``Sabtu tanggal dua puluh satu bulan November tahun dua ribu dua puluh enam``."""
    return (
        f"{_WEEKDAYS[day.weekday()]} tanggal {spell(day.day)} bulan {MONTH_NAMES[day.month - 1]} "
        f"tahun {spell(day.year)}"
    )
