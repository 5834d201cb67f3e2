"""Hostile carriers inside honest ones: refused one by one, and the one that brings them is still taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from journeys.exhibits import Exhibits
from journeys.judging import MEMORY, SECONDS, SLOW_MACHINE, Judge, assert_plain, pace, state_of
from journeys.relays import relays
from ppo_desktop.operations import inspecting, receiving


def test_what_a_village_brings_along_is_judged_for_itself(exhibits: Exhibits, judge: Judge, tmp_path: Path) -> None:
    camat = exhibits.pair.camat
    said: dict[str, list[str]] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inspecting, "CarrierReader", judge.reader)
        for file in relays(exhibits):
            path = tmp_path / f"{file.name}.pdf"
            path.write_bytes(file.data)
            before, spent = state_of(camat, tmp_path), len(judge.costs)
            outer, *inner = receiving.inspect(camat, [path])
            assert state_of(camat, tmp_path) == before
            assert (outer.verdict, outer.code) == ("ok", "new"), (file.name, outer.sentence)
            said[file.name] = [one.code for one in inner]
            assert [one.verdict for one in inner] == ["refused"] * len(file.inner), (file.name, said[file.name])
            for one, codes in zip(inner, file.inner, strict=True):
                assert one.code in codes, (file.name, one)
                assert_plain(one)
            for cost in judge.costs[spent:]:
                assert cost.seconds < SECONDS * SLOW_MACHINE * pace(), file.name
                assert cost.peak < MEMORY, file.name
    print(said)
