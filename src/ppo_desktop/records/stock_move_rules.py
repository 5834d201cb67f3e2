"""Rules of the kind ``stock_move``. Less than nothing may be saved with a reason: the shelf is right, not the book."""

from __future__ import annotations

from msgspec.structs import replace

from ppo_desktop.core.errors import Problem
from ppo_desktop.core.text import _, difference, number
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.dates import written
from ppo_desktop.records.field import Values
from ppo_desktop.records.kind import CheckContext, folded
from ppo_desktop.records.material import MATERIAL, WITHDRAWN
from ppo_desktop.records.rules import joined, not_recorded, not_yet, out_of_order, text_of, warning
from ppo_desktop.records.stock import HANDED_OUT, MOVEMENTS, PUT_UP, left, signed


def complete(values: Values, context: CheckContext) -> dict[str, object]:
    """What the material is called now."""
    material = context.record(MATERIAL.name, text_of(values, "material"))
    return {"material_title": MATERIAL.title_of(material)} if material else {}


def check(values: Values, context: CheckContext) -> list[Problem]:
    """Material and event are ours; dates; what would be left."""
    no_material = _("Bahan ini tidak ada dalam catatan kantor ini; catat bahannya dahulu.")
    no_event = _("Kegiatan ini tidak ada dalam catatan kantor ini; catat kegiatannya dahulu.")
    return [
        *not_recorded(values, context, "material", MATERIAL.name, no_material),
        *not_recorded(values, context, "event", "socialisation", no_event),
        *not_yet(values, context, "moved_on", _("Tanggal")),
        *_display_problems(values),
        *_stock_problems(values, context),
    ]


def derive(values: Values) -> dict[str, object]:
    """``change``: the number with its sign, ``None`` while one of the two is missing."""
    return {"change": signed(values) or None}


def title_of(values: Values) -> str:
    """Material and number: ``Komik: Jangan Mudah Percaya, −97``."""
    change = signed(values)
    amount = difference(change) if change else ""
    return ", ".join(part for part in (text_of(values, "material_title"), amount) if part) or _("(tanpa bahan)")


def detail_of(values: Values) -> str:
    """What happened and when: ``Dibagikan · 21-11-2026``."""
    movement = code_list(MOVEMENTS).label(text_of(values, "movement"))
    return joined(movement, written(text_of(values, "moved_on")))


def search_text(values: Values) -> str:
    """Material, movement, the other side and the place."""
    movement = code_list(MOVEMENTS).label(text_of(values, "movement"))
    names = ("material_title", "counterpart", "place", "proof")
    return folded(*(values.get(name) for name in names), movement)


def _display_problems(values: Values) -> list[Problem]:
    message = _("Tanggal turun sebelum tanggal terpasang.")
    problems = out_of_order(values, "put_up_on", "taken_down_on", message)
    if text_of(values, "movement") == PUT_UP and not text_of(values, "place"):
        problems.append(warning("place", "place-missing", _("Tempat pemasangan belum diisi.")))
    return problems


def _stock_problems(values: Values, context: CheckContext) -> list[Problem]:
    record = text_of(values, "material")
    material = context.record(MATERIAL.name, record) if record else None
    if material is None:
        return []
    problems = []
    if text_of(values, "movement") in {HANDED_OUT, PUT_UP} and text_of(material, "state") == WITHDRAWN:
        problems.append(warning("material", "material-withdrawn", _("Bahan ini sudah ditarik; jangan dibagikan lagi.")))
    book = context.stock_book()
    others = [move for move in book.moves if move.get("id") != context.record_id]
    before = left(replace(book, moves=others), record)
    after = left(replace(book, moves=[*others, values]), record)
    if after < min(before, 0):
        message = _(
            "Menurut buku stok tinggal {before}; dengan ini menjadi {after}. "
            "Hitung lagi, atau catat stok awal atau koreksinya dahulu."
        )
        words = message.format(before=number(before), after=number(after))
        problems.append(warning("amount", "stock-below-zero", words))
    return problems
