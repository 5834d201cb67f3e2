"""Numbers of letters: who gives them, what they look like, and that none is ever given twice.

An office says whether its agenda book gives numbers, which are then typed or written by pen, or the program. The
program counts anew each year and gives a number only together with the final letter, in one transaction. Where one PC
gives them, the count is its own; where several do, each number ends with the mark of its PC, so that nobody has to ask
the other. What was given is remembered beside the letters: it stays given though its letter is void or erased.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Literal

from msgspec import Struct, field
from msgspec.structs import asdict, replace

from ppo_desktop.core.clock import today
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.text import N_, _, clean
from ppo_desktop.operations.books import issued
from ppo_desktop.operations.house import roles
from ppo_desktop.operations.house.office import Office, read_device
from ppo_desktop.operations.neighbours import exchanging
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.letter import LETTER
from ppo_desktop.reports.letter_template import Template
from ppo_desktop.storage import rows, settings_store
from ppo_desktop.storage.database import Connection

Owner = Literal["agenda", "one", "each"]
OWNERS: Mapping[Owner, str] = {
    "agenda": N_("Buku agenda: nomor diketik, atau ditulis dengan pena"),
    "one": N_("Program ini; hanya komputer ini yang memberi nomor"),
    "each": N_("Program ini; beberapa komputer, masing-masing dengan tandanya"),
}
LISTS: Mapping[str, str] = {"LAMA": N_("Daftar lama (tiga angka)"), "BARU": N_("Daftar baru (Permendagri 83/2022)")}
USUAL_PATTERN = "[kode_surat]/[nomor]/[kode_desa]/[bulan_romawi]/[tahun]"
TOKENS: Mapping[str, str] = {
    "kode_surat": N_("kode klasifikasi"),
    "nomor": N_("nomor urut"),
    "tanda": N_("tanda komputer"),
    "kode_desa": N_("angka terakhir kode wilayah"),
    "bulan_romawi": N_("bulan dengan angka Romawi"),
    "bulan": N_("bulan dengan angka"),
    "tahun": N_("tahun"),
}
MOST_DIGITS, LARGEST = 6, 999_998
LONGEST_PATTERN = 60
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_TOKEN = re.compile(r"\[([^\[\]]*)\]")
_RULE, _GIVEN = "letter numbers", "letter numbers given"


class Rule(Struct, frozen=True):
    """How this office numbers its letters."""

    owner: Owner = "agenda"
    pattern: str = USUAL_PATTERN
    digits: int = 3
    list_name: str = "LAMA"
    last: int = 0
    """The last number that was used in ``year``, as the agenda book says: counting goes on from there."""
    year: int = 0
    lasts: Mapping[str, int] = field(default_factory=dict)
    """Year → its ``last``, for each year in which this was said while one PC gave the numbers."""
    device: str = ""
    """The identity under which this was said; another one may have come from an older copy."""
    others: tuple[str, ...] = ()
    """The other PCs that were known then."""


class Given(Struct, frozen=True):
    """A number that is used up."""

    text: str
    sequence: int
    series: str
    """The mark of the PC; ``""`` where one PC counts for all."""


def rule(office: Office) -> Rule:
    """How letters are numbered here, with the ``last`` of this year."""
    with office.database.reading() as connection:
        said = rule_with(connection)
    return replace(said, last=said.lasts.get(str(today(office.clock).year), 0))


def rule_with(connection: Connection) -> Rule:
    """As ``rule``, with the ``last`` of the year in which it was said."""
    kept: Mapping[str, Any] = settings_store.read(connection, _RULE) or {}
    known = {name: kept[name] for name in Rule.__struct_fields__ if name in kept}
    said = Rule(**{**known, "others": tuple(known.get("others", ()))})
    return said if "lasts" in kept else replace(said, lasts=_lasts(said))


def _lasts(said: Rule) -> dict[str, int]:
    return {**said.lasts, **({str(said.year): said.last} if said.owner == "one" else {})}


def save(office: Office, wanted: Rule) -> Rule:
    """Number letters like this from now on; the rule as it is kept, with this PC and those known beside it.

    Raises:
        Refused: this role may not, a pattern that cannot tell two letters apart, or a mark that another PC has.
    """
    roles.demand(office, "office")
    demand_pattern(wanted.pattern)
    year = today(office.clock).year
    if not 1 <= wanted.digits <= MOST_DIGITS or not 0 <= wanted.last <= LARGEST:
        raise Refused("numbering", _("Angkanya tidak mungkin."), _("Pakai 1 sampai 6 angka."))
    with office.database.transaction() as connection:
        if wanted.owner == "each":
            _demand_own_mark(connection, office)
        kept = replace(
            wanted,
            pattern=clean(wanted.pattern),
            year=year,
            device=read_device(connection).id,
            lasts=rule_with(connection).lasts,
            others=tuple(pc.device for pc in exchanging.others(connection, office)),
        )
        kept = replace(kept, lasts=_lasts(kept))
        settings_store.write(connection, _RULE, {**asdict(kept), "others": list(kept.others)})
    return kept


def demand_pattern(pattern: str) -> None:
    """Raises ``Refused`` where a pattern has no place for number and year, or tokens nobody knows."""
    tokens = [_token(found[1]) for found in _TOKEN.finditer(pattern)]
    unknown = [name for name in tokens if name not in TOKENS]
    if unknown:
        names = ", ".join(f"[{name}]" for name in TOKENS)
        message = _("Tanda “[{name}]” tidak dikenal.").format(name=unknown[0])
        raise Refused("numbering", message, _("Yang ada: {names}.").format(names=names))
    if "nomor" not in tokens or "tahun" not in tokens or len(pattern) > LONGEST_PATTERN:
        message = _("Pola nomor harus memuat [nomor] dan [tahun], dan paling panjang {most} huruf.")
        raise Refused(
            "numbering", message.format(most=LONGEST_PATTERN), _("Contoh: {example}").format(example=USUAL_PATTERN)
        )


def written(rule: Rule, code: str, office_code: str, day: date, sequence: int, series: str = "") -> str:
    """A number as it stands on the letter; a mark goes behind the count where the pattern has no place for it."""
    count = f"{sequence:0{rule.digits}d}"
    tokens = {_token(found[1]) for found in _TOKEN.finditer(rule.pattern)}
    values = {
        "kode_surat": code,
        "nomor": f"{count}.{series}" if series and "tanda" not in tokens else count,
        "tanda": series,
        "kode_desa": office_code.split(".")[-1],
        "bulan_romawi": _ROMAN[day.month - 1],
        "bulan": f"{day.month:02d}",
        "tahun": str(day.year),
    }
    text = _TOKEN.sub(lambda found: values.get(_token(found[1]), ""), rule.pattern)
    return re.sub(r"/{2,}", "/", text).strip("/ ")  # a letter without classification leaves no gap


def next_sequence(used: Iterable[int], last: int = 0) -> int:
    """The number after the highest one that was ever used."""
    return max(last, *used, 0) + 1


def classification(template: Template, list_name: str) -> str:
    """The code of an office's list for what a template is about; ``""`` where the list has none."""
    for topic in template.topic.split():
        for code in code_list("letter-classes").items:
            if code.extra["list"] == list_name and topic in code.extra["topics"].split():
                return code.code
    return ""


