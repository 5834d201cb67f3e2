"""Receiving file by file: progress, a cancel between two files, and one line that says what a file would do."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

from msgspec.structs import replace

import offices
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.carriers import planning, sending
from ppo_desktop.operations.carriers.inspection import Effect, Inspection
from ppo_desktop.operations.neighbours import receiving
from ppo_desktop.operations.neighbours.receiving import Taken
from ppo_desktop.records.registry import kind
from ppo_desktop.reports.office import Assent


def two_months(pair: offices.Pair) -> list[Path]:
    """Files of October and November on the stick."""
    pair.departure(pair.person())
    paths = []
    for month in (offices.Month(2026, 10), offices.NOVEMBER):
        figures = pair.report(month, nihil=month != offices.NOVEMBER)
        paths.append(sending.export(pair.village, pair.camat.code, pair.stick).path)
        assert figures.figures.month == str(month)
    return paths


def test_files_come_one_by_one_and_a_cancel_leaves_the_rest(pair: offices.Pair) -> None:
    paths = two_months(pair)
    before = {*multiprocessing.active_children()}
    results = receiving.take_each(pair.camat, reversed(paths))
    first = next(results)
    assert isinstance(first, Taken)
    assert first.inspection.path == paths[0]
    results.close()
    assert {*multiprocessing.active_children()} <= before, "the reading process ends with the generator"
    assert offices.names_at(pair.camat) == ["Siti Aminah"]
    seen, taken = receiving.take(pair.camat, paths)
    assert isinstance(seen, Inspection)
    assert seen.verdict == "seen"
    assert isinstance(taken, Taken)


def test_a_file_says_who_month_changes_and_assent_before_it_is_taken(pair: offices.Pair) -> None:
    first, _second = two_months(pair)
    (inspection,) = receiving.inspect_each(pair.camat, [first])
    told = planning.described(inspection)
    assert told is not None
    assert (told.sender, told.month, told.kind) == ("Desa Sempalai", "Oktober 2026", "report")
    assert told.effect == Effect(added=2)
    assert (told.assent, told.signed_by, str(told.signed_on)) == (Assent.HEAD, "Abdul Hamid", "2026-11-21")
    assert planning.plan_words(inspection) == (
        "Desa Sempalai, Oktober 2026: NIHIL, 2 catatan baru. Disetujui pimpinan (Abdul Hamid)."
    )


def test_changes_erasures_and_rivals_are_counted_apart(pair: offices.Pair) -> None:
    aminah, dewi, budi = pair.person(), pair.person("Dewi Lestari"), pair.person("Budi")
    pair.report(nihil=True)
    pair.carry_up()
    other_pc = replace(pair.village)
    person = kind("person")
    with pair.village.database.transaction() as connection:
        from ppo_desktop.operations.history import journalling
        from ppo_desktop.storage import journal_store

        # Two entries that both follow the first one only, as from two PCs.
        seen = journal_store.of_record(connection, pair.village.code, aminah)
        for name in ("Siti Aminah A", "Siti Aminah B"):
            journalling.write(connection, other_pc, person, aminah, {"name": name}, seen=seen)
    recording.save(pair.village, person, {"hamlet": "Sentosa"}, dewi)
    recording.erase(pair.village, budi)
    pair.person("Eka")
    pair.report(nihil=True, assenting=None)
    path = sending.export(pair.village, pair.camat.code, pair.stick).path
    (inspection,) = receiving.inspect(pair.camat, [path])
    assert inspection.effect == Effect(added=1, changed=2, erased=1, conflicts=1)
    assert planning.plan_words(inspection) == (
        "Desa Sempalai, November 2026: NIHIL, 1 catatan baru, 2 catatan diubah, 1 catatan dihapus, 1 isian bentrok. "
        "Dikirim petugas, tanda tangan pimpinan pada cetakan (Rina)."
    )


def test_a_receipt_and_a_file_that_cannot_be_read_have_their_line_too(pair: offices.Pair) -> None:
    pair.report(nihil=True)
    pair.carry_up()
    (taken,) = pair.carry_down()
    assert isinstance(taken, Taken)
    assert planning.plan_words(taken.inspection) == "Tanda terima dari Kecamatan Tebas untuk laporan November 2026."
    odd = pair.stick / "odd.pdf"
    odd.write_bytes(b"%PDF-1.7\n")
    (refused,) = receiving.inspect(pair.camat, [odd])
    assert planning.described(refused) is None
    assert planning.plan_words(refused) == refused.sentence
