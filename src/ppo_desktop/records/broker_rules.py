"""Rules of the kind ``broker``: papers that contradict each other are remarked, nobody is judged."""

from __future__ import annotations

import re

from ppo_desktop.core.errors import Problem
from ppo_desktop.core.text import _
from ppo_desktop.records import numbers
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.field import Values
from ppo_desktop.records.kind import CheckContext, folded
from ppo_desktop.records.rules import joined, not_yet, text_of, warning

LICENSED = frozenset({"CABANG_P3MI", "PETUGAS_P3MI"})
"""Kinds of go-between that must have a permit."""
_NOT_LOOKED_AT = ("", "BELUM")


def complete(values: Values, _context: CheckContext) -> dict[str, object]:
    """Telephone numbers in E.164, where every part between the commas is one."""
    parts = [part.strip() for part in text_of(values, "phones").split(",") if part.strip()]
    phones = [numbers.phone(part) for part in parts]
    are_numbers = phones and all(re.fullmatch(r"\+[0-9]+", phone) for phone in phones)
    return {"phones": ", ".join(phones)} if are_numbers else {}


def check(values: Values, context: CheckContext) -> list[Problem]:
    """The permit against the kind of go-between and the way it was looked up."""
    problems = not_yet(values, context, "licence_checked_on", _("Tanggal pemeriksaan izin"))
    category, result = text_of(values, "category"), text_of(values, "licence_result")
    if category == "TANPA_IZIN" and result == "BERLAKU":
        message = _("Jenisnya “tanpa izin yang ditunjukkan”, tetapi izinnya ada dan masih berlaku.")
        problems.append(warning("category", "category-against-licence", message))
    if category in LICENSED and not text_of(values, "licence_number"):
        message = _("Nomor izin atau surat tugas belum diisi; minta diperlihatkan, atau tulis mengapa tidak ada.")
        problems.append(warning("licence_number", "licence-missing", message))
    if result and text_of(values, "licence_check") in _NOT_LOOKED_AT:
        message = _("Hasil pemeriksaan izin terisi, tetapi cara memeriksanya belum.")
        problems.append(warning("licence_check", "licence-check-missing", message))
    return problems


def title_of(values: Values) -> str:
    """The name, as people know it."""
    return text_of(values, "name") or _("(tanpa nama)")


def detail_of(values: Values) -> str:
    """What they are and how they stand: ``Petugas lapangan P3MI · Diketahui saja``."""
    category = code_list("broker-kinds").label(text_of(values, "category"))
    return joined(category, code_list("broker-standings").label(text_of(values, "standing")))


def search_text(values: Values) -> str:
    """Names and the words people use for such a go-between, also those that no paper of ours uses."""
    category = code_list("broker-kinds").by_code.get(text_of(values, "category"))
    words = (category.label, category.extra.get("also")) if category else ()
    return folded(*(values.get(name) for name in ("name", "aliases", "company", "licence_number")), *words)
