"""Laporan masuk: what a citizen tells the office in confidence (UU 21/2007 art. 60 to 62: the reporter is protected).

Only day, way, subject and state leave the office; what was said, by whom and about whom never does. It names no person
of the registers, so that no one's sheet shows that something was reported. A report about this office's own staff is
sealed to the regency whole: who it is about may sit at this very PC.
"""

from typing import Annotated

from ppo_desktop.core.offices import Level
from ppo_desktop.core.text import N_
from ppo_desktop.records import incoming_report_rules as rules
from ppo_desktop.records.filters import Filter, OneOf, ThisYear
from ppo_desktop.records.hints import (
    Choices,
    Date,
    Envelope,
    Group,
    Help,
    Label,
    Personal,
    Range,
    Required,
    Restricted,
    When,
)
from ppo_desktop.records.kind import RecordKind, SealedTo, Shelf
from ppo_desktop.records.row import RecordRow


class IncomingReport(RecordRow, table=True):
    """One report from a citizen."""

    __tablename__ = "incoming_report"

    about_own_staff: Annotated[
        bool | None,
        Label(N_("Tentang petugas atau pimpinan kantor ini?")),
        Group(N_("Sebelum mencatat")),
        Help(N_("Bila ya, laporan disegel untuk kabupaten atau kota; desa dan kecamatan tidak dapat membukanya.")),
        Required(),
    ] = None

    received_on: Annotated[str | None, Label(N_("Diterima pada")), Group(N_("Penerimaan")), Required(), Date()] = None
    way: Annotated[str | None, Label(N_("Melalui")), Choices("report-ways"), Required()] = None
    subject: Annotated[str | None, Label(N_("Pokok laporan")), Choices("report-subjects"), Required()] = None
    status: Annotated[str | None, Label(N_("Keadaan laporan")), Choices("incoming-statuses"), Required()] = None
    received_by: Annotated[str | None, Label(N_("Diterima oleh")), Personal(), Restricted(), Range(0, 100)] = None

    content: Annotated[
        str | None,
        Label(N_("Isi laporan")),
        Group(N_("Isi")),
        Help(N_("Sedekat mungkin dengan kata-kata pelapor. Bagian ini ke bawah tidak ikut dikirim.")),
        Required(),
        Personal(),
        Restricted(),
        Range(0, 4000),
    ] = None
    about: Annotated[
        str | None,
        Label(N_("Tentang siapa")),
        Help(N_("Nama dan keterangan yang disebut pelapor; belum tentu benar.")),
        Personal(),
        Restricted(),
        Range(0, 500),
    ] = None
    place: Annotated[str | None, Label(N_("Tempat kejadian")), Personal(), Restricted(), Range(0, 150)] = None
    happened_on: Annotated[str | None, Label(N_("Waktu kejadian")), Personal(), Restricted(), Date(partial=True)] = None

    wishes_secrecy: Annotated[
        bool | None,
        Label(N_("Pelapor minta dirahasiakan")),
        Group(N_("Pelapor (dilindungi)")),
        Help(N_("Identitas pelapor tidak pernah ikut laporan, juga bila tidak diminta.")),
        Personal(),
        Restricted(),
    ] = None
    reporter_name: Annotated[
        str | None,
        Label(N_("Nama pelapor")),
        Help(N_("Boleh dikosongkan bila pelapor tidak mau menyebut nama.")),
        Personal(),
        Restricted(),
        Range(0, 100),
    ] = None
    reporter_phone: Annotated[str | None, Label(N_("Nomor HP pelapor")), Personal(), Restricted(), Range(0, 30)] = None
    reporter_relation: Annotated[
        str | None,
        Label(N_("Hubungan pelapor dengan yang dilaporkan")),
        Choices("contact-relations"),
        Personal(),
        Restricted(),
    ] = None

    done: Annotated[
        str | None,
        Label(N_("Yang dilakukan")),
        Group(N_("Tindakan kantor")),
        Help(N_("Kepada siapa diteruskan, dan apa yang disampaikan kembali kepada pelapor.")),
        Personal(),
        Restricted(),
        Range(0, 2000),
    ] = None
    done_on: Annotated[str | None, Label(N_("Dilakukan pada")), When("done"), Personal(), Restricted(), Date()] = None

    sealed: Annotated[str | None, Label(N_("Isi")), Group(""), Envelope(), Range(0, 60_000)] = None
    """Of a report about our own staff: all of it, in base64, for the regency alone."""
    sealed_for: Annotated[str | None, Label(N_("Tersegel untuk")), Range(0, 13)] = None


INCOMING_REPORT = RecordKind(
    name="incoming_report",
    title=N_("Laporan masuk"),
    plural=N_("Laporan masuk"),
    declaration=IncomingReport,
    aliases=("laporan-masuk", "pengaduan"),
    icon="inbox",
    purpose=N_("Laporan rahasia dari warga; isi dan pelapornya tidak pernah ikut dikirim."),
    shelf=Shelf.HELP,
    list_columns=("received_on", "way", "subject", "status"),
    filters=(
        Filter("new", N_("Baru"), (OneOf("status", frozenset({"BARU"})),)),
        Filter("open", N_("Belum selesai"), (OneOf("status", rules.OPEN),)),
        Filter("sealed", N_("Tersegel"), (OneOf("about_own_staff", frozenset({True})),)),
        Filter("this-year", N_("Tahun ini"), (ThisYear("received_on"),)),
    ),
    sealed_to=SealedTo(
        Level.REGENCY,
        when="about_own_staff",
        stays=frozenset({"about_own_staff", "received_on"}),
        elsewhere=rules.elsewhere,
    ),
    is_guarded=True,
    complete=rules.complete,
    check=rules.check,
    told=rules.told,
    title_of=rules.title_of,
    detail_of=rules.detail_of,
    search_text=rules.search_text,
)
