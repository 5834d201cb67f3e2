"""What keys and journal of an office claim about keys: who may ask for whom, and what is one PC."""

from __future__ import annotations

import pytest

import offices
from journeys.exhibits import Hand, hand_of
from journeys.forging import Forger
from ppo_desktop.core.errors import Refused
from ppo_desktop.exchange.enrolment_files import to_text
from ppo_desktop.journal.entry import ChainHead, Entry, Heading, write_entry
from ppo_desktop.operations.desk.agenda import agenda
from ppo_desktop.operations.history import devices, journalling
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.keys import handover, renewal, renewal_answers, revoking, revoking_lists
from ppo_desktop.operations.neighbours import receiving
from ppo_desktop.operations.neighbours.receiving import Taken
from ppo_desktop.operations.safekeeping import keeping
from ppo_desktop.records.internal import DEVICE
from ppo_desktop.storage import journal_store
from ppo_desktop.trust import keys, requesting, sealing
from ppo_desktop.trust.handing_over import hand_over
from ppo_desktop.trust.issuing import new_root
from ppo_desktop.trust.naming import USES, OfficeKey
from ppo_desktop.trust.words import fingerprint, words

NOBODY = ChainHead(0, bytes(32))


def a_request(device: str) -> dict[str, str]:
    """What a device entry asks, with keys of whoever makes it up."""
    _secret, recipient = sealing.new_sealing_key()
    named = {use: OfficeKey(offices.VILLAGE, use, recipient, False, device) for use in USES}
    return {use: to_text(requesting.new_request(keys.new_signing_key(), named[use])) for use in USES}


def said_of(device: str, values: dict[str, object], head: ChainHead = NOBODY, seen: list[Entry] | None = None) -> Entry:
    heading = Heading(offices.VILLAGE, device, 1, "Budi", "2026-11-21T09:00:00+07:00")
    return write_entry(heading, head, DEVICE.name, devices.record(device), "set", (values, {}), seen or [])


def brought(pair: offices.Pair, hand: Hand, *entries: Entry) -> None:
    """The camat takes in a report of these entries, signed by ``hand``."""
    made = Forger(hand, hand_of(pair.camat).as_recipient, pair.clock).carrier(entries, kind="report", period="2026-11")
    path = pair.stick / "dibuat-buat.pdf"
    path.write_bytes(made())
    (taken,) = receiving.take(pair.camat, [path])
    assert isinstance(taken, Taken), taken


def test_a_request_that_the_head_did_not_make_is_not_the_heads_whoever_signs_the_report(pair: offices.Pair) -> None:
    village = pair.village
    planted = a_request(village.device.id)
    assert renewal.state(village).foreign == ""
    with village.database.transaction() as connection:  # nothing but the clerk's password is needed
        record = devices.record(village.device.id)
        seen = journal_store.of_record(connection, village.code, record)
        journalling.write(connection, village, DEVICE, record, {"requests": planted}, seen=seen)
    pair.report(nihil=True)  # the head signs the month as ever
    pair.carry_up()
    (asked,) = renewal_answers.asked(pair.camat)
    assert not asked.by_head
    assert renewal.state(village).foreign == asked.words, "the village sees what it did not ask for"
    assert "key-foreign" in {task.kind for task in agenda(village, 50)}
    with pytest.raises(Refused, match="words-differ"):
        renewal_answers.answer(pair.camat, asked.office, asked.device, offices.HEAD, lambda _who, _words: False)
    renewal.ask(village, offices.HEAD)
    pair.report(nihil=True, assenting=None)
    pair.carry_up()
    (asked,) = renewal_answers.asked(pair.camat)
    assert asked.by_head, "the head's password made it, so it is the head's word, whoever sends it"
    assert (renewal.state(village).foreign, renewal.state(village).words) == ("", asked.words)


def test_no_pc_asks_in_its_neighbours_name_whatever_it_writes_in_its_record(pair: offices.Pair) -> None:
    second = offices.second_pc(pair, pair.stick.parent / "desa2")
    one, two = pair.village.device.id, second.device.id
    pair.report(nihil=True)
    pair.carry_up()
    with pair.village.database.reading() as connection:
        chain = journal_store.chain(connection, offices.VILLAGE, one, 1, 10**9)
        seen = journal_store.of_record(connection, offices.VILLAGE, devices.record(one))
    last = ChainHead(chain[-1].seq, chain[-1].link)
    claimed: dict[str, object] = {"requests": a_request(one), "parent": f"{two} 1 {'0' * 64}", "generation": 99}
    brought(pair, hand_of(second), said_of(one, claimed, last, seen))
    assert renewal_answers.asked(pair.camat) == []
    brought(pair, hand_of(second), said_of(one, claimed))  # a second beginning
    assert renewal_answers.asked(pair.camat) == []
    with pair.camat.database.reading() as connection:
        assert devices.continued(connection, offices.VILLAGE, one) == ""


