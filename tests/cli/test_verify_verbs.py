"""inspect, compare and certifiers as a terminal shows them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import offices
import strangers
from ppo_desktop.cli.application import run
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import ledger


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A village with one report; closed, so that the verbs can open it."""
    pair = offices.new_pair(tmp_path_factory.mktemp("pair"))
    pair.departure(pair.person())
    pair.report()
    pair.close()
    return pair.village


@pytest.fixture
def say(village: Office, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """What a verb says."""
    monkeypatch.setenv("PPO_PASSWORD", offices.CLERK_PASSWORD)

    def said(*arguments: str, ends: int = 0) -> str:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            run(["--data", str(village.paths.folder), "--user", "petugas", *arguments])
        output = "".join(capsys.readouterr())
        assert ended.value.code == ends, output
        return output

    return said


def test_a_strangers_pdf_is_inspected_in_three_lines_with_reasons(say: Callable[..., str], tmp_path: Path) -> None:
    person = strangers.person()
    letter, authority = tmp_path / "surat.pdf", tmp_path / "induk.pem"
    letter.write_bytes(strangers.signed(strangers.letter(), person))
    authority.write_bytes(person.authority)
    assert "Daftar sertifikat PSrE belum dipasang" in say("certifiers")
    told = [line.strip() for line in say("inspect", str(letter)).splitlines()]
    assert told[:2] == ["surat.pdf: bukan kiriman PPO.", "PDF dengan 1 tanda tangan elektronik"]
    lines = ["Berkas utuh: ya", "Kunci dikenal kantor ini: tidak", "Sertifikat resmi PSrE: tidak"]
    assert [told[told.index(line) + 1].endswith(".") for line in lines] == [True] * 3
    assert "Penerbit Contoh: berlaku sampai" in say("certifiers", str(authority))
    assert "Sertifikat resmi PSrE: ya (Penerbit Contoh, dipasang Rina" in say("inspect", str(letter))
    letter.write_bytes(strangers.added_to(letter.read_bytes()))
    assert "Berkas utuh: tidak" in say("inspect", str(letter), ends=1)


def test_a_code_leads_to_the_figures_of_the_original(say: Callable[..., str], village: Office) -> None:
    office = offices.reopened(village)
    identifier = ledger.reports(office)[0].carrier
    office.close()
    told = say("compare", identifier[:16].upper())
    assert told.startswith("Laporan bulan November 2026 dari Desa Sempalai\nAngka laporan (Bulan ini | Tambahan")
    assert "  Calon PMI dan PMI yang baru dicatat: 1 | 0" in told
    assert "tidak ada di sini" in say("compare", "0" * 16, ends=1)
    assert "16 angka dan huruf" in say("compare", "abc", ends=1)
