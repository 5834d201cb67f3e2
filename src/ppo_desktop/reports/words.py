"""Numbers, money, weekdays and dates in Indonesian words, as minutes (berita acara) and receipts write them."""

from __future__ import annotations

from datetime import date

from ppo_desktop.core.period import MONTH_NAMES

_UNITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")
_WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


_SIZES = (
    (10**12, "triliun"),
    (10**9, "miliar"),
    (10**6, "juta"),
    (1000, "ribu"),
    (100, "ratus"),
    (10, "puluh"),
)


def spell(value: int) -> str:
    """``value`` (0 to 10^15 - 1) in words: ``dua ribu dua puluh enam``; raises ``ValueError`` outside."""
    if not 0 <= value < 10**15:
        raise ValueError(value)
    if value < 12:
        return _UNITS[value]
    if value < 20:
        return f"{spell(value - 10)} belas"
    size, name = next(one for one in _SIZES if value >= one[0])
    head, rest = divmod(value, size)
    text = f"se{name}" if head == 1 and size <= 1000 else f"{spell(head)} {name}"
    return f"{text} {spell(rest)}" if rest else text


def rupiah_in_words(amount: int) -> str:
    """As receipts write it (terbilang): ``Dua juta lima ratus ribu rupiah``; raises ``ValueError`` as ``spell``."""
    return f"{spell(amount)} rupiah".capitalize()


def date_in_words(day: date) -> str:
    """``Sabtu tanggal dua puluh satu bulan November tahun dua ribu dua puluh enam``."""
    return (
        f"{_WEEKDAYS[day.weekday()]} tanggal {spell(day.day)} bulan {MONTH_NAMES[day.month - 1]} "
        f"tahun {spell(day.year)}"
    )
