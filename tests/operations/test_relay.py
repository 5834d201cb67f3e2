"""Relays: a village's own carrier reaches the kabupaten inside the kecamatan's, and the kabupaten's receipt comes back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

import offices
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.period import Month
from ppo_desktop.operations import (
    carriers,
    confirming,
    devices,
    giving_back,
    inspecting,
    receiving,
    recording,
    relaying,
    reporting,
    sending,
)
from ppo_desktop.operations.inspection import Inspection
from ppo_desktop.operations.office import Office
from ppo_desktop.operations.receiving import Taken
from ppo_desktop.records.registry import kind
from ppo_desktop.storage import carrier_store, journal_store, relay_store, settings_store, trust_store
from ppo_desktop.trust import sealing

REGENCY = "61.01"
DECEMBER = Month(2026, 12)


@dataclass
class Region:
    """A kabupaten that is root, a kecamatan, two villages that know both, and one stick."""

    regency: Office
    camat: Office
    villages: list[Office]
    stick: Path

    def person(self, village: Office, name: str) -> str:
        typed = {"name": name, "sex": "P", "born_on": "2000-03-12", "no_nik_reason": "TIDAK_DIBAWA"}
        return recording.save(village, kind("person"), typed).record

    def report(self, office: Office, month: Month = offices.NOVEMBER) -> Path:
        """A month's report, copied onto the stick."""
        figures = reporting.figures(office, month)
        closed = reporting.close_month(office, month, nihil=figures.is_nihil)
        return sending.export(office, reporting.receiver(office), self.stick / office.code).path.rename(
            self.stick / closed.carrier.file_name
        )

    def up(self, village: Office, month: Month = offices.NOVEMBER) -> Path:
        """The village's report, taken in at the kecamatan."""
        path = self.report(village, month)
        assert all(isinstance(one, Taken) for one in receiving.take(self.camat, [path]))
        return path

    def down(self, upper: Office, lower: Office) -> list[Taken | Inspection]:
        """Receipts of ``upper``, those for ``lower`` taken in there."""
        assert all(isinstance(one, confirming.Receipt) for one in confirming.write_receipts(upper))
        paths = [one.path for one in sending.export_receipts(upper, self.stick) if one.to == lower.code]
        return receiving.take(lower, paths)


@pytest.fixture
def region(tmp_path: Path) -> Region:
    clock, stick = offices.clock_at("2026-12-02T02:00:00"), tmp_path / "stick"
    codes = {"kab": REGENCY, "camat": offices.CAMAT, "desa": offices.VILLAGE, "lain": offices.OTHER_VILLAGE}
    made = {
        name: offices.new_office(tmp_path / name, code, clock, is_root=name == "kab") for name, code in codes.items()
    }
    for code in codes.values():
        (stick / code).mkdir(parents=True)
    for name in ("camat", "desa", "lain"):
        offices.enrol(made[name], made["kab"], stick)
    know(made["camat"], made["desa"], made["lain"])
    return Region(made["kab"], made["camat"], [made["desa"], made["lain"]], stick)


def know(camat: Office, *villages: Office) -> None:
    """As the answer of the enrolment tells it: the kecamatan's certificates are known to the villages."""
    with camat.database.reading() as there:
        peers = trust_store.peers(there, [camat.code])
    for village in villages:
        with village.database.transaction() as here:
            for peer in peers:
                trust_store.add_peer(here, peer, "2026-11-21T02:00:00Z")


def told(results: list[Taken | Inspection]) -> list[tuple[str, str, str]]:
    """(who wrote it, what became of it, who brought it) of each."""
    found = []
    for one in results:
        seen = one.inspection if isinstance(one, Taken) else one
        state = "taken" if isinstance(one, Taken) else seen.code
        found.append((seen.manifest.sender if seen.manifest else "", state, seen.brought_by))
    return found


def test_both_villages_carriers_reach_the_kabupaten_and_its_receipts_come_back(region: Region) -> None:
    first, second = region.villages
    region.person(first, "Siti Aminah")
    region.person(second, "Dewi Lestari")
    for village in region.villages:
        region.up(village)
    assert relaying.foreseen(region.camat, REGENCY).words == "Membawa 2 berkas kantor di bawah, seperti aslinya."
    path = region.report(region.camat)
    looked = receiving.inspect(region.regency, [path])
    assert [one.code for one in looked] == ["new"] * 3
    assert [one.reading.signer.code for one in looked if one.reading] == [offices.CAMAT, first.code, second.code]
    assert all(one.pdf is None for one in looked if one.place), "what is only looked at holds no further files"
    results = receiving.take(region.regency, [path])
    assert told(results) == [
        (offices.CAMAT, "taken", ""),
        (first.code, "taken", offices.CAMAT),
        (second.code, "taken", offices.CAMAT),
    ]
    assert all(one.agrees for one in results if isinstance(one, Taken))
    assert sorted(offices.names_at(region.regency)) == ["Dewi Lestari", "Siti Aminah"]
    assert told(receiving.take(region.regency, [path]))[1:] == [
        (first.code, "seen", offices.CAMAT),
        (second.code, "seen", offices.CAMAT),
    ], "a duplicate"

    entrusted = region.down(region.regency, region.camat)
    assert [one.inspection.code for one in entrusted if isinstance(one, Taken)] == ["new", "entrusted", "entrusted"]
    assert relaying.foreseen(region.camat, REGENCY).words == "", "the kabupaten says that it holds them"
    results = region.down(region.camat, first)
    assert told(results) == [(offices.CAMAT, "taken", ""), (REGENCY, "taken", offices.CAMAT)]
    with first.database.reading() as connection:
        assert carriers.unconfirmed(connection, first, offices.CAMAT) == []
    again = receiving.take(region.camat, list(region.stick.glob("PPO-61.01-tanda-terima-61.01.04-*")))
    assert told(again)[1:] == [(REGENCY, "seen", REGENCY)] * 2
