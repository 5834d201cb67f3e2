"""Daftar penduduk: a file becomes the list in which people are looked up."""

from ppo_desktop.gui.screens.residents.page import ResidentsPage as ResidentsPage
