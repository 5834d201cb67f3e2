"""One setting for all tests of this room: making keys and signing is what takes time."""

import pytest

from trust.parties import Setting, make_setting


@pytest.fixture(scope="session")
def setting() -> Setting:
    return make_setting()
