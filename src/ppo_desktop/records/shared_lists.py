"""Lists to which an office adds for itself and those below: codes, villages, telephone numbers; see ``core.additions``.

An addition has the form of the list's own file in ``resources``: the same first line, then the lines that are new. A
code that is there already keeps its meaning; a later line may only take it out of use or put it back.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

from msgspec import Struct

from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import CODE as REGION_CODE
from ppo_desktop.core.offices import REGIONS, is_below
from ppo_desktop.core.paths import resource
from ppo_desktop.core.text import N_, _, clean
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.contacts import CONTACTS, number

TITLES: Mapping[str, str] = {
    REGIONS: N_("Desa dan kelurahan"),
    CONTACTS: N_("Nomor darurat dan layanan"),
    "activities": N_("Kegiatan sosialisasi"),
    "audiences": N_("Sasaran sosialisasi"),
    "materials": N_("Jenis bahan sosialisasi"),
    "funding": N_("Sumber dana"),
    "occupations": N_("Pekerjaan"),
    "sectors": N_("Bidang kerja di luar negeri"),
    "reasons": N_("Alasan berangkat"),
    "return-reasons": N_("Alasan pulang"),
    "countries": N_("Negara"),
    "exit-points": N_("Titik keluar"),
    "border-districts": N_("Kecamatan perbatasan"),
    "documents": N_("Dokumen"),
    "visas": N_("Visa"),
    "contact-channels": N_("Saluran kabar"),
    "institutions": N_("Instansi rujukan"),
    "institution-kinds": N_("Jenis lembaga"),
    "budget-lines": N_("Kode kegiatan APBDes"),
    "program-types": N_("Jenis program"),
    "meeting-kinds": N_("Jenis rapat"),
    "resource-kinds": N_("Jenis sumber daya"),
    "local-event-kinds": N_("Jenis kejadian setempat"),
    "languages": N_("Bahasa"),
}
"""List → its title. No rule of the program hangs on the codes of these being just the ones it knows."""
MOST_BYTES = 12_000
"""Of the text of one version: it has to find room in a receipt."""
_LONGEST = 120
_LABELS = {
    "code": N_("Kode"),
    "label": N_("Nama"),
    "name": N_("Nama"),
    "service": N_("Layanan"),
    "phone": N_("Nomor"),
    "phone_2": N_("Nomor kedua"),
    "whatsapp": N_("WhatsApp"),
    "hours": N_("Jam"),
    "area": N_("Wilayah"),
    "note": N_("Keterangan"),
}
_CODE = re.compile(r"[A-Z0-9][A-Z0-9_.]{0,39}")


class Line(Struct, frozen=True):
    """One line of an addition."""

    columns: Mapping[str, str]
    problem: str = ""
    """Why it cannot be used, in a sentence."""

    @property
    def key(self) -> str:
        return self.columns.get("code") or self.columns.get("name", "")

    @property
    def is_active(self) -> bool:
        return self.columns.get("active", "1") == "1"


@cache
def columns_of(name: str) -> tuple[str, ...]:
    """The first line of the list's own file."""
    folder, file = {REGIONS: ("regions", "wilayah-61"), CONTACTS: ("contacts", "kalbar")}.get(name, ("codes", name))
    with resource(folder, f"{file}.csv").open(encoding="utf-8", newline="") as opened:
        return tuple(next(csv.reader(opened)))


def typed_columns(name: str) -> tuple[tuple[str, str], ...]:
    """(column, label) of what a person types for one line; the other columns have a usual value."""
    wanted = {REGIONS: ("code", "name"), CONTACTS: ("name", "service", "phone", "whatsapp", "hours", "area", "note")}
    return tuple((column, _(_LABELS[column])) for column in wanted.get(name, ("code", "label")))


def with_usual(name: str, typed: Mapping[str, str]) -> dict[str, str]:
    """A whole line out of what was typed."""
    usual = {"active": "1", "frequent": "0", "level": "desa", "area": _("Kalimantan Barat")}
    given = {column: clean(" ".join(text.split())) for column, text in typed.items() if text.strip()}
    if name not in (REGIONS, CONTACTS) and "code" not in given:
        given["code"] = re.sub(r"[^A-Z0-9]+", "_", given.get("label", "").upper()).strip("_")[:40]
    return {column: given.get(column, usual.get(column, "")) for column in columns_of(name)}


def written(name: str, lines: list[dict[str, str]]) -> str:
    """``lines`` as the text of a file."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns_of(name), lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    return out.getvalue()


def read(name: str, text: str, by: str) -> list[Line]:
    """The lines of a file that the office ``by`` adds, each with what is wrong with it.

    Raises:
        Refused: it has not the form of this list's file.
    """
    found = csv.reader(io.StringIO(text))
    try:
        lines = [[clean(cell) for cell in line] for line in found if line]
    except csv.Error as error:
        raise _not_a_list(name) from error
    columns = columns_of(name)
    if not lines or tuple(lines[0]) != columns:
        raise _not_a_list(name)
    told: list[Line] = []
    for cells in lines[1:]:
        line = dict(zip(columns, [*cells, *[""] * len(columns)], strict=False))
        is_twice = any(line[columns[0]] == other.columns[columns[0]] for other in told)
        told.append(Line(line, _("Tertulis dua kali.") if is_twice else _problem(name, line, by)))
    return told


def usable(name: str, text: str, by: str) -> Iterator[Mapping[str, str]]:
    """The lines that can be used; a text from above may hold anything."""
    try:
        found = read(name, text, by)
    except Refused:
        return
    yield from (line.columns for line in found if not line.problem)


def _problem(name: str, line: Mapping[str, str], by: str) -> str:
    words = line.get("label", line.get("name", ""))
    if not words or any(len(text) > 4 * _LONGEST for text in line.values()) or len(words) > _LONGEST:
        return _("Nama kosong atau terlalu panjang.")
    if name == REGIONS:
        is_within = REGION_CODE.fullmatch(line["code"]) and is_below(line["code"], by)
        return "" if is_within else _("Kode wilayah tidak berada di bawah {office}.").format(office=by)
    if name == CONTACTS:
        return _contact_problem(line)
    codes = code_list(name)
    has_form = _CODE.fullmatch(line["code"]) or codes.may_be_outside(line["code"])
    if not has_form:
        return _("Kode hanya huruf besar, angka, titik, dan garis bawah.")
    if line["active"] not in ("0", "1") or line["frequent"] not in ("0", "1"):
        return _("Kolom active dan frequent diisi 0 atau 1.")
    known = codes.by_code.get(line["code"])
    if known and known.label != line["label"]:
        return _("Kode ini sudah berarti “{label}”; pakai kode lain.").format(label=known.label)
    return ""


def _contact_problem(line: Mapping[str, str]) -> str:
    if not code_list("contact-services").contains(line["service"]):
        return _("Layanan “{code}” tidak dikenal.").format(code=line["service"])
    if not line["phone"] or not any(character.isdigit() for character in number(line["phone"])):
        return _("Nomornya belum diisi.")
    try:
        date.fromisoformat(line["checked_on"])
    except ValueError:
        return _("Kolom checked_on diisi tanggal, misalnya 2026-11-21.")
    return ""


def _not_a_list(name: str) -> Refused:
    return Refused(
        "not-this-list",
        _("Berkas ini bukan daftar “{title}”.").format(title=_(TITLES[name])),
        _("Baris pertamanya harus: {columns}").format(columns=",".join(columns_of(name))),
    )
