"""Kepulangan: somebody came home; how they are, what they need, what they plan. What is said of health stays here."""

from typing import Annotated

import sqlmodel

from ppo_desktop.core.text import N_
from ppo_desktop.records import homecoming_rules as rules
from ppo_desktop.records.filters import Empty, Filter, OneOf, ThisYear
from ppo_desktop.records.hints import (
    Choices,
    Date,
    Group,
    Help,
    Label,
    Personal,
    Range,
    Refers,
    Required,
    Restricted,
    When,
)
from ppo_desktop.records.kind import RecordKind, Shelf
from ppo_desktop.records.row import AboutPerson, Json


class Homecoming(AboutPerson, table=True):
    """One return of one person, with or without a recorded departure."""

    person: Annotated[
        str | None,
        Label(N_("Warga")),
        Group(N_("Kepulangan")),
        Required(),
        Personal(),
        Refers("person"),
    ] = None
    departure: Annotated[
        str | None,
        Label(N_("Keberangkatan yang terkait")),
        Help(N_("Bila keberangkatannya dahulu dicatat.")),
        Personal(),
        Refers("departure", belongs=False),
    ] = None
    returned_on: Annotated[
        str | None,
        Label(N_("Tanggal pulang")),
        Help(N_("Cukup bulan atau tahun bila harinya tidak diketahui.")),
        Required(),
        Date(partial=True),
    ] = None
    reason: Annotated[str | None, Label(N_("Alasan pulang")), Choices("return-reasons"), Required()] = None
    deportation_cause: Annotated[
        str | None,
        Label(N_("Sebab deportasi")),
        When("reason", ("DEPORTASI",)),
        Choices("deportation-causes"),
        Personal(),
    ] = None

    from_country: Annotated[
        str | None, Label(N_("Dari negara")), Group(N_("Perjalanan pulang")), Choices("countries")
    ] = None
    entry_point: Annotated[str | None, Label(N_("Pintu masuk")), Choices("exit-points")] = None
    route: Annotated[
        str | None,
        Label(N_("Rute")),
        Help(N_("Dari mana, lewat mana, dengan apa."), "Kuching, Tebedu, Entikong, bus ke Sambas"),
        Personal(),
        Range(0, 150),
    ] = None
    fetched_by: Annotated[
        str | None,
        Label(N_("Dijemput atau diantar oleh")),
        Help(N_("Keluarga, petugas, atau pulang sendiri.")),
        Personal(),
        Range(0, 100),
    ] = None
    informed_by: Annotated[str | None, Label(N_("Kabar pulang dari")), Choices("sources")] = None

    condition: Annotated[
        list[str] | None,
        Label(N_("Keadaan saat tiba")),
        Group(N_("Keadaan dan kebutuhan")),
        Help(N_("Tidak ikut dikirim.")),
        Choices("return-conditions"),
        Personal(),
        Restricted(),
        sqlmodel.Field(sa_type=Json),
    ] = None
    health_note: Annotated[
        str | None,
        Label(N_("Keterangan kesehatan")),
        Help(N_("Yang dikatakan sendiri atau oleh puskesmas. Tidak ikut dikirim.")),
        Personal(),
        Restricted(),
        Range(0, 1000),
    ] = None
    needs: Annotated[
        list[str] | None,
        Label(N_("Yang dibutuhkan")),
        Help(N_("Tidak ikut dikirim; rujuk bila kantor ini tidak dapat membantu.")),
        Choices("return-needs"),
        Personal(),
        Restricted(),
        sqlmodel.Field(sa_type=Json),
    ] = None

    next_plan: Annotated[
        str | None, Label(N_("Rencana sesudah pulang")), Group(N_("Sesudah pulang")), Choices("next-plans"), Personal()
    ] = None
    visited_on: Annotated[str | None, Label(N_("Dikunjungi pada")), Date()] = None
    note: Annotated[
        str | None,
        Label(N_("Catatan")),
        Help(N_("Hanya untuk kantor ini; tidak ikut dikirim.")),
        Personal(),
        Restricted(),
        Range(0, 2000),
    ] = None
    answers: Annotated[str | None, Label(N_("Menurut daftar")), Group(""), Range(0, 32)] = None
    """Id of the line of a list (``listed``) by which an office above told of it."""


HOMECOMING = RecordKind(
    name="homecoming",
    title=N_("Kepulangan"),
    plural=N_("Kepulangan"),
    declaration=Homecoming,
    aliases=("kepulangan", "pulang"),
    icon="plane-landing",
    purpose=N_("Warga yang pulang dari luar negeri: bagaimana, mengapa, dan apa yang dibutuhkannya."),
    shelf=Shelf.HELP,
    list_columns=("person_name", "returned_on", "reason", "from_country", "entry_point", "next_plan"),
    told_by_title=("person_name",),
    filters=(
        Filter("this-year", N_("Tahun ini"), (ThisYear("returned_on"),)),
        Filter("deported", N_("Deportasi"), (OneOf("reason", frozenset({"DEPORTASI"})),)),
        Filter("not-visited", N_("Belum dikunjungi"), (ThisYear("returned_on"), Empty("visited_on"))),
        Filter("leaving-again", N_("Akan berangkat lagi"), (OneOf("next_plan", rules.LEAVING_AGAIN),)),
    ),
    is_guarded=True,
    complete=rules.complete,
    check=rules.check,
    title_of=rules.title_of,
    detail_of=rules.detail_of,
    search_text=rules.search_text,
)
