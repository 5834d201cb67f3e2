"""The machine of three levels notices: each fault planted in exchange, relays, receipts or recovery is found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from ppo_desktop.operations.carriers import carriers, giving_back, relaying
from ppo_desktop.operations.carriers.giving_back import GivenBack
from ppo_desktop.operations.history import devices, guard
from ppo_desktop.operations.neighbours import exchanging
from ppo_desktop.storage import carrier_store, journal_store
from properties import levels_world
from properties.test_levels_machine import first_failure

AT_MOST = 60
Plant = Callable[[pytest.MonkeyPatch], None]


def _holes_are_confirmed(patch: pytest.MonkeyPatch) -> None:
    def newest(connection: Any, office: str) -> dict[str, tuple[int, bytes]]:
        known = journal_store.devices(connection, office)
        return {device: tuple(journal_store.head(connection, office, device)) for device in known}

    patch.setattr(journal_store, "held_without_gap", newest)


def _what_the_camat_confirms_the_kabupaten_need_not_have(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        carriers,
        "unconfirmed",
        lambda connection, office, to: carriers.lacking(connection, office, [carrier_store.confirmed(connection, to)]),
    )


def _one_receipt_empties_every_outbox(patch: pytest.MonkeyPatch) -> None:
    right = carrier_store.replace_confirmed

    def replace_all(connection: Any, recipient: str, held: Mapping[str, tuple[int, bytes]]) -> None:
        for code in {recipient, *(code for code in levels_world.PLACES.values() if code.count(".") < 3)}:
            right(connection, code, held)

    patch.setattr(carrier_store, "replace_confirmed", replace_all)


def _gaps_are_not_told(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(journal_store, "holes", lambda connection, office: [])


def _a_restored_pc_keeps_its_identity(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(devices, "renew", lambda connection, office, *_why: office)


def _no_relay_goes_up(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(relaying, "upwards", lambda connection, office, to: [])


def _the_oldest_relay_is_dropped(patch: pytest.MonkeyPatch) -> None:
    right = relaying.upwards
    patch.setattr(relaying, "upwards", lambda connection, office, to: right(connection, office, to)[1:])


def _receipts_of_the_kabupaten_stay_at_the_camat(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(relaying, "downwards", lambda connection, office, to: [])


def _what_is_replayed_counts_again(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(carrier_store, "is_known", lambda connection, carrier: False)


def _lists_of_revoked_keys_are_not_learnt(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(levels_world, "_learn_list", lambda connection, crl: None)


def _nothing_is_given_back(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(giving_back, "due", lambda *_asked: GivenBack())


def _the_guard_is_not_asked(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(guard, "check", lambda office: office)


def _restricted_values_leave_the_office(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(carriers, "_reaches", lambda entry, level: True)


def _what_is_here_counts_as_held_by_the_other_pc(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        exchanging,
        "_shown",
        lambda connection, office, device, told: journal_store.held_without_gap(connection, office.code),
    )


def _carriers_are_sealed_to_the_nearest_office_alone(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(carriers, "readers_of", lambda connection, office, to: (to,))


def _a_revoked_pc_is_still_sealed_to(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(levels_world, "_is_named", lambda certificate, lists: False)


FAULTS: tuple[Plant, ...] = (
    _holes_are_confirmed,
    _what_the_camat_confirms_the_kabupaten_need_not_have,
    _one_receipt_empties_every_outbox,
    _gaps_are_not_told,
    _a_restored_pc_keeps_its_identity,
    _no_relay_goes_up,
    _the_oldest_relay_is_dropped,
    _receipts_of_the_kabupaten_stay_at_the_camat,
    _what_is_replayed_counts_again,
    _lists_of_revoked_keys_are_not_learnt,
    _nothing_is_given_back,
    _the_guard_is_not_asked,
    _restricted_values_leave_the_office,
    _what_is_here_counts_as_held_by_the_other_pc,
    _carriers_are_sealed_to_the_nearest_office_alone,
    _a_revoked_pc_is_still_sealed_to,
)

ABOUT_KEYS = (_lists_of_revoked_keys_are_not_learnt, _a_revoked_pc_is_still_sealed_to)


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("plant", FAULTS, ids=lambda plant: plant.__name__.lstrip("_").replace("_", "-"))
def test_a_planted_fault_is_found(plant: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch)
    # Faults about keys can only show where one is revoked.
    failed = first_failure(range(4, 5 * AT_MOST, 5) if plant in ABOUT_KEYS else range(AT_MOST))
    assert failed is not None, "the machine did not notice"
    print(f"{plant.__name__}: found in history {failed[0] + 1}: {failed[1]!r:.90}")
