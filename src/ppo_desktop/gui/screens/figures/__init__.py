"""Gambaran: figures over many books, as one page for every overview."""

from ppo_desktop.gui.screens.figures.hub import HubPage as HubPage
from ppo_desktop.gui.screens.figures.page import FiguresPage as FiguresPage
from ppo_desktop.gui.screens.figures.paper import PaperPage as PaperPage
