"""The recap of whoever stands on top: compiled, numbered, signed, kept, and never on its way to anybody."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

import offices
from ppo_desktop.core.errors import Refused
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.desk import agenda
from ppo_desktop.operations.months import ledger, recapping
from ppo_desktop.records.registry import kind


def test_a_recap_is_signed_numbered_kept_and_amended(pair: offices.Pair, tmp_path: Path) -> None:
    pair.departure(pair.person())
    pair.report()
    pair.carry_up()
    made = recapping.sign_recap(pair.camat, offices.NOVEMBER, number="470/12/PMI/2026", assenting=offices.HEAD)
    (line,) = ledger.reports(pair.camat)
    assert (line.carrier, line.number, line.state, line.recipient) == (made.id, "470/12/PMI/2026", "signed", "")
    assert line.state_words == "ditandatangani 21 November 2026"
    kept = ledger.file(pair.camat, line.carrier)
    assert hashlib.sha256(kept).digest() == hashlib.sha256(made.pdf).digest()
    assert b"/ETSI.CAdES.detached" in kept
    with pytest.raises(Refused, match="nothing-to-send"):
        sending.export(pair.camat, "61.01", tmp_path)
    assert {task.kind for task in agenda.agenda(pair.camat)}.isdisjoint({"copy", "withdrawn"})

    recapping.sign_recap(pair.camat, offices.NOVEMBER, assenting=offices.HEAD)
    assert [(one.version, one.is_newest) for one in ledger.reports(pair.camat)] == [(2, True), (1, False)]


def test_an_erasure_leaves_the_recap_since_it_names_nobody(pair: offices.Pair) -> None:
    typed = {"name": "Siti Aminah", "sex": "P", "born_on": "2000-03-12", "no_nik_reason": "TIDAK_DIBAWA"}
    person = recording.save(pair.camat, kind("person"), typed).record
    recapping.sign_recap(pair.camat, offices.NOVEMBER, assenting=offices.HEAD)
    recording.erase(pair.camat, person)
    (line,) = ledger.reports(pair.camat)
    assert (line.state, line.has_file) == ("signed", True)


def test_a_draft_writes_nothing(pair: offices.Pair) -> None:
    assert recapping.preview(pair.camat, offices.NOVEMBER, number="1", assenting="pimpinan").startswith(b"%PDF-")
    assert ledger.reports(pair.camat) == []
    with pytest.raises(Refused, match="month-ahead"):
        recapping.sign_recap(pair.camat, offices.Month(2027, 5), assenting=offices.HEAD)
