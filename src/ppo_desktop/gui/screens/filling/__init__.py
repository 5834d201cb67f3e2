"""Isi format lain: forms of other offices, pointed to figures once and filled every month."""

from ppo_desktop.gui.screens.filling.fill import FillPage as FillPage
from ppo_desktop.gui.screens.filling.forms import FormsPage as FormsPage
from ppo_desktop.gui.screens.filling.point import PointPage as PointPage
