"""Rules of the kind ``letter``: what is final stays as it is, and is made void instead."""

from __future__ import annotations

from ppo_desktop.core.errors import Problem
from ppo_desktop.core.text import _
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.dates import written
from ppo_desktop.records.field import Values
from ppo_desktop.records.instruments import Library
from ppo_desktop.records.kind import CheckContext, Notice, folded
from ppo_desktop.records.lasting import LETTER_FIXED
from ppo_desktop.records.rules import from_person, joined, not_recorded, text_of, unknown_person, warning

_FIXED_WHEN_VOID = ("void_reason", "voided_on")
_LINKS = {"departure": "departure", "referral": "referral", "homecoming": "homecoming", "meeting": "meeting"}


def complete(values: Values, context: CheckContext) -> dict[str, object]:
    """The person as they are now."""
    return from_person(values, context) if values.get("person") else {}


def check(values: Values, context: CheckContext) -> list[Problem]:
    """The links are ours, no number twice, nothing changes that is final, nothing is made void without a reason."""
    message = _("Catatan ini tidak ada di kantor ini.")
    problems = unknown_person(values, context) if values.get("person") else []
    for field, kind in {**_LINKS, "event": "socialisation"}.items():
        problems += not_recorded(values, context, field, kind, message)
    before = context.record("letter", context.record_id) if context.record_id else None
    problems += _fixed(before or {}, values)
    if text_of(values, "state") == "BATAL" and not text_of(values, "void_reason"):
        message = _("Tulis alasan pembatalannya; nomornya tetap tercatat.")
        problems.append(Problem("void_reason", "void-reason-missing", message))
    number = text_of(values, "number")
    if number and (other := context.same("letter", {"number": number})):
        message = _("Nomor ini sudah dipakai: {title}. Periksa buku agenda.").format(title=other[1])
        problems.append(warning("number", "number-used", message))
    return problems


def _fixed(before: Values, values: Values) -> list[Problem]:
    was, now = text_of(before, "state"), text_of(values, "state")
    if was not in ("FINAL", "BATAL"):
        return []
    if (was == "BATAL" and now != "BATAL") or now == "DRAF":
        message = _("Surat yang sudah final atau batal tidak dibuka lagi. Buat surat baru.")
        return [Problem("state", "letter-final", message)]
    if values.get("deleted") and not before.get("deleted"):
        message = _("Surat yang sudah final tidak dihapus dari daftar. Batalkan suratnya; nomornya tetap tercatat.")
        return [Problem("deleted", "letter-final", message)]
    fixed = LETTER_FIXED + _FIXED_WHEN_VOID if was == "BATAL" else LETTER_FIXED
    changed = [name for name in fixed if values.get(name) != before.get(name) and not _is_late_number(name, before)]
    message = _("Surat ini sudah final; isinya tidak diubah. Batalkan, lalu buat surat baru.")
    return [Problem(changed[0], "letter-final", message)] if changed else []


def _is_late_number(name: str, before: Values) -> bool:
    return name == "number" and not before.get("number")


def title_of(values: Values) -> str:
    """What it is and about whom: ``Surat keterangan bepergian – Siti Aminah``."""
    what = text_of(values, "subject") or code_list("letters").label(text_of(values, "template"))
    return " – ".join(part for part in (what, text_of(values, "person_name")) if part) or _("(hal surat belum ditulis)")


def detail_of(values: Values) -> str:
    """State, number and day: ``Final · 562/012/2003/XI/2026 · 21-11-2026``."""
    state = code_list("letter-states").label(text_of(values, "state"))
    return joined(state, text_of(values, "number"), written(text_of(values, "dated_on")))


def notices(values: Values) -> tuple[Notice, ...]:
    """Where to go on with a letter that was written here, and that one still lacks its number."""
    state, is_ours = text_of(values, "state"), bool(text_of(values, "template"))
    if state == "DRAF" and is_ours:
        words = _("Menulis terus, melihat halamannya, dan menjadikan final: tombol Cetak…, lalu “Lanjutkan”.")
        return (Notice(_("Draf, belum bernomor."), words),)
    if state == "FINAL" and not text_of(values, "number"):
        words = _("Bila nomornya sudah ditulis dengan pena, catat juga di sini: tombol Cetak…, lalu “Lanjutkan”.")
        return (Notice(_("Nomor surat belum dicatat."), words),)
    return ()


def changed_on(values: Values) -> str:
    """A letter that was written here is gone on with where it was written."""
    return "letter" if values.get("filled") else ""


def told(values: Values, _library: Library) -> dict[str, str]:
    """What a letter holds is read on its page, not on its sheet."""
    filled = values.get("filled")
    count = len(filled) if isinstance(filled, dict) else 0
    where = _("{count} isian; dilihat pada halaman suratnya lewat tombol Cetak….").format(count=count)
    return {"filled": where, "source": _("Disimpan seperti saat surat menjadi final.")}


def search_text(values: Values) -> str:
    """Number, sort, subject, addressee and person."""
    template = code_list("letters").label(text_of(values, "template"))
    return folded(template, *(values.get(name) for name in ("number", "subject", "addressee", "person_name")))
