"""A revocation list lasts 400 days. Whoever missed its successor is not locked out: a carrier brings it along."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

import offices
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.period import Month
from ppo_desktop.operations.carriers import carriers, reading
from ppo_desktop.operations.carriers.inspection import Inspection
from ppo_desktop.operations.house import keyring
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.keys import revoking, revoking_lists
from ppo_desktop.operations.neighbours import receiving
from ppo_desktop.operations.neighbours.receiving import Taken
from regions import Region, new_region

TOO_LATE = timedelta(days=410)


@pytest.fixture
def region(tmp_path: Path) -> Region:
    """A kabupaten that is root, with what it took in; then more than a year goes by."""
    made = new_region(tmp_path)
    made.up(made.villages[0])
    receiving.take(made.regency, [made.report(made.camat)])
    made.clock.moment += TOO_LATE
    return made


def number(office: Office) -> int:
    state = revoking_lists.state(office, counts_behind=False)
    assert state is not None
    return state.number


def codes(results: list[Taken | Inspection]) -> list[str]:
    return ["taken" if isinstance(one, Taken) else one.code for one in results]


def test_receipts_bring_the_newer_list_down_to_those_whose_list_is_too_old(region: Region) -> None:
    revoking_lists.renew(region.regency, offices.HEAD)
    paths = region.receipts(region.regency, region.camat)
    assert [one.verdict for one in receiving.inspect(region.camat, paths)] == ["ok", "ok"], "also what it brings along"
    assert number(region.camat) < number(region.regency), "nothing is kept by looking"
    assert codes(receiving.take(region.camat, paths)) == ["taken", "taken"]
    assert number(region.camat) == number(region.regency)
    assert codes(region.down(region.camat, region.villages[0])) == ["taken", "taken"]
    assert number(region.villages[0]) == number(region.regency)


def test_an_office_whose_list_is_too_old_still_reports(region: Region) -> None:
    village = region.villages[0]
    revoking_lists.renew(region.regency, offices.HEAD)
    region.down(region.regency, region.camat)
    path = region.report(village, Month(2027, 12))
    assert number(village) < number(region.camat)
    assert codes(receiving.take(region.camat, [path])) == ["taken"]


def test_where_no_newer_list_comes_along_nothing_is_believed(region: Region) -> None:
    region.clock.moment -= TOO_LATE
    paths = region.receipts(region.regency, region.camat)
    region.clock.moment += TOO_LATE
    assert codes(receiving.take(region.camat, paths)) == ["crl-stale"]


def test_a_key_that_the_newer_list_names_is_revoked_although_it_brings_that_list(
    region: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    region.clock.moment -= TOO_LATE
    village = region.villages[0]
    (path,) = region.receipts(region.camat, village)
    region.clock.moment += TOO_LATE
    renewed = newest_list(region.regency, lambda: revoking_lists.renew(region.regency, offices.HEAD))
    (lost,) = [pc for pc in revoking.pcs(region.regency) if pc.office == region.camat.code]
    who = (region.camat.code, lost.device, "stolen", offices.HEAD, "tebas")
    naming = newest_list(region.regency, lambda: revoking.revoke(region.regency, *who))
    with village.database.reading() as connection:
        reader = carriers.reader(connection, village)

    def read_as_if_it_told(crl: bytes) -> str:
        monkeypatch.setattr(reading, "told_in", lambda _entries: (crl,))
        return reading.read_carrier(path.read_bytes(), reader).manifest.sender

    assert read_as_if_it_told(renewed) == region.camat.code
    with pytest.raises(Refused, match="revoked"):
        read_as_if_it_told(naming)
    forged = bytearray(renewed)
    forged[-1] ^= 1
    with pytest.raises(Refused, match="crl-stale"):
        read_as_if_it_told(bytes(forged))


def newest_list(root: Office, deed: Callable[[], object]) -> bytes:
    """The list that counts at the root after a deed."""
    deed()
    with root.database.reading() as connection:
        newest = keyring.newest_crl(connection)
    assert newest is not None
    return newest
