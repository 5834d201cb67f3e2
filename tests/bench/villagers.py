"""Journal entries of many villagers, as a village's PC would have written them."""

from __future__ import annotations

import offices
from ppo_desktop.core.clock import FixedClock
from ppo_desktop.core.ids import new_record_id
from ppo_desktop.journal.entry import ChainHead, Entry, Heading, write_entry

DEVICE = "a" * 12
FIRST = ("Siti", "Ahmad", "Dewi", "Joko", "Nur", "Wahyu", "Maria", "Yohanes", "Budi", "Sri", "Hendri", "Susilawati")
MIDDLE = ("Aminah", "Fauzi", "Lestari", "Santoso", "Hasanah", "Hidayat", "Rahayu", "Seran", "Nahak", "Mulyadi", "Ayu")
LAST = ("Yusuf", "Hasan", "Rahman", "Ismail", "Bujang", "Ibrahim", "Zainal", "Usman", "Karim", "Sulaiman", "Dollah")


def typed(number: int) -> dict[str, object]:
    """A person as a clerk fills the form; no two of 1,452 have one name, and few one birthday."""
    names = FIRST[number % 12], MIDDLE[number // 12 % 11], LAST[number // 132 % 11]
    return {
        "name": f"{names[0]} {names[1]} binti {names[2]}",
        "sex": "P",
        "born_on": f"{1950 + number % 59}-{number // 59 % 12 + 1:02d}-{number % 28 + 1:02d}",
        "birth_place": "Sempalai",
        "no_nik_reason": "TIDAK_DIBAWA",
        "address": "Jalan Pelabuhan, depan surau",
        "hamlet": "Dusun Merpati",
        "rt": "002",
        "rw": "001",
        "phone": "+6281234567890",
        "education": "3",
        "occupation": "9",
        "marital_status": "1",
        "contact_name": "Yusuf bin Hasan",
    }


def entries(count: int, clock: FixedClock) -> list[Entry]:
    """One chain of ``count`` new persons."""
    heading = Heading(offices.VILLAGE, DEVICE, 1, "Rina", "2026-11-21T09:00:00+07:00")
    head, written = ChainHead(), []
    for number in range(count):
        entry = write_entry(heading, head, "person", new_record_id(clock), "set", (typed(number), {}), ())
        head = ChainHead(entry.seq, entry.link)
        written.append(entry)
    return written
