"""A village below a kabupaten that is root: whom its reports go to, and what leaves it on the way."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

import offices
from albums import event, put
from ppo_desktop.core.errors import Refused
from ppo_desktop.operations import recording, reporting, sending
from ppo_desktop.operations.office import Office
from ppo_desktop.records.photos import Photo
from ppo_desktop.records.registry import kind
from ppo_desktop.storage import carrier_store

REGENCY = "61.01"
PERSON = {"name": "Zubaidah", "sex": "P", "born_on": "2000-03-12", "no_nik_reason": "TIDAK_DIBAWA"}


@dataclass
class Places:
    """A kabupaten that is root and a village that compared keys with it."""

    regency: Office
    village: Office
    stick: Path


@pytest.fixture
def places(tmp_path: Path) -> Places:
    clock, stick = offices.clock_at(), tmp_path / "stick"
    stick.mkdir()
    regency = offices.new_office(tmp_path / "kab", REGENCY, clock, is_root=True, clerk="Dewi")
    village = offices.new_office(tmp_path / "desa", offices.VILLAGE, clock)
    offices.enrol(village, regency, stick)
    return Places(regency, village, stick)


def test_what_is_erased_stays_in_no_carrier_kept_for_the_kabupaten(places: Places) -> None:
    village = places.village
    person = recording.save(village, kind("person"), PERSON).record
    meeting = event(village, Photo(put(village, 1)))
    closed = reporting.close_month(village, offices.NOVEMBER, assenting=offices.HEAD, to=REGENCY)
    assert len(closed.carrier.photos) == 1
    assert recording.erase(village, person).withdrawn == 1
    assert recording.erase(village, meeting).withdrawn == 0, "gone with the first"
    with village.database.reading() as connection:
        assert carrier_store.outgoing(connection, REGENCY) == []
    with pytest.raises(Refused, match="nothing-to-send"):
        sending.export(village, REGENCY, places.stick)
