"""Isi banyak sekaligus: tables in which many records are typed, or answered by one key each."""

from ppo_desktop.gui.screens.grid.choosing import GridsPage as GridsPage
from ppo_desktop.gui.screens.grid.page import GridPage as GridPage
