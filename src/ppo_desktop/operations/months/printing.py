"""Papers of a report that was made, for printing again: as often and as late as wanted."""

from __future__ import annotations

import re
from pathlib import Path

from msgspec import Struct

from ppo_desktop.exchange import stick
from ppo_desktop.operations.books import counting
from ppo_desktop.operations.house import officials
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import ledger, reporting
from ppo_desktop.operations.months.ledger import ReportLine


class Papers(Struct, frozen=True):
    """What is printed of one report."""

    name: str
    """``PPO-laporan-2026-11``; a later version of the same month says so."""
    report: bytes
    """The pages as they were signed."""
    recap: bytes | None
    """The recap for the office's own files; ``None`` where the records are no longer those the report counted."""


def papers(office: Office, line: ReportLine) -> Papers:
    """The papers of a report; raises ``Refused`` where its file is no longer kept here."""
    report = ledger.file(office, line.carrier)
    with office.database.reading() as connection:
        counted = counting.month_figures(connection, office.code, line.month)
    of_then = officials.as_of(office, line.made_on)
    recap = reporting.recap_pdf(of_then, counted) if dict(counted.totals) == dict(line.totals) else None
    version = f"-perbaikan-{line.version - 1}" if line.version > 1 else ""
    return Papers(f"PPO-laporan-{line.month}{version}", report, recap)


def save(papers: Papers, folder: Path) -> list[Path]:
    """Write the papers as PDF files into ``folder``, to be printed elsewhere; raises ``World`` as ``stick.put``."""
    paths = [stick.put(folder, f"{papers.name}.pdf", papers.report)]
    if papers.recap is not None:
        paths.append(stick.put(folder, f"{papers.name}-rekap.pdf", papers.recap))
    return paths


def save_draft(draft: bytes, month: str, folder: Path) -> list[Path]:
    """Write the draft of the report of ``month`` into ``folder``; raises ``World`` as ``stick.put``."""
    return [stick.put(folder, f"PPO-draf-{month}.pdf", draft)]


def save_pdf(name: str, pdf: bytes, folder: Path) -> Path:
    """Write one paper into ``folder``; raises ``World`` as ``stick.put``.

    Args:
        name: what it is called, without ending; what file systems forbid is left out.
    """
    return stick.put(folder, file_name(name), pdf)


def file_name(title: str, ending: str = "pdf") -> str:
    """The name of a file that is called ``title``, without what file systems forbid."""
    plain = " ".join(re.sub(r"[^\w .,()-]+", "", title).split()).strip(" .")[:80] or "lembar"
    return f"{plain}.{ending}"
