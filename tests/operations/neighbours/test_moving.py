"""Moving house: the old village closes its record, the new one names it as the origin, above the person counts once."""

from __future__ import annotations

from pathlib import Path

import pytest

import offices
from ppo_desktop.core.clock import today
from ppo_desktop.core.errors import Invalid
from ppo_desktop.operations.books import duplicates, recording
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months.reporting import close_month
from ppo_desktop.operations.neighbours import confirming, receiving, verdicts
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.same_person import SAME
from ppo_desktop.storage import driver, listing, search
from ppo_desktop.storage.listing import Selection
from ppo_desktop.storage.tables import MOVED

NIK = "6101045203009901"


def counted(office: Office) -> int:
    """How many persons its list says there are."""
    with office.database.reading() as connection:
        return listing.count(connection, PERSON, Selection(), today(office.clock))


def carried(village: Office, camat: Office, stick: Path) -> None:
    """The village's records, taken in above."""
    close_month(village, offices.NOVEMBER, nihil=True, assenting=offices.HEAD)
    receiving.take(camat, [sending.export(village, camat.code, stick).path])


def test_whoever_moves_is_counted_once_above_and_stays_readable_in_both_villages(
    pair: offices.Pair, tmp_path: Path
) -> None:
    old, camat = pair.village, pair.camat
    new = offices.new_office(tmp_path / "tetangga", offices.OTHER_VILLAGE, pair.clock, clerk="Budi")
    offices.enrol(new, camat, pair.stick)
    with_nik = pair.person("Siti Aminah", nik=NIK, no_nik_reason=None)
    without = pair.person("Dewi Lestari", born_on="1999-05-01")
    for record in (with_nik, without):
        recording.save(old, PERSON, {"moved_to": new.code, "moved_on": "2026-11-10"}, record)
    carried(old, camat, pair.stick)
    assert counted(camat) == 2, "nobody goes on for them yet"
    typed = {"sex": "P", "moved_from": old.code}
    reasons = {"warning_reasons": {"nik-birth-date": "?"}}
    recording.save(new, PERSON, {**typed, "name": "Siti Aminah", "nik": NIK, "born_on": "2000-03-12", **reasons})
    dewi = {
        **typed,
        "name": "Dewi Lestari",
        "born_on": "1999-05-01",
        "no_nik_reason": "TIDAK_DIBAWA",
        "moved_from": None,
    }
    came = recording.save(new, PERSON, dewi).record
    carried(new, camat, pair.stick)
    assert counted(camat) == 3, "Siti's NIK says that she is one; of Dewi nobody has said it"
    (pair_,) = duplicates.suspected(camat)
    assert {party.title for party in (pair_.one, pair_.other)} == {"Dewi Lestari"}
    duplicates.decide(camat, (new.code, came), (old.code, without), SAME)
    confirming.write_receipts(camat)
    for copied in sending.export_receipts(camat, pair.stick):
        if copied.to == new.code:
            receiving.take(new, [copied.path])
    (told,) = verdicts.told(new)
    assert told.origin == without
    assert told.sentence.startswith("Menurut Kecamatan Tebas, ini warga yang pindah dari ")
    verdicts.came_from(new, told)
    assert verdicts.told(new) == []
    carried(new, camat, pair.stick)
    assert counted(camat) == 2
    with camat.database.reading() as connection:
        assert [found.office for found in search.find(connection, "dewi lestari")] == [new.code]
    assert counted(old) == 2, "at home the closed record stays in the list"
    (row,) = [row for row in offices.rows_at(old, PERSON) if row["id"] == without]
    assert PERSON.detail_of(row).endswith("pindah ke Desa Seberkat")


@pytest.mark.parametrize("days", [("2025", "2026", "2027"), ("2026", "2026", "2026"), ("2027", "2025", None)])
def test_of_people_who_move_round_the_latest_record_is_shown(pair: offices.Pair, days: tuple[str | None, ...]) -> None:
    villages = [f"61.01.04.{2001 + n}" for n in range(len(days))]
    columns = "(office, id, version, recorded_at, changed_at, author, nik, moved_to, moved_from, moved_on)"
    with pair.camat.database.transaction() as connection:
        for n, (village, day) in enumerate(zip(villages, days, strict=True)):
            to, came_from = villages[(n + 1) % len(villages)], villages[n - 1]
            values = (village, f"{n:032x}", 1, "", "", "", NIK, to, came_from, day)
            driver.execute_many(connection, f"INSERT INTO person {columns} VALUES ({', '.join('?' * 10)})", [values])
        hidden = driver.execute(connection, MOVED, ()).fetchall()
    assert 0 < len(set(hidden)) < len(days), "somebody is shown"


def test_nobody_moves_to_where_they_came_from(pair: offices.Pair) -> None:
    person = pair.person("Siti Aminah", moved_to=offices.OTHER_VILLAGE, moved_on="2025")
    with pytest.raises(Invalid, match="sama"):
        recording.save(pair.village, PERSON, {"moved_from": offices.OTHER_VILLAGE}, person)
