"""``docs/carrier-format.md`` is precise enough for another team: a reader written from it reads our files."""

from __future__ import annotations

import hashlib
import itertools
import json
import re
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

import offices
from journeys import independent_reader as reader
from journeys.exhibits import Exhibits, hand_of
from ppo_desktop.journal.entry import ChainHead, Entry, Heading, write_entry
from ppo_desktop.journal.fold import fold
from ppo_desktop.journal.wire import write_line
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.neighbours import exchanging, receiving
from ppo_desktop.records.person import PERSON
from ppo_desktop.storage import journal_store, rows
from ppo_desktop.trust.words import words
from regions import new_region
from verifiers import require

FORMAT = Path(__file__).parents[2] / "docs" / "carrier-format.md"
OF_OTHER_PROGRAMS = {"spreadsheet", "workbook", "form_reader", "form_writer", "splicing", "table_writing"}
"""Modules of exchange that never see a carrier."""
RECORD = "0192f0c0000070008000000000000001"


@pytest.fixture(scope="module")
def root(exhibits: Exhibits, tmp_path_factory: pytest.TempPathFactory) -> Path:
    for tool in ("openssl", "age", "pdfdetach"):
        require(tool)
    path = tmp_path_factory.mktemp("root") / "root.pem"
    certificate = x509.load_der_x509_certificate(hand_of(exhibits.pair.camat, "root").certificate_der)
    path.write_bytes(certificate.public_bytes(Encoding.PEM))
    return path


def key_of(office: sending.Office, folder: Path) -> Path:
    path = folder / "key.txt"
    path.write_text(hand_of(office).secret + "\n")
    return path


def test_the_second_reader_is_independent() -> None:
    source = Path(reader.__file__).read_text(encoding="utf-8")
    assert not re.search(r"^\s*(import|from)\s+(ppo_desktop|journeys|offices)", source, re.MULTILINE)


def test_it_reads_a_carrier_entry_by_entry_as_we_hold_it(exhibits: Exhibits, root: Path, tmp_path: Path) -> None:
    manifest, lines = reader.read(exhibits.first, root, key_of(exhibits.pair.camat, tmp_path), tmp_path)
    village, camat = exhibits.pair.village, exhibits.pair.camat
    assert (manifest["kind"], manifest["sender"], manifest["period"]) == ("report", village.code, "2026-11")
    with village.database.reading() as connection:
        ours = journal_store.chain(connection, village.code, village.device.id, 1, len(lines))
    assert [line.link for line in lines] == [entry.link.hex() for entry in ours]
    withheld = [line for line in lines if isinstance(line.members[11], str)]
    assert withheld, "a restricted note must be among the examples"
    by_record = itertools.groupby(sorted(lines, key=lambda line: line.members[6]), key=lambda line: line.members[6])
    with camat.database.reading() as connection:
        for record, group in by_record:
            told = reader.record(list(group))
            row = rows.get(connection, PERSON, village.code, record)
            if told is None:
                assert row is None
            elif row is not None:
                assert {name: row[name] for name in told[0]} == told[0]


def test_it_reads_a_carrier_with_assent_and_a_span_that_goes_on(exhibits: Exhibits, root: Path, tmp_path: Path) -> None:
    manifest, lines = reader.read(exhibits.carrier, root, key_of(exhibits.pair.camat, tmp_path), tmp_path)
    assert len(lines) == sum(last - first + 1 for _device, first, last, _prev, _link in manifest["spans"])
    assert exhibits.carrier.name.endswith(f"{hashlib.sha256(reader.written(manifest)).hexdigest()[:8]}.pdf")


def test_it_reads_a_receipt_with_the_villages_key(exhibits: Exhibits, root: Path, tmp_path: Path) -> None:
    manifest, (line,) = reader.read(exhibits.receipt, root, key_of(exhibits.pair.village, tmp_path), tmp_path)
    assert manifest["kind"] == "receipt"
    assert line.members[5] == "receipt"
    village = exhibits.pair.village
    seq, link = line.changes["held"][village.device.id]
    with village.database.reading() as connection:
        (entry,) = journal_store.chain(connection, village.code, village.device.id, seq, seq)
    assert (line.changes["to"], link) == (village.code, entry.link.hex())
    assert line.changes["receipt_for"].startswith(exhibits.first.stem[-8:])
    assert set(line.changes) >= {"to", "generation", "held", "receipt_for"}
    assert line.changes["verdicts"] == []


