"""Daftar hadir: an empty list whose head is filled in, with rows tall enough for ink."""

from __future__ import annotations

from datetime import date
from itertools import chain, count

from msgspec import Struct

from ppo_desktop.core.period import long_date, weekday
from ppo_desktop.core.text import N_, _
from ppo_desktop.records.dates import is_date
from ppo_desktop.records.field import Values
from ppo_desktop.records.rules import codes_of, text_of
from ppo_desktop.reports.document import Column, Document, Facts, Signature, Spacer, Table
from ppo_desktop.reports.event import DASH, EventFacts
from ppo_desktop.reports.office import TRAINING_MARK, Office, training_letterhead

ROWS, MOST_ROWS = 40, 500
"""Where nobody planned a number, and the longest list that is printed at once."""
SHEETS = (16, 20)
"""Rows of a list on one sheet of F4, signature included."""
TWO_SHEETS, NEXT_SHEET = 46, 31
"""Rows of a longer list that fill two sheets, and each sheet more."""
ROW_HEIGHT, LOW_ROW = 9.0, 7.5
"""Millimetres."""
LOW_ROWS = range(17, 21)
"""So many rows are a little lower: they and the signature then fit on one sheet of F4."""
_STAGGER = "\u00a0" * 18
"""Numbers for signing stand left and right in turn, so that neighbours have room."""
NOTE = N_("Nama dan tanda tangan pada daftar ini hanya dipakai untuk laporan dan pertanggungjawaban kegiatan.")


class AttendanceFacts(Struct, frozen=True):
    """What the list says before anybody signs it."""

    office: Office
    about: tuple[tuple[str, str], ...]
    """Label and value: what it was, when and where."""
    rows: int
    ages: bool
    """Whether there are columns for those under 18."""
    signed_by: str
    """Title under which its keeper signs."""
    footer: str
    is_training: bool = False


def of_event(facts: EventFacts) -> Document:
    """The list of an event: a row for each of those who are expected, or who came."""
    about = (
        (_("Kegiatan"), facts.title or DASH),
        (_("Hari, tanggal"), facts.weekday_and_date or DASH),
        (_("Jam"), facts.time or DASH),
        (_("Tempat"), facts.place or DASH),
    )
    rows = filling(max(facts.invited or 0, facts.came or 0) or ROWS)
    return attendance_list(
        AttendanceFacts(facts.office, about, rows, True, _("Panitia,"), facts.footer, facts.is_training)
    )


def of_meeting(office: Office, meeting: Values, *, is_training: bool = False) -> Document:
    """The list of a meeting, from its record: two rows for each institution invited, one for each who came."""
    about, subject = meeting_words(meeting), text_of(meeting, "subject")
    came = sum(number for name in ("men", "women") if isinstance(number := meeting.get(name), int))
    rows = filling(max(came, 2 * len(codes_of(meeting, "invited"))))
    whose = _("{office} ({code})").format(office=office.full_name, code=office.code)
    footer = ", ".join(part for part in (subject, whose) if part)
    return attendance_list(AttendanceFacts(office, about, rows, False, _("Notulis,"), footer, is_training))


def filling(wanted: int) -> int:
    """The rows that fill whole sheets of F4 with so many people at least."""
    return min(next(rows for rows in chain(SHEETS, count(TWO_SHEETS, NEXT_SHEET)) if rows >= wanted), MOST_ROWS)


def meeting_words(meeting: Values) -> tuple[tuple[str, str], ...]:
    """What, when and where, for the head of a paper of a meeting."""
    held_on = text_of(meeting, "held_on")
    day = date.fromisoformat(held_on) if is_date(held_on) else None
    return (
        (_("Acara"), text_of(meeting, "subject") or DASH),
        (_("Hari, tanggal"), f"{weekday(day)}, {long_date(day)}" if day else DASH),
        (_("Jam"), text_of(meeting, "time") or DASH),
        (_("Tempat"), text_of(meeting, "place") or DASH),
    )


def attendance_list(facts: AttendanceFacts) -> Document:
    """The empty list; a row has number, name, L or P, institution or address, and a place to sign."""
    ages = (Column("<18", 0.8, "center"), Column("18+", 0.8, "center")) if facts.ages else ()
    columns = (
        Column(_("No."), 0.85, "center"),
        Column(_("Nama"), 3.6),
        Column(_("L"), 0.5),
        Column(_("P"), 0.5),
        *ages,
        Column(_("Instansi atau alamat"), 3.0),
        Column(_("Tanda tangan"), 3.0),
    )
    gaps = ("",) * (len(columns) - 2)
    rows = tuple((str(n), *gaps, f"{'' if n % 2 else _STAGGER}{n}") for n in range(1, facts.rows + 1))
    together = ((_("Umur"), 2),) if facts.ages else ()
    place = facts.office.seat
    return Document(
        title=_("Daftar Hadir"),
        letterhead=training_letterhead(facts.office.letterhead, facts.is_training),
        number="",
        blocks=(
            Facts(facts.about),
            Spacer(0.7),
            Table(
                columns,
                rows,
                ("", _("Jumlah"), *("",) * (len(columns) - 2)),
                note=_(NOTE),
                size=10.0,
                groups=((_("Peserta"), 2), (_("L/P"), 2), *together, (_("Asal dan tanda tangan"), 2)),
                row_height=LOW_ROW if facts.rows in LOW_ROWS else ROW_HEIGHT,
            ),
            Spacer(),
        ),
        signatures=(Signature(f"{place}, {'.' * 28}", (facts.signed_by,), ""),),
        watermark=_(TRAINING_MARK) if facts.is_training else "",
        footer=_("Daftar hadir: {footer}").format(footer=facts.footer),
    )
