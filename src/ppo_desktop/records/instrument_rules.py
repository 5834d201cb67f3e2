"""What a regency may not change in its copy of an instrument, each in a sentence. Pure.

The reader (``instruments.read_instrument``) says what makes a score arbitrary; here stands what law and the principles
of the instrument demand: signs that alone demand referral stay, nothing that was used is used for something else, and
poverty alone makes nobody a matter for today.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ppo_desktop.core.errors import Refused
from ppo_desktop.core.text import _
from ppo_desktop.records.instrument import BANDS, Instrument, Means, Question, severity
from ppo_desktop.records.instrument_copy import LIMITS, InstrumentCopy, same
from ppo_desktop.records.instruments import read_instrument
from ppo_desktop.records.scoring import score

MOST_BYTES = 44 * 1024
"""Of the file: an entry of the journal, and a receipt that carries it, stay below 64 KiB."""
_POVERTY = "F"
"""The section that asks about livelihood."""


def objections(edited: InstrumentCopy, base: Instrument, base_text: str) -> list[str]:
    """What is wrong with ``edited``, a copy of ``base``; empty where it may be published."""
    text = edited.text
    try:
        made = read_instrument(text)
    except Refused as refused:
        return [refused.sentence]
    found = [*_of_questions(edited, made, base), *_of_limits(made)]
    if len(text.encode()) > MOST_BYTES:
        found.append(_("Instrumen ini terlalu panjang untuk dikirim; pendekkan kata-katanya."))
    if same(edited, InstrumentCopy(base_text)):
        found.append(_("Belum ada yang diubah."))
    return found


def _of_questions(edited: InstrumentCopy, made: Instrument, base: Instrument) -> Iterator[str]:
    used = Counter(str(question["id"]) for question in edited.questions)
    for name, count in used.items():
        if count > 1:
            yield _("{id}: nomor ini dipakai dua kali.").format(id=name)
    for question in base.questions:
        now = made.by_id.get(question.id)
        if question.id not in used:
            yield _("{id}: pertanyaan tidak boleh dibuang; matikan saja.").format(id=question.id)
        elif question.may_flag and not made.keeps_flags_of(question):
            yield _("{id}: tanda wajib rujuk tidak boleh dimatikan atau diubah.").format(id=question.id)
        elif now is not None and not set(question.by_code) <= set(now.by_code):
            yield _("{id}: pilihan jawaban yang pernah dipakai tidak boleh dibuang.").format(id=question.id)


def _of_limits(made: Instrument) -> Iterator[str]:
    high, low = (getattr(made.band(band), name) for band, name in LIMITS)
    if high is None or low is None or not 0 < low < high:
        yield _("Batas “{high}” harus lebih besar daripada batas “{low}”, dan keduanya lebih dari 0.").format(
            high=made.band(LIMITS[0][0]).words, low=made.band(LIMITS[1][0]).words
        )
    if made.floor == BANDS[0]:
        yield _("Skrining yang belum lengkap tidak boleh berakhir “{band}”.").format(band=made.bands[-1].words)
    calm = {question.id: _code(question, Means.SAFE) for question in made.questions if not question.automatic}
    poor = {q.id: _code(q, Means.RISK) for q in made.of_section(_POVERTY) if q.tier == "W" and not q.may_flag}
    if severity(score(made, calm | poor, {}).band) >= severity(LIMITS[0][0]):
        yield _("Kemiskinan saja tidak boleh berakhir “{band}”: kurangi poin bagian itu atau naikkan batasnya.").format(
            band=made.band(LIMITS[0][0]).words
        )


def _code(question: Question, means: Means) -> str:
    return next((answer.code for answer in question.answers if answer.means is means), "")
