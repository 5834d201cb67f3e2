"""Figures over many books: what a whole area looks like, from rows, as values."""
