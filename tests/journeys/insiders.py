"""The hostile files of enrolled offices: one function per way to lie."""

from __future__ import annotations

import gzip
import hashlib
import os
import zlib
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from pathlib import Path

import pikepdf
from msgspec.structs import replace
from pikepdf import Dictionary, Name, String

from journeys.exhibits import Exhibits, hand_of
from journeys.forging import Forger, Hostile, edited, forger_of, hostile, replaced, with_line
from journeys.keys import odd_keys
from journeys.structures import structures
from ppo_desktop.core import canonical
from ppo_desktop.exchange.manifest import Attachment, Recipient, read_manifest
from ppo_desktop.exchange.payload import write_payload
from ppo_desktop.journal.merge import Span
from ppo_desktop.pdf import archive
from ppo_desktop.trust import sealing
from trust.tampering import Hand

MIB = 1 << 20


def insiders(exhibits: Exhibits) -> Iterator[Hostile]:
    """All of them."""
    yield from stolen(exhibits)
    yield from manifests(forger_of(exhibits, "other", "camat"))
    yield from payloads(forger_of(exhibits, "other", "camat"))
    yield from bombs(forger_of(exhibits, "other", "camat"))
    yield from entries(forger_of(exhibits, "other", "camat"))
    yield from papers(forger_of(exhibits, "other", "camat"))
    yield from wrong_ways(exhibits)
    yield from odd_keys(exhibits)
    thief = forger_of(exhibits, "other", "camat")
    hand = Hand(thief.hand.key_der, thief.hand.certificate_der)
    yield from structures(thief.carrier(thief.entries({"name": "Siti"}))(), hand, "camat")
    yield from receipts(exhibits)


def parts_of(path: Path) -> tuple[bytes, bytes]:
    """Manifest and payload of a carrier."""
    with pikepdf.open(path) as pdf:
        files = pdf.Root.Names.EmbeddedFiles.Names
        return files[1].EF.F.read_raw_bytes(), files[3].EF.F.read_raw_bytes()


def stolen(exhibits: Exhibits) -> Iterator[Hostile]:
    """What an enrolled office can make of another one's carrier."""
    thief, village = forger_of(exhibits, "other", "camat"), forger_of(exhibits, "village", "camat", "assent")
    raw, payload = parts_of(exhibits.carrier)
    manifest = read_manifest(raw)
    own = thief.manifest([])
    as_own = replace(manifest, sender=own.sender, certificate=own.certificate)
    yield hostile("stolen-as-it-is", thief.pdf(raw, payload), "wrong-sender")
    yield hostile("stolen-payload-own-name", thief.pdf(as_own.write(), payload), "payload-moved")
    named = replace(manifest, sender=own.sender)
    yield hostile("stolen-own-name-their-key", thief.pdf(named.write(), payload), "wrong-sender")
    certified = replace(manifest, certificate=own.certificate)
    yield hostile("stolen-their-name-own-key", thief.pdf(certified.write(), payload), "wrong-sender")

    camat = hand_of(exhibits.pair.camat)
    plain = sealing.decompress(sealing.unseal(payload, [camat.secret]), manifest.payload.plain_length)
    opened, resealed = thief.sealed(as_own, plain)
    yield hostile("opened-and-sealed-anew", thief.pdf(opened.write(), resealed), "payload-moved")
    lines = plain.split(b"\n")[1:-2]
    listed = b"\n".join([canonical.write({**as_own.binding(), "nonce": os.urandom(32).hex()}), *lines])
    listed += b"\n" + canonical.write({"end": True, "entries": len(lines)}) + b"\n"
    bound, sealed = thief.sealed(as_own, listed)
    yield hostile("entries-of-another-office", thief.pdf(bound.write(), sealed), "entry-chain")

    _first_manifest, first_payload = parts_of(exhibits.first)
    first_plain = sealing.decompress(sealing.unseal(first_payload, [camat.secret]), MIB)
    moved = village.describing(manifest, first_payload, first_plain)
    yield hostile("payload-of-an-earlier-carrier", village.pdf(moved.write(), first_payload), "payload-moved")
    yield hostile("payload-swapped-only", village.pdf(raw, first_payload), "payload-differs")
    receipt_raw, _receipt_payload = parts_of(exhibits.receipt)
    yield hostile("manifest-of-a-receipt", village.pdf(receipt_raw, payload), "wrong-sender")


