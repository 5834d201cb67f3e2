"""Stok bahan sosialisasi: what came in, went out and is left of each material, and what to count again."""

from __future__ import annotations

from collections.abc import Iterator

from ppo_desktop.core.offices import name_of
from ppo_desktop.core.text import N_, _, number
from ppo_desktop.insight.overview import (
    Column,
    Fact,
    Findings,
    Lead,
    Line,
    Overview,
    Question,
    Row,
    Rows,
    Section,
    by_office,
    count_of,
    for_one_office,
)
from ppo_desktop.records.dates import written
from ppo_desktop.records.field import Values
from ppo_desktop.records.kind import StockBook
from ppo_desktop.records.material import MATERIAL, WITHDRAWN
from ppo_desktop.records.rules import text_of
from ppo_desktop.records.socialisation import SOCIALISATION
from ppo_desktop.records.stock import COLUMNS, HANDED_OVER, Stock, drawn, lines, signed, stock
from ppo_desktop.records.stock_move import STOCK_MOVE
from ppo_desktop.records.task import OPEN, TASK


def find(rows: Rows, question: Question) -> Findings:
    """One line for each material of each office, and the ones to be counted again before them."""
    materials, moves, events = (by_office(rows[kind.name]) for kind in (MATERIAL, STOCK_MOVE, SOCIALISATION))
    tasks = {text_of(task, "what"): task for task in rows[TASK.name] if _is_our_open(task, question)}
    told: list[Line] = []
    wrong: list[Line] = []
    several = 0
    for office in sorted({*materials, *moves}):
        known = {str(row["id"]): row for row in materials.get(office, ())}
        of_it: dict[str, list[Values]] = {}
        book = StockBook(materials.get(office, ()), moves.get(office, ()), events.get(office, ()))
        several += sum(1 for draw in drawn(book) if not draw.material)
        for move in (booked := lines(book)):
            of_it.setdefault(text_of(move, "material"), []).append(move)
        counted = stock(booked)
        for material in sorted({*known, *counted}, key=lambda one: (_title(known, of_it, one), one)):
            title, of_this = _title(known, of_it, material), of_it.get(material, [])
            told.append(_line(office, material, title, known.get(material), of_this, counted.get(material)))
            if (left := counted.get(material)) and left.left < 0:
                wrong.append(_recount(office, title, left, tasks, question))
    is_one = {*materials, *moves} <= {question.office}
    return Findings(
        _facts(told),
        (*_wrong(wrong, is_one=is_one), for_one_office(_left(told), is_one=is_one)),
        (
            *([_undecided(several)] if several else []),
            _("Yang dibagikan pada kegiatan sudah terhitung dari catatan kegiatannya, sejak buku stoknya dimulai."),
            _("Jumlah dari bahan yang berbeda tidak dijumlahkan: selembar leaflet bukan sebuah baliho."),
            _("Sisa dihitung dari buku stok; hitungan di lemari yang menentukan, lalu catat sebagai koreksi."),
        ),
    )


def _undecided(count: int) -> str:
    words = _("{count} kali kegiatan membagikan jenis bahan yang berjudul lebih dari satu; catat di buku stok.")
    return words.format(count=number(count))


def _is_our_open(task: Row, question: Question) -> bool:
    return task["office"] == question.office and text_of(task, "status") in OPEN


def _title(known: dict[str, Row], moves: dict[str, list[Values]], material: str) -> str:
    """From the catalogue, else as the movements copied it."""
    if material in known:
        return MATERIAL.title_of(known[material])
    copied = [title for move in moves.get(material, ()) if (title := text_of(move, "material_title"))]
    return copied[-1] if copied else _("(bahan tidak dikenal)")


def _line(
    office: str, material: str, title: str, known: Row | None, moves: list[Values], counted: Stock | None
) -> Line:
    columns = [counted.columns[column] if counted else None for column in COLUMNS]
    left = counted.left if counted else None
    handed_over = -sum(signed(move) for move in moves if move.get("movement") == HANDED_OVER) if counted else None
    last = max((text_of(move, "moved_on") for move in moves), default="")
    unit = text_of(known or {}, "unit")
    state = _state(left, is_withdrawn=text_of(known or {}, "state") == WITHDRAWN)
    return Line(
        (
            name_of(office),
            f"{title} ({unit})" if unit else title,
            *columns,
            handed_over,
            left,
            written(last) or None,
            state,
        ),
        "bad" if left is not None and left < 0 else "warn" if left == 0 else "",
        Lead(MATERIAL.name, office, material) if known else Lead(STOCK_MOVE.name),
    )


