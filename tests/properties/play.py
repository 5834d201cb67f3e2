"""One history played on the world and on the oracle side by side; every step compares the PC it touched."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from ppo_desktop.core.canonical import sha256
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.ids import new_record_id
from ppo_desktop.core.period import Month
from ppo_desktop.exchange import stick
from ppo_desktop.journal.entry import verifies
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.history import journalling
from ppo_desktop.operations.months import reporting
from ppo_desktop.operations.neighbours import confirming, exchanging, receiving
from ppo_desktop.operations.neighbours.receiving import Taken
from ppo_desktop.operations.safekeeping import keeping
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.registry import kind as kind_named
from ppo_desktop.storage import journal_store
from ppo_desktop.storage.carrier_store import Outgoing, outgoing
from properties.comparison import Comparison
from properties.oracle import Parcel, RecordKey, Shelf
from properties.world import CAMAT, NEWER_FIELD, NEWER_KIND, OLDER_PERSON, PCS, VILLAGE, Pc, World

NOVEMBER = Month(2026, 11)
VILLAGE_PCS = ("A", "B")


class Play(Comparison):
    """The world, what it should hold, and the sticks on the table."""

    def __init__(self) -> None:
        super().__init__(World())
        self.backups: dict[str, list[tuple[Path, Shelf]]] = {name: [] for name in PCS}
        self._made = 0
        self._unguarded: set[str] = set()
        """PCs whose guards once went with their data: they begin anew."""
        self.first_names: list[str] = []
        """The first identities of the village's PCs, as their certificates name them."""
        for name, pc in self.world.pcs.items():
            (device,) = pc.query("SELECT device FROM journal")[0]
            self.shelves[name] = Shelf(PCS[name], device, self.facts)
            self.first_names += [device] if name in VILLAGE_PCS else []
            self._born(name, {})
            self.check(name)

    def close(self) -> None:
        self.world.close()

    # ------------------------------------------------------------------------------------------------ recording

    @property
    def people(self) -> list[str]:
        """Records of the kind person that any PC of the village ever made, oldest first."""
        return list(dict.fromkeys(f.record for f in self.facts.values() if f.kind == "person"))

    def mark(self, key: RecordKey, word: str = "zq") -> str:
        """A value found nowhere else, planted in one record."""
        self._made += 1
        mark = f"{word}{self._made}x"
        self.marks.setdefault(key, set()).add(mark)
        return mark

    def new_person(self, name: str, note: bool) -> None:
        pc = self._tick(name)
        typed: dict[str, object] = {"sex": "P", "born_on": "2000", "no_nik_reason": "TIDAK_DIBAWA"}
        self._made += 1
        typed["name"] = f"zq{self._made}x"
        if note:
            typed["note"] = f"zr{self._made}x"
        record = recording.save(pc.office, OLDER_PERSON, typed).record
        self.marks[VILLAGE, record] = {str(typed["name"]), str(typed.get("note", typed["name"]))}
        self._born(name, {(VILLAGE, record): typed})
        self.check(name)

    def edit(self, name: str, record: str, field: str, *, same_as_shown: bool = False) -> None:
        """Type one field; with ``same_as_shown`` the very value the screen shows."""
        shelf, key = self.shelves[name], (VILLAGE, record)
        values = shelf.values(key)
        if not values:
            return
        value: object = not values.get("deleted") if field == "deleted" else self.mark(key)
        if same_as_shown:
            value = values.get(field)
        rivals = shelf.conflicts(key) if shelf.is_whole(key) else {field: []}
        if self._is_refused(name, values, field, value, record):
            return
        saved = recording.save(self._tick(name).office, OLDER_PERSON, {field: value}, record)
        if value == values.get(field) and field not in rivals:
            assert not saved.changes.records
            self._born(name, {})
        elif shelf.is_whole(key):
            self._born(name, {key: {field: value}})
        else:
            self._born(name, {key: {field: value}}, at_most=True)
        self.check(name)

    def _is_refused(
        self, name: str, shown: Mapping[str, object] | None, field: str, value: object, record: str
    ) -> bool:
        """Of a record that was taken out of the list nothing changes but that."""
        if not shown or not shown.get("deleted") or field == "deleted":
            return False
        with pytest.raises(Refused, match="record-deleted"):
            recording.save(self._tick(name).office, OLDER_PERSON, {field: value}, record)
        return True

    def settle(self, name: str, pick: int) -> None:
        """A person chooses one of the values an open conflict offers."""
        shelf = self.shelves[name]
        open_ = [(key, field, values) for key in sorted(shelf.records()) for field, values in self._rivals(name, key)]
        if not open_:
            return
        key, field, values = open_[pick % len(open_)]
        value = values[pick % len(values)]
        if self._is_refused(name, shelf.values(key), field, value, key[1]):
            return
        recording.save(self._tick(name).office, OLDER_PERSON, {field: value}, key[1])
        self._born(name, {key: {field: value}})
        assert field not in shelf.conflicts(key)
        self.check(name)

    def _rivals(self, name: str, key: RecordKey) -> Iterable[tuple[str, list[object]]]:
        shelf = self.shelves[name]
        is_person = any(fact.kind == "person" for fact in shelf.of(key)) and shelf.is_whole(key)
        fields = sorted(shelf.conflicts(key).items()) if is_person else []
        return [(field, values) for field, values in fields if field != NEWER_FIELD]

    def erase(self, name: str, record: str) -> None:
        shelf, key = self.shelves[name], (VILLAGE, record)
        if shelf.values(key) is None or not shelf.of(key):
            return
        recording.erase(self._tick(name).office, record)
        self._born(name, {key: {}})
        self.check(name)

    def write_newer_field(self, name: str, record: str) -> None:
        """An entry as a newer program writes it: with a field this program does not know."""
        shelf, key = self.shelves[name], (VILLAGE, record)
        if not shelf.of(key) or shelf.is_erased(key):
            return
        typed = {NEWER_FIELD: self.mark(key, "zn")}
        with self._tick(name).office.database.transaction() as connection:
            seen = journal_store.of_record(connection, *key)
            journalling.write(connection, self.world.pcs[name].office, PERSON, record, typed, seen=seen)
        self._born(name, {key: typed})
        self.check(name)

    def write_newer_kind(self, name: str) -> None:
        office = self._tick(name).office
        record = new_record_id(office.clock)
        typed = {"activity": "SOS_DESA", "held_on": "2026-11-03", "title": self.mark((VILLAGE, record), "zk")}
        with office.database.transaction() as connection:
            journalling.write(connection, office, kind_named(NEWER_KIND), record, typed)
        self._born(name, {(VILLAGE, record): typed})
        self.check(name)

    # ------------------------------------------------------------------------------------------------ carrying

    def make_carrier(self, name: str, *, above: bool) -> None:
        """A village PC closes the month for the camat, or makes a file for its own office's other PC."""
        pc, shelf = self._tick(name), self.shelves[name]
        if above:
            reporting.close_month(pc.office, NOVEMBER, nihil=True, to=CAMAT)
            self._born(name, {})
            parcel = self._parcel(pc, "report", CAMAT, shelf.parcel_halves())
        else:
            missing, tops, before = shelf.update_halves(self.first_names), shelf.without_gap(VILLAGE), set(shelf.halves)
            exchanging.make_update(pc.office)
            self._born(name, {})
            (statement,) = shelf.halves.keys() - before
            self._stated(name, statement, tops)
            parcel = self._parcel(pc, "update", VILLAGE, missing | {statement: "o"})
        self._put_on_table(*parcel)
        self.check(name)

    def _parcel(self, pc: Pc, kind: str, to: str, halves: dict[bytes, str]) -> tuple[Parcel, Outgoing]:
        kept = self._newest_outgoing(pc, to)
        return Parcel(kept.id, kind, VILLAGE, to, pc.name, len(self.parcels), halves), kept

    def _stated(self, name: str, link: bytes, tops: dict[str, set[tuple[int, bytes]]]) -> dict[str, tuple[int, bytes]]:
        """What an entry says that its writer holds of the village's journal, which must be just ``tops``."""
        stated = self.facts[link].open["held"]
        assert isinstance(stated, dict)
        held = {device: (seq, bytes.fromhex(top)) for device, (seq, top) in stated.items()}
        assert held.keys() == tops.keys(), name
        assert all(top in tops[device] for device, top in held.items()), "what is said is exactly what is held"
        return held

    def write_receipts(self) -> None:
        """The camat answers what came since its last receipt, if anything did."""
        pc = self._tick("C")
        written = confirming.write_receipts(pc.office)
        self._born("C", {})
        for receipt in written:
            kept = self._newest_outgoing(pc, VILLAGE)
            assert kept.id == receipt.carrier.manifest.id
            (link,) = [span.link for span in receipt.carrier.manifest.spans]
            held = self._stated("C", link, self.shelves["C"].without_gap(VILLAGE))
            parcel = Parcel(kept.id, "receipt", CAMAT, VILLAGE, "C", len(self.parcels), {link: "o"}, held)
            self._put_on_table(parcel, kept)
        self.check("C")

    def deliver(self, name: str, index: int) -> None:
        """One file from the table is handed to a PC, for the first time or again, in whatever order."""
        parcel, path = self.parcels[index]
        # Sealed to the office it goes to, and to the very PC that made it.
        if PCS[name] != parcel.to and name != parcel.maker:
            return
        pc, shelf = self._tick(name), self.shelves[name]
        (result,) = receiving.take(pc.office, [path])
        is_news = parcel.id not in shelf.taken and not self._is_own_and_known(shelf, parcel)
        assert isinstance(result, Taken) == is_news, result
        if isinstance(result, Taken):
            self._taken(name, parcel)
        self.check(name)

    def _is_own_and_known(self, shelf: Shelf, parcel: Parcel) -> bool:
        """A file this office made itself, that brings nothing the PC does not hold."""
        return parcel.sender == shelf.office and all(
            link in shelf.halves and (set(halves) <= set(shelf.halves[link]) or shelf.is_erased(self.facts[link].key))
            for link, halves in parcel.halves.items()
        )

    def _taken(self, name: str, parcel: Parcel) -> None:
        shelf = self.shelves[name]
        shelf.taken.add(parcel.id)
        own = [link for link in parcel.halves if self.facts[link].office == shelf.office]
        is_old_copy = any(link not in shelf.halves and self.facts[link].device == shelf.device for link in own)
        shelf.add(parcel.halves.items())
        if parcel.kind == "receipt" and parcel.sender != shelf.office and parcel.born > shelf.newest_receipt:
            shelf.newest_receipt = parcel.born
            shelf.confirmed = {device: link for device, (_seq, link) in parcel.held.items() if link in shelf.halves}
            if shelf.device in parcel.held and shelf.device not in shelf.confirmed:
                is_old_copy = True
        erased_again = {
            key
            for key in {self.facts[link].key for link in own}
            if key in shelf.erased_outside and not shelf.is_erased(key)
        }
        self._born(name, {key: {} for key in erased_again}, renewed=is_old_copy)

    def _put_on_table(self, parcel: Parcel, kept: Outgoing) -> None:
        assert kept.pdf is not None
        path = stick.put(self.world.folder, f"{parcel.born}-{kept.file_name}", kept.pdf)
        self.parcels.append((parcel, path))
        content = json.loads(kept.pdf.split(b"\n", 2)[2])["payload.age"].encode("latin-1").decode()
        lines = [json.loads(line) for line in content.split("\n")[1:-2]]
        sent: dict[tuple[object, ...], str] = {}
        for line in lines:
            halves = "".join(h for h, part in (("o", line[10]), ("r", line[11])) if isinstance(part, list))
            # A place alone does not tell forks apart; with the nonces and digests of its parts it does.
            sent[tuple(map(str, line))] = halves
        expected = sorted((self.facts[k].device, self.facts[k].seq, halves) for k, halves in parcel.halves.items())
        actual = sorted((line[0], line[1], sent[tuple(map(str, line))]) for line in lines)
        assert actual == expected, "a carrier holds exactly what is not confirmed"

    def _newest_outgoing(self, pc: Pc, to: str) -> Outgoing:
        with pc.office.database.reading() as connection:
            return outgoing(connection, to)[0]

    # ------------------------------------------------------------------------------------------------ going back

    def backup(self, name: str) -> None:
        self._tick(name)
        self.backups[name].append((self.world.pcs[name].backup(), self.shelves[name].copy()))

    def restore(self, name: str, pick: int) -> None:
        """A backup is put back: a new device identity, and what was erased since is erased again."""
        if not self.backups[name]:
            return
        file, then = self.backups[name][pick % len(self.backups[name])]
        self._tick(name).restore(file)
        self._born(name, {key: {} for key in self._put_back(name, then)}, renewed=True)
        self.check(name)

    def put_back_unnoticed(self, name: str, pick: int, *, is_guarded: bool = True) -> None:
        """An old copy of the database file takes the place of the present one.

        The guard finds it out, if it is one; where the guard went the same way, only missing erasures can tell.
        """
        if not self.backups[name]:
            return
        file, then = self.backups[name][pick % len(self.backups[name])]
        now, pc = self.shelves[name], self._tick(name)
        past = now.past(now.device)
        pc.put_back_unnoticed(file, is_guarded=is_guarded)
        self._unguarded |= set() if is_guarded else {name}
        gone = now.halves.keys() - then.halves.keys()
        erased_again = self._put_back(name, then)
        is_renewed = pc.office.device.id != then.device
        is_known = then.device in past or name not in self._unguarded
        if is_guarded and is_known and any(self.facts[link].device == then.device for link in gone):
            assert is_renewed, "numbers are not given twice"
        if not is_guarded or (not gone and now.device == then.device):
            assert is_renewed == bool(erased_again), "nothing tells that it is old"
        self._born(name, {key: {} for key in erased_again}, renewed=is_renewed)
        self.check(name)

    def _put_back(self, name: str, then: Shelf) -> set[RecordKey]:
        """The shelf goes back, what stands beside the database does not; the records that must be erased again."""
        erased_outside = self.shelves[name].erased_outside
        shelf = self.shelves[name] = then.copy()
        shelf.erased_outside = erased_outside
        known = {key for key in erased_outside if shelf.of(key)}
        for key in known:
            for fact in shelf.of(key):
                shelf.halves[fact.link] = ""
        return {key for key in known if key[0] == shelf.office and not shelf.is_erased(key)}

    # ------------------------------------------------------------------------------------------------ the end

    def finish(self) -> None:
        """Nothing is lost any more: every file ever made arrives, then fresh ones go round; all must agree."""
        self._deliver_from(0)
        for maker, above in (("A", False), ("B", False), ("A", True)):
            first = len(self.parcels)
            self.make_carrier(maker, above=above)
            self._deliver_from(first)
        self.write_receipts()
        self._deliver_from(first)
        self.make_carrier("A", above=True)
        self._agree()
        for name in PCS:
            self._check_chains(name)
            before = self._derived(name)
            keeping.rebuild(self.world.pcs[name].office)
            assert self._derived(name) == before, "rebuilding changes nothing"

    def _deliver_from(self, first: int) -> None:
        for index in range(first, len(self.parcels)):
            for name in PCS:
                if self.parcels[index][0].id not in self.shelves[name].taken:
                    self.deliver(name, index)

    def _agree(self) -> None:
        links = {name: {x for x in shelf.halves if self.facts[x].office == VILLAGE} for name, shelf in self._shelves()}
        newest = {f.link for f in self.facts.values() if f.kind in ("report", "device")}
        assert links["A"] - newest == links["B"] - newest == links["C"] - newest, "equal entries"
        seen_by_all = "SELECT id, name, hamlet, deleted, version FROM person ORDER BY id"
        told = {name: self.world.pcs[name].query(seen_by_all) for name in PCS}
        assert told["A"] == told["B"] == told["C"], "equal rows"
        own = {name: self.world.pcs[name].query("SELECT id, note FROM person ORDER BY id") for name in PCS}
        assert own["A"] == own["B"], "restricted values are equal inside the office"
        assert not [row for row in own["C"] if row[1] is not None], "and stay there"

    def _shelves(self) -> Iterable[tuple[str, Shelf]]:
        return self.shelves.items()

    def _check_chains(self, name: str) -> None:
        pc, shelf = self.world.pcs[name], self.shelves[name]
        with pc.office.database.reading() as connection:
            for device in journal_store.devices(connection, VILLAGE):
                for entry in journal_store.chain(connection, VILLAGE, device, 1, 10**6):
                    assert verifies(entry)
                    assert entry.seq == 1 or entry.prev in shelf.halves
                    digests = [part.digest for part in (entry.open, entry.restricted) if part and part.changes]
                    hashed = [
                        sha256(b"ppo-part", part.nonce, part.changes)
                        for part in (entry.open, entry.restricted)
                        if part and part.changes and part.nonce
                    ]
                    assert digests == hashed
        with pc.office.database.transaction() as connection:
            connection.exec_driver_sql("INSERT INTO search_index(search_index, rank) VALUES ('integrity-check', 1)")

    def upgrade(self) -> None:
        """The program learns the newer field and kind; what waited appears."""
        self.is_older = False
        for name in PCS:
            keeping.rebuild(self.world.pcs[name].office)
            shelf = self.shelves[name]
            newer = dict(self.world.pcs[name].query(f"SELECT id, {NEWER_FIELD} FROM person"))
            titles = dict(self.world.pcs[name].query(f"SELECT id, title FROM {NEWER_KIND}"))
            for key in shelf.records():
                values = shelf.values(key)
                if values and shelf.of(key)[0].kind == "person":
                    assert newer[key[1]] == values.get(NEWER_FIELD)
                if values and shelf.of(key)[0].kind == NEWER_KIND:
                    assert titles[key[1]] == values["title"]
            self.check(name)
