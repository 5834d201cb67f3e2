"""What the PCs of an office above say they hold: each has a line of its own, and none silences another."""

from __future__ import annotations

from pathlib import Path

import pytest

import offices
from journeys.exhibits import hand_of
from journeys.forging import Forger
from ppo_desktop.core.ids import new_device_id
from ppo_desktop.journal.entry import ChainHead, Heading, write_entry
from ppo_desktop.journal.wire import MAX_SEQ
from ppo_desktop.operations.carriers import carriers, sending
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.keys import revoking
from ppo_desktop.operations.neighbours import confirming, receiving
from ppo_desktop.operations.neighbours.receiving import Taken
from ppo_desktop.operations.safekeeping import keeping
from ppo_desktop.storage import carrier_store, settings_store, trust_store


@pytest.fixture
def second(pair: offices.Pair, tmp_path: Path) -> Office:
    """Another PC of the camat; both PCs and the village know each other's keys."""
    pc = offices.new_office(tmp_path / "camat-2", offices.CAMAT, pair.clock, clerk="Budi")
    offices.enrol(pc, pair.camat, pair.stick)
    with pc.database.reading() as connection:
        known = trust_store.peers(connection)
    for office in (pc, pair.camat, pair.village):
        with office.database.transaction() as connection:
            for peer in known:
                trust_store.add_peer(connection, peer, "2026-11-21T09:00:00+07:00")
    with pair.village.database.reading() as connection:
        known = trust_store.peers(connection, [offices.VILLAGE])
    with pc.database.transaction() as connection:
        for peer in known:
            trust_store.add_peer(connection, peer, "2026-11-21T09:00:00+07:00")
    return pc


def waiting(pair: offices.Pair) -> int:
    with pair.village.database.reading() as connection:
        return len(carriers.unconfirmed(connection, pair.village, offices.CAMAT))


def delivered(pair: offices.Pair, to: Office) -> list[Path]:
    """A report goes to one PC of the camat; the receipts it wrote."""
    pair.report(nihil=True)
    receiving.take(to, [sending.export(pair.village, offices.CAMAT, pair.stick).path])
    confirming.write_receipts(to)
    return [copied.path for copied in sending.export_receipts(to, pair.stick) if copied.to == pair.village.code]


def answered(pair: offices.Pair, by: Office) -> None:
    assert isinstance(receiving.take(pair.village, delivered(pair, by))[0], Taken)


def test_two_pcs_of_the_camat_do_not_silence_each_other(pair: offices.Pair, second: Office) -> None:
    answered(pair, pair.camat)
    answered(pair, second)
    assert waiting(pair) > 0, "the other has only the last of them"
    answered(pair, second)
    assert waiting(pair) > 0, "the first may come again and has not seen this"
    for _ in range(2):
        answered(pair, second)
    assert waiting(pair) == 0, "nobody waits for a PC that says nothing"
    answered(pair, pair.camat)
    assert waiting(pair) > 0, "what the silent one missed travels again once it speaks"


def test_a_restored_pc_speaks_in_the_place_of_what_it_was_and_not_of_the_other(
    pair: offices.Pair, second: Office
) -> None:
    answered(pair, second)
    backup = keeping.backup(pair.camat, pair.stick.parent / "cadangan")
    late = delivered(pair, pair.camat)
    pair.camat.close()
    pair.camat = offices.closed_later(
        keeping.restore(pair.camat.paths, backup, "petugas", offices.CLERK_PASSWORD, pair.clock).office
    )
    answered(pair, pair.camat)
    before = waiting(pair)
    receiving.take(pair.village, late)
    assert waiting(pair) == before, "what it said before it lost its state counts no more"
    with pair.village.database.reading() as connection:
        lines = settings_store.read(connection, f"receipt {offices.CAMAT}")
    assert lines is not None
    assert len(lines["lines"]) == 2  # type: ignore[arg-type]  # settings hold plain objects


def test_what_a_stolen_pc_said_counts_no_more_once_its_key_is_revoked(pair: offices.Pair, second: Office) -> None:
    answered(pair, pair.camat)
    answered(pair, second)
    thief = Forger(hand_of(second), hand_of(pair.village).as_recipient, pair.clock)
    with pair.village.database.reading() as connection:
        held = carrier_store.confirmed(connection, offices.CAMAT)
    said = {"to": offices.VILLAGE, "generation": MAX_SEQ, "held": {d: [s, k.hex()] for d, (s, k) in held.items()}}
    heading = Heading(offices.CAMAT, pair.camat.device.id, 1, "x", "2026-11-21T09:00:00+07:00")
    entry = write_entry(heading, ChainHead(500, b"\1" * 32), "receipt", "9".rjust(32, "0"), "set", (said, {}), [])
    forged = pair.stick / "x.pdf"
    forged.write_bytes(thief.carrier((entry,), kind="receipt", period="2026-11")())
    assert isinstance(receiving.take(pair.village, [forged])[0], Taken)
    revoking.revoke(pair.camat, offices.CAMAT, second.device.id, "stolen", offices.HEAD, "Tebas")
    answered(pair, pair.camat)
    assert waiting(pair) == 0
    with pair.village.database.reading() as connection:
        kept = settings_store.read(connection, f"receipt {offices.CAMAT}")
    assert kept is not None
    assert kept["order"] == [0, kept["lines"][0]["order"][1]]  # type: ignore[index]  # settings hold plain objects


def test_a_copied_folder_that_still_has_its_keys_is_a_pc_of_its_own(pair: offices.Pair) -> None:
    answered(pair, pair.camat)
    copy = Forger(hand_of(pair.camat), hand_of(pair.village).as_recipient, pair.clock)
    said = {"to": offices.VILLAGE, "generation": 60_000, "held": {}, "continues": ["x", 3]}
    heading = Heading(offices.CAMAT, new_device_id(), 1, "x", "2026-11-21T09:00:00+07:00")
    entry = write_entry(heading, ChainHead(0, b"\0" * 32), "receipt", "9".rjust(32, "0"), "set", (said, {}), [])
    file = pair.stick / "x.pdf"
    file.write_bytes(copy.carrier((entry,), kind="receipt", period="2026-11")())
    receiving.take(pair.village, [file])
    for _ in range(4):
        answered(pair, pair.camat)
    assert waiting(pair) == 0, "neither is its word late, nor is the copy waited for"
