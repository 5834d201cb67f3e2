"""Keys, certificates without internet, seals, signatures and the vault; the only room that touches cryptography.

::

    keys          P-256 key pairs                         words      fingerprints to read aloud
    issuing       root, revocation list, office keys      vault      passwords and the emergency code
    certificates  judging them; the door to both          signature  signing a PDF
    sealing       age and gzip                            opening    judging a signed PDF from a stranger

``signature`` and ``opening`` load a PDF library (about half a second): import them where they are used.
"""
