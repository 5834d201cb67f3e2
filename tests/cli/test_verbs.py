"""What single verbs print, in one process."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import albums
import offices
from ppo_desktop.cli.application import run

Call = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def call(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    """Calls the program with ``--json`` on an office in ``desa`` and reads its lines."""
    offices.new_office(tmp_path / "desa", offices.VILLAGE, offices.clock_at()).close()
    monkeypatch.setenv("PPO_PASSWORD", offices.CLERK_PASSWORD)
    monkeypatch.setenv("PPO_NEW_PASSWORD", offices.CLERK_PASSWORD)

    def call(*verb: str, folder: str = "desa") -> list[dict[str, Any]]:
        with pytest.raises(SystemExit) as ended:
            run(["--data", str(tmp_path / folder), "--user", "petugas", "--json", *verb])
        said = capsys.readouterr()
        assert (ended.value.code, said.err) == (0, ""), said
        return [json.loads(line) for line in said.out.splitlines()]

    return call


def recorded(call: Call, folder: Path, **more: object) -> str:
    file = folder / "orang.json"
    values = {"name": "Siti Latihan", "sex": "P", "born_on": "12-03-2001", "nik": "6101045203019901", **more}
    file.write_text(json.dumps(values), encoding="utf-8")
    return str(call("record", "warga", str(file))[0]["id"])


def test_what_was_recorded_is_listed_found_and_told(call: Call, tmp_path: Path) -> None:
    record = recorded(call, tmp_path)
    change = tmp_path / "ubah.json"
    change.write_text('{"phone": "0840 9999 00001"}', encoding="utf-8")
    call("record", "warga", str(change), "--id", record)
    assert [row["born_on"] for row in call("list", "warga")] == ["2001-03-12"]
    assert [found["id"] for found in call("search", "sit lat")] == [record]
    last = call("history", record)[-1]
    assert (last["field"], last["old"], last["new"]) == ("phone", None, "+62840999900001")


def test_pairs_that_may_be_one_are_told_and_a_decision_is_a_record(call: Call, tmp_path: Path) -> None:
    one = recorded(call, tmp_path)
    other = recorded(call, tmp_path, name="Sitti Latihan", nik="", no_nik_reason="TIDAK_DIBAWA")
    (pair,) = call("duplicates")
    assert {party["id"] for party in pair["pair"]} == {one, other}
    assert pair["reasons"] == ["name_spelling", "born_same"]
    decision = {"verdict": "SAMA", "main": one, "other": other} | dict.fromkeys(
        ("main_office", "other_office"), offices.VILLAGE
    )
    file = tmp_path / "putusan.json"
    file.write_text(json.dumps(decision), encoding="utf-8")
    call("record", "ganda", str(file))
    assert call("duplicates") == []
    assert [row["id"] for row in call("list", "warga")] == [one]


def test_photos_are_put_into_an_event(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "acara.json"
    values = {"activity": "SOS_DESA", "held_on": "20-11-2026", "men": 5}
    file.write_text(json.dumps(values), encoding="utf-8")
    (saved,) = call("record", "sosialisasi", str(file))
    told = call("photo", "sosialisasi", saved["id"], str(albums.file(tmp_path)), str(file), "--caption", "Pembukaan")
    assert told[1] == {"file": "acara.json", "refused": "photo-unknown"}
    (row,) = call("list", "sosialisasi")
    assert row["photos"] == [{"caption": "Pembukaan", "digest": told[0]["digest"], "minors": None}]


def test_what_was_erased_is_gone(call: Call, tmp_path: Path) -> None:
    record = recorded(call, tmp_path)
    assert call("erase", record, "--yes") == [{"erased": [record], "withdrawn": 0, "copies": []}]
    assert call("search", "siti") == []
    assert call("list", "warga") == []


def test_a_backup_is_restored_elsewhere(call: Call, tmp_path: Path) -> None:
    recorded(call, tmp_path)
    (backup,) = call("backup", "--to", str(tmp_path / "cadangan"))
    assert call("drill", backup["file"]) == [{"file": backup["file"], "now": 1, "records": 1}]
    assert call("restore", backup["file"], folder="pulih")[0]["office"] == offices.VILLAGE
    assert call("rebuild", folder="pulih")[0]["records"] > 0
    assert [row["name"] for row in call("list", "warga", folder="pulih")] == ["Siti Latihan"]


def test_accounts_are_added_and_listed(call: Call) -> None:
    call("user", "add", "kedua", "--name", "Petugas Kedua")
    assert {user["user"]: user["role"] for user in call("user", "list")} == {
        "petugas": "petugas",
        "pimpinan": "pimpinan",
        "kedua": "petugas",
    }


def test_a_warning_is_saved_with_its_reason_and_says_so(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "orang.json"
    values = {"name": "X Y", "sex": "L", "no_nik_reason": "LAIN", "warning_reasons": {"born-on-missing": "tak ingat"}}
    file.write_text(json.dumps(values), encoding="utf-8")
    assert call("record", "warga", str(file))[0]["warnings"] == ["born-on-missing"]


def test_the_emergency_code_gives_a_forgotten_account_a_new_password(
    tmp_path: Path, call: Call, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PPO_HEAD_PASSWORD", offices.HEAD_PASSWORD)
    made = call("init", "--code", offices.OTHER_VILLAGE, "--head", "Markus Jelani", folder="lain")[0]
    monkeypatch.setenv("PPO_CODE", made["emergency_code"].lower().replace("-", " "))
    monkeypatch.setenv("PPO_NEW_PASSWORD", "sandi yang baru sekali")
    call("user", "reset", "petugas", folder="lain")
    monkeypatch.setenv("PPO_PASSWORD", "sandi yang baru sekali")
    assert call("list", "warga", folder="lain") == []


def test_a_population_list_is_looked_at_taken_and_deleted(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "penduduk.csv"
    file.write_text("NIK;Nama;RT\n6101045203099901;Siti Aminah;3\n610104;Budi;3\n", encoding="utf-8")
    (planned,) = call("residents", str(file), "--plan")
    assert (planned["people"], planned["without_nik"]) == (2, 1)
    assert planned["columns"] == {"A": "nik", "B": "name", "C": "rt"}
    assert planned["remarks"] == ["Baris 3: NIK bukan 16 angka; dikosongkan."]
    assert call("residents") == [{"list": None}]
    taken = call("residents", str(file))[1]
    assert (taken["list"]["file"], taken["list"]["count"]) == ("penduduk.csv", 2)
    assert call("residents", "--delete") == [{"list": None}]


def test_an_overview_tells_its_figures_and_is_saved_as_a_table(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "sekolah.json"
    file.write_text(json.dumps({"name": "SMAN 1 Tebas", "kind": "SMA"}), encoding="utf-8")
    call("record", "lembaga", str(file))
    assert "coverage" in {told["name"] for told in call("overview")}
    told = call("overview", "coverage", "--save", str(tmp_path))
    assert {"fact": "Belum pernah dijangkau", "value": 1} in told
    assert "SMAN 1 Tebas" in Path(told[-1]["file"]).read_text(encoding="utf-8-sig")


def test_a_list_is_saved_as_a_table_and_a_wrong_filter_is_told(
    call: Call, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recorded(call, tmp_path)
    (told,) = call("export-table", "warga", str(tmp_path), "--by", "name")
    assert (told["rows"], Path(told["file"]).read_bytes()[:2]) == (1, b"PK")
    (told,) = call("export-table", "warga", str(tmp_path), "--csv", "--text", "dewi")
    assert (told["rows"], Path(told["file"]).suffix) == (0, ".zip")
    with pytest.raises(SystemExit):
        run(["--data", str(tmp_path / "desa"), "--user", "petugas", "export-table", "warga", ".", "--filter", "apa"])
    assert "“apa” tidak ada pada Warga." in capsys.readouterr().err


def test_cases_go_out_without_names(call: Call, tmp_path: Path) -> None:
    (told,) = call("export-table", "kasus", str(tmp_path), "--htcds", "--reason", "Pertukaran data.")
    assert told["rows"] == 0
    assert Path(told["file"]).name.startswith("Kasus HTCDS ")


def test_a_register_and_a_summary_for_everybody_are_written_for_a_chosen_time(call: Call, tmp_path: Path) -> None:
    recorded(call, tmp_path)
    for name, *more in (("register-pmi", "--period", "2026"), ("laporan-berkala", "--period", "2025", "--public")):
        out = tmp_path / f"{name}.pdf"
        (told,) = call("paper", name, *more, "--out", str(out))
        assert told["bytes"] == out.stat().st_size


def test_a_letter_is_drafted_made_final_printed_and_made_void(call: Call, tmp_path: Path) -> None:
    record = recorded(call, tmp_path)
    assert "SKTM" in {told["template"] for told in call("letter")}
    about = ("SKTM", "--kind", "warga", "--about", record)
    assert call("letter", *about)[0]["state"] == "DRAF"
    words = ("--words", '{"keperluan": "bantuan hukum"}', "--number", "440/7/2026")
    (final,) = call("letter", *about, *words, "--final")
    assert (final["number"], final["state"]) == ("440/7/2026", "FINAL")
    out = tmp_path / "surat.pdf"
    call("paper", "letter", "--about", str(final["record"]), "--out", str(out))
    assert out.read_bytes().startswith(b"%PDF")
    call("letter", "--void", str(final["record"]), "--reason", "Salah orang")
    assert "letter" in {told["name"] for told in call("paper")}
    assert {row["state"] for row in call("list", "surat")} == {"DRAF", "BATAL"}


def test_an_account_is_removed_an_incident_written_down_and_a_head_handed_over(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded(call, tmp_path)
    call("user", "add", "cek", "--name", "Cici", "--role", "pemeriksa")
    assert call("user", "remove", "cek") == [{"user": "cek"}]
    (one,) = call("incident", "add", "Laptop dicuri dari kantor.")
    assert (one["incident"], one["people"]) == (1, 1)
    ((files,),) = [call("incident", "papers", "1", "--to", str(tmp_path))]
    assert [Path(name).name for name in files["files"]] == [
        "rancangan-surat-people.pdf",
        "rancangan-surat-authority.pdf",
        "rancangan-surat-upper.pdf",
        "daftar-warga-terdampak.pdf",
    ]
    assert [line["closed"] for line in call("incident", "list")] == [False]
    assert call("incident", "withdraw", "1", "Laptop ditemukan.")[0]["withdrawn"] == "Laptop ditemukan."
    assert [line["closed"] for line in call("incident", "list")] == [True]
    monkeypatch.setenv("PPO_HEAD_PASSWORD", offices.HEAD_PASSWORD)
    verb = ("hand-over", "pimpinan", "--name", "Nurhayati", "--account", "nurhayati", "--acting", "Plt.")
    (handed,) = call(*verb, "--to", str(tmp_path))
    assert Path(handed["minutes"]).exists()
    assert [user["user"] for user in call("user", "list")] == ["petugas", "nurhayati"]


def test_a_file_for_the_other_pc_is_refused_with_what_to_do_where_none_is_known(
    call: Call, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        run(["--data", str(tmp_path / "desa"), "--user", "petugas", "--json", "update", "--stick", str(tmp_path)])
    told = json.loads(capsys.readouterr().out)
    assert (ended.value.code, told["error"]) == (1, "not-enrolled")
