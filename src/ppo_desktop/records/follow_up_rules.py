"""Rules of the kind ``follow_up``.

How soon an action is due is a target of offices: the screening instrument tells it where it names the action, else the
list of actions.
"""

from __future__ import annotations

from datetime import date, timedelta

from ppo_desktop.core.errors import Problem
from ppo_desktop.core.text import _
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.dates import is_date, written
from ppo_desktop.records.field import Values
from ppo_desktop.records.instrument import Instrument
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

OPEN, DONE = "TERBUKA", "SELESAI"


def complete(values: Values, context: CheckContext) -> dict[str, object]:
    """The person as they are now; the due day of the action where none was given."""
    written_by_us = from_person(values, context)
    if not text_of(values, "due_on") and (due := usual_due(values, context)):
        written_by_us["due_on"] = due
    return written_by_us


def usual_due(values: Values, context: CheckContext) -> str:
    """ISO date until which an action is usually done, ``""`` where nothing says so."""
    code, decided_on = text_of(values, "action"), text_of(values, "decided_on")
    known = code_list("follow-up-actions").by_code.get(code)
    if not known or not is_date(decided_on):
        return ""
    decided = date.fromisoformat(decided_on)
    if days := known.extra["days"]:
        return (decided + timedelta(int(days))).isoformat()
    screening = context.record("screening", text_of(values, "screening")) or {}
    action = _instrument(screening, context).action(code, text_of(screening, "band"))
    return action.due(decided).isoformat() if action else ""


def _instrument(screening: Values, context: CheckContext) -> Instrument:
    """The one the screening was held with, else the newest."""
    version = text_of(screening, "instrument_version")
    known = version in context.instruments.versions
    return context.instruments.instrument(version) if known else context.instruments.newest()


def check(values: Values, context: CheckContext) -> list[Problem]:
    """The links are ours; order of dates; an end without a day or an outcome."""
    problems = [
        *unknown_person(values, context),
        *not_recorded(values, context, "departure", "departure", _("Keberangkatan ini tidak ada di kantor ini.")),
        *not_recorded(values, context, "screening", "screening", _("Skrining ini tidak ada di kantor ini.")),
        *not_recorded(values, context, "referral", "referral", _("Rujukan ini tidak ada di kantor ini.")),
        *out_of_order(values, "decided_on", "due_on", _("Tenggat sebelum tanggal ditetapkan.")),
        *not_yet(values, context, "decided_on", _("Tanggal ditetapkan")),
        *not_yet(values, context, "done_on", _("Tanggal dilakukan")),
    ]
    outcome = text_of(values, "outcome")
    if text_of(values, "action") == "LAIN" and not text_of(values, "details"):
        problems.append(warning("details", "details-missing", _("Tindakan “Lain”: tulis tindakannya.")))
    if text_of(values, "done_on") and not outcome:
        problems.append(warning("outcome", "outcome-missing", _("Sudah dilakukan, tetapi hasilnya belum dipilih.")))
    if outcome == DONE and not text_of(values, "done_on"):
        problems.append(warning("done_on", "done-on-missing", _("Hasilnya selesai, tetapi tanggalnya belum diisi.")))
    return problems


def derive(values: Values) -> dict[str, object]:
    """``state``: as the outcome says, else done when there is a day."""
    outcome = code_list("follow-up-outcomes").by_code.get(text_of(values, "outcome"))
    by_day = DONE if text_of(values, "done_on") else OPEN
    return {"state": outcome.extra["state"] if outcome else by_day}


def title_of(values: Values) -> str:
    """Action and person: ``Kunjungan keluarga – Siti Aminah``."""
    what = code_list("follow-up-actions").label(text_of(values, "action"))
    if text_of(values, "action") == "LAIN":
        what = text_of(values, "details") or what
    return " – ".join(part for part in (what, text_of(values, "person_name")) if part) or _("(tanpa tindakan)")


def detail_of(values: Values) -> str:
    """State, due day and who acts: ``Belum selesai · sampai 28-11-2026 · Rina``."""
    due = text_of(values, "due_on")
    state = code_list("follow-up-states").label(str(derive(values)["state"]))
    return joined(state, due and _("sampai {day}").format(day=written(due)), text_of(values, "doer"))


def search_text(values: Values) -> str:
    """Person, action and who acts."""
    action = code_list("follow-up-actions").label(text_of(values, "action"))
    return folded(values.get("person_name"), action, values.get("details"), values.get("doer"))