def test_it_reads_a_carrier_sent_after_a_receipt(pair: offices.Pair, tmp_path: Path) -> None:
    for tool in ("openssl", "age", "pdfdetach"):
        require(tool)
    pair.report(nihil=True)
    pair.carry_up()
    pair.carry_down()
    pair.person("Mariam")
    pair.report(nihil=True)
    path = sending.export(pair.village, pair.camat.code, pair.stick).path
    pem = tmp_path / "root.pem"
    certificate = x509.load_der_x509_certificate(hand_of(pair.camat, "root").certificate_der)
    pem.write_bytes(certificate.public_bytes(Encoding.PEM))
    manifest, lines = reader.read(path, pem, key_of(pair.camat, tmp_path), tmp_path)
    ((_device, first, _last, prev, _link),) = manifest["spans"]
    assert first > 1
    assert prev != "0" * 64
    assert len(lines) == 2


def test_it_reads_an_update_of_the_other_pc(pair: offices.Pair, tmp_path: Path) -> None:
    for tool in ("openssl", "age", "pdfdetach"):
        require(tool)
    second = offices.second_pc(pair, tmp_path / "desa-2")
    exchanging.make_update(pair.village)
    path = sending.export(pair.village, pair.village.code, pair.stick).path
    pem = tmp_path / "root.pem"
    certificate = x509.load_der_x509_certificate(hand_of(pair.camat, "root").certificate_der)
    pem.write_bytes(certificate.public_bytes(Encoding.PEM))
    manifest, lines = reader.read(path, pem, key_of(second, tmp_path), tmp_path)
    assert manifest["kind"] == "update"
    (told,) = [line.changes for line in lines if "held" in line.changes]
    assert set(told) >= {"held", "lacks"}
    assert reader.relays(path, manifest, key_of(second, tmp_path), tmp_path) == []


def test_it_opens_what_a_kecamatan_brings_along_and_what_comes_back_and_checks_each_by_itself(tmp_path: Path) -> None:
    for tool in ("openssl", "age", "pdfdetach"):
        require(tool)
    region = new_region(tmp_path)
    village = region.villages[0]
    region.person(village, "Siti Aminah")
    sent = region.up(village).read_bytes()
    up = region.report(region.camat)
    pem, key = tmp_path / "root.pem", key_of(region.regency, tmp_path)
    certificate = x509.load_der_x509_certificate(hand_of(region.regency, "root").certificate_der)
    pem.write_bytes(certificate.public_bytes(Encoding.PEM))
    manifest, _lines = reader.read(up, pem, key, tmp_path)
    (brought,) = reader.relays(up, manifest, key, tmp_path)
    assert brought == sent, "byte for byte as the village signed it"
    (tmp_path / "inside.pdf").write_bytes(brought)
    inner, lines = reader.read(tmp_path / "inside.pdf", pem, key, tmp_path)
    assert inner["sender"] == village.code
    assert "Siti Aminah" in {line.changes.get("name") for line in lines}

    receiving.take(region.regency, [up])
    region.down(region.regency, region.camat)
    (down,) = region.stick.glob(f"PPO-{region.regency.code}-tanda-terima-{region.camat.code}-*")
    manifest, (line,) = reader.read(down, pem, key_of(region.camat, tmp_path), tmp_path)
    assert line.changes["relayed"][village.code]
    (first,) = reader.relays(down, manifest, key_of(region.camat, tmp_path), tmp_path)
    (tmp_path / "down.pdf").write_bytes(first)
    inner, (line,) = reader.read(tmp_path / "down.pdf", pem, key_of(village, tmp_path), tmp_path)
    assert (inner["sender"], line.changes["to"]) == (region.regency.code, village.code)


