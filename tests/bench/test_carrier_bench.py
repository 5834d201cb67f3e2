"""What a carrier of 10,000 records costs: to build, to check, to open, and in bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

import offices
from bench import measure, villagers
from ppo_desktop.exchange.manifest import MANIFEST_NAME, PAYLOAD_NAME, read_manifest
from ppo_desktop.exchange.payload import read_payload
from ppo_desktop.operations.carriers import carriers
from ppo_desktop.operations.carriers.reading import read_carrier
from ppo_desktop.operations.house import keyring
from ppo_desktop.operations.months import reporting
from ppo_desktop.storage import journal_store
from ppo_desktop.trust import sealing
from ppo_desktop.trust.opening import Names, open_signed_pdf

pytestmark = pytest.mark.bench
RECORDS = 10_000
NAMES = Names(frozenset({MANIFEST_NAME, PAYLOAD_NAME}))


def test_carrier_of_ten_thousand_records(tmp_path: Path) -> None:
    pair = offices.new_pair(tmp_path)
    with pair.village.database.transaction() as connection:
        journal_store.append(connection, villagers.entries(RECORDS, pair.clock))
    small = offices.new_pair(tmp_path / "small")
    few = measure.seconds(lambda: small.report(nihil=True), 3)
    many = measure.seconds(lambda: pair.report(nihil=True), 3)
    closed: reporting.Closed = pair.report(nihil=True)
    pdf, manifest = closed.carrier.pdf, closed.carrier.manifest
    with pair.camat.database.reading() as connection:
        reader = carriers.reader(connection, pair.camat)
        trust = keyring.trust(connection, pair.camat)
    checked = measure.seconds(lambda: open_signed_pdf(pdf, trust, NAMES))
    opened = open_signed_pdf(pdf, trust, NAMES)
    assert read_manifest(opened.attachments[MANIFEST_NAME]) == manifest
    sealed = opened.attachments["payload.age"]
    unsealed = measure.seconds(
        lambda: sealing.decompress(sealing.unseal(sealed, reader.secrets), manifest.payload.plain_length)
    )
    plain = sealing.decompress(sealing.unseal(sealed, reader.secrets), manifest.payload.plain_length)
    parsed = measure.seconds(lambda: read_payload(plain, manifest))
    whole = measure.seconds(lambda: read_carrier(pdf, reader))
    size, raw = len(pdf), manifest.payload.plain_length
    measure.tell(
        f"a carrier of {manifest.entry_count} entries",
        [
            ("report: count, seal, draw, sign, read back, commit", f"{many:.2f} s"),
            ("the same with a handful of entries", f"{few:.2f} s"),
            ("check the signature and take the attachments out", f"{checked * 1e3:.0f} ms"),
            ("open the seal and decompress", f"{unsealed * 1e3:.0f} ms"),
            ("read entries, digests and links", f"{parsed * 1e3:.0f} ms"),
            ("read_carrier as a whole", f"{whole:.2f} s"),
            ("file", f"{size / 1e3:.0f} kB"),
            ("plain lines", f"{raw / 1e3:.0f} kB"),
            ("plain lines / file", f"{raw / size:.1f}"),
        ],
    )
    pair.close()
    small.close()
