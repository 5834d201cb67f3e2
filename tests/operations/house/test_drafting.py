"""Drafts: on disk at once, one for each user, form and record, gone with a save or an erasure, never carried."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from msgspec.structs import replace

import offices
from ppo_desktop.core.errors import Invalid, Refused
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.operations.books import recording, undoing
from ppo_desktop.operations.carriers import carriers, sending
from ppo_desktop.operations.carriers.reading import Reading, read_carrier
from ppo_desktop.operations.house import drafting
from ppo_desktop.operations.house.drafting import DraftKey
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.safekeeping import keeping
from ppo_desktop.records.registry import kind

PERSON = kind("person")
NEW = DraftKey("person")
TYPED = {"name": "Siti Aminah", "sex": "P", "born_on": "12-03-2000", "no_nik_reason": "TIDAK_DIBAWA"}
MARK = "Rahasia Belum Disimpan"


@pytest.fixture
def village(tmp_path: Path) -> Office:
    return offices.new_office(tmp_path / "desa", offices.VILLAGE, offices.clock_at())


def test_what_was_typed_comes_back_as_it_was_whatever_it_is(village: Office) -> None:
    typed = {"name": "  Siti\x07 ", "born_on": "31-02", "men": 12, "documents": ["KTP"], "odd": "\ud800", "none": None}
    drafting.keep(village, NEW, typed, title="Siti", version=3)
    found = drafting.find(offices.reopened(village), NEW)
    assert found is not None
    assert (found.typed, found.title, found.version, found.record) == (typed, "Siti", 3, None)
    assert found.kept_at == "2026-11-21T09:00:00+07:00"


def test_there_is_one_draft_for_each_user_form_and_record(village: Office) -> None:
    record = recording.save(village, PERSON, TYPED).record
    head = replace(village, user=village.user._replace(name="pimpinan"))
    drafting.keep(village, NEW, {"name": "satu"})
    drafting.keep(village, NEW, {"name": "dua"})
    drafting.keep(village, DraftKey("person", record), {"name": "tiga"})
    drafting.keep(village, DraftKey("departure"), {"job": "empat"})
    drafting.keep(head, NEW, {"name": "lima"})
    assert [draft.typed for draft in drafting.drafts(village)] == [{"job": "empat"}, {"name": "tiga"}, {"name": "dua"}]
    assert [draft.typed for draft in drafting.drafts(head)] == [{"name": "lima"}]
    drafting.drop(village, NEW)
    drafting.drop(village, NEW)
    assert drafting.find(village, NEW) is None
    assert drafting.find(head, NEW) is not None


def test_a_save_drops_its_draft_and_a_refused_save_does_not(village: Office) -> None:
    drafting.keep(village, NEW, TYPED)
    with pytest.raises(Invalid):
        recording.save(village, PERSON, {**TYPED, "name": ""}, draft=NEW)
    assert drafting.find(village, NEW) is not None
    record = recording.save(village, PERSON, TYPED, draft=NEW).record
    assert drafting.find(village, NEW) is None
    again = DraftKey("person", record)
    drafting.keep(village, again, TYPED)
    assert recording.save(village, PERSON, TYPED, record, draft=again).change is None
    assert drafting.find(village, again) is None


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the child is forked; not on this system")
def test_a_draft_survives_a_kill_right_after_it_was_kept(village: Office) -> None:
    village.close()
    child = os.fork()
    if child == 0:
        office = offices.opened_at(village.paths.folder, offices.clock_at())
        drafting.keep(office, NEW, TYPED)
        os.kill(os.getpid(), signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    found = drafting.find(offices.opened_at(village.paths.folder, offices.clock_at()), NEW)
    assert found is not None
    assert found.typed == TYPED


def test_erasing_a_record_drops_everybodys_drafts_about_it_and_lets_none_come_back(village: Office) -> None:
    record = recording.save(village, PERSON, TYPED).record
    other = recording.save(village, PERSON, {**TYPED, "name": "Dewi Lestari"}).record
    head = replace(village, user=village.user._replace(name="pimpinan"))
    about, naming = DraftKey("person", record), DraftKey("departure")
    drafting.keep(head, about, {"name": MARK})
    drafting.keep(village, naming, {"person": record, "job": MARK})
    drafting.keep(village, DraftKey("person", other), {"name": "Dewi"})
    recording.erase(village, record)
    assert drafting.drafts(head) == []
    assert [draft.record for draft in drafting.drafts(village)] == [other]
    for key, typed in ((about, TYPED), (naming, {"person": record})):
        with pytest.raises(Refused, match="unknown-record"):
            drafting.keep(village, key, typed)
    with village.database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM draft WHERE typed LIKE ?", (f"%{MARK}%",)).scalar() == 0


def test_a_draft_is_dropped_when_its_record_is_deleted(village: Office) -> None:
    record = recording.save(village, PERSON, TYPED).record
    drafting.keep(village, DraftKey("person", record), TYPED)
    undoing.remove(village, PERSON, record)
    assert drafting.drafts(village) == []


def test_no_carrier_holds_a_draft(pair: offices.Pair) -> None:
    record = pair.person()
    drafting.keep(pair.village, DraftKey("person", record), {"name": MARK}, title=MARK)
    drafting.keep(pair.village, NEW, {"name": MARK})
    pair.report(nihil=True)
    pdf = sending.export(pair.village, pair.camat.code, pair.stick).path.read_bytes()
    with pair.camat.database.reading() as connection:
        reading = read_carrier(pdf, carriers.reader(connection, pair.camat))
    assert isinstance(reading, Reading)
    assert "Siti Aminah" in repr(reading)
    assert MARK not in repr(reading)
    pair.carry_up()
    assert drafting.drafts(pair.camat) == []


def test_a_backup_holds_the_drafts_and_forgets_those_about_what_was_erased_since(
    village: Office, tmp_path: Path
) -> None:
    record = recording.save(village, PERSON, TYPED).record
    drafting.keep(village, DraftKey("person", record), {"name": MARK})
    drafting.keep(village, NEW, {"name": "Dewi"})
    file = keeping.backup(village, tmp_path / "cadangan")
    clean = keeping.restore(OfficePaths(tmp_path / "lain"), file, "petugas", offices.CLERK_PASSWORD, village.clock)
    assert len(drafting.drafts(offices.closed_later(clean.office))) == 2
    recording.erase(village, record)
    village.close()
    done = keeping.restore(village.paths, file, "petugas", offices.CLERK_PASSWORD, village.clock)
    assert [draft.record for draft in drafting.drafts(offices.closed_later(done.office))] == [None]


@pytest.mark.parametrize("text", ["", "{", "[1, 2]", "null", "\x00", '{"a": ' * 5000, "NaN"])
def test_a_broken_draft_hinders_nobody(village: Office, text: str) -> None:
    drafting.keep(village, NEW, TYPED)
    drafting.keep(village, DraftKey("departure"), {"job": "juru masak"})
    with village.database.transaction() as connection:
        connection.exec_driver_sql("UPDATE draft SET typed = ? WHERE form = 'person'", (text,))
    village = offices.reopened(village)
    assert [draft.form for draft in drafting.drafts(village)] == ["departure"]
    assert drafting.find(village, NEW) is None
    drafting.keep(village, NEW, TYPED)
    assert len(drafting.drafts(village)) == 2
