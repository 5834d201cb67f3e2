"""Tindak lanjut: one thing to be done for a person, by somebody, until a day."""

from typing import Annotated

from ppo_desktop.core.text import N_
from ppo_desktop.records import follow_up_rules as rules
from ppo_desktop.records.filters import BeforeToday, Filter, OneOf, Within
from ppo_desktop.records.hints import (
    Choices,
    Date,
    Derived,
    Group,
    Help,
    Hour,
    Label,
    Personal,
    Range,
    Refers,
    Required,
    Restricted,
    When,
)
from ppo_desktop.records.kind import RecordKind, Reminder, Shelf
from ppo_desktop.records.row import AboutPerson

_OPEN = OneOf("state", frozenset({rules.OPEN}))
SOON_DAYS = 7


class FollowUp(AboutPerson, table=True):
    """One action; who acts, until when, and what came of it."""

    __tablename__ = "follow_up"

    person: Annotated[
        str | None,
        Label(N_("Warga")),
        Group(N_("Apa dan untuk siapa")),
        Required(),
        Personal(),
        Refers("person"),
    ] = None
    action: Annotated[str | None, Label(N_("Tindakan")), Choices("follow-up-actions"), Required(), Personal()] = None
    details: Annotated[
        str | None,
        Label(N_("Keterangan tindakan")),
        Help(N_("Apa persisnya, bila daftar tindakan belum cukup."), "Menjelaskan perjanjian kerja kepada ayahnya"),
        Personal(),
        Range(0, 200),
    ] = None
    decided_on: Annotated[str | None, Label(N_("Ditetapkan pada")), Required(), Date()] = None

    doer: Annotated[
        str | None,
        Label(N_("Penanggung jawab")),
        Group(N_("Oleh siapa, sampai kapan")),
        Help(N_("Nama dan jabatan."), "Rina, Kasi Pelayanan"),
        Range(0, 100),
    ] = None
    due_on: Annotated[
        str | None,
        Label(N_("Tenggat")),
        Help(N_("Bila dikosongkan, diisi menurut tindakannya.")),
        Date(),
    ] = None

    outcome: Annotated[
        str | None, Label(N_("Hasil")), Group(N_("Hasil")), Choices("follow-up-outcomes"), Personal()
    ] = None
    done_on: Annotated[str | None, Label(N_("Dilakukan pada")), Date()] = None
    done_hour: Annotated[
        str | None,
        Label(N_("Jam dilakukan")),
        When("done_on"),
        Help(N_("Misalnya jam menelepon, bila diketahui."), "14.30"),
        Hour("done_on"),
        Range(0, 5),
    ] = None
    outcome_note: Annotated[
        str | None,
        Label(N_("Uraian hasil")),
        Help(N_("Hanya untuk kantor ini; tidak ikut dikirim.")),
        Personal(),
        Restricted(),
        Range(0, 2000),
    ] = None
    evidence: Annotated[
        str | None,
        Label(N_("Bukti")),
        Help(N_("Nomor surat, foto, atau berita acara, dan di mana disimpan.")),
        Personal(),
        Restricted(),
        Range(0, 500),
    ] = None

    departure: Annotated[
        str | None,
        Label(N_("Keberangkatan yang terkait")),
        Group(N_("Terkait dengan")),
        Personal(),
        Refers("departure", belongs=False),
    ] = None
    screening: Annotated[
        str | None,
        Label(N_("Skrining yang terkait")),
        Personal(),
        Refers("screening", belongs=False),
    ] = None
    referral: Annotated[
        str | None,
        Label(N_("Rujukan yang terkait")),
        Personal(),
        Refers("referral", belongs=False),
    ] = None
    state: Annotated[str | None, Label(N_("Keadaan")), Group(""), Choices("follow-up-states"), Derived()] = None
    """Done when a day or a closing outcome says so."""


FOLLOW_UP = RecordKind(
    name="follow_up",
    title=N_("Tindak lanjut"),
    plural=N_("Tindak lanjut"),
    declaration=FollowUp,
    aliases=("tindak-lanjut",),
    icon="list-checks",
    purpose=N_("Apa yang perlu dilakukan untuk seorang warga, oleh siapa, dan sampai kapan."),
    shelf=Shelf.HELP,
    list_columns=("due_on", "doer", "state"),
    filters=(
        Filter("overdue", N_("Lewat tenggat"), (_OPEN, BeforeToday("due_on"))),
        Filter("soon", N_("Tenggat minggu ini"), (_OPEN, Within("due_on", SOON_DAYS))),
        Filter("open", N_("Belum selesai"), (_OPEN,)),
        Filter("done", N_("Selesai"), (OneOf("state", frozenset({rules.DONE})),)),
    ),
    reminders=(
        Reminder(
            "overdue",
            N_("{count} tindak lanjut lewat tenggat"),
            N_("Isi hasilnya, atau beri tenggat baru."),
            "bad",
            due="due_on",
            counts_below=True,
        ),
        Reminder(
            "soon",
            N_("{count} tindak lanjut jatuh tempo minggu ini"),
            N_("Lihat siapa yang mengerjakannya."),
            due="due_on",
        ),
    ),
    is_guarded=True,
    complete=rules.complete,
    check=rules.check,
    derive=rules.derive,
    title_of=rules.title_of,
    detail_of=rules.detail_of,
    search_text=rules.search_text,
)
