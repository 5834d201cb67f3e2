"""Photos as fields name them: what counts as one, and when it counts as showing minors."""

from __future__ import annotations

from typing import Any

import pytest

from ppo_desktop.core import canonical
from ppo_desktop.records.checking import check, usable
from ppo_desktop.records.kind import NothingElse
from ppo_desktop.records.photos import MOST, Photo, is_photo, photos, photos_of
from ppo_desktop.records.registry import kind
from ppo_desktop.records.showing import shown
from records.office import TODAY

EVENT = kind("socialisation")
FIRST, SECOND = "a1" * 32, "b2" * 32


def checked(value: object) -> tuple[object, list[str]]:
    found = check(EVENT, {"photos": value}, NothingElse(TODAY))
    return found.values["photos"], [problem.code for problem in found.problems if problem.field == "photos"]


def test_photos_keep_their_order_and_each_stands_once() -> None:
    again = Photo(FIRST, "Lagi").write()
    value, problems = checked(
        [Photo(SECOND, "  Ruang  kelas ").write(), Photo(FIRST, "Pembukaan", True).write(), again]
    )
    assert problems == []
    assert value == [
        {"digest": SECOND, "caption": "Ruang kelas", "minors": None},
        {"digest": FIRST, "caption": "Pembukaan", "minors": True},
    ]
    canonical.check(value)
    assert usable(EVENT, {"photos": value}) == ({"photos": value}, {})


@pytest.mark.parametrize(
    "value", ["foto.jpg", [FIRST], [{"digest": FIRST}], [{"digest": "x", "caption": "", "minors": None}], {"a": 1}, 5]
)
def test_what_is_no_photo_is_refused_with_what_to_do(value: object) -> None:
    assert checked(value) == (None, ["photos-wrong-type"])
    assert usable(EVENT, {"photos": value}) == ({}, {"photos": "wrong-type"})


def test_there_are_not_more_than_a_dozen() -> None:
    many = [Photo(f"{place:064x}").write() for place in range(MOST + 1)]
    assert checked(many) == (None, ["photos-too-many"])
    assert usable(EVENT, {"photos": many})[1] == {"photos": "too-long"}
    assert checked(many[1:])[1] == []


@pytest.mark.parametrize("minors", [0, "ya", []])
def test_a_mark_is_yes_no_or_unsaid(minors: object) -> None:
    assert not is_photo({"digest": FIRST, "caption": "", "minors": minors})


@pytest.mark.parametrize(
    "event",
    [{"under_18": 3}, {"audiences": ["GURU", "SISWA"]}, {"present": {"SISWA": 90}}, {"activity": "SOS_SLTA"}],
)
def test_where_minors_took_part_a_photo_counts_as_showing_them_until_somebody_says_no(event: dict[str, Any]) -> None:
    named = [Photo(FIRST).write(), Photo(SECOND, minors=False).write()]
    assert [photo.minors for photo in photos_of(EVENT, {**event, "photos": named})] == [True, False]
    among_adults = photos_of(EVENT, {"activity": "LAINNYA", "under_18": 0, "photos": named})
    assert [photo.minors for photo in among_adults] == [False, False]


def test_photos_are_told_in_words_whatever_the_journal_holds() -> None:
    field = EVENT.field("photos")
    value = [Photo(FIRST, "Pembukaan").write(), Photo(SECOND, minors=True).write(), {"newer": 1}]
    assert shown(field, value) == "2 foto: Pembukaan; tanpa keterangan (wajah anak)"
    assert shown(field, []) == "–"
    assert photos("x") == []


@pytest.mark.parametrize(
    ("born_on", "left", "is_minor"),
    [
        ("2009-03-12", "2026-12-10", True),
        ("2009-03-12", "10-12-2026", True),
        ("2000-03-12", "2026-12-10", False),
        ("2008-12-10", "2026-12-10", False),
        ("2009", "belum tahu", False),
        (None, "2026-12-10", False),
    ],
)
def test_copies_of_documents_show_a_child_while_who_departs_is_one(
    born_on: str | None, left: str, is_minor: bool
) -> None:
    values = {"born_on": born_on, "planned_on": left, "document_photos": [Photo(FIRST).write()]}
    (photo,) = photos_of(kind("departure"), values)
    assert photo.minors is is_minor
