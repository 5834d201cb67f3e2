"""The schema number that entries carry: which declarations their writer knew."""

SCHEMA = 6
"""Raise when fields are added or kinds appear. Old programs keep what they do not know and show it after an update;
a field name is never used again for something else."""
