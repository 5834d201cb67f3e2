"""Keys, certificates without internet, seals, signatures and the vault; the only room that touches cryptography.

::

    keys, words              P-256 key pairs; fingerprints to read aloud
    issuing, certificates    making certificates and lists; judging them (the door to both)
    sealing                  age and gzip
    vault                    passwords and the emergency code (with accounts, slots, codes, atomic)
    signature                signing a PDF
    preflight, opening       judging a signed PDF from a stranger: bytes first, then key, then contents

``signature`` and ``opening`` load a PDF library (about half a second): import them where they are used.
"""
