"""The window: what a clerk sees. It calls operations and shows what they return; it decides nothing itself."""

from ppo_desktop.gui import quirks as quirks
