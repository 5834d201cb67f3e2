"""What a person reads, and the exit status, when a command cannot be done: plain Indonesian, never a traceback."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest

import offices
from ppo_desktop.cli.application import app, run

ENGLISH = re.compile(
    r"\b(?:Usage|Options|Commands|Error|Missing|Invalid|No such|Try|required|default|Show this|Traceback|None|True)\b"
)
REFUSED, USAGE, WORLD = 1, 2, 3


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """``desa`` (an office enrolled nowhere), ``stick``, and some files."""
    folder = tmp_path_factory.mktemp("kantor")
    offices.new_office(folder / "desa", offices.VILLAGE, offices.clock_at()).close()
    (folder / "stick").mkdir()
    texts = {
        "orang.json": '{"name": "Siti Latihan", "sex": "P", "born_on": "2001", "no_nik_reason": "TIDAK_DIBAWA"}',
        "rusak.json": "{",
        "daftar.json": "[]",
        "kurang.json": '{"name": "X"}',
        "ragu.json": '{"name": "Siti", "sex": "P", "no_nik_reason": "LAIN"}',
        "bukan.pdf": "ini bukan PDF",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def outcome(arguments: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    words = [word.replace("@", f"{folder}/") for word in arguments.split()]
    with pytest.raises(SystemExit) as ended:
        run(words)
    captured = capsys.readouterr()
    return int(ended.value.code or 0), captured.out + captured.err


@pytest.fixture(autouse=True)
def _no_person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    monkeypatch.setenv("PPO_PASSWORD", offices.CLERK_PASSWORD)
    for name in ("PPO_HEAD_PASSWORD", "PPO_ASSENT_PASSWORD", "PPO_NEW_PASSWORD"):
        monkeypatch.setenv(name, offices.HEAD_PASSWORD)


D = "--data @desa --user petugas"

TABLE = [
    # usage
    ("", USAGE, "usage", "Perintah:"),
    ("terbang", USAGE, "usage", "Perintah terbang tidak dikenal."),
    ("record", USAGE, "usage", "Isian JENIS belum ditulis."),
    ("report", USAGE, "usage", "Pilihan --month wajib ditulis."),
    ("report --month", USAGE, "usage", "Sesudah pilihan --month harus ada nilainya."),
    ("list warga --urut", USAGE, "usage", "Pilihan --urut tidak dikenal."),
    ("list warga --limit banyak", USAGE, "usage", "Nilai untuk --limit tidak dapat dipakai."),
    ("list warga --limit 0", USAGE, "usage", "Nilai untuk --limit tidak dapat dipakai."),
    ("nik 1 2", USAGE, "usage", "Ada tulisan berlebih: 2."),
    ("enrol", USAGE, "usage", "request"),
    # refused
    (f"{D} record kucing @orang.json", REFUSED, "unknown-kind", "bukan jenis catatan"),
    (f"{D} record laporan @orang.json", REFUSED, "kind-not-here", "tidak dicatat"),
    (f"{D} record report @orang.json", REFUSED, "kind-not-here", "tidak dicatat"),
    (f"{D} list report", REFUSED, "kind-not-here", "tidak punya daftar"),
    (f"{D} record warga @rusak.json", REFUSED, "json", "bukan JSON yang benar"),
    (f"{D} record warga @daftar.json", REFUSED, "json", "bukan satu objek JSON"),
    (f"{D} record warga -", REFUSED, "json", "Masukan baku"),
    (f"{D} record warga @kurang.json", REFUSED, "invalid", "Jenis kelamin wajib diisi."),
    (f"{D} record warga @ragu.json", REFUSED, "invalid", "born-on-missing"),
    (f"{D} record warga @orang.json --id abc", REFUSED, "unknown-record", "Catatan abc tidak ada"),
    (f"{D} history abc", REFUSED, "unknown-record", "Catatan abc tidak ada"),
    (f"{D} erase abc --yes", REFUSED, "unknown-record", "Catatan abc tidak ada"),
    (f"{D} erase abc", REFUSED, "not-confirmed", "tidak dapat dibatalkan"),
    (f"{D} report --month November", REFUSED, "month", "bukan bulan"),
    (f"{D} report --month 2099-01", REFUSED, "month-ahead", "belum mulai"),
    (f"{D} report --month 2026-10 --nihil", REFUSED, "not-enrolled", "belum dikenal"),
    (f"{D} export --stick @stick", REFUSED, "nothing-to-send", "Belum ada berkas"),
    (f"{D} export --stick @stick --to 61.99.99", REFUSED, "office-unknown", "tidak ada dalam daftar"),
    (f"{D} enrol request --stick @stick", REFUSED, "needs-assent", "perlu persetujuan pimpinan"),
    (f"{D} enrol accept @orang.json", REFUSED, "enrolment-form", ""),
    (f"{D} user add baru --name Baru --role pimpinan", REFUSED, "needs-assent", "hanya dapat ditambah"),
    (f"{D} user add baru --name Baru --role raja", REFUSED, "user-role", "Peran akun tidak dikenal."),
    (f"{D} restore @orang.json", REFUSED, "not-a-backup", "bukan cadangan"),
    ("--data @baru init --code abc --head X", REFUSED, "office-code", "bukan kode wilayah"),
    ("--data @baru init --code 61.01.99 --head X", REFUSED, "office-unknown", "tidak ada dalam daftar"),
    ("--data @baru init --code 61.01.04.2003 --head X --root", REFUSED, "root-level", "akar kepercayaan"),
    ("demo --out @", REFUSED, "folder-not-empty", "tidak kosong"),
    # the world
    ("--data @desa --user lain list warga", WORLD, "wrong-password", "tidak cocok"),
    ("--data @desa list warga", WORLD, "not-asked", "Nama akun belum diberikan."),
    ("--data @kosong --user petugas list warga", WORLD, "no-office", "belum ada data kantor"),
    ("--data @orang.json --user petugas list warga", WORLD, "no-office", "belum ada data kantor"),
    ("--data @desa init --code 61.01.04.2003 --head X", WORLD, "database-exists", "sudah ada data kantor"),
    ("--data @orang.json/x init --code 61.01.04.2003 --head X", WORLD, "disk-read-only", "tidak dapat dibuat"),
    (f"--password-file @tiada {D} list warga", WORLD, "password-file", "tidak dapat dibaca"),
    (f"{D} record warga @tiada.json", WORLD, "file-unreadable", "tidak dapat dibaca"),
    (f"{D} enrol request --stick @tiada --assent pimpinan", WORLD, "stick-missing", "tidak ditemukan"),
    (f"{D} restore @tiada", WORLD, "backup-unreadable", "tidak ada"),
    (f"{D} backup --to @orang.json", WORLD, "backup-failed", "tidak dapat ditulis"),
    (f"{D} import @tiada-flashdisk/", WORLD, "", "tidak dapat dibaca"),
]


@pytest.mark.parametrize(
    ("arguments", "status", "code", "sentence"), TABLE, ids=[row[0] or "(kosong)" for row in TABLE]
)
def test_each_mistake_has_its_status_and_an_indonesian_sentence(
    arguments: str, status: int, code: str, sentence: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ended, said = outcome(arguments, folder, capsys)
    assert (ended, sentence in said) == (status, True), said
    assert not ENGLISH.search(re.sub(r"\[[a-z0-9-]+\]", "", said)), said
    ended, said = outcome(f"--json {arguments}", folder, capsys)
    assert ended == status
    for line in said.splitlines():
        told = json.loads(line)
        assert told.get("error", code) == code


def test_a_wrong_password_is_the_world_not_a_crash(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PPO_PASSWORD", "bukan sandinya")
    assert outcome(f"{D} list warga", folder, capsys)[0] == WORLD
    monkeypatch.delenv("PPO_PASSWORD")
    ended, said = outcome(f"{D} list warga", folder, capsys)
    assert (ended, "Kata sandi petugas belum diberikan." in said) == (WORLD, True)


def test_a_file_that_is_no_carrier_is_refused_with_its_code(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended, said = outcome(f"--json {D} inspect @bukan.pdf", folder, capsys)
    told = json.loads(said)
    assert (ended, told["verdict"], told["code"]) == (REFUSED, "refused", "not-pdf")


def test_a_bug_of_ours_is_told_without_values(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object) -> None:
        raise ValueError("Siti Aminah 6101045203099901")

    monkeypatch.setattr("ppo_desktop.operations.books.searching.find", broken)
    ended, said = outcome(f"{D} search siti", folder, capsys)
    assert ended == 70
    assert "Siti" not in said
    assert "Kesalahan program (ValueError, test_errors.py:" in said


def verbs() -> list[str]:
    from typer.main import get_command

    command = get_command(app)
    names = []
    for name, verb in command.commands.items():  # type: ignore[attr-defined]  # the program is a group
        names += [f"{name} {inner}" for inner in getattr(verb, "commands", {})] or [name]
    return names


@pytest.mark.parametrize("verb", ["", *verbs()])
def test_every_help_page_is_indonesian(verb: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended, page = outcome(f"{verb} --help", tmp_path, capsys)
    assert ended == 0
    assert page.startswith("Cara pakai: ppo-desktop")
    assert not ENGLISH.search(page), page
    assert not re.search(r"<\w+>", page), page


def test_a_nik_is_taken_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended, said = outcome("nik 6101.0452.0309.9901", tmp_path, capsys)
    assert ended == 0
    assert "format benar" in said
    assert "perempuan; lahir 12-03-2009; terdaftar pertama di Kecamatan Tebas" in said
    assert outcome("nik 123", tmp_path, capsys)[0] == REFUSED
