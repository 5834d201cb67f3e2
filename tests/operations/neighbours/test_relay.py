"""Relays: a village's own carrier goes up inside the kecamatan's; the kabupaten's receipt comes down inside another."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
from pathlib import Path

import pytest

import offices
from journeys.exhibits import hand_of
from journeys.forging import Forger
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.exchange.manifest import Attachment
from ppo_desktop.exchange.payload import write_payload
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.carriers import carriers, inspecting, relaying, sending
from ppo_desktop.operations.carriers.inspection import Inspection, numbered
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import reporting
from ppo_desktop.operations.neighbours import confirming, receiving
from ppo_desktop.operations.neighbours.receiving import Taken
from ppo_desktop.operations.papers import expedition
from ppo_desktop.operations.papers.expedition import Narrowing
from ppo_desktop.operations.safekeeping import keeping
from ppo_desktop.pdf import archive
from ppo_desktop.storage import carrier_store, driver, relay_store
from ppo_desktop.trust import sealing
from regions import DECEMBER, REGENCY, Region, know, new_region


@pytest.fixture
def region(tmp_path: Path) -> Region:
    return new_region(tmp_path)


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
    assert relaying.foreseen(region.camat, REGENCY).words == "Membawa 2 berkas desa/kelurahan, seperti aslinya."
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
    line = expedition.page(region.regency, Narrowing(other=first.code))[0]
    assert (line.state_words, line.is_done) == ("Diterima, dibawa Kecamatan Tebas", True)
    assert told(receiving.take(region.regency, [path]))[1:] == [
        (first.code, "seen", offices.CAMAT),
        (second.code, "seen", offices.CAMAT),
    ], "a duplicate"

    entrusted = region.down(region.regency, region.camat)
    assert [one.inspection.code for one in entrusted if isinstance(one, Taken)] == ["new", "entrusted", "entrusted"]
    with region.regency.database.reading() as connection:
        assert sending.uncopied(connection) == [], "the villages' receipts are on their way inside the kecamatan's"
    with region.camat.database.reading() as connection:
        assert {made.recipient for made in sending.uncopied(connection)} == {first.code, second.code}
    assert relaying.foreseen(region.camat, REGENCY).words == "", "the kabupaten says that it holds them"
    results = region.down(region.camat, first)
    assert told(results) == [(offices.CAMAT, "taken", ""), (REGENCY, "taken", offices.CAMAT)]
    with first.database.reading() as connection:
        assert carriers.unconfirmed(connection, first, offices.CAMAT) == []
    again = receiving.take(region.camat, list(region.stick.glob("PPO-61.01-tanda-terima-61.01.04-*")))
    assert told(again)[1:] == [(REGENCY, "seen", REGENCY)] * 2


def test_what_a_lost_stick_took_along_goes_again_and_one_altered_carrier_keeps_nothing_else_out(region: Region) -> None:
    first, second = region.villages
    region.person(first, "Siti Aminah")
    region.up(first)
    region.report(region.camat).unlink()
    region.person(second, "Dewi Lestari")
    region.up(second)
    region.up(first, DECEMBER)
    alter(region.camat, second.code)
    assert relaying.foreseen(region.camat, REGENCY).going == 3
    path = region.report(region.camat, DECEMBER)
    results = receiving.take(region.regency, [path])
    assert told(results) == [
        (offices.CAMAT, "taken", ""),
        (first.code, "taken", offices.CAMAT),
        ("", "altered", offices.CAMAT),
        (first.code, "taken", offices.CAMAT),
    ]
    assert offices.names_at(region.regency) == ["Siti Aminah"]
    with region.regency.database.transaction() as connection:
        carrier_store.drop_incoming_files(connection, first.code)
    only = {(path, 0), (path, 2)}
    assert told(list(receiving.take_each(region.regency, [path], only))) == [
        (offices.CAMAT, "seen", ""),
        ("", "altered", offices.CAMAT),
    ]


def alter(camat: Office, sender: str) -> None:
    """One byte of the kept file of an office is not as it was signed."""
    with camat.database.transaction() as connection:
        query = "SELECT pdf FROM incoming_carrier WHERE sender = ?"
        (data,) = driver.execute(connection, query, (sender,)).fetchone() or ()
        changed = bytearray(data)
        changed[len(changed) // 2] ^= 1
        query = "UPDATE incoming_carrier SET pdf = ? WHERE sender = ?"
        driver.execute(connection, query, (bytes(changed), sender))


def test_a_carrier_the_kabupaten_cannot_open_stays_and_the_next_brings_all_of_it(region: Region) -> None:
    first, _second = region.villages
    with first.database.transaction() as connection:
        driver.execute(connection, "DELETE FROM peer_certificate WHERE office = ?", (REGENCY,))
    region.person(first, "Siti Aminah")
    region.up(first)
    assert relaying.foreseen(region.camat, REGENCY).words == ""
    know(region.regency, first)
    region.up(first, DECEMBER)
    assert relaying.foreseen(region.camat, REGENCY).going == 1
    receiving.take(region.regency, [region.report(region.camat)])
    assert offices.names_at(region.regency) == ["Siti Aminah"]


def test_a_receipt_entrusted_after_ours_was_written_is_a_file_of_its_own_on_the_villages_stick(region: Region) -> None:
    first, second = region.villages
    region.up(first)
    region.down(region.camat, first)
    receiving.take(region.regency, [region.report(region.camat)])
    region.down(region.regency, region.camat)
    copied = list(sending.export_receipts_each(region.camat, region.stick, {first.code}))
    assert [one.path.name[:26] for one in copied] == ["PPO-61.01.04-tanda-terima-", "PPO-61.01-tanda-terima-61."]
    assert told(receiving.take(first, [copied[1].path])) == [(REGENCY, "taken", "")]
    assert not list(sending.export_receipts_each(region.camat, region.stick, {second.code}))


def test_a_village_put_back_from_a_backup_gets_its_lost_records_back_as_it_signed_them(region: Region) -> None:
    village = region.villages[0]
    region.person(village, "Siti Aminah")
    region.up(village)
    region.down(region.camat, village)
    backup = keeping.backup(village, region.stick / "cadangan")
    region.person(village, "Dewi Lestari")
    region.up(village, DECEMBER)
    village.close()
    restored = put_back(backup, region.stick / "baru", village)
    region.person(restored, "Mariam")
    assert "Dewi Lestari" not in offices.names_at(restored)
    region.up(restored, DECEMBER)
    region.report(region.camat, DECEMBER)
    results = region.down(region.camat, restored)
    assert told(results) == [(offices.CAMAT, "taken", ""), (restored.code, "taken", offices.CAMAT)]
    assert results[1].inspection.code == "returned"
    assert "2 catatan yang tidak ada di komputer ini kembali" in results[1].inspection.sentence
    assert sorted(offices.names_at(restored)) == ["Dewi Lestari", "Mariam", "Siti Aminah"]
    region.up(restored, DECEMBER)
    (receipt,) = confirming.write_receipts(region.camat)
    assert isinstance(receipt, confirming.Receipt)
    assert not receipt.carrier.relayed
    assert not receipt.notes


def test_what_was_written_between_two_restores_of_one_backup_comes_back_too(region: Region) -> None:
    village = region.villages[0]
    backup = keeping.backup(village, region.stick / "cadangan")
    region.person(village, "Siti Aminah")
    region.up(village)
    village.close()
    first = put_back(backup, region.stick / "pertama", village)
    region.person(first, "Dewi Lestari")
    region.up(first)
    first.close()
    second = put_back(backup, region.stick / "kedua", first)
    region.person(second, "Mariam")
    region.up(second)
    region.down(region.camat, second)
    assert sorted(offices.names_at(second)) == ["Dewi Lestari", "Mariam", "Siti Aminah"]
    region.up(second)
    (receipt,) = confirming.write_receipts(region.camat)
    assert isinstance(receipt, confirming.Receipt)
    assert not receipt.carrier.relayed


def test_what_village_and_kecamatan_both_lost_comes_back_inside_the_report_that_took_it_along(region: Region) -> None:
    village, camat = region.villages[0], region.camat
    backups = {office.code: keeping.backup(office, region.stick / office.code) for office in (village, camat)}
    region.person(village, "Siti Aminah")
    region.up(village)
    receiving.take(region.regency, [region.report(camat)])
    for office in (village, camat):
        office.close()
    village = put_back(backups[village.code], region.stick / "desa", village)
    region.camat = camat = put_back(backups[camat.code], region.stick / "kecamatan", camat)
    receiving.take(region.regency, [region.report(camat, DECEMBER)])
    results = region.down(region.regency, camat)
    came = [(REGENCY, ""), (REGENCY, REGENCY), (offices.CAMAT, REGENCY), (village.code, REGENCY)]
    assert told(results) == [(who, "taken", by) for who, by in came]
    seen = [one.inspection for one in results if isinstance(one, Taken)]
    assert [numbered(one.place) for one in seen] == ["0", "1", "2", "2.1"]
    assert told(receiving.take(camat, [seen[0].path])) == [(who, "seen", by) for who, by in came]
    assert offices.names_at(camat) == ["Siti Aminah"]
    region.up(village, DECEMBER)
    region.down(camat, village)
    assert offices.names_at(village) == ["Siti Aminah"]


def test_what_went_past_the_kecamatan_and_was_lost_comes_back_inside_the_receipt_it_passes_on(region: Region) -> None:
    village, regency = region.villages[0], region.regency
    backup = keeping.backup(village, region.stick / "cadangan")
    region.person(village, "Siti Aminah")
    reporting.close_month(village, offices.NOVEMBER, nihil=True, to=REGENCY)
    receiving.take(regency, [sending.export(village, REGENCY, region.stick).path])
    village.close()
    village = put_back(backup, region.stick / "baru", village)
    region.up(village, DECEMBER)
    receiving.take(regency, [region.report(region.camat, DECEMBER)])
    region.down(regency, region.camat)
    results = region.down(region.camat, village)
    assert told(results) == [
        (who, "taken", by) for who, by in ((offices.CAMAT, ""), (REGENCY, offices.CAMAT), (village.code, offices.CAMAT))
    ]
    assert offices.names_at(village) == ["Siti Aminah"]
    region.up(village, DECEMBER)
    assert offices.names_at(region.camat) == ["Siti Aminah"]


def test_what_an_erasure_dropped_cannot_be_given_back_and_both_sides_say_so(region: Region) -> None:
    village = region.villages[0]
    backup = keeping.backup(village, region.stick / "cadangan")
    region.person(village, "Dewi Lestari")
    region.up(village)
    village.close()
    with region.camat.database.transaction() as connection:
        carrier_store.drop_incoming_files(connection, village.code)
        relay_store.drop_files_with(connection, village.code)
    restored = put_back(backup, region.stick / "baru", village)
    region.up(restored)
    (receipt,) = confirming.write_receipts(region.camat)
    assert isinstance(receipt, confirming.Receipt)
    why = "2 baris catatan yang hilang tidak dapat dikembalikan: berkasnya tidak disimpan lagi"
    assert receipt.notes[0].startswith(why)
    (taken,) = region.down(region.camat, restored)
    assert isinstance(taken, Taken)
    assert taken.notes[0].startswith(why)


def put_back(backup: Path, folder: Path, office: Office) -> Office:
    """The office as it was, on another PC."""
    found = keeping.restore(OfficePaths(folder), backup, "petugas", offices.CLERK_PASSWORD, office.clock)
    return offices.closed_later(found.office)


def test_what_may_not_travel_in_a_report_is_refused_and_the_rest_of_it_is_taken(region: Region) -> None:
    first, _second = region.villages
    good = region.report(first).read_bytes()
    own = region.report(region.camat).read_bytes()
    forger = Forger(hand_of(region.camat), hand_of(region.regency).as_recipient, region.camat.clock)
    theirs = [forger.to.sealing, forger.hand.recipient]
    inside = [
        sealing.seal(good, theirs),
        sealing.seal(own, theirs),  # of its own sender, not of an office below
        sealing.seal(b"%PDF-1.7 nothing", theirs),
        sealing.seal(good, [forger.hand.recipient]),
        b"not sealed at all",
        sealing.seal(with_relays(forger, [sealing.seal(good, theirs)], office=first), theirs),
    ]
    path = region.stick / "PPO-titipan.pdf"
    path.write_bytes(with_relays(forger, inside))
    results = receiving.take(region.regency, [path])
    assert told(results) == [
        (offices.CAMAT, "taken", ""),
        (first.code, "taken", offices.CAMAT),
        ("", "wrong-direction", offices.CAMAT),
        ("", "truncated", offices.CAMAT),
        ("", "not-for-us", offices.CAMAT),
        ("", "seal-broken", offices.CAMAT),
        (first.code, "taken", offices.CAMAT),
    ], "the last one's own relays are not opened"


def with_relays(forger: Forger, relays: list[bytes], office: Office | None = None) -> bytes:
    """A report of the forger, or of ``office``, with whatever stands in its relays."""
    if office:
        forger = Forger(hand_of(office), forger.to, forger.clock)
    attached = {f"relay-{n:04}.age": data for n, data in enumerate(relays, start=1)}
    listed = tuple(Attachment(name, len(data), hashlib.sha256(data).hexdigest()) for name, data in attached.items())
    entries = forger.entries({"name": "Siti"})
    bound = forger.manifest(entries, attachments=listed)
    described, payload = forger.sealed(bound, write_payload(bound.binding(), entries))
    others = [archive.Attachment(name, "application/octet-stream", data) for name, data in attached.items()]
    return forger.pdf(described.write(), payload, *others)()


def test_what_a_village_erases_stays_in_no_file_that_took_it_along(region: Region) -> None:
    village = region.villages[0]
    person = region.person(village, "Siti Aminah")
    region.up(village)
    receiving.take(region.regency, [region.report(region.camat)])
    assert kept(region.camat) == {"in": 1, "out": 1}
    recording.erase(village, person)
    region.up(village, DECEMBER)
    assert kept(region.camat) == {"in": 1, "out": 0}, "the newest alone, which holds nothing of it"
    assert relaying.foreseen(region.camat, REGENCY).going == 1
    results = receiving.take(region.regency, [region.report(region.camat, DECEMBER)])
    assert told(results)[1] == (village.code, "taken", offices.CAMAT)
    assert offices.names_at(region.regency) == []
    assert kept(region.regency) == {"in": 1, "out": 0}


def kept(office: Office) -> dict[str, int]:
    """How many files of carriers are kept, taken in and made."""
    with office.database.reading() as connection:
        made, arrived = carrier_store.made(connection), carrier_store.arrived(connection)
    return {"in": sum(one.is_kept for one in arrived), "out": sum(one.is_kept for one in made)}


@pytest.mark.long
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_thirty_carriers_in_one_file_are_looked_at_one_after_another_within_300_mib(region: Region) -> None:
    camat = Forger(hand_of(region.camat), hand_of(region.regency).as_recipient, region.camat.clock)
    theirs = [camat.to.sealing, camat.hand.recipient]
    photos = [os.urandom(290_000) for _n in range(6)]
    inside = [sealing.seal(with_relays(camat, photos, office=region.villages[0]), theirs) for _n in range(30)]
    path = region.stick / "PPO-titipan.pdf"
    path.write_bytes(with_relays(camat, inside))
    assert path.stat().st_size > 50 << 20
    peaks, codes = [], []
    for inspection in inspecting.inspect_each(region.regency, [path]):
        codes.append(inspection.code)
        for process in multiprocessing.active_children():
            told = Path(f"/proc/{process.pid}/status").read_text()
            peaks += [int(line.split()[1]) for line in told.splitlines() if line.startswith("VmHWM:")]
    assert codes == ["new"] * 31
    assert max(peaks) < 300 << 10
