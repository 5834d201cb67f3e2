"""The minutes of a meeting, line by line: what is put before it, and what somebody is to do after it. Pure.

A decision that is a task says what, who and until when, apart by semicolons: ``Surati P4MI Sambas; Rina; 30-11-2026``.
"""

from __future__ import annotations

import re

from ppo_desktop.core.offices import name_of
from ppo_desktop.core.text import _
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.dates import is_date, month_number, read_date, written
from ppo_desktop.records.field import Values
from ppo_desktop.records.rules import text_of

LONGEST = 200
"""Characters of what is to be done; the rest of a long line goes into the note."""
_NUMBERING = re.compile(r"^\s*(?:[0-9]{1,2}[.)]|[a-z][.)]|[-–•*])\s*")
_UNTIL = re.compile(
    r"(?:^|[\s,]+)(?:paling lambat|selambatnya|sebelum|sampai|tenggat|tanggal|tgl\.?)\s+", re.IGNORECASE
)
_DAY_IN_DIGITS = re.compile(r"[0-9]{1,4}[-/.][0-9]{1,2}([-/.][0-9]{2,4})?")
_DAY_AND_MONTH = re.compile(r"[0-9]{1,2}[-/. ]*([a-zA-Z]{3,})([-/. ,]+[0-9]{2,4})?")


def unnumbered(line: str) -> str:
    """A line without the number or dash that somebody typed before it; papers count by themselves."""
    return _NUMBERING.sub("", line).strip()


def task_of(line: str, meeting: Values) -> dict[str, object]:
    """The task a decision speaks of: what it says, and what it leaves open is not there.

    A deadline that cannot be read stays as it is written; checking the task says what is wrong with it.
    """
    what, *others = (part.strip(" .") for part in unnumbered(line).split(";"))
    held_on = text_of(meeting, "held_on")
    due, who = "", []
    for part in others:
        day = _day(_UNTIL.sub("", part), held_on) or _unreadable(part)
        if day and not due:
            due = day
        elif part:
            who.append(part)
    if not due and (found := list(_UNTIL.finditer(what))):
        last = what[found[-1].end() :]
        due = _day(last, held_on) or (last if _is_meant_as_day(last) else "")
        what = what[: found[-1].start()] if due else what
    owner = ", ".join(who)
    institution = code_list("institutions").find(owner) if owner else None
    short = what if len(what) <= LONGEST else what[: LONGEST - 1] + "…"
    told = {
        "what": short,
        "decision": short,
        "given_on": held_on,
        "due": due,
        "owner": "" if institution else owner,
        "institution": institution,
        "status": "BELUM",
        "note": what if what != short else "",
    }
    return {name: value for name, value in told.items() if value}


def _day(text: str, held_on: str) -> str:
    """ISO date somebody wrote, ``""`` when it is none; without a year the next such day after the meeting."""
    text = text.strip(" .")
    read = read_date(text)
    if read and is_date(read):
        return read
    if not is_date(held_on):
        return ""
    year = int(held_on[:4])
    guesses = (read_date(f"{text} {guess}") for guess in (year, year + 1))
    return next((day for day in guesses if day and is_date(day) and day >= held_on), "")


def _unreadable(part: str) -> str:
    """What a part says of a day that is none, ``""`` where it speaks of no day."""
    until = _UNTIL.match(part)
    text = part[until.end() :] if until else part
    return text if until or _is_meant_as_day(text) else ""


def _is_meant_as_day(text: str) -> bool:
    """Whether this is written like a day, also where the calendar has none such."""
    named = _DAY_AND_MONTH.fullmatch(text)
    return bool(_DAY_IN_DIGITS.fullmatch(text) or (named and month_number(named[1])))


def referral_line(row: Values) -> str:
    """``Rujukan 470/22/2026 ke P4MI Sambas, dikirim 9-11-2026, belum dijawab (Desa Sempalai)``."""
    where = code_list("institutions").label(text_of(row, "institution"))
    sent_on = text_of(row, "sent_on")
    parts = [
        _("Rujukan {number} ke {institution}").format(number=text_of(row, "number"), institution=where),
        _("dikirim {day}").format(day=written(sent_on)) if sent_on else "",
        _("belum dijawab"),
    ]
    return _whose(", ".join(" ".join(part.split()) for part in parts if part), row)


def follow_up_line(row: Values) -> str:
    """``Tindak lanjut “Kunjungan keluarga”, tenggat 10-11-2026 (Desa Sempalai)``."""
    action = code_list("follow-up-actions").label(text_of(row, "action"))
    words = _("Tindak lanjut “{action}”, tenggat {day}")
    return _whose(words.format(action=action, day=written(text_of(row, "due_on"))), row)


def task_line(row: Values) -> str:
    """``Tugas “Surati P4MI Sambas”, tenggat 30-11-2026 (Kecamatan Tebas)``."""
    due = text_of(row, "due")
    words = _("Tugas “{what}”, tenggat {day}") if due else _("Tugas “{what}”, tanpa tenggat")
    return _whose(words.format(what=text_of(row, "what"), day=written(due) if due else ""), row)


def post_line(row: Values) -> str:
    """``Anggota Gugus Tugas, Dinas sosial: jabatan kosong``, or until when its term was."""
    institution = code_list("institutions").label(text_of(row, "institution"))
    post = ", ".join(part for part in (code_list("roles").label(text_of(row, "role")), institution) if part)
    until = text_of(row, "until")
    if not text_of(row, "name"):
        return _whose(_("{post}: jabatan kosong").format(post=post), row)
    return _whose(_("{post}: masa jabatan sampai {day}").format(post=post, day=written(until)), row)


def _whose(words: str, row: Values) -> str:
    office = text_of(row, "office")
    return f"{words} ({name_of(office)})" if office else words
