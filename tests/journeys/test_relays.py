"""Hostile carriers inside honest ones: refused one by one, and the one that brings them is still taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from journeys.exhibits import Exhibits, hand_of
from journeys.forging import Forger
from journeys.judging import MEMORY, SECONDS, SLOW_MACHINE, Judge, assert_plain, pace, state_of
from journeys.relays import Bringing, bringing, downwards_to_a_village, downwards_to_the_camat, receipt_for, relays
from ppo_desktop.operations.carriers import inspecting
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.neighbours import receiving
from regions import Region, new_region

GOOD = {"entrusted", "new"}
"""Codes of carriers brought along that are as they should be."""


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Region]:
    """Three levels; only looked at."""
    made = new_region(tmp_path_factory.mktemp("region"))
    yield made
    for office in (made.regency, made.camat, *made.villages):
        office.close()


def test_what_a_village_brings_along_is_judged_for_itself(exhibits: Exhibits, judge: Judge, tmp_path: Path) -> None:
    each_is_judged_for_itself(judge, exhibits.pair.camat, relays(exhibits), tmp_path)


def test_what_the_kabupaten_sends_down_is_judged_for_itself_at_the_kecamatan(
    region: Region, exhibits: Exhibits, judge: Judge, tmp_path: Path
) -> None:
    file = downwards_to_the_camat(region, exhibits.receipt.read_bytes())
    each_is_judged_for_itself(judge, region.camat, [file], tmp_path)


def test_what_a_faithless_kecamatan_sends_down_is_judged_for_itself_at_the_village(
    region: Region, judge: Judge, tmp_path: Path
) -> None:
    each_is_judged_for_itself(judge, region.villages[0], [downwards_to_a_village(region)], tmp_path)


def test_more_carriers_than_a_file_may_bring_make_it_no_carrier(region: Region, judge: Judge, tmp_path: Path) -> None:
    forger = Forger(hand_of(region.regency), hand_of(region.camat).as_recipient, region.camat.clock)
    path = tmp_path / "many.pdf"
    path.write_bytes(bringing(forger, *[b"x"] * 65, says=receipt_for(region.camat)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inspecting, "CarrierReader", judge.reader)
        (only,) = receiving.inspect(region.camat, [path])
    assert (only.verdict, only.code) == ("refused", "attachments")


def each_is_judged_for_itself(judge: Judge, office: Office, files: Iterable[Bringing], folder: Path) -> None:
    """Each file is good and each carrier in it gets its own verdict, cheaply; nothing is written."""
    said: dict[str, list[str]] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inspecting, "CarrierReader", judge.reader)
        for file in files:
            path = folder / f"{file.name}.pdf"
            path.write_bytes(file.data)
            before, spent = state_of(office, folder), len(judge.costs)
            outer, *inner = receiving.inspect(office, [path])
            assert state_of(office, folder) == before
            assert outer.verdict == "ok", (file.name, outer.sentence)
            said[file.name] = [one.code for one in inner]
            inner.sort(key=lambda one: one.place)
            for one, (what, codes) in zip(inner, [*file.inner.items(), *file.further.items()], strict=True):
                assert one.code in codes, (file.name, what, one)
                assert (one.verdict == "ok") == (one.code in GOOD), (file.name, what, one.code)
                assert_plain(one)
            for cost in judge.costs[spent:]:
                assert cost.seconds < SECONDS * SLOW_MACHINE * pace(), file.name
                assert cost.peak < MEMORY, file.name
    print(len(said), sum(map(len, said.values())), said)
