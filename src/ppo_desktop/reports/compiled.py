"""The compiled table of the offices below: each with its state and five totals, and the sum at the foot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from ppo_desktop.core.offices import Level, office_type
from ppo_desktop.core.text import N_, _, number
from ppo_desktop.reports.document import Block, Column, Paragraph, Spacer, Table
from ppo_desktop.reports.figures import TOTALS, MonthFigures

STATES = {
    "received": N_("diterima"),
    "nihil": N_("NIHIL"),
    "late": N_("terlambat"),
    "paper": N_("laporan kertas"),
    "awaited": N_("ditunggu"),
    "missing": N_("belum ada"),
    "quarantine": N_("menunggu pembaruan"),
}
"""How an office below stands with its report: code → words in the table."""
HEADS = {
    "registered": (N_("Baru dicatat"), 1.2),
    "departed": (N_("Berangkat"), 1.68),
    "returned": (N_("Pulang"), 1.25),
    "events": (N_("Kegiatan"), 1.5),
    "participants": (N_("Peserta"), 1.32),
}
"""Total → head of its column, and its share of the width."""
MANY = 40
"""Offices from which on the table is set small: those of a kabupaten, not the villages of one kecamatan."""
LARGE, SMALL = 11.0, 8.5


class CompiledRow(Struct, frozen=True):
    """One office below."""

    office: str
    """Code."""
    name: str
    state: str
    """A key of ``STATES``."""
    totals: Mapping[str, int] | None
    """``None`` where no report came: a dash, never a zero."""
    carrier: str = ""
    """Id of the carrier its report came in."""
    is_second_hand: bool = False
    """Whether the district says it, the office's own report being somewhere else."""


class CompiledTable(Struct, frozen=True):
    """All of them, and what they sum up to."""

    rows: Sequence[CompiledRow]

    @property
    def totals(self) -> dict[str, int]:
        """The sum over the offices whose report came."""
        return {key: sum((row.totals or {}).get(key, 0) for row in self.rows) for key in TOTALS}

    @property
    def came(self) -> int:
        return sum(row.totals is not None for row in self.rows)


def table(rows: Sequence[CompiledRow]) -> CompiledTable:
    """The rows as a table; of one office there is one row."""
    return CompiledTable(tuple({row.office: row for row in rows}.values()))


def compiled_blocks(compiled: CompiledTable, own: MonthFigures | None = None) -> tuple[Block, ...]:
    """The table on paper. Args: own: figures of the office itself, for a line of their own and a sum of all."""
    columns = (
        Column(_("No."), 0.75, "center"),
        Column(_("Kantor"), 2.55),
        Column(_("Laporan"), 1.7),
        *(Column(_(title), share, "right") for title, share in HEADS.values()),
    )
    rows = [
        (number(place), _indented(row), _state(row), *_cells(row.totals))
        for place, row in enumerate(compiled.rows, start=1)
    ]
    note = _(
        "Angka menurut laporan kantor masing-masing. Tanda “-” berarti laporannya belum ada; itu tidak sama dengan "
        "NIHIL."
    )
    if papers := sum(row.state == "paper" for row in compiled.rows):
        words = _(
            "{count} baris dari laporan kertas: diketik dari kertasnya, dan diganti bila berkas kantor itu datang."
        )
        note += " " + words.format(count=number(papers))
    if any(row.is_second_hand for row in compiled.rows):
        note += " " + _("Tanda * berarti menurut rekap kecamatannya; laporan desanya sendiri belum sampai di sini.")
    if any(_compiles(row) for row in compiled.rows):
        note += " " + _("Baris kecamatan memuat catatan kecamatan itu sendiri; desa-desanya di bawahnya.")
    foot = (_("Jumlah"), _("{came} dari {all}").format(came=number(compiled.came), all=number(len(compiled.rows))))
    total = ("", *foot, *_cells(compiled.totals))
    blocks: list[Block] = [Table(columns, tuple(rows), total, note, SMALL if len(rows) > MANY else LARGE)]
    if own is not None:
        both = {key: compiled.totals[key] + own.totals.get(key, 0) for key in TOTALS}
        sentence = _("Bersama catatan kantor ini sendiri: {figures}.")
        words = "; ".join(f"{_(HEADS[key][0]).lower()} {number(both[key])}" for key in TOTALS)
        blocks += [Spacer(0.4), Paragraph(sentence.format(figures=words))]
    return tuple(blocks)


def _compiles(row: CompiledRow) -> bool:
    return office_type(row.office).level > Level.VILLAGE


def _indented(row: CompiledRow) -> str:
    return f"{'' if _compiles(row) else '   '}{row.name}{' *' if row.is_second_hand else ''}"


def _state(row: CompiledRow) -> str:
    """NIHIL is for villages: of a kecamatan it would be read as that of all its villages; its zeros stand beside it."""
    state = "received" if row.state == "nihil" and _compiles(row) else row.state
    return _(STATES.get(state, state))


def _cells(totals: Mapping[str, int] | None) -> tuple[str, ...]:
    return tuple("-" if totals is None else number(totals.get(key, 0)) for key in TOTALS)
