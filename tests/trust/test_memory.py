"""A PC with little memory, for real: a child process that may not have more."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ppo_desktop.trust.vault import DEFAULT_COST, NewUser, create_vault

HEAD = NewUser("kades", "Hendra Gunawan", "pimpinan", "pohon belian 7")
LIMITED = """
import resource, sys
from pathlib import Path
from ppo_desktop.core.errors import PpoError
from ppo_desktop.trust import slots, vault
from ppo_desktop.trust.accounts import NewUser

opened = vault.Vault.load(Path(sys.argv[1]))
slots.make_slot(b"", b"warm", slots.FLOOR_COST, ())  # what is loaded once is loaded now
pages = int(Path("/proc/self/statm").read_text().split()[0])
limit = pages * resource.getpagesize() + 40 * 1024 * 1024
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
for password in ("pohon belian 7", "bukan ini sandinya"):
    try:
        opened.unlock("kades", password)
    except PpoError as error:
        print(error.code)
cost = vault.calibrate()
print(cost == slots.SMALL_COST)
head = NewUser("k", "K", "pimpinan", "lima perahu")
made = vault.create_vault(Path(sys.argv[1]).with_name("kecil.json"), [head], cost)
print(made.vault.unlock("k", "lima perahu").database_key == made.database_key)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="limits and their figures are Linux's")
def test_too_little_memory_is_never_called_a_wrong_password_and_a_small_pc_works(tmp_path: Path) -> None:
    path = tmp_path / "vault.json"
    create_vault(path, [HEAD], DEFAULT_COST)
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(path)], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stdout.split() == ["memory", "memory", "True", "True"], done.stderr[-2000:]
