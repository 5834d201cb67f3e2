"""Rapat: what was called, who came, what was decided; its fields are those of the minutes (notulen).

What somebody is to do afterwards is a record of its own, see ``task``. Names of persons in trouble do not belong here:
minutes are read by many.
"""

from typing import Annotated

import sqlmodel

from ppo_desktop.core.errors import Problem
from ppo_desktop.core.text import N_, _
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.dates import earliest, written
from ppo_desktop.records.decisions import follow_up_line, post_line, referral_line, task_line, task_of
from ppo_desktop.records.field import Values
from ppo_desktop.records.filters import BeforeToday, Empty, Filter, ThisYear, Within
from ppo_desktop.records.hints import Choices, Date, Derived, Group, Help, Label, Personal, Range, Required
from ppo_desktop.records.kind import CheckContext, Proposal, RecordKind, Shelf, Yield, folded
from ppo_desktop.records.row import Json, RecordRow
from ppo_desktop.records.rules import joined, text_of, warning

CROWD = 100_000
"""More people than any meeting has."""
SOON_DAYS = 30


class Meeting(RecordRow, table=True):
    """One meeting."""

    subject: Annotated[str | None, Label(N_("Acara")), Group(N_("Rapat")), Range(0, 200), Required()] = None
    meeting_kind: Annotated[str | None, Label(N_("Jenis rapat")), Choices("meeting-kinds"), Required()] = None
    held_on: Annotated[str | None, Label(N_("Tanggal")), Date(), Required()] = None
    time: Annotated[str | None, Label(N_("Jam")), Help(N_("Mulai dan selesai."), "09.00-11.30"), Range(0, 30)] = None
    place: Annotated[str | None, Label(N_("Tempat")), Range(0, 150)] = None
    number: Annotated[str | None, Label(N_("Nomor undangan atau notulen")), Range(0, 60)] = None

    chair: Annotated[
        str | None, Label(N_("Pimpinan rapat")), Group(N_("Yang hadir")), Help(N_("Nama dan jabatan.")), Personal(),
        Range(0, 150),
    ] = None  # fmt: skip
    minute_taker: Annotated[str | None, Label(N_("Notulis")), Personal(), Range(0, 150)] = None
    invited: Annotated[
        list[str] | None, Label(N_("Instansi yang diundang")), Choices("institutions"), sqlmodel.Field(sa_type=Json)
    ] = None
    present: Annotated[
        list[str] | None, Label(N_("Instansi yang hadir")), Choices("institutions"), sqlmodel.Field(sa_type=Json)
    ] = None
    men: Annotated[int | None, Label(N_("Hadir laki-laki"), N_("orang")), Range(0, CROWD)] = None
    women: Annotated[int | None, Label(N_("Hadir perempuan"), N_("orang")), Range(0, CROWD)] = None
    attendees: Annotated[int | None, Label(N_("Jumlah hadir"), N_("orang")), Range(0, 2 * CROWD), Derived()] = None

    agenda: Annotated[
        str | None,
        Label(N_("Susunan acara")),
        Group(N_("Notulen")),
        Help(N_("Satu baris per pokok. Yang menunggu keputusan ditawarkan di sini.")),
        Range(0, 6000),
    ] = None
    discussion: Annotated[
        str | None,
        Label(N_("Pembahasan")),
        Help(N_("Jangan tulis nama orang yang sedang bermasalah.")),
        Range(0, 6000),
    ] = None
    decisions: Annotated[
        str | None,
        Label(N_("Keputusan")),
        Help(
            N_("Satu baris per keputusan: apa; siapa; sampai kapan. Dari situ dibuat tugasnya."),
            "Menanyakan balasan rujukan ke P4MI; Rina; 30-11-2026",
        ),
        Range(0, 4000),
    ] = None
    note: Annotated[str | None, Label(N_("Catatan")), Range(0, 2000)] = None


def check(values: Values, context: CheckContext) -> list[Problem]:
    """A meeting in the future to which people came already."""
    held_on = text_of(values, "held_on")
    is_ahead = bool(held_on) and earliest(held_on) > context.today
    if is_ahead and (derive(values)["attendees"] or values.get("present") or values.get("decisions")):
        message = _("Tanggal rapat belum tiba, tetapi yang hadir atau keputusannya sudah terisi.")
        return [warning("held_on", "held-on-future", message)]
    return []


def derive(values: Values) -> dict[str, object]:
    """``attendees``: men and women together, or ``None`` when neither was counted."""
    counts = [count for name in ("men", "women") if isinstance(count := values.get(name), int)]
    return {"attendees": sum(counts) if counts else None}


def title_of(values: Values) -> str:
    """Subject and day: ``Persiapan mudik Lebaran, 21-11-2026``."""
    what = text_of(values, "subject") or code_list("meeting-kinds").label(text_of(values, "meeting_kind"))
    return ", ".join(part for part in (what, written(text_of(values, "held_on"))) if part) or _("(tanpa acara)")


def detail_of(values: Values) -> str:
    """Kind and place: ``Rapat koordinasi desa · Balai desa``."""
    meeting_kind = code_list("meeting-kinds").label(text_of(values, "meeting_kind"))
    return joined(meeting_kind, text_of(values, "place"))


def search_text(values: Values) -> str:
    """Subject, kind, place, number, chair and decisions."""
    meeting_kind = code_list("meeting-kinds").label(text_of(values, "meeting_kind"))
    names = ("subject", "place", "number", "chair", "minute_taker", "decisions")
    return folded(meeting_kind, *(values.get(name) for name in names))


MEETING = RecordKind(
    name="meeting",
    title=N_("Rapat"),
    plural=N_("Rapat"),
    declaration=Meeting,
    aliases=("rapat", "notulen"),
    icon="handshake",
    purpose=N_("Rapat koordinasi dan evaluasi: yang diundang, yang hadir, dan keputusannya."),
    shelf=Shelf.TASK_FORCE,
    list_columns=("held_on", "chair", "attendees"),
    filters=(
        Filter("this-year", N_("Tahun ini"), (ThisYear("held_on"),)),
        Filter("ahead", N_("30 hari ke depan"), (Within("held_on", SOON_DAYS),)),
        Filter("no-decisions", N_("Keputusan belum dicatat"), (BeforeToday("held_on"), Empty("decisions"))),
    ),
    proposals=(
        Proposal("agenda", "referral", "no-answer", "answer_due", referral_line, until="decisions"),
        Proposal("agenda", "follow_up", "overdue", "due_on", follow_up_line, until="decisions"),
        Proposal("agenda", "task", "open", "due", task_line, until="decisions"),
        Proposal("agenda", "role_holder", "task-force-vacant", "role", post_line, until="decisions"),
        Proposal("agenda", "role_holder", "task-force-ended", "until", post_line, until="decisions"),
    ),
    yields=(
        Yield(
            field="decisions",
            kind="task",
            refers="meeting",
            origin="decision",
            read=task_of,
            title=N_("Tugas dari keputusan"),
            button=N_("Buat {count} tugas dari keputusan"),
            done=N_("{count} tugas dibuat dari keputusan."),
        ),
    ),
    check=check,
    derive=derive,
    title_of=title_of,
    detail_of=detail_of,
    search_text=search_text,
)