def manifests(forger: Forger) -> Iterator[Hostile]:
    """Manifests that are not of the one form."""
    own = forger.entries({"name": "Siti"})
    changes = {
        "space": replaced(b'{"', b'{ "'),
        "line-break": lambda raw: raw + b"\n",
        "byte-order-mark": lambda raw: b"\xef\xbb\xbf" + raw,
        "keys-unsorted": lambda raw: b'{"version":1,' + raw[1:].replace(b',"version":1', b""),
        "duplicate-key": replaced(b'"kind":"report"', b'"kind":"report","kind":"report"'),
        "escaped": replaced(b'"kind"', b'"k\\u0069nd"'),
        "float": replaced(b'"version":1', b'"version":1.0'),
        "exponent": replaced(b'"version":1', b'"version":1e0'),
        "nan": replaced(b'"version":1', b'"version":NaN'),
        "true-for-one": replaced(b'"version":1', b'"version":true'),
        "huge-number": replaced(b'"version":1', b'"version":' + b"9" * 5000),
        "deep": lambda _raw: b"[" * 100_000 + b"]" * 100_000,
        "deep-unclosed": lambda _raw: b'{"a":' * 40_000,
        "long": lambda raw: raw[:-1] + b',"z":"' + b"a" * 300_000 + b'"}',
        "empty": lambda _raw: b"{}",
        "no-json": lambda _raw: b"\x00\xff" * 50,
        "list": lambda raw: b"[" + raw + b"]",
        "unknown-key": edited(lambda v: v.update(zusatz=1)),
        "missing-key": edited(lambda v: v.pop("late")),
        "other-format": edited(lambda v: v.update(format="ppo")),
        "version-zero": edited(lambda v: v.update(version=0)),
        "unknown-kind": edited(lambda v: v.update(kind="perintah")),
        "no-month": edited(lambda v: v.update(period="2026-13")),
        "no-period": edited(lambda v: v.update(period="")),
        "period-text": edited(lambda v: v.update(period="November")),
        "path-in-period": edited(lambda v: v.update(period="../../x")),
        "negative-count": edited(lambda v: v.update(totals={"registered": -1})),
        "many-counts": edited(lambda v: v.update(totals={f"{i:03}": 1 for i in range(100)})),
        "no-spans": edited(lambda v: v.update(spans=[])),
        "span-twice": edited(lambda v: v.update(spans=v["spans"] * 2)),
        "span-backwards": edited(lambda v: v["spans"][0].__setitem__(2, 0)),
        "span-without-start": edited(lambda v: v["spans"][0].__setitem__(3, "11" * 32)),
        "span-upper-case": edited(lambda v: v["spans"][0].__setitem__(4, v["spans"][0][4].upper() + "")),
        "no-recipients": edited(lambda v: v.update(recipients=[])),
        "recipients-unsorted": edited(lambda v: v["recipients"].reverse()),
        "recipient-twice": edited(lambda v: v.update(recipients=v["recipients"] + v["recipients"][-1:])),
    }
    for name, change in changes.items():
        yield hostile(f"manifest-{name}", forger.carrier(own, manifest=change), "manifest-form")
    newer = edited(lambda v: v.update(version=2, something_new=[1]))
    yield hostile("manifest-newer", forger.carrier(own, manifest=newer), "manifest-newer")
    training = edited(lambda v: v.update(training=True))
    yield hostile("manifest-says-training", forger.carrier(own, manifest=training), "wrong-sender")


