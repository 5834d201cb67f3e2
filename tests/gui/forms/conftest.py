"""One office for all editors, which only read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import offices
from ppo_desktop.operations.house.office import Office


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A village office."""
    made = offices.new_office(tmp_path_factory.mktemp("desa"), offices.VILLAGE, offices.clock_at())
    yield made
    made.close()
