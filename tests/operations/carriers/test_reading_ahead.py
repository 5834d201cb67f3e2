"""Files are read while the one before is taken in: in their order, by what is believed when their turn comes."""

from __future__ import annotations

import multiprocessing
from contextlib import closing
from pathlib import Path

import pytest

import offices
from ppo_desktop.operations.carriers import inspecting, reading_ahead, sending
from ppo_desktop.operations.carriers.inspection import Inspection
from ppo_desktop.operations.keys import revoking
from ppo_desktop.operations.neighbours import receiving
from ppo_desktop.operations.neighbours.receiving import Taken

MONTHS = [offices.Month(2026, number) for number in (9, 10, 11)]


@pytest.fixture
def paths(pair: offices.Pair) -> list[Path]:
    """The village's files of three months, in the order they are taken in."""
    found = []
    for month in MONTHS:
        pair.report(month, nihil=True)
        found.append(sending.export(pair.village, pair.camat.code, pair.stick).path)
    return found


def test_files_come_in_their_order_also_from_two_processes_and_one_that_is_bad_stops_none(
    pair: offices.Pair, paths: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_ahead, "WORTH_ANOTHER", 0)
    monkeypatch.setattr(reading_ahead, "MOST_READERS", 2)
    before = {*multiprocessing.active_children()}
    paths[1].write_bytes(b"%PDF-1.7\n")
    gone = pair.stick / "gone.pdf"
    looked = receiving.inspect(pair.camat, [paths[2], gone, paths[1], paths[0]])
    assert [one.path for one in looked] == [paths[2], gone, paths[1], paths[0]]
    assert [one.verdict for one in looked] == ["ok", "refused", "refused", "ok"]
    assert {*multiprocessing.active_children()} <= before


def test_who_stops_in_between_leaves_the_rest_and_no_process(pair: offices.Pair, paths: list[Path]) -> None:
    before = {*multiprocessing.active_children()}
    with closing(inspecting.inspect_each(pair.camat, paths)) as inspections:
        assert next(inspections).path == paths[0]
        assert {*multiprocessing.active_children()} - before
    assert {*multiprocessing.active_children()} <= before
    with closing(receiving.take_each(pair.camat, paths)) as results:
        assert isinstance(next(results), Taken)
    assert [one.code for one in receiving.inspect(pair.camat, paths)] == ["seen", "new", "new"]


def test_a_key_that_is_revoked_meanwhile_is_no_longer_believed_in_files_read_before(
    pair: offices.Pair, paths: list[Path]
) -> None:
    with closing(receiving.take_each(pair.camat, paths)) as results:
        assert isinstance(next(results), Taken)
        (theirs,) = (pc for pc in revoking.pcs(pair.camat) if pc.office == pair.village.code)
        revoking.revoke(pair.camat, pair.village.code, theirs.device, "lost", offices.HEAD, "Sempalai")
        others = list(results)
    assert [one.code for one in others if isinstance(one, Inspection)] == ["revoked", "revoked"]
