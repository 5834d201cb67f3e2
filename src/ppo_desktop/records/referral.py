"""Rujukan: a person is handed on to the office that may act, with as little as that office needs, and an answer comes.

What moved the village to refer stays there; the letter itself goes on paper.
"""

from typing import Annotated

import sqlmodel

from ppo_desktop.core.text import N_
from ppo_desktop.records import referral_rules as rules
from ppo_desktop.records.filters import BeforeToday, Empty, Filter, OneOf
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
from ppo_desktop.records.row import AboutPerson, Json

_IS_SENT = When("status", ("DIKIRIM", "DITERIMA", "DITANGANI", "SELESAI", "DITOLAK"))
_SENT = OneOf("status", frozenset({"DIKIRIM", "DITERIMA", "DITANGANI"}))


class Referral(AboutPerson, table=True):
    """One referral of one person to one institution."""

    person: Annotated[
        str | None,
        Label(N_("Warga")),
        Group(N_("Siapa dan ke mana")),
        Required(),
        Personal(),
        Refers("person"),
    ] = None
    institution: Annotated[str | None, Label(N_("Dirujuk ke")), Choices("institutions"), Required()] = None
    institution_name: Annotated[
        str | None,
        Label(N_("Nama kantor atau unit")),
        Help(N_("Bila perlu lebih jelas daripada daftar."), "Unit PPA Polres Sambas"),
        Range(0, 100),
    ] = None
    urgency: Annotated[str | None, Label(N_("Kecepatan")), Choices("urgencies"), Required()] = None
    status: Annotated[str | None, Label(N_("Keadaan rujukan")), Choices("referral-statuses"), Required()] = None
    effort: Annotated[
        str | None,
        Label(N_("Upaya")),
        Help(N_("Bila dikosongkan, diisi menurut instansinya.")),
        Choices("efforts"),
    ] = None

    basis: Annotated[
        str | None,
        Label(N_("Dasar merujuk")),
        Group(N_("Dasar dan alasan")),
        Help(N_("Persetujuan, kewajiban hukum, atau keselamatan orang. Persetujuan boleh ditolak tanpa akibat.")),
        Choices("referral-bases"),
        Required(),
        Personal(),
    ] = None
    reasons: Annotated[
        list[str] | None,
        Label(N_("Tanda yang dilihat")),
        Help(N_("Hanya yang dilihat atau dikatakan sendiri. Tidak ikut dikirim.")),
        Choices("referral-reasons"),
        Personal(),
        Restricted(),
        sqlmodel.Field(sa_type=Json),
    ] = None
    reason_note: Annotated[
        str | None,
        Label(N_("Penjelasan singkat")),
        Help(N_("Fakta, bukan kabar orang. Tidak ikut dikirim.")),
        Personal(),
        Restricted(),
        Range(0, 1000),
    ] = None
    data_given: Annotated[
        list[str] | None,
        Label(N_("Data yang disampaikan")),
        Help(N_("Sesedikit mungkin: hanya yang diperlukan penerima.")),
        Choices("referral-data"),
        Personal(),
        sqlmodel.Field(sa_type=Json),
    ] = None

    number: Annotated[str | None, Label(N_("Nomor surat")), Group(N_("Pengiriman")), Range(0, 60)] = None
    sent_on: Annotated[str | None, Label(N_("Dikirim pada")), Date()] = None
    sent_hour: Annotated[
        str | None,
        Label(N_("Jam dikirim")),
        When("sent_on"),
        Help(N_("Jam menelepon atau menyerahkan, bila diketahui."), "14.30"),
        Hour("sent_on"),
        Range(0, 5),
    ] = None
    way: Annotated[str | None, Label(N_("Cara mengirim")), Choices("sending-ways")] = None
    contact: Annotated[
        str | None,
        Label(N_("Kontak kantor ini")),
        Help(N_("Nama dan nomor yang dapat dihubungi 24 jam.")),
        Range(0, 100),
    ] = None

    received_by: Annotated[
        str | None,
        Label(N_("Diterima oleh")),
        Group(N_("Lembar balik"), _IS_SENT),
        Help(N_("Nama dan jabatan pada lembar balik.")),
        Personal(),
        Range(0, 100),
    ] = None
    received_on: Annotated[str | None, Label(N_("Diterima pada")), Date()] = None
    answered_on: Annotated[str | None, Label(N_("Dijawab pada")), Date()] = None
    answer: Annotated[
        str | None,
        Label(N_("Isi jawaban")),
        Help(N_("Apa yang dilakukan penerima. Tidak ikut dikirim.")),
        Personal(),
        Restricted(),
        Range(0, 2000),
    ] = None

    departure: Annotated[
        str | None,
        Label(N_("Keberangkatan yang terkait")),
        Group(N_("Terkait dengan")),
        Personal(),
        Refers("departure", belongs=False),
    ] = None
    screening: Annotated[
        str | None, Label(N_("Skrining yang terkait")), Personal(), Refers("screening", belongs=False)
    ] = None
    answer_due: Annotated[str | None, Label(N_("Batas jawaban")), Group(""), Date(), Derived()] = None
    """By the urgency, see the code list ``urgencies``."""


REFERRAL = RecordKind(
    name="referral",
    title=N_("Rujukan"),
    plural=N_("Rujukan"),
    declaration=Referral,
    aliases=("rujukan",),
    icon="send",
    purpose=N_("Warga yang diserahkan kepada instansi yang berwenang, dan jawaban yang kembali."),
    shelf=Shelf.HELP,
    list_columns=("institution", "status", "answer_due", "sent_on", "answered_on"),
    filters=(
        Filter(
            "no-answer",
            N_("Jawaban lewat tenggat"),
            (_SENT, Empty("answered_on"), BeforeToday("answer_due")),
        ),
        Filter("open", N_("Belum selesai"), (OneOf("status", rules.OPEN),)),
        Filter("urgent", N_("Segera"), (OneOf("status", rules.OPEN), OneOf("urgency", frozenset({"SEGERA"})))),
        Filter("penal", N_("Penal"), (OneOf("effort", frozenset({"PENAL"})),)),
    ),
    reminders=(
        Reminder(
            "no-answer",
            N_("{count} rujukan belum dijawab"),
            N_("Waktu jawab sudah lewat; tanyakan ke instansinya."),
            "bad",
            due="answer_due",
            counts_below=True,
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
