"""What to do next: at most five things, the most urgent first, each with the place in the program where it is done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from ppo_desktop.core.clock import WIB, today
from ppo_desktop.core.offices import Level, name_of, parent
from ppo_desktop.core.period import Month, long_date
from ppo_desktop.core.text import _, number
from ppo_desktop.operations import accounts, confirming, enrolment, keeping, ledger, sending
from ppo_desktop.operations.ledger import FromBelow, ReportLine
from ppo_desktop.operations.office import Office
from ppo_desktop.operations.reporting import due_on
from ppo_desktop.records import seasons
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.registry import row_kinds
from ppo_desktop.records.socialisation import SOCIALISATION
from ppo_desktop.storage import journal_store, listing, rows, summaries
from ppo_desktop.storage.listing import Selection

Severity = Literal["bad", "warn", "info"]
MOST_TASKS = 5
BACKUP_DAYS, BACKUP_LATEST = 7, 30
"""After so many days a backup is due, and after so many the lack of one is grave."""
RECEIPT_DAYS = 14
"""How long a receipt may take after a report was copied."""
AHEAD_DAYS = 7
"""In the last days of a month its report is announced, and in the last days before it is due it comes first."""
LIST = "list"
"""Screen of tasks that are done in the list of a kind, which their arguments name."""
MOST_MONTHS = 12
"""Months further back are not asked about."""
_RANK: dict[Severity, int] = {"bad": 0, "warn": 1, "info": 2}


@dataclass(frozen=True)
class Task:
    """One thing to do, and where."""

    kind: str
    """Stable code: ``month``, ``copy``, ``backup`` …"""
    sentence: str
    """What to do: ``Buat laporan November 2026``."""
    reason: str
    """Why, in one line."""
    severity: Severity
    screen: str
    """Name of the screen where it is done."""
    arguments: Mapping[str, object] = field(default_factory=dict)
    """What that screen is to show: plain values."""
    due: str = ""
    """``lewat 4 hari``, ``hari ini``, ``9 hari lagi``, or nothing."""
    hurry: int | None = None
    """Of this office's own report: days left until it is due; negative when it is overdue."""


def agenda(office: Office, most: int = MOST_TASKS) -> list[Task]:
    """The ``most`` urgent things to do; nothing is written."""
    day = today(office.clock)
    standing = enrolment.state(office)
    tasks: list[Task] = []
    if standing.kind in ("enrolled", "root"):
        if standing.kind == "enrolled":
            tasks += _own_month(office, day)
        tasks += _from_below(office, day)
        if standing.kind == "root" and not enrolment.known(office):
            reason = _("Colokkan flashdisk yang dibawa petugasnya; sekali saja untuk tiap kantor.")
            tasks.append(Task("first-office", _("Kenali kunci kantor di bawah"), reason, "info", "enrolment"))
    else:
        tasks += _enrolment(standing.kind == "asked", office)
    tasks += _keeping(office, day)
    tasks += _records(office)
    tasks += _reminders(office, day)
    tasks += _season(office, day)
    return sorted(tasks, key=_order)[:most]


def _order(task: Task) -> int:
    """What hurts most first: others wait for our report, while a backup that is old can be made on any day."""
    if task.hurry is not None and task.hurry <= AHEAD_DAYS:
        return 0 if task.hurry < 0 else 1
    return 2 + _RANK[task.severity]


def due_words(day: date, due: date) -> str:
    """``lewat 4 hari``, ``hari ini`` or ``9 hari lagi``."""
    left = (due - day).days
    if left < 0:
        return _("lewat {days} hari").format(days=-left)
    return _("{days} hari lagi").format(days=left) if left else _("hari ini")


