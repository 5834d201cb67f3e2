from __future__ import annotations

import json
import os
import string
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ppo_desktop.core import canonical
from ppo_desktop.core.errors import PpoError, Refused, World
from ppo_desktop.trust import codes, slots, vault
from ppo_desktop.trust.accounts import password_bytes
from ppo_desktop.trust.vault import (
    FLOOR_COST,
    Created,
    KdfCost,
    NewUser,
    Vault,
    calibrate,
    code_groups_match,
    create_vault,
    unwrap,
    wrap,
)

CLERK = NewUser("sri", "Sri Wahyuni", "petugas", "sungai sambas")
HEAD = NewUser("Kades", "Hendra Gunawan", "pimpinan", "pohon belian 7")
SECRETARY = NewUser("sekdes", "Nurhayati", "sekretaris", "kebun jeruk 9")


@pytest.fixture
def made(tmp_path: Path) -> Created:
    return create_vault(tmp_path / "vault.json", [CLERK, HEAD], FLOOR_COST)


@pytest.fixture
def path(made: Created, tmp_path: Path) -> Path:
    return tmp_path / "vault.json"


def code_of(caught: pytest.ExceptionInfo[PpoError]) -> str:
    return caught.value.code


def test_every_user_opens_the_database_and_only_the_head_signs(made: Created, path: Path) -> None:
    loaded = Vault.load(path)
    assert [(u.name, u.role, u.may_assent) for u in loaded.users] == [
        ("sri", "petugas", False),
        ("kades", "pimpinan", True),
    ]
    assert loaded.unlock("sri", CLERK.password).database_key == made.database_key
    assert loaded.unlock(" KADES ", HEAD.password).database_key == made.database_key
    assert loaded.unlock_assent("kades", HEAD.password) == made.assent_key
    with pytest.raises(Refused) as caught:
        loaded.unlock_assent("sri", CLERK.password)
    assert code_of(caught) == "may-not-assent"
    assert made.database_key != made.assent_key
    assert len(made.database_key) == len(made.assent_key) == 32


def test_a_wrong_password_and_an_unknown_user_look_alike(made: Created) -> None:
    sentences = set()
    for name, password in (("sri", "salah salah"), ("siapa", CLERK.password), ("sri", HEAD.password), ("", "")):
        for unlock in (made.vault.unlock, made.vault.unlock_assent):
            if (name, unlock) == ("sri", made.vault.unlock_assent):
                continue
            with pytest.raises(World) as caught:
                unlock(name, password)
            assert code_of(caught) == "wrong-password"
            sentences.add(caught.value.sentence)
    assert len(sentences) == 1


def test_no_key_or_password_stands_in_the_file(made: Created, path: Path) -> None:
    text = path.read_bytes()
    for secret in (made.database_key, made.assent_key):
        assert secret not in text
        assert secret.hex().encode() not in text
    for word in (CLERK.password, HEAD.password, made.emergency_code, made.emergency_code.replace("-", "")):
        assert word.encode() not in text


@settings(max_examples=15)
@given(password=st.text(min_size=8, max_size=40), other=st.text(min_size=8, max_size=40))
def test_any_password_opens_and_any_other_does_not(
    tmp_path_factory: pytest.TempPathFactory, password: str, other: str
) -> None:
    path = tmp_path_factory.mktemp("v") / "vault.json"
    made = create_vault(path, [NewUser("a", "A", "pimpinan", password)], FLOOR_COST)
    assert Vault.load(path).unlock("a", password).database_key == made.database_key
    if password_bytes(password) != password_bytes(other):
        with pytest.raises(World, match="wrong-password"):
            made.vault.unlock("a", other)


def test_a_password_typed_on_another_keyboard_form_still_fits(tmp_path: Path) -> None:
    made = create_vault(tmp_path / "v", [NewUser("a", "A", "pimpinan", "caf\u00e9 sambas")], FLOOR_COST)
    assert made.vault.unlock("a", "cafe\u0301 sambas").database_key == made.database_key


