"""Papers of a chosen time, for the page that makes them: registers, and reports of a quarter, half a year or a year."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from ppo_desktop.core.period import Span
from ppo_desktop.core.text import _
from ppo_desktop.exchange import stick
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import ledger
from ppo_desktop.operations.months.printing import file_name
from ppo_desktop.operations.papers import catalogue, period_signing, periods
from ppo_desktop.operations.papers import registers as books
from ppo_desktop.operations.papers.catalogue import Paper
from ppo_desktop.operations.papers.period_signing import SignedPeriod
from ppo_desktop.operations.papers.periods import Choice
from ppo_desktop.reports import registers
from ppo_desktop.reports.document import Document
from ppo_desktop.reports.register import Register

SCREEN = "periods"
REPORT = "laporan-berkala"
MOST_LINES = 2000
"""Lines of a register that is shown before it is saved or printed; a longer one has hundreds of pages."""
_REGISTER = "register-"

Told = Callable[[int, int, str], object]
"""Done, total, words; may raise to stop."""


class Asked(Struct, frozen=True):
    """Which paper, of which time, in which version."""

    paper: str
    span: Span | None
    """``None``: all that a register has."""
    is_public: bool = False
    is_signed: bool = False
    """Whether the pages as they were signed are wanted."""
    reason: str = ""
    """Why the restricted columns of a register are needed; ``""`` leaves them out."""
    size: str = "F4"


def offered(office: Office) -> list[Paper]:
    """The papers that are made for a chosen time."""
    return [one for one in catalogue.offered(office.identity.level, "") if one.screen == SCREEN]


def register_of(paper: str) -> Register | None:
    """The register that a paper is; ``None`` where it is a report."""
    return registers.register(paper.removeprefix(_REGISTER)) if paper.startswith(_REGISTER) else None


def choices(office: Office, paper: str) -> list[Choice]:
    """The times that can be chosen, that offered first on top."""
    if register_of(paper):
        return periods.choices(office, (12, 6, 3, 1))
    return sorted(periods.choices(office, (3, 6, 12)), key=lambda choice: not choice.is_over)


def title(office: Office, asked: Asked) -> str:
    """What the paper is called, and its file."""
    known = {one.name: _(one.title) for one in offered(office)}
    what = known[asked.paper]
    if not register_of(asked.paper):
        what = _("Ringkasan untuk umum") if asked.is_public else _("Laporan pelindungan PMI")
    words = _("{what} {span}, bertanda tangan") if asked.is_signed else _("{what} {span}")
    return words.format(what=what, span=asked.span.label) if asked.span else what


def signed(office: Office, asked: Asked) -> SignedPeriod | None:
    """The report of that time that was signed last; ``None`` where none was, or the paper is a register."""
    return period_signing.newest(office, asked.span) if asked.span and not register_of(asked.paper) else None


def why_not_sign(office: Office, asked: Asked) -> str:
    """Why nobody can sign the report here; ``""`` where somebody can."""
    assert asked.span is not None, "a report is of a time"
    return period_signing.why_not(office, asked.span)


def why_not_public(office: Office, asked: Asked) -> str:
    """Why there is no version for everybody; ``""`` where there is one."""
    assert asked.span is not None, "a report is of a time"
    return periods.why_not_public(office, asked.span)


def line_count(office: Office, asked: Asked) -> int:
    """How many lines it has; 0 for a report."""
    register = register_of(asked.paper)
    return len(books.lines_of(office, register, asked.span)) if register else 0


def pages(office: Office, asked: Asked, told: Told) -> bytes:
    """The paper; takes long for large ones.

    Raises:
        Refused: what the paper itself says.
    """
    from ppo_desktop.pdf.render import render_together

    if asked.is_signed:
        return _signed_pages(office, asked)
    return render_together(_documents(office, asked, told), asked.size, _drawing(told))


def write(office: Office, asked: Asked, folder: Path, told: Told) -> Path:
    """The paper into a file in ``folder``, which is there as a whole or not at all; of any size.

    Raises:
        Refused: what the paper itself says.
        World: as ``stick.placed``.
    """
    from ppo_desktop.pdf.render import render_to

    name = file_name(title(office, asked))
    if asked.is_signed:
        return stick.put(folder, name, _signed_pages(office, asked))
    made = _documents(office, asked, told)
    with stick.placed(folder, name) as temporary, temporary.open("xb") as file:
        render_to(file, made, asked.size, _drawing(told))
        file.flush()
        os.fsync(file.fileno())
    return folder / name


def _signed_pages(office: Office, asked: Asked) -> bytes:
    """Byte by byte as they were signed."""
    found = signed(office, asked)
    assert found is not None, "only offered where one was signed"
    return ledger.file(office, found.id)


def _documents(office: Office, asked: Asked, told: Told) -> list[Document]:
    register = register_of(asked.paper)
    if register:
        return [books.document(office, register, asked.span, reason=asked.reason)]
    assert asked.span is not None, "a report is of a time"
    return periods.documents(office, asked.span, is_public=asked.is_public, told=told)


def _drawing(told: Told) -> Callable[[int, int], object]:
    return lambda done, total: told(done, total, _("Menggambar halaman…"))
