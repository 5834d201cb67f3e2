"""Laporan kertas: the monthly totals of an office that brought them on paper, as the office above typed them.

It counts as that office's report until the file of the month comes; both are kept. See
``operations.months.paper_reports``.
"""

from collections.abc import Mapping
from typing import Annotated

import sqlmodel

from ppo_desktop.core.text import N_
from ppo_desktop.records import paper_report_rules as rules
from ppo_desktop.records.codes import REGIONS
from ppo_desktop.records.field import Values
from ppo_desktop.records.filters import Empty, Filter, OneOf, ThisYear
from ppo_desktop.records.hints import (
    Choices,
    Date,
    Group,
    Help,
    Label,
    Personal,
    Photos,
    Range,
    Required,
    When,
)
from ppo_desktop.records.internal import TOTALS
from ppo_desktop.records.kind import ABOVE_VILLAGES, RecordKind, Shelf
from ppo_desktop.records.row import Json, RecordRow


class PaperReport(RecordRow, table=True):
    """One office below and one month."""

    __tablename__ = "paper_report"

    sender: Annotated[
        str | None,
        Label(N_("Kantor yang melapor")),
        Group(N_("Laporan kertas")),
        Help(N_("Kantor di bawah yang laporannya datang di atas kertas.")),
        Choices(REGIONS),
        Required(),
        sqlmodel.Field(index=True),
    ] = None
    month: Annotated[
        str | None, Label(N_("Bulan")), Help(N_("Bulan yang dilaporkan."), "11-2026"), Required(), Date(partial=True)
    ] = None
    received_on: Annotated[
        str | None, Label(N_("Diterima pada")), Help(N_("Hari kertasnya sampai di kantor ini.")), Required(), Date()
    ] = None
    number: Annotated[str | None, Label(N_("Nomor surat laporan")), Range(0, 60)] = None
    signed_by: Annotated[
        str | None, Label(N_("Ditandatangani oleh")), Help(N_("Jabatan saja."), N_("Kepala Desa")), Range(0, 100)
    ] = None
    nihil: Annotated[
        bool | None,
        Label(N_("NIHIL")),
        Help(N_("Kertasnya menyatakan tidak ada kejadian pada bulan itu.")),
    ] = None

    registered: Annotated[
        int | None,
        Label(N_("Calon PMI dan PMI yang baru dicatat"), N_("orang")),
        Group(N_("Angka pada kertas"), When("nihil", (False, None))),
        Help(N_("Seperti tertulis di kertas; tulis 0 bila memang tidak ada.")),
        Range(0, rules.MOST),
    ] = None
    departed: Annotated[int | None, Label(N_("Berangkat"), N_("orang")), Range(0, rules.MOST)] = None
    returned: Annotated[int | None, Label(N_("Pulang"), N_("orang")), Range(0, rules.MOST)] = None
    events: Annotated[int | None, Label(N_("Kegiatan sosialisasi"), N_("kali")), Range(0, rules.MOST)] = None
    participants: Annotated[int | None, Label(N_("Peserta sosialisasi"), N_("orang")), Range(0, rules.MOST)] = None

    photos: Annotated[
        list[object] | None,
        Label(N_("Foto kertasnya")),
        Group(N_("Bukti")),
        Personal(),
        Photos(),
        sqlmodel.Field(sa_type=Json),
    ] = None
    note: Annotated[
        str | None,
        Label(N_("Catatan")),
        Help(N_("Misalnya mengapa belum memakai program, atau di map mana aslinya disimpan.")),
        Range(0, 500),
    ] = None


def totals_of(values: Values) -> Mapping[str, int]:
    """The five totals that count, whatever stands in the row."""
    if values.get("nihil") is True:
        return dict.fromkeys(TOTALS, 0)
    counts = {key: values.get(key) for key in TOTALS}
    return {key: count if isinstance(count, int) else 0 for key, count in counts.items()}


PAPER_REPORT = RecordKind(
    name="paper_report",
    title=N_("Laporan kertas"),
    plural=N_("Laporan kertas"),
    declaration=PaperReport,
    aliases=("laporan-kertas",),
    icon="file-pen-line",
    purpose=N_("Laporan bulanan yang datang di atas kertas; berlaku sampai berkas kantor itu datang."),
    shelf=Shelf.REPORTS,
    list_columns=("month", "sender", "nihil", "received_on"),
    filters=(
        Filter("this-year", N_("Tahun ini"), (ThisYear("month"),)),
        Filter("nil", N_("NIHIL"), (OneOf("nihil", frozenset({True})),)),
        Filter("no-photo", N_("Tanpa foto"), (Empty("photos"),)),
    ),
    levels=ABOVE_VILLAGES,
    complete=rules.complete,
    check=rules.check,
    title_of=rules.title_of,
    detail_of=rules.detail_of,
    search_text=rules.search_text,
)
