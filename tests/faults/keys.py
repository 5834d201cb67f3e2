"""The deeds about who may do what: accounts, the emergency code, hand-over, keys, two PCs, and the guard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import offices
from faults.deeds import Deed, Ground, take
from journeys import victims
from ppo_desktop.core.errors import PpoError
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.desk import ceremony, incident
from ppo_desktop.operations.desk.ceremony import Holder
from ppo_desktop.operations.doors import accounts, code_shares, setup
from ppo_desktop.operations.house import keyring
from ppo_desktop.operations.house.keyring import Credentials
from ppo_desktop.operations.house.office import Office, Official, read_identity
from ppo_desktop.operations.keys import minutes, renewal, renewal_answers, revoking, revoking_lists
from ppo_desktop.operations.months import reporting
from ppo_desktop.operations.neighbours import exchanging
from ppo_desktop.records.registry import kind
from ppo_desktop.trust.vault import NewUser, Vault

VAULT = r"^desa/vault\.json$"
THIRD = NewUser("siti", "Siti", "petugas", "empat burung di dahan")


@dataclass
class Keys(Ground):
    """A village whose people and keys change, its camat, and its second PC."""

    second: Office = field(init=False)
    codes: list[str] = field(default_factory=list)
    """Emergency codes that were shown: the last one opens."""
    heads: list[tuple[str, str]] = field(default_factory=lambda: [("pimpinan", offices.HEAD_PASSWORD)])
    """Account and password of every head there was, the present one last."""

    def __post_init__(self) -> None:
        self.second = offices.second_pc(self.pair, self.root / "desa-2")

    def offices(self) -> list[Office]:
        return [*super().offices(), self.second]

    def deeds(self) -> Iterator[Deed]:
        """In an order in which each finds what it needs; what stands between two of them meets no fault."""
        holds, people = self.holds, self.people_are_whole
        yield Deed("account added", self.add, self.without_third)
        setup.add_user(self.pair.village, THIRD, self.passwords[0])
        yield Deed("account taken away", self.take_away, self.with_third)
        yield Deed("new emergency code", self.new_code, people)
        yield Deed("code in three parts", self.split, people)
        yield Deed("note of the guard", self.guard, holds)
        yield Deed("incident", self.incident, holds)
        yield Deed("minutes of words", self.minutes, holds, onto_stick=True)
        yield Deed("update for the other PC", self.make_update, holds)
        yield Deed("update copied", self.copy_update, holds, onto_stick=True)
        yield Deed("update taken", self.take_update, self.both_hold, anew=self.next_update)
        yield Deed("keys asked for", self.ask, self.keys_are_whole)
        self.next_request()
        yield Deed("request taken", self.take, holds, anew=self.next_request)
        yield Deed("keys certified", self.certify, holds, anew=self.next_taken)
        self.next_answered()
        yield Deed("new keys taken", self.confirm, self.keys_are_whole, anew=self.next_answered)
        assert renewal.state(self.pair.village).asked_on is None, "they are in use"
        yield Deed("handing over of the office", self.hand_over, self.head_is_whole, may_leave=VAULT)
        yield Deed("PC revoked", self.revoke, self.list_is_whole)

    # ------------------------------------------------------------------------------------ people

    def add(self) -> None:
        before = self._names()
        try:
            setup.add_user(self.pair.village, THIRD, self.passwords[0])
        except PpoError:
            assert self._names() == before, "it said that nothing was done"
            raise

    def take_away(self) -> None:
        before = self._names()
        try:
            accounts.remove_user(self.pair.village, THIRD.name, self.passwords[0])
        except PpoError:
            assert self._names() == before, "it said that nothing was done"
            raise

    def new_code(self) -> None:
        head = offices.as_head(self.pair.village)
        self.codes.append(accounts.new_emergency_code(head, offices.HEAD_PASSWORD))
        self.pair.clock.move(seconds=1)

    def split(self) -> None:
        made = code_shares.make(offices.as_head(self.pair.village), self.codes[-1])
        assert len(made) == code_shares.COUNT

    def people_are_whole(self) -> None:
        """Everybody who has an account gets in, and the code that was shown last opens."""
        self.holds()
        vault = Vault.load(self.pair.village.paths.vault)
        vault.unlock("petugas", self.passwords[0])
        vault.unlock_assent(*self.heads[-1])
        if THIRD.name in self._names():
            vault.unlock(THIRD.name, THIRD.password)
        if self.codes:
            vault.unlock_with_code(self.codes[-1])

    def without_third(self) -> None:
        self.people_are_whole()
        if THIRD.name in self._names():
            accounts.remove_user(self.pair.village, THIRD.name, self.passwords[0])

    def with_third(self) -> None:
        self.people_are_whole()
        if THIRD.name not in self._names():
            setup.add_user(self.pair.village, THIRD, self.passwords[0])

    def _names(self) -> list[str]:
        return [user.name for user in accounts.people(self.pair.village)]

    def hand_over(self) -> None:
        old, password = self.heads[-1]
        name = f"kades{len(self.heads)}"
        holder = Holder(Official(f"Nurhayati {len(self.heads)}"), name, "tujuh burung di dahan")
        handed = ceremony.hand_over(self.pair.village, old, holder, password=password)
        self.pair.village = handed.office
        self.heads.append((name, holder.password))

    def head_is_whole(self) -> None:
        """One head, who gets in and stands on papers; what was cut short is settled at the next start."""
        self.pair.village.close()
        self.open_again()
        name, password = self.heads[-1]
        assert [one for one in self._names() if one != THIRD.name] == ["petugas", name]
        Vault.load(self.pair.village.paths.vault).unlock_assent(name, password)
        head = read_identity(self.pair.village.database)[0].head.name
        assert head == (f"Nurhayati {len(self.heads) - 1}" if len(self.heads) > 1 else "Abdul Hamid")
        self.holds()

    # ------------------------------------------------------------------------------------ the PC and the other one

    def guard(self) -> None:
        """A record, and the note of it as the office is closed and opened."""
        self.save()
        self.pair.village.close()
        self.open_again()

    def incident(self) -> None:
        now = self.pair.clock.now()
        one = incident.begin(self.pair.village, "stolen", now - timedelta(hours=1), "Laptop hilang", "locked")
        incident.mark(self.pair.village, one, "keys")

    def minutes(self) -> None:
        minutes.save_minutes(self.pair.camat, self.pair.village.code, self.pair.stick)

    def make_update(self) -> None:
        exchanging.make_update(self.pair.village)

    def copy_update(self) -> None:
        self.made["update"] = sending.export(self.pair.village, self.pair.village.code, self.pair.stick).path

    def next_update(self) -> None:
        self.save()
        self.make_update()
        self.copy_update()

    def take_update(self) -> None:
        take(self.second, [self.made["update"]])
        assert {str(row["id"]) for row in offices.rows_at(self.second, kind("person"))} >= self.saved

    def both_hold(self) -> None:
        self.holds()
        assert self.second.database.is_intact()
        with self.second.database.reading() as connection:
            victims.chain_verifies(connection, self.second)

    # ------------------------------------------------------------------------------------ keys

    def ask(self) -> None:
        renewal.ask(self.pair.village, Credentials(*self.heads[-1]))

    def next_request(self) -> None:
        self.ask()
        head = Credentials(*self.heads[-1])
        reporting.close_month(self.pair.village, offices.NOVEMBER, assenting=head, nihil=True)
        self.copy()

    def next_taken(self) -> None:
        self.next_request()
        self.take()

    def next_answered(self) -> None:
        self.next_taken()
        self.certify()
        self.write_receipts()
        self.clear_receipts()
        self.copy_receipts()

    def certify(self) -> None:
        asked = renewal_answers.asked(self.pair.camat)
        if asked:  # else an earlier try got that far
            renewal_answers.answer(
                self.pair.camat, asked[0].office, asked[0].device, offices.HEAD, lambda who, words: True
            )

    def keys_are_whole(self) -> None:
        """The key of the head still signs, whichever it is by now."""
        self.holds()
        with self.pair.village.database.reading() as connection:
            keyring.signer(connection, self.pair.village, Credentials(*self.heads[-1]))

    def revoke(self) -> None:
        (pc,) = [pc for pc in revoking.pcs(self.pair.camat) if pc.device == self.second.device.id]
        if pc.standing != "revoked":
            revoking.revoke(self.pair.camat, pc.office, pc.device, "stolen", offices.HEAD, "sempalai")

    def list_is_whole(self) -> None:
        """One list counts at the camat, and it holds."""
        self.holds()
        with self.pair.camat.database.reading() as connection:
            keyring.trust(connection, self.pair.camat)
        state = revoking_lists.state(self.pair.camat)
        assert state is not None
        assert state.names in (0, 2)
