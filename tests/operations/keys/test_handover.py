"""A kecamatan that began alone joins the kabupaten's root, and takes its villages along."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

import offices
from ppo_desktop.core.errors import Refused
from ppo_desktop.exchange.enrolment_files import to_text
from ppo_desktop.operations.carriers import carriers, sending
from ppo_desktop.operations.house import keyring
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.keys import enrolment, handover, renewal, renewal_answers, revoking, revoking_lists
from ppo_desktop.operations.months import reporting
from ppo_desktop.operations.neighbours import confirming, receiving
from ppo_desktop.operations.neighbours.receiving import Taken
from ppo_desktop.storage import trust_store
from ppo_desktop.trust import certificates
from ppo_desktop.trust.handing_over import Handover, hand_over
from ppo_desktop.trust.issuing import new_root

REGENCY = "61.01"


@dataclass
class Three(offices.Pair):
    """A kabupaten that came late, over a camat who is root of a village."""

    regency: Office

    def camat_reports(self) -> None:
        reporting.close_month(self.camat, offices.NOVEMBER, nihil=True, assenting=offices.HEAD)
        path = sending.export(self.camat, REGENCY, self.stick).path
        taken = receiving.take(self.regency, [path])
        assert isinstance(taken[0], Taken), taken[0]

    def receipt_to_camat(self) -> None:
        confirming.write_receipts(self.regency)
        for copy in sending.export_receipts(self.regency, self.stick):
            if copy.to == offices.CAMAT:
                taken = receiving.take(self.camat, [copy.path])
                assert isinstance(taken[0], Taken), taken[0]

    def village_hears(self) -> None:
        self.report(nihil=True)
        self.carry_up()
        taken = self.carry_down()
        assert isinstance(taken[0], Taken), taken[0]

    def join(self) -> None:
        offices.enrol(self.camat, self.regency, self.stick)
        handover.sign(self.camat, offices.HEAD)

    def believe(self) -> None:
        self.camat_reports()
        (offer,) = handover.offers(self.regency)
        handover.accept(self.regency, offer.old, offices.HEAD, lambda _who, words: words == offer.words)


@pytest.fixture
def three(tmp_path: Path) -> Three:
    pair = offices.new_pair(tmp_path)
    regency = offices.new_office(tmp_path / "kabupaten", REGENCY, pair.clock, is_root=True, clerk="Maria")
    return Three(pair.camat, pair.village, pair.stick, pair.clock, regency)


def certificate_of(office: Office) -> bytes:
    with office.database.reading() as connection:
        pair = trust_store.key(connection, "dispatch")
    assert pair is not None
    assert pair.certificate is not None
    return pair.certificate


@pytest.mark.long
def test_villages_trust_the_new_root_on_the_word_of_the_old_one(three: Three) -> None:
    three.join()
    three.village_hears()
    with three.village.database.reading() as connection:
        titles = sorted(certificates.root_of(root).title for root in trust_store.roots(connection))
        listed = keyring.lists_by_root(connection)
        known = trust_store.offices(connection)
    assert titles == ["Kabupaten Sambas", "Kecamatan Tebas"]
    assert len(listed) == 2, "the list of the new root comes along"
    assert REGENCY in known, "reports can be sealed to the kabupaten from now on"
    assert renewal.state(three.village).why == "handed-over"
    three.village_hears()  # and what the camat signs still holds there


def test_the_kabupaten_believes_the_old_root_only_after_its_words_were_compared(three: Three) -> None:
    three.join()
    three.camat_reports()
    (offer,) = handover.offers(three.regency)
    assert (offer.name, offer.words) == ("Kecamatan Tebas", enrolment.state(three.camat).words)
    with three.regency.database.reading() as connection:
        trust = keyring.trust(connection, three.regency)
    with pytest.raises(Refused, match="unknown-key"):
        certificates.check_office_certificate(certificate_of(three.village), trust)
    with pytest.raises(Refused, match="words-differ"):
        handover.accept(three.regency, offer.old, offices.HEAD, lambda _who, _words: False)
    assert handover.offers(three.regency) == [offer]
    handover.accept(three.regency, offer.old, offices.HEAD, lambda _who, _words: True)
    with three.regency.database.reading() as connection:
        trust = keyring.trust(connection, three.regency)
    assert certificates.check_office_certificate(certificate_of(three.village), trust).code == offices.VILLAGE
    assert handover.offers(three.regency) == []
    three.camat_reports()
    assert handover.offers(three.regency) == [], "it is not offered again"


@pytest.mark.long
def test_villages_get_keys_under_the_new_root_through_the_camat(three: Three) -> None:
    three.join()
    three.believe()
    three.village_hears()
    renewal.ask(three.village, offices.HEAD)
    three.report(nihil=True)
    three.carry_up()
    assert renewal_answers.asked(three.camat) == [], "the root it joined answers"
    three.camat_reports()  # which brings the village's own carrier along, signed under the old root
    (one,) = renewal_answers.asked(three.regency)
    renewal_answers.answer(three.regency, one.office, one.device, offices.HEAD, lambda _who, _words: False)
    three.camat_reports()
    three.receipt_to_camat()
    three.village_hears()
    assert enrolment.state(three.village).root_name == "Kabupaten Sambas"
    assert renewal.state(three.village).why == ""
    three.village_hears()


@pytest.mark.long
def test_a_root_that_joined_still_revokes_and_the_kabupaten_hears_of_it(three: Three) -> None:
    three.join()
    three.believe()
    made = revoking_lists.renew(three.camat, offices.HEAD)
    three.camat_reports()
    with three.regency.database.reading() as connection:
        numbers = [certificates.crl_number(crl) for crl in keyring.lists_by_root(connection).values()]
    assert made.number in numbers


@pytest.mark.long
def test_a_root_that_joined_renews_its_own_keys_under_both(three: Three) -> None:
    three.join()
    three.believe()
    assert renewal.state(three.camat).why == ""
    assert revoking.pcs(three.camat)[0].replaced == 0, "two certificates of one key"
    renewal.ask(three.camat, offices.HEAD)
    three.camat_reports()
    (one,) = renewal_answers.asked(three.regency)
    renewal_answers.answer(three.regency, one.office, one.device, offices.HEAD, lambda _who, _words: False)
    before = certificate_of(three.camat)
    three.receipt_to_camat()
    assert certificate_of(three.camat) != before
    assert revoking.pcs(three.camat)[0].replaced == 2, "of its own root; the other ones are the new root's to revoke"
    revoking.revoke_replaced(three.camat, offices.CAMAT, three.camat.device.id, offices.HEAD)
    three.camat_reports()
    three.village_hears()


def test_only_a_root_that_was_certified_above_hands_over(three: Three) -> None:
    with pytest.raises(Refused, match="not-joined"):
        handover.sign(three.camat, offices.HEAD)
    with pytest.raises(Refused, match="not-root"):
        handover.sign(three.village, offices.HEAD)


def test_a_word_that_the_old_root_did_not_give_changes_nothing(three: Three) -> None:
    stranger = new_root(REGENCY, "Kabupaten Sambas", three.clock.now(), False)
    with three.camat.database.reading() as connection:
        root = revoking_lists.open_root(connection, three.camat, offices.HEAD)
    genuine = hand_over(root.key_der, root.certificate, stranger.certificate_der)
    beside = new_root("61.02", "Kabupaten Mempawah", three.clock.now(), False)
    training = new_root(REGENCY, "Kabupaten Sambas", three.clock.now(), True)
    assert genuine.holds
    for made in (
        Handover(genuine.old, genuine.new, genuine.signature[:-1] + bytes([genuine.signature[-1] ^ 1])),
        Handover(genuine.old, beside.certificate_der, genuine.signature),
        hand_over(stranger.key_der, root.certificate, stranger.certificate_der),
        hand_over(root.key_der, root.certificate, beside.certificate_der),
        hand_over(root.key_der, root.certificate, training.certificate_der),
        hand_over(root.key_der, root.certificate, root.certificate),
    ):
        assert not made.holds


@pytest.mark.long
def test_of_two_words_of_one_root_the_first_counts(three: Three) -> None:
    three.join()
    three.village_hears()
    with three.camat.database.reading() as connection:
        root = revoking_lists.open_root(connection, three.camat, offices.HEAD)
    thief = new_root(REGENCY, "Kabupaten Sambas", three.clock.now(), False)
    made = hand_over(root.key_der, root.certificate, thief.certificate_der)
    said = {"handover": {name: to_text(getattr(made, name)) for name in ("old", "new", "signature")}}
    with three.village.database.transaction() as connection:
        handover.learn(connection, three.village, offices.CAMAT, said)
        assert thief.certificate_der not in trust_store.roots(connection)


def test_what_the_camat_sends_up_is_signed_under_the_root_above(three: Three) -> None:
    three.join()
    with three.camat.database.reading() as connection:
        up = keyring.signer(connection, three.camat, None, REGENCY)
        down = keyring.signer(connection, three.camat, None, offices.VILLAGE)
        assert carriers.recipients_of(connection, three.camat, REGENCY)
    assert up.key_der == down.key_der
    assert up.certificate != down.certificate
