"""Rules of the kind ``service``."""

from __future__ import annotations

from ppo_desktop.core.errors import Problem
from ppo_desktop.core.text import _
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.dates import written
from ppo_desktop.records.field import Values
from ppo_desktop.records.kind import CheckContext, folded
from ppo_desktop.records.rules import (
    joined,
    not_recorded,
    not_yet,
    out_of_order,
    text_of,
    unknown_person,
    warning,
)

NOT_REACHED = frozenset({"MENOLAK", "TIDAK_TERJANGKAU"})
RUNNING, CLOSED, REOPENED = "BERJALAN", "DITUTUP", "DIBUKA_LAGI"


def check(values: Values, context: CheckContext) -> list[Problem]:
    """The links are ours; order of dates; an end that says nothing."""
    problems = [
        *unknown_person(values, context),
        *not_recorded(values, context, "case", "case", _("Kasus ini tidak ada dalam catatan kantor ini.")),
        *not_recorded(values, context, "referral", "referral", _("Rujukan ini tidak ada di kantor ini.")),
        *out_of_order(values, "started_on", "ended_on", _("Tanggal akhir sebelum tanggal mulai.")),
        *out_of_order(values, "started_on", "closed_on", _("Tanggal ditutup sebelum tanggal mulai.")),
        *not_yet(values, context, "started_on", _("Tanggal mulai")),
        *not_yet(values, context, "closed_on", _("Tanggal ditutup")),
    ]
    if text_of(values, "closed_on") and text_of(values, "outcome") in ("", "BERLANJUT"):
        message = _("Layanan ditutup, tetapi hasilnya belum dipilih.")
        problems.append(warning("outcome", "outcome-missing", message))
    return problems


def derive(values: Values) -> dict[str, object]:
    """``heading`` of the service and ``state``: closed, open again, or running."""
    service = code_list("services").by_code.get(text_of(values, "service"))
    closed, reopened = text_of(values, "closed_on"), text_of(values, "reopened_on")
    state = CLOSED if closed else RUNNING
    if reopened and reopened >= closed:
        state = REOPENED
    return {"heading": service.extra["heading"] if service else None, "state": state}


def title_of(values: Values) -> str:
    """Service and person: ``Pendampingan dokumen – Siti Aminah``."""
    what = code_list("services").label(text_of(values, "service"))
    return " – ".join(part for part in (what, text_of(values, "person_name")) if part) or _("(tanpa layanan)")


def detail_of(values: Values) -> str:
    """State, provider and day: ``Berjalan · UPTD PPA · mulai 12-11-2026``."""
    state = code_list("service-states").label(str(derive(values)["state"]))
    provider = code_list("institutions").label(text_of(values, "provider"))
    day = written(text_of(values, "started_on"))
    return joined(state, provider, day and _("mulai {day}").format(day=day))


def search_text(values: Values) -> str:
    """Person, service and provider."""
    service = code_list("services").label(text_of(values, "service"))
    provider = code_list("institutions").label(text_of(values, "provider"))
    return folded(values.get("person_name"), service, provider, values.get("provider_name"))
