"""Layanan: one service given to a person, under the five headings of the provincial regulation."""

from typing import Annotated

from ppo_desktop.core.text import N_
from ppo_desktop.records import service_rules as rules
from ppo_desktop.records.filters import Filter, OneOf, ThisYear
from ppo_desktop.records.hints import (
    Choices,
    Date,
    Derived,
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
from ppo_desktop.records.row import AboutPerson
from ppo_desktop.records.rules import from_person


class Service(AboutPerson, table=True):
    """One service, from its beginning until it is closed; it may be opened again."""

    person: Annotated[
        str | None,
        Label(N_("Warga")),
        Group(N_("Layanan")),
        Required(),
        Personal(),
        Refers("person"),
    ] = None
    service: Annotated[str | None, Label(N_("Jenis layanan")), Choices("services"), Required(), Personal()] = None
    provider: Annotated[str | None, Label(N_("Diberikan oleh")), Choices("institutions"), Required()] = None
    provider_name: Annotated[
        str | None,
        Label(N_("Nama petugas atau lembaga")),
        Help(N_("Bila perlu lebih jelas daripada daftar.")),
        Range(0, 100),
    ] = None

    started_on: Annotated[str | None, Label(N_("Mulai")), Group(N_("Waktu dan hasil")), Required(), Date()] = None
    ended_on: Annotated[str | None, Label(N_("Sampai")), Date()] = None
    outcome: Annotated[str | None, Label(N_("Hasil")), Choices("service-outcomes"), Personal()] = None
    closed_on: Annotated[str | None, Label(N_("Ditutup pada")), Date()] = None
    reopened_on: Annotated[str | None, Label(N_("Dibuka lagi pada")), When("closed_on"), Date()] = None
    outcome_note: Annotated[
        str | None,
        Label(N_("Uraian")),
        Help(N_("Apa yang diberikan, dan mengapa ditutup atau dibuka lagi. Tidak ikut dikirim.")),
        Personal(),
        Restricted(),
        Range(0, 2000),
    ] = None

    case: Annotated[
        str | None,
        Label(N_("Kasus yang terkait")),
        Group(N_("Terkait dengan")),
        Personal(),
        Restricted(),
        Refers("case", belongs=False),
    ] = None
    referral: Annotated[
        str | None, Label(N_("Rujukan yang terkait")), Personal(), Refers("referral", belongs=False)
    ] = None
    heading: Annotated[
        str | None, Label(N_("Bidang menurut perda")), Group(""), Choices("regulation-headings"), Derived()
    ] = None
    """As the list of services says."""
    state: Annotated[str | None, Label(N_("Keadaan")), Choices("service-states"), Derived()] = None


SERVICE = RecordKind(
    name="service",
    title=N_("Layanan"),
    plural=N_("Layanan"),
    declaration=Service,
    aliases=("layanan",),
    icon="life-buoy",
    purpose=N_("Layanan yang diberikan kepada warga: pencegahan, pelayanan, rehabilitasi, reintegrasi."),
    shelf=Shelf.HELP,
    list_columns=("person_name", "service", "provider", "started_on", "state", "outcome"),
    told_by_title=("service", "person_name"),
    filters=(
        Filter("running", N_("Masih berjalan"), (OneOf("state", frozenset({"BERJALAN", "DIBUKA_LAGI"})),)),
        Filter("not-reached", N_("Menolak atau tidak terjangkau"), (OneOf("outcome", rules.NOT_REACHED),)),
        Filter("reintegration", N_("Reintegrasi"), (OneOf("heading", frozenset({"REINTEGRASI"})),)),
        Filter("this-year", N_("Mulai tahun ini"), (ThisYear("started_on"),)),
    ),
    is_guarded=True,
    complete=from_person,
    check=rules.check,
    derive=rules.derive,
    title_of=rules.title_of,
    detail_of=rules.detail_of,
    search_text=rules.search_text,
)
