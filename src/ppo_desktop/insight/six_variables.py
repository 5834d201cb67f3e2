"""Enam variabel kebijakan: the six variables of Van Meter and Van Horn, each with the evidence it stands on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ppo_desktop.core.text import N_, _
from ppo_desktop.insight.overview import (
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
from ppo_desktop.insight.policy import Part, PolicyRows, Variable, six_variables
from ppo_desktop.records.follow_up import FOLLOW_UP
from ppo_desktop.records.homecoming import HOMECOMING
from ppo_desktop.records.kind import StockBook
from ppo_desktop.records.legal_instrument import LEGAL_INSTRUMENT
from ppo_desktop.records.local_event import LOCAL_EVENT
from ppo_desktop.records.material import MATERIAL
from ppo_desktop.records.meeting import MEETING
from ppo_desktop.records.plan_item import PLAN_ITEM, QUARTERS
from ppo_desktop.records.policy_survey import ITEMS, POLICY_SURVEY
from ppo_desktop.records.referral import REFERRAL
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
_EVIDENCE: Mapping[str, str] = {
    **dict.fromkeys(("complete", "factors", "reached", "plan-budget"), PLAN_ITEM.name),
    **dict.fromkeys(("resource-budget", "enough"), RESOURCE.name),
    **dict.fromkeys(("filled", "decree", "definitive"), ROLE_HOLDER.name),
    **dict.fromkeys(("attendance", "decisions"), MEETING.name),
    **dict.fromkeys(ITEMS, POLICY_SURVEY.name),
    "in-time": TASK.name,
    "stock": STOCK_MOVE.name,
    "legal": LEGAL_INSTRUMENT.name,
    "replies": REFERRAL.name,
    "acted": FOLLOW_UP.name,
}
"""Part → the book it is counted from."""


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
            "resources": [_stock(rows)],
            "organisation": [_legal(rows[LEGAL_INSTRUMENT.name])],
            "communication": [_replies(rows[REFERRAL.name], question)],
            "disposition": [_acted(rows[SCREENING.name], rows[FOLLOW_UP.name], question)],
        },
    )
    variables = six_variables(question.year, books, question.today)
    return Findings(
        sections=(_scores(variables), _parts(variables), _counts(variables, rows[HOMECOMING.name], question)),
        notes=(
            _("Nilai 0 sampai 100 adalah rata-rata bagian yang dapat dinilai. Yang belum dicatat tidak dihitung nol."),
            _("Nilai ini untuk bahan rapat; bukan peringkat kantor atau orang."),
        ),
    )


def _stock(rows: Rows) -> Part:
    materials, moves, events = (by_office(rows[kind.name]) for kind in (MATERIAL, STOCK_MOVE, SOCIALISATION))
    books = (StockBook(materials.get(one, ()), of_one, events.get(one, ())) for one, of_one in moves.items())
    left = [counted.left for book in books for counted in stock(lines(book)).values()]
    there = sum(1 for amount in left if amount > 0)
    return Part("stock", N_("Bahan yang masih ada stoknya"), there, len(left), N_("Perubahan stok bahan sosialisasi."))


def _legal(instruments: Iterable[Row]) -> Part:
    """Of the offices that keep this book: a gap in an empty book says nothing."""
    offices = by_office(instruments)
    with_one = sum(1 for rows in offices.values() if any(_is_in_force(row) for row in rows))
    label, missing = N_("Kantor dengan perangkat hukum yang berlaku"), N_("Perangkat hukum: SK, perdes, SOP, MoU.")
    return Part("legal", label, with_one, len(offices), missing)


def _is_in_force(row: Row) -> bool:
    return text_of(row, "status") in _IN_FORCE


def _replies(referrals: Iterable[Row], question: Question) -> Part:
    sent = [row for row in referrals if question.covers(row.get("sent_on"))]
    answered = sum(1 for row in sent if row.get("answered_on"))
    return Part("replies", N_("Rujukan yang dijawab"), answered, len(sent), N_("Rujukan yang dikirim tahun ini."))


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
        judged = so_many(variable.judged, len(variable.parts))
        score = variable.score if variable.score is not None else _("belum dapat dinilai")
        missing = " ".join(_(words) for words in dict.fromkeys(variable.missing)) or _("tidak ada")
        told.append(Line((f"{place}. {_(variable.label)}", score, judged if variable.parts else None, missing)))
    columns = (
        Column(_("Variabel"), 2.6),
        Column(_("Nilai (0–100)"), 1.3, is_number=True),
        Column(_("Bagian yang dinilai"), 1.2),
        Column(_("Yang belum dicatat atau belum dihitung"), 4),
    )
    return Section(_("Enam variabel"), columns, tuple(told))


def _parts(variables: Sequence[Variable]) -> Section:
    told = []
    for place, variable in enumerate(variables, start=1):
        for part in variable.parts:
            is_judged = part.score is not None
            cells = (
                f"{place}. {_(variable.label)}",
                _(part.label),
                part.met if is_judged else None,
                part.of if is_judged else None,
                part.score if is_judged else _("belum dapat dinilai"),
                part.left_out,
            )
            book = _EVIDENCE.get(part.name, "")
            told.append(Line(cells, "", Lead(book) if book else None))
    columns = (
        Column(_("Variabel"), 2.4),
        Column(_("Bagian"), 3.2),
        Column(_("Terpenuhi"), 1.3, is_number=True),
        Column(_("Dari"), 1.3, is_number=True),
        Column(_("Nilai (0–100)"), 1.2, is_number=True),
        Column(_("Belum lengkap"), 1, is_number=True),
    )
    note = _("“Belum lengkap”: catatan yang tidak memuat apa yang perlu dinilai; tidak dihitung sebagai gagal.")
    return Section(_("Bukti tiap bagian"), columns, tuple(told), note)


def _counts(variables: Sequence[Variable], homecomings: Iterable[Row], question: Question) -> Section:
    """Figures that are neither good nor bad by themselves."""
    told = [
        Line((f"{place}. {_(variable.label)}", _(fact.label), fact.count))
        for place, variable in enumerate(variables, start=1)
        for fact in variable.facts
    ]
    back = [row for row in homecomings if question.covers(row.get("returned_on"))]
    deported = sum(1 for row in back if row.get("reason") == "DEPORTASI")
    label = f"{len(variables)}. {_(variables[-1].label)}"
    told.append(Line((label, _("Pulang karena deportasi"), deported if back else None), "", Lead(HOMECOMING.name)))
    columns = (Column(_("Variabel"), 3), Column(_("Yang dihitung"), 3), Column(_("Jumlah"), 1, is_number=True))
    return Section(_("Keadaan yang dicatat, tanpa nilai"), columns, tuple(told))


SIX_VARIABLES = Overview(
    name="policy",
    title=N_("Enam variabel kebijakan"),
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
        SCREENING.name: ("band",),
        FOLLOW_UP.name: ("screening", "due_on", "done_on"),
        HOMECOMING.name: ("returned_on", "reason"),
    },
    find=find,
)
