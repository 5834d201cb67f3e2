"""Reading what a person typed, or a file brought, into the one form a field keeps."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import TypeVar

from ppo_desktop.core import canonical
from ppo_desktop.core.errors import Problem
from ppo_desktop.core.ids import RECORD_ID
from ppo_desktop.core.text import _, clean
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.dates import is_date, read_date
from ppo_desktop.records.field import MOST_ITEMS, Field, Shape
from ppo_desktop.records.nik import strip
from ppo_desktop.records.photos import LONGEST_CAPTION, is_photo, photos
from ppo_desktop.records.photos import MOST as MOST_PHOTOS

C = TypeVar("C", list[object], dict[str, object])

NO_WORDS: Mapping[str, object] = {}
YES = frozenset({"ya", "y", "1", "true", "benar", "ada"})
NO = frozenset({"tidak", "t", "0", "false", "salah", "n", "no"})
_HOUR = re.compile(r"([01]?[0-9]|2[0-3])[.:]?([0-5][0-9])")
_GROUPED = re.compile(r"-?[0-9]{1,3}([. ][0-9]{3})+|-?[0-9]{1,15}")


class UnreadableError(Exception):
    """A typed value has no meaning for the field; carries what to say about it (``{label}`` and ``words`` fill in)."""

    def __init__(self, what: str, message: str, **words: object) -> None:
        super().__init__(what)
        self.what = what
        self.message = message
        self.words = words


def read(field: Field, raw: object) -> tuple[object, list[Problem]]:
    """The canonical value of ``raw`` (``None`` when blank or unreadable) and what is to be said about it."""
    remarks: list[Problem] = []
    try:
        return _READERS[field.shape](field, raw, remarks), remarks
    except UnreadableError as error:
        return None, [problem(field, error.what, error.message, error.words)]


def problem(
    field: Field, what: str, message: str, words: Mapping[str, object] = NO_WORDS, *, is_warning: bool = False
) -> Problem:
    """A remark about one field; ``{label}`` in the message stands for its label, other braces for ``words``."""
    code = f"{field.name.replace('_', '-')}-{what}"
    return Problem(field.name, code, message.format(label=_(field.label), **words), is_warning)


def plain(raw: object) -> str:
    """Cleaned text of a typed value; ``""`` for nothing; numbers as their digits."""
    if raw is None:
        return ""
    if isinstance(raw, str):
        return clean(raw)
    if isinstance(raw, int) and not isinstance(raw, bool) and abs(raw) <= canonical.MAX_INTEGER:
        return str(raw)
    if isinstance(raw, float) and math.isfinite(raw) and raw.is_integer():
        return str(int(raw))
    raise UnreadableError("wrong-type", _("{label}: isian bukan teks."))


def _text(field: Field, raw: object, remarks: list[Problem]) -> str | None:
    text = plain(raw)
    if not field.is_long:
        text = " ".join(text.split())
    if not text:
        return None
    if field.choices:
        return _choice(field, text, remarks)
    if field.digits:
        return _digits(field, text)
    if field.hour_of:
        return _hour(text)
    if field.refers and not RECORD_ID.fullmatch(text):
        raise UnreadableError("not-a-record", _("{label}: pilih dari daftar."))
    least, most = field.range
    if len(text) > most:
        raise UnreadableError("too-long", _("{label} paling banyak {most} huruf."), most=most)
    if len(text) < least:
        raise UnreadableError("too-short", _("{label} paling sedikit {least} huruf."), least=least)
    return text


def _digits(field: Field, text: str) -> str:
    least, most = field.digits or (0, 0)
    text = strip(text)
    if re.fullmatch(r"[0-9]+", text) and least <= len(text) <= most:
        return text
    size = str(most) if least == most else _("{least} sampai {most}").format(least=least, most=most)
    raise UnreadableError("digits", _("{label} terdiri dari {size} angka."), size=size)


def _hour(text: str) -> str:
    """``7:5`` is refused, ``7:05`` and ``0705`` are ``07.05``."""
    found = _HOUR.fullmatch(text)
    if not found:
        raise UnreadableError("not-an-hour", _("{label}: “{text}” bukan jam. Tulis seperti 14.30."), text=text[:40])
    return f"{int(found[1]):02}.{found[2]}"


def _choice(field: Field, text: str, remarks: list[Problem]) -> str:
    codes = code_list(field.choices)
    found = codes.find(text)
    if found:
        return found
    if codes.may_be_outside(text):
        message = _("{label}: “{text}” tidak ada dalam daftar.")
        remarks.append(problem(field, "outside-list", message, {"text": text}, is_warning=True))
        return text
    raise UnreadableError("not-in-list", _("{label}: “{text}” tidak ada dalam daftar."), text=text[:60])


def _amount(field: Field, raw: object) -> int | None:
    text = re.sub(r"^rp\.?\s*|,(00|-)$", "", plain(raw).casefold()).strip()
    if not text:
        return None
    if not _GROUPED.fullmatch(text):
        raise UnreadableError("not-a-number", _("{label} harus berupa angka bulat."))
    number = int(re.sub(r"[. ]", "", text))
    least, most = field.range
    if not least <= number <= most:
        raise UnreadableError("out-of-range", _("{label} di luar batas yang mungkin."))
    return number


def _integer(field: Field, raw: object, _remarks: list[Problem]) -> int | None:
    return _amount(field, raw)


def _yes_no(_field: Field, raw: object, _remarks: list[Problem]) -> bool | None:
    if isinstance(raw, bool):
        return raw
    word = plain(raw).casefold()
    if not word:
        return None
    if word in YES or word in NO:
        return word in YES
    raise UnreadableError("not-yes-or-no", _("{label}: jawab ya atau tidak."))


def _date(field: Field, raw: object, _remarks: list[Problem]) -> str | None:
    text = plain(raw)
    if not text:
        return None
    iso = read_date(text)
    if not iso:
        message = _("{label}: “{text}” bukan tanggal. Tulis seperti 21-11-2026.")
        raise UnreadableError("not-a-date", message, text=text[:40])
    if field.shape is Shape.DATE and not is_date(iso):
        raise UnreadableError("date-incomplete", _("{label}: tulis lengkap dengan hari, bulan, dan tahun."))
    return iso


def _list(field: Field, raw: object, remarks: list[Problem]) -> list[object] | None:
    if field.item is object:
        return _as_it_is(raw, list)
    items = re.split(r"[,;\n]", raw) if isinstance(raw, str) else raw
    if items is None:
        return None
    if not isinstance(items, list | tuple | set | frozenset):
        raise UnreadableError("wrong-type", _("{label}: isian bukan daftar."))
    read_items = [_text(field, item, remarks) for item in items]
    kept: list[object] = list(dict.fromkeys(item for item in read_items if item))
    if len(kept) > MOST_ITEMS:
        raise UnreadableError("too-many", _("{label}: terlalu banyak pilihan."))
    return kept or None


def _mapping(field: Field, raw: object, remarks: list[Problem]) -> dict[str, object] | None:
    if field.item is object:
        return _as_it_is(raw, dict)
    pairs = _pairs(raw) if isinstance(raw, str) else raw
    if pairs is None:
        return None
    if not isinstance(pairs, Mapping) or len(pairs) > MOST_ITEMS:
        raise UnreadableError("wrong-type", _("{label}: tulis jenis dan jumlahnya, misalnya KOMIK: 97."))
    kept: dict[str, object] = {}
    for key, value in pairs.items():
        name = plain(key)
        code = _choice(field, name, remarks) if field.choices and name else name
        content = _amount(field, value) if field.item is int else plain(value) or None
        if isinstance(content, str) and len(content) > field.range[1]:
            raise UnreadableError("too-long", _("{label} terlalu panjang."))
        if code and content is not None:
            kept[code] = content
    return kept or None


def _photos(_field: Field, raw: object, _remarks: list[Problem]) -> list[object] | None:
    if raw is None or raw in ([], ""):
        return None
    items = [_with_clean_caption(item) for item in raw] if isinstance(raw, list | tuple) else [raw]
    if not all(map(is_photo, items)):
        raise UnreadableError("wrong-type", _("{label}: tambahkan lewat tombol Tambah foto."))
    found = {photo.digest: photo for photo in reversed(photos(items))}
    if len(found) > MOST_PHOTOS:
        raise UnreadableError("too-many", _("{label}: paling banyak {most} foto."), most=MOST_PHOTOS)
    return [photo.write() for photo in reversed(found.values())]


def _with_clean_caption(item: object) -> object:
    if not isinstance(item, Mapping) or not isinstance(item.get("caption"), str):
        return item
    return {**item, "caption": " ".join(clean(item["caption"]).split())[:LONGEST_CAPTION]}


def _as_it_is(raw: object, container: type[C]) -> C | None:
    """Values only the program itself writes: any canonical JSON in the right container."""
    try:
        canonical.check(raw)
    except ValueError as error:
        raise UnreadableError("wrong-type", _("{label}: isian tidak dikenal.")) from error
    if raw and not isinstance(raw, container):
        raise UnreadableError("wrong-type", _("{label}: isian tidak dikenal."))
    return raw if raw and isinstance(raw, container) else None


def _pairs(text: str) -> dict[str, str] | None:
    parts = [part for part in re.split(r"[,;\n]", text) if part.strip()]
    pairs = dict(re.split(r"\s*[:=]\s*", part.strip(), maxsplit=1) for part in parts if re.search("[:=]", part))
    return pairs if len(pairs) == len(parts) else {"": text}


_READERS = {
    Shape.TEXT: _text,
    Shape.INTEGER: _integer,
    Shape.YES_NO: _yes_no,
    Shape.DATE: _date,
    Shape.PARTIAL_DATE: _date,
    Shape.LIST: _list,
    Shape.MAPPING: _mapping,
    Shape.PHOTOS: _photos,
}
