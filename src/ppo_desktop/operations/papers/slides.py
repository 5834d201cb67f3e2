"""Bahan tayang of a meeting: what the books and the reports held here say, as eight slides."""

from __future__ import annotations

from collections.abc import Iterator

from ppo_desktop.core.clock import today
from ppo_desktop.core.text import _
from ppo_desktop.insight.coverage import COVERAGE
from ppo_desktop.insight.help import HELP
from ppo_desktop.insight.needs import NEEDS
from ppo_desktop.insight.plan import PLAN
from ppo_desktop.operations.books import browsing
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import overviews, silent
from ppo_desktop.operations.papers import periods
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.dates import written
from ppo_desktop.records.field import Values
from ppo_desktop.records.likeness import name_key
from ppo_desktop.records.rules import text_of
from ppo_desktop.records.task import OPEN, TASK
from ppo_desktop.reports import slides as shown
from ppo_desktop.reports.document import Document, Slide
from ppo_desktop.reports.slides import Open, SlideFacts
from ppo_desktop.storage import candidates
from ppo_desktop.storage.database import Connection

_WORDS = range(2, 6)
"""Of a name."""


def document(office: Office, meeting: Values) -> Document:
    """The slides of a meeting; reads many books, so for the background."""
    held_on, subject = text_of(meeting, "held_on"), text_of(meeting, "subject")
    with office.database.reading() as connection:
        if names_somebody(connection, subject):
            subject = code_list("meeting-kinds").label(text_of(meeting, "meeting_kind"))
    return shown.deck(
        SlideFacts(
            office=office.identity.on_paper(),
            subject=subject,
            when=written(held_on) if held_on else "",
            slides=tuple(_slides(office)),
            is_training=office.identity.training,
        )
    )


def _slides(office: Office) -> Iterator[Slide]:
    """Overviews are those of the year of the quarter that the figures are of: in January, of the year that is over."""
    day, span = today(office.clock), periods.latest(office)
    year, reported = span.first.year, silent.standing(office)
    help_ = overviews.find(office, HELP, year)
    with office.database.reading() as connection:
        of_span = periods.facts_of(office, span, periods.books(connection, office, span), is_public=True)
    yield shown.reports(reported.months, reported.silent, day)
    yield shown.referrals(help_, day)
    yield shown.totals(of_span)
    yield shown.paths(of_span, {code.code: code.label for code in code_list("screening-bands").items})
    yield shown.coverage(overviews.find(office, COVERAGE, year), year, day)
    yield shown.needs(overviews.find(office, NEEDS, year), year, day)
    yield shown.plan(overviews.find(office, PLAN, year), year, day)
    yield shown.decisions(_open(office), help_, len(list(silent.lines(office))), day)


def _open(office: Office) -> list[Open]:
    """What is to be done and is not, from meetings first, then what is late; of this office.

    What somebody wrote may name a warga: of those that are shown, such a one is told of without its words.
    """
    institutions, now = code_list("institutions"), today(office.clock).isoformat()
    columns = ("what", "institution", "due", "status", "meeting")
    rows = [row for row in browsing.rows_of(office, TASK, columns) if row["status"] in OPEN]
    rows.sort(key=lambda row: (not row["meeting"], text_of(row, "due") or "9999", text_of(row, "what")))
    with office.database.reading() as connection:
        named = {row["id"] for row in rows[: shown.MOST] if names_somebody(connection, text_of(row, "what"))}
    return [
        Open(
            _("(menyebut nama warga; lihat buku Tugas)") if row["id"] in named else text_of(row, "what"),
            institutions.label(text_of(row, "institution")),
            written(due) if (due := text_of(row, "due")) else "",
            bool(due) and due < now,
        )
        for row in rows
    ]


def names_somebody(connection: Connection, text: str) -> bool:
    """Whether words of a text in a row sound like the whole name of a person recorded here; names of one word, which
    are words of everyday as well, are not looked for."""
    words = name_key(text).split()
    runs = {" ".join(words[at : at + count]) for count in _WORDS for at in range(len(words) - count + 1)}
    return any(candidates.named(connection, run, 1) for run in runs)
