"""The encrypted database: journal, record rows, search, carriers, trust; backup and rebuild.

The only room that knows SQL, sessions and SQLCipher. Rows, search and conflicts are a cache of the journal and can be
dropped and made again at any time (``projection.rebuild``).
"""
