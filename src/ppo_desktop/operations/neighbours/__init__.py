"""What passes between us and the offices above, below, and our own other PCs: receipts, verdicts, notes, the board."""
