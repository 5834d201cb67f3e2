"""pyHanko logs a traceback with certificate names at each refusal; our errors already say what matters."""

from __future__ import annotations

import logging


def silence_pyhanko() -> None:
    """Keep the library's log lines away from every handler; call before using it."""
    for name in ("pyhanko", "pyhanko_certvalidator"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