def test_it_finds_a_flipped_byte(exhibits: Exhibits, root: Path, tmp_path: Path) -> None:
    data = bytearray(exhibits.carrier.read_bytes())
    data[len(data) // 3] ^= 1
    (tmp_path / "bad.pdf").write_bytes(data)
    with pytest.raises(AssertionError):
        reader.read(tmp_path / "bad.pdf", root, key_of(exhibits.pair.camat, tmp_path), tmp_path)


# ------------------------------------------------------------------------------------------- the page itself


def example() -> dict[str, str]:
    """The worked example as it stands on the page."""
    _before, _mark, text = FORMAT.read_text(encoding="utf-8").partition("## Worked example")
    return dict(re.findall(r"^([12.a-z]+) = (.+)$", text, re.MULTILINE))


def test_the_worked_example_is_right_for_the_second_reader() -> None:
    told = example()
    for part in ("1.open", "1.restricted", "2.open"):
        changes = json.loads(told[f"{part}.changes"])
        assert reader.written(changes).decode() == told[f"{part}.changes"]
        assert reader.part_digest(told[f"{part}.nonce"], changes) == told[f"{part}.digest"]
    prev = "0" * 64
    for number in "12":
        header, line = told[f"{number}.header"].encode(), told[f"{number}.line"].encode()
        assert reader.written(reader.canonical(header)) == header
        link = reader.digest(b"ppo-link", bytes.fromhex(prev), header)
        assert link == reader.linked("61.01.04.2003", line, prev).link == told[f"{number}.link"]
        prev = link
    assert reader.words(bytes.fromhex(prev)) == told["2.words"]
    assert json.loads(told["span"]) == ["4f1c2a9b77d0", 1, 2, "0" * 64, prev]


def test_the_worked_example_is_what_the_program_writes() -> None:
    told = example()
    heading = Heading("61.01.04.2003", "4f1c2a9b77d0", 1, "Rina", "2026-11-21T09:00:00+07:00")
    nonces = iter(bytes.fromhex(told[f"{part}.nonce"]) for part in ("1.open", "1.restricted", "2.open"))
    first = write_entry(
        heading,
        ChainHead(),
        "person",
        RECORD,
        "set",
        (json.loads(told["1.open.changes"]), json.loads(told["1.restricted.changes"])),
        [],
        lambda _size: next(nonces),
    )
    assert first.link.hex() == told["1.link"]
    later = heading._replace(time="2026-11-21T09:05:00+07:00")
    changes = (json.loads(told["2.open.changes"]), {})
    second = write_entry(
        later, ChainHead(1, first.link), "person", RECORD, "set", changes, [first], lambda _size: next(nonces)
    )
    assert second.link.hex() == told["2.link"]
    assert words(second.link) == told["2.words"]


def test_the_order_rule_on_the_page_is_the_programs_fold() -> None:
    """Two PCs change one record without knowing of each other; a third entry settles one field of it."""

    def entry(device: str, seq: int, seen: list[Entry], **changes: object) -> Entry:
        heading = Heading("61.01.04.2003", device * 12, 1, "Rina", "2026-11-21T09:00:00+07:00")
        return write_entry(heading, ChainHead(seq - 1, bytes(32)), "person", RECORD, "set", (changes, {}), seen)

    for order in range(20):
        first = entry("a", 1, [], name="Siti", sex="P", rt="1")
        left = entry("b", 1 + order, [first], name="Siti A", rt="2")
        right = entry("c", 1, [first], name="Siti B", rt="3", rw="7")
        settled = entry("b", 2 + order, [first, left, right], rt="4")
        for some in ([first, left, right], [first, left, right, settled], [left, right], [right, settled]):
            folded = fold(some)
            told = reader.record([as_line(each) for each in some])
            assert told == (folded.values, set(folded.conflicts))


def as_line(entry: Entry) -> reader.Line:
    return reader.Line(json.loads(write_line(entry)), entry.link.hex())


def test_every_code_that_reading_a_file_can_give_stands_on_the_page() -> None:
    package = FORMAT.parents[1] / "src" / "ppo_desktop"
    rooms = ("carriers/reading.py", "carriers/worker.py", "keys/enrolment_checks.py")
    files = [package / "operations" / name for name in rooms]
    files += [package / "trust" / name for name in ("opening.py", "preflight.py", "certificates.py", "naming.py")]
    files += [package / "trust" / "requesting.py"]
    exchange = [file for file in (package / "exchange").glob("*.py") if file.stem not in OF_OTHER_PROGRAMS]
    files += [package / "trust" / "sealing.py", package / "journal" / "wire.py", *exchange]
    pattern = r"""(?:Refused|refused|_payload)\(\s*"([a-z0-9-]+)"|^\s+"([a-z]+(?:-[a-z]+)+)",$"""
    codes = {
        first or second
        for file in files
        for first, second in re.findall(pattern, file.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert len(codes) > 30
    page = FORMAT.read_text(encoding="utf-8")
    missing = {code for code in codes if f"`{code}`" not in page}
    ours = {"record-too-long", "not-compared", "no-reader"}
    about_writing = {code for code in missing if code.startswith("stick-") or code in ours}
    assert missing == about_writing
