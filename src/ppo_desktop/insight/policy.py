"""How the policy is being carried out: the six variables of Van Meter and Van Horn, from the books of a year.

Each variable has *parts*, each a share of something that can be counted, and shows them; its score, 0 to 100, is the
mean of the parts that can be judged. What was not recorded is never taken for zero: a record that lacks the number is
left out and counted as left out, a part without any record has no score, and a variable without any part is "belum
dapat dinilai" and says what is missing. A score of fewer than half of the parts is told as "sementara". A part may
measure whether something was written down at all (a name, a decree, decisions); there, a gap is the finding.

Only the books of the Gugus Tugas are read here. Parts from other books are handed in as ``more``; what nobody hands in
is named in ``Variable.absent``: versions of procedures in use and others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, TypeAlias

from msgspec import Struct, field

from ppo_desktop.core.period import Quarter
from ppo_desktop.core.text import N_
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.dates import earliest, latest
from ppo_desktop.records.plan_item import QUARTERS
from ppo_desktop.records.policy_survey import ITEMS
from ppo_desktop.records.resource import TRAINED
from ppo_desktop.records.task import DONE, OPEN

Row: TypeAlias = Mapping[str, Any]

FEWEST_SHEETS = 3
"""A mean of fewer sheets would show what somebody answered."""


class Part(Struct, frozen=True):
    """A share: ``met`` of ``of``, whatever is counted."""

    name: str
    label: str
    met: int
    of: int
    missing: str
    """What has to be recorded so that it can be judged, for the case that it cannot."""
    left_out: int = 0
    """Records that belong here and lack what is needed."""

    @property
    def share(self) -> Fraction | None:
        """0 to 1, or ``None`` where nothing was recorded to judge by."""
        return min(max(Fraction(self.met, self.of), Fraction(0)), Fraction(1)) if self.of > 0 else None

    @property
    def score(self) -> int | None:
        """0 to 100."""
        return _hundred(self.share)


class Fact(Struct, frozen=True):
    """A count that goes with a variable and has no better or worse."""

    label: str
    count: int


class Variable(Struct, frozen=True):
    """One of the six."""

    name: str
    label: str
    parts: tuple[Part, ...]
    facts: tuple[Fact, ...] = ()
    absent: tuple[str, ...] = ()
    """What this program does not count yet, or nobody handed in."""

    @property
    def score(self) -> int | None:
        """0 to 100 over the parts that can be judged, each alike; ``None``: belum dapat dinilai."""
        shares = [share for part in self.parts if (share := part.share) is not None]
        return _hundred(sum(shares, Fraction(0)) / len(shares)) if shares else None

    @property
    def judged(self) -> int:
        """How many parts have a score."""
        return sum(1 for part in self.parts if part.share is not None)

    @property
    def parts_there(self) -> int:
        """How many parts the variable has, those that are not counted included."""
        return len(self.parts) + len(self.absent)

    @property
    def is_provisional(self) -> bool:
        """Whether there is a score, but of fewer than half of the parts: one part alone speaks for no variable."""
        return 0 < 2 * self.judged < self.parts_there

    @property
    def missing(self) -> tuple[str, ...]:
        """What has to be recorded for the parts that have no score, and what is not counted yet."""
        return (*(part.missing for part in self.parts if part.share is None), *self.absent)


class PolicyRows(Struct, frozen=True):
    """The rows to judge by, of one office or of many; removed ones are passed over."""

    plan_items: Sequence[Row] = ()
    resources: Sequence[Row] = ()
    role_holders: Sequence[Row] = ()
    meetings: Sequence[Row] = ()
    tasks: Sequence[Row] = ()
    surveys: Sequence[Row] = ()
    local_events: Sequence[Row] = ()
    more: Mapping[str, Sequence[Part]] = field(default_factory=dict)
    """Name of a variable → parts counted elsewhere, under the names of ``_Made.elsewhere`` or others."""


def six_variables(year: int, rows: PolicyRows, today: date) -> tuple[Variable, ...]:
    """The variables of ``year``, as far as it has gone on ``today``. Pure; total over usable rows."""
    return tuple(_variable(made, year, rows, today) for made in _VARIABLES)


def _variable(made: _Made, year: int, rows: PolicyRows, today: date) -> Variable:
    more = tuple(rows.more.get(made.name, ()))
    handed_in = {part.name for part in more}
    absent = tuple(label for name, label in made.elsewhere.items() if name not in handed_in)
    return Variable(made.name, made.label, (*made.parts(year, rows, today), *more), made.facts(year, rows), absent)


def quarters_over(year: int, today: date) -> tuple[int, ...]:
    """Numbers of the quarters of ``year`` that have ended before ``today``."""
    return tuple(number for number in QUARTERS if Quarter(year, number).last < today)


# ------------------------------------------------------------------------------- 1 standards and aims


def _standards(year: int, rows: PolicyRows, today: date) -> list[Part]:
    items = _of_year(rows.plan_items, "year", year)
    record_plan = N_("Rencana aksi tahun itu.")
    complete = [
        i for i in items if i.get("target") and i.get("unit") and (i.get("institution") or i.get("responsible"))
    ]
    with_factor = [i for i in items if i.get("factors")]
    over = quarters_over(year, today)
    due = [item for item in items if any(_count(item, f"target_{q}") for q in over)]
    told = [item for item in due if all(_known(item, f"real_{q}") for q in over if _count(item, f"target_{q}"))]
    reached = [i for i in told if _sum(i, "real", over) >= _sum(i, "target", over)]
    return [
        Part(
            "complete", N_("Target dengan angka, satuan, dan penanggung jawab"), len(complete), len(items), record_plan
        ),
        Part("factors", N_("Kegiatan yang menjawab faktor penyebab"), len(with_factor), len(items), record_plan),
        Part(
            "reached",
            N_("Kegiatan yang mencapai target sampai triwulan lalu"),
            len(reached),
            len(told),
            N_("Realisasi per triwulan pada rencana aksi."),
            len(due) - len(told),
        ),
    ]


# ------------------------------------------------------------------------------- 2 resources


def _resources(year: int, rows: PolicyRows, _today: date) -> list[Part]:
    resources = _of_year(rows.resources, "year", year)
    planned = [row for row in resources if _count(row, "planned")]
    counted = [row for row in planned if _known(row, "available")]
    enough = [row for row in counted if _count(row, "available") >= _count(row, "planned")]
    return [
        _spent("plan-budget", N_("Anggaran rencana aksi yang terpakai"), _of_year(rows.plan_items, "year", year)),
        _spent("resource-budget", N_("Anggaran sumber daya yang terpakai"), resources),
        Part(
            "enough",
            N_("Sumber daya yang ada sesuai rencana"),
            len(enough),
            len(counted),
            N_("Jumlah rencana dan jumlah yang ada pada buku sumber daya."),
            len(planned) - len(counted),
        ),
    ]


def _spent(name: str, label: str, rows: list[Row]) -> Part:
    """Rupiah spent of rupiah planned; what one activity spends beyond its plan does not make up for another."""
    planned = [row for row in rows if _count(row, "budget_plan")]
    told = [row for row in planned if _known(row, "budget_real")]
    spent = sum(min(_count(row, "budget_real"), _count(row, "budget_plan")) for row in told)
    plan = sum(_count(row, "budget_plan") for row in told)
    return Part(name, label, spent, plan, N_("Anggaran rencana dan anggaran terpakai."), len(planned) - len(told))


def _trained(year: int, rows: PolicyRows) -> tuple[Fact, ...]:
    trained = [row for row in _of_year(rows.resources, "year", year) if row.get("resource_kind") == TRAINED]
    if not any(_known(row, "available") for row in trained):
        return ()
    return (Fact(N_("Orang terlatih"), sum(_count(row, "available") for row in trained)),)


# ------------------------------------------------------------------------------- 3 the organisation


def _organisation(year: int, rows: PolicyRows, today: date) -> list[Part]:
    day = min(today, date(year, 12, 31))
    posts: dict[tuple[object, ...], list[Row]] = {}
    for row in _alive(rows.role_holders):
        if not row.get("since") or earliest(row["since"]) <= day:
            posts.setdefault(post_of(row), []).append(row)
    held = [[row for row in of_post if row.get("name") and not _is_over(row, day)] for of_post in posts.values()]
    filled = [holders for holders in held if holders]
    holders = [row for of_post in filled for row in of_post]
    with_capacity = [row for row in holders if row.get("capacity")]
    definitive = sum(1 for row in with_capacity if row["capacity"] == "DEFINITIF")
    record = N_("Pemegang peran dengan masa jabatannya.")
    return [
        Part("filled", N_("Jabatan yang terisi"), len(filled), len(posts), record),
        Part(
            "decree",
            N_("Pemegang peran dengan SK yang berlaku"),
            sum(1 for row in holders if row.get("decree")),
            len(holders),
            record,
        ),
        Part(
            "definitive",
            N_("Pemegang peran definitif"),
            definitive,
            len(with_capacity),
            N_("Kedudukan pemegang peran: definitif, Plt., atau Pj."),
            len(holders) - len(with_capacity),
        ),
    ]


def post_of(row: Row) -> tuple[object, ...]:
    """What makes two records speak of one post, held by one after the other."""
    return tuple(row.get(name) for name in ("office", "role", "institution", "region", "hamlet", "rw", "rt"))


def _is_over(row: Row, day: date) -> bool:
    return bool(row.get("until")) and latest(row["until"]) < day


# ------------------------------------------------------------------------------- 4 communication


def _communication(year: int, rows: PolicyRows, today: date) -> list[Part]:
    meetings = [row for row in _of_year(rows.meetings, "held_on", year) if row["held_on"] <= today.isoformat()]
    listed = [row for row in meetings if row.get("invited") and row.get("present")]
    invited = sum(len(set(row["invited"])) for row in listed)
    came = sum(len(set(row["invited"]) & set(row["present"])) for row in listed)
    decided = [row for row in meetings if row.get("decisions")]
    due = [
        row
        for row in _of_year(rows.tasks, "due", year)
        if row["due"] < today.isoformat() and row.get("status") in {*OPEN, DONE}
    ]
    told = [row for row in due if row.get("status") != DONE or row.get("done_on")]
    in_time = [row for row in told if is_in_time(row)]
    return [
        Part(
            "attendance",
            N_("Instansi yang diundang dan hadir"),
            came,
            invited,
            N_("Instansi yang diundang dan yang hadir pada buku rapat."),
            len(meetings) - len(listed),
        ),
        Part("decisions", N_("Rapat yang keputusannya dicatat"), len(decided), len(meetings), N_("Rapat tahun itu.")),
        Part(
            "in-time",
            N_("Tugas yang selesai tepat waktu"),
            len(in_time),
            len(told),
            N_("Tugas dengan tenggat, dan tanggal selesainya."),
            len(due) - len(told),
        ),
    ]


def is_in_time(task: Row) -> bool:
    """Whether a task was done on the day it was due or before."""
    return bool(task.get("status") == DONE and task.get("done_on") and task["done_on"] <= (task.get("due") or ""))


# ------------------------------------------------------------------------------- 5 disposition


def _disposition(year: int, rows: PolicyRows, _today: date) -> list[Part]:
    sheets = _of_year(rows.surveys, "year", year)
    return [_statement(name, sheets) for name in ITEMS]


_STATEMENTS = {
    "understands": N_("Paham tugasnya"),
    "agrees": N_("Setuju dengan tujuannya"),
    "workload": N_("Beban kerja wajar"),
    "support": N_("Mendapat dukungan"),
    "trusts": N_("Percaya data"),
}


def _statement(name: str, sheets: list[Row]) -> Part:
    """Answers 1 to 5 as a share, so that a mean of 3 is half."""
    answers = [int(row[name]) for row in sheets if row.get(name) in {"1", "2", "3", "4", "5"}]
    missing = N_("Perlu sedikitnya tiga lembar survei pelaksana tahun itu.")
    if len(answers) < FEWEST_SHEETS:
        return Part(name, _STATEMENTS[name], 0, 0, missing, len(sheets))
    met, most = sum(answer - 1 for answer in answers), 4 * len(answers)
    return Part(name, _STATEMENTS[name], met, most, missing, len(sheets) - len(answers))


# ------------------------------------------------------------------------------- 6 surroundings


def _surroundings(_year: int, _rows: PolicyRows, _today: date) -> list[Part]:
    """Nothing in these books is better or worse by itself: the events are told as counts."""
    return []


def _events(year: int, rows: PolicyRows) -> tuple[Fact, ...]:
    effects = Counter(row.get("effect_kind") for row in _of_year(rows.local_events, "happened_on", year))
    known = code_list("local-event-effects").items
    return tuple(Fact(code.label, effects[code.code]) for code in known if effects[code.code])


def _no_facts(_year: int, _rows: PolicyRows) -> tuple[Fact, ...]:
    return ()


# ------------------------------------------------------------------------------- shared


class _Made(Struct, frozen=True):
    """How a variable comes about."""

    name: str
    label: str
    parts: Callable[[int, PolicyRows, date], list[Part]]
    elsewhere: Mapping[str, str]
    """Parts that these books cannot give: name → what it is."""
    facts: Callable[[int, PolicyRows], tuple[Fact, ...]] = _no_facts


_VARIABLES = (
    _Made(
        "standards",
        N_("Standar dan tujuan kebijakan"),
        _standards,
        {"procedures": N_("Versi daftar skrining yang dipakai tiap desa.")},
    ),
    _Made(
        "resources",
        N_("Sumber daya"),
        _resources,
        {"stock": N_("Persediaan bahan sosialisasi tiap desa.")},
        _trained,
    ),
    _Made(
        "organisation",
        N_("Karakteristik organisasi pelaksana"),
        _organisation,
        {"legal": N_("Perangkat hukum yang berlaku.")},
    ),
    _Made(
        "communication",
        N_("Komunikasi antarorganisasi"),
        _communication,
        {"replies": N_("Balasan surat rujukan."), "reports": N_("Laporan bulanan yang tepat waktu.")},
    ),
    _Made(
        "disposition",
        N_("Disposisi pelaksana"),
        _disposition,
        {"acted": N_("Tindakan tepat waktu bagi warga yang perlu pendampingan.")},
    ),
    _Made(
        "surroundings",
        N_("Lingkungan ekonomi, sosial, dan politik"),
        _surroundings,
        {"factors": N_("Peringkat angka faktor penyebab."), "distance": N_("Jarak ke perbatasan.")},
        _events,
    ),
)
"""In the order of Van Meter and Van Horn."""


def _alive(rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if not row.get("deleted")]


def _of_year(rows: Iterable[Row], column: str, year: int) -> list[Row]:
    """The rows whose year, or date, lies in ``year``."""
    return [row for row in _alive(rows) if str(row.get(column) or "").startswith(f"{year:04d}")]


def _known(row: Row, name: str) -> bool:
    return isinstance(row.get(name), int)


def _count(row: Row, name: str) -> int:
    value = row.get(name)
    return value if isinstance(value, int) else 0


def _sum(row: Row, name: str, quarters: Iterable[int]) -> int:
    return sum(_count(row, f"{name}_{quarter}") for quarter in quarters)


def _hundred(share: Fraction | None) -> int | None:
    """Rounded, halves up."""
    return None if share is None else int(share * 100 + Fraction(1, 2))
