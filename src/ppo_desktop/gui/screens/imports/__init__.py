"""Impor tabel: a table of another office, row by row, before anything of it is kept."""

from ppo_desktop.gui.screens.imports.page import ImportsPage as ImportsPage
