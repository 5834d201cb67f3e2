"""Surat keluar: the register of outgoing letters, those written here as those taken down from the agenda book.

A letter written here keeps its template's text and what was filled in, so that it is printed alike years later. That
stays home, as do reasons: an office above learns that there is a letter, of which sort, and about whom.
"""

from typing import Annotated

import sqlmodel

from ppo_desktop.core.text import N_
from ppo_desktop.records import letter_rules as rules
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
from ppo_desktop.records.kind import RecordKind, Reminder, Shelf
from ppo_desktop.records.row import AboutPerson, Json

MOST_WORDS = 6000
"""Characters of one answer: the discussion of a meeting is the longest."""


class Letter(AboutPerson, table=True):
    """One outgoing letter."""

    template: Annotated[
        str | None,
        Label(N_("Jenis surat")),
        Group(N_("Surat")),
        Help(N_("Kosongkan untuk surat yang tidak dibuat dari templat.")),
        Choices("letters"),
    ] = None
    subject: Annotated[str | None, Label(N_("Hal")), Required(), Range(1, 200)] = None
    addressee: Annotated[str | None, Label(N_("Kepada")), Personal(), Range(0, 200)] = None
    dated_on: Annotated[str | None, Label(N_("Tanggal surat")), Required(), Date()] = None
    state: Annotated[str | None, Label(N_("Keadaan surat")), Choices("letter-states"), Required()] = None
    number: Annotated[
        str | None,
        Label(N_("Nomor surat")),
        Help(N_("Bila nomor diambil dari buku agenda, ketik di sini.")),
        Range(0, 80),
    ] = None
    classification: Annotated[str | None, Label(N_("Kode klasifikasi")), Help("", "562"), Range(0, 20)] = None

    person: Annotated[
        str | None,
        Label(N_("Warga")),
        Group(N_("Tentang")),
        Personal(),
        Refers("person"),
    ] = None
    departure: Annotated[str | None, Label(N_("Keberangkatan")), Personal(), Refers("departure", belongs=False)] = None
    referral: Annotated[str | None, Label(N_("Rujukan")), Personal(), Refers("referral", belongs=False)] = None
    homecoming: Annotated[str | None, Label(N_("Kepulangan")), Personal(), Refers("homecoming", belongs=False)] = None
    meeting: Annotated[str | None, Label(N_("Rapat")), Refers("meeting", belongs=False)] = None
    event: Annotated[str | None, Label(N_("Sosialisasi")), Refers("socialisation", belongs=False)] = None

    decision: Annotated[
        str | None, Label(N_("Keputusan")), Group(N_("Keputusan pimpinan")), Choices("letter-decisions")
    ] = None
    reason: Annotated[
        str | None,
        Label(N_("Alasan keputusan")),
        Help(N_("Mengapa pimpinan memutuskan begitu. Tidak ikut dikirim.")),
        Personal(),
        Restricted(),
        Range(0, 1000),
    ] = None

    voided_on: Annotated[
        str | None, Label(N_("Dibatalkan pada")), Group(N_("Pembatalan"), When("state", ("BATAL",))), Date()
    ] = None
    void_reason: Annotated[
        str | None,
        Label(N_("Alasan pembatalan")),
        Help(N_("Nomornya tetap tercatat dan tidak dipakai lagi.")),
        Personal(),
        Restricted(),
        Range(0, 500),
    ] = None

    filled: Annotated[
        dict[str, str] | None,
        Label(N_("Isi surat")),
        Group(""),
        Personal(),
        Restricted(),
        Range(0, MOST_WORDS),
        sqlmodel.Field(sa_type=Json),
    ] = None
    """Word of the template → what stands in its place."""
    source: Annotated[str | None, Label(N_("Templat surat")), Personal(), Restricted(), Range(0, 20_000)] = None
    """The template as it was when the letter became final."""
    sequence: Annotated[int | None, Label(N_("Nomor urut")), Range(1, 999_999)] = None
    """Given by the program; counted anew each year, see ``operations.letters.numbering``."""
    series: Annotated[str | None, Label(N_("Tanda komputer pada nomor")), Range(0, 8)] = None
    numbered_by: Annotated[str | None, Label(N_("Komputer yang memberi nomor")), Range(0, 12)] = None


LETTER = RecordKind(
    name="letter",
    title=N_("Surat keluar"),
    plural=N_("Surat keluar"),
    declaration=Letter,
    aliases=("surat", "surat-keluar"),
    icon="scroll-text",
    purpose=N_("Surat yang dibuat kantor ini: nomor, tanggal, tujuan, dan keadaannya."),
    shelf=Shelf.HELP,
    list_columns=("number", "dated_on", "addressee"),
    filters=(
        Filter("this-year", N_("Tahun ini"), (ThisYear("dated_on"),)),
        Filter("drafts", N_("Draf"), (OneOf("state", frozenset({"DRAF"})),)),
        Filter("unnumbered", N_("Final tanpa nomor"), (OneOf("state", frozenset({"FINAL"})), Empty("number"))),
        Filter("withheld", N_("Belum dapat diterbitkan"), (OneOf("decision", frozenset({"BELUM"})),)),
        Filter("void", N_("Batal"), (OneOf("state", frozenset({"BATAL"})),)),
    ),
    reminders=(
        Reminder("drafts", N_("{count} surat masih draf"), N_("Lanjutkan, atau hapus bila tidak jadi."), "info"),
    ),
    is_guarded=True,
    changed_on=rules.changed_on,
    complete=rules.complete,
    check=rules.check,
    title_of=rules.title_of,
    detail_of=rules.detail_of,
    notices=rules.notices,
    told=rules.told,
    search_text=rules.search_text,
)
