"""What the sheet of a person says about other records of the same person."""

from __future__ import annotations

from functools import partial

from ppo_desktop.gui.design.widgets import Banner, button
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.operations.sheets import Sheet
from ppo_desktop.operations.twin_notices import remarks


def remark_banners(sheet: Sheet, session: Session) -> list[Banner]:
    """A banner for each remark, with a button that leads to what it speaks of."""
    return [
        Banner(
            "info",
            remark.sentence,
            "",
            [button(remark.button, partial(session.go, remark.screen, **remark.arguments))],
        )
        for remark in remarks(session.office, sheet.kind, (sheet.owner, sheet.record))
    ]
