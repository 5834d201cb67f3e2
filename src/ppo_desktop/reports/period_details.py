"""What a report of a quarter, half a year or a year tells beside the five totals: lines with a count or two each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from ppo_desktop.core.text import N_, _
from ppo_desktop.reports import recap_books
from ppo_desktop.reports.month_books import UNKNOWN
from ppo_desktop.reports.period_sums import tally
from ppo_desktop.reports.recap import FACTORS, Labels

Key = tuple[str, ...]
_SEXES = {"men": N_("Laki-laki"), "women": N_("Perempuan"), "sex_unknown": N_("Jenis kelamin belum diisi")}
_KINDS = (
    (N_("Negara: {name}"), "countries"),
    (N_("Skema: {name}"), "schemes"),
    (N_("Jalur: {name}"), "paths"),
)


class DetailLine(Struct, frozen=True):
    """A line: words, and a count for each column."""

    words: str
    counts: tuple[int, ...]
    of: str = ""
    """The total whose parts the lines of one group are: ``sexes`` of the people who left; ``""``: of none."""


class DetailTable(Struct, frozen=True):
    """Lines under a heading."""

    name: str
    title: str
    heads: tuple[str, ...]
    """Of the columns with counts."""
    lines: tuple[DetailLine, ...]
    totals: tuple[str, ...] = ()
    """The total of the report that each column's groups add up to."""
    counts_people: bool = True

    def key(self, place: int, column: int) -> Key:
        """Of a count."""
        return ("detail", self.name, str(place), str(column))


def tables(recap: Mapping[str, Any], labels: Labels, *, is_public: bool) -> Iterator[DetailTable]:
    """The tables; for everybody without those that tell of single persons' troubles."""
    if not recap:
        return
    yield DetailTable(
        "people",
        _("Yang baru dicatat dan yang berangkat"),
        (_("Baru dicatat"), _("Berangkat")),
        tuple(_people(recap, labels)),
        ("registered", "departed"),
    )
    yield _plain("reasons", _("Alasan berangkat (yang baru dicatat)"), _named(recap, labels, "reasons"))
    if not is_public:  # what points at a factor follows from the reasons, and would narrow down the small ones
        factors = {code: _(words) for code, words in FACTORS.items()}
        yield _plain("factors", _("Faktor yang ditunjuk alasan itu"), _labelled(tally(recap, "factors"), factors))
    yield DetailTable(
        "returned", _("Pulang menurut alasan"), (_("Jumlah"),), tuple(_returned(recap, labels)), ("returned",)
    )
    news = (
        (_("Baru hilang kontak"), "lost_contact"),
        (_("Baru dicatat meninggal"), "died"),
        (_("Batal berangkat"), "cancelled"),
    )
    counts = tally(recap)
    yield _plain("news", _("Hilang kontak, meninggal, batal"), [(words, counts[key]) for words, key in news])
    yield _plain("events", _("Sosialisasi"), _events(recap, labels), counts_people=False)
    yield DetailTable(
        "attendance", _("Peserta sosialisasi"), (_("Jumlah"),), tuple(_attendance(recap)), ("participants",)
    )
    books = recap.get("books")
    if isinstance(books, Mapping):
        for place, (title, pairs) in enumerate(recap_books.parts(books, labels)):
            if not is_public:
                yield _plain(f"books-{place}", title, list(pairs))


def without_programme(recap: Mapping[str, Any]) -> list[str] | None:
    """The root factors that no programme answers, in words; ``None`` where no report tells of programmes."""
    books = recap.get("books")
    if not isinstance(books, Mapping) or "programs" not in books:
        return None
    answered = tally(recap, "books", "programs")
    return [f"{code} {_(words)}" for code, words in FACTORS.items() if not answered[code]]


def _plain(name: str, title: str, pairs: list[tuple[str, int]], *, counts_people: bool = True) -> DetailTable:
    lines = tuple(DetailLine(words, (count,)) for words, count in pairs)
    return DetailTable(name, title, (_("Jumlah"),), lines, counts_people=counts_people)


def _people(recap: Mapping[str, Any], labels: Labels) -> Iterator[DetailLine]:
    both = tally(recap, "registered"), tally(recap, "departed")
    for key, words in _SEXES.items():
        if key != "sex_unknown" or both[0][key] or both[1][key]:
            yield DetailLine(_(words), (both[0][key], both[1][key]), "sexes")
    yield DetailLine(_("Di bawah 18 tahun saat berangkat"), (both[0]["under_18"], both[1]["under_18"]))
    for words, name in _KINDS:
        counts = tally(recap, "registered", name), tally(recap, "departed", name)
        codes = sorted({*counts[0], *counts[1]}, key=lambda code: (-counts[0][code] - counts[1][code], code))
        for code in codes:
            line = _(words).format(name=_label(labels.get(name, {}), code))
            yield DetailLine(line, (counts[0][code], counts[1][code]), name)


def _returned(recap: Mapping[str, Any], labels: Labels) -> Iterator[DetailLine]:
    counts = tally(recap, "returned")
    for key, words in _SEXES.items():
        if key != "sex_unknown" or counts[key]:
            yield DetailLine(_(words), (counts[key],), "sexes")
    words_of = labels.get("return-reasons", {})
    for words, count in _labelled(tally(recap, "returned", "reasons"), words_of):
        yield DetailLine(_("Pulang: {reason}").format(reason=words), (count,), "reasons")


def _events(recap: Mapping[str, Any], labels: Labels) -> list[tuple[str, int]]:
    activities = _labelled(tally(recap, "events", "activities"), labels.get("activities", {}))
    materials = _labelled(tally(recap, "materials"), labels.get("materials", {}))
    return [*activities, *((_("Bahan dibagikan: {name}").format(name=words), count) for words, count in materials)]


def _attendance(recap: Mapping[str, Any]) -> Iterator[DetailLine]:
    counts = tally(recap, "events")
    yield DetailLine(_("Peserta laki-laki"), (counts["men"],), "sexes")
    yield DetailLine(_("Peserta perempuan"), (counts["women"],), "sexes")
    yield DetailLine(_("Peserta di bawah 18 tahun"), (counts["under_18"],))


def _named(recap: Mapping[str, Any], labels: Labels, name: str) -> list[tuple[str, int]]:
    return _labelled(tally(recap, name), labels.get(name, {}))


def _labelled(counts: Mapping[str, int], words: Mapping[str, str]) -> list[tuple[str, int]]:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [(_label(words, code), count) for code, count in ordered]


def _label(words: Mapping[str, str], code: str) -> str:
    return _("belum diisi") if code == UNKNOWN else words.get(code, code)
