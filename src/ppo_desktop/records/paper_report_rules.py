"""Rules of the kind ``paper_report``: one for each office and month, and figures that say what the paper says."""

from __future__ import annotations

from ppo_desktop.core.errors import Problem
from ppo_desktop.core.offices import is_below, name_of
from ppo_desktop.core.period import Month, is_partial_date
from ppo_desktop.core.text import _
from ppo_desktop.records.dates import earliest, written
from ppo_desktop.records.field import Values
from ppo_desktop.records.internal import TOTALS
from ppo_desktop.records.kind import CheckContext, folded
from ppo_desktop.records.rules import joined, not_yet, text_of, warning

MOST = 100_000
"""More than the inhabitants of any district."""
_MONTH = 7
"""Length of ``2026-11``."""


def complete(values: Values, _context: CheckContext) -> dict[str, object]:
    """Of a whole date its month."""
    month = text_of(values, "month")
    return {"month": month[:_MONTH]} if month else {}


def check(values: Values, context: CheckContext) -> list[Problem]:
    """An office below, a month that has begun, said once; figures or NIHIL; a photo."""
    problems = [*_sender_problems(values, context), *_figure_problems(values)]
    if not values.get("photos"):
        message = _("Foto kertasnya belum dilampirkan; tulis di mana kertasnya disimpan.")
        problems.append(warning("photos", "photos-missing", message))
    return [*problems, *not_yet(values, context, "received_on", _("Tanggal diterima"))]


def _sender_problems(values: Values, context: CheckContext) -> list[Problem]:
    sender, month = text_of(values, "sender"), text_of(values, "month")
    problems = []
    if sender and context.code and not is_below(sender, context.code):
        problems.append(Problem("sender", "sender-not-below", _("Pilih kantor yang berada di bawah kantor ini.")))
    if not month:
        return problems
    if not is_month(month):
        return [*problems, Problem("month", "month-incomplete", _("Bulan: tulis bulan dan tahun, seperti 11-2026."))]
    if earliest(month) > context.today:
        message = _("Bulan {month} belum tiba; periksa juga jam komputer.").format(month=_month(month))
        problems.append(warning("month", "month-future", message))
    if sender and context.same("paper_report", {"sender": sender, "month": month}):
        message = _("Laporan kertas {office} untuk {month} sudah dicatat; ubah catatan itu saja.")
        words = message.format(office=name_of(sender), month=_month(month))
        problems.append(Problem("month", "paper-double", words))
    return problems


def _figure_problems(values: Values) -> list[Problem]:
    if values.get("nihil") is True:
        return []
    missing = [key for key in TOTALS if not isinstance(values.get(key), int)]
    if len(missing) == len(TOTALS):
        return [Problem("registered", "figures-missing", _("Isi angkanya, atau pilih Ya pada NIHIL."))]
    if missing:
        return [Problem(key, f"{key}-missing", _("Angka ini belum diisi; tulis 0 bila tidak ada.")) for key in missing]
    if not any(values.get(key) for key in TOTALS):
        message = _("Semua angkanya 0. Bila kertasnya menyatakan NIHIL, pilih Ya pada NIHIL.")
        return [warning("registered", "figures-zero", message)]
    if values.get("participants") and not values.get("events"):
        message = _("Ada peserta, tetapi tidak ada kegiatan sosialisasi; lihat lagi kertasnya.")
        return [warning("participants", "participants-without-event", message)]
    return []


def is_month(text: str) -> bool:
    """Whether ``text`` is a month as ``2026-11``."""
    return len(text) == _MONTH and is_partial_date(text)


def _month(text: str) -> str:
    """``November 2026``; what is no month yet stands for itself."""
    return Month.parse(text).label if is_month(text) else text


def title_of(values: Values) -> str:
    """Office and month: ``Desa Sempalai – November 2026``."""
    sender = text_of(values, "sender")
    parts = (name_of(sender) if sender else "", _month(text_of(values, "month")))
    return " – ".join(part for part in parts if part) or _("(tanpa kantor)")


def detail_of(values: Values) -> str:
    """Whether it says NIHIL, and when it came."""
    day = written(text_of(values, "received_on"))
    nihil = _("NIHIL") if values.get("nihil") is True else ""
    return joined(nihil, _("diterima {day}").format(day=day) if day else "")


def search_text(values: Values) -> str:
    """Office, month and number."""
    return folded(title_of(values), values.get("number"))
