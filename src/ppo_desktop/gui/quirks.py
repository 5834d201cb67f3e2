"""Two things about Qt for Python that must be put right before anything of it is used."""

from __future__ import annotations

import ctypes
import sys

import PySide6.QtCore  # noqa: F401 - brings what is put right below
from shibokensupport import feature

# PySide6 reads the source of every module imported after it, to see whether it wants snake_case; none of ours does.
feature._mod_uses_pyside = lambda _module: False

# PySide6 6.12.0 takes a reference from None with every call that returns nothing, and from True with every signal that
# is emitted. They cannot die from Python 3.12 on; before, the program would end after some ten thousand calls
# ("deallocating None", "deallocating True or False"). This supply lasts for centuries.
if sys.version_info < (3, 12):
    for lasting in (None, True, False):
        ctypes.c_ssize_t.from_address(id(lasting)).value += 1 << 60
