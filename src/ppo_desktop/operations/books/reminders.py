"""What the books ask for by themselves: reminders of their kinds, seasons without an event, stock to be counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from ppo_desktop.core.offices import Level, name_of
from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import _, number
from ppo_desktop.insight.stock import STOCK
from ppo_desktop.operations.books import stocktaking
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.house.sight import sight
from ppo_desktop.operations.house.todo import LIST, Task, due_words
from ppo_desktop.records import seasons, stock
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.dates import written
from ppo_desktop.records.field import Values
from ppo_desktop.records.kind import Reminder, StockBook
from ppo_desktop.records.material import MATERIAL
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.registry import row_kinds
from ppo_desktop.records.rules import text_of
from ppo_desktop.records.socialisation import SOCIALISATION
from ppo_desktop.records.stock_move import STOCK_MOVE
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
        closed = sight(connection, office).closed
        for kind in row_kinds():
            for reminder in kind.reminders:
                chosen = Selection((kind.filter(reminder.filter),), without=closed)
                found = listing.outstanding(connection, kind, chosen, day, due=reminder.due)
                where = {"kind": kind.name, "filter": reminder.filter}
                if not reminder.counts_below and found.keys() - {office.code}:
                    found = {owner: one for owner, one in found.items() if owner == office.code}
                    where["owner"] = office.code
                if found:
                    yield _reminder(office, reminder, where, found, day)


def _reminder(
    office: Office, reminder: Reminder, where: Mapping[str, str], found: Mapping[str, Outstanding], day: date
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
        f"{where['kind']}-{reminder.filter}",
        _(reminder.sentence).format(count=number(count)),
        reason,
        reminder.severity,
        LIST,
        where,
        due_words(day, first) if first else "",
        (first - day).days if first else None,
    )


def _whose(office: Office, found: Mapping[str, Outstanding]) -> str:
    """``Desa Sempalai (2), kantor ini (1).``"""
    named = [
        _("{office} ({count})").format(
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
    """Less than nothing on the shelf, what events took of we do not know which title, and what was handed to us."""
    with office.database.reading() as connection:
        book = stocktaking.book(connection, office.code)
        arriving = stock.unreceived(book, stocktaking.handed_over(connection, office.code))
    titles = {text_of(row, "id"): MATERIAL.title_of(row) for row in book.materials}
    yield from _below_zero(book, titles)
    for draw in stock.drawn(book):
        if not draw.material:
            sentence = _("{count} {medium} dibagikan {day}, judul yang mana?").format(
                count=number(draw.amount), medium=code_list("materials").label(draw.medium), day=written(draw.on)
            )
            reason = _("Ada beberapa judul; catat yang dibagikan, supaya stoknya berkurang.")
            typed = {name: value for name, value in draw.move.items() if value}
            yield _stock_move("stock-unclear", sentence, reason, typed)
    for move in arriving:
        yield _arriving(move, titles, day)


def _below_zero(book: StockBook, titles: Mapping[str, str]) -> Iterator[Task]:
    kept = stock.stock(stock.lines(book))
    short = {material: found.left for material, found in kept.items() if found.left < 0}
    reason = _("Hitung di lemari, lalu catat penerimaan atau koreksinya.")
    if len(short) > 1:
        sentence = _("Stok {count} bahan kurang dari nol menurut buku").format(count=number(len(short)))
        yield Task("stock-below-zero", sentence, reason, "warn", "figures", {"overview": STOCK.name})
    for material, amount in short.items() if len(short) == 1 else ():
        words = _("Stok {left} menurut buku: {title}")
        sentence = words.format(left=number(amount), title=titles.get(material, _("(bahan tidak dikenal)")))
        yield _stock_move("stock-below-zero", sentence, reason, {"material": material})


def _arriving(move: Values, titles: Mapping[str, str], day: date) -> Task:
    sender, amount, title = name_of(text_of(move, "office")), move.get("amount"), text_of(move, "material_title")
    typed = {
        "material": next((material for material, known in titles.items() if known == title), ""),
        "movement": stock.RECEIVED,
        "moved_on": day.isoformat(),
        "amount": amount,
        "counterpart": sender,
        "other_office": move["office"],
        "proof": move.get("proof"),
    }
    count = number(amount) if isinstance(amount, int) else ""
    sentence = _("{office} menyerahkan {count} {title}").format(office=sender, count=count, title=title)
    reason = _("Hitung yang datang, lalu catat penerimaannya.")
    return _stock_move("stock-arriving", sentence, reason, {name: value for name, value in typed.items() if value})


def _stock_move(kind: str, sentence: str, reason: str, typed: Mapping[str, object]) -> Task:
    """Done by a movement of the stock, begun with what is known of it."""
    return Task(kind, sentence, reason, "warn", "form", {"kind": STOCK_MOVE.name, "typed": dict(typed)})
