"""What a letter says of a person is looked at as any restricted part is: by few, and written down."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

import offices
from ppo_desktop.core.errors import Refused
from ppo_desktop.operations.house import access
from ppo_desktop.operations.house.about import About
from ppo_desktop.operations.letters import issuing
from ppo_desktop.operations.letters.letter_words import Subject
from ppo_desktop.operations.papers import catalogue
from ppo_desktop.records.letter import LETTER


def test_who_may_not_look_neither_reads_nor_prints_a_letter_about_a_person_and_each_look_is_kept(
    tmp_path: Path,
) -> None:
    pair = offices.new_pair(tmp_path)
    village = pair.village
    checker = replace(village, user=village.user._replace(name="cek", display_name="Cek", role="pemeriksa"))
    begun = issuing.begin(village, "SKTM", Subject("person", pair.person("Siti Aminah")))
    letter = issuing.finish(village, replace(begun, number="400/1", reason="Rahasia pimpinan")).record
    head = offices.as_head(village)
    before = len(access.looks(head))
    for read in (lambda: issuing.resume(checker, letter), lambda: catalogue.make(checker, "letter", About(letter))):
        with pytest.raises(Refused, match="not-allowed"):
            read()
    assert len(access.looks(head)) == before
    assert issuing.resume(village, letter).reason == "Rahasia pimpinan"
    catalogue.make(village, "letter", About(letter))
    looks = access.looks(head)
    assert len(looks) == before + 2
    assert (looks[0].who, looks[0].kind, looks[0].record) == ("Rina", LETTER.name, letter)
    plain = issuing.finish(village, replace(issuing.begin(village, "BA_SERAH_TERIMA"), number="400/2")).record
    assert catalogue.make(checker, "letter", About(plain)).startswith(b"%PDF"), "about nobody"
    assert len(access.looks(head)) == before + 2
    pair.close()
