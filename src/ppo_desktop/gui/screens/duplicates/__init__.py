"""Dugaan ganda: pairs of records that may be about one person, and what was decided about them."""

from ppo_desktop.gui.screens.duplicates.page import DuplicatesPage as DuplicatesPage
