"""Fixtures: real offices in a temporary folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import offices


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[offices.Pair]:
    pair = offices.new_pair(tmp_path)
    yield pair
    pair.close()
