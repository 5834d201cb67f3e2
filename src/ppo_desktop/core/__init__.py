"""Small things every room may use: errors, clock, ids, canonical JSON, text, periods, offices, paths."""
