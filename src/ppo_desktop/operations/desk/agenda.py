"""What to do next: at most five things, the most urgent first, each with the place in the program where it is done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from ppo_desktop.core.clock import WIB, today
from ppo_desktop.core.offices import Level, name_of, parent
from ppo_desktop.core.period import Month, long_date
from ppo_desktop.core.text import N_, _, number
from ppo_desktop.operations.books import listed_people, reminders
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.desk import incident
from ppo_desktop.operations.doors import accounts
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.house.sight import sight
from ppo_desktop.operations.house.todo import Severity, Task, due_words
from ppo_desktop.operations.keys import enrolment, key_tasks
from ppo_desktop.operations.months import amending, awaited, ledger, preparing, waiting
from ppo_desktop.operations.months.awaited import FromBelow
from ppo_desktop.operations.months.ledger import ReportLine
from ppo_desktop.operations.neighbours import confirming, mailbox, pcs, twin_notices
from ppo_desktop.operations.safekeeping import backups, drill, keeping
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.registry import kind as kind_named
from ppo_desktop.storage import journal_store, summaries

MOST_TASKS = 5
BACKUP_DAYS, BACKUP_LATEST = 7, 30
"""After so many days a backup is due, and after so many the lack of one is grave."""
RECEIPT_DAYS = 14
"""How long a receipt may take after a report was copied."""
AHEAD_DAYS = 7
"""In the last days of a month its report is announced, and in the last days before it is due it comes first."""
MOST_MONTHS = 12
"""Months further back are not asked about."""
_RANK: dict[Severity, int] = {"bad": 0, "warn": 1, "info": 2}
_WHY_DUE = {
    "report": N_("Laporan {first} sudah diterima di sini."),
    "news": N_("Kunci, permintaan, atau pesan untuk {first} ikut di dalamnya."),
}
_SOME_DAY = 10_000
"""Days left where nobody waits."""


def agenda(office: Office, most: int = MOST_TASKS) -> list[Task]:
    """The ``most`` urgent things to do; nothing is written."""
    day = today(office.clock)
    standing = enrolment.state(office)
    tasks = list(key_tasks.tasks(office, day))  # first: what is answered goes along with the receipts
    if standing.kind in ("enrolled", "root"):
        if standing.reports_upwards:
            tasks += _own_month(office, day)
        tasks += _from_below(office, day)
        if standing.kind == "root" and not enrolment.known(office):
            reason = _("Colokkan flashdisk yang dibawa petugasnya; sekali saja untuk tiap kantor.")
            tasks.append(Task("first-office", _("Kenali kunci kantor di bawah"), reason, "info", "enrolment"))
    else:
        tasks += _enrolment(standing.kind == "asked", office)
    tasks += _keeping(office, day)
    if not office.database.is_shared:
        tasks += drill.tasks(office, day)
    tasks += _records(office)
    tasks += reminders.tasks(office, day)
    tasks += twin_notices.tasks(office)
    tasks += mailbox.tasks(office)
    tasks += listed_people.tasks(office)
    tasks += pcs.tasks(office)
    tasks += preparing.tasks(office)
    tasks += incident.tasks(office)
    return sorted(tasks, key=_order)[:most]


def _order(task: Task) -> tuple[int, int, int]:
    """An incident, what is overdue and lets somebody down, our report that is due soon, then by severity; by its date.

    A backup that is old comes behind these: it can be made on any day.
    """
    rank, left = _RANK[task.severity], task.left if task.left is not None else _SOME_DAY
    if task.kind == "incident":  # people have to be told within three days
        return -1, rank, left
    if left < 0:
        return 0, rank, left
    return (1 if task.is_report and left <= AHEAD_DAYS else 2), rank, left


def _own_month(office: Office, day: date) -> Iterator[Task]:
    due_on = waiting.due_days(office)
    lines = ledger.reports(office)
    newest = {line.month: line for line in lines if line.is_newest}
    unreported = [month for month in _past_months(office, day) if month not in newest]
    if unreported:
        month, more = unreported[0], len(unreported) - 1
        reason = _("Jatuh tempo {day}.").format(day=long_date(due_on(month)))
        if more:
            reason = _("{reason} Ada {more} bulan lain yang juga belum dilaporkan.").format(reason=reason, more=more)
        yield _due(day, due_on(month), "month", _("Buat laporan {month}").format(month=month.label), reason, month)
    latest = {line.recipient: line for line in reversed(lines)}
    unsent = [line for line in latest.values() if line.state in ("made", "withdrawn")]
    yield from (_unsent(line, day, due_on(line.month)) for line in unsent)
    yield from _receipt(office, lines, day)
    ending = Month.of(day)
    if ending not in newest and (ending.last - day).days < AHEAD_DAYS:
        sentence = _("Siapkan laporan {month}").format(month=ending.label)
        reason = _("Bulan ini hampir selesai; periksa catatannya.")
        yield Task("month-ends", sentence, reason, "info", "month", _of(ending), due_words(day, due_on(ending)))


def _receipt(office: Office, lines: list[ReportLine], day: date) -> Iterator[Task]:
    """What to do where the office above has been silent: about a report it was handed, or altogether."""
    silence = waiting.silence_above(office)
    is_long = silence is not None and silence.tone != "ok"
    severity: Severity = "bad" if silence and silence.tone == "bad" else "warn"
    told = silence.words if silence and is_long else ""
    for line in [line for line in lines if line.is_newest and line.state == "copied" and line.copied_on][:1]:
        assert line.copied_on is not None, "just asked for"
        late = (day - line.copied_on).days - RECEIPT_DAYS
        if late > 0:
            sentence = _("Minta tanda terima laporan {month}").format(month=line.month.label)
            reason = _("Disalin {day}, belum ada tanda terima dari {office}.").format(
                day=long_date(line.copied_on), office=name_of(line.recipient)
            )
            overdue = _("lewat {days} hari").format(days=late)
            yield Task("no-receipt", sentence, told or reason, severity, "receive", due=overdue)
            return
    if silence and is_long:
        sentence = _("Minta tanda terima dari {office}").format(office=name_of(silence.office))
        yield Task("silence", sentence, told, severity, "receive")


def _unsent(line: ReportLine, day: date, due: date) -> Task:
    if line.state == "withdrawn":
        sentence = _("Buat lagi laporan {month}").format(month=line.month.label)
        reason = line.state_words.capitalize() + "."
        left = (due - day).days
        return Task("withdrawn", sentence, reason, "bad", "month", _of(line.month), left=left, is_report=True)
    sentence = _("Salin laporan {month} ke flashdisk").format(month=line.month.label)
    reason = _("Dibuat {day}, belum disalin.").format(day=long_date(line.made_on))
    return _due(day, due, "copy", sentence, reason, line.month)


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
        first, why = next(iter(unanswered.items()))
        reason = _(_WHY_DUE[why]).format(first=name_of(first))
        if len(unanswered) > 1:
            reason = _("Yang pertama: {reason}").format(reason=reason)
        yield Task("receipts", sentence, reason, "warn", "receive", {"anew": True})
    with office.database.reading() as connection:
        uncopied = sending.uncopied(connection)
    if uncopied:
        sentence = _("Salin {count} tanda terima ke flashdisk").format(count=number(len(uncopied)))
        reason = _("Agar kantor di bawah tidak mengirim ulang catatan yang sama.")
        yield Task("copy-receipts", sentence, reason, "warn", "receive", {"anew": True})
    month = Month.of(day).previous
    lines = awaited.received(office, month)
    missing = [line for line in lines if line.received_on is None]
    if missing:
        yield _missing(missing, len(lines), day, waiting.due_days(office)(month), month)
    changed = amending.since_report(office, month)
    if changed and changed.below:
        sentence = _("Buat rekap perbaikan ke-{n} {month}").format(n=number(changed.n), month=month.label)
        count = number(len(changed.below))
        reason = _("{count} laporan datang atau berubah sesudah rekap terakhir.").format(count=count)
        yield Task("amend", sentence, reason, "info", "month", _of(month))


def _missing(missing: list[FromBelow], known: int, day: date, due_on: date, month: Month) -> Task:
    sentence = _("{count} dari {known} kantor belum melapor {month}").format(
        count=number(len(missing)), known=number(known), month=month.label
    )
    named = ", ".join(line.name for line in missing[:3])
    reason = _("Belum: {names} dan lainnya.") if len(missing) > 3 else _("Belum: {names}.")
    severity: Severity = "bad" if day > due_on else "info"
    reason, due = reason.format(names=named), due_words(day, due_on)
    return Task("missing-reports", sentence, reason, severity, "board", _of(month), due)


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
        if office.user.may_assent:
            sentence = _("Pastikan kode darurat sudah tertulis di kertas")
            yield Task("emergency-code", sentence, reason, "warn", "settings", {"section": "keys"})
        else:
            sentence = _("Ingatkan pimpinan: kode darurat belum dipastikan tertulis")
            whose = _("Hanya pimpinan atau sekretaris yang dapat memeriksanya.")
            yield Task("emergency-code", sentence, f"{reason} {whose}", "warn", "")
    if office.database.is_shared:
        return
    kept = keeping.backups(office)
    arguments = {"section": "backup"}
    if kept.newest is None:
        sentence, reason = _("Buat cadangan pertama"), _("Bila komputer rusak, hanya cadangan yang dapat memulihkan.")
        yield Task(
            "backup", sentence, reason, "warn" if reminders.has_people(office) else "info", "settings", arguments
        )
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
    elif (day - _day(kept.elsewhere)).days > BACKUP_LATEST:
        reason = _("Yang di luar komputer ini terakhir {day}.").format(day=long_date(_day(kept.elsewhere)))
        yield Task("backup-stick", _("Buat cadangan ke flashdisk"), reason, "warn", "settings", arguments)
    failed = backups.trouble(office)
    if failed:
        yield Task("backup-trouble", _("Cadangan harian terhalang"), failed.sentence, "warn", "settings", arguments)


def _records(office: Office) -> Iterator[Task]:
    if office.identity.level is Level.VILLAGE and not reminders.has_people(office):
        reason = _("Mulai dari satu orang yang akan atau sudah berangkat.")
        yield Task("first-person", _("Catat warga pertama"), reason, "info", "form", {"kind": PERSON.name})
    with office.database.reading() as connection:
        closed = sight(connection, office).closed
        rivals = [one for one in summaries.conflicts(connection, office.code) if (office.code, one[1]) not in closed]
        unusable = summaries.quarantined(connection)
    # What the program computes follows from what is chosen; alone it waits to be computed anew.
    rivals = [one for one in rivals if one[2] not in kind_named(one[0]).computed_names] or rivals[:1]
    if rivals:
        kind, record, _field = rivals[0]
        sentence = _("Putuskan {count} isian yang bentrok").format(count=number(len(rivals)))
        reason = _("Dua komputer mengisi hal yang sama dengan isi berbeda.")
        yield Task("conflicts", sentence, reason, "warn", "record", {"kind": kind, "record": record})
    if unusable:
        sentence = _("{count} isian belum dapat dipakai di sini").format(count=number(unusable))
        yield Task("quarantine", sentence, _("Isian itu disimpan dan tidak hilang."), "info", "quarantine")


def _due(day: date, due: date, kind: str, sentence: str, reason: str, month: Month) -> Task:
    """A task of the month's report: grave once the report is overdue."""
    severity: Severity = "bad" if day > due else "warn"
    words, left = due_words(day, due), (due - day).days
    return Task(kind, sentence, reason, severity, "month", _of(month), words, left, is_report=True)


def _of(month: Month) -> dict[str, object]:
    return {"month": str(month)}


def _day(moment: datetime) -> date:
    return moment.astimezone(WIB).date()
