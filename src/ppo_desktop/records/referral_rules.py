"""Rules of the kind ``referral``."""

from __future__ import annotations

from datetime import date, timedelta

from ppo_desktop.core.errors import Problem
from ppo_desktop.core.text import _
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.dates import age_on, is_date, written
from ppo_desktop.records.field import Values
from ppo_desktop.records.kind import CheckContext, folded
from ppo_desktop.records.rules import (
    from_person,
    joined,
    not_recorded,
    not_yet,
    out_of_order,
    text_of,
    unknown_person,
    warning,
)

OPEN = frozenset({"DISIAPKAN", "DIKIRIM", "DITERIMA", "DITANGANI"})
_GROWN_UP = 18
_FOR_CHILDREN = ("UPTD_PPA", "P2TP2A", "DP3A")


def complete(values: Values, context: CheckContext) -> dict[str, object]:
    """The person as they are now; penal or not by the institution, where nobody said."""
    written_by_us = from_person(values, context)
    institution = text_of(values, "institution")
    if institution and not text_of(values, "effort"):
        written_by_us["effort"] = effort_of(institution)
    return written_by_us


def effort_of(institution: str) -> str:
    """Whether referring to ``institution`` counts as penal: ``PENAL`` or ``NONPENAL``."""
    efforts = code_list("efforts").items
    return next((code.code for code in efforts if institution in code.extra["institutions"].split()), "NONPENAL")


def check(values: Values, context: CheckContext) -> list[Problem]:
    """The links are ours; order of dates; a state that the dates do not bear out; whom a child is referred to."""
    problems = [
        *unknown_person(values, context),
        *not_recorded(values, context, "departure", "departure", _("Keberangkatan ini tidak ada di kantor ini.")),
        *not_recorded(values, context, "screening", "screening", _("Skrining ini tidak ada di kantor ini.")),
        *out_of_order(values, "sent_on", "received_on", _("Tanggal diterima sebelum dikirim.")),
        *out_of_order(values, "sent_on", "answered_on", _("Tanggal dijawab sebelum dikirim.")),
        *not_yet(values, context, "sent_on", _("Tanggal kirim")),
        *not_yet(values, context, "received_on", _("Tanggal diterima")),
        *not_yet(values, context, "answered_on", _("Tanggal jawaban")),
        *_state_problems(values),
    ]
    born_on = text_of(values, "born_on")
    on = text_of(values, "sent_on") or context.today.isoformat()
    is_child = bool(born_on) and 0 <= age_on(born_on, on) < _GROWN_UP
    if is_child and text_of(values, "institution") not in _FOR_CHILDREN:
        message = _("Umurnya di bawah 18 tahun: UPTD PPA selalu diberi tahu juga.")
        problems.append(warning("institution", "child-elsewhere", message))
    return problems


def _state_problems(values: Values) -> list[Problem]:
    status = text_of(values, "status")
    if status == "DISIAPKAN" and text_of(values, "sent_on"):
        message = _("Tanggal kirim terisi, tetapi keadaannya masih “belum dikirim”.")
        return [warning("status", "status-unsent", message)]
    if status and status != "DISIAPKAN" and not text_of(values, "sent_on"):
        return [warning("sent_on", "sent-on-missing", _("Rujukan sudah dikirim, tetapi tanggalnya belum diisi."))]
    if status in ("SELESAI", "DITOLAK") and not text_of(values, "answered_on"):
        return [warning("answered_on", "answered-on-missing", _("Tanggal jawaban belum diisi."))]
    return []


def derive(values: Values) -> dict[str, object]:
    """``answer_due``: the last day of the time to answer, which begins when it was sent, else when it was received."""
    begun = text_of(values, "sent_on") or text_of(values, "received_on")
    urgency = code_list("urgencies").by_code.get(text_of(values, "urgency"))
    if not urgency or not is_date(begun):
        return {"answer_due": None}
    return {"answer_due": (date.fromisoformat(begun) + timedelta(int(urgency.extra["answer_days"]))).isoformat()}


def title_of(values: Values) -> str:
    """Person and institution: ``Siti Aminah – UPTD PPA``."""
    institution = text_of(values, "institution")
    where = code_list("institutions").label(institution)
    if institution == "LAIN":
        where = text_of(values, "institution_name") or where
    return " – ".join(part for part in (text_of(values, "person_name"), where) if part) or _("(tanpa nama)")


def detail_of(values: Values) -> str:
    """State, day of sending and number: ``Dikirim · 12-11-2026 · 470/22/Pem/2026``."""
    status = code_list("referral-statuses").label(text_of(values, "status"))
    return joined(status, written(text_of(values, "sent_on")), text_of(values, "number"))


def search_text(values: Values) -> str:
    """Person, institution and number of the letter."""
    institution = code_list("institutions").label(text_of(values, "institution"))
    return folded(values.get("person_name"), institution, values.get("institution_name"), values.get("number"))
