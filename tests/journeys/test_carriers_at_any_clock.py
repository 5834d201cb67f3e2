"""The table of clocks through ``inspect``: whole carriers, at an office that holds each situation's roots and lists."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pyhanko.sign import signers

import offices
from journeys.exhibits import Hand, hand_of
from journeys.forging import Forger
from journeys.judging import MEMORY, SECONDS, SLOW_MACHINE, Judge, assert_plain, pace
from ppo_desktop.exchange.manifest import Recipient
from ppo_desktop.operations.carriers import inspecting
from ppo_desktop.operations.neighbours import receiving
from ppo_desktop.storage import driver, trust_store
from ppo_desktop.trust import signature
from trust.clock_table import ALL, Case, cases
from trust.parties import NOW, make_setting

FEW = [datetime(year, 6, 15, tzinfo=UTC) for year in (1990, 2035)]


@pytest.mark.parametrize("clocks", [FEW, pytest.param(ALL, marks=[pytest.mark.long, pytest.mark.timeout(3600)])])
def test_a_carrier_of_every_situation_is_judged_right_at_every_clock(
    pair: offices.Pair, judge: Judge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clocks: list[datetime]
) -> None:
    monkeypatch.setattr(inspecting, "CarrierReader", judge.reader)
    to, began = hand_of(pair.camat).as_recipient, len(judge.costs)
    for case in cases(make_setting()):
        path = tmp_path / f"{case.name}.pdf".replace("'", "")
        pair.clock.moment = NOW
        path.write_bytes(carrier(case, to, pair))
        believe(pair, case)
        for clock in clocks:
            pair.clock.moment = clock
            (told,) = receiving.inspect(pair.camat, [path])
            code = "ok" if told.verdict == "ok" else told.code
            # What no key of ours signs is refused for its form, before anybody looks whose it is.
            expected = "signature-form" if case.is_of_another_algorithm else case.expected(clock)
            assert code == expected, (case.name, clock.date(), told.sentence)
            assert_plain(told)
            case.demand_right_words(clock, code, told.sentence)
    costs = judge.costs[began:]
    slowest, most = max(cost.seconds for cost in costs), max(cost.peak for cost in costs)
    print(f"{len(costs)} carriers inspected, slowest {slowest * 1000:.0f} ms, most memory {most >> 20} MiB")
    assert len(costs) == 34 * len(clocks)
    assert slowest < SECONDS * SLOW_MACHINE * pace()
    assert most < MEMORY


def carrier(case: Case, to: Recipient, pair: offices.Pair) -> bytes:
    """Honest but for the certificate, and for the form of the signature where the key is none of ours."""
    party, of = case.party, case.party.office_key
    forger = Forger(
        Hand(of.code, of.device, party.key_der, party.certificate, of.sealing, party.secret), to, pair.clock
    )
    with pytest.MonkeyPatch.context() as patch:
        if case.is_of_another_algorithm:
            patch.setattr(signature, "_LowSigner", signers.SimpleSigner)
        return forger.carrier(forger.entries({"name": "Siti Aminah"}))()


def believe(pair: offices.Pair, case: Case) -> None:
    """Let the office hold the roots and lists of the situation, and no others."""
    with pair.camat.database.transaction() as connection:
        for table in ("trust_root", "revocation_list"):
            driver.execute(connection, f"DELETE FROM {table}")
        for root in case.roots:
            trust_store.add_root(connection, root, "Yanti", "2026-11-21T09:00:00+07:00")
        for one in case.lists:
            trust_store.add_crl(connection, one)
