"""Papan laporan: every office below and every month of a year on one grid."""

from ppo_desktop.gui.screens.board.page import BoardPage as BoardPage
from ppo_desktop.gui.screens.board.pages import CarrierPage as CarrierPage
from ppo_desktop.gui.screens.board.reconcile import ReconcilePage as ReconcilePage
