"""What every test shares."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import offices


@pytest.fixture(autouse=True)
def _close_offices() -> Iterator[None]:
    """Close the offices a test opened and did not close; those of wider fixtures stay open."""
    before = offices.opened_count()
    yield
    offices.close_since(before)