def test_changing_a_password_keeps_both_keys_and_shuts_out_the_old_one(made: Created, path: Path) -> None:
    made.vault.change_password("kades", HEAD.password, "kayu ulin lama")
    loaded = Vault.load(path)
    assert loaded.unlock("kades", "kayu ulin lama").database_key == made.database_key
    assert loaded.unlock_assent("kades", "kayu ulin lama") == made.assent_key
    assert loaded.unlock("sri", CLERK.password).database_key == made.database_key
    for unlock in (loaded.unlock, loaded.unlock_assent):
        with pytest.raises(World, match="wrong-password"):
            unlock("kades", HEAD.password)
    with pytest.raises(World, match="wrong-password"):
        loaded.change_password("kades", HEAD.password, "lainnya lagi")


def test_a_user_added_later_gets_the_same_keys(made: Created, path: Path) -> None:
    made.vault.add_user(SECRETARY, made.database_key, made.assent_key)
    loaded = Vault.load(path)
    assert loaded.unlock_assent("sekdes", SECRETARY.password) == made.assent_key
    assert loaded.unlock("sekdes", SECRETARY.password).database_key == made.database_key
    with pytest.raises(Refused, match="user-exists"):
        loaded.add_user(SECRETARY, made.database_key, made.assent_key)


def test_who_may_assent_cannot_be_added_without_the_assent_key(made: Created) -> None:
    with pytest.raises(ValueError):
        made.vault.add_user(SECRETARY, made.database_key)
    assert len(made.vault.users) == 2


@pytest.mark.parametrize(
    ("user", "code"),
    [
        (NewUser("nama panjang", "X", "petugas", "12345678"), "user-name"),
        (NewUser("", "X", "petugas", "12345678"), "user-name"),
        (NewUser("a" * 33, "X", "petugas", "12345678"), "user-name"),
        (NewUser("sri\u0301", "X", "petugas", "12345678"), "user-name"),
        (NewUser("a", " ", "petugas", "12345678"), "display-name"),
        (NewUser("a", "X\x00", "petugas", "12345678"), "display-name"),
        (NewUser("a", "X", "bupati", "12345678"), "user-role"),
        (NewUser("a", "X", "petugas", "1234567"), "password-short"),
        (NewUser("a", "X", "petugas", "1" * 1001), "password-long"),
        (NewUser("SRI", "X", "petugas", "12345678"), "user-exists"),
    ],
)
def test_odd_users_are_refused_and_nothing_is_written(made: Created, path: Path, user: NewUser, code: str) -> None:
    before = path.read_bytes()
    with pytest.raises(Refused) as caught:
        made.vault.add_user(user, made.database_key)
    assert code_of(caught) == code
    assert path.read_bytes() == before


