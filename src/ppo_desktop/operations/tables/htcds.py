"""Cases in the fields of the Human Trafficking Case Data Standard: nobody is named, and what is not covered is told.

The mapping is data (``resources/htcds``). Each export gives its cases numbers of its own, in no order, so that two
files cannot be laid side by side; ages come as bands, places as countries and a province.
"""

from __future__ import annotations

import csv
import secrets
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from msgspec import Struct

from ppo_desktop.core.clock import today
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.paths import resource
from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import N_, _, clean, number
from ppo_desktop.operations.books import browsing
from ppo_desktop.operations.house import access
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.house.sight import is_closed
from ppo_desktop.operations.months.printing import file_name
from ppo_desktop.operations.tables import exporting
from ppo_desktop.operations.tables.exporting import PAGE, Form, Origin, Taken, Told
from ppo_desktop.records.case import CASE
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.departure import DEPARTURE
from ppo_desktop.records.dictionary import Meaning
from ppo_desktop.records.kind import HIDDEN
from ppo_desktop.records.rules import codes_of, text_of
from ppo_desktop.storage.rows import Row

BANDS = ((18, "<18"), (25, "18-24"), (35, "25-34"), (45, "35-44"), (200, "45+"))
"""First age that is no longer in a band, and what it is called; wide, for few people are in each."""
_ID, _AGE = "ppo_CaseId", "ppo_AgeBand"
_READ = ("sex", "age", "status", "identified_by", "means", "purposes", "country", "closed_on", "departure")
_LABOUR = "EKSPLOITASI_KERJA"
_HOW = {
    "yes": N_("dipetakan"),
    "part": N_("dipetakan sebagian"),
    "withheld": N_("tidak ikut demi kerahasiaan"),
    "no": N_("tidak dicatat"),
}


class Mapped(Struct, frozen=True):
    """A field of the standard."""

    field: str
    how: str
    """``yes``, ``part``, ``withheld`` or ``no``."""
    source: str
    note: str

    @property
    def is_told(self) -> bool:
        return self.how in ("yes", "part")


@cache
def fields() -> tuple[Mapped, ...]:
    """Every field of the standard, in its order."""
    return tuple(Mapped(line["field"], line["how"], line["source"], line["note"]) for line in _lines("fields"))


@cache
def values() -> Mapping[tuple[str, str], str]:
    """(field of the standard, our code) → its value."""
    return {(line["field"], line["code"]): line["value"] for line in _lines("values")}


@cache
def about() -> Mapping[str, str]:
    """``version``, ``origin``, ``licence``, ``checked_on``."""
    return {line["name"]: line["text"] for line in _lines("about")}


