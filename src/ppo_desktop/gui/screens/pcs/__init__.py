"""The PCs of this office: files between them, old copies, and two histories under one name."""

from ppo_desktop.gui.screens.pcs.page import PcsPage as PcsPage
