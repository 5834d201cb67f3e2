"""``ppo-desktop check`` opens every screen, and says which one does not."""

from __future__ import annotations

import pytest

from ppo_desktop import app
from ppo_desktop.core.errors import World
from ppo_desktop.gui import check
from ppo_desktop.gui.shell import screens


@pytest.mark.usefixtures("qapp")
def test_every_screen_of_a_village_and_a_kecamatan_opens() -> None:
    titles = list(check.open_every_screen())
    assert {"Mulai pertama", "Laporan bulanan", "Terima berkas", "Kunci kantor", "Pengaturan"} <= set(titles)
    assert len(titles) > 20


@pytest.mark.usefixtures("qapp")
def test_a_screen_that_does_not_open_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tuple(
        known._replace(where="home:Missing") if known.name == "month" else known for known in screens.SCREENS
    )
    monkeypatch.setattr(screens, "SCREENS", broken)
    with pytest.raises(World, match="month"):
        list(check.open_every_screen())


@pytest.mark.parametrize(
    ("arguments", "is_check"),
    [
        (["check"], True),
        (["--json", "check"], True),
        (["--data", "desa", "--user", "check", "check"], True),
        (["--user", "check", "list"], False),
        (["record", "check"], False),
        (["check", "--help"], False),
        (["--data"], False),
    ],
)
def test_only_the_verb_check_opens_the_screens(arguments: list[str], is_check: bool) -> None:
    assert app._is_check(arguments) is is_check
