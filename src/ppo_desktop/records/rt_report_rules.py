"""Rules of the kind ``rt_report``: one record for each RT and month."""

from __future__ import annotations

from ppo_desktop.core.errors import Problem
from ppo_desktop.core.period import Month, is_partial_date
from ppo_desktop.core.text import _, number
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.dates import earliest
from ppo_desktop.records.field import Values
from ppo_desktop.records.kind import CheckContext, folded
from ppo_desktop.records.rules import joined, not_yet, text_of, warning

NIL = frozenset({"NIHIL_LISAN", "NIHIL_TERTULIS"})
MISSING, SOME = "BELUM", "ADA"
_MONTH = 7
"""Length of ``2026-11``."""


def complete(values: Values, _context: CheckContext) -> dict[str, object]:
    """RT and RW with three digits; of a whole date its month."""
    written: dict[str, object] = {name: text.zfill(3) for name in ("rt", "rw") if (text := text_of(values, name))}
    if month := text_of(values, "month"):
        written["month"] = month[:_MONTH]
    return written


def check(values: Values, context: CheckContext) -> list[Problem]:
    """A whole month that has begun, said once; a state that count and day bear out."""
    problems = _month_problems(values, context)
    state, count = text_of(values, "state"), values.get("count")
    if state == SOME and not count:
        problems.append(warning("count", "count-missing", _("Ada kejadian, tetapi jumlahnya belum diisi.")))
    if state in NIL | {MISSING} and count:
        message = _("Jumlah kejadian terisi, padahal isi laporannya “{state}”.")
        problems.append(
            warning("count", "count-against-state", message.format(state=code_list("rt-report-states").label(state)))
        )
    if state == MISSING and text_of(values, "received_on"):
        message = _("Tanggal diterima terisi, padahal belum ada laporan.")
        problems.append(warning("received_on", "received-on-against-state", message))
    return [*problems, *not_yet(values, context, "received_on", _("Tanggal diterima"))]


def _month_problems(values: Values, context: CheckContext) -> list[Problem]:
    month = text_of(values, "month")
    if not month:
        return []
    if len(month) < _MONTH:
        return [Problem("month", "month-incomplete", _("Bulan: tulis bulan dan tahun, seperti 11-2026."))]
    problems = []
    if earliest(month) > context.today:
        message = _("Bulan {month} belum tiba; periksa juga jam komputer.").format(month=_month(month))
        problems.append(warning("month", "month-future", message))
    same = {name: values.get(name) for name in ("month", "rt", "rw", "hamlet")}
    if same["rt"] and context.same("rt_report", same):
        message = _("Laporan RT ini untuk {month} sudah dicatat; ubah catatan itu saja.").format(month=_month(month))
        problems.append(warning("rt", "rt-month-double", message))
    return problems


def _month(text: str) -> str:
    """``November 2026``; what is no month yet stands for itself."""
    return Month.of(earliest(text)).label if len(text) == _MONTH and is_partial_date(text) else text


def title_of(values: Values) -> str:
    """RT and month: ``RT 003 RW 001 – November 2026``."""
    rt, rw, month = (text_of(values, name) for name in ("rt", "rw", "month"))
    words = (_("RT {number}").format(number=rt) if rt else "", _("RW {number}").format(number=rw) if rw else "")
    where = " ".join(word for word in words if word)
    return " – ".join(part for part in (where, _month(month)) if part) or _("(tanpa RT)")


def detail_of(values: Values) -> str:
    """State, count and hamlet: ``Ada · 3 orang · Dusun Merpati``."""
    count = values.get("count")
    people = _("{count} orang").format(count=number(count)) if isinstance(count, int) and count else ""
    state = code_list("rt-report-states").label(text_of(values, "state"))
    return joined(state, people, text_of(values, "hamlet"))


def search_text(values: Values) -> str:
    """RT, month and hamlet."""
    return folded(title_of(values), values.get("hamlet"), values.get("reporter"))
