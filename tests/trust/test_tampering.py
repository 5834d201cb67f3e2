"""Every tampered copy is refused, quickly, with the right code; and the mutants are worth something."""

from __future__ import annotations

import time
from collections import Counter
from contextlib import suppress
from io import BytesIO

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import EmbeddedPdfSignature, validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from journeys.structures import structures
from ppo_desktop.core.errors import Refused
from ppo_desktop.trust.certificates import validation_context
from ppo_desktop.trust.opening import open_signed_pdf
from trust.parties import NAMES, Party, Setting
from trust.tampering import Hand, contents_games, mutants, resigned


def hand(party: Party) -> Hand:
    return Hand(party.key_der, party.certificate)


def test_every_tampered_copy_is_refused_with_the_right_code(setting: Setting) -> None:
    codes: Counter[str] = Counter()
    slowest = 0.0
    for name, data, allowed in mutants(setting.carrier, 2026, hand(setting.neighbour), hand(setting.stranger), 200):
        assert data != setting.carrier, name
        start = time.perf_counter()
        with pytest.raises(Refused) as caught:
            open_signed_pdf(data, setting.trust, NAMES)
        slowest = max(slowest, time.perf_counter() - start)
        assert caught.value.code in allowed, (name, caught.value.code)
        assert caught.value.message
        assert caught.value.advice
        codes[caught.value.code] += 1
    print(f"{codes.total()} mutants, slowest {slowest * 1000:.0f} ms, {dict(codes)}")
    assert codes.total() > 340
    assert slowest < 1


def test_a_neighbour_that_signs_a_village_carrier_as_its_own_is_seen_as_the_neighbour(setting: Setting) -> None:
    """The file is whole and the key known: only manifest and seal can tell, so the signer must be told truly."""
    opened = open_signed_pdf(resigned(setting.carrier, hand(setting.neighbour)), setting.trust, NAMES)
    assert opened.signer == setting.neighbour.office_key


def test_the_library_alone_takes_other_files_for_the_same_signature(setting: Setting) -> None:
    """Shows that the malleable mutants are real: each differs, and pyHanko's plain verdict accepts it."""
    accepted = set()
    for name, data, _allowed in contents_games(setting.carrier):
        with suppress(Exception):
            (signature,) = PdfFileReader(BytesIO(data)).embedded_signatures
            context = validation_context(setting.village.certificate, setting.trust)
            if validate_pdf_signature(signature, context).bottom_line:
                accepted.add(name)
    assert {"hex-lower-case", "hex-padding-last", "cms-other-s", "cms-unsigned-attribute"} <= accepted


def test_what_is_opened_passes_the_librarys_whole_verdict_too(setting: Setting) -> None:
    """We validate the CMS before the PDF is parsed, and only compare digests after: both ways say the same."""
    games = structures(setting.carrier, hand(setting.village), "camat")
    good = [setting.carrier, *(game.data for game in games if game.is_good)]
    for data in good:
        open_signed_pdf(data, setting.trust, NAMES)
        (signature,) = PdfFileReader(BytesIO(data)).embedded_signatures
        status = validate_pdf_signature(signature, validation_context(setting.village.certificate, setting.trust))
        assert status.bottom_line
        assert status.coverage == SignatureCoverageLevel.ENTIRE_FILE


def test_a_parser_that_reads_other_bytes_than_the_preflight_opens_nothing(
    setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(EmbeddedPdfSignature, "compute_digest", lambda _self, _algorithm=None: bytes(32))
    with pytest.raises(Refused, match="signature-form"):
        open_signed_pdf(setting.carrier, setting.trust, NAMES)


def test_what_an_insider_hides_in_the_structure_of_a_signed_file_is_found(setting: Setting) -> None:
    refused: Counter[str] = Counter()
    for game in structures(setting.carrier, hand(setting.village), "camat"):
        data = game.data
        if game.is_good:
            assert open_signed_pdf(data, setting.trust, NAMES).attachments == setting.files, game.name
            continue
        with pytest.raises(Refused) as caught:
            open_signed_pdf(data, setting.trust, NAMES)
        assert caught.value.code in game.codes, (game.name, caught.value.code)
        refused[caught.value.code] += 1
    assert refused.total() >= 35
