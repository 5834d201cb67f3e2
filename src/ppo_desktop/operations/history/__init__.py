"""Writing the journal: entries of this PC's identity, union with those of others, forks, losses, erasure."""
