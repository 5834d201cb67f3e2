"""A village below a kabupaten that is root: whom its reports go to, and what leaves it on the way."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

import offices
from albums import event, put
from ppo_desktop.core.errors import Refused
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import ledger, reporting
from ppo_desktop.operations.neighbours import confirming, receiving
from ppo_desktop.operations.papers import sheets
from ppo_desktop.records.photos import Photo
from ppo_desktop.records.registry import kind
from ppo_desktop.storage import carrier_store, trust_store

REGENCY = "61.01"
SEALABLE = kind("incoming_report")
TOLD = {
    "about_own_staff": "ya",
    "received_on": "12-11-2026",
    "way": "DATANG",
    "subject": "TAWARAN_KERJA",
    "status": "BARU",
    "content": "Kasi Pemerintahan meminta uang untuk surat izin.",
    "about": "Kasi Pemerintahan",
}
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


def test_a_village_the_kabupaten_certified_reports_to_it_and_a_sealed_report_gets_there(places: Places) -> None:
    village, regency = places.village, places.regency
    record = recording.save(village, SEALABLE, TOLD).record
    assert told(village, record) == ("Belum dibawa ke Kabupaten Sambas: ikut dengan laporan bulanan berikutnya.")
    closed = reporting.close_month(village, offices.NOVEMBER, nihil=True, assenting=offices.HEAD)
    assert {recipient.office for recipient in closed.carrier.manifest.recipients} == {REGENCY, village.code}
    assert told(village, record).endswith("sudah masuk laporan bulanan, yang belum disalin ke flashdisk.")
    (line,) = ledger.reports(village)
    assert (line.recipient, line.state) == (REGENCY, "made")
    path = sending.export(village, reporting.receiver(village), places.stick).path
    assert told(village, record) == (
        "Di flashdisk untuk Kabupaten Sambas sejak 21 November 2026; tanda terimanya belum ada."
    )
    assert isinstance(receiving.take(regency, [path])[0], receiving.Taken)
    assert sheets.look(regency, sheets.sheet(regency, SEALABLE, record, village.code))["content"] == TOLD["content"]
    confirming.write_receipts(regency)
    receiving.take(village, [one.path for one in sending.export_receipts(regency, places.stick)])
    assert told(village, record) == "Sudah diterima Kabupaten Sambas 21 November 2026."
    assert ledger.reports(village)[0].state == "received"


def told(office: Office, record: str) -> str:
    """What the sheet says of the way of a sealed record."""
    passage = sheets.sheet(office, SEALABLE, record).passage
    assert passage is not None
    return passage.words


def test_where_the_camat_is_known_too_a_sealed_report_passes_through_it_unread(places: Places, tmp_path: Path) -> None:
    village, camat = places.village, camat_between(places, tmp_path)
    record = recording.save(village, SEALABLE, TOLD).record
    closed = reporting.close_month(village, offices.NOVEMBER, nihil=True, assenting=offices.HEAD)
    assert {one.office for one in closed.carrier.manifest.recipients} == {REGENCY, offices.CAMAT, village.code}
    assert told(village, record).endswith("sudah masuk laporan bulanan, yang belum disalin ke flashdisk.")
    to_camat = sending.export(village, reporting.receiver(village), places.stick)
    assert to_camat.to == offices.CAMAT
    assert told(village, record) == (
        "Di flashdisk untuk Kecamatan Tebas sejak 21 November 2026, lalu diteruskan ke Kabupaten Sambas; tanda "
        "terimanya belum ada."
    )
    assert isinstance(receiving.take(camat, [to_camat.path])[0], receiving.Taken)
    with pytest.raises(Refused, match="not-for-us"):
        sheets.look(camat, sheets.sheet(camat, SEALABLE, record, village.code))
    assert isinstance(receiving.take(places.regency, [to_camat.path])[0], receiving.Taken)
    shown = sheets.sheet(places.regency, SEALABLE, record, village.code)
    assert sheets.look(places.regency, shown)["about"] == TOLD["about"]


def test_a_report_for_the_kabupaten_alone_can_be_made_too(places: Places, tmp_path: Path) -> None:
    village, _camat = places.village, camat_between(places, tmp_path)
    reporting.close_month(village, offices.NOVEMBER, nihil=True, assenting=offices.HEAD)
    alone = reporting.close_month(village, offices.NOVEMBER, nihil=True, assenting=offices.HEAD, to=REGENCY)
    assert {one.office for one in alone.carrier.manifest.recipients} == {REGENCY, village.code}
    lines = {line.recipient: line for line in ledger.reports(village)}
    assert {to: (line.version, line.is_newest, line.state) for to, line in lines.items()} == {
        offices.CAMAT: (1, True, "made"),
        REGENCY: (1, True, "made"),
    }
    for other in ("61.01.05", village.code):
        with pytest.raises(Refused, match="not-above"):
            reporting.close_month(village, offices.NOVEMBER, nihil=True, assenting=offices.HEAD, to=other)


def test_what_one_office_above_lacks_travels_although_the_other_confirmed_it(places: Places, tmp_path: Path) -> None:
    village, camat = places.village, camat_between(places, tmp_path)
    recording.save(village, kind("person"), PERSON)
    reporting.close_month(village, offices.NOVEMBER, nihil=True, assenting=offices.HEAD)
    receiving.take(camat, [sending.export(village, offices.CAMAT, places.stick).path])
    answer(camat, village, places.stick)
    first = reporting.close_month(village, offices.NOVEMBER, nihil=True, assenting=offices.HEAD).carrier.manifest
    assert first.spans[0].first == 1, "the kabupaten has confirmed nothing yet"
    receiving.take(places.regency, [sending.export(village, offices.CAMAT, places.stick).path])
    answer(places.regency, village, places.stick)
    second = reporting.close_month(village, offices.NOVEMBER, nihil=True, assenting=offices.HEAD).carrier.manifest
    assert second.spans[0].first == 4, "the camat lacks what the kabupaten has: the report made after its receipt"
    receiving.take(camat, [sending.export(village, offices.CAMAT, places.stick).path])
    answer(camat, village, places.stick)
    third = reporting.close_month(village, offices.NOVEMBER, nihil=True, assenting=offices.HEAD).carrier.manifest
    assert third.spans[0].first == 5


def answer(upper: Office, village: Office, stick: Path) -> None:
    """The upper office's receipt for the village, taken in there."""
    confirming.write_receipts(upper)
    for one in sending.export_receipts(upper, stick):
        if one.to == village.code:
            receiving.take(village, [one.path])


def camat_between(places: Places, folder: Path) -> Office:
    """A camat whom the village knows too."""
    camat = offices.new_office(folder / "camat", offices.CAMAT, places.village.clock, clerk="Yanti")
    offices.enrol(camat, places.regency, places.stick)
    know(places.village, camat)
    return camat


def know(village: Office, camat: Office) -> None:
    """As a carrier of the camat would have it: its certificates are known at the village."""
    with camat.database.reading() as there:
        peers = trust_store.peers(there, [camat.code])
    with village.database.transaction() as here:
        for peer in peers:
            trust_store.add_peer(here, peer, "2026-11-21T02:00:00Z")
