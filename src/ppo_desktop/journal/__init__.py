"""The journal: entries, hash chain, fold and merge plan. Pure functions, no I/O.

An office's journal is the only history there is: audit trail, transport, undo and tamper evidence are the same data.
A record is the fold of its entries; merging two journals is set union followed by the same fold, so lost, repeated and
reordered sticks all end in the same state. The byte forms are specified in ``docs/carrier-format.md``.
"""
