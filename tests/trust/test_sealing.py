import gzip
import shutil
import subprocess
import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ppo_desktop.core.errors import Refused
from ppo_desktop.trust.sealing import compress, decompress, is_recipient, new_sealing_key, seal, unseal

needs_age = pytest.mark.skipif(not shutil.which("age"), reason="the age program is not installed")
SECRET, RECIPIENT = new_sealing_key()
OTHER_SECRET, OTHER_RECIPIENT = new_sealing_key()


def refusal(data: bytes, limit: int = 1000) -> str:
    with pytest.raises(Refused) as caught:
        decompress(data, limit)
    return caught.value.code


def seal_refusal(sealed: bytes, *secrets: str) -> str:
    with pytest.raises(Refused) as caught:
        unseal(sealed, secrets)
    return caught.value.code


@given(st.binary(max_size=2000))
def test_what_is_sealed_opens_again_for_each_recipient(plain: bytes) -> None:
    sealed = seal(plain, [RECIPIENT, OTHER_RECIPIENT])
    assert unseal(sealed, [SECRET]) == unseal(sealed, [OTHER_SECRET]) == plain


def test_an_older_key_still_opens_when_a_newer_one_is_there() -> None:
    assert unseal(seal(b"isi", [RECIPIENT]), [OTHER_SECRET, SECRET]) == b"isi"


def test_a_seal_for_others_is_told_from_a_broken_one() -> None:
    sealed = seal(b"isi", [RECIPIENT])
    assert seal_refusal(sealed, OTHER_SECRET) == "not-for-us"
    assert seal_refusal(sealed) == "not-for-us"
    assert seal_refusal(sealed[:-1], SECRET) == "seal-broken"
    assert seal_refusal(sealed + b"x", SECRET) == "seal-broken"
    assert seal_refusal(b"bukan age", SECRET) == "seal-broken"


def test_a_flip_anywhere_in_a_seal_is_refused() -> None:
    sealed = seal(b"isi" * 50, [RECIPIENT])
    for place in range(len(sealed)):
        flipped = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]
        assert seal_refusal(flipped, SECRET) in ("seal-broken", "not-for-us")


@pytest.mark.parametrize("recipients", [[], ["age1"], [SECRET], [RECIPIENT, "x"], [RECIPIENT.upper()]])
def test_sealing_for_nobody_or_for_nonsense_is_an_error(recipients: list[str]) -> None:
    with pytest.raises(ValueError):
        seal(b"isi", recipients)


def test_only_public_keys_in_lower_case_are_recipients() -> None:
    assert is_recipient(RECIPIENT)
    assert not any(map(is_recipient, (SECRET, RECIPIENT.upper(), RECIPIENT[:-1], "", "age1\x00")))


@needs_age
def test_the_age_program_and_gunzip_open_our_payload(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(SECRET + "\n")
    (tmp_path / "payload.age").write_bytes(seal(compress(b"baris\n" * 100), [RECIPIENT]))
    opened = subprocess.run(
        "age -d -i key payload.age | gunzip", shell=True, cwd=tmp_path, capture_output=True, check=True
    )
    assert opened.stdout == b"baris\n" * 100


@needs_age
def test_we_open_what_the_age_program_sealed() -> None:
    sealed = subprocess.run(["age", "-r", RECIPIENT], input=b"isi", capture_output=True, check=True).stdout
    assert unseal(sealed, [SECRET]) == b"isi"


@given(st.binary(max_size=3000))
def test_compressed_bytes_come_back_and_are_always_the_same(plain: bytes) -> None:
    packed = compress(plain)
    assert decompress(packed, len(plain)) == plain == gzip.decompress(packed)
    assert packed == compress(plain)
    assert packed[4:8] == bytes(4)  # no time


@given(st.binary(min_size=1, max_size=3000))
def test_one_byte_over_the_limit_is_refused(plain: bytes) -> None:
    assert refusal(compress(plain), len(plain) - 1) == "payload-too-big"


@given(st.binary(max_size=500), st.data())
def test_a_cut_payload_is_refused(plain: bytes, data: st.DataObject) -> None:
    packed = compress(plain)
    keep = data.draw(st.integers(0, len(packed) - 1))
    assert refusal(packed[:keep]) == "payload-truncated"


@pytest.mark.parametrize("tail", [b"\x00", b"x", compress(b""), compress(b"lagi")])
def test_anything_after_the_one_member_is_refused(tail: bytes) -> None:
    assert refusal(compress(b"isi") + tail) == "payload-trailing"


@given(st.binary(max_size=200))
def test_random_bytes_are_refused_with_a_code(data: bytes) -> None:
    assert refusal(data).startswith("payload-")


def test_a_wrong_checksum_is_refused() -> None:
    packed = bytearray(compress(b"isi"))
    packed[-6] ^= 1
    assert refusal(bytes(packed)) == "payload-broken"


def test_a_bomb_costs_neither_time_nor_memory() -> None:
    pack = gzip.compress(bytes(1 << 26), 9)
    tracemalloc.start()
    start = time.perf_counter()
    assert refusal(pack, 1 << 20) == "payload-too-big"
    assert time.perf_counter() - start < 0.5
    assert tracemalloc.get_traced_memory()[1] < 4 << 20
    tracemalloc.stop()
