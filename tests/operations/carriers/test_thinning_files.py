"""Files of carriers go when they are needed no more; what no office above has confirmed stays, whatever its age."""

from __future__ import annotations

from pathlib import Path

import pytest

import offices
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.operations.carriers import sending, thinning_files
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import ledger
from ppo_desktop.operations.neighbours import receiving
from ppo_desktop.operations.neighbours.receiving import Taken
from ppo_desktop.operations.safekeeping import keeping
from ppo_desktop.storage import carrier_store, driver
from ppo_desktop.storage.carrier_store import KeptFile
from regions import DECEMBER, Region, new_region


@pytest.fixture
def region(tmp_path: Path) -> Region:
    return new_region(tmp_path)


def aged(office: Office, months: int) -> list[tuple[str, str]]:
    """Let all but the newest of each line be older by so many months; (kind, office) of the files kept then."""
    with office.database.transaction() as connection:
        for table, at, other in (
            ("incoming_carrier", "received_at", "sender"),
            ("outgoing_carrier", "made_at", "recipient"),
        ):
            newest = f"SELECT max(n) FROM {table} WHERE pdf IS NOT NULL GROUP BY kind, {other}"
            year, month = divmod(2026 * 12 + 12 - 1 - months, 12)
            older = f"UPDATE {table} SET {at} = ? WHERE n NOT IN ({newest})"
            driver.execute(connection, older, (f"{year}-{month + 1:02}-02T09:00:00+07:00",))
        thinning_files.thin_out(connection, office)
        return [(file.kind, file.office) for file in carrier_store.kept_files(connection)]


def two_months_up(region: Region) -> None:
    """November and December of a village reach the regency through the kecamatan; no receipt went down yet."""
    for month in (offices.NOVEMBER, DECEMBER):
        region.person(region.villages[0], f"Siti {'AB'[month == DECEMBER]}")
        region.up(region.villages[0], month)
        taken = receiving.take(region.regency, [region.report(region.camat, month)])
        assert all(isinstance(one, Taken) for one in taken[:1])


def test_by_age_only_what_a_newer_file_of_the_same_line_has_overtaken() -> None:
    def file(name: str, kind: str, village: str, day: str, *, brings: bool = False, is_made: bool = False) -> KeptFile:
        return KeptFile(name, kind, f"61.01.04.{village}", f"{day}T10:00:00+07:00", is_made, brings)

    files = [
        file("old", "report", "2003", "2025-01-31"),
        file("brings", "report", "2003", "2025-11-30", brings=True),
        file("recent", "report", "2003", "2025-11-30"),
        file("receipt", "receipt", "2003", "2025-01-31", is_made=True),
        file("silent", "report", "2004", "2020-01-01"),
        file("last", "report", "2003", "2027-01-01"),
        file("late", "report", "2003", "2026-04-01"),
    ]
    assert thinning_files.overtaken(files, is_top=False) == {files[0]: 15, files[1]: 5}, "the last to come counts"
    assert thinning_files.overtaken(files, is_top=True) == {files[1]: 5}


def test_each_level_keeps_what_it_needs_and_what_nobody_above_has_confirmed(region: Region) -> None:
    two_months_up(region)
    village, camat = ("report", region.villages[0].code), ("report", region.camat.code)
    everything = sorted([village, village, camat, camat])
    assert sorted(aged(region.regency, thinning_files.MONTHS_OF_COPIES)) == everything
    left = aged(region.regency, thinning_files.MONTHS_OF_COPIES + 1)
    assert sorted(left) == sorted([village, village, camat]), "what it brought is kept"
    assert sorted(aged(region.regency, thinning_files.MONTHS_AT_THE_TOP)) == sorted(left)
    assert sorted(aged(region.regency, thinning_files.MONTHS_AT_THE_TOP + 1)) == sorted([village, camat])
    assert sorted(offices.names_at(region.regency)) == ["Siti A", "Siti B"]
    the_others(region)


def the_others(region: Region) -> None:
    """What the regency has not confirmed stays at the kecamatan and at the village."""
    village, later = region.villages[0], thinning_files.MONTHS_IN_THE_MIDDLE
    assert aged(region.camat, 200).count(("report", village.code)) == 2
    region.down(region.camat, village)
    assert aged(village, 200).count(("report", region.camat.code)) == 2, "confirmed by the nearest office alone"
    region.down(region.regency, region.camat)
    assert aged(region.camat, later).count(("report", village.code)) == 2
    assert aged(region.camat, later + 1).count(("report", village.code)) == 1
    copied = [one.path for one in sending.export_receipts_each(region.camat, region.stick, {village.code})]
    assert any(isinstance(one, Taken) for one in receiving.take(village, copied))
    assert aged(village, later + 1).count(("report", region.camat.code)) == 1
    assert {line.state for line in ledger.reports(village)} == {"received"}


@pytest.mark.long
def test_what_a_village_has_lost_is_kept_until_it_has_it_again(region: Region) -> None:
    village = region.villages[0]
    backup = keeping.backup(village, region.stick / "cadangan")
    two_months_up(region)
    region.down(region.regency, region.camat)
    village.close()
    anew = OfficePaths(region.stick / "baru")
    found = keeping.restore(anew, backup, "petugas", offices.CLERK_PASSWORD, village.clock)
    restored = offices.closed_later(found.office)
    region.person(restored, "Mariam")
    region.up(restored, DECEMBER)
    lost = ("report", village.code)
    assert aged(region.camat, 200).count(lost) == 3
    region.down(region.camat, restored)
    region.up(restored, DECEMBER)
    assert sorted(offices.names_at(restored)) == ["Mariam", "Siti A", "Siti B"]
    assert aged(region.camat, 200).count(lost) == 2, "one of the restored PC is not confirmed above yet"
