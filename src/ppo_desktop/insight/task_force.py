"""Gugus Tugas: its members and their terms, who comes to meetings, and what became of what was decided. No ranking.

Institutions stand in the order of the list. Persons stand here as holders of a post, never as anybody who is helped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta

from ppo_desktop.core.offices import name_of
from ppo_desktop.core.text import N_, _
from ppo_desktop.insight.overview import (
    Cell,
    Column,
    Fact,
    Findings,
    Lead,
    Line,
    Overview,
    Question,
    Row,
    Rows,
    Section,
    Tone,
    count_of,
    for_one_office,
    so_many,
)
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.dates import latest, written
from ppo_desktop.records.kind import ABOVE_VILLAGES
from ppo_desktop.records.meeting import MEETING
from ppo_desktop.records.plan_item import PLAN_ITEM
from ppo_desktop.records.role_holder import ROLE_HOLDER, SOON_DAYS, TASK_FORCE
from ppo_desktop.records.rules import codes_of, text_of
from ppo_desktop.records.task import DONE, OPEN, TASK
from ppo_desktop.records.words import phone_in_words

VACANT, OVER, SOON, NO_DECREE, HELD = (
    N_("kosong"),
    N_("masa habis"),
    N_("segera habis"),
    N_("tanpa SK"),
    N_("terisi"),
)
_TONES: dict[str, Tone] = {VACANT: "warn", OVER: "warn", SOON: "warn", HELD: "ok"}


def state(row: Row, question: Question) -> str:
    """How a post stands, in marked words."""
    if not text_of(row, "name"):
        return VACANT
    if until := text_of(row, "until"):
        if latest(until) < question.day:
            return OVER
        if latest(until) <= question.day + timedelta(SOON_DAYS):
            return SOON
    return HELD if text_of(row, "decree") else NO_DECREE


def find(rows: Rows, question: Question) -> Findings:
    """Members, sub-tasks, attendance of institutions, and meetings with the tasks that came of them."""
    members = [row for row in rows[ROLE_HOLDER.name] if row.get("role") in TASK_FORCE]
    states = Counter(state(row, question) for row in members)
    meetings = [row for row in rows[MEETING.name] if question.covers(row.get("held_on"))]
    tasks = [row for row in rows[TASK.name] if row.get("meeting")]
    planned = [row for row in rows[PLAN_ITEM.name] if text_of(row, "year") == str(question.year)]
    ending, is_one = states[OVER] + states[SOON], all(row["office"] == question.office for row in members)
    return Findings(
        (
            Fact(_("Jabatan Gugus Tugas"), count_of(len(members), members)),
            Fact(_("Jabatan kosong"), count_of(states[VACANT], members), "warn" if states[VACANT] else ""),
            Fact(_("Masa habis atau segera habis"), count_of(ending, members), "warn" if ending else ""),
            Fact(_("Rapat tahun itu"), count_of(len(meetings), rows[MEETING.name])),
        ),
        (
            for_one_office(_members(members, question), is_one=is_one),
            _sub_tasks(members, planned),
            _attendance(meetings),
            _decisions(meetings, tasks, question),
        ),
        (
            _("“Segera habis”: dalam {days} hari, karena SK yang baru perlu waktu.").format(days=SOON_DAYS),
            _("Kehadiran dihitung dari instansi yang diundang dan yang hadir pada catatan rapat."),
        ),
    )


def _members(members: Iterable[Row], question: Question) -> Section:
    roles = [code.code for code in code_list("roles").items]

    def order(row: Row) -> tuple[object, ...]:
        return str(row["office"]), roles.index(str(row["role"])), text_of(row, "institution"), str(row["id"])

    lines = []
    for row in sorted(members, key=order):
        how = state(row, question)
        cells: tuple[Cell, ...] = (
            name_of(str(row["office"])),
            code_list("roles").label(text_of(row, "role")),
            code_list("institutions").label(text_of(row, "institution")) or None,
            text_of(row, "name") or "–",
            text_of(row, "deputy") or "–",
            phone_in_words(text_of(row, "phone")) or "–",
            text_of(row, "decree") or "–",
            _term(row),
            _(how),
        )
        lines.append(Line(cells, _TONES.get(how, ""), Lead(ROLE_HOLDER.name, str(row["office"]), str(row["id"]))))
    return Section(
        _("Anggota dan masa jabatan"),
        (
            Column(_("Kantor"), 1.8),
            Column(_("Peran"), 1.8),
            Column(_("Instansi"), 2.4),
            Column(_("Nama"), 2),
            Column(_("Wakil"), 1.7),
            Column(_("Nomor HP"), 1.6),
            Column(_("Nomor SK"), 1.5),
            Column(_("Masa jabatan"), 1.8),
            Column(_("Keadaan"), 1.3),
        ),
        tuple(lines),
        empty=_("Belum ada jabatan Gugus Tugas yang dicatat. Catat menurut SK di buku Pemegang peran."),
        subject=3,
    )


def _term(row: Row) -> str:
    """``1-1-2025 sampai 31-12-2027``, or as much of it as is written."""
    since, until = (written(day) if (day := text_of(row, name)) else "" for name in ("since", "until"))
    words = _("sampai {day}").format(day=until) if until else _("sejak {day}").format(day=since) if since else "–"
    return f"{since} {words}" if since and until else words


def _sub_tasks(members: Sequence[Row], planned: Sequence[Row]) -> Section:
    """Only where either is written down: numbers and names of sub-tasks are those of the decree."""
    lines = []
    for code in code_list("sub-tasks").items:
        there = sum(1 for row in members if text_of(row, "name") and code.code in codes_of(row, "sub_tasks"))
        activities = sum(1 for row in planned if row.get("sub_task") == code.code)
        if there or activities:
            lines.append(Line((code.label, there, activities), "" if there and activities else "warn"))
    return Section(
        _("Sub-tugas: anggota dan rencana aksi"),
        (
            Column(_("Sub-tugas"), 4),
            Column(_("Anggota"), 1, is_number=True),
            Column(_("Kegiatan rencana aksi"), 1.4, is_number=True),
        ),
        tuple(lines),
        empty=_("Sub-tugas belum ditulis pada anggota maupun pada rencana aksi."),
    )


def _attendance(meetings: Sequence[Row]) -> Section:
    invited, came = Counter[str](), Counter[str]()
    last: dict[str, str] = {}
    for row in meetings:
        if not (row.get("invited") and row.get("present")):
            continue  # what was not written down is no absence
        there = set(codes_of(row, "present"))
        invited.update(set(codes_of(row, "invited")))
        came.update(there & set(codes_of(row, "invited")))
        for one in there:
            last[one] = max(last.get(one, ""), text_of(row, "held_on"))
    lines = [
        Line(
            (code.label, invited[code.code], came[code.code], written(last[code.code]) if code.code in last else "–"),
            "" if came[code.code] else "warn",
        )
        for code in code_list("institutions").items
        if invited[code.code]
    ]
    return Section(
        _("Kehadiran instansi pada rapat"),
        (
            Column(_("Instansi"), 4),
            Column(_("Diundang"), 1, is_number=True),
            Column(_("Hadir"), 1, is_number=True),
            Column(_("Terakhir hadir"), 1.4),
        ),
        tuple(lines),
        _("Hanya rapat yang mencatat undangan dan kehadirannya."),
        _("Belum ada rapat yang mencatat instansi yang diundang dan yang hadir."),
    )


def _decisions(meetings: Iterable[Row], tasks: Sequence[Row], question: Question) -> Section:
    of_meeting: dict[tuple[str, str], list[Row]] = {}
    for task in tasks:
        of_meeting.setdefault((str(task["office"]), str(task["meeting"])), []).append(task)
    lines = []
    for row in sorted(meetings, key=lambda row: (text_of(row, "held_on"), str(row["id"])), reverse=True):
        key = (str(row["office"]), str(row["id"]))
        made = of_meeting.get(key, [])
        done = sum(1 for task in made if task.get("status") == DONE)
        now = question.today.isoformat()
        late = sum(1 for t in made if t.get("status") in OPEN and (due := text_of(t, "due")) and due < now)
        decided = len([line for line in text_of(row, "decisions").splitlines() if line.strip()])
        cells: tuple[Cell, ...] = (
            MEETING.title_of(row),
            name_of(key[0]),
            decided or None,
            so_many(done, len(made)) if made else "–",
            late,
        )
        lines.append(Line(cells, "bad" if late else "" if decided else "warn", Lead(MEETING.name, *key)))
    return Section(
        _("Rapat, keputusan, dan tugasnya"),
        (
            Column(_("Rapat"), 4),
            Column(_("Kantor"), 2),
            Column(_("Keputusan"), 1.1, is_number=True),
            Column(_("Tugas selesai"), 1.2),
            Column(_("Tugas lewat tenggat"), 1.2, is_number=True),
        ),
        tuple(lines),
        empty=_("Belum ada rapat pada tahun itu."),
    )


TASK_FORCE_PAGE = Overview(
    name="task-force",
    title=N_("Gugus Tugas: anggota dan rapat"),
    purpose=N_("Siapa anggotanya dan sampai kapan, siapa yang datang ke rapat, dan apa yang jadi dari keputusannya."),
    icon="handshake",
    reads={
        ROLE_HOLDER.name: (
            *("role", "name", "institution", "phone", "deputy", "decree", "since", "until"),
            "sub_tasks",
        ),
        MEETING.name: ("subject", "meeting_kind", "held_on", "invited", "present", "decisions"),
        TASK.name: ("meeting", "status", "due"),
        PLAN_ITEM.name: ("year", "sub_task"),
    },
    find=find,
    levels=ABOVE_VILLAGES,
)
