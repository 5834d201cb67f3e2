"""Tugas: what somebody is to do until when, from a meeting or otherwise, and what shows that it was done."""

from typing import Annotated

from ppo_desktop.core.errors import Problem
from ppo_desktop.core.text import N_, _
from ppo_desktop.records import dates
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.field import Values
from ppo_desktop.records.filters import BeforeToday, Filter, OneOf, Within
from ppo_desktop.records.hints import Choices, Date, Group, Help, Label, Personal, Range, Refers, Required
from ppo_desktop.records.kind import CheckContext, RecordKind, Reminder, Shelf, folded
from ppo_desktop.records.row import RecordRow
from ppo_desktop.records.rules import joined, not_recorded, not_yet, text_of, warning

DONE = "SELESAI"
OPEN = frozenset({"BELUM", "BERJALAN"})
SOON_DAYS = 7
_OPEN = OneOf("status", OPEN)


class Task(RecordRow, table=True):
    """One thing to do."""

    what: Annotated[str | None, Label(N_("Apa yang dikerjakan")), Group(N_("Tugas")), Range(0, 200), Required()] = None
    meeting: Annotated[
        str | None,
        Label(N_("Dari rapat")),
        Help(N_("Kosongkan bila tugas ini tidak berasal dari rapat.")),
        Refers("meeting", belongs=False),
    ] = None
    given_on: Annotated[str | None, Label(N_("Tanggal diberikan")), Date()] = None
    due: Annotated[str | None, Label(N_("Tenggat")), Date()] = None

    holder: Annotated[
        str | None,
        Label(N_("Pemegang peran yang mengerjakan")),
        Group(N_("Penanggung jawab")),
        Help(N_("Pilih dari buku pemegang peran, atau tulis namanya di bawah.")),
        Refers("role_holder", belongs=False),
    ] = None
    owner: Annotated[str | None, Label(N_("Nama penanggung jawab")), Personal(), Range(0, 100)] = None
    institution: Annotated[str | None, Label(N_("Instansi")), Choices("institutions")] = None

    status: Annotated[
        str | None, Label(N_("Keadaan")), Group(N_("Penyelesaian")), Choices("task-statuses"), Required()
    ] = None
    done_on: Annotated[str | None, Label(N_("Tanggal selesai")), Date()] = None
    evidence: Annotated[
        str | None,
        Label(N_("Bukti selesai")),
        Help(N_("Yang dapat ditunjukkan: nomor surat, foto, tanda terima, hasil kunjungan.")),
        Range(0, 1000),
    ] = None
    note: Annotated[str | None, Label(N_("Catatan")), Range(0, 2000)] = None

    decision: Annotated[str | None, Label(N_("Dari keputusan rapat")), Group(""), Range(0, 200)] = None
    """What the meeting decided, where the task was made from its minutes."""


def complete(values: Values, context: CheckContext) -> dict[str, object]:
    """Name and institution of the holder, where nothing else was typed."""
    holder = context.record("role_holder", text_of(values, "holder"))
    if not holder:
        return {}
    ours = {"owner": holder.get("name"), "institution": holder.get("institution")}
    return {name: value for name, value in ours.items() if value and not text_of(values, name)}


def check(values: Values, context: CheckContext) -> list[Problem]:
    """References, order of dates, somebody who does it until some day, and evidence for what is done."""
    no_meeting = _("Rapat ini tidak ada dalam catatan kantor ini; catat rapatnya dahulu.")
    nobody = _("Pemegang peran ini tidak ada dalam catatan kantor ini; catat orangnya dahulu.")
    return [
        *not_recorded(values, context, "meeting", "meeting", no_meeting),
        *not_recorded(values, context, "holder", "role_holder", nobody),
        *_date_problems(values, context),
        *_open_ends(values),
    ]


def _date_problems(values: Values, context: CheckContext) -> list[Problem]:
    problems = []
    given_on, done_on = text_of(values, "given_on"), text_of(values, "done_on")
    due = text_of(values, "due")
    if given_on and due and due < given_on:
        problems.append(warning("due", "due-before-given", _("Tenggat sebelum tanggal diberikan.")))
    if given_on and done_on and done_on < given_on:
        problems.append(warning("done_on", "done-before-given", _("Tanggal selesai sebelum tanggal diberikan.")))
    return problems + not_yet(values, context, "done_on", _("Tanggal selesai"))


def _open_ends(values: Values) -> list[Problem]:
    problems = []
    status, is_done = text_of(values, "status"), text_of(values, "status") == DONE
    if not any(text_of(values, name) for name in ("holder", "owner", "institution")):
        problems.append(
            warning("owner", "owner-missing", _("Belum ada penanggung jawab: tulis nama atau instansinya."))
        )
    if status in OPEN and not text_of(values, "due"):
        problems.append(warning("due", "due-missing", _("Belum ada tenggat; tugas tanpa tenggat mudah terlupa.")))
    if is_done and not text_of(values, "evidence"):
        message = _("Tugas belum dapat ditutup tanpa bukti: tulis apa yang dapat ditunjukkan, misalnya nomor surat.")
        problems.append(Problem("evidence", "evidence-missing", message))
    if is_done and not text_of(values, "done_on"):
        problems.append(warning("done_on", "done-on-missing", _("Tugas selesai, tetapi tanggal selesai kosong.")))
    if text_of(values, "done_on") and not is_done:
        message = _("Tanggal selesai terisi, tetapi keadaannya belum selesai.")
        problems.append(warning("status", "status-not-done", message))
    return problems


def title_of(values: Values) -> str:
    """What is to be done."""
    return text_of(values, "what") or _("(tanpa judul)")


def detail_of(values: Values) -> str:
    """Who, until when and how it stands: ``Dinas sosial · tenggat 30-11-2026 · Belum mulai``."""
    institution = code_list("institutions").label(text_of(values, "institution"))
    due = text_of(values, "due")
    return joined(
        text_of(values, "owner") or institution,
        due and _("tenggat {day}").format(day=dates.written(due)),
        code_list("task-statuses").label(text_of(values, "status")),
    )


def search_text(values: Values) -> str:
    """What, who and the evidence."""
    institution = code_list("institutions").label(text_of(values, "institution"))
    return folded(institution, *(values.get(name) for name in ("what", "owner", "evidence", "note")))


TASK = RecordKind(
    name="task",
    title=N_("Tugas"),
    plural=N_("Tugas"),
    declaration=Task,
    aliases=("tugas",),
    icon="list-checks",
    purpose=N_("Tugas dari rapat dan lainnya: siapa, sampai kapan, dan bukti selesainya."),
    shelf=Shelf.TASK_FORCE,
    list_columns=("institution", "due", "status"),
    filters=(
        Filter("overdue", N_("Lewat tenggat"), (BeforeToday("due"), _OPEN)),
        Filter("due-soon", N_("Tenggat 7 hari"), (Within("due", SOON_DAYS), _OPEN)),
        Filter("open", N_("Belum selesai"), (_OPEN,)),
        Filter("done", N_("Selesai"), (OneOf("status", frozenset({DONE})),)),
    ),
    reminders=(
        Reminder(
            "overdue",
            N_("{count} tugas lewat tenggat"),
            N_("Tutup dengan bukti, atau beri tenggat baru."),
            "bad",
            due="due",
            counts_below=True,
        ),
    ),
    complete=complete,
    check=check,
    title_of=title_of,
    detail_of=detail_of,
    search_text=search_text,
)
