"""What the sheet of a record says at its head: other records of the same person, and what an office above asks."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QPushButton

from ppo_desktop.core.offices import name_of
from ppo_desktop.core.text import _
from ppo_desktop.gui.design.widgets import Banner, button, withhold
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.operations.neighbours import correcting, notes
from ppo_desktop.operations.neighbours.twin_notices import remarks
from ppo_desktop.operations.papers.sheets import Sheet
from ppo_desktop.records.dates import written
from ppo_desktop.records.referral import REFERRAL


def remark_banners(sheet: Sheet, session: Session) -> list[Banner]:
    """A banner for each, with a button that leads to what it speaks of."""
    said = [
        Banner(
            "info",
            remark.sentence,
            "",
            [button(remark.button, partial(session.go, remark.screen, **remark.arguments))],
        )
        for remark in remarks(session.office, sheet.kind, (sheet.owner, sheet.record))
    ]
    return [*_requests(sheet, session), *_answers(sheet, session), *said]


def _requests(sheet: Sheet, session: Session) -> list[Banner]:
    if sheet.is_ours:
        answer = _("Perbaiki catatannya dengan “Ubah”. Bila sudah benar, jawab begitu.")
        return [
            Banner("warn", one.sentence, answer, [_door(session, _("Sudah benar"), request=one.id)])
            for one in correcting.requested(session.office, sheet.record)
        ]
    return [
        Banner("info", one.standing, one.reason + (f" – {one.answer}" if one.answer else ""))
        for one in correcting.asked(session.office, (sheet.owner, sheet.record))
        if one.state != "withdrawn"
    ]


def _answers(sheet: Sheet, session: Session) -> list[Banner]:
    """What was answered to a referral, with a door to writing it down where the referral is ours."""
    if sheet.kind is not REFERRAL:
        return []
    found = []
    for note in notes.answering(session.office, sheet.record):
        doors = []
        if sheet.is_ours and not sheet.is_deleted:
            typed = {"answered_on": note.written_on, "answer": note.text}
            go = partial(session.go, "form", kind=REFERRAL.name, record=sheet.record, listed="referrals", typed=typed)
            doors = [withhold(button(_("Catat jawaban ini"), go), session.why_not("record"))]
        words = _("Dijawab {office}, {day}").format(office=name_of(note.sender), day=written(note.written_on))
        found.append(Banner("info", words, note.text, doors))
    return found


def asking(sheet: Sheet | None, session: Session) -> list[QPushButton]:
    """The door to asking the office of a record to look at it again, where this office may."""
    if sheet is None or sheet.is_deleted or correcting.why_not_ask(session.office, sheet.kind, sheet.owner):
        return []
    where = {"kind": sheet.kind.name, "owner": sheet.owner, "record": sheet.record}
    answer = [_door(session, _("Jawab rujukan"), **where, answer="1")] if sheet.kind is REFERRAL else []
    return [*answer, _door(session, _("Minta perbaikan"), **where)]


def _door(session: Session, words: str, **arguments: str) -> QPushButton:
    return button(words, partial(session.go, "letters", **arguments))