def _state(left: int | None, *, is_withdrawn: bool) -> str:
    if left is None:
        return _("belum ada catatan stok")
    if left < 0:
        return _("catatan kurang")
    if is_withdrawn:
        return _("ditarik")
    return _("habis") if left == 0 else _("ada")


def _left(told: list[Line]) -> Section:
    columns = (
        Column(_("Kantor"), 2.2),
        Column(_("Bahan"), 3.4),
        Column(_("Awal"), 0.9, is_number=True),
        Column(_("Masuk"), 0.9, is_number=True),
        Column(_("Keluar"), 0.9, is_number=True),
        Column(_("Rusak"), 0.9, is_number=True),
        Column(_("Koreksi"), 1, is_number=True),
        Column(_("Diserahkan"), 1.6, is_number=True),
        Column(_("Sisa"), 0.9, is_number=True),
        Column(_("Terakhir"), 1.3),
        Column(_("Keadaan"), 1.7),
    )
    return Section(
        _("Sisa tiap bahan"),
        columns,
        tuple(told),
        _(
            "“Keluar” menurut buku stok dan kegiatan sosialisasi bersama-sama; “Diserahkan” adalah bagiannya yang "
            "diberikan kepada kantor lain."
        ),
        _("Belum ada bahan sosialisasi yang dicatat. Catat bahannya di buku Bahan sosialisasi, lalu stoknya."),
        subject=1,
    )


def _recount(office: str, title: str, counted: Stock, tasks: dict[str, Row], question: Question) -> Line:
    what = _("Hitung ulang stok {title} di {office}").format(title=title, office=name_of(office))[:200]
    cells = (name_of(office), title, counted.left, written(counted.below_zero_on) or None)
    if what in tasks:
        lead = Lead(TASK.name, question.office, str(tasks[what]["id"]))
        return Line((*cells, _("sudah menjadi tugas")), "warn", lead)
    typed = {"what": what, "status": "BELUM", "given_on": question.today.isoformat()}
    return Line((*cells, _("belum dibuatkan tugas")), "bad", Lead(TASK.name, typed=typed))


def _wrong(wrong: list[Line], *, is_one: bool) -> Iterator[Section]:
    if wrong:
        columns = (
            Column(_("Kantor"), 2.2),
            Column(_("Bahan"), 3.4),
            Column(_("Sisa menurut buku"), 1.4, is_number=True),
            Column(_("Kurang sejak"), 1.3),
            Column(_("Tugas"), 2.6),
        )
        note = _(
            "Yang keluar, juga yang dibagikan pada kegiatan sosialisasi, lebih banyak daripada yang masuk: ada yang "
            "belum dicatat, atau salah jumlah."
        )
        yield for_one_office(Section(_("Perlu dihitung ulang"), columns, tuple(wrong), note, subject=1), is_one=is_one)


def _facts(told: list[Line]) -> tuple[Fact, ...]:
    left = [line.cells[8] for line in told]
    gone, below = sum(1 for one in left if one == 0), sum(1 for one in left if isinstance(one, int) and one < 0)
    facts = [
        Fact(_("Bahan dicatat"), count_of(len(told), told)),
        Fact(_("Habis"), count_of(gone, told), "warn" if gone else ""),
        Fact(_("Kurang dari nol"), count_of(below, told), "bad" if below else ""),
    ]
    return (*facts, Fact(_("Belum ada catatan stok"), none)) if (none := left.count(None)) else tuple(facts)


STOCK = Overview(
    name="stock",
    title=N_("Stok bahan sosialisasi"),
    purpose=N_("Berapa bahan yang masuk, keluar, dan tersisa, di kantor mana, dan mana yang perlu dihitung ulang."),
    icon="package",
    reads={
        MATERIAL.name: ("medium", "title", "unit", "state"),
        STOCK_MOVE.name: ("material", "movement", "moved_on", "amount", "event", "material_title"),
        SOCIALISATION.name: ("held_on", "materials"),
        TASK.name: ("what", "status"),
    },
    find=find,
    of_year=False,
)
