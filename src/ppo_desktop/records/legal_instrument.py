"""Perangkat hukum: decrees, regulations, procedures and agreements the work rests on, and how long they hold."""

from typing import Annotated

from ppo_desktop.core.errors import Problem
from ppo_desktop.core.text import N_, _
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.dates import written
from ppo_desktop.records.field import Values
from ppo_desktop.records.filters import BeforeToday, Filter, LongAgo, OneOf, Within
from ppo_desktop.records.hints import Choices, Date, Group, Help, Label, Range, Required
from ppo_desktop.records.kind import CheckContext, RecordKind, Reminder, Shelf, folded
from ppo_desktop.records.row import RecordRow
from ppo_desktop.records.rules import joined, not_yet, out_of_order, text_of, warning

SOON = 90
"""So many days before the end a new decree has to be prepared."""
CHECK_AGAIN = 365
"""After so many days somebody should look whether it still stands so."""
_HOLDS = OneOf("status", frozenset({"BERLAKU", "DIUBAH"}))
_LIMITED = frozenset({"SK_GT", "MOU"})


class LegalInstrument(RecordRow, table=True):
    """One decree, regulation, procedure or agreement."""

    __tablename__ = "legal_instrument"

    kind: Annotated[
        str | None, Label(N_("Jenis")), Group(N_("Perangkat hukum")), Choices("legal-kinds"), Required()
    ] = None
    number: Annotated[str | None, Label(N_("Nomor")), Help("", N_("188.45/412/Bag.Huk/2025")), Range(0, 80)] = None
    about: Annotated[
        str | None,
        Label(N_("Tentang")),
        Help("", N_("Pembentukan Gugus Tugas Pencegahan dan Penanganan TPPO")),
        Range(1, 300),
        Required(),
    ] = None
    issuer: Annotated[str | None, Label(N_("Ditetapkan oleh")), Help("", N_("Bupati Sambas")), Range(0, 150)] = None

    dated_on: Annotated[str | None, Label(N_("Tanggal ditetapkan")), Group(N_("Masa berlaku")), Date(partial=True)] = (
        None
    )
    valid_until: Annotated[
        str | None,
        Label(N_("Berlaku sampai")),
        Help(N_("Kosongkan bila berlaku tanpa batas waktu.")),
        Date(partial=True),
    ] = None
    status: Annotated[str | None, Label(N_("Keadaan")), Choices("legal-statuses"), Required()] = None
    replaces: Annotated[
        str | None,
        Label(N_("Mengganti atau mengubah")),
        Help("", N_("SK Bupati Sambas Nomor 201 Tahun 2020")),
        Range(0, 200),
    ] = None
    checked_on: Annotated[
        str | None,
        Label(N_("Dicek tanggal")),
        Help(N_("Kapan terakhir dilihat bahwa perangkat ini masih berlaku.")),
        Date(),
    ] = None

    contents: Annotated[str | None, Label(N_("Isi pokok")), Group(N_("Isi dan salinan")), Range(0, 2000)] = None
    kept_at: Annotated[
        str | None,
        Label(N_("Salinan disimpan di")),
        Help("", N_("Map Gugus Tugas, lemari Seksi Pelayanan")),
        Range(0, 150),
    ] = None
    note: Annotated[str | None, Label(N_("Catatan")), Range(0, 1000)] = None


def check(values: Values, context: CheckContext) -> list[Problem]:
    """Order of dates; what should have an end; what is over and still called in force."""
    until, today = text_of(values, "valid_until"), context.today
    problems = [
        *not_yet(values, context, "checked_on", _("Dicek tanggal")),
        *out_of_order(values, "dated_on", "valid_until", _("Masa berlaku habis sebelum tanggal ditetapkan.")),
    ]
    if text_of(values, "status") != "RANCANGAN":
        problems += not_yet(values, context, "dated_on", _("Tanggal ditetapkan"))
    if _HOLDS.holds(values, today) and BeforeToday("valid_until").holds(values, today):
        message = _("Masa berlaku sudah habis ({until}), tetapi keadaannya masih “{status}”.")
        status = code_list("legal-statuses").label(text_of(values, "status"))
        problems.append(warning("status", "over-but-in-force", message.format(until=written(until), status=status)))
    if text_of(values, "kind") in _LIMITED and not until:
        message = _("SK Gugus Tugas dan MoU biasanya punya batas waktu; “Berlaku sampai” masih kosong.")
        problems.append(warning("valid_until", "valid-until-missing", message))
    return problems


def title_of(values: Values) -> str:
    """What it is and its number, else what it is about: ``Perda … Nomor 3 Tahun 2015``."""
    kind, number = code_list("legal-kinds").label(text_of(values, "kind")), text_of(values, "number")
    named = _("{kind} Nomor {number}").format(kind=kind, number=number) if kind and number else ""
    return named or joined(kind, text_of(values, "about")) or _("(tanpa nomor)")


def detail_of(values: Values) -> str:
    """What it is about and until when it holds."""
    until = text_of(values, "valid_until")
    return joined(text_of(values, "about"), _("sampai {date}").format(date=written(until)) if until else "")


def search_text(values: Values) -> str:
    """Kind, number, subject, issuer and contents."""
    kind = code_list("legal-kinds").label(text_of(values, "kind"))
    return folded(kind, *(values.get(name) for name in ("number", "about", "issuer", "replaces", "contents")))


LEGAL_INSTRUMENT = RecordKind(
    name="legal_instrument",
    title=N_("Perangkat hukum"),
    plural=N_("Perangkat hukum"),
    declaration=LegalInstrument,
    aliases=("hukum", "perangkat-hukum"),
    icon="scale",
    purpose=N_("SK Gugus Tugas, peraturan, SOP, dan perjanjian kerja sama, serta sampai kapan berlaku."),
    shelf=Shelf.CAUSES,
    list_columns=("dated_on", "valid_until", "status"),
    filters=(
        Filter("in-force", N_("Berlaku"), (_HOLDS,)),
        Filter("expired", N_("Masa berlaku habis"), (_HOLDS, BeforeToday("valid_until"))),
        Filter("soon", N_("Habis dalam 3 bulan"), (_HOLDS, Within("valid_until", SOON))),
        Filter("check-again", N_("Setahun lebih tidak dicek"), (_HOLDS, LongAgo("checked_on", CHECK_AGAIN))),
    ),
    reminders=(
        Reminder(
            "expired", N_("{count} perangkat hukum habis masa berlakunya"), N_("Perbarui, atau catat gantinya."), "info"
        ),
    ),
    check=check,
    title_of=title_of,
    detail_of=detail_of,
    search_text=search_text,
)
