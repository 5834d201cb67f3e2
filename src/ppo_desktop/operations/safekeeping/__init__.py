"""Backups, restoring, the drill."""
