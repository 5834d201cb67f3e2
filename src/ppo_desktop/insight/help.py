"""Tindak lanjut dan rujukan: what is open, what is late, what came back in time; penal and non-penal apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from statistics import median

from ppo_desktop.core.offices import name_of
from ppo_desktop.core.text import N_, _
from ppo_desktop.insight.overview import (
    Cell,
    Column,
    Fact,
    Findings,
    Lead,
    Line,
    Overview,
    Question,
    Row,
    Rows,
    Section,
    count_of,
)
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.dates import is_date
from ppo_desktop.records.follow_up import FOLLOW_UP
from ppo_desktop.records.follow_up_rules import OPEN
from ppo_desktop.records.referral import REFERRAL
from ppo_desktop.records.referral_rules import OPEN as OPEN_REFERRALS
from ppo_desktop.records.rules import text_of

_COUNTS = ("open", "overdue", "in_time", "late", "unclear")
Count = Callable[[Row, Question], str]
"""What one row counts as; ``""`` for nothing."""


def find(rows: Rows, question: Question) -> Findings:
    """What is open today, and what was done or sent in the year."""
    done, sent = rows[FOLLOW_UP.name], rows[REFERRAL.name]
    counted = Counter(follow_up_state(row, question) for row in done)
    answered = Counter(referral_state(row, question) for row in sent)
    is_several = any(row["office"] != question.office for row in (*done, *sent))
    return Findings(
        (
            Fact(_("Tindak lanjut dalam tenggat"), count_of(counted["open"], done)),
            Fact(
                _("Tindak lanjut lewat tenggat"),
                count_of(counted["overdue"], done),
                "bad" if counted["overdue"] else "",
            ),
            Fact(_("Rujukan menunggu, dalam tenggat"), count_of(answered["open"], sent)),
            Fact(_("Rujukan lewat tenggat"), count_of(answered["overdue"], sent), "bad" if answered["overdue"] else ""),
            Fact(_("Rujukan dijawab, belum selesai"), count_of(sum(_is_in_hand(row, question) for row in sent), sent)),
        ),
        (
            _follow_ups(done, question),
            _efforts(sent, question),
            _institutions(sent, question),
            *([_offices(done, sent, question)] if is_several else []),
        ),
        (
            _("“Dalam tenggat”, “lewat”: masih terbuka hari ini; yang selesai dan dikirim dihitung menurut tahunnya."),
            _("Tenggat dan waktu jawab adalah sasaran kantor; belum ada aturan yang menetapkannya."),
        ),
    )


def follow_up_state(row: Row, question: Question) -> str:
    """``open``, ``overdue``; done in the year: ``in_time``, ``late``, or ``unclear`` where a day is missing."""
    due_on, done_on = text_of(row, "due_on"), text_of(row, "done_on")
    if question.is_ahead(row.get("decided_on")):
        return ""
    if text_of(row, "state") == OPEN:
        return "overdue" if due_on and due_on < question.today.isoformat() else "open"
    if not question.covers(done_on or row.get("decided_on")):
        return ""
    if not (due_on and done_on):
        return "unclear"
    return "in_time" if done_on <= due_on else "late"


def referral_state(row: Row, question: Question) -> str:
    """As ``follow_up_state``: of the answers, for what was sent; ``unclear``: closed without a day of the answer."""
    sent_on, answered_on = text_of(row, "sent_on"), text_of(row, "answered_on")
    due = text_of(row, "answer_due")
    if not sent_on or question.is_ahead(sent_on):
        return ""
    if not answered_on and text_of(row, "status") in OPEN_REFERRALS:
        return "overdue" if due and due < question.today.isoformat() else "open"
    if not question.covers(sent_on):
        return ""
    if not (answered_on and due):
        return "unclear"
    return "in_time" if answered_on <= due else "late"


def _is_in_hand(row: Row, question: Question) -> bool:
    """Whether a referral was answered and is being dealt with still."""
    is_answered = bool(row.get("answered_on")) and not question.is_ahead(row.get("sent_on"))
    return is_answered and text_of(row, "status") in OPEN_REFERRALS


def _counts(rows: Iterable[Row], state: Count, question: Question) -> tuple[int, ...]:
    counted = Counter(state(row, question) for row in rows)
    return tuple(counted[name] for name in _COUNTS)


def _heads(*, answers: bool) -> tuple[Column, ...]:
    titles = (
        (
            _("Dalam tenggat"),
            _("Lewat tenggat"),
            _("Dijawab tepat waktu"),
            _("Dijawab terlambat"),
            _("Tanpa tanggal"),
        )
        if answers
        else (
            _("Dalam tenggat"),
            _("Lewat tenggat"),
            _("Selesai tepat waktu"),
            _("Selesai terlambat"),
            _("Tanpa tanggal"),
        )
    )
    return tuple(Column(title, 1.2, is_number=True) for title in titles)


def _follow_ups(rows: Iterable[Row], question: Question) -> Section:
    by_action: dict[str, list[Row]] = {}
    for row in rows:
        by_action.setdefault(text_of(row, "action"), []).append(row)
    lines = []
    for action in [*(code.code for code in code_list("follow-up-actions").items), ""]:
        counts = _counts(by_action.get(action, ()), follow_up_state, question)
        if any(counts):
            words = code_list("follow-up-actions").label(action) or _("tindakan lain")
            late = Lead(FOLLOW_UP.name, filter="overdue" if counts[1] else "")
            lines.append(Line((words, *counts), "bad" if counts[1] else "", late))
    return Section(
        _("Tindak lanjut menurut tindakan"),
        (Column(_("Tindakan"), 4), *_heads(answers=False)),
        tuple(lines),
        empty=_("Belum ada tindak lanjut yang dicatat."),
    )


def _efforts(rows: Iterable[Row], question: Question) -> Section:
    rows = list(rows)
    lines = [
        _referred(code.label, [row for row in rows if text_of(row, "effort") == code.code], question)
        for code in code_list("efforts").items
    ]
    return _referrals("efforts", _("Rujukan penal dan nonpenal"), _("Upaya"), lines if rows else [])


def _institutions(rows: Iterable[Row], question: Question) -> Section:
    by_institution: dict[str, list[Row]] = {}
    for row in rows:
        by_institution.setdefault(text_of(row, "institution"), []).append(row)
    lines = [
        _referred(code.label, by_institution[code.code], question)
        for code in code_list("institutions").items
        if code.code in by_institution
    ]
    return _referrals("institutions", _("Rujukan menurut instansi"), _("Instansi"), lines)


def _referred(words: str, rows: list[Row], question: Question) -> Line:
    counts = _counts(rows, referral_state, question)
    sent = sum(1 for row in rows if question.covers(row.get("sent_on")))
    cells: tuple[Cell, ...] = (words, sent, *counts, usual_days(rows, question), _longest_wait(rows, question))
    return Line(cells, "bad" if counts[1] else "", Lead(REFERRAL.name, filter="no-answer" if counts[1] else ""))


def _referrals(name: str, title: str, first: str, lines: list[Line]) -> Section:
    return Section(
        title,
        (
            Column(first, 3.4),
            Column(_("Dikirim"), 1, is_number=True),
            *_heads(answers=True),
            Column(_("Lama jawaban (hari)"), 1.3, is_number=True),
            Column(_("Menunggu terlama (hari)"), 1.3, is_number=True),
        ),
        tuple(lines),
        _("Lama jawaban: nilai tengah, dari yang dikirim pada tahun itu dan sudah dijawab."),
        _("Belum ada rujukan yang dicatat."),
        name=name,
    )


def usual_days(rows: Iterable[Row], question: Question) -> int | str | None:
    """The median of the days between sending and answer, a half as ``4,5``; ``None`` while nothing was answered."""
    days = [
        (date.fromisoformat(answered) - date.fromisoformat(sent)).days
        for row in rows
        if question.covers(sent := text_of(row, "sent_on")) and is_date(answered := text_of(row, "answered_on"))
    ]
    if not days:
        return None
    middle = median(days)
    return int(middle) if middle == int(middle) else f"{middle:.1f}".replace(".", ",")


def _longest_wait(rows: Iterable[Row], question: Question) -> int | None:
    """Days since the oldest of those that wait for an answer was sent; ``None`` where none waits."""
    waiting = (row for row in rows if referral_state(row, question) in ("open", "overdue"))
    days = [
        (question.today - date.fromisoformat(sent)).days for row in waiting if is_date(sent := text_of(row, "sent_on"))
    ]
    return max(days, default=None)


def _offices(done: Iterable[Row], sent: Iterable[Row], question: Question) -> Section:
    counted: dict[str, Counter[str]] = {}
    for row in done:
        counted.setdefault(str(row["office"]), Counter())[follow_up_state(row, question)] += 1
    for row in sent:
        counted.setdefault(str(row["office"]), Counter())["sent-" + referral_state(row, question)] += 1
    lines = []
    for office, counts in sorted(counted.items()):
        late = counts["overdue"] + counts["sent-overdue"]
        cells = (
            name_of(office),
            counts["open"] + counts["overdue"],
            counts["overdue"],
            counts["sent-open"] + counts["sent-overdue"],
            counts["sent-overdue"],
        )
        lines.append(Line(cells, "bad" if late else ""))
    return Section(
        _("Menurut kantor"),
        (
            Column(_("Kantor"), 3),
            Column(_("Tindak lanjut terbuka"), 1.4, is_number=True),
            Column(_("Lewat tenggat"), 1.2, is_number=True),
            Column(_("Rujukan menunggu"), 1.4, is_number=True),
            Column(_("Jawaban lewat tenggat"), 1.3, is_number=True),
        ),
        tuple(lines),
    )


HELP = Overview(
    name="help",
    title=N_("Tindak lanjut dan rujukan"),
    purpose=N_("Apa yang masih terbuka, apa yang lewat tenggat, dan rujukan mana yang dijawab, penal dan nonpenal."),
    icon="life-buoy",
    reads={
        FOLLOW_UP.name: ("action", "decided_on", "due_on", "done_on", "state"),
        REFERRAL.name: ("institution", "status", "effort", "sent_on", "answered_on", "answer_due"),
    },
    find=find,
)
