"""Skrining: one interview about one departure, with what it came to on the day, under the instrument of that day.

The result is stored, not derived: a newer instrument or a newer program leaves an old screening as it was shown. What
was answered stays home; the band and the signs that alone demand referral travel, since the camat counts them.
"""

from typing import Annotated

import sqlmodel

from ppo_desktop.core.text import N_
from ppo_desktop.records import screening_rules as rules
from ppo_desktop.records.filters import Filter, OneOf, ThisYear
from ppo_desktop.records.hints import Choices, Date, Group, Help, Label, Personal, Range, Refers, Required, Restricted
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.row import AboutPerson, Json

POINTS = 1000
"""More than any instrument gives."""


class Screening(AboutPerson, table=True):
    """One screening of one departure."""

    departure: Annotated[
        str | None,
        Label(N_("Keberangkatan")),
        Group(N_("Skrining")),
        Required(),
        Personal(),
        Refers("departure"),
    ] = None
    screened_on: Annotated[str | None, Label(N_("Tanggal skrining")), Required(), Date()] = None
    mode: Annotated[
        str | None,
        Label(N_("Cara")),
        Help(N_("Skrining singkat tidak pernah berakhir dengan “Siap”.")),
        Choices("screening-modes"),
        Required(),
    ] = None
    company: Annotated[
        list[str] | None,
        Label(N_("Siapa di ruangan")),
        Help(N_("Selama ada orang lain yang mendengar, hasilnya sementara.")),
        Choices("screening-company"),
        Required(),
        Personal(),
        sqlmodel.Field(sa_type=Json),
    ] = None
    interviewer: Annotated[str | None, Label(N_("Petugas yang bertanya")), Required(), Personal(), Range(0, 100)] = None
    woman_officer: Annotated[bool | None, Label(N_("Ditanya oleh petugas perempuan")), Personal()] = None

    band_given: Annotated[
        str | None,
        Label(N_("Hasil menurut petugas")),
        Group(N_("Bila petugas menilai lain")),
        Help(N_("Menaikkan boleh kapan saja. Menurunkan perlu alasan dan petugas kedua.")),
        Choices("screening-bands"),
        Personal(),
    ] = None
    band_reason: Annotated[str | None, Label(N_("Alasan")), Personal(), Restricted(), Range(0, 1000)] = None
    second_officer: Annotated[str | None, Label(N_("Petugas kedua yang setuju")), Personal(), Range(0, 100)] = None

    note: Annotated[
        str | None,
        Label(N_("Catatan")),
        Group(N_("Catatan")),
        Help(N_("Hanya untuk kantor ini; tidak ikut dikirim.")),
        Personal(),
        Restricted(),
        Range(0, 2000),
    ] = None

    band: Annotated[str | None, Label(N_("Hasil")), Group(""), Choices("screening-bands"), Personal()] = None
    """What holds: the band given by the officer, else the computed one."""
    provisional: Annotated[bool | None, Label(N_("Hasil sementara"))] = None
    data_lacking: Annotated[bool | None, Label(N_("Data kurang"))] = None
    flags: Annotated[list[str] | None, Label(N_("Tanda wajib rujuk")), Personal(), sqlmodel.Field(sa_type=Json)] = None
    """Ids of questions, to be counted; what they say is in the restricted reasons."""
    instrument_version: Annotated[str | None, Label(N_("Versi instrumen")), Range(0, 20)] = None
    band_computed: Annotated[
        str | None, Label(N_("Hasil menurut jawaban")), Choices("screening-bands"), Personal(), Restricted()
    ] = None
    score_certain: Annotated[
        int | None, Label(N_("Skor pasti"), N_("poin")), Personal(), Restricted(), Range(0, POINTS)
    ] = None
    score_total: Annotated[
        int | None, Label(N_("Skor total"), N_("poin")), Personal(), Restricted(), Range(0, POINTS)
    ] = None
    dimensions: Annotated[
        list[str] | None,
        Label(N_("Dimensi")),
        Choices("screening-dimensions"),
        Personal(),
        Restricted(),
        sqlmodel.Field(sa_type=Json),
    ] = None
    reasons: Annotated[
        dict[str, str] | None,
        Label(N_("Alasan hasil")),
        Personal(),
        Restricted(),
        Range(0, 500),
        sqlmodel.Field(sa_type=Json),
    ] = None
    """Question → the sentence that was shown."""
    answers: Annotated[
        dict[str, str] | None,
        Label(N_("Jawaban")),
        Personal(),
        Restricted(),
        Range(0, 60),
        sqlmodel.Field(sa_type=Json),
    ] = None
    """Question → code of the answer; the interview fills it in."""
    facts: Annotated[
        dict[str, str] | None,
        Label(N_("Keadaan saat skrining")),
        Personal(),
        Restricted(),
        Range(0, 60),
        sqlmodel.Field(sa_type=Json),
    ] = None
    """What departure and person said on the day, as far as the instrument asks for it."""
    person: Annotated[str | None, Label(N_("Warga")), Personal(), Refers("person")] = None


SCREENING = RecordKind(
    name="screening",
    title=N_("Skrining"),
    plural=N_("Skrining"),
    declaration=Screening,
    aliases=("skrining",),
    icon="shield-check",
    purpose=N_("Tanya jawab sebelum berangkat, supaya yang perlu ditolong tertolong sebelum terlambat."),
    list_columns=("person_name", "screened_on", "band", "mode", "interviewer"),
    told_by_title=("person_name",),
    filters=(
        Filter("today", N_("Perlu tindakan hari ini"), (OneOf("band", frozenset({"KRITIS"})),)),
        Filter("support", N_("Perlu pendampingan"), (OneOf("band", frozenset({"TINGGI"})),)),
        Filter("incomplete", N_("Perlu dilengkapi"), (OneOf("band", frozenset({"SEDANG"})),)),
        Filter("this-year", N_("Tahun ini"), (ThisYear("screened_on"),)),
    ),
    begun_by="interview",
    computed=frozenset({*rules.COMPUTED, "band", "person"}),
    is_guarded=True,
    complete=rules.complete,
    check=rules.check,
    title_of=rules.title_of,
    detail_of=rules.detail_of,
    told=rules.told,
    search_text=rules.search_text,
)
