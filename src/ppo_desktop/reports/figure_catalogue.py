"""Every figure that the reports of a month know, each with an id, its words, and how it is read: one list for all.

An id never changes its meaning: offices keep it in the forms they have pointed. Figures of an office are counts; a
report that is missing, or does not tell of something, has no figure (``None``), never 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct

from ppo_desktop.core.text import N_, _
from ppo_desktop.records.codes import code_list
from ppo_desktop.reports.figures import TOTALS
from ppo_desktop.reports.recap import FACTORS

_Read = Literal["count", "code", "sum", "audience"]
"""A count that is there or not; a line of a tally, where what is not there is 0; all lines of a tally together; events
that an audience came to, or its people, whom not every event counts."""


class Figure(Struct, frozen=True):
    """One figure of a month's report."""

    id: str
    """``totals.departed``, ``recap.departed.countries.MY``."""
    words: str
    """In the user's language, without the month: ``Berangkat, negara Malaysia``."""
    read: _Read = "count"

    def of(self, told: Mapping[str, Any]) -> int | None:
        """Its value.

        Args:
            told: ``totals``, ``late`` and ``recap``, each as reports have them; what is not told is left out.
        """
        way = self.id.split(".")
        above = {"sum": len(way), "audience": len(way) - 2}.get(self.read, len(way) - 1)
        found: Any = told
        for key in way[:above]:
            found = found.get(key) if isinstance(found, Mapping) else None
        if not isinstance(found, Mapping):
            return None
        if self.read == "sum":
            return sum(count for count in found.values() if type(count) is int)
        if self.read == "audience":
            return _of_audience(found.get(way[-2]), way[-1])
        value = found.get(way[-1], 0 if self.read == "code" else None)
        return value if type(value) is int else None


def _of_audience(line: object, what: str) -> int | None:
    """Its events or people; none of the people where it came and nobody counted it."""
    if not isinstance(line, Mapping):
        return 0
    value = line.get(what)
    return value if type(value) is int and (value or not line.get("events")) else None


