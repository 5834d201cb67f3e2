"""Instrumen skrining: what is asked, what it counts, and a regency's own copy of it."""

from ppo_desktop.gui.screens.instrument.page import InstrumentPage as InstrumentPage
