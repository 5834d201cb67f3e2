"""Rules of the kind ``person``."""

from __future__ import annotations

from ppo_desktop.core.errors import Problem
from ppo_desktop.core.offices import name_of
from ppo_desktop.core.text import _
from ppo_desktop.records import dates, numbers
from ppo_desktop.records.field import Values
from ppo_desktop.records.kind import CheckContext, folded
from ppo_desktop.records.likeness import name_key
from ppo_desktop.records.nik import OLDEST, compare, decode_nik
from ppo_desktop.records.rules import text_of, warning

PHONES = ("phone", "contact_phone")


def complete(values: Values, _context: CheckContext) -> dict[str, object]:
    """Telephone numbers in E.164, RT and RW with three digits."""
    written: dict[str, object] = {name: numbers.phone(text) for name in PHONES if (text := text_of(values, name))}
    written |= {name: text.zfill(3) for name in ("rt", "rw") if (text := text_of(values, name))}
    return written


def check(values: Values, context: CheckContext) -> list[Problem]:
    """NIK against form, data and other records; missing NIK; birth date; numbers."""
    problems = _nik_problems(values, context) if text_of(values, "nik") else _no_nik_problems(values)
    born_on = text_of(values, "born_on")
    if born_on and dates.earliest(born_on) > context.today:
        # A warning: the clock of this PC may be the one that is wrong.
        problems.append(warning("born_on", "born-on-future", _("Tanggal lahir belum tiba; periksa juga jam komputer.")))
    elif born_on and context.today.year - dates.latest(born_on).year > OLDEST:
        message = _("Menurut tanggal lahir, umurnya lebih dari {years} tahun.").format(years=OLDEST)
        problems.append(warning("born_on", "born-on-old", message))
    elif not born_on:
        message = _("Tanggal lahir belum diisi; tahun saja pun boleh.")
        problems.append(warning("born_on", "born-on-missing", message))
    if card := text_of(values, "family_card"):
        problems.append(numbers.family_card_problem(card))
    if (village := text_of(values, "moved_to")) and village == text_of(values, "moved_from"):
        problems.append(Problem("moved_to", "moved-nowhere", _("Desa asal dan desa tujuan sama; periksa keduanya.")))
    problems += [numbers.phone_problem(name, text) for name in PHONES if (text := text_of(values, name))]
    return [problem for problem in problems if problem]


def derive(values: Values) -> dict[str, object]:
    """How the name sounds, nothing where it is missing; and whether another village goes on for them."""
    return {"name_key": name_key(text_of(values, "name")) or None, "has_moved": bool(values.get("moved_to"))}


def title_of(values: Values) -> str:
    """The name; no number, since titles are read on shared screens."""
    return text_of(values, "name") or _("(tanpa nama)")


def detail_of(values: Values) -> str:
    """Birth date and where they live: ``12-03-2000 · Dusun Merpati · RT 002``, or where they moved to."""
    rt, village = text_of(values, "rt"), text_of(values, "moved_to")
    parts = (
        dates.written(text_of(values, "born_on")),
        text_of(values, "hamlet"),
        rt and _("RT {number}").format(number=rt),
        village and _("pindah ke {village}").format(village=name_of(village)),
    )
    return " · ".join(part for part in parts if part)


def search_text(values: Values) -> str:
    """Name, NIK, birth date as it is written here, family card, places, telephone and family."""
    names = ("name", "nik", "family_card", "birth_place", "address", "hamlet", "phone", "contact_name", "mother_name")
    return folded(*(values.get(name) for name in names), dates.written(text_of(values, "born_on")))


def _nik_problems(values: Values, context: CheckContext) -> list[Problem | None]:
    nik = decode_nik(text_of(values, "nik"), context.today)
    problems: list[Problem | None] = [*nik.problems, *compare(nik, text_of(values, "born_on"), text_of(values, "sex"))]
    other = context.same_nik(nik.digits, context.record_id)
    if other:
        problems.append(_double(nik.digits, other[1], values, context))
    return problems


def _double(nik: str, other: str, values: Values, context: CheckContext) -> Problem:
    """A number does not come into the list a second time; where two have it already, each can still be changed."""
    before = context.record("person", context.record_id) if context.record_id else None
    comes_back = before is not None and before.get("deleted") and not values.get("deleted")
    if before is not None and before.get("nik") == nik and not comes_back:
        message = _("NIK ini juga tercatat atas nama {name}; periksa keduanya pada halaman Dugaan ganda.")
        return warning("nik", "nik-double", message.format(name=other))
    message = _(
        "NIK ini sudah dicatat atas nama {name}. Buka catatan itu; bila ini orang lain, kosongkan NIK-nya dan pilih "
        "alasannya sampai jelas siapa pemiliknya."
    )
    return Problem("nik", "nik-twice", message.format(name=other))


def _no_nik_problems(values: Values) -> list[Problem | None]:
    if text_of(values, "no_nik_reason"):
        return []
    message = _("NIK kosong: isi NIK, atau pilih alasan NIK kosong.")
    return [Problem("no_nik_reason", "no-nik-reason-required", message)]