def _own_month(office: Office, day: date) -> Iterator[Task]:
    lines = ledger.reports(office)
    newest = {line.month: line for line in lines if line.is_newest}
    unreported = [month for month in _past_months(office, day) if month not in newest]
    if unreported:
        month, more = unreported[0], len(unreported) - 1
        reason = _("Jatuh tempo {day}.").format(day=long_date(due_on(month)))
        if more:
            reason = _("{reason} Ada {more} bulan lain yang juga belum dilaporkan.").format(reason=reason, more=more)
        yield _due(day, due_on(month), "month", _("Buat laporan {month}").format(month=month.label), reason, month)
    if lines and lines[0].state in ("made", "withdrawn"):
        yield _unsent(lines[0], day)
    waiting = [line for line in lines if line.is_newest and line.state == "copied" and line.copied_on]
    for line in waiting[:1]:
        assert line.copied_on is not None, "just asked for"
        late = (day - line.copied_on).days - RECEIPT_DAYS
        if late > 0:
            yield Task(
                "no-receipt",
                _("Minta tanda terima laporan {month}").format(month=line.month.label),
                _("Disalin {day}, belum ada tanda terima dari {office}.").format(
                    day=long_date(line.copied_on), office=name_of(line.recipient)
                ),
                "warn",
                "receive",
                due=_("lewat {days} hari").format(days=late),
            )
    ending = Month.of(day)
    if ending not in newest and (ending.last - day).days < AHEAD_DAYS:
        sentence = _("Siapkan laporan {month}").format(month=ending.label)
        reason = _("Bulan ini hampir selesai; periksa catatannya.")
        yield Task("month-ends", sentence, reason, "info", "month", _of(ending), due_words(day, due_on(ending)))


def _unsent(line: ReportLine, day: date) -> Task:
    if line.state == "withdrawn":
        sentence = _("Buat lagi laporan {month}").format(month=line.month.label)
        reason = line.state_words.capitalize() + "."
        left = (due_on(line.month) - day).days
        return Task("withdrawn", sentence, reason, "bad", "month", _of(line.month), hurry=left)
    sentence = _("Salin laporan {month} ke flashdisk").format(month=line.month.label)
    reason = _("Dibuat {day}, belum disalin.").format(day=long_date(line.made_on))
    return _due(day, due_on(line.month), "copy", sentence, reason, line.month)


def _past_months(office: Office, day: date) -> list[Month]:
    """The months that are over since this office began, the oldest first."""
    with office.database.reading() as connection:
        began = journal_store.time_of_first(connection, office.code)
    first = Month.of(date.fromisoformat(began[:10])) if began else Month.of(day)
    months = []
    month = max(first, Month(day.year - 1, day.month))
    while month < Month.of(day):
        months.append(month)
        month = month.next
    return months[-MOST_MONTHS:]


def _from_below(office: Office, day: date) -> Iterator[Task]:
    unanswered = confirming.waiting(office)
    if unanswered:
        count = number(len(unanswered))
        sentence = _("Buat tanda terima untuk {count} kantor").format(count=count)
        reason = _("Laporan {first} sudah diterima di sini.").format(first=name_of(unanswered[0]))
        yield Task("receipts", sentence, reason, "warn", "receive")
    with office.database.reading() as connection:
        copied = sending.copies(connection)
        uncopied = [made for made in sending.newest_receipts(connection).values() if made.id not in copied]
    if uncopied:
        sentence = _("Salin {count} tanda terima ke flashdisk").format(count=number(len(uncopied)))
        reason = _("Agar kantor di bawah tidak mengirim ulang catatan yang sama.")
        yield Task("copy-receipts", sentence, reason, "warn", "receive")
    month = Month.of(day).previous
    lines = ledger.received(office, month)
    missing = [line for line in lines if line.received_on is None]
    if missing:
        yield _missing(missing, len(lines), month, day)


def _missing(missing: list[FromBelow], known: int, month: Month, day: date) -> Task:
    sentence = _("{count} dari {known} kantor belum melapor {month}").format(
        count=number(len(missing)), known=number(known), month=month.label
    )
    named = ", ".join(line.name for line in missing[:3])
    reason = _("Belum: {names} dan lainnya.") if len(missing) > 3 else _("Belum: {names}.")
    severity: Severity = "bad" if day > due_on(month) else "info"
    reason, due = reason.format(names=named), due_words(day, due_on(month))
    return Task("missing-reports", sentence, reason, severity, "receive", _of(month), due)


def _enrolment(was_asked: bool, office: Office) -> Iterator[Task]:
    upper = name_of(parent(office.code))
    if was_asked:
        sentence = _("Terima jawaban kunci dari {office}").format(office=upper)
        reason = _("Permintaan kunci sudah dibuat; laporan menunggu jawabannya.")
        yield Task("enrolment-answer", sentence, reason, "warn", "enrolment")
    else:
        sentence = _("Kenalkan kunci kantor ini kepada {office}").format(office=upper)
        reason = _("Sekali saja, dengan flashdisk; perlu sebelum laporan pertama.")
        yield Task("enrolment-request", sentence, reason, "warn", "enrolment")


