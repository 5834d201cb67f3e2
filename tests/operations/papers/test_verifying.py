"""Any PDF in three lines: ours whole and broken, strangers', several signatures, none, locked, and no PDF at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

import offices
import strangers
from ppo_desktop.core.errors import Refused
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.keys import certifiers
from ppo_desktop.operations.months import ledger, outside
from ppo_desktop.operations.papers import verifying
from ppo_desktop.operations.papers.verifying import Answer, Verification
from ppo_desktop.storage import trust_store

PERSON, OTHER = strangers.person(), strangers.person("Budi", "Penerbit Lain")
LAPSED = strangers.person("Pak Lama", "Penerbit Lama", datetime(2026, 11, 20, 23, tzinfo=UTC))
LETTER = strangers.letter()


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[offices.Pair]:
    """A village with one report on the stick, and its camat."""
    made = offices.new_pair(tmp_path_factory.mktemp("pair"))
    made.departure(made.person())
    made.report()
    yield made
    made.close()


@pytest.fixture(scope="module")
def files(pair: offices.Pair) -> dict[str, Path]:
    """What is looked at, by what it is."""
    carrier = sending.export(pair.village, pair.camat.code, pair.stick).path
    page = outside.page(pair.village, ledger.reports(pair.village)[0])
    whole, one = carrier.read_bytes(), strangers.signed(LETTER, PERSON)
    flipped = whole[:3000] + bytes([whole[3000] ^ 1]) + whole[3001:]
    contents = {
        "carrier": whole,
        "flipped": flipped,
        "cut": whole[:-2000],
        "longer": whole + b"\n%x",
        "drawn over": strangers.added_to(whole),
        "page": page,
        "page signed": strangers.signed(page, PERSON),
        "one": one,
        "two": strangers.signed(one, OTHER, "Kedua"),
        "added": strangers.added_to(one),
        "longer one": one + b"% dan lain-lain\n",
        "lapsed": strangers.signed(LETTER, LAPSED),
        "plain": LETTER,
        "locked": strangers.locked(LETTER),
        "text": b"halo",
        "broken": b"%PDF-1.7\nhalo\n%%EOF\n",
    }
    made = {}
    for name, content in contents.items():
        made[name] = pair.stick / f"{name}.pdf"
        made[name].write_bytes(content)
    return made


@pytest.fixture(scope="module")
def seen(pair: offices.Pair, files: dict[str, Path]) -> dict[str, Verification]:
    """Each, as the camat sees it, who has taken nothing in; nothing was installed."""
    told = verifying.verify_each(pair.camat, files.values())
    return dict(zip(files, told, strict=True))


def answers(verification: Verification) -> tuple[bool, bool, bool]:
    return verification.whole.is_yes, verification.known.is_yes, verification.certified.is_yes


@pytest.mark.parametrize(
    ("name", "expected", "code"),
    [
        ("carrier", (True, True, False), ""),
        ("flipped", (False, True, False), "altered"),
        ("cut", (False, False, False), "truncated"),
        ("longer", (False, True, False), "altered"),
        ("drawn over", (False, True, False), "altered"),
        ("page", (False, False, False), "not-signed"),
        ("page signed", (True, False, False), ""),
        ("one", (True, False, False), ""),
        ("two", (True, False, False), ""),
        ("added", (False, False, False), "altered"),
        ("longer one", (False, False, False), "altered"),
        ("plain", (False, False, False), "not-signed"),
        ("locked", (False, False, False), "encrypted"),
        ("text", (False, False, False), "not-pdf"),
        ("broken", (False, False, False), "unreadable"),
    ],
)
def test_each_sort_of_file_gets_its_three_answers(
    seen: dict[str, Verification], name: str, expected: tuple[bool, bool, bool], code: str
) -> None:
    assert (answers(seen[name]), seen[name].code) == (expected, code)


def test_every_line_has_a_reason_and_something_to_do_and_never_claims_more_than_it_knows(
    seen: dict[str, Verification],
) -> None:
    for verification in seen.values():
        titles = [answer.words.partition(":")[0] for answer in verification.lines]
        assert titles == ["Berkas utuh", "Kunci dikenal kantor ini", "Sertifikat resmi PSrE"]
        for answer in verification.lines:
            assert answer.why.endswith(".")
            assert answer.advice.endswith(".")


def test_a_carrier_is_named_with_its_office_the_key_and_since_when(seen: dict[str, Verification]) -> None:
    told = seen["carrier"]
    assert told.what == "Laporan bulan November 2026 dari Desa Sempalai"
    assert told.known.words == "Kunci dikenal kantor ini: ya (Desa Sempalai, sejak 21 November 2026)"
    assert told.certified.why == "Tanda tangan elektronik tidak tersertifikasi (kunci kantor)."
    assert told.signers[0].startswith("Desa Sempalai, kunci pimpinan. Waktu: 21 November 2026 pukul 09.00 WIB")


def test_of_a_changed_file_the_known_key_is_not_taken_for_an_assent(seen: dict[str, Verification]) -> None:
    assert "bukan untuk isi berkas yang sekarang" in seen["flipped"].known.why
    assert seen["flipped"].known.advice.startswith("Jangan dipakai.")


def test_all_strangers_are_named_and_nobody_vouches_for_them(seen: dict[str, Verification]) -> None:
    assert "2 dari 2 tanda tangan belum dikenal di sini. Nama Abdul Hamid, Budi hanya" in seen["two"].known.why
    assert [line.partition(",")[0] for line in seen["two"].signers] == ["Abdul Hamid", "Budi"]
    assert seen["one"].certified.why == "Daftar sertifikat PSrE belum dipasang di kantor ini."


def test_a_village_that_does_not_know_the_root_is_told_that_the_file_is_whole_all_the_same(
    files: dict[str, Path], tmp_path: Path
) -> None:
    alone = offices.new_office(tmp_path, "61.01.05.2001", offices.clock_at(), is_root=False)
    told = verifying.verify(alone, files["carrier"])
    alone.close()
    assert answers(told) == (True, False, False)
    assert told.known.why.startswith(
        "Berkas ini mengaku dari Desa Sempalai. Kunci tanda tangan berkas ini tidak dikenal"
    )


def test_a_page_signed_outside_is_recognised_where_its_original_is(pair: offices.Pair, files: dict[str, Path]) -> None:
    told, carrier = verifying.verify_each(pair.village, [files["page signed"], files["carrier"]])
    assert told.what.endswith("Halamannya sama persis dengan berkas asli yang ada di kantor ini.")
    assert told.carrier == carrier.carrier != ""
    assert carrier.known.why == "Ini kunci kantor ini sendiri."


def installed(pair: offices.Pair, folder: Path, *authorities: bytes) -> None:
    for number, authority in enumerate(authorities):
        path = folder / f"{number}.cer"
        path.write_bytes(authority)
        certifiers.install(pair.camat, certifiers.read(pair.camat, path), path.name)


def test_with_an_installed_authority_its_chain_is_official_and_says_that_revocation_cannot_be_checked(
    pair: offices.Pair, files: dict[str, Path], tmp_path: Path
) -> None:
    installed(pair, tmp_path, PERSON.authority, LAPSED.authority)
    assert [one.holder for one in certifiers.installed(pair.camat)] == ["Penerbit Contoh", "Penerbit Lama"]
    wanted = [files[name] for name in ("one", "two", "carrier", "lapsed", "added")]
    one, two, carrier, lapsed, added = verifying.verify_each(pair.camat, wanted)
    for kept in certifiers.installed(pair.camat):
        certifiers.remove(pair.camat, kept.fingerprint)
    said = "Sertifikat resmi PSrE: ya (Penerbit Contoh, dipasang Yanti 21 November 2026)"
    assert one.certified.words == said
    assert "Pencabutan sertifikat tidak dapat diperiksa tanpa internet" in one.certified.advice
    assert one.known.why.endswith("namanya menurut sertifikat resminya.")
    assert "Budi tidak terhubung" in two.certified.why
    assert not two.certified.is_yes
    assert not carrier.certified.is_yes
    assert lapsed.certified.is_yes
    assert "sekarang sudah habis masanya" in lapsed.certified.why
    assert answers(added) == (False, False, True)
    assert certifiers.installed(pair.camat) == []


def test_only_certificates_of_authorities_that_are_still_good_can_be_installed(
    pair: offices.Pair, tmp_path: Path
) -> None:
    with pair.camat.database.reading() as connection:
        (root,) = trust_store.roots(connection)
    over = strangers.person("X", "Penerbit Habis").authority
    for content, code in (
        (b"bukan", "certificate-form"),
        (PERSON.certificate, "certificate-kind"),
        (root, "certificate-kind"),
    ):
        path = tmp_path / "coba.cer"
        path.write_bytes(content)
        with pytest.raises(Refused) as refused:
            certifiers.read(pair.camat, path)
        assert refused.value.code == code
    path.write_bytes(over)
    later = replace(pair.camat, clock=offices.clock_at("2031-01-01T00:00:00"))
    with pytest.raises(Refused) as refused:
        certifiers.read(later, path)
    assert refused.value.code == "certificate-over"
    looking = replace(pair.camat, user=pair.camat.user._replace(role="pemeriksa"))
    with pytest.raises(Refused) as refused:
        certifiers.install(looking, certifiers.read(pair.camat, path), path.name)
    assert refused.value.code == "role"


def test_an_answer_says_itself_in_words() -> None:
    assert Answer("Berkas utuh", False, "x.", "y.").words == "Berkas utuh: tidak"
