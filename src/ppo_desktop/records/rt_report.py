"""Laporan RT: what the head of a neighbourhood said for a month; NIHIL is a report, silence is not."""

from typing import Annotated

from ppo_desktop.core.offices import Level
from ppo_desktop.core.text import N_
from ppo_desktop.records import rt_report_rules as rules
from ppo_desktop.records.filters import Filter, OneOf, ThisYear
from ppo_desktop.records.hints import (
    Choices,
    Date,
    Digits,
    Group,
    Help,
    Label,
    Personal,
    Range,
    Required,
    Restricted,
)
from ppo_desktop.records.kind import RecordKind, Shelf
from ppo_desktop.records.row import RecordRow

MOST = 10_000
"""More than the inhabitants of any RT."""


class RtReport(RecordRow, table=True):
    """One RT and one month."""

    __tablename__ = "rt_report"

    month: Annotated[
        str | None,
        Label(N_("Bulan")),
        Group(N_("RT dan bulan")),
        Help(N_("Bulan yang dilaporkan."), "11-2026"),
        Required(),
        Date(partial=True),
    ] = None
    rt: Annotated[str | None, Label(N_("RT")), Help(N_("Nomor RT."), "003"), Required(), Digits(1, 3)] = None
    rw: Annotated[str | None, Label(N_("RW")), Help(N_("Nomor RW."), "001"), Digits(1, 3)] = None
    hamlet: Annotated[str | None, Label(N_("Dusun atau lingkungan")), Range(0, 60)] = None

    state: Annotated[
        str | None,
        Label(N_("Isi laporan")),
        Group(N_("Laporan")),
        Help(N_("NIHIL berarti sudah ditanyakan dan tidak ada kejadian.")),
        Choices("rt-report-states"),
        Required(),
    ] = None
    count: Annotated[
        int | None,
        Label(N_("Jumlah kejadian"), N_("orang")),
        Help(N_("Berapa warga yang akan berangkat, berangkat, atau pulang.")),
        Range(0, MOST),
    ] = None
    received_on: Annotated[str | None, Label(N_("Diterima pada")), Date()] = None
    reporter: Annotated[
        str | None,
        Label(N_("Dari siapa")),
        Help(N_("Nama ketua RT atau yang mewakili.")),
        Personal(),
        Range(0, 100),
    ] = None
    received_by: Annotated[str | None, Label(N_("Diterima oleh")), Range(0, 100)] = None
    note: Annotated[
        str | None,
        Label(N_("Catatan")),
        Help(N_("Hanya untuk kantor ini; tidak ikut dikirim. Warga yang disebut dicatat di bukunya.")),
        Personal(),
        Restricted(),
        Range(0, 1000),
    ] = None


RT_REPORT = RecordKind(
    name="rt_report",
    title=N_("Laporan RT"),
    plural=N_("Laporan RT"),
    declaration=RtReport,
    aliases=("laporan-rt",),
    icon="map-pin",
    purpose=N_("Laporan bulanan setiap RT: ada kejadian, NIHIL, atau belum melapor."),
    shelf=Shelf.HELP,
    list_columns=("month", "rt", "rw", "hamlet", "state", "count"),
    told_by_title=("rt", "rw"),
    filters=(
        Filter("missing", N_("Belum melapor"), (OneOf("state", frozenset({"BELUM"})),)),
        Filter("some", N_("Ada kejadian"), (OneOf("state", frozenset({"ADA"})),)),
        Filter("nil", N_("NIHIL"), (OneOf("state", rules.NIL),)),
        Filter("this-year", N_("Tahun ini"), (ThisYear("month"),)),
    ),
    levels=frozenset({Level.VILLAGE}),
    complete=rules.complete,
    check=rules.check,
    title_of=rules.title_of,
    detail_of=rules.detail_of,
    search_text=rules.search_text,
)
