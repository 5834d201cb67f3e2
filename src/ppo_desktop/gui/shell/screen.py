"""One screen of the window: how it is called, reached and built."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from ppo_desktop.core.offices import Level

if TYPE_CHECKING:
    from ppo_desktop.gui.shell.page import Page
    from ppo_desktop.gui.shell.session import Session
    from ppo_desktop.operations.house.roles import Deed

EVERYWHERE = frozenset(Level)


class Screen(NamedTuple):
    """A screen and how it is reached; its module is loaded when it is first wanted."""

    name: str
    title: str
    icon: str
    where: str
    """``module:Class`` below ``ppo_desktop.gui.screens``."""
    group: int = 0
    """Groups of the side bar are set apart by a line; -1: not in the side bar."""
    levels: frozenset[Level] = EVERYWHERE
    fixed: Mapping[str, object] = MappingProxyType({})
    """Arguments for the page's constructor."""
    keeps: bool = True
    """Whether the page is kept when another is shown, with its place in a list; forms are made anew."""
    parent: str = ""
    """Which entry of the side bar is lit."""
    keys: str = ""
    """Its own, so that the numbers of the others are the same at every level."""
    about: str = ""
    """Its drafts are named ``screen/what``; this is the argument that takes what stands behind the slash."""
    deed: Deed | None = None
    """What one must be allowed to do, by ``operations.house.roles``, to be let in."""
    purpose: str = ""
    """One sentence, for those that stand on the page of all books and in the search."""
    words: str = ""
    """What somebody types who does not know what it is called here."""
    has_own_way_back: bool = False
    """Whether it offers itself to go back; other screens outside of the side bar get Kembali from the window."""
    is_book: bool = True
    """Whether it stands on the page of all books, where it has a purpose."""

    @property
    def gets_way_back(self) -> bool:
        """Whether the window puts Kembali on its page."""
        return self.group < 0 and not self.has_own_way_back

    def build(self, session: Session) -> Page:
        module, name = self.where.split(":")
        page_class = getattr(import_module(f"ppo_desktop.gui.screens.{module}"), name)
        made: Page = page_class(session, **self.fixed)
        return made
