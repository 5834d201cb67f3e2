"""The command line: every verb a user has, without a window.

``ppo-desktop [--data DIR] [--user NAME] [--json] [--password-file F] VERB …``. Exit status: 0 done, 1 refused, 2 usage,
3 the world (disk, stick, password), 70 our own mistake. Heavy modules are imported inside the verbs.
"""

from __future__ import annotations


def main() -> None:
    """Entry point of ``ppo-desktop``."""
    from ppo_desktop.cli.application import run

    run()
