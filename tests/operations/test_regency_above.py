"""A village below a kabupaten that is root: whom its reports go to, and what leaves it on the way."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

import offices
from albums import event, put
from ppo_desktop.core.errors import Refused
from ppo_desktop.operations import (
    confirming,
    ledger,
    receiving,
    recording,
    reporting,
    sending,
    sheets,
)
from ppo_desktop.operations.office import Office
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
    assert told(village, record) == (
        "Belum dibawa ke Kabupaten Sambas: ikut dengan laporan bulanan berikutnya untuk kantor itu."
    )
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


def test_where_the_camat_is_known_too_it_stays_the_receiver_and_the_kabupaten_gets_its_own(
    places: Places, tmp_path: Path
) -> None:
    village = places.village
    camat = offices.new_office(tmp_path / "camat", offices.CAMAT, village.clock, clerk="Yanti")
    offices.enrol(camat, places.regency, places.stick)
    know(village, camat)
    record = recording.save(village, SEALABLE, TOLD).record
    reporting.close_month(village, offices.NOVEMBER, nihil=True, assenting=offices.HEAD)
    to_camat = sending.export(village, reporting.receiver(village), places.stick)
    assert to_camat.to == offices.CAMAT
    assert isinstance(receiving.take(camat, [to_camat.path])[0], receiving.Taken)
    assert told(village, record).startswith("Belum dibawa ke Kabupaten Sambas")
    reporting.close_month(village, offices.NOVEMBER, nihil=True, assenting=offices.HEAD, to=REGENCY)
    lines = {line.recipient: line for line in ledger.reports(village)}
    assert {to: (line.version, line.is_newest, line.state) for to, line in lines.items()} == {
        offices.CAMAT: (1, True, "copied"),
        REGENCY: (1, True, "made"),
    }
    to_regency = sending.export(village, REGENCY, places.stick)
    receiving.take(places.regency, [to_regency.path])
    shown = sheets.sheet(places.regency, SEALABLE, record, village.code)
    assert sheets.look(places.regency, shown)["about"] == TOLD["about"]
    with pytest.raises(Refused, match="not-above"):
        reporting.close_month(village, offices.NOVEMBER, nihil=True, assenting=offices.HEAD, to="61.01.05")


def know(village: Office, camat: Office) -> None:
    """As a carrier of the camat would have it: its certificates are known at the village."""
    with camat.database.reading() as there:
        peers = trust_store.peers(there, [camat.code])
    with village.database.transaction() as here:
        for peer in peers:
            trust_store.add_peer(here, peer, "2026-11-21T02:00:00Z")
