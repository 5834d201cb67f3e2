"""Rules of the kind ``incoming_report``: titles show nothing that was said."""

from __future__ import annotations

from ppo_desktop.core.errors import Problem
from ppo_desktop.core.offices import Level, name_of
from ppo_desktop.core.text import _
from ppo_desktop.records import numbers
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.contacts import hotlines
from ppo_desktop.records.dates import written
from ppo_desktop.records.field import Values
from ppo_desktop.records.instruments import Library
from ppo_desktop.records.kind import CheckContext, folded
from ppo_desktop.records.rules import joined, not_yet, out_of_order, text_of, warning

OPEN = frozenset({"BARU", "DITANYAKAN"})
_HANDED_ON = ("DITERUSKAN", "SELESAI")
_HEARS_REPORTS = frozenset({"POLISI", "PPA"})
"""Services that hear a report about officials."""


def complete(values: Values, _context: CheckContext) -> dict[str, object]:
    """The telephone number in E.164."""
    phone = text_of(values, "reporter_phone")
    return {"reporter_phone": numbers.phone(phone)} if phone else {}


def check(values: Values, context: CheckContext) -> list[Problem]:
    """Not about people who could open it here; order of dates; an end that says what was done."""
    if values.get("about_own_staff") is True and not context.can_seal_to(Level.REGENCY):
        return [Problem("about_own_staff", "about-own-staff", elsewhere())]
    problems = [
        *not_yet(values, context, "received_on", _("Tanggal diterima")),
        *not_yet(values, context, "happened_on", _("Waktu kejadian")),
        *out_of_order(values, "received_on", "done_on", _("Tanggal tindakan sebelum laporan diterima.")),
    ]
    if text_of(values, "status") in _HANDED_ON and not text_of(values, "done"):
        problems.append(warning("done", "done-missing", _("Tulis apa yang dilakukan, atau kepada siapa diteruskan.")))
    phone = text_of(values, "reporter_phone")
    unusual = numbers.phone_problem("reporter_phone", phone) if phone else None
    return [*problems, unusual] if unusual else problems


def elsewhere() -> str:
    """Where to report those who could read it here, while it cannot be sealed to the kabupaten."""
    called = (f"{line.name} ({line.phone})" for line in hotlines() if line.service in _HEARS_REPORTS and line.phone)
    message = _(
        "Laporan tentang petugas kantor ini tidak boleh terbaca di sini, dan kunci kabupaten atau kota belum dikenal "
        "di komputer ini, maka tidak ada yang disimpan. Sampaikan langsung kepada: kabupaten atau kota; {numbers}."
    )
    return message.format(numbers="; ".join(called))


def told(values: Values, library: Library) -> dict[str, str]:  # noqa: ARG001 - kinds are told in one way
    """The office an envelope is for, by its name."""
    return {"sealed_for": name_of(text_of(values, "sealed_for"))} if values.get("sealed_for") else {}


def title_of(values: Values) -> str:
    """Day and subject: ``Laporan masuk 12-11-2026 – Tawaran kerja yang mencurigakan``; of a sealed one for whom."""
    if sealed_for := text_of(values, "sealed_for"):
        return _("Laporan tersegel untuk {office}").format(office=name_of(sealed_for))
    day = written(text_of(values, "received_on"))
    subject = code_list("report-subjects").label(text_of(values, "subject"))
    return " – ".join(part for part in (_("Laporan masuk {day}").format(day=day).strip(), subject) if part)


def detail_of(values: Values) -> str:
    """State and way: ``Baru · Telepon``; of a sealed one the day."""
    if values.get("sealed_for"):
        return written(text_of(values, "received_on"))
    status = code_list("incoming-statuses").label(text_of(values, "status"))
    return joined(status, code_list("report-ways").label(text_of(values, "way")))


def search_text(values: Values) -> str:
    """Subject, state and way; nothing of what was said."""
    if values.get("sealed_for"):
        return folded(_("Laporan masuk"), _("tersegel"))
    subject = code_list("report-subjects").label(text_of(values, "subject"))
    status = code_list("incoming-statuses").label(text_of(values, "status"))
    return folded(_("Laporan masuk"), subject, status, code_list("report-ways").label(text_of(values, "way")))
