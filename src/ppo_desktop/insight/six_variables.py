"""Kartu pelaksanaan: the six variables of Van Meter and Van Horn, each with the evidence it stands on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from ppo_desktop.core.offices import office_type
from ppo_desktop.core.period import Quarter, long_date
from ppo_desktop.core.text import N_, _, inside
from ppo_desktop.insight.help import usual_days
from ppo_desktop.insight.overview import (
    REPORTS,
    Cell,
    Column,
    Findings,
    Lead,
    Line,
    Overview,
    Question,
    Row,
    Rows,
    Section,
    by_office,
    so_many,
)
from ppo_desktop.insight.policy import Part, PolicyRows, Variable, post_of, quarters_over, six_variables
from ppo_desktop.records.follow_up import FOLLOW_UP
from ppo_desktop.records.homecoming import HOMECOMING
from ppo_desktop.records.kind import ABOVE_VILLAGES, StockBook
from ppo_desktop.records.legal_instrument import LEGAL_INSTRUMENT
from ppo_desktop.records.local_event import LOCAL_EVENT
from ppo_desktop.records.material import MATERIAL
from ppo_desktop.records.meeting import MEETING
from ppo_desktop.records.plan_item import PLAN_ITEM, QUARTERS
from ppo_desktop.records.policy_survey import ITEMS, POLICY_SURVEY
from ppo_desktop.records.referral import REFERRAL
from ppo_desktop.records.registry import kind as kind_named
from ppo_desktop.records.resource import RESOURCE
from ppo_desktop.records.role_holder import ROLE_HOLDER
from ppo_desktop.records.rules import text_of
from ppo_desktop.records.screening import SCREENING
from ppo_desktop.records.socialisation import SOCIALISATION
from ppo_desktop.records.stock import lines, stock
from ppo_desktop.records.stock_move import STOCK_MOVE
from ppo_desktop.records.task import TASK

_UPPER_BANDS = frozenset({"KRITIS", "TINGGI"})
_IN_FORCE = frozenset({"BERLAKU", "DIUBAH"})
_NIHIL_MONTHS = 6
"""Months of NIHIL in a row after which one asks whether it is so."""


class Evidence(Struct, frozen=True):
    """Which records a part is counted from, and of what time."""

    book: str = ""
    """Name of a kind."""
    period: str = N_("tahun {year}")
    """Marked, with ``{year}``, ``{quarter}`` or ``{day}``."""
    screen: str = ""
    """Where it is seen, if it is no book."""


_NOW, _QUARTERS = N_("keadaan {day}"), N_("sampai {quarter}")
_EVIDENCE: Mapping[str, Evidence] = {
    **dict.fromkeys(("complete", "factors", "plan-budget"), Evidence(PLAN_ITEM.name)),
    "reached": Evidence(PLAN_ITEM.name, _QUARTERS),
    **dict.fromkeys(("resource-budget", "enough"), Evidence(RESOURCE.name)),
    **dict.fromkeys(("filled", "decree", "definitive"), Evidence(ROLE_HOLDER.name, _NOW)),
    **dict.fromkeys(("attendance", "decisions"), Evidence(MEETING.name)),
    **dict.fromkeys(ITEMS, Evidence(POLICY_SURVEY.name)),
    "in-time": Evidence(TASK.name),
    "procedures": Evidence(SCREENING.name),
    "stock": Evidence(STOCK_MOVE.name, _NOW),
    "legal": Evidence(LEGAL_INSTRUMENT.name, _NOW),
    "replies": Evidence(REFERRAL.name),
    "acted": Evidence(FOLLOW_UP.name),
    "reports": Evidence(screen="board"),
}
"""Part → what it stands on."""
_THIS_YEAR = "this-year"
"""The filter of a list that shows what a part of this year was counted from."""


def find(rows: Rows, question: Question) -> Findings:
    """The six with their scores, then every part a score is made of."""
    books = PolicyRows(
        plan_items=rows[PLAN_ITEM.name],
        resources=rows[RESOURCE.name],
        role_holders=rows[ROLE_HOLDER.name],
        meetings=rows[MEETING.name],
        tasks=rows[TASK.name],
        surveys=rows[POLICY_SURVEY.name],
        local_events=rows[LOCAL_EVENT.name],
        more={
            "standards": _procedures(rows[SCREENING.name], question),
            "resources": [_stock(rows, question)],
            "organisation": [_legal(rows[LEGAL_INSTRUMENT.name], question)],
            "communication": [_replies(rows[REFERRAL.name], question), *_reports(rows.get(REPORTS, ()))],
            "disposition": [_acted(rows[SCREENING.name], rows[FOLLOW_UP.name], question)],
        },
    )
    variables = six_variables(question.year, books, question.today)
    return Findings(
        sections=(_scores(variables), _parts(variables, question), _counts(variables, rows, question)),
        notes=(
            _("Nilai 0 sampai 100 adalah rata-rata bagian yang dapat dinilai. Yang belum dicatat tidak dihitung nol."),
            _("Nilai ini untuk bahan rapat; bukan peringkat kantor atau orang."),
        ),
    )


def _procedures(screenings: Iterable[Row], question: Question) -> list[Part]:
    """Offices whose newest screening of the year was made with the instrument that came into use last."""
    newest: dict[str, tuple[str, str]] = {}
    begun: dict[str, str] = {}
    for row in screenings:
        version, day = text_of(row, "instrument_version"), text_of(row, "screened_on")
        if version and question.covers(day):
            begun[version] = min(begun.get(version, day), day)
            newest[str(row["office"])] = max(newest.get(str(row["office"]), ("", "")), (day, version))
    if not begun:
        return []
    last = max(begun, key=lambda version: (begun[version], version))
    there = sum(1 for _day, version in newest.values() if version == last)
    label, missing = N_("Kantor dengan daftar skrining terbaru"), N_("Skrining tahun itu dengan versi daftarnya.")
    return [Part("procedures", label, there, len(newest), missing)]


def _stock(rows: Rows, question: Question) -> Part:
    materials = by_office(rows[MATERIAL.name])
    moves = by_office(row for row in rows[STOCK_MOVE.name] if not question.is_ahead(row.get("moved_on")))
    events = by_office(row for row in rows[SOCIALISATION.name] if not question.is_ahead(row.get("held_on")))
    books = (StockBook(materials.get(one, ()), of_one, events.get(one, ())) for one, of_one in moves.items())
    left = [counted.left for book in books for counted in stock(lines(book)).values()]
    there = sum(1 for amount in left if amount > 0)
    return Part("stock", N_("Bahan yang masih ada stoknya"), there, len(left), N_("Perubahan stok bahan sosialisasi."))


def _legal(instruments: Iterable[Row], question: Question) -> Part:
    """Of the offices that keep this book: a gap in an empty book says nothing."""
    offices = by_office(row for row in instruments if not question.is_ahead(row.get("dated_on")))
    with_one = sum(1 for rows in offices.values() if any(_is_in_force(row) for row in rows))
    label, missing = N_("Kantor dengan perangkat hukum yang berlaku"), N_("Perangkat hukum: SK, perdes, SOP, MoU.")
    return Part("legal", label, with_one, len(offices), missing)


def _is_in_force(row: Row) -> bool:
    return text_of(row, "status") in _IN_FORCE


def _replies(referrals: Iterable[Row], question: Question) -> Part:
    sent = [row for row in referrals if question.covers(row.get("sent_on"))]
    answered = sum(1 for row in sent if row.get("answered_on"))
    return Part("replies", N_("Rujukan yang dijawab"), answered, len(sent), N_("Rujukan yang dikirim tahun itu."))


def _reports(reports: Iterable[Row]) -> list[Part]:
    """Of the reports of offices below that are due; what came on paper has no day of its own to judge by."""
    states = Counter(row["state"] for row in reports)
    in_time = states["received"] + states["nihil"]
    due = in_time + states["late"] + states["missing"]
    label, missing = N_("Laporan bulanan yang tepat waktu"), N_("Laporan bulanan kantor di bawah.")
    return [Part("reports", label, in_time, due, missing, states["paper"])] if due else []


def _acted(screenings: Iterable[Row], follow_ups: Iterable[Row], question: Question) -> Part:
    """Of what was to be done by now for those in the two upper bands: what was done by its day."""
    urgent = {(row["office"], row["id"]) for row in screenings if row.get("band") in _UPPER_BANDS}
    due = [
        row
        for row in follow_ups
        if (row["office"], row.get("screening")) in urgent
        and question.covers(row.get("due_on"))
        and text_of(row, "due_on") < question.today.isoformat()
    ]
    met = sum(1 for row in due if row.get("done_on") and row["done_on"] <= row["due_on"])
    missing = N_("Tindak lanjut dengan tenggat, terkait dengan skriningnya.")
    return Part("acted", N_("Tindakan tepat waktu bagi warga yang perlu pendampingan"), met, len(due), missing)


def _scores(variables: Sequence[Variable]) -> Section:
    told = []
    for place, variable in enumerate(variables, start=1):
        judged = so_many(variable.judged, variable.parts_there)
        score: Cell = variable.score if variable.score is not None else _("belum dapat dinilai")
        if variable.is_provisional:
            score = _("{score} (sementara)").format(score=score)
        missing = " ".join(_(words) for words in dict.fromkeys(variable.missing)) or _("tidak ada")
        told.append(Line((f"{place}. {_(variable.label)}", score, judged, missing)))
    columns = (
        Column(_("Variabel"), 2.6),
        Column(_("Nilai (0–100)"), 1.3, is_number=True),
        Column(_("Bagian yang dinilai"), 1.2),
        Column(_("Yang belum dicatat atau belum dihitung"), 4),
    )
    note = _("“Sementara”: kurang dari separuh bagiannya dapat dinilai; jangan dibandingkan dengan yang lain.")
    return Section(_("Enam variabel"), columns, tuple(told), note)


def _parts(variables: Sequence[Variable], question: Question) -> Section:
    told = []
    for place, variable in enumerate(variables, start=1):
        for part in variable.parts:
            is_judged = part.score is not None
            cells = (
                f"{place}. {_(variable.label)}",
                _(part.label),
                _period(part, question),
                part.met if is_judged else None,
                part.of if is_judged else None,
                part.score if is_judged else _("belum dapat dinilai"),
                part.left_out,
            )
            told.append(Line(cells, "", _lead(part, question)))
    columns = (
        Column(_("Variabel"), 2.4),
        Column(_("Bagian"), 3),
        Column(_("Masa"), 1.7),
        Column(_("Terpenuhi"), 1.3, is_number=True),
        Column(_("Dari"), 1.3, is_number=True),
        Column(_("Nilai (0–100)"), 1.2, is_number=True),
        Column(_("Belum lengkap"), 1, is_number=True),
    )
    note = _("“Belum lengkap”: catatan yang tidak memuat apa yang perlu dinilai; tidak dihitung sebagai gagal.")
    return Section(_("Bukti tiap bagian"), columns, tuple(told), note, subject=1)


def _period(part: Part, question: Question) -> Cell:
    over = quarters_over(question.year, question.today)
    return _(_EVIDENCE.get(part.name, Evidence()).period).format(
        year=question.year,
        quarter=inside(Quarter(question.year, over[-1]).label) if over else _("triwulan I"),
        day=long_date(question.day),
    )


def _lead(part: Part, question: Question) -> Lead | None:
    """The book behind a part, of the year where its list can show that."""
    evidence = _EVIDENCE.get(part.name)
    if evidence is None or evidence.screen:
        return Lead(screen=evidence.screen) if evidence else None
    filters = {one.name for one in kind_named(evidence.book).filters}
    of_year = _THIS_YEAR in filters and question.year == question.today.year and evidence.period != _NOW
    return Lead(evidence.book, filter=_THIS_YEAR if of_year else "")


def _counts(variables: Sequence[Variable], rows: Rows, question: Question) -> Section:
    """Figures that are neither good nor bad by themselves."""
    back = [row for row in rows[HOMECOMING.name] if question.covers(row.get("returned_on"))]
    deported = sum(1 for row in back if row.get("reason") == "DEPORTASI")
    more: Mapping[str, tuple[str, Cell, Lead]] = {
        "organisation": (
            _("Jabatan yang berganti pemegang"),
            _taken_over(rows[ROLE_HOLDER.name], question),
            Lead(ROLE_HOLDER.name),
        ),
        "communication": (
            _("Lama jawaban rujukan (hari, nilai tengah)"),
            usual_days(rows[REFERRAL.name], question),
            Lead(REFERRAL.name),
        ),
        "disposition": (
            _("Desa atau kelurahan yang NIHIL {count} bulan berturut-turut").format(count=_NIHIL_MONTHS),
            _long_nil(rows.get(REPORTS, ())),
            Lead(screen="board" if office_type(question.office).level in ABOVE_VILLAGES else "month"),
        ),
        "surroundings": (_("Pulang karena deportasi"), deported if back else None, Lead(HOMECOMING.name)),
    }
    told = []
    for place, variable in enumerate(variables, start=1):
        label = f"{place}. {_(variable.label)}"
        told += [Line((label, _(fact.label), fact.count)) for fact in variable.facts]
        if variable.name in more:
            words, cell, lead = more[variable.name]
            told.append(Line((label, words, cell), "", lead))
    columns = (Column(_("Variabel"), 3), Column(_("Yang dihitung"), 3), Column(_("Jumlah"), 1, is_number=True))
    return Section(_("Keadaan yang dicatat, tanpa nilai"), columns, tuple(told), subject=1)


def _taken_over(holders: Iterable[Row], question: Question) -> int | None:
    """Posts that somebody took over in the year from somebody who is recorded as well."""
    posts: dict[tuple[object, ...], list[Row]] = {}
    for row in holders:
        if row.get("name"):
            posts.setdefault(post_of(row), []).append(row)
    if not posts:
        return None
    return sum(len(held) > 1 and any(question.covers(row.get("since")) for row in held) for held in posts.values())


def _long_nil(reports: Iterable[Row]) -> int | None:
    """Villages whose reports said NIHIL for so many months in a row that one asks; above them NIHIL is usual."""
    months: dict[str, set[str]] = {}
    for row in reports:
        if office_type(str(row["office"])).level in ABOVE_VILLAGES:
            continue
        months.setdefault(str(row["office"]), set()).update({row["month"]} if row["is_nihil"] else ())
    return sum(map(_is_long, months.values())) if months else None


def _is_long(months: set[str]) -> bool:
    run = 0
    for number in range(1, 13):
        run = run + 1 if any(month.endswith(f"-{number:02d}") for month in months) else 0
        if run == _NIHIL_MONTHS:
            return True
    return False


SIX_VARIABLES = Overview(
    name="policy",
    title=N_("Kartu pelaksanaan: enam variabel"),
    purpose=N_("Sejauh mana kebijakan dijalankan menurut enam variabel Van Meter dan Van Horn, dengan buktinya."),
    icon="scale",
    reads={
        PLAN_ITEM.name: (
            *("year", "target", "unit", "institution", "responsible", "factors", "budget_plan", "budget_real"),
            *(f"{name}_{quarter}" for name in ("target", "real") for quarter in QUARTERS),
        ),
        RESOURCE.name: ("year", "resource_kind", "planned", "available", "budget_plan", "budget_real"),
        ROLE_HOLDER.name: (
            *("role", "institution", "region", "hamlet", "rw", "rt"),
            *("name", "capacity", "decree", "since", "until"),
        ),
        MEETING.name: ("held_on", "invited", "present", "decisions"),
        TASK.name: ("due", "status", "done_on"),
        POLICY_SURVEY.name: ("year", *ITEMS),
        LOCAL_EVENT.name: ("happened_on", "effect_kind"),
        MATERIAL.name: ("medium", "state"),
        STOCK_MOVE.name: ("material", "movement", "moved_on", "amount", "event"),
        SOCIALISATION.name: ("held_on", "materials"),
        LEGAL_INSTRUMENT.name: ("kind", "status"),
        REFERRAL.name: ("sent_on", "answered_on"),
        SCREENING.name: ("band", "instrument_version", "screened_on"),
        FOLLOW_UP.name: ("screening", "due_on", "done_on"),
        HOMECOMING.name: ("returned_on", "reason"),
    },
    find=find,
    counts_reports=True,
)
