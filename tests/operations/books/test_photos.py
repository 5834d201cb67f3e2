"""Photos: taken in, kept as long as something names them, and on their way to the kecamatan."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

import albums
import offices
from albums import EVENT, event, here, put, put_as_it_is, seen
from ppo_desktop.core.errors import Invalid, Refused, World
from ppo_desktop.exchange.manifest import MAX_ATTACHMENTS
from ppo_desktop.operations.books import photos, recording, review, undoing
from ppo_desktop.operations.books.photos import NotTaken, Stored
from ppo_desktop.operations.carriers import carriers, sending
from ppo_desktop.operations.carriers.reading import read_carrier
from ppo_desktop.operations.history import devices, journalling
from ppo_desktop.operations.house import drafting
from ppo_desktop.operations.house.drafting import DraftKey
from ppo_desktop.operations.neighbours.receiving import Taken
from ppo_desktop.operations.safekeeping import keeping
from ppo_desktop.pdf import pictures
from ppo_desktop.records.photos import Photo
from ppo_desktop.storage import carrier_store, journal_store, photo_store


@pytest.fixture
def village(pair: offices.Pair) -> offices.Office:
    return pair.village


def waiting(pair: offices.Pair) -> list[str]:
    """What the next report would take along."""
    with pair.village.database.reading() as connection:
        return list(photos.to_send(connection, pair.village, pair.camat.code, [pair.camat.code]))


# ------------------------------------------------------------------------------- taking and keeping


def test_files_become_small_photos_and_stay_as_they_are(village: offices.Office, tmp_path: Path) -> None:
    good, odd, heic = albums.file(tmp_path), tmp_path / "catatan.jpg", tmp_path / "IMG_1.HEIC"
    odd.write_bytes(b"%PDF-1.7 bukan foto")
    heic.write_bytes(b"\x00\x00\x00\x18ftypheic" + bytes(40))
    before = good.read_bytes()
    first, second, third, fourth = photos.take(village, [good, odd, heic, tmp_path / "tidak-ada.jpg"])
    assert isinstance(first, Stored)
    assert (first.width, first.height) == (640, 480)
    kept = photos.jpeg(village, first.digest)
    assert kept is not None
    assert b"Exif" in before
    assert b"Exif" not in kept
    assert hashlib.sha256(kept).hexdigest() == first.digest
    assert good.read_bytes() == before
    refused = [one for one in (second, third, fourth) if isinstance(one, NotTaken)]
    assert [one.error.code for one in refused] == ["photo-unknown", "photo-heic", "photo-unreadable"]
    assert [one.name for one in refused] == ["catatan.jpg", "IMG_1.HEIC", "tidak-ada.jpg"]
    assert all(one.error.advice for one in refused)


def test_a_full_disk_keeps_no_half_photo_and_the_next_try_succeeds(village: offices.Office, tmp_path: Path) -> None:
    path = albums.file(tmp_path, 7)
    with village.database.raw() as raw:
        (pages,) = raw.execute("PRAGMA page_count").fetchone()
        raw.execute(f"PRAGMA max_page_count = {pages + 1}")
    with pytest.raises(World, match="disk-full"):
        photos.take(village, [path])
    assert here(village) == set()
    with village.database.raw() as raw:
        raw.execute(f"PRAGMA max_page_count = {2**30}")
    (taken,) = photos.take(village, [path])
    assert isinstance(taken, Stored)
    assert here(village) == {taken.digest}


def test_a_record_names_only_photos_that_are_here(village: offices.Office) -> None:
    with pytest.raises(Invalid) as caught:
        event(village, Photo("ab" * 32))
    assert [problem.code for problem in caught.value.problems] == ["photos-gone"]
    record = event(village, Photo(put(village, 1), "Pembukaan"))
    ((caption, jpeg),) = seen(village, village.code, record)
    assert caption == "Pembukaan"
    assert jpeg is not None


def test_what_nothing_names_is_gone_when_the_office_is_opened_again(village: offices.Office) -> None:
    kept, drafted, picked, taken_out = (put(village, shade) for shade in range(1, 5))
    record = event(village, Photo(kept), Photo(taken_out))
    drafting.keep(village, DraftKey("socialisation"), {"photos": [Photo(drafted).write()]})
    saved = recording.save(village, EVENT, {"photos": [Photo(kept).write()]}, record)
    assert here(village) == {kept, drafted, picked, taken_out}
    assert saved.change is not None
    undone = undoing.undo(village, saved.change)  # the picture is still there
    assert undone.change is not None
    undoing.undo(village, undone.change)
    again = offices.reopened(village)
    assert here(again) == {kept, drafted}
    with pytest.raises(Refused, match="undo-misfit") as caught:
        undoing.undo(again, saved.change)
    assert "sudah tidak tersimpan" in caught.value.message
    recording.save(again, EVENT, {"place": "Aula"}, record)


def test_a_photo_that_a_value_names_which_may_still_be_chosen_stays(village: offices.Office) -> None:
    rivals = [put(village, shade) for shade in (1, 2)]
    record = event(village)
    with village.database.transaction() as connection:
        seen = journal_store.of_record(connection, village.code, record)
        for digest in rivals:  # as two PCs write that do not know of each other
            values = {"photos": [Photo(digest).write()]}
            journalling.write(connection, village, EVENT, record, values, seen=seen)
    keeping.rebuild(village)  # as what comes from another PC is folded
    again = offices.reopened(village)
    assert here(again) == {*rivals}
    recording.save(again, EVENT, {"photos": [Photo(rivals[0]).write()]}, record)
    assert here(offices.reopened(again)) == {rivals[0]}


def test_with_a_record_its_photos_are_erased_but_not_those_of_others(village: offices.Office) -> None:
    only, shared = put(village, 1), put(village, 2)
    first = event(village, Photo(only), Photo(shared))
    event(village, Photo(shared))
    recording.erase(village, first)
    assert here(village) == {shared}


# ------------------------------------------------------------------------------- on their way


def test_photos_arrive_equal_and_those_that_show_minors_stay_at_home(pair: offices.Pair) -> None:
    adults, child, unsaid = (put(pair.village, shade) for shade in range(1, 4))
    market = event(pair.village, Photo(adults, "Di pasar"), Photo(child, "Anak kader", True))
    school = event(pair.village, Photo(unsaid, "Kelas"), under_18=30, men=40)
    assert pair.report().carrier.photos == (adults,)
    (taken,) = pair.carry_up()
    assert isinstance(taken, Taken)
    assert taken.inspection.reading is not None
    assert taken.inspection.reading.photos == ()  # a page that remembers many files does not hold all their photos
    assert here(pair.camat) == {adults}
    assert seen(pair.camat, pair.village.code, market) == [
        ("Di pasar", photos.jpeg(pair.village, adults)),
        ("Anak kader", None),
    ]
    assert seen(pair.camat, pair.village.code, school) == [("Kelas", None)]
    recording.save(pair.village, EVENT, {"photos": [Photo(unsaid, "Kelas", False).write()]}, school)
    assert waiting(pair) == [adults, unsaid]  # somebody looked: no face is seen
    event(pair.village, Photo(adults, "Di pasar lagi", True))
    assert waiting(pair) == [unsaid]  # of two words about one photo the careful one counts
    undoing.remove(pair.village, EVENT, school)
    assert waiting(pair) == []


def test_before_a_month_is_closed_photos_nobody_marked_are_told_of(village: offices.Office) -> None:
    named = [Photo(put(village, 1)), Photo(put(village, 2), minors=True), Photo(put(village, 3), minors=False)]
    school = event(village, *named, under_18=30, men=40)
    event(village, *named)
    told = [one for one in review.check_month(village, offices.NOVEMBER) if one.code == "minors-unsaid"]
    assert [(one.record, one.field, one.severity) for one in told] == [(school, "photos", "info")]
    assert told[0].sentence.startswith("1 foto tidak ikut dikirim")


def test_a_lost_stick_heals_itself_and_what_was_confirmed_travels_once(pair: offices.Pair) -> None:
    first = put(pair.village, 1)
    event(pair.village, Photo(first))
    assert pair.report().carrier.photos == (first,)  # never arrives
    second = put(pair.village, 2)
    event(pair.village, Photo(second))
    assert pair.report().carrier.photos == (first, second)
    pair.carry_up()
    assert here(pair.camat) == {first, second}
    assert waiting(pair) == [first, second]  # nothing was confirmed yet
    pair.carry_down()
    assert waiting(pair) == []
    with pair.camat.database.transaction() as connection:
        devices.renew(connection, pair.camat)  # as after a restore: it may have lost what it confirmed
    pair.report()
    pair.carry_up()
    pair.carry_down()
    assert waiting(pair) == [first, second]


def test_a_photo_that_was_taken_out_and_put_back_travels_again(pair: offices.Pair) -> None:
    digest = put(pair.village, 1)
    record = event(pair.village, Photo(digest))
    pair.report()
    pair.carry_up()
    recording.save(pair.village, EVENT, {"photos": []}, record)
    pair.report()
    pair.carry_down()  # what confirms the first report comes late
    pair.carry_up()
    pair.camat = offices.reopened(pair.camat)
    assert here(pair.camat) == set()
    recording.save(pair.village, EVENT, {"photos": [Photo(put(pair.village, 1)).write()]}, record)
    assert pair.report().carrier.photos == (digest,)
    pair.carry_up()
    assert here(pair.camat) == {digest}


def test_of_many_photos_the_oldest_travel_first_and_the_rest_later(pair: offices.Pair) -> None:
    digests = [put(pair.village, shade) for shade in range(MAX_ATTACHMENTS + 6)]
    for start in range(0, len(digests), 12):
        event(pair.village, *(Photo(digest) for digest in reversed(digests[start : start + 12])))
    made = pair.report().carrier
    assert made.photos == tuple(digests[:MAX_ATTACHMENTS])
    assert len(made.manifest.attachments) == MAX_ATTACHMENTS
    with pair.village.database.transaction() as connection:
        photo_store.confirm(connection, made.manifest.id, pair.camat.code)
    assert waiting(pair) == digests[MAX_ATTACHMENTS:]


def test_a_receipt_of_a_program_that_knows_no_photos_confirms_none(pair: offices.Pair) -> None:
    event(pair.village, Photo(put(pair.village, 1)))
    made = pair.report().carrier
    upper, carrier = pair.camat.code, made.manifest.id
    with pair.village.database.transaction() as connection:
        photos.confirm(connection, upper, carrier, schema=2, may_have_lost=False)
        assert photo_store.confirmed(connection, upper) == set()
        photos.confirm(connection, upper, carrier, schema=3, may_have_lost=False)
        assert photo_store.confirmed(connection, upper) == set(made.photos)


def test_an_attachment_that_is_no_photo_of_ours_is_passed_by(pair: offices.Pair) -> None:
    good = put(pair.village, 1)
    wrong = [b"bukan foto", albums.picture(9, (2000, 1500)), albums.file(pair.stick).read_bytes(), bytes(500_000), b""]
    named = [put_as_it_is(pair.village, data) for data in wrong]
    event(pair.village, *map(Photo, named), Photo(good))
    made = pair.report().carrier
    assert len(made.photos) == len(wrong) + 1
    with pair.camat.database.reading() as connection:
        reading = read_carrier(made.pdf, carriers.reader(connection, pair.camat))
    assert [hashlib.sha256(photo.jpeg).hexdigest() for photo in reading.photos] == [good]
    assert reading.entries


def test_a_photo_that_no_record_names_is_not_kept(pair: offices.Pair) -> None:
    stray = pictures.clean(albums.picture(5))
    with pair.camat.database.transaction() as connection:
        assert photos.keep_arrived(connection, pair.village.code, [stray]) == set()
    assert here(pair.camat) == set()


def test_an_erasure_takes_the_photos_along_wherever_they_went(pair: offices.Pair) -> None:
    record = event(pair.village, Photo(put(pair.village, 1)))
    pair.report()
    pair.carry_up()
    assert len(here(pair.camat)) == 1
    recording.erase(pair.village, record)
    assert here(pair.village) == set()
    with pytest.raises(Refused, match="nothing-to-send"):
        sending.export(pair.village, pair.camat.code, pair.stick)
    pair.report(nihil=True)
    pair.carry_up()
    assert here(pair.camat) == set()
    with pair.camat.database.reading() as connection:
        newest_first = [one.is_kept for one in carrier_store.arrived(connection, "report")]
        assert newest_first == [True, False], "the file that holds nothing of it stays"
