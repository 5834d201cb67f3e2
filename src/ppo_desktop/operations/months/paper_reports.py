"""Reports that came on paper: one more source of an office's month, which counts until its carrier is here.

They are records of the office that typed them, undone and corrected like all, and reach an office above with that
office's report, whose compiled table says how they counted. Of two that say the same month, as two PCs or two offices
may type them, one counts: the one typed here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from ppo_desktop.core.offices import CODE, is_below
from ppo_desktop.core.text import _, number
from ppo_desktop.records.dates import is_date
from ppo_desktop.records.paper_report import PAPER_REPORT, totals_of
from ppo_desktop.records.paper_report_rules import is_month
from ppo_desktop.records.rules import text_of
from ppo_desktop.reports.figures import TOTALS, Row
from ppo_desktop.storage import rows
from ppo_desktop.storage.database import Connection


class PaperReport(Struct, frozen=True):
    """A month of an office below, as it stands on paper."""

    typed_by: str
    """Code of the office whose record it is."""
    record: str
    received_on: date
    totals: Mapping[str, int]
    is_nihil: bool
    number: str = ""

    def differences(self, totals: Mapping[str, int]) -> list[str]:
        """In what it differs from the carrier that has taken its place, a sentence each."""
        words = _("{label}: {paper} di kertas, {file} di berkas.")
        return [
            words.format(
                label=_(TOTALS[key][0]), paper=number(self.totals.get(key, 0)), file=number(totals.get(key, 0))
            )
            for key in TOTALS
            if self.totals.get(key, 0) != totals.get(key, 0)
        ]


Months = Mapping[str, PaperReport]
"""``2026-11`` → the paper that counts."""


def of(connection: Connection, code: str) -> dict[str, Months]:
    """Office below ``code`` → its months on paper, as that office or one between has typed them."""
    found: dict[str, dict[str, tuple[tuple[bool, str, str, str], PaperReport]]] = {}
    for row in rows.where(connection, PAPER_REPORT, None):
        owner, sender, month, day = (text_of(row, name) for name in ("office", "sender", "month", "received_on"))
        is_ours = owner == code or is_below(owner, code)
        if not (is_ours and CODE.fullmatch(sender) and is_below(sender, owner) and is_month(month) and is_date(day)):
            continue
        of_sender = found.setdefault(sender, {})
        order = (owner == code, day, str(row["changed_at"]), str(row["id"]))
        if month not in of_sender or order > of_sender[month][0]:
            of_sender[month] = order, _paper(row, day)
    return {
        sender: {month: paper for month, (_order, paper) in months.items()} for sender, months in sorted(found.items())
    }


def _paper(row: Row, day: str) -> PaperReport:
    return PaperReport(
        typed_by=str(row["office"]),
        record=str(row["id"]),
        received_on=date.fromisoformat(day),
        totals=totals_of(row),
        is_nihil=row.get("nihil") is True,
        number=text_of(row, "number"),
    )
