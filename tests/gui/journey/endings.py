"""What must be true when the receipt is home, asked of other people's programs and of the databases themselves."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from gui.journey.story import CAMAT, VILLAGE, World
from offices import closed_later
from ppo_desktop.operations.carriers import carriers
from ppo_desktop.operations.doors.opening import open_office
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import awaited, ledger
from ppo_desktop.records.registry import row_kinds
from ppo_desktop.storage import rows as storage_rows
from ppo_desktop.storage import trust_store
from verifiers import run


def check(world: World, *, people: int = 1) -> None:
    """Both offices agree, strangers' programs accept what lay on the stick, and nothing waits any more."""
    camat = closed_later(open_office(world.paths(CAMAT), "yanti.kusuma", CAMAT.clerk_password, world.clock))
    village = closed_later(open_office(world.paths(VILLAGE), "rina.oktaviani", VILLAGE.clerk_password, world.clock))
    below, above = rows(village, village.code), rows(camat, village.code)
    assert below == above
    assert sorted(kind for kind, _record in below) == ["departure"] * people + ["person"] * people + ["socialisation"]
    (line,) = [line for line in ledger.reports(village) if line.is_newest]
    assert (line.month.label, line.state) == ("November 2026", "received")
    (seen,) = [one for one in awaited.received(camat, line.month) if one.office == village.code]
    assert seen.received_on is not None
    with village.database.reading() as connection:
        assert carriers.unconfirmed(connection, village, camat.code) == []
    (carrier,) = world.stick.glob(f"PPO-{village.code}-2026-11-*.pdf")
    (receipt,) = world.stick.glob("PPO-*-tanda-terima-*.pdf")
    root = world.folder / "root.pem"
    with camat.database.reading() as connection:
        pair = trust_store.key(connection, "root")
    assert pair is not None
    assert pair.certificate is not None
    root.write_bytes(x509.load_der_x509_certificate(pair.certificate).public_bytes(Encoding.PEM))
    nss = world.folder / "nss"
    nss.mkdir()
    run("certutil", "-N", "-d", f"sql:{nss}", "--empty-password")
    run("certutil", "-A", "-d", f"sql:{nss}", "-n", "akar", "-t", "CT,C,C", "-i", root)
    for file in (carrier, receipt):
        said = run("pdfsig", "-nssdir", f"sql:{nss}", file)
        assert "Signature Validation: Signature is Valid." in said
        assert "Certificate Validation: Certificate is Trusted." in said
        assert "Total document signed" in said
        assert "CMS Verification successful" in _openssl(file, root, world.folder)


def rows(office: Office, owner: str) -> dict[tuple[str, str], dict[str, Any]]:
    """Everything the database of ``office`` knows of the records of ``owner``, but what never leaves home."""
    found = {}
    for kind in row_kinds():
        sent = tuple(field.name for field in kind.fields if not field.restricted)
        with office.database.reading() as connection:
            for row in storage_rows.all_of(connection, kind, owner):
                found[kind.name, row["id"]] = {name: row[name] for name in sent}
    return found


def _openssl(file: Path, root: Path, folder: Path) -> str:
    """What OpenSSL says of the signature over ``file``."""
    data = file.read_bytes()
    (found,) = re.findall(rb"/ByteRange \[0 (\d+) (\d+) (\d+)", data)
    start, end, rest = map(int, found)
    assert end + rest == len(data)
    contents = bytes.fromhex(data[start + 1 : end - 1].decode())
    (folder / "signature.der").write_bytes(contents[: 4 + int.from_bytes(contents[2:4], "big")])
    (folder / "signed").write_bytes(data[:start] + data[end:])
    arguments = ("cms", "-verify", "-binary", "-inform", "DER", "-in", folder / "signature.der")
    return run(
        "openssl", *arguments, "-content", folder / "signed", "-CAfile", root, "-purpose", "any", "-out", "/dev/null"
    )