def payloads(forger: Forger) -> Iterator[Hostile]:
    """Payloads that do not keep what the manifest says."""
    own = forger.entries({"name": "Siti"}, {"name": "Aminah"})
    end = canonical.write({"end": True, "entries": 2})
    changes = {
        "count-too-high": (replaced(end, canonical.write({"end": True, "entries": 3})), "payload-form"),
        "count-too-low": (replaced(end, canonical.write({"end": True, "entries": 1})), "payload-form"),
        "no-trailer": (replaced(end + b"\n", b""), "payload-form"),
        "after-trailer": (lambda plain: plain + b"{}\n", "payload-form"),
        "no-last-break": (lambda plain: plain[:-1], "payload-form"),
        "empty-line": (replaced(b"\n" + end, b"\n\n" + end), "payload-form"),
        "no-lines": (lambda _plain: b"", "payload-form"),
        "nonce-missing": (with_line(0, canonical.write(forger.manifest(own).binding())), "payload-moved"),
        "not-text": (lambda _plain: os.urandom(2000), "payload-form"),
    }
    for name, (change, code) in changes.items():
        yield hostile(f"payload-{name}", forger.carrier(own, plain=change), code)
    (span,) = forger.manifest(own).spans
    more = (Span(span.device, 1, 3, span.prev, span.link),)
    yield hostile("payload-fewer-than-announced", forger.carrier(own, spans=more), "payload-form")
    most = (Span(span.device, 1, 2**31 - 1, span.prev, span.link),)
    yield hostile("payload-two-thousand-million-announced", forger.carrier(own, spans=most), "payload-form")
    bound = forger.manifest(own)
    lie = replace(bound, confirmed={"0123456789ab": 7}, period="2026-10")
    described, payload = forger.sealed(lie, write_payload(bound.binding(), own))
    yield hostile("payload-for-another-month", forger.pdf(described.write(), payload), "payload-moved")
    described, payload = forger.sealed(bound, write_payload(bound.binding(), own))
    for name, junk in {"random": os.urandom(500), "empty": b"", "cut": payload[:-1], "grown": payload + b"x"}.items():
        sealed = replace(described.payload, length=len(junk), sha256=sha256_of(junk))
        data = forger.pdf(replace(described, payload=sealed).write(), junk)
        yield hostile(f"seal-{name}", data, "seal-broken")
    flipped = payload[:-20] + bytes([payload[-20] ^ 1]) + payload[-19:]
    sealed = replace(described.payload, sha256=sha256_of(flipped))
    yield hostile("seal-flipped", forger.pdf(replace(described, payload=sealed).write(), flipped), "seal-broken")
    stranger = sealing.seal(sealing.compress(b"x"), [sealing.new_sealing_key()[1]])
    yield hostile(
        "sealed-to-somebody-else", forger.pdf(forger.describing(bound, stranger, b"x").write(), stranger), "not-for-us"
    )


