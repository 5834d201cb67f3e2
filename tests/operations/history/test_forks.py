"""Two histories under one name: named, kept, settled by a person, and told again when there is another."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import offices
import servers
from ppo_desktop.core.errors import Refused
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.history import forks
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import reporting
from ppo_desktop.operations.neighbours import receiving
from ppo_desktop.operations.neighbours.receiving import Taken
from ppo_desktop.records.registry import kind


@pytest.fixture
def copy(pair: offices.Pair, tmp_path: Path) -> Office:
    """A copy of the village's folder that goes on under the same name, as one made before there were guards."""
    pair.village = offices.reopened(pair.village)
    pair.village.close()
    shutil.copytree(pair.village.paths.folder, tmp_path / "salinan")
    servers.copied(tmp_path / "salinan")
    pair.village = offices.opened_at(pair.village.paths.folder, pair.clock)
    return offices.opened_at(tmp_path / "salinan", pair.clock)


def person(office: Office, name: str) -> str:
    typed = {"name": name, "sex": "P", "born_on": "2000-03-12", "no_nik_reason": "TIDAK_DIBAWA"}
    return recording.save(office, kind("person"), typed).record


def bring(office: Office, pair: offices.Pair) -> None:
    reporting.close_month(office, offices.NOVEMBER, nihil=True, assenting=offices.HEAD)
    (taken,) = receiving.take(pair.camat, [sending.export(office, pair.camat.code, pair.stick).path])
    assert isinstance(taken, Taken)


def places(office: Office) -> list[tuple[str, str]]:
    with office.database.reading() as connection:
        return forks.unsettled(connection, office)


def test_the_office_above_names_both_histories_and_keeps_what_each_holds(pair: offices.Pair, copy: Office) -> None:
    names = ["Siti", "Aminah", "Budi"]
    person(pair.village, names[0])
    bring(pair.village, pair)
    assert places(pair.camat) == []
    for name in names[1:]:
        person(copy, name)
    bring(copy, pair)
    assert places(pair.camat) == [(offices.VILLAGE, pair.village.device.id)]
    (fork,) = forks.forks(pair.camat)
    assert pair.village.device.id[:4].upper() in fork.name
    assert fork.parts_at == fork.branches[0].first == fork.branches[1].first > 1
    assert sorted(branch.entries for branch in fork.branches) == [2, 3], "a report stands at the end of each"
    assert fork.since[:10] == "2026-11-21"
    assert fork.note == ""
    assert sorted(offices.names_at(pair.camat)) == sorted(names)


@servers.in_a_file
def test_a_person_settles_it_with_a_note_and_another_branch_starts_the_alarm_again(
    pair: offices.Pair, copy: Office, tmp_path: Path
) -> None:
    third = shutil.copytree(copy.paths.folder, tmp_path / "salinan-2")
    (third / "lock").unlink(missing_ok=True)
    for office in (pair.village, copy):
        person(office, "Siti")
        bring(office, pair)
    ((of, device),) = places(pair.camat)
    with pytest.raises(Refused, match="note-missing"):
        forks.settle(pair.camat, of, device, "  ")
    with pytest.raises(Refused, match="note-long"):
        forks.settle(pair.camat, of, device, "x" * 501)
    forks.settle(pair.camat, of, device, "Folder disalin ke laptop; laptopnya sudah dikosongkan.")
    assert places(pair.camat) == []
    (fork,) = forks.forks(pair.camat)
    assert (fork.note[:6], fork.settled_by) == ("Folder", "Yanti")
    assert len(offices.names_at(pair.camat)) == 2, "nothing is lost by it"
    person(copy, "Aminah")
    bring(copy, pair)
    assert places(pair.camat) == [], "a branch that grows is no news"
    again = offices.opened_at(third, pair.clock)
    person(again, "Budi")
    bring(again, pair)
    assert places(pair.camat) == [(of, device)]
    (fork,) = forks.forks(pair.camat)
    assert len(fork.branches) == 3


def test_what_the_office_itself_found_out_stops_the_alarm_above(pair: offices.Pair, copy: Office) -> None:
    person(pair.village, "Siti")
    bring(pair.village, pair)
    person(copy, "Budi")
    bring(copy, pair)
    device = pair.village.device.id
    with pytest.raises(Refused, match="no-fork"):
        forks.settle(pair.village, offices.VILLAGE, device, "belum tahu")
    (taken,) = receiving.take(pair.village, [sending.export(copy, pair.camat.code, pair.stick).path])
    assert isinstance(taken, Taken), "its own file, with what it does not hold"
    assert places(pair.village) == places(pair.camat) == [(offices.VILLAGE, device)]
    forks.settle(pair.village, offices.VILLAGE, device, "Folder disalin; sudah dihapus.")
    assert places(pair.village) == []
    bring(pair.village, pair)
    assert places(pair.camat) == []
    (fork,) = forks.forks(pair.camat)
    assert (fork.note, fork.settled_by) == ("Folder disalin; sudah dihapus.", "Rina")