def test_an_office_without_a_head_or_with_a_vault_is_not_made(made: Created, path: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no-head"):
        create_vault(tmp_path / "other.json", [CLERK], FLOOR_COST)
    with pytest.raises(Refused, match="user-exists"):
        create_vault(tmp_path / "other.json", [HEAD, HEAD], FLOOR_COST)
    with pytest.raises(World, match="vault-exists"):
        create_vault(path, [HEAD], FLOOR_COST)
    assert os.listdir(tmp_path) == ["vault.json"]


def test_the_last_who_may_assent_cannot_be_removed(made: Created, path: Path) -> None:
    with pytest.raises(Refused, match="last-user"):
        made.vault.remove_user("kades")
    made.vault.add_user(SECRETARY, made.database_key, made.assent_key)
    made.vault.remove_user("kades")
    assert [u.name for u in Vault.load(path).users] == ["sri", "sekdes"]


# ----------------------------------------------------------------------------------------- the emergency code


def test_the_emergency_code_opens_both_keys_however_it_is_typed(made: Created, path: Path) -> None:
    code = made.emergency_code
    sloppy = code.lower().replace("-", "  ").replace("0", "o").replace("1", "l")
    for typed in (code, code.replace("-", ""), f" {code.lower()}\n", sloppy, code.replace("0", "O").replace("1", "I")):
        opened = Vault.load(path).unlock_with_code(typed)
        assert (opened.database_key, opened.assent_key) == (made.database_key, made.assent_key)


def test_a_wrong_emergency_code_opens_nothing(made: Created) -> None:
    code = made.emergency_code
    other = ("A" if code[0] != "A" else "B") + code[1:]
    for typed in (other, code[:-1], code + "A", "", "U" * 30, "é" * 30):
        with pytest.raises(World) as caught:
            made.vault.unlock_with_code(typed)
        assert code_of(caught) == "wrong-code"


def test_the_emergency_code_gives_a_new_password(made: Created, path: Path) -> None:
    made.vault.reset_password_with_code(made.emergency_code, "kades", "baru sekali")
    assert Vault.load(path).unlock_assent("kades", "baru sekali") == made.assent_key
    with pytest.raises(Refused, match="user-unknown"):
        made.vault.reset_password_with_code(made.emergency_code, "siapa", "baru sekali")
    with pytest.raises(World, match="wrong-code"):
        made.vault.reset_password_with_code(codes.new_code(), "kades", "baru sekali")


def test_a_new_emergency_code_replaces_the_old_one(made: Created, path: Path) -> None:
    new = made.vault.new_emergency_code(made.database_key, made.assent_key)
    assert Vault.load(path).unlock_with_code(new).assent_key == made.assent_key
    with pytest.raises(World, match="wrong-code"):
        Vault.load(path).unlock_with_code(made.emergency_code)


def test_codes_have_150_bits_in_six_groups_and_never_repeat() -> None:
    made = {codes.new_code() for _i in range(200)}
    assert len(made) == 200
    assert all([len(g) for g in code.split("-")] == [5] * 6 for code in made)
    assert {c for code in made for c in code} == set(codes.ALPHABET) | {"-"}
    assert len(codes.ALPHABET) == 32


def test_two_groups_typed_back_prove_that_the_code_was_written_down() -> None:
    code = "7K3QD-0ABC1-22222-33333-4Z0Z1-55555"
    assert code_groups_match(code, "oabcl 4zozi")
    assert code_groups_match(code, "7k3qd55555", (0, 5))
    for typed in ("", "0ABC1", "4Z0Z1-0ABC1", "0ABC1-4Z0Z2", code):
        assert not code_groups_match(code, typed)


@given(st.text(alphabet=string.printable + "éＡ", max_size=60))
def test_any_typed_code_is_judged_without_error(typed: str) -> None:
    code_groups_match("7K3QD-0ABC1-22222-33333-4Z0Z1-55555", typed)
    with suppress(World):
        assert len(codes.code_bits(typed)) == codes.LENGTH


# ----------------------------------------------------------------------------------------- the file


def test_every_flipped_byte_is_told_as_damage_and_never_as_a_wrong_password(path: Path) -> None:
    data = path.read_bytes()
    for place in range(0, len(data), 3):
        path.write_bytes(data[:place] + bytes([data[place] ^ 1 << place % 8]) + data[place + 1 :])
        with pytest.raises(World) as caught:
            Vault.load(path)
        assert code_of(caught) == "vault-damaged"


def test_cut_empty_huge_and_missing_files_are_told_apart(path: Path) -> None:
    data = path.read_bytes()
    for content in (b"", data[:-20], data * 2, b"[]", b"null", b"[" * 100_000, b" " * (vault.MAX_FILE + 1)):
        path.write_bytes(content)
        with pytest.raises(World, match="vault-damaged"):
            Vault.load(path)
    path.unlink()
    with pytest.raises(World, match="vault-missing"):
        Vault.load(path)


def edited(path: Path, change: object) -> None:
    """Edit the file as someone would who also mends its checksum."""
    value = json.loads(path.read_bytes())
    assert callable(change)
    change(value)
    del value["check"]
    value["check"] = canonical.sha256(canonical.write(value)).hex()
    path.write_bytes(canonical.write(value) + b"\n")


@pytest.mark.parametrize(
    "change",
    [
        lambda v: v.update(id="00" * 16),
        lambda v: v["users"][1].update(display_name="Orang Lain"),
        lambda v: v["users"][1].update(role="sekretaris"),
        lambda v: v["users"][1].update(name="lain"),
        lambda v: v["users"][1]["database"].update(passes=2),
        lambda v: v["users"][1]["database"].update(lanes=2),
        lambda v: v["users"][1].update(database=v["users"][1]["assent"], assent=v["users"][1]["database"]),
        lambda v: v["users"][1].update(database=v["users"][0]["database"]),
    ],
)
def test_an_edited_slot_does_not_open(path: Path, change: object) -> None:
    edited(path, change)
    with pytest.raises(World, match="wrong-password"):
        Vault.load(path).unlock(Vault.load(path).users[1].name, HEAD.password)


def test_a_clerk_cannot_make_himself_head_by_editing_the_file(path: Path) -> None:
    edited(path, lambda v: v["users"][0].update(role="pimpinan", assent=v["users"][1]["assent"]))
    loaded = Vault.load(path)
    for unlock in (loaded.unlock, loaded.unlock_assent):
        with pytest.raises(World, match="wrong-password"):
            unlock("sri", CLERK.password)


@pytest.mark.parametrize(
    "change",
    [
        lambda v: v.update(version=2),
        lambda v: v.update(format="lain"),
        lambda v: v.update(extra=1),
        lambda v: v.update(users=[]),
        lambda v: v["users"].append(v["users"][0]),
        lambda v: v["users"][0].update(name="SRI"),
        lambda v: v["users"][0].update(role="bupati"),
        lambda v: v["users"][0].update(assent=v["users"][1]["assent"]),
        lambda v: v["users"][1].update(assent=None),
        lambda v: v["users"][0]["database"].update(memory=1024),
        lambda v: v["users"][0]["database"].update(memory=1 << 31),
        lambda v: v["users"][0]["database"].update(passes=0),
        lambda v: v["users"][0]["database"].update(passes=10_000),
        lambda v: v["users"][0]["database"].update(passes=True),
        lambda v: v["users"][0]["database"].update(passes="1"),
        lambda v: v["users"][0]["database"].update(lanes=100),
        lambda v: v["users"][0]["database"].update(salt=""),
        lambda v: v["users"][0]["database"].update(nonce="AA" * 12),
        lambda v: v["users"][0]["database"].update(sealed="zz" * 48),
        lambda v: v["users"][0].update(database=None),
        lambda v: v.update(users={}),
        lambda v: v.update(id=5),
    ],
)
def test_values_outside_sane_bounds_are_refused_before_use(path: Path, change: object) -> None:
    edited(path, change)
    with pytest.raises(World, match="vault-damaged"):
        Vault.load(path)


def test_a_full_disk_leaves_the_old_vault(made: Created, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = path.read_bytes()

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(World) as caught:
        made.vault.change_password("sri", CLERK.password, "kata sandi baru")
    assert code_of(caught) == "disk"
    assert path.read_bytes() == before
    assert os.listdir(path.parent) == ["vault.json"]
    assert made.vault.unlock("sri", CLERK.password).database_key == made.database_key


def test_too_little_memory_is_its_own_sentence(made: Created, monkeypatch: pytest.MonkeyPatch) -> None:
    class Hungry:
        def __init__(self, **_cost: object) -> None: ...

        def derive(self, _secret: bytes) -> bytes:
            raise MemoryError

    monkeypatch.setattr(slots, "Argon2id", Hungry)
    with pytest.raises(World) as caught:
        made.vault.unlock("sri", CLERK.password)
    assert code_of(caught) == "memory"
    assert calibrate(0.1) == slots.SMALL_COST


def test_calibration_never_goes_below_the_default() -> None:
    cost = calibrate(0.01)
    assert cost == slots.DEFAULT_COST
    assert (cost.memory, cost.passes) == (64 * 1024, 3)


@pytest.mark.parametrize("cost", [(1, 1, 1), (8192, 0, 1), (8192, 1, 0), (1 << 21, 1, 1), (8192, 17, 1), (8192, 1, 9)])
def test_costs_outside_the_bounds_cannot_be_made(cost: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError):
        KdfCost(*cost)


# ----------------------------------------------------------------------------------------- wrapping


@given(st.binary(max_size=300), st.sampled_from(["assent-key", "root-key"]))
def test_what_is_wrapped_comes_back_only_for_its_key_and_purpose(plain: bytes, purpose: str) -> None:
    key = os.urandom(32)
    wrapped = wrap(key, plain, purpose)
    assert unwrap(key, wrapped, purpose) == plain
    for bad_key, bad, bad_purpose in (
        (os.urandom(32), wrapped, purpose),
        (key, wrapped, "lain"),
        (key, wrapped[:-1], purpose),
        (key, b"\x02" + wrapped[1:], purpose),
        (key, b"", purpose),
    ):
        with pytest.raises(World, match="key-damaged"):
            unwrap(bad_key, bad, bad_purpose)
