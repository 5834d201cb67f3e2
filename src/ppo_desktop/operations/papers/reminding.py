"""Friendly letters to the offices below whose report has not come: printed, and carried by whoever goes there."""

from __future__ import annotations

from collections.abc import Collection

from ppo_desktop.core.clock import today
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.period import Month
from ppo_desktop.core.text import _
from ppo_desktop.operations.house.about import About
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import reporting
from ppo_desktop.operations.neighbours import board
from ppo_desktop.reports.reminder import ReminderFacts, reminder_letter


def letters(office: Office, month: Month, to: Collection[str] = (), paper: str = "F4") -> bytes:
    """One page for each office directly below that is awaited, as one file to be printed.

    Args:
        to: only for these offices; empty: for all.

    Raises:
        Refused: nobody is awaited.
    """
    from ppo_desktop.pdf.render import render_together

    seen = board.board(office, month)
    silent = [line for line in seen.silent if not to or line.office in to]
    if not silent:
        raise Refused(
            "nobody-awaited",
            _("Semua laporan {month} sudah diterima; tidak ada yang perlu diingatkan.").format(month=month.label),
            _("Pilih bulan lain bila perlu."),
        )
    day = today(office.clock)
    return render_together(
        [
            reminder_letter(
                ReminderFacts(
                    office=office.identity.on_paper(),
                    addressee=reporting.addressee(line.office),
                    month=month,
                    due=seen.due,
                    day=day,
                    is_overdue=day > seen.due,
                    remarks=[line.gap_sentence] if line.gaps else [],
                    is_training=office.identity.training,
                )
            )
            for line in silent
        ],
        paper,
    )


def of_last_month(office: Office, about: About) -> bytes:
    """As ``letters``, about the month before this one."""
    return letters(office, Month.of(today(office.clock)).previous, paper=about.size)