def why_not(office: Office) -> str:
    """Why the program gives no number here; ``""`` where it does."""
    with office.database.reading() as connection:
        return why_not_with(connection, office)


def why_not_with(connection: Connection, office: Office) -> str:
    """As ``why_not``."""
    said = rule_with(connection)
    if said.owner == "agenda":
        return _("Nomor diambil dari buku agenda: ketik nomornya, atau kosongkan untuk ditulis dengan pena.")
    if said.owner == "each":
        return "" if not _twin_of_mark(connection, office) else _twin_words()
    if said.device != read_device(connection).id:
        return _(
            "Data kantor ini dipulihkan atau disalin. Cocokkan nomor terakhir dengan buku agenda di Pengaturan, bagian "
            "Nomor surat, lalu simpan."
        )
    known = exchanging.known(connection, office)
    strangers = [pc for pc in known if not pc.is_ours and pc.is_living and pc.device not in said.others]
    ours = {one for pc in known if pc.is_ours for one in pc.past}
    year = str(today(office.clock).year)
    elsewhere = {
        row["numbered_by"]
        for row in rows.where(connection, LETTER, office.code, deleted_too=True, series="")
        if row["numbered_by"] not in ours and str(row["dated_on"]).startswith(year)
    } - {None}
    if strangers:
        return _(
            "Kantor ini memakai komputer lain. Tentukan di Pengaturan, bagian Nomor surat, siapa yang memberi nomor."
        )
    if elsewhere:
        return _("Komputer lain juga memberi nomor tanpa tanda. Pilih satu komputer saja, di Pengaturan.")
    return ""


