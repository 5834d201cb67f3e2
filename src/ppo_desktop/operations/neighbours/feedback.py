"""What the page of a receipt says: a readable answer to whoever sent the report, with no program at hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import cast

from msgspec import Struct

from ppo_desktop.core import canonical
from ppo_desktop.core.clock import WIB, today
from ppo_desktop.core.offices import name_of, parent
from ppo_desktop.core.period import Month, long_date
from ppo_desktop.core.text import _, number
from ppo_desktop.exchange.manifest import read_manifest
from ppo_desktop.journal.wire import MAX_SEQ
from ppo_desktop.operations.books import counting
from ppo_desktop.operations.carriers import carriers
from ppo_desktop.operations.history import pc_names
from ppo_desktop.operations.house import keyring
from ppo_desktop.operations.house.keyring import Signer
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import reporting
from ppo_desktop.operations.neighbours import correcting, handing, notes, verdicts
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.dates import written
from ppo_desktop.records.referral import REFERRAL
from ppo_desktop.reports.figures import TOTALS
from ppo_desktop.reports.receipt import MOST_LINES, Figure, ReceiptFacts, ReceivedDevice
from ppo_desktop.storage import carrier_store, journal_store, rows
from ppo_desktop.storage.carrier_store import Incoming
from ppo_desktop.storage.database import Connection
from ppo_desktop.trust.certificates import this_update

Held = dict[str, tuple[int, bytes]]
"""Device → last seq held without gap, and its link."""
ENOUGH = 5
"""So many offices must have reported, or pieces lie in a sum, before it is told: nobody's small number is found out."""


class Answer(Struct, frozen=True):
    """What a receipt says, before its page is made."""

    incoming: Incoming
    held: Held
    values: Mapping[str, object]
    signer: Signer
    remarks: tuple[str, ...] = ()
    """Sentences about what goes back with it."""


def page_facts(connection: Connection, office: Office, answer: Answer) -> Callable[[str], ReceiptFacts]:
    """The page of a receipt, but for its carrier id, which is known last."""
    incoming, values, signer = answer.incoming, answer.values, answer.signer
    shown, offices = figures(connection, incoming)
    added = journal_store.added_by(connection, incoming.sender, incoming.id)
    devices = tuple(_devices(connection, incoming.sender, answer.held))
    months = tuple(_months(connection, incoming.sender))
    doubles_waiting = verdicts.waiting(connection, incoming.sender, values)
    told = [note for _id, note in notes.read(values)]
    answered = tuple(_answered(connection, incoming.sender, note) for note in told if "referral" in note)
    key_list = keyring.newest_crl(connection)

    def facts(carrier_id: str) -> ReceiptFacts:
        return ReceiptFacts(
            office=office.identity.on_paper(),
            sender=name_of(incoming.sender),
            addressee=reporting.addressee(incoming.sender),
            day=today(office.clock),
            number=None,
            month=incoming.period,
            received_id=incoming.id,
            received_on=long_date(date.fromisoformat(incoming.received_at[:10])),
            new_entries=added,
            devices=devices,
            months=months,
            figures=shown,
            offices=offices,
            is_recounted=bool(incoming.recount),
            doubles=verdicts.by_office(values),
            doubles_waiting=doubles_waiting,
            requests=correcting.count_told(values),
            handed=tuple(_handed(values)),
            notes=tuple(note["text"] for note in told if "referral" not in note),
            answered=answered,
            remarks=answer.remarks,
            key_list_on=long_date(this_update(key_list).astimezone(WIB).date()) if key_list else "",
            assent=signer.assent,
            words=signer.words,
            carrier_id=carrier_id,
            clock_text=carriers.clock_text(office.clock),
            is_training=office.identity.training,
        )

    return facts


def _devices(connection: Connection, sender: str, held: Held) -> list[ReceivedDevice]:
    return [
        ReceivedDevice(pc_names.called(connection, sender, device), seq, missing(connection, sender, device, seq))
        for device, (seq, _link) in sorted(held.items())
    ]


def missing(connection: Connection, sender: str, device: str, complete_to: int) -> str:
    """The first gap of a device: ``5`` or ``41–57``; ``""`` where there is none."""
    beyond = journal_store.chain(connection, sender, device, complete_to + 1, MAX_SEQ)
    first, last = complete_to + 1, min((entry.seq for entry in beyond), default=complete_to + 1) - 1
    if last < first:
        return ""
    return f"{number(first)}–{number(last)}" if last > first else number(first)


def _months(connection: Connection, sender: str) -> list[str]:
    """The months whose reports have arrived, the newest first: ``November 2026 (NIHIL)``."""
    reports = sorted(counting.reports(connection, sender), key=lambda report: report["month"], reverse=True)
    return [
        _("{month} (NIHIL)").format(month=label) if report.get("nihil") else label
        for report in reports[:MOST_LINES]
        for label in [Month.parse(report["month"]).label]
    ]


def figures(connection: Connection, incoming: Incoming) -> tuple[tuple[Figure, ...], int]:
    """The sender's totals of the month, as counted here, and of all that reported it; and how many these are."""
    if not incoming.period:
        return (), 0
    totals = {incoming.sender: read_manifest(incoming.manifest.encode()).totals}
    for arrived in carrier_store.arrived(connection, "report"):
        is_beside = parent(arrived.sender) == parent(incoming.sender) and arrived.period == incoming.period
        if is_beside and arrived.sender not in totals:
            manifest = carrier_store.incoming(connection, arrived.id).manifest
            totals[arrived.sender] = read_manifest(manifest.encode()).totals
    recount = cast(dict[str, int], canonical.read(incoming.recount.encode())) if incoming.recount else None
    found = []
    for key in TOTALS:
        own, together = totals[incoming.sender].get(key, 0), sum(each.get(key, 0) for each in totals.values())
        is_told = len(totals) >= ENOUGH or not 0 < together - own < ENOUGH
        found.append(Figure(key, own, recount.get(key, 0) if recount else None, together if is_told else None))
    return tuple(found), len(totals)


def _answered(connection: Connection, sender: str, note: Mapping[str, str]) -> str:
    """Which referral, without a name: ``Rujukan 12-11-2026 nomor 470/22: dijawab 20-11-2026``; what, is not printed."""
    row = rows.get(connection, REFERRAL, sender, note["referral"])
    sent, number_ = (str((row or {}).get(name) or "") for name in ("sent_on", "number"))
    which = " ".join(part for part in (written(sent), _("nomor {n}").format(n=number_) if number_ else "") if part)
    return _("Rujukan {which}: dijawab {day}").format(which=which or "–", day=written(note["written_on"]) or "–")


def _handed(values: Mapping[str, object]) -> list[str]:
    """``80 Komik “Jangan Mudah Percaya” (BA/1)``."""
    media = code_list("materials")
    words = _("{count} {medium} “{title}”")
    return [
        words.format(count=number(line.amount), medium=media.label(line.medium), title=line.title)
        for line in handing.read(values)
    ]