def sha256_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def bombs(forger: Forger) -> Iterator[Hostile]:
    """Little on the stick, much in memory."""
    own = forger.entries({"name": "Siti"})
    honest = write_payload(forger.manifest(own).binding(), own)
    gibibyte = zipped(b"\x00", 1024)
    yield hostile("bomb-1-gib-announced-small", forger.carrier(own, gz=gibibyte), "payload-too-big")
    bound = forger.manifest(own)
    for name, filling in {"zeros": b"\x00", "lines": b"\n", "brackets": b"[", "objects": b"{}\n{}\n"}.items():
        payload = sealing.seal(zipped(filling, 500), [r.sealing for r in bound.recipients])
        for told in (500 * MIB, 63 * MIB, MIB):
            described = forger.describing(bound, payload, b"")
            sealed = replace(described.payload, plain_length=told)
            data = forger.pdf(replace(described, payload=sealed).write(), payload)
            yield hostile(f"bomb-500-mib-{name}-told-{told // MIB}", data, "payload-too-big")
    # As much as the limit lets through, told truly, behind a right header and with as many lines as announced.
    for name, filling in {"lines": b"\n", "objects": b"{}\n{}\n"}.items():
        count = 32 * MIB // len(filling) * filling.count(b"\n") + 1
        swollen = replace(bound, spans=tuple(span._replace(last=count) for span in bound.spans))
        header = write_payload(swollen.binding(), []).split(b"\n")[0]
        noise = os.urandom(MIB // 2).hex().encode()  # buys the room that the limit gives by the size on the stick
        end = canonical.write({"end": True, "entries": count})
        plain = b"\n".join([header, filling * (32 * MIB // len(filling)) + noise, end, b""])
        padded = sealing.seal(sealing.compress(plain), [r.sealing for r in bound.recipients])
        described = forger.describing(swollen, padded, plain)
        yield hostile(f"bomb-true-{name}", forger.pdf(described.write(), padded), "entry-form")
    games = {
        "two-members": (gzip.compress(honest) + gzip.compress(b""), "payload-trailing"),
        "trailing": (gzip.compress(honest) + b"\x00", "payload-trailing"),
        "cut": (gzip.compress(honest)[:-4], "payload-truncated"),
        "raw-deflate": (zlib.compress(honest), "payload-broken"),
        "not-compressed": (honest, "payload-broken"),
        "wrong-sum": (gzip.compress(honest)[:-8] + bytes(8), "payload-broken"),
    }
    for name, (gz, code) in games.items():
        yield hostile(f"gzip-{name}", forger.carrier(own, gz=gz), code)


def zipped(filling: bytes, mebibytes: int) -> bytes:
    """A gzip member of so many MiB, made in no time: the same compressed block again and again, without an end."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    head = packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(filling * (MIB // len(filling))) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + block * mebibytes


def entries(forger: Forger) -> Iterator[Hostile]:
    """Lines that are no entries, and entries that are no chain."""
    own = forger.entries({"name": "Siti"}, {"name": "Aminah"})
    line = write_payload(forger.manifest(own).binding(), own).split(b"\n")[2]
    forms = {
        "deep": b"[" * 20_000 + b"]" * 20_000,
        "long": line.replace(b"Aminah", b"A" * 70_000),
        "spaced": line.replace(b",", b", "),
        "duplicate-field": line.replace(b'"name":"Aminah"', b'"name":"Aminah","name":"Lain"'),
        "control-character": line.replace(b"Aminah", b"Am\\u0000inah"),
        "not-nfc": line.replace(b"Aminah", "Aminahe\u0301".encode()),
        "reordering-mark": line.replace(b"Aminah", "Am\u202einah".encode()),
        "lone-surrogate": line.replace(b"Aminah", b"\xed\xa0\x80"),
        "float": line.replace(b'"Aminah"', b"1.5"),
        "huge-number": line.replace(b'"Aminah"', b"9" * 40),
        "number-with-5000-digits": line.replace(b'"Aminah"', b"9" * 5000),
        "object": b"{}",
        "short": line[:-5] + b"]",
        "record-path": line.replace(b"0192f0c0", b"../../x0"),
        "op-unknown": line.replace(b'"set"', b'"drop"'),
        "erase-with-values": line.replace(b'"set"', b'"erase"'),
        "seq-zero": line.replace(b",2,1,", b",0,1,", 1),
        "seq-true": line.replace(b",2,1,", b",true,1,", 1),
        "empty-author": line.replace(b'"Budi"', b'""'),
    }
    for name, changed in forms.items():
        assert changed != line, name
        yield hostile(f"entry-{name}", forger.carrier(own, plain=with_line(2, changed)), "entry-form")
    chains = {
        "value-changed": line.replace(b"Aminah", b"Aminat"),
        "author-changed": line.replace(b"Budi", b"Rina"),
        "version-changed": line.replace(b",2,[[", b",9,[["),
        "seq-skipped": line.replace(b",2,1,", b",3,1,", 1),
        "other-device": line.replace(forger.hand.device.encode(), b"0123456789ab"),
    }
    for name, changed in chains.items():
        assert changed != line, name
        yield hostile(f"chain-{name}", forger.carrier(own, plain=with_line(2, changed)), "entry-chain")
    (span,) = forger.manifest(own).spans
    other_end = (Span(span.device, 1, 2, span.prev, bytes(31) + b"\x01"),)
    yield hostile("chain-announced-otherwise", forger.carrier(own, spans=other_end), "entry-chain")
    three = forger.entries({"name": "Siti"}, {"name": "Aminah"}, {"name": "Siti Aminah"})
    yield hostile("chain-runs-that-overlap", forger.carrier([*three, *three[1:]]), "entry-chain")
    foreign = forger.entries({"name": "Siti"}, office="61.01.04.2003")
    yield hostile("chain-hashed-for-another-office", forger.carrier(foreign), "entry-chain")


def papers(forger: Forger) -> Iterator[Hostile]:
    """A rightly signed file with more in it than we write."""
    own = forger.entries({"name": "Siti"})
    bound = forger.manifest(own)
    described, payload = forger.sealed(bound, write_payload(bound.binding(), own))
    raw = described.write()
    extra = archive.Attachment("z.exe", "application/octet-stream", b"MZ")
    yield hostile("paper-third-attachment", forger.pdf(raw, payload, extra), "attachments")
    photo = archive.Attachment("photo-0001.age", "application/octet-stream", b"age")
    yield hostile("paper-attachment-not-listed", forger.pdf(raw, payload, photo), "attachments")
    other = Attachment("photo-0001.age", 3, hashlib.sha256(b"egg").hexdigest())
    lying = replace(described, attachments=(other,)).write()
    yield hostile("paper-attachment-listed-otherwise", forger.pdf(lying, payload, photo), "attachments")
    yield hostile("paper-attachment-listed-and-missing", forger.pdf(lying, payload), "attachments")
    unsigned = first_revision(forger.pdf(raw, payload)())

    def script(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))

    def layers(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OCProperties = Dictionary(OCGs=[], D=Dictionary())

    def page_action(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].AA = Dictionary(O=Dictionary(S=Name.Launch))

    def link(pdf: pikepdf.Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9])
        pdf.pages[0].Annots = [pdf.make_indirect(note)]

    def renamed(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Names.EmbeddedFiles.Names[1].UF = String("../../autorun.inf")

    def packed(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Names.EmbeddedFiles.Names[1].EF.F.write(zlib.compress(raw), filter=Name.FlateDecode)

    changes = {
        "script": (script, "extra-content"),
        "layers": (layers, "extra-content"),
        "page-action": (page_action, "extra-content"),
        "link": (link, "extra-content"),
        "attachment-with-a-path": (renamed, "attachments"),
        "attachment-packed": (packed, "attachments"),
    }
    for name, (change, code) in changes.items():
        with pikepdf.open(BytesIO(unsigned)) as pdf:
            change(pdf)
            out = BytesIO()
            pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
        yield hostile(f"paper-{name}", partial(forger.signed, out.getvalue()), code)


def first_revision(data: bytes) -> bytes:
    mark = b"%%EOF\n"
    return data[: data.index(mark) + len(mark)]


def wrong_ways(exhibits: Exhibits) -> Iterator[Hostile]:
    """Whole and honest files that came to the wrong office."""
    yield hostile("for-somebody-else", exhibits.carrier.read_bytes(), "not-for-us", reader="other")
    yield hostile("receipt-for-somebody-else", exhibits.receipt.read_bytes(), "not-for-us", reader="other")
    to_other = forger_of(exhibits, "village", "other")
    report = to_other.carrier(to_other.entries({"name": "Siti"}))
    yield hostile("village-to-village", report, "wrong-direction", reader="other")
    receipt = to_other.carrier(to_other.entries({"to": to_other.to.office}, kind="receipt"), kind="receipt")
    yield hostile("receipt-between-villages", receipt, "wrong-direction", reader="other")
    up, down = forger_of(exhibits, "village", "camat"), forger_of(exhibits, "camat", "village")
    receipt = up.carrier(up.entries({"to": up.to.office}, kind="receipt"), kind="receipt")
    yield hostile("receipt-from-below", receipt, "wrong-direction")
    yield hostile("report-from-above", down.carrier(down.entries({"name": "x"})), "wrong-direction", reader="village")
    for reserved in ("return", "update"):
        data = down.carrier(down.entries({"name": "x"}), kind=reserved, period="")
        yield hostile(f"{reserved}-from-above", data, "wrong-direction", reader="village")
    # Our code with a key that is not ours: another (perhaps stolen) PC of the office was meant.
    elsewhere = Forger(up.hand, Recipient(up.to.office, sealing.new_sealing_key()[1]), up.clock)
    yield hostile("for-another-key-of-ours", elsewhere.carrier(elsewhere.entries({"name": "x"})), "not-for-us")


def receipts(exhibits: Exhibits) -> Iterator[Hostile]:
    """Receipts from the right office that confirm nonsense."""
    camat = forger_of(exhibits, "camat", "village")
    to = camat.to.office
    device = exhibits.pair.village.device.id
    good = {"to": to, "generation": 0, "held": {device: [1, "00" * 32]}, "receipt_for": "00" * 32}
    changes: dict[str, dict[str, object]] = {
        "for-another": {**good, "to": "61.01.04.2005"},
        "held-missing": {name: value for name, value in good.items() if name != "held"},
        "held-list": {**good, "held": [device]},
        "held-no-pair": {**good, "held": {device: 1}},
        "held-negative": {**good, "held": {device: [-1, "00" * 32]}},
        "held-true": {**good, "held": {device: [True, "00" * 32]}},
        "held-no-link": {**good, "held": {device: [1, "zz"]}},
        "held-short-link": {**good, "held": {device: [1, "00"]}},
        "held-no-device": {**good, "held": {"../x": [1, "00" * 32]}},
        "generation-missing": {name: value for name, value in good.items() if name != "generation"},
        "generation-text": {**good, "generation": "9"},
    }
    for name, values in changes.items():
        data = camat.carrier(camat.entries(values, kind="receipt"), kind="receipt")
        yield hostile(f"receipt-{name}", data, "receipt-form", reader="village")
    two = camat.carrier(camat.entries(good, good, kind="receipt"), kind="receipt")
    yield hostile("receipt-two-entries", two, "receipt-form", reader="village")
    person = camat.carrier(camat.entries({"name": "Siti"}), kind="receipt")
    yield hostile("receipt-that-is-a-person", person, "receipt-form", reader="village")
