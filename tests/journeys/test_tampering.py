"""Every way to tamper with a real carrier and a real receipt, judged by ``receiving.inspect`` as users call it.

Refused with the right code and a plain Indonesian sentence, quickly, and without writing anything anywhere.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

import offices
from journeys.exhibits import Exhibits, hand_of
from journeys.forging import Forger, Hostile, forger_of
from journeys.insiders import insiders
from journeys.judging import Judge, assert_plain, judge_all, thinned
from journeys.shadows import shadows
from ppo_desktop.core.clock import FixedClock
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.neighbours import quarantine, receiving
from ppo_desktop.records.registry import kind
from ppo_desktop.storage import trust_store
from ppo_desktop.trust import issuing, keys
from ppo_desktop.trust.naming import OfficeKey
from ppo_desktop.trust.requesting import new_request
from trust import tampering

GROUPS = {
    "flip": 40, "cut": 18, "lost": 3, "dropped": 3, "appended": 8, "prefixed": 6, "inserted": 1, "line": 1,
    "update": 17, "rewrite": 12, "resaved": 2, "first": 1, "range": 24, "wrapped": 7, "second": 2, "hex": 7,
    "resigned": 1, "cms": 18, "built": 17, "other": 12, "shadow": 28, "control": 7,
}  # fmt: skip
"""Files of each kind, by the first word of their names: the fewest that are made for every change."""
FLIPS, MANY_FLIPS = 40, 400


def reader_of(exhibits: Exhibits, name: str) -> Office:
    return {"camat": exhibits.pair.camat, "village": exhibits.pair.village, "other": exhibits.other}[name]


def mutants_of(exhibits: Exhibits, path: Path, flip_count: int) -> list[Hostile]:
    known = hand_of(exhibits.other)
    foreign_root = issuing.new_root(offices.CAMAT, "Kecamatan Sambas", exhibits.pair.clock.now(), False)
    key = keys.new_signing_key()
    office_key = OfficeKey(offices.VILLAGE, "assent", known.recipient, False, "0123456789ab")
    request = new_request(key, office_key)
    certificate = issuing.issue(foreign_root.key_der, foreign_root.certificate_der, request, exhibits.pair.clock.now())
    hands = tampering.Hand(known.key_der, known.certificate_der), tampering.Hand(key, certificate)
    made = tampering.mutants(path.read_bytes(), 2026, *hands, flip_count)
    return [Hostile(name, data, codes) for name, data, codes in made]


def test_the_originals_are_good_so_that_refusals_mean_something(exhibits: Exhibits) -> None:
    (carrier,) = receiving.inspect(exhibits.pair.camat, [exhibits.carrier])
    assert (carrier.verdict, carrier.code) == ("ok", "new"), carrier.sentence
    (first,) = receiving.inspect(exhibits.pair.camat, [exhibits.first])
    assert first.verdict == "seen"
    (receipt,) = receiving.inspect(exhibits.pair.village, [exhibits.receipt])
    assert (receipt.verdict, receipt.code) == ("ok", "new"), receipt.sentence


@pytest.mark.parametrize("flips", [FLIPS, pytest.param(MANY_FLIPS, marks=pytest.mark.long)])
@pytest.mark.parametrize("which", ["carrier", "receipt"])
def test_every_tampered_copy_is_refused(
    exhibits: Exhibits, judge: Judge, tmp_path: Path, which: str, flips: int
) -> None:
    path, reader, author = {
        "carrier": (exhibits.carrier, exhibits.pair.camat, hand_of(exhibits.pair.village, "assent")),
        "receipt": (exhibits.receipt, exhibits.pair.village, hand_of(exhibits.pair.camat)),
    }[which]
    files = mutants_of(exhibits, path, flips)
    files += shadows(path.read_bytes(), tampering.Hand(author.key_der, author.certificate_der), which)
    found = Counter(file.name.split("-")[0] for file in files)
    assert not {group: fewest for group, fewest in GROUPS.items() if found[group] < fewest}, found
    assert sum(not file.is_good for file in files) >= 190
    judge_all(judge, reader, files, tmp_path)


INSIDE = {
    "wrong-sender", "payload-moved", "payload-differs", "payload-form", "payload-too-big", "payload-trailing",
    "payload-truncated", "payload-broken", "entry-form", "entry-chain", "seal-broken", "not-for-us",
    "wrong-direction", "receipt-form", "manifest-form", "manifest-newer", "attachments", "extra-content",
}  # fmt: skip


@pytest.mark.parametrize("fewest", [60, pytest.param(200, marks=[pytest.mark.long, pytest.mark.timeout(900)])])
def test_enrolled_offices_that_lie_are_found_out(exhibits: Exhibits, judge: Judge, tmp_path: Path, fewest: int) -> None:
    everything = list(insiders(exhibits))
    assert len({file.name for file in everything}) == len(everything) >= 200
    files = everything if fewest > 60 else thinned(everything)
    assert len(files) >= fewest
    found: set[str] = set()
    for name in ("camat", "village", "other"):
        folder = tmp_path / name
        folder.mkdir()
        found |= set(judge_all(judge, reader_of(exhibits, name), [f for f in files if f.reader == name], folder))
    assert len(found & INSIDE) >= (len(INSIDE) if fewest > 60 else 14), INSIDE - found


def test_a_revoked_key_is_refused_and_the_others_go_on(pair: offices.Pair, tmp_path: Path) -> None:
    pair.report(nihil=True)
    carrier = sending.export(pair.village, pair.camat.code, pair.stick).path
    root = hand_of(pair.camat, "root")
    with pair.camat.database.transaction() as connection:
        (revoked,) = (
            peer.certificate for peer in trust_store.peers(connection, [pair.village.code]) if peer.use == "assent"
        )
        now = pair.clock.now()
        crl = issuing.new_crl(root.key_der, root.certificate_der, 2, [revoked], now)
        trust_store.add_crl(connection, crl)
    assert judge_one(pair.camat, carrier) == "revoked"
    pair.clock.moment -= timedelta(days=6000)  # a dead clock battery does not bring the key back
    assert judge_one(pair.camat, carrier) == "revoked"
    pair.clock.moment += timedelta(days=6000)
    pair.report(nihil=True, assenting=None)
    carrier = sending.export(pair.village, pair.camat.code, pair.stick).path
    (inspection,) = receiving.inspect(pair.camat, [carrier])
    assert inspection.verdict == "ok"


def test_an_expired_key_and_an_old_list_are_refused_with_the_date(pair: offices.Pair) -> None:
    pair.report(nihil=True)
    carrier = sending.export(pair.village, pair.camat.code, pair.stick).path
    pair.clock.moment += timedelta(days=410)
    assert judge_one(pair.camat, carrier) == "crl-stale"
    pair.clock.moment += timedelta(days=11 * 366)
    assert judge_one(pair.camat, carrier) in {"expired", "crl-stale"}
    root = hand_of(pair.camat, "root")
    crl = issuing.new_crl(root.key_der, root.certificate_der, 2, [], pair.clock.now())
    with pair.camat.database.transaction() as connection:
        trust_store.add_crl(connection, crl)
    assert judge_one(pair.camat, carrier) == "expired"


def test_practice_and_real_offices_refuse_each_others_files(exhibits: Exhibits, tmp_path: Path) -> None:
    clock = offices.clock_at()
    camat = offices.new_office(tmp_path / "camat", offices.CAMAT, clock, is_root=True, training=True)
    village = offices.new_office(tmp_path / "desa", offices.VILLAGE, clock, training=True)
    practice = offices.Pair(camat, village, tmp_path, clock)
    offices.enrol(village, camat, tmp_path)
    practice.report(nihil=True)
    carrier = sending.export(village, camat.code, tmp_path).path
    assert judge_one(exhibits.pair.camat, carrier) == "training"
    assert judge_one(camat, exhibits.carrier) == "training"
    practice.close()


def test_whatever_the_pc_clock_says_from_1990_to_2090_good_files_pass_or_are_told_why(
    exhibits: Exhibits, judge: Judge, tmp_path: Path
) -> None:
    clock = exhibits.pair.clock
    assert isinstance(clock, FixedClock)
    now, data = clock.moment, exhibits.carrier.read_bytes()
    expected = {
        1990: "new",
        2009: "new",
        2026: "new",
        2029: "crl-stale",
        2035: "crl-stale",
        2038: "expired",
        2090: "expired",
    }
    try:
        for year, code in expected.items():
            clock.moment = now.replace(year=year)
            folder = tmp_path / str(year)
            folder.mkdir()
            codes = judge_all(
                judge, exhibits.pair.camat, [Hostile(str(year), data, frozenset({code}) - {"new"})], folder
            )
            assert set(codes) == {code}, year
    finally:
        clock.moment = now


def test_no_file_no_pdf_and_too_big_a_file_are_told_plainly(exhibits: Exhibits, tmp_path: Path) -> None:
    empty, text, huge = (tmp_path / name for name in ("kosong.pdf", "surat.pdf", "besar.pdf"))
    empty.touch()
    text.write_text("Yth. Camat")
    with huge.open("wb") as file:
        file.write(exhibits.carrier.read_bytes())
        file.truncate((64 << 20) + 1)
    found = receiving.inspect(exhibits.pair.camat, [empty, text, huge, tmp_path / "tidak-ada.pdf"])
    assert [i.code for i in found] == ["not-pdf", "not-pdf", "too-big", "file-unreadable"]
    for inspection in found:
        assert inspection.verdict == "refused"
        assert_plain(inspection)


def test_a_file_taken_in_after_its_twin_was_tampered_is_still_good(exhibits: Exhibits, tmp_path: Path) -> None:
    """A refusal leaves no trace that could harm the original."""
    other = forger_of(exhibits, "other", "camat")
    bad = tmp_path / "a.pdf"
    bad.write_bytes(other.pdf(b"{}", b"x")())
    good = tmp_path / "b.pdf"
    good.write_bytes(exhibits.carrier.read_bytes())
    assert [i.verdict for i in receiving.inspect(exhibits.pair.camat, [bad, good])] == ["refused", "ok"]


def judge_one(office: Office, path: Path) -> str:
    (inspection,) = receiving.inspect(office, [path])
    assert inspection.verdict == "refused", inspection.sentence
    assert_plain(inspection)
    return inspection.code


def test_values_of_no_form_or_too_long_that_an_office_signs_are_kept_back_and_the_rest_is_taken(
    pair: offices.Pair, tmp_path: Path
) -> None:
    forger = Forger(hand_of(pair.village), hand_of(pair.camat).as_recipient, pair.clock)
    values: dict[str, object] = {"name": "x" * 5000, "born_on": "32-13-2000", "sex": "P", "hamlet": "=1+1"}
    path = tmp_path / "panjang.pdf"
    path.write_bytes(forger.carrier(forger.entries(values))())
    (taken,) = receiving.take(pair.camat, [path])
    assert isinstance(taken, receiving.Taken), taken
    (row,) = offices.rows_at(pair.camat, kind("person"))
    assert (row["name"], row["born_on"], row["sex"], row["hamlet"]) == (None, None, "P", "=1+1")
    assert {one.reason for one in quarantine.held(pair.camat)} == {"too-long", "not-a-date"}
