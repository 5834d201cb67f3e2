"""``None`` and ``True`` last as long as the program: PySide6 6.12.0 wears them out.

It takes a reference from None with every call that returns nothing, and from True with every signal that is emitted.
They cannot die from Python 3.12 on; before, the program would end after some ten thousand calls ("deallocating None",
"deallocating True or False"). This supply lasts for centuries. It is laid in once the first page stands, which takes
a few hundred: to load ctypes costs more than that page's labels.
"""

from __future__ import annotations

import sys

if sys.version_info < (3, 12):
    import ctypes

    for one in (None, True, False):
        ctypes.c_ssize_t.from_address(id(one)).value += 1 << 60