def _keeping(office: Office, day: date) -> Iterator[Task]:
    code = accounts.code_state(office)
    if code.made_at and not code.confirmed_at:
        reason = _("Tanpa kode itu, data hilang bila semua kata sandi terlupa.")
        sentence = _("Pastikan kode darurat sudah tertulis di kertas")
        yield Task("emergency-code", sentence, reason, "warn", "settings", {"section": "keys"})
    kept = keeping.backups(office)
    arguments = {"section": "backup"}
    if kept.newest is None:
        sentence, reason = _("Buat cadangan pertama"), _("Bila komputer rusak, hanya cadangan yang dapat memulihkan.")
        yield Task("backup", sentence, reason, "warn" if _has_people(office) else "info", "settings", arguments)
        return
    age = (day - _day(kept.newest)).days
    if age > BACKUP_DAYS:
        reason = _("Cadangan terakhir {day}.").format(day=long_date(_day(kept.newest)))
        late = _("lewat {days} hari").format(days=age - BACKUP_DAYS)
        severity: Severity = "bad" if age > BACKUP_LATEST else "warn"
        yield Task("backup", _("Buat cadangan"), reason, severity, "settings", arguments, late)
    elif kept.elsewhere is None:
        reason = _("Cadangan di komputer ini ikut hilang bila komputernya rusak.")
        yield Task("backup-stick", _("Buat cadangan ke flashdisk"), reason, "info", "settings", arguments)


def _records(office: Office) -> Iterator[Task]:
    if office.identity.level is Level.VILLAGE and not _has_people(office):
        reason = _("Mulai dari satu orang yang akan atau sudah berangkat.")
        yield Task("first-person", _("Catat warga pertama"), reason, "info", "form", {"kind": PERSON.name})
    with office.database.reading() as connection:
        rivals, unusable = summaries.conflicts(connection, office.code), summaries.quarantined(connection)
    if rivals:
        kind, record, _field = rivals[0]
        sentence = _("Putuskan {count} isian yang bentrok").format(count=number(len(rivals)))
        reason = _("Dua komputer mengisi hal yang sama dengan isi berbeda.")
        yield Task("conflicts", sentence, reason, "warn", "record", {"kind": kind, "record": record})
    if unusable:
        sentence = _("{count} isian menunggu versi program yang lebih baru").format(count=number(unusable))
        yield Task("quarantine", sentence, _("Isian itu disimpan dan tidak hilang."), "info", "activity")


def _reminders(office: Office, day: date) -> Iterator[Task]:
    """What the books themselves ask for, records of offices below included."""
    with office.database.reading() as connection:
        for kind in row_kinds():
            if not kind.reminders:
                continue
            filters = [kind.filter(reminder.filter) for reminder in kind.reminders]
            counts = listing.count_each(connection, kind, filters, Selection(), day)
            for reminder, count in zip(kind.reminders, counts, strict=True):
                if count:
                    sentence = _(reminder.sentence).format(count=number(count))
                    where = {"kind": kind.name, "filter": reminder.filter}
                    yield Task(
                        f"{kind.name}-{reminder.filter}", sentence, _(reminder.reason), reminder.severity, LIST, where
                    )


def _season(office: Office, day: date) -> Iterator[Task]:
    """The nearest season for which no event is planned."""
    if office.identity.level is not Level.VILLAGE or not _has_people(office):
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


def _has_people(office: Office) -> bool:
    with office.database.reading() as connection:
        return summaries.has_records(connection, PERSON, office.code)


def _due(day: date, due: date, kind: str, sentence: str, reason: str, month: Month) -> Task:
    """A task of the month's report: grave once the report is overdue."""
    severity: Severity = "bad" if day > due else "warn"
    return Task(kind, sentence, reason, severity, "month", _of(month), due_words(day, due), (due - day).days)


def _of(month: Month) -> dict[str, object]:
    return {"month": str(month)}


def _day(moment: datetime) -> date:
    return moment.astimezone(WIB).date()
