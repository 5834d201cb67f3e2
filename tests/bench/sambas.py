"""The files of one month of a whole kabupaten: each by a village of its own, with key, certificate and many entries.

Offices with databases would take minutes to set up and add nothing to what is measured; so these villages have only
what stands in a file. The files are those that ``carriers.build`` makes for any office.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from msgspec.structs import replace

import offices
from ppo_desktop.core.clock import FixedClock, stamp
from ppo_desktop.core.ids import new_device_id, new_record_id
from ppo_desktop.core.offices import parent, regions
from ppo_desktop.core.period import Month
from ppo_desktop.exchange.manifest import Recipient
from ppo_desktop.journal.entry import ChainHead, Entry, Heading, write_entry
from ppo_desktop.operations.books import counting
from ppo_desktop.operations.carriers import carriers
from ppo_desktop.operations.house import keyring
from ppo_desktop.operations.house.keyring import Signer
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.keys import revoking_lists
from ppo_desktop.operations.months import reporting
from ppo_desktop.practice.people import Village
from ppo_desktop.practice.regency_books import Deed, Plan, life
from ppo_desktop.reports.figures import MonthFigures, MonthRows, count_month
from ppo_desktop.reports.monthly import monthly_report
from ppo_desktop.reports.office import Assent
from ppo_desktop.storage import carrier_store, journal_store, projection, trust_store
from ppo_desktop.storage.trust_store import Peer
from ppo_desktop.trust import issuing, keys, requesting, sealing
from ppo_desktop.trust.naming import OfficeKey

REGENCY = "61.01"
VILLAGES = sorted(code for code in regions() if parent(parent(code)) == REGENCY)
ROWS = 500
"""Persons and departures of one village."""


@dataclass(frozen=True)
class Sender:
    """A village as far as it stands in its files."""

    office: Office
    device: str
    secret: bytes
    certificate: bytes
    recipient: str


def regency(folder: Path, clock: FixedClock | None = None) -> Office:
    """The kabupaten, which is root."""
    return offices.new_office(folder, REGENCY, clock or offices.clock_at("2026-12-02T02:00:00"), is_root=True)


def senders(root: Office, codes: Sequence[str]) -> list[Sender]:
    """Villages certified by ``root`` and known there."""
    found = []
    with root.database.transaction() as connection:
        key = revoking_lists.open_root(connection, root, offices.HEAD)
        for code in codes:
            _secret, recipient = sealing.new_sealing_key()
            device, secret = new_device_id(), keys.new_signing_key()
            name = OfficeKey(code, "dispatch", recipient, root.identity.training, device)
            request = requesting.new_request(secret, name)
            certificate = issuing.issue(key.key_der, key.certificate, request, root.clock.now())
            trust_store.add_peer(connection, Peer(certificate, code, device, "dispatch", recipient), stamp(root.clock))
            village = replace(root, identity=replace(root.identity, code=code))
            found.append(Sender(village, device, secret, certificate, recipient))
    return found


def entries(code: str, device: str, month: Month, rows: int, clock: FixedClock) -> Iterator[Entry]:
    """A village's chain: half as many persons as ``rows``, a departure of each, and the report of the month."""
    draw = Random(code)
    heading = Heading(code, device, 1, "Rina", stamp(clock))
    head = ChainHead()

    def write(kind: str, record: str, values: dict[str, object]) -> Entry:
        nonlocal head
        entry = write_entry(heading, head, kind, record, "set", (values, {}), ())
        head = ChainHead(entry.seq, entry.link)
        return entry

    people = Village(code)
    for number in range(rows // 2):
        person, day = new_record_id(clock), f"{month}-{draw.randrange(1, 29):02d}"
        yield write("person", person, people.person())
        departure = {
            "person": person,
            "register_number": f"REG/{code}/{month.year}/{number:04d}",
            "registered_on": day,
            "source": "KELUARGA",
            "status": "berangkat",
            "destination_country": "MY",
            "destination_place": "Sarawak, Kuching",
            "sector": "PERKEBUNAN",
            "job": "Buruh panen sawit",
            "scheme": "TANPA_SKEMA",
            "documents": ["KTP", "KK", "IJAZAH"],
            "reasons": ["UPAH_KURANG", "TANGGUNGAN"],
            "departed_on": day,
            "exit_point": "PLBN_ARUK",
            "path": draw.choice(("prosedural", "nonprosedural")),
        }
        yield write("departure", new_record_id(clock), departure)
    report = {
        "month": str(month),
        "nihil": False,
        "totals": {"registered": rows // 2, "departed": rows // 2, "returned": 0, "events": 0, "participants": 0},
        "late": {},
        "recap": count_month(str(month), MonthRows({}, {}, {})).recap,
        "cutoff": {device: rows},
        "assent": "none",
    }
    yield write("report", counting.report_record(code, month), report)


def carrier(root: Office, sender: Sender, month: Month, rows: int = ROWS) -> bytes:
    """The signed file of one village."""
    clock = root.clock
    assert isinstance(clock, FixedClock)
    chain = list(entries(sender.office.code, sender.device, month, rows, clock))
    with root.database.reading() as connection:
        receiver = Recipient(root.code, keyring.sealing_recipient(connection))
    signer = Signer("dispatch", sender.secret, sender.certificate, Assent.NONE, "Rina")
    draft = carriers.Draft(
        kind="report",
        to=root.code,
        period=str(month),
        entries=chain,
        recipients=tuple(
            sorted((receiver, Recipient(sender.office.code, sender.recipient)), key=lambda r: (r.office, r.sealing))
        ),
        confirmed={},
        totals={"registered": rows // 2, "departed": rows // 2, "returned": 0, "events": 0, "participants": 0},
        late={},
    )
    said = reporting.Said(count_month(str(month), MonthRows({}, {}, {})), None)

    def page(carrier_id: str) -> reporting.Document:
        signing = reporting.Signing(Assent.NONE, signer.words, carrier_id, "Rina", "Rina")
        return monthly_report(reporting.facts_of(sender.office, root.code, said, None, signing))

    return carriers.build(sender.office, draft, signer, page).pdf


def reports(root: Office, codes: Sequence[str], months: Sequence[Month], known: Mapping[str, str] | None = None) -> int:
    """The monthly reports of these villages as if their files had come, with plausible figures; how many.

    Args:
        known: code → identity of its PC, of villages that ``root`` certified; made-up keys stand for the others.
    """
    count = 0
    plan = Plan(months=len(months), first=months[0])
    with root.database.transaction() as connection:
        for code in codes:
            device, head = (known or {}).get(code) or new_device_id(), ChainHead()
            if code not in (known or {}):
                trust_store.add_peer(connection, Peer(code.encode(), code, device, "dispatch", ""), f"{months[0]}-01")
            deeds, written = life(plan, code), []
            for month in months:
                made = _figures(month, deeds.deeds[month])
                values = {
                    "month": str(month),
                    "nihil": made.is_nihil,
                    "totals": dict(made.totals),
                    "late": dict(made.late),
                    "recap": made.recap,
                    "cutoff": {device: head.seq},
                    "assent": "none",
                }
                heading = Heading(code, device, 1, "Rina", f"{month.next}-02T09:00:00+07:00")
                record = counting.report_record(code, month)
                entry = write_entry(heading, head, "report", record, "set", (values, {}), ())
                head = ChainHead(entry.seq, entry.link)
                carrier_id = entry.link.hex()
                journal_store.append(connection, [entry], carrier_id)
                written.append(((code, record), [entry]))
                arrived = (carrier_id, "report", code, "dispatch", str(month), heading.time, "Dewi", "{}", "", None)
                carrier_store.add_incoming(connection, carrier_store.Incoming(*arrived))
                count += 1
            projection.project(connection, written, fresh=True)
    return count


def _figures(month: Month, deeds: Sequence[Deed]) -> MonthFigures:
    rows: dict[str, dict[str, dict[str, Any]]] = {}
    for number, deed in enumerate(deeds):
        key = deed.key if deed.kind == "departure" else str(number)
        rows.setdefault(deed.kind, {}).setdefault(key, {}).update(deed.values)
    return count_month(str(month), MonthRows(rows.get("departure", {}), rows.get("socialisation", {}), {}))


def stick(root: Office, folder: Path, month: Month, codes: Sequence[str], rows: int = ROWS) -> list[Path]:
    """The files of these villages, in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for sender in senders(root, codes):
        path = folder / f"PPO-{sender.office.code}-{month}.pdf"
        path.write_bytes(carrier(root, sender, month, rows))
        paths.append(path)
    return paths
