"""Rules of the kind ``case``: act, means and purpose together; for a child no means are needed (Palermo art. 3 c)."""

from __future__ import annotations

from ppo_desktop.core.errors import Problem
from ppo_desktop.core.text import _
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.dates import age_on, written
from ppo_desktop.records.field import Values
from ppo_desktop.records.kind import CheckContext, folded
from ppo_desktop.records.rules import (
    codes_of,
    joined,
    not_recorded,
    not_yet,
    out_of_order,
    text_of,
    unknown_person,
    warning,
)

GROWN_UP = 18
RUNNING = frozenset({"DUGAAN", "TERIDENTIFIKASI"})
_FOUND = ("TERIDENTIFIKASI", "PUTUSAN")


def check(values: Values, context: CheckContext) -> list[Problem]:
    """The links are ours; order of dates; the three elements; what only others may say."""
    return [
        *unknown_person(values, context),
        *not_recorded(values, context, "broker", "broker", _("Perantara ini tidak ada dalam catatan kantor ini.")),
        *not_recorded(values, context, "departure", "departure", _("Keberangkatan ini tidak ada di kantor ini.")),
        *not_recorded(values, context, "referral", "referral", _("Rujukan ini tidak ada di kantor ini.")),
        *out_of_order(values, "opened_on", "closed_on", _("Tanggal ditutup sebelum dicatat.")),
        *out_of_order(values, "happened_on", "verdict_on", _("Tanggal putusan sebelum waktu kejadian.")),
        *not_yet(values, context, "opened_on", _("Tanggal dicatat")),
        *not_yet(values, context, "happened_on", _("Waktu kejadian")),
        *not_yet(values, context, "verdict_on", _("Tanggal putusan")),
        *_element_problems(values),
        *_status_problems(values),
    ]


def _element_problems(values: Values) -> list[Problem]:
    """What the law's three elements lack once somebody has found them fulfilled."""
    if text_of(values, "status") not in _FOUND:
        return []
    problems = []
    if not codes_of(values, "acts") or not codes_of(values, "purposes"):
        message = _("Perbuatan dan tujuan belum diisi, padahal kasus ini sudah teridentifikasi atau diputus.")
        problems.append(warning("acts", "elements-missing", message))
    age = derive(values)["age"]
    if not codes_of(values, "means") and not (isinstance(age, int) and age < GROWN_UP):
        message = _("Cara belum diisi. Untuk orang dewasa cara harus ada; di bawah 18 tahun tidak perlu.")
        problems.append(warning("means", "means-missing", message))
    return problems


def _status_problems(values: Values) -> list[Problem]:
    problems = []
    status = text_of(values, "status")
    if status == "TERIDENTIFIKASI" and not text_of(values, "identified_by"):
        message = _("Tulis instansi yang mengidentifikasi; kantor ini sendiri hanya mencatat dugaan.")
        problems.append(warning("identified_by", "identified-by-missing", message))
    if status == "PUTUSAN" and not text_of(values, "verdict_on"):
        message = _("Tanggal putusan belum diisi; bulan atau tahun saja pun boleh.")
        problems.append(warning("verdict_on", "verdict-on-missing", message))
    steps = ("police_report", "police_report_on", "investigated_on", "complete_on", "verdict_on")
    if any(text_of(values, name) for name in steps) and not text_of(values, "penal_source"):
        message = _("Tulis dari siapa kabar langkah hukum ini, dan tanggalnya.")
        problems.append(warning("penal_source", "penal-source-missing", message))
    return problems


def derive(values: Values) -> dict[str, object]:
    """``age`` in full years, or ``None`` when a date is missing or the order of dates is impossible."""
    born_on = text_of(values, "born_on")
    then = text_of(values, "happened_on") or text_of(values, "opened_on")
    age = age_on(born_on, then) if born_on and then else None
    return {"age": age if age is not None and age >= 0 else None}


def title_of(values: Values) -> str:
    """The number, never the name: ``Kasus 003/2026``."""
    number, opened_on = text_of(values, "number"), written(text_of(values, "opened_on"))
    return _("Kasus {number}").format(number=number or opened_on) if number or opened_on else _("Kasus tanpa nomor")


def detail_of(values: Values) -> str:
    """State and day: ``Dugaan · 12-11-2026``."""
    return joined(code_list("case-statuses").label(text_of(values, "status")), written(text_of(values, "opened_on")))


def search_text(values: Values) -> str:
    """Number and state."""
    status = code_list("case-statuses").label(text_of(values, "status"))
    return folded(values.get("number"), _("Kasus"), status)