def _lines(name: str) -> list[dict[str, str]]:
    with resource("htcds", f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(office: Office, reason: str, folder: Path, form: Form = "csv", told: Told = lambda *_told: None) -> Taken:
    """The cases that may be seen, into one file in ``folder``; each is written down as looked at.

    Raises:
        Refused: this role may not see cases, or no reason was given.
        World: as ``stick.placed``.
    """
    why = " ".join(clean(reason).split())[: exporting.MOST_WORDS]
    if not access.may_look(office):
        raise Refused("not-allowed", access.why_not_look(), _("Minta petugas atau pimpinan menyimpannya."))
    if not why:
        raise Refused("reason-missing", _("Alasannya belum ditulis."), _("Tulis untuk siapa dan untuk apa berkas ini."))
    title = _("Kasus HTCDS {day}").format(day=today(office.clock).isoformat())
    taken = Taken(folder / file_name(title, "zip" if form == "csv" else "xlsx"))
    rows = sorted(_rows(office, why, taken, told))
    words = _("Disimpan sebagai tabel: kasus menurut HTCDS, tanpa nama, {count} baris")
    access.note_taken(office, CASE, words.format(count=number(len(rows))))
    exporting.save(
        office,
        taken.path,
        form,
        ("htcds", _("Kasus menurut HTCDS")),
        _columns(),
        iter(rows),
        lambda: _origin(taken, why),
    )
    return taken


def _rows(office: Office, why: str, taken: Taken, told: Told) -> list[tuple[str, ...]]:
    """Under random numbers; closed cases, and those whose person is not shown here, are counted instead."""
    found: dict[str, tuple[str, ...]] = {}
    keys = browsing.ids(office, CASE)
    for start in range(0, len(keys), PAGE):
        told(start, len(keys), _("Membaca kasus…"))
        rows = [row for row in browsing.window(office, CASE, keys[start : start + PAGE], _READ) if row]
        taken.closed += sum(map(is_closed, rows))
        taken.nameless += sum(HIDDEN in row and not is_closed(row) for row in rows)
        shown = [row for row in rows if HIDDEN not in row]
        access.look_over(office, CASE, [(row["office"], row["id"]) for row in shown], why)
        for row in _with_sectors(office, shown):
            while (identity := secrets.token_hex(6)) in found:
                pass
            found[identity] = (identity, band(row["age"]), *(said(one, row) for one in fields() if one.is_told))
    taken.count = len(found)
    return list(found.values())


def _with_sectors(office: Office, cases: Sequence[Row]) -> Iterator[Row]:
    """The cases with the sector of the departure they name, as far as that may be seen."""
    of_labour = [case for case in cases if case["departure"] and _LABOUR in codes_of(case, "purposes")]
    keys = list(dict.fromkeys((case["office"], str(case["departure"])) for case in of_labour))
    found = zip(keys, browsing.window(office, DEPARTURE, keys, ("sector",)), strict=True)
    sectors = {key: row.get("sector") for key, row in found if row}
    for case in cases:
        is_asked = _LABOUR in codes_of(case, "purposes")
        yield {**case, "sector": sectors.get((case["office"], str(case["departure"]))) if is_asked else None}


def band(age: object) -> str:
    """``18-24``; ``""`` where the age is not known."""
    return next((name for first, name in BANDS if isinstance(age, int) and age < first), "")


def said(one: Mapped, row: Mapping[str, object]) -> str:
    """What a case says in a field of the standard; several values are set apart by a space."""
    known = values()
    match one.field:
        case "prs_MailingCountry":
            return "ID"
        case "prs_MailingState":
            return code_list("provinces").label(str(row["office"])[:2])
        case "vic_LocationOfExploitation":
            return text_of(row, "country")
        case "cas_Status":
            return "Closed" if text_of(row, "closed_on") else "Active"
    codes = codes_of(row, one.source) if one.source in ("means", "purposes") else [text_of(row, one.source)]
    return " ".join(dict.fromkeys(known[one.field, code] for code in codes if (one.field, code) in known))


def _columns() -> list[Meaning]:
    ours = (
        Meaning(_ID, _ID, _("Nomor acak untuk berkas ini saja; berkas lain memberi nomor lain."), words=_("teks")),
        Meaning(_AGE, _AGE, _("Rentang umur saat kejadian: <18, 18-24, 25-34, 35-44, 45+."), words=_("teks")),
    )
    theirs = (
        Meaning(one.field, one.field, one.note, _(_HOW[one.how]), _("nilai HTCDS"), width=30, is_restricted=True)
        for one in fields()
        if one.is_told
    )
    return [*ours, *theirs]


def _origin(taken: Taken, why: str) -> Origin:
    facts = [
        (_("Standar"), _("HTCDS versi {version}, {origin}").format(**about())),
        (_("Diperiksa"), long_date(date.fromisoformat(about()["checked_on"]))),
        (_("Lisensi"), about()["licence"]),
        (_("Banyaknya kasus"), number(taken.count)),
        (_("Alasan"), why),
    ]
    if left := taken.closed + taken.nameless:
        words = _("{count} kasus yang tertutup atau yang orangnya tidak ditampilkan di kantor ini")
        facts.append((_("Tidak ikut"), words.format(count=number(left))))
    for how in ("part", "withheld", "no"):
        named = "; ".join(f"{one.field} ({one.note.rstrip('.')})" if one.note else one.field for one in fields()
                          if one.how == how)  # fmt: skip
        facts.append((_("HTCDS: {how}").format(how=_(_HOW[how])), named))
    facts.append((_("Buku kami tanpa padanan"), _(_WITHOUT)))
    return Origin(_("Kasus menurut HTCDS"), facts, [_(one) for one in _KEEPING])


_WITHOUT = N_(
    "Layanan, rujukan keluar, akibat yang dialami, perbuatan, langkah hukum, restitusi, dan uraian: tidak ada isiannya "
    "pada formulir standar ini."
)
_KEEPING = (
    N_("TERBATAS. Tanpa nama pun, umur, tujuan, dan wilayah bersama-sama dapat menunjuk orang."),
    N_("Berikan hanya kepada yang berhak menangani kasus atau mengolah datanya, dengan perjanjian tertulis."),
    N_("Persetujuan orangnya untuk membagikan data tidak dicatat; mintalah dahulu bila diperlukan."),
)
