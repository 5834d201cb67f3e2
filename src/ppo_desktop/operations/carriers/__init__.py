"""Sealed and signed files: built, read, relayed, copied to a stick, written down in the transfer journal."""
