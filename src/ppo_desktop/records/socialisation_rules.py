"""Rules of the kind ``socialisation``."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from ppo_desktop.core.errors import Problem
from ppo_desktop.core.text import _, number
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.dates import earliest, written
from ppo_desktop.records.field import Values
from ppo_desktop.records.kind import CheckContext, folded
from ppo_desktop.records.material import MATERIAL
from ppo_desktop.records.payments import payments
from ppo_desktop.records.rules import codes_of, not_recorded, text_of, warning
from ppo_desktop.records.stock import lines, stock

_NEW = "new"
"""Stands for the id of an event that has none yet."""
_PUPILS = "SISWA"
_AT_SCHOOLS = frozenset({"SOS_SLTP", "SOS_SLTA"})


def check(values: Values, context: CheckContext) -> list[Problem]:
    """Counts that cannot be, and an event in the future."""
    problems = []
    present = derive(values)["participants"]
    young = values.get("under_18")
    if isinstance(young, int) and young > (present if isinstance(present, int) else 0):
        message = _("Peserta di bawah 18 tahun lebih banyak daripada yang hadir.")
        problems.append(Problem("under_18", "under-18-too-many", message))
    held_on = values.get("held_on")
    is_past = isinstance(held_on, str) and earliest(held_on) <= context.today
    if is_past and not present:
        message = _("Jumlah peserta yang hadir belum diisi.")
        problems.append(Problem("men", "participants-missing", message, is_warning=True))
    if isinstance(held_on, str) and not is_past and present:
        message = _("Tanggal kegiatan belum tiba, tetapi peserta sudah terisi.")
        problems.append(Problem("held_on", "held-on-future", message, is_warning=True))
    if _largest_group(values) > (present if isinstance(present, int) else 0):
        message = _("Hadir menurut unsur lebih banyak daripada yang hadir.")
        problems.append(warning("present", "present-too-many", message))
    no_institution = _("Lembaga ini tidak ada dalam catatan kantor ini; catat lembaganya dahulu.")
    problems += not_recorded(values, context, "institution", "institution", no_institution)
    return [*problems, *_unclear_payments(values), *_stock_problems(values, context)]


def _unclear_payments(values: Values) -> list[Problem]:
    """A warning for lines of which no receipt can be made."""
    unclear = [n for n, one in enumerate(payments(text_of(values, "payments")), 1) if not one.is_clear]
    if not unclear:
        return []
    message = _("Pembayaran baris {lines} belum jelas. Tulis: siapa; untuk apa; rupiah; potongan bila ada.")
    return [warning("payments", "payments-unclear", message.format(lines=", ".join(map(str, unclear))))]


def _stock_problems(values: Values, context: CheckContext) -> list[Problem]:
    """A warning when more was handed out than the stock book says there was."""
    if not values.get("materials"):
        return []
    book = context.stock_book()
    others = [event for event in book.events if event.get("id") != context.record_id]
    this = {**values, "id": context.record_id or _NEW}
    before, after = stock(lines(replace(book, events=others))), stock(lines(replace(book, events=[*others, this])))
    words = _("{title}: menurut buku stok tinggal {before}, dengan kegiatan ini menjadi {after}.")
    short = [
        words.format(title=MATERIAL.title_of(row), before=number(was), after=number(now))
        for row in book.materials
        if (material := text_of(row, "id")) in before
        and (now := after[material].left) < min(was := before[material].left, 0)
    ]
    if not short:
        return []
    advice = _("Hitung lagi; bila jumlahnya benar, tulis alasannya, lalu catat koreksinya di buku stok.")
    return [warning("materials", "stock-below-zero", " ".join([*short, advice]))]


def derive(values: Values) -> dict[str, object]:
    """``participants``: men and women together, or ``None`` when neither was counted."""
    counts = [count for name in ("men", "women") if isinstance(count := values.get(name), int)]
    return {"participants": sum(counts) if counts else None}


def minors_present(values: Values) -> bool:
    """Whether children took part: some were counted, or pupils were among the audience."""
    young, present = values.get("under_18"), values.get("present")
    groups = {*codes_of(values, "audiences"), *(present if isinstance(present, Mapping) else ())}
    return _PUPILS in groups or (isinstance(young, int) and young > 0) or values.get("activity") in _AT_SCHOOLS


def whispered(values: Values) -> dict[str, object]:
    """With what a confidential report begins that was told at an event: the day and the way, not the event."""
    return {"received_on": values.get("held_on"), "way": "KEGIATAN", "status": "BARU"}


def title_of(values: Values) -> str:
    """What it was and when: ``Sosialisasi di SLTA, 21-11-2026``."""
    activity, held_on = values.get("activity"), values.get("held_on")
    what = values.get("title") or code_list("activities").label(activity if isinstance(activity, str) else "")
    day = written(held_on) if isinstance(held_on, str) else ""
    return ", ".join(str(part) for part in (what, day) if part) or _("(tanpa judul)")


def detail_of(values: Values) -> str:
    """Where, and how many came: ``Aula SMAN 1 · 45 orang``."""
    present = derive(values)["participants"]
    parts = (values.get("place"), _("{count} orang").format(count=present) if present else "")
    return " · ".join(str(part) for part in parts if part)


def search_text(values: Values) -> str:
    """Activity, title, place, speakers, topics and who held it."""
    activity = code_list("activities").label(str(values.get("activity") or ""))
    return folded(
        activity, *(values.get(name) for name in ("title", "place", "speakers", "topics", "number", "executor_name"))
    )


def _largest_group(values: Values) -> int:
    """The number of the largest audience; audiences overlap, so their sum says nothing."""
    groups = values.get("present")
    counts = groups.values() if isinstance(groups, Mapping) else ()
    return max((count for count in counts if isinstance(count, int)), default=0)
