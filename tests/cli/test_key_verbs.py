"""What the verbs about keys print, in one process."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import offices
from ppo_desktop.cli.application import run
from ppo_desktop.operations.keys import renewal


def test_keys_are_listed_asked_for_issued_and_revoked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = offices.new_pair(tmp_path)
    words = renewal.ask(pair.village, offices.HEAD, former_head="Abdul Hamid").words
    pair.report(nihil=True, assenting=None)
    pair.carry_up()
    camat, village, device = pair.camat.paths.folder, pair.village.code, pair.village.device.id
    pair.close()
    monkeypatch.setenv("PPO_PASSWORD", offices.CLERK_PASSWORD)
    monkeypatch.setenv("PPO_ASSENT_PASSWORD", offices.HEAD_PASSWORD)

    def call(*verb: str, status: int = 0) -> list[dict[str, Any]]:
        with pytest.raises(SystemExit) as ended:
            run(["--data", str(camat), "--user", "petugas", "--json", "keys", *verb])
        said = capsys.readouterr()
        assert ended.value.code == status, said
        return [json.loads(line) for line in said.out.splitlines()]

    assert call("requests") == [{"office": village, "device": device, "by_head": False}]
    call("certify", village, device, "--words", "babab", "--assent", "pimpinan", status=1)
    call("certify", village, device, "--words", words, "--assent", "pimpinan")
    (_own, theirs, crl) = call("list")
    assert (theirs["device"], theirs["standing"], crl["names"]) == (device, "known", 0)
    call("revoke", village, device, "--assent", "pimpinan", status=1)
    (revoked,) = call("revoke", village, device, "--name", "Sempalai", "--assent", "pimpinan")
    assert revoked["names"] == 4, "the old keys and the new ones"
    (renewed,) = call("renew-list", "--assent", "pimpinan")
    assert renewed["crl"] > revoked["crl"]
