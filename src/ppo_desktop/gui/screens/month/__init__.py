"""The monthly report: five steps beside its pages, and the reports made before."""

from __future__ import annotations

from ppo_desktop.gui.screens.month.page import MonthPage as MonthPage
