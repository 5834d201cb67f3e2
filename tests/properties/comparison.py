"""What one PC holds against what it should hold: entries just born, journal, rows, conflicts, search, erasure."""

from __future__ import annotations

import json
from pathlib import Path

from ppo_desktop.operations.books import searching
from properties.oracle import Fact, Parcel, RecordKey, Shelf
from properties.world import NEWER_FIELD, NEWER_KIND, VILLAGE, Pc, World

_HALVES = "office, device, seq, kind, record, version, op, prev, link, open_changes, restricted_changes"
_DERIVED = ("SELECT * FROM person", "SELECT * FROM socialisation", "SELECT * FROM departure")
_DERIVED += ("SELECT * FROM open_conflict", "SELECT * FROM quarantined_value")
_DERIVED += ("SELECT office, kind, record, title, text FROM search_document",)


class Comparison:
    """World and oracle side by side."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.facts: dict[bytes, Fact] = {}
        self.shelves: dict[str, Shelf] = {}
        self.parcels: list[tuple[Parcel, Path]] = []
        self.marks: dict[RecordKey, set[str]] = {}
        self.is_older = True

    def links(self) -> list[bytes]:
        """What the journals of all PCs hold, in the order in which it came there."""
        query = "SELECT link FROM journal ORDER BY n"
        return [row[0] for _name, pc in sorted(self.world.pcs.items()) for row in pc.query(query)]

    def _tick(self, name: str) -> Pc:
        self.world.clock.move(seconds=7)
        return self.world.pcs[name]

    def _born(
        self,
        name: str,
        expected: dict[RecordKey, dict[str, object]],
        *,
        renewed: bool = False,
        at_most: bool = False,
    ) -> None:
        """Read the entries this PC has just written: each about what was done, seen as held, next in its chain."""
        pc, shelf = self.world.pcs[name], self.shelves[name]
        rows = pc.query(f"SELECT {_HALVES} FROM journal WHERE office = ? ORDER BY n", shelf.office)
        new = [row for row in rows if row[8] not in shelf.halves]
        if renewed:
            assert any(row[1] != shelf.device for row in new), "an old copy must take a new identity"
        missing = dict(expected)
        for office, device, seq, kind, record, version, op, prev, link, opened, restricted in new:
            assert link not in self.facts, "an entry is born once"
            halves = ("o" if opened else "") + ("r" if restricted else "")
            seen = shelf.of((office, record))
            fact = Fact(
                link=link,
                office=office,
                device=device,
                seq=seq,
                kind=kind,
                record=record,
                version=version,
                op=op,
                prev=prev,
                seen=frozenset(f.link for f in seen),
                open=json.loads(opened or "{}"),
                restricted=json.loads(restricted or "{}"),
            )
            if renewed and device != shelf.device:
                assert device not in {f.device for f in self.facts.values()}, "a new identity is new"
                shelf.device = device
            assert (device, version) == (shelf.device, 1 + max((f.version for f in seen), default=0))
            chain = shelf.chain(device)
            top = chain[-1] if chain else None
            assert (seq, prev) == ((top.seq + 1, top.link) if top else (1, bytes(32)))
            if fact.key in missing:
                typed = missing.pop(fact.key)
                assert op == ("set" if typed else "erase")
                assert {**fact.open, **fact.restricted}.items() >= typed.items()
                assert not typed.keys() & fact.open.keys() & {"note"}, "restricted values stay in their half"
            else:
                assert kind in ("report", "receipt", "device"), f"nobody asked for this {kind} entry"
            self.facts[link] = fact
            shelf.add([(link, halves)])
        assert at_most or not missing, "what was done must be in the journal"

    def check(self, name: str) -> None:
        """Compare everything one PC holds with its shelf."""
        self._check_journal(name)
        self._check_rows(name)
        self._check_erased(name)

    def _check_journal(self, name: str) -> None:
        shelf = self.shelves[name]
        held = {
            row[0]: ("o" if row[1] is not None else "") + ("r" if row[2] is not None else "")
            for row in self.world.pcs[name].query("SELECT link, open_changes, restricted_changes FROM journal")
        }
        assert held == shelf.halves

    def _check_rows(self, name: str) -> None:
        pc, shelf = self.world.pcs[name], self.shelves[name]
        people = {row[0]: row[1:] for row in pc.query("SELECT id, name, hamlet, note, deleted, version FROM person")}
        conflicts = {
            (row[0], row[1]): row[2] for row in pc.query("SELECT record, field, candidates FROM open_conflict")
        }
        quarantined = set(pc.query("SELECT record, field, reason FROM quarantined_value"))
        rows_expected: dict[str, tuple[object, ...]] = {}
        waiting: set[tuple[str, str, str]] = set()
        for key in shelf.records():
            kind = shelf.of(key)[0].kind
            values = shelf.values(key)
            if values is None or kind not in ("person", NEWER_KIND):
                continue
            if kind == NEWER_KIND:
                waiting |= {(key[1], "", "unknown-kind")} if self.is_older else set()
                continue
            shown = [values.get(field) for field in ("name", "hamlet", "note")]
            deleted = values.get("deleted")
            version = max(fact.version for fact in shelf.of(key))
            rows_expected[key[1]] = (*shown, deleted if deleted is None else int(bool(deleted)), version)
            waiting |= {(key[1], NEWER_FIELD, "unknown-field")} if self.is_older and NEWER_FIELD in values else set()
            if shelf.is_whole(key):
                expected = shelf.conflicts(key)
                found = {field: text for (record, field), text in conflicts.items() if record == key[1]}
                assert found.keys() == expected.keys(), "exactly the true conflicts"
                for field, text in found.items():
                    told = [candidate[0] for candidate in json.loads(text)]
                    assert all(value in told for value in expected[field])
                    assert all(value in expected[field] for value in told)
        assert people == rows_expected
        assert quarantined == waiting
        assert {record for record, _field in conflicts} <= set(rows_expected) | {
            key[1] for key in shelf.records() if shelf.of(key)[0].kind == NEWER_KIND
        }

    def _check_erased(self, name: str) -> None:
        """Nothing of an erased record is left in any table, but in carriers the next level has not confirmed."""
        pc, shelf = self.world.pcs[name], self.shelves[name]
        gone = {
            mark
            for key, marks in self.marks.items()
            if key in shelf.records() and (shelf.is_erased(key) or key in shelf.erased_outside)
            for mark in marks
        }
        if not gone:
            return
        tables = pc.query("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'outgoing_carrier'")
        dump = b"\n".join(
            cell if isinstance(cell, bytes) else str(cell).encode()
            for (table,) in tables
            for row in pc.query(f'SELECT * FROM "{table}"')
            for cell in row
        )
        left = sorted(mark for mark in gone if mark.encode() in dump)
        assert not left, "erased means gone"
        assert not any(searching.find(pc.office, mark) for mark in sorted(gone)[:2])
        confirmed = {key for link in shelf.confirmed.values() for key in shelf.before(link)}
        by_id = {parcel.id: parcel for parcel, _path in self.parcels}
        for carrier, pdf in pc.query("SELECT id, pdf FROM outgoing_carrier WHERE pdf IS NOT NULL"):
            parcel = by_id[carrier]
            if parcel.to == VILLAGE or parcel.halves.keys() <= confirmed:
                assert not [mark for mark in gone if mark.encode() in pdf], "carriers that served are forgotten"

    def _derived(self, name: str) -> list[list[tuple[object, ...]]]:
        return [sorted(self.world.pcs[name].query(statement), key=repr) for statement in _DERIVED]
