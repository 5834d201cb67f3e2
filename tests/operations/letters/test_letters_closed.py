"""Letters about what is closed: closed with it, by whatever way they are read, and open again with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

import offices
import samples
from ppo_desktop.core.errors import Refused
from ppo_desktop.operations.books import closing, recording, searching
from ppo_desktop.operations.house.about import About
from ppo_desktop.operations.letters import issuing
from ppo_desktop.operations.letters.letter_words import Subject
from ppo_desktop.operations.papers import catalogue, registers
from ppo_desktop.records.letter import LETTER
from ppo_desktop.records.registry import kind
from ppo_desktop.reports.registers import AGENDA


@pytest.mark.parametrize(("of", "code"), [("referral", "RUJUKAN"), ("departure", "IZIN_KELUARGA")])
def test_a_letter_about_a_closed_record_is_closed_with_it(tmp_path: Path, of: str, code: str) -> None:
    clerk, ids = offices.new_office(tmp_path / "desa", offices.VILLAGE, offices.clock_at()), samples.Recorded()
    head = offices.as_head(clerk)
    samples.save(clerk, "referral", ids)
    writing = issuing.begin(clerk, code, Subject(of, ids[of]))
    letter = issuing.finish(clerk, replace(writing, number="460/77", reason="Perlu")).record
    listed = recording.listing(clerk, LETTER)
    assert "460/77" in str(listed)
    closing.close(head, kind(of), clerk.code, ids[of], (), "Menyangkut petugas.")
    for read in (
        lambda: issuing.resume(clerk, letter),
        lambda: issuing.void(clerk, letter, "Salah"),
        lambda: catalogue.make(clerk, "letter", About(letter)),
        lambda: recording.save(clerk, LETTER, {"void_reason": "x"}, letter),
    ):
        with pytest.raises(Refused, match="closed"):
            read()
    assert "460/77" not in str(recording.listing(clerk, LETTER))
    assert not list(registers.lines_of(clerk, AGENDA))
    assert registers.lines_of(clerk, AGENDA).closed == 1
    assert "460/77" not in str(searching.find(clerk, "460/77"))
    assert catalogue.make(head, "letter", About(letter)).startswith(b"%PDF")
    closing.lift(head, clerk.code, ids[of], "Selesai.")
    assert issuing.resume(clerk, letter).number == "460/77"
    clerk.close()
