"""What the books ask for by themselves: reminders of their kinds, seasons without an event, stock to be counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from ppo_desktop.core.offices import Level, name_of
from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import _, number
from ppo_desktop.operations import stocktaking
from ppo_desktop.operations.office import Office
from ppo_desktop.operations.todo import LIST, Task, due_words
from ppo_desktop.records import seasons, stock
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.dates import written
from ppo_desktop.records.kind import RecordKind, Reminder
from ppo_desktop.records.material import MATERIAL
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.registry import row_kinds
from ppo_desktop.records.socialisation import SOCIALISATION
from ppo_desktop.records.stock_move import STOCK_MOVE
from ppo_desktop.records.stock_move_rules import with_minus
from ppo_desktop.storage import listing, rows, summaries
from ppo_desktop.storage.listing import Outstanding, Selection

MOST_NAMED = 3
"""Offices that a reminder names."""


def tasks(office: Office, day: date) -> Iterator[Task]:
    """Everything the books ask for; reads only."""
    yield from _reminders(office, day)
    yield from _season(office, day)
    yield from _stock(office, day)


def has_people(office: Office) -> bool:
    """Whether anybody is recorded here."""
    with office.database.reading() as connection:
        return summaries.has_records(connection, PERSON, office.code)


def _reminders(office: Office, day: date) -> Iterator[Task]:
    with office.database.reading() as connection:
        for kind in row_kinds():
            for reminder in kind.reminders:
                chosen = Selection((kind.filter(reminder.filter),), "" if reminder.counts_below else office.code)
                found = listing.outstanding(connection, kind, chosen, day, due=reminder.due)
                if found:
                    yield _reminder(office, kind, reminder, found, day)


def _reminder(
    office: Office, kind: RecordKind, reminder: Reminder, found: Mapping[str, Outstanding], day: date
) -> Task:
    count = sum(one.count for one in found.values())
    days = [date.fromisoformat(one.earliest) for one in found.values() if one.earliest]
    first = min(days, default=None)
    reason = _(reminder.reason)
    if office.code not in found:
        reason = _("Tanyakan kepada kantornya: {offices}").format(offices=_whose(office, found))
    elif len(found) > 1:
        reason = f"{reason} {_whose(office, found)}"
    return Task(
        f"{kind.name}-{reminder.filter}",
        _(reminder.sentence).format(count=number(count)),
        reason,
        reminder.severity,
        LIST,
        {"kind": kind.name, "filter": reminder.filter},
        due_words(day, first) if first else "",
        (first - day).days if first else None,
    )


def _whose(office: Office, found: Mapping[str, Outstanding]) -> str:
    """``Desa Sempalai 2, kantor ini 1.``"""
    named = [
        _("{office} {count}").format(
            office=_("kantor ini") if owner == office.code else name_of(owner), count=number(one.count)
        )
        for owner, one in sorted(found.items(), key=lambda item: -item[1].count)
    ]
    words = ", ".join(named[:MOST_NAMED])
    return (_("{offices}, dan lainnya.") if len(named) > MOST_NAMED else _("{offices}.")).format(offices=words)


def _season(office: Office, day: date) -> Iterator[Task]:
    """The nearest season for which no event is planned."""
    if office.identity.level is not Level.VILLAGE or not has_people(office):
        return
    with office.database.reading() as connection:
        events = list(rows.all_of(connection, SOCIALISATION, office.code))
    for season in seasons.unmet(day, seasons.seasons(), events)[:1]:
        days = season.days_until(day)
        sentence = _("Rencanakan {activity}").format(activity=code_list("activities").label(season.activity).lower())
        when = long_date(season.first) if days else _("sedang berlangsung")
        reason = _("{season}: kira-kira {when}.") if season.is_estimate else _("{season}: {when}.")
        typed = {"activity": season.activity, "audiences": [season.audience]}
        yield Task(
            "season",
            sentence,
            reason.format(season=season.label, when=when),
            "info",
            "form",
            {"kind": SOCIALISATION.name, "typed": typed},
            _("{days} hari lagi").format(days=days) if days else "",
        )


def _stock(office: Office, day: date) -> Iterator[Task]:
    """Less than nothing on the shelf, what an event took from we do not know which title, and what was handed to us."""
    with office.database.reading() as connection:
        book = stocktaking.book(connection, office.code)
        waiting = stock.unreceived(book, stocktaking.handed_over(connection, office.code))
    titles = {row["id"]: MATERIAL.title_of(row) for row in book.materials}
    for material, found in stock.stock(stock.lines(book)).items():
        if found.left < 0:
            yield _stock_task(
                "stock-below-zero",
                _("{title}: stok menurut buku {left}").format(
                    title=titles.get(material, ""), left=with_minus(found.left)
                ),
                _("Hitung di lemari, lalu catat penerimaan atau koreksinya."),
                {"material": material},
            )
    for draw in stock.drawn(book):
        if not draw.material:
            medium = code_list("materials").label(draw.medium).lower()
            yield _stock_task(
                "stock-unclear",
                _("{count} {medium} dibagikan {day}, judul yang mana?").format(
                    count=number(draw.amount), medium=medium, day=written(draw.on)
                ),
                _("Ada beberapa judul; catat yang dibagikan, supaya stoknya berkurang."),
                {"movement": stock.HANDED_OUT, "moved_on": draw.on, "amount": draw.amount, "event": draw.event},
            )
    for move in waiting:
        sender = name_of(move["office"])
        yield _stock_task(
            "stock-arriving",
            _("{office} menyerahkan {count} {title}").format(
                office=sender, count=number(move["amount"] or 0), title=move["material_title"] or ""
            ),
            _("Hitung yang datang, lalu catat penerimaannya."),
            {
                "material": next((known for known, title in titles.items() if title == move["material_title"]), None),
                "movement": stock.RECEIVED,
                "moved_on": day.isoformat(),
                "amount": move["amount"],
                "counterpart": sender,
                "other_office": move["office"],
                "proof": move["proof"],
            },
        )


def _stock_task(kind: str, sentence: str, reason: str, typed: Mapping[str, object]) -> Task:
    filled = {name: value for name, value in typed.items() if value is not None}
    return Task(kind, sentence, reason, "warn", "form", {"kind": STOCK_MOVE.name, "typed": filled})