def give(connection: Connection, office: Office, template: Template, code: str, day: date) -> Given:
    """Use up the next number, in the caller's transaction: what is rolled back was not given.

    Args:
        code: classification as it stands on the letter; ``""``: the template's own.

    Raises:
        Refused: no number is given here, see ``why_not``; or a year of which only the agenda book knows the last one.
    """
    if why := why_not_with(connection, office):
        raise Refused("numbering", why)
    said = rule_with(connection)
    given, key = _next(connection, office, said, code or classification(template, said.list_name), day)
    kept = settings_store.read(connection, _GIVEN) or {}
    settings_store.write(connection, _GIVEN, {**kept, key: given.sequence})
    return given


def _next(connection: Connection, office: Office, said: Rule, code: str, day: date) -> tuple[Given, str]:
    """The next number, and under what its count is remembered.

    A count goes on past every number that already stands on a letter, whoever wrote it there. An earlier year than the
    one in which the office said its last number has numbers that only the agenda book knows.
    """
    series = mark_of(read_device(connection).id) if said.owner == "each" else ""
    key = f"{day.year} {series}".strip()
    before = [int(str((settings_store.read(connection, _GIVEN) or {}).get(key, 0)))]
    before += [
        int(row["sequence"])
        for row in rows.where(connection, LETTER, office.code, deleted_too=True, series=series)
        if row["sequence"] and str(row["dated_on"]).startswith(str(day.year))
    ]
    last = None if series else said.lasts.get(str(day.year))
    if last is None and not series and not any(before) and day.year < said.year:
        raise _unknown_year(day.year, said.year)
    sequence = next_sequence(before, last or 0)
    while _stands(connection, office, text := written(said, code, office.code, day, sequence, series)):
        sequence += 1
    return Given(text, sequence, series), key


def _stands(connection: Connection, office: Office, number: str) -> bool:
    """Whether a letter has that number, or was given it by another PC beside the one it says."""
    if rows.where(connection, LETTER, office.code, deleted_too=True, number=number):
        return True
    return bool(issued.letters_with(connection, office.code, number))


def _unknown_year(year: int, now: int) -> Refused:
    return Refused(
        "numbering",
        _("Nomor terakhir tahun {year} hanya ada di buku agenda; program tidak mengetahuinya.").format(year=year),
        _(
            "Beri surat ini tanggal tahun {now}. Bila harus tahun {year}: pilih dahulu “Buku agenda” di Pengaturan, "
            "bagian Nomor surat, lalu ketik nomor sesudah nomor terakhir tahun itu."
        ).format(now=now, year=year),
    )


def example(office: Office, wanted: Rule) -> str:
    """What the next number would look like, for the settings: counted as ``give`` does, and nothing is used up."""
    code, day = classification(Template("", "", "", (), topic="pmi"), wanted.list_name), today(office.clock)
    said = replace(wanted, year=day.year)
    with office.database.reading() as connection:
        return _next(connection, office, replace(said, lasts=_lasts(said)), code, day)[0].text


def mark_of(device: str) -> str:
    """The mark of a PC on its numbers: the first four signs of the identity it writes under now."""
    return device[:4].upper()


def _demand_own_mark(connection: Connection, office: Office) -> None:
    if _twin_of_mark(connection, office):
        raise Refused("numbering", _twin_words())


def _twin_of_mark(connection: Connection, office: Office) -> bool:
    mine = mark_of(read_device(connection).id)
    others = [pc for pc in exchanging.known(connection, office) if not pc.is_ours]
    return any(mark_of(device) == mine for pc in others for device in pc.past)


def _twin_words() -> str:
    return _("Komputer lain kantor ini bertanda sama. Pilih satu komputer saja yang memberi nomor.")


def _token(text: str) -> str:
    return text.strip().casefold().replace(" ", "_")