_COUNTS = {
    "recap.registered.men": N_("Baru dicatat, laki-laki"),
    "recap.registered.women": N_("Baru dicatat, perempuan"),
    "recap.registered.under_18": N_("Baru dicatat, di bawah 18 tahun"),
    "recap.departed.men": N_("Berangkat, laki-laki"),
    "recap.departed.women": N_("Berangkat, perempuan"),
    "recap.departed.under_18": N_("Berangkat, di bawah 18 tahun"),
    "recap.returned.men": N_("Pulang, laki-laki"),
    "recap.returned.women": N_("Pulang, perempuan"),
    "recap.lost_contact": N_("Baru hilang kontak"),
    "recap.died": N_("Baru dicatat meninggal"),
    "recap.cancelled": N_("Batal berangkat"),
    "recap.events.men": N_("Peserta sosialisasi, laki-laki"),
    "recap.events.women": N_("Peserta sosialisasi, perempuan"),
    "recap.events.under_18": N_("Peserta sosialisasi, di bawah 18 tahun"),
    "recap.books.screenings.provisional": N_("Skrining yang hasilnya sementara"),
    "recap.books.follow_ups.decided": N_("Tindak lanjut ditetapkan"),
    "recap.books.follow_ups.done": N_("Tindak lanjut selesai"),
    "recap.books.follow_ups.in_time": N_("Tindak lanjut selesai tepat waktu"),
    "recap.books.follow_ups.overdue": N_("Tindak lanjut lewat tenggat pada akhir bulan"),
    "recap.books.incoming_reports": N_("Laporan warga diterima"),
    "recap.books.cases.opened": N_("Kasus dicatat"),
    "recap.books.cases.closed": N_("Kasus ditutup"),
    "recap.books.services.closed": N_("Layanan ditutup"),
}
_SUMS = {
    "recap.materials": N_("Bahan dibagikan, semua"),
    "recap.books.screenings.bands": N_("Skrining, semua"),
    "recap.books.screenings.flags": N_("Tanda wajib rujuk yang ditemukan"),
    "recap.books.referrals.sent": N_("Rujukan dikirim, semua"),
    "recap.books.referrals.answered": N_("Rujukan dijawab, semua"),
    "recap.books.cases.running": N_("Kasus berjalan, semua"),
    "recap.books.homecomings.sexes": N_("Dicatat di buku Kepulangan, semua"),
    "recap.books.services.started": N_("Layanan dimulai, semua"),
    "recap.books.stock.in": N_("Masuk buku stok, semua"),
    "recap.books.stock.out": N_("Keluar buku stok, semua"),
}
_TALLIES = {
    "recap.registered.countries": (N_("Baru dicatat, negara {name}"), "countries"),
    "recap.registered.schemes": (N_("Baru dicatat, skema {name}"), "schemes"),
    "recap.registered.paths": (N_("Baru dicatat, jalur {name}"), "paths"),
    "recap.reasons": (N_("Baru dicatat, alasan {name}"), "reasons"),
    "recap.departed.countries": (N_("Berangkat, negara {name}"), "countries"),
    "recap.departed.schemes": (N_("Berangkat, skema {name}"), "schemes"),
    "recap.departed.paths": (N_("Berangkat, jalur {name}"), "paths"),
    "recap.returned.reasons": (N_("Pulang, alasan {name}"), "return-reasons"),
    "recap.events.activities": (N_("Kegiatan {name}"), "activities"),
    "recap.materials": (N_("Bahan dibagikan, {name}"), "materials"),
    "recap.books.screenings.bands": (N_("Skrining, hasil {name}"), "screening-bands"),
    "recap.books.referrals.sent": (N_("Rujukan dikirim, {name}"), "efforts"),
    "recap.books.referrals.answered": (N_("Rujukan dijawab, {name}"), "efforts"),
    "recap.books.cases.running": (N_("Kasus berjalan, {name}"), "case-statuses"),
    "recap.books.homecomings.reasons": (N_("Buku Kepulangan, alasan {name}"), "return-reasons"),
    "recap.books.services.started": (N_("Layanan dimulai, {name}"), "regulation-headings"),
    "recap.books.stock.in": (N_("Masuk buku stok, {name}"), "materials"),
    "recap.books.stock.out": (N_("Keluar buku stok, {name}"), "materials"),
    "recap.books.rt_reports": (N_("Laporan RT, {name}"), "rt-report-states"),
    "recap.books.programs": (N_("Program tahun ini, {name}"), "factors"),
}
"""Tally of a recap → words for one of its lines, and the code list of its keys."""

_AUDIENCES = {
    "people": N_("Peserta sosialisasi, unsur {name}"),
    "events": N_("Kegiatan sosialisasi dengan unsur {name}"),
}


def figures() -> dict[str, Figure]:
    """Every figure by id, in the order in which they are offered: totals, parts, then lines of code lists."""
    found = [Figure(f"totals.{key}", _(words)) for key, (words, _unit) in TOTALS.items()]
    for key, (words, _unit) in TOTALS.items():
        found.append(Figure(f"late.{key}", _("{figure} (tambahan bulan lalu)").format(figure=_(words))))
    found += [Figure(id_, _(words)) for id_, words in _COUNTS.items()]
    found += [Figure(id_, _(words), "sum") for id_, words in _SUMS.items()]
    for factor, words in FACTORS.items():
        told = _("Baru dicatat, faktor {name}").format(name=_(words))
        found.append(Figure(f"recap.factors.{factor}", told, "code"))
    for code in code_list("audiences").items:
        for what, words in _AUDIENCES.items():
            told = _(words).format(name=code.label)
            found.append(Figure(f"recap.books.audiences.{code.code}.{what}", told, "audience"))
    for way, (words, list_name) in _TALLIES.items():
        for code in code_list(list_name).items:
            found.append(Figure(f"{way}.{code.code}", _(words).format(name=code.label), "code"))
    return {figure.id: figure for figure in found}
