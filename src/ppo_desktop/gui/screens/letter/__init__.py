"""Writing a letter: its words beside the page that comes of them; afterwards what can still be done with it."""

from ppo_desktop.gui.screens.letter.page import LetterPage
from ppo_desktop.gui.screens.letter.template import TemplatePage

__all__ = ["LetterPage", "TemplatePage"]
