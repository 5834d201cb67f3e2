"""One history of three levels on the world and on the model side by side; every step compares the PC it touched."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from ppo_desktop.core.clock import FixedClock
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import is_below
from ppo_desktop.core.period import Month
from ppo_desktop.exchange.manifest import Manifest
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.carriers.along import Relay
from ppo_desktop.operations.carriers.inspection import Inspection
from ppo_desktop.operations.months import reporting
from ppo_desktop.operations.neighbours import board, confirming, exchanging, receiving
from ppo_desktop.operations.neighbours.receiving import Taken
from ppo_desktop.records.person import PERSON
from ppo_desktop.storage import journal_store
from ppo_desktop.storage.carrier_store import file as kept_file
from properties import levels_world
from properties.comparison import Comparison
from properties.levels_model import Holder, Outcome, Parcel
from properties.levels_world import PLACES, THIEF, VILLAGES, above, pcs_of
from properties.oracle import RecordKey
from properties.world import Pc

NOVEMBER = Month(2026, 11)
DEEPEST = 2
"""A carrier in a carrier in a carrier is read, and nothing inside that."""
STALE = timedelta(days=390)
"""A clock so far ahead finds every list of revoked keys too old."""


class LevelsPlay(Comparison):
    """The world, what it should hold, and every file that was ever made."""

    def __init__(self, *, full: bool) -> None:
        super().__init__(levels_world.new_world(full=full))
        self.holders: dict[str, Holder] = {}
        self.carriers: list[tuple[Parcel, Path]] = []
        self.by_id: dict[str, Parcel] = {}
        self.backups: dict[str, list[tuple[Path, Holder]]] = {}
        self.first_names: dict[str, str] = {}
        self.went_back: set[str] = set()
        """PCs whose data was ever put back."""
        self.unguarded: set[str] = set()
        self.is_revoked = False
        self.list = ""
        """The list of revoked keys, as entries tell it."""
        self.key_of_thief = 0
        self._full = full
        self._clocks: dict[str, FixedClock] = {}
        self._wrong: dict[str, timedelta] = {}
        self._made = 0

    def close(self) -> None:
        self.world.close()

    def _tick(self, name: str) -> Pc:
        """The PC, opened if it was not yet, a few seconds later."""
        if name not in self.world.pcs:
            self._clocks[name] = FixedClock(self.world.clock.moment)
            pc = self.world.open(name, self._clocks[name])
            (device,) = pc.query("SELECT device FROM journal ORDER BY n")[0]
            self.first_names[name] = device
            self.shelves[name] = self.holders[name] = Holder(PLACES[name], device, self.facts)
            self._born(name, {})
        pc = self.world.pcs[name]
        self._clocks[name].move(seconds=7)
        return pc

    def is_stale(self, name: str) -> bool:
        """Whether this PC's clock is so far ahead that it can neither read nor sign."""
        return self._full and self._wrong.get(name, timedelta()) > STALE

    def set_clock(self, name: str, years: int) -> None:
        """From now on the clock of a PC is wrong by so many years; 0: right again."""
        self._tick(name)
        wrong = timedelta(days=365 * years)
        self._clocks[name].moment += wrong - self._wrong.get(name, timedelta())
        self._wrong[name] = wrong

    # ------------------------------------------------------------------------------------------------ recording

    def people(self, name: str) -> list[str]:
        """The persons a PC of a village holds, oldest first."""
        self._tick(name)
        facts = (self.facts[link] for link in self.holders[name].halves)
        return list(dict.fromkeys(fact.record for fact in facts if fact.kind == "person"))

    def new_person(self, name: str, *, note: bool) -> None:
        pc = self._tick(name)
        self._made += 1
        typed: dict[str, object] = {"sex": "P", "born_on": "2000", "no_nik_reason": "TIDAK_DIBAWA"}
        typed |= {"name": f"zq{self._made}x", **({"note": f"zr{self._made}x"} if note else {})}
        record = recording.save(pc.office, PERSON, typed).record
        self._born(name, {(PLACES[name], record): typed})
        self.check(name)

    def edit(self, name: str, pick: int, field: str) -> None:
        people = self.people(name)
        if not people:
            return
        record = people[-1 - pick % min(len(people), 3)]
        self._made += 1
        key: RecordKey = (PLACES[name], record)
        typed: dict[str, object] = {field: f"zq{self._made}x"}
        if not {"sex", "name"} <= (self.shelves[name].values(key) or {}).keys():
            return  # only a later change of it has come
        recording.save(self._tick(name).office, PERSON, typed, record)
        self._born(name, {key: typed})
        self.check(name)

    # ------------------------------------------------------------------------------------------------ making

    def make_report(self, name: str, to: str = "") -> Parcel | None:
        """A PC closes the month for the office above, or for one higher up."""
        pc, holder = self._tick(name), self.holders[name]
        to = to or PLACES[above(name)]
        if not self._may_sign(name):
            return None
        closed = reporting.close_month(pc.office, NOVEMBER, nihil=True, to=to)
        self._born(name, {})
        due = {link: holder.halves[link].replace("r", "") for link in holder.due(to)}
        parcel = self._put_on_table(name, to, closed.carrier.manifest, due, closed.carrier.relayed)
        self._check_relays(name, to, parcel)
        self.check(name)
        return parcel

    def make_update(self, name: str) -> Parcel | None:
        """A PC of the village with two makes a file for the other."""
        pc, holder = self._tick(name), self.holders[name]
        if not self._may_sign(name):
            return None
        tops, before = holder.without_gap(holder.office), set(holder.halves)
        # Of a PC that has not spoken here yet only its certificate is known.
        roots = [self._first_name(one) for one in pcs_of(PLACES[name])]
        missing = holder.update_halves(roots)
        carrier = exchanging.make_update(pc.office)
        self._born(name, {})
        (statement,) = holder.halves.keys() - before
        self._stated(name, statement, tops)
        parcel = self._put_on_table(name, PLACES[name], carrier.manifest, missing | {statement: "o"}, ())
        self.check(name)
        return parcel

    def _first_name(self, name: str) -> str:
        self._tick(name)
        return self.first_names[name]

    def _may_sign(self, name: str) -> bool:
        """Whether a PC can sign now; where it cannot, the program says why and nothing is made."""
        knows_better = name == THIEF and self.key_of_thief == 0 and self.holders[name].knows_revoked
        if not self.is_stale(name) and not knows_better:
            return True
        with pytest.raises(Refused, match=r"crl-stale|expired|revoked"):
            reporting.close_month(self._tick(name).office, NOVEMBER, nihil=True)
        self._born(name, {})
        return False

    def write_receipts(self, name: str) -> list[Parcel]:
        """An office answers what came since its last receipts."""
        pc, holder = self._tick(name), self.holders[name]
        due = {sender: id_ for sender, id_ in holder.arrived.items() if holder.answered.get(sender) != id_}
        written = confirming.write_receipts(pc.office)
        self._born(name, {})
        made = []
        for one in written:
            # News about keys makes one due as well.
            has_news = one.to in holder.arrived and (self._full or self.is_revoked)
            assert one.to in due or has_news, "nobody is answered twice"
            if isinstance(one, confirming.Unwritten):
                is_known = holder.knows_revoked and one.to == PLACES[THIEF]
                assert (one.error.code == "recipient-revoked" and is_known) or self.is_stale(name), one.error
                continue
            (link,) = [span.link for span in one.carrier.manifest.spans]
            held = self._stated(name, link, holder.without_gap(one.to))
            holder.answered[one.to] = holder.arrived[one.to]
            made.append(self._put_on_table(name, one.to, one.carrier.manifest, {link: "o"}, one.carrier.relayed, held))
        assert {one.to for one in written} >= due.keys(), "everybody is answered"
        self.check(name)
        return made

    def _stated(self, name: str, link: bytes, tops: dict[str, set[tuple[int, bytes]]]) -> dict[str, tuple[int, bytes]]:
        stated = self.facts[link].open["held"]
        assert isinstance(stated, dict)
        held = {device: (seq, bytes.fromhex(top)) for device, (seq, top) in stated.items()}
        assert held.keys() == tops.keys(), name
        assert all(top in tops[device] for device, top in held.items()), "what is said is exactly what is held"
        return held

    def _put_on_table(
        self,
        name: str,
        to: str,
        manifest: Manifest,
        halves: dict[bytes, str],
        relayed: Iterable[Relay],
        held: dict[str, tuple[int, bytes]] | None = None,
    ) -> Parcel:
        """Compare what a carrier announces with what it should bring, and put its file with the others."""
        announced: list[bytes] = []
        for span in manifest.spans:
            link = span.link
            while link != span.prev:
                announced.append(link)
                link = self.facts[link].prev
        assert sorted(announced) == sorted(halves), "a carrier holds exactly what is not confirmed"
        parcel = Parcel(
            id=manifest.id,
            kind=manifest.kind,
            sender=PLACES[name],
            to=to,
            maker=name,
            born=len(self.carriers),
            key=self.key_of_thief if name == THIEF else 0,
            readers=frozenset(self._readers(name, to, manifest)),
            halves=halves,
            inside=tuple(relay.id for relay in relayed),
            held=held or {},
        )
        assert all(one in self.by_id for one in parcel.inside), "only what others made goes along"
        with self.world.pcs[name].office.database.reading() as connection:
            pdf = kept_file(connection, parcel.id)
        assert pdf is not None
        path = self.world.folder / f"{parcel.born:04}.pdf"
        path.write_bytes(pdf)
        self.by_id[parcel.id] = parcel
        self.carriers.append((parcel, path))
        return parcel

    def _readers(self, name: str, to: str, manifest: Manifest) -> list[str]:
        """The PCs that can open a carrier: all of the offices it is for and of its own, but revoked ones."""
        holder = self.holders[name]
        codes = {PLACES[name], *(holder.sealed_to(to) if manifest.kind == "report" else [to])}
        meant = {one for code in codes for one in pcs_of(code)}
        is_out = holder.knows_revoked and self.key_of_thief == 0 and name != THIEF
        meant -= {THIEF} if is_out else set()
        named = len(manifest.recipients)
        if THIEF in meant and self.is_revoked and named == len(meant) - 1:
            meant.remove(THIEF)  # its new key is not known here yet
        assert {recipient.office for recipient in manifest.recipients} == {PLACES[one] for one in meant}
        assert named == len(meant), "sealed to every PC of its readers and to no other"
        return sorted(meant)

    def _check_relays(self, name: str, to: str, parcel: Parcel) -> None:
        """Nothing goes along twice, or to somebody who could not open it."""
        assert len(set(parcel.inside)) == len(parcel.inside)
        for one in map(self.by_id.__getitem__, parcel.inside):
            assert one.kind == "report"
            assert one.id in self.holders[name].taken
            assert set(pcs_of(to)) & one.readers

    # ------------------------------------------------------------------------------------------------ carrying

    def deliver(self, name: str, index: int) -> None:
        """One file, and what it brings along, is handed to any PC: for the first time or again, in whatever order."""
        parcel, path = self.carriers[index]
        results = receiving.take_each(self._tick(name).office, [path])
        self._follow(name, parcel, results)
        assert next(results, None) is None, "each brought along is judged, and nothing else"
        self.check(name)
        self._check_gaps(name)

    def _follow(self, name: str, parcel: Parcel, results: Iterator[Taken | Inspection], *bringers: Parcel) -> None:
        """Compare what becomes of a carrier, and then of those it brings along. ``bringers``: the outermost first."""
        holder = self.holders[name]
        is_own, is_receipt = parcel.sender == holder.office, parcel.kind == "receipt"
        is_nothing_new = is_own and parcel.id not in holder.taken and holder.holds(parcel)
        outcome = self._settle(name, parcel, next(results), bringers[-1] if bringers else None)
        opens = not is_receipt if is_own else not bringers or (is_receipt and parcel.to == holder.office)
        if outcome != "refused" and not is_nothing_new and opens and len(bringers) < DEEPEST:
            for inside in parcel.inside:
                self._follow(name, self.by_id[inside], results, *bringers, parcel)

    def _settle(self, name: str, parcel: Parcel, result: Taken | Inspection, bringer: Parcel | None = None) -> Outcome:
        """Compare what became of a carrier with what should, and let the model follow."""
        holder = self.holders[name]
        should = "refused" if self.is_stale(name) else holder.judge(name, parcel, THIEF, bringer)
        became = "taken" if isinstance(result, Taken) else result.verdict
        assert became == should.replace("kept", "taken"), (name, parcel.kind, should, result)
        if should == "kept":
            holder.entrusted[parcel.sender, parcel.to] = parcel
        elif should == "taken":
            is_old_copy = holder.take(parcel)
            self._learn(name, parcel)
            self._born(name, {}, renewed=is_old_copy)
            if is_old_copy:
                holder.answered.clear()
        return should

    def _learn(self, name: str, parcel: Parcel) -> None:
        """Lists of revoked keys travel in receipts from above and in the report entries of those below."""
        holder = self.holders[name]
        if parcel.sender == holder.office:
            return
        for fact in map(self.facts.__getitem__, parcel.halves):
            crls = fact.open.get("crls") if fact.kind in ("report", "receipt") else None
            if isinstance(crls, list) and self.list in crls and fact.kind == parcel.kind:
                holder.knows_revoked = True

    def spoil(self, name: str, index: int, pick: int, *, cut: bool) -> None:
        """A file that lost its end, or one bit of which is another now, is refused and changes nothing."""
        data = self.carriers[index][1].read_bytes()
        place = random.Random(pick).randrange(1, len(data))
        bad = data[:place] if cut else data[:place] + bytes([data[place] ^ (1 << pick % 8)]) + data[place + 1 :]
        path = self.world.folder / "spoiled.pdf"
        path.write_bytes(bad)
        results = receiving.take(self._tick(name).office, [path])
        assert [isinstance(one, Inspection) and one.verdict for one in results] == ["refused"], results
        self._born(name, {})
        self.check(name)

    def _check_gaps(self, name: str) -> None:
        """The board names just the numbers that are missing."""
        holder, pc = self.holders[name], self.world.pcs[name]
        below = [code for code in set(PLACES.values()) if is_below(code, holder.office)]
        if not below:
            return
        with pc.office.database.reading() as connection:
            held = {code: journal_store.holes(connection, code) for code in below}
        for code, gaps in held.items():
            named = {(gap.device, n) for gap in gaps for n in range(gap.first, gap.last + 1)}
            assert named == holder.gaps(code), "every gap is named while it stands"
        if not any(holder.gaps(code) for code in below):
            return
        lines = board.board(pc.office, NOVEMBER).lines
        shown = {line.office: line for upper in lines for line in (upper, *upper.villages)}
        for code in below:
            if holder.gaps(code) and code in holder.arrived:
                told = {(gap.device, n) for gap in shown[code].gaps for n in range(gap.first, gap.last + 1)}
                assert told == holder.gaps(code), "the board names every gap"

    # ------------------------------------------------------------------------------------------------ going back

    def backup(self, name: str) -> None:
        if name == THIEF:
            return
        pc, there = self._tick(name), self.backups.setdefault(name, [])
        file = self.world.folder / f"backup-{name}-{len(there)}"
        shutil.copy(pc.backup(), file)
        there.append((file, self.holders[name].copy()))

    def restore(self, name: str, pick: int) -> None:
        """A backup is put back by the program: it writes on under a new identity."""
        if not self._may_go_back(name):
            return
        file, then = self.backups[name][pick % len(self.backups[name])]
        self._tick(name).restore(file)
        self._go_back(name, then)
        self._born(name, {}, renewed=True)
        self.holders[name].answered.clear()
        self.check(name)

    def put_back(self, name: str, pick: int, *, is_guarded: bool) -> None:
        """An old database file takes the place of the present one; its guard finds it out, where it did not go too."""
        if not self._may_go_back(name):
            return
        file, then = self.backups[name][pick % len(self.backups[name])]
        is_guarded = is_guarded or name not in VILLAGES
        now, pc = self.holders[name], self._tick(name)
        past = now.past(now.device)
        pc.put_back_unnoticed(file, is_guarded=is_guarded)
        self.unguarded |= set() if is_guarded else {name}
        gone = now.halves.keys() - then.halves.keys()
        self._go_back(name, then)
        is_renewed = pc.office.device.id != then.device
        if (
            is_guarded
            and (then.device in past or name not in self.unguarded)
            and any(self.facts[link].device == then.device for link in gone)
        ):
            assert is_renewed, "numbers are not given twice"
        if not is_guarded or (not gone and now.device == then.device):
            assert not is_renewed, "nothing tells that it is old"
        self._born(name, {}, renewed=is_renewed)
        if is_renewed:
            self.holders[name].answered.clear()
        self.check(name)

    def _may_go_back(self, name: str) -> bool:
        # The root's own list and certificates are another story: tests of revoking tell it.
        return bool(self.backups.get(name)) and not (name == "K" and self.is_revoked)

    def _go_back(self, name: str, then: Holder) -> None:
        self.shelves[name] = self.holders[name] = then.copy()
        self.went_back.add(name)
