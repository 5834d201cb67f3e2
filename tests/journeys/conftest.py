"""Real offices with a month behind them, shared by the tests of this room: making keys and papers takes time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import offices
from journeys.exhibits import Exhibits, make_exhibits
from journeys.judging import Judge


@pytest.fixture(scope="session")
def exhibits(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exhibits]:
    """A carrier and a receipt that nobody has taken in yet; tests leave the offices as they are."""
    made = make_exhibits(tmp_path_factory.mktemp("exhibits"))
    yield made
    made.close()


@pytest.fixture(scope="session")
def judge() -> Iterator[Judge]:
    """One warm reading process that says what each file cost it."""
    judge = Judge()
    yield judge
    judge.close()


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[offices.Pair]:
    pair = offices.new_pair(tmp_path)
    yield pair
    pair.close()