def test_a_pc_that_no_report_has_come_from_is_not_asked_for_by_its_neighbour_either(pair: offices.Pair) -> None:
    second = offices.second_pc(pair, pair.stick.parent / "desa2")
    one, two = pair.village.device.id, second.device.id
    brought(pair, hand_of(second), said_of(one, {"requests": a_request(one), "parent": f"{two} 1 {'0' * 64}"}))
    assert renewal_answers.asked(pair.camat) == []


def test_keys_given_on_the_word_of_a_pc_are_revoked_with_it(pair: offices.Pair) -> None:
    """A stolen PC asks for keys of a name that it makes up: they share its fate."""
    two = offices.second_pc(pair, pair.stick.parent / "desa2")
    made_up = "0123456789ab"
    request = a_request(made_up)
    brought(pair, hand_of(two), said_of(made_up, {"requests": request, "parent": f"{two.device.id} 1 {'0' * 64}"}))
    (asked,) = renewal_answers.asked(pair.camat)
    assert (asked.name, asked.by_head) == (f"Desa Sempalai, Komputer {two.device.id[:4].upper()}", False)
    renewal_answers.answer(pair.camat, asked.office, asked.device, offices.HEAD, lambda _who, _words: True)
    brought(pair, hand_of(two), said_of(made_up, {"name": made_up}))  # another beginning does not part them
    pcs = [pc for pc in revoking.pcs(pair.camat) if pc.office == offices.VILLAGE]
    assert {pc.devices for pc in pcs} == {(pair.village.device.id,), (two.device.id, made_up)}
    made = revoking.revoke(pair.camat, offices.VILLAGE, two.device.id, "stolen", offices.HEAD, "Sempalai")
    assert made.names == 4


def restored_with_new_keys(pair: offices.Pair) -> tuple[str, str]:
    """The village's PC is put back from a backup and gets new keys; its former device and the one now."""
    before = pair.village.device.id
    pair.report(nihil=True)
    pair.carry_up()
    backup = keeping.backup(pair.village)
    pair.village.close()
    made = keeping.restore(pair.village.paths, backup, "petugas", offices.CLERK_PASSWORD, pair.clock)
    pair.village = offices.closed_later(made.office)
    renewal.ask(pair.village, offices.HEAD)
    pair.report(nihil=True)
    pair.carry_up()
    (asked,) = renewal_answers.asked(pair.camat)
    assert asked.by_head, "its assent key is the one it had before"
    renewal_answers.answer(pair.camat, asked.office, asked.device, offices.HEAD, lambda _who, _words: False)
    pair.carry_down()
    pair.report(nihil=True)
    pair.carry_up()
    return before, pair.village.device.id


def the_village(camat: Office) -> revoking.Pc:
    (pc,) = [pc for pc in revoking.pcs(camat) if pc.office == offices.VILLAGE]
    return pc


@pytest.mark.parametrize("only_old", [pytest.param(True, marks=pytest.mark.long), False])
def test_a_pc_is_revoked_with_all_that_it_was_before(pair: offices.Pair, *, only_old: bool) -> None:
    before, now = restored_with_new_keys(pair)
    pc = the_village(pair.camat)
    assert (pc.devices, pc.device, pc.replaced, pc.is_proven) == ((before, now), now, 2, True)
    if only_old:
        assert revoking.revoke_replaced(pair.camat, offices.VILLAGE, now, offices.HEAD).names == 2
        assert (the_village(pair.camat).standing, the_village(pair.camat).replaced) == ("known", 0)
    else:
        made = revoking.revoke(pair.camat, offices.VILLAGE, before, "stolen", offices.HEAD, "Sempalai")
        assert (made.names, the_village(pair.camat).standing) == (4, "revoked")


def test_of_one_office_few_devices_ask_at_a_time(pair: offices.Pair) -> None:
    hand = hand_of(pair.village)
    renewal.ask(pair.village, offices.HEAD)
    pair.report(nihil=True)
    pair.carry_up()
    (true,) = renewal_answers.asked(pair.camat)
    names = [f"{number:012x}" for number in range(6)]
    parent = f"{pair.village.device.id} 1 {'0' * 64}"
    entries = [said_of(name, {"requests": a_request(name), "parent": parent}) for name in names]
    brought(pair, hand, *entries)
    kept = renewal_answers.asked(pair.camat)
    assert len(kept) == 4
    assert true in kept, "what the head asked for stays"
    assert names[-1] in {one.device for one in kept}, "the newest replaces"


def test_of_one_office_the_newest_root_is_offered_and_no_other(pair: offices.Pair) -> None:
    with pair.camat.database.transaction() as connection:
        upper = revoking_lists.own_root(connection)
        assert upper is not None
        for _number in range(3):
            own = new_root(offices.VILLAGE, "Desa Sempalai", pair.clock.now(), training=False)
            made = hand_over(own.key_der, own.certificate_der, upper)
            parts = {"old": made.old, "new": made.new, "signature": made.signature}
            said = {"handover": {name: to_text(part) for name, part in parts.items()}}
            handover.notice(connection, pair.camat, offices.VILLAGE, said)
    (offer,) = handover.offers(pair.camat)
    assert offer.words == words(fingerprint(own.certificate_der))
