"""Rules of the kind ``factor``: a figure is shown only for the region it describes, and rates are never added up."""

from __future__ import annotations

from collections.abc import Iterable

from ppo_desktop.core.errors import Problem, Refused
from ppo_desktop.core.offices import Level, office_type
from ppo_desktop.core.text import _
from ppo_desktop.records.codes import REGIONS, Code, code_list
from ppo_desktop.records.decimals import as_shown, as_typed, hundredths
from ppo_desktop.records.field import Values
from ppo_desktop.records.kind import CheckContext, folded
from ppo_desktop.records.rules import joined, not_yet, text_of, warning, year_problems

INDICATORS = "factor-indicators"
_AREAS = {Level.VILLAGE: "DESA", Level.DISTRICT: "KECAMATAN", Level.REGENCY: "KABUPATEN"}
_KEY = ("indicator", "region", "year")


def complete(values: Values, _context: CheckContext) -> dict[str, object]:
    """The figure in its one form; its level where nobody said that it was counted for another."""
    written: dict[str, object] = {}
    amount = hundredths(text_of(values, "value"))
    if amount is not None:
        written["value"] = as_typed(amount)
    if not text_of(values, "original_level") and (area := area_of(text_of(values, "region"))):
        written["original_level"] = area
    return written


def check(values: Values, context: CheckContext) -> list[Problem]:
    """The figure is one, exists for such a region, was counted there, is likely, and is not recorded yet."""
    return [
        *year_problems(values, context, "year"),
        *_level_problems(values),
        *_value_problems(values),
        *_double(values, context),
        *not_yet(values, context, "accessed_on", _("Tanggal dilihat")),
    ]


def derive(values: Values) -> dict[str, object]:
    """``hundredths`` of the figure and the ``root`` factor of its indicator."""
    indicator = indicator_of(values)
    return {
        "hundredths": hundredths(text_of(values, "value")),
        "root": (indicator.extra["factor"] or None) if indicator else None,
    }


def indicator_of(values: Values) -> Code | None:
    """The indicator; its ``extra`` says factor, unit, levels, range and who publishes it."""
    return code_list(INDICATORS).by_code.get(text_of(values, "indicator"))


def is_rate(indicator: str) -> bool:
    """Whether figures of several regions say nothing when added; so for indicators this version does not know."""
    known = code_list(INDICATORS).by_code.get(indicator)
    return known is None or known.extra["is_rate"] == "1"


def total(indicator: str, figures: Iterable[int]) -> int:
    """Sum of the figures, in hundredths, of several regions; raises ``Refused('rate-summed')`` for a rate."""
    if is_rate(indicator):
        raise Refused(
            "rate-summed",
            _("“{indicator}” tidak dapat dijumlahkan.").format(indicator=code_list(INDICATORS).label(indicator)),
            _("Tampilkan tiap wilayah sendiri-sendiri."),
        )
    return sum(figures)


def area_of(region: str) -> str:
    """Code of ``area-levels`` for a region code; ``""`` where it is none."""
    try:
        return _AREAS[office_type(region).level]
    except Refused:
        return ""


def title_of(values: Values) -> str:
    """Indicator and figure: ``F2a Tingkat pengangguran terbuka (TPT): 5,08 persen``."""
    indicator, amount = indicator_of(values), hundredths(text_of(values, "value"))
    figure = as_shown(amount) if amount is not None else text_of(values, "value")
    unit = indicator.extra["unit"] if indicator else ""
    name = code_list(INDICATORS).label(text_of(values, "indicator"))
    return ": ".join(part for part in (name, f"{figure} {unit}".strip() if figure else "") if part) or _(
        "(tanpa indikator)"
    )


def detail_of(values: Values) -> str:
    """Region, year and how good the figure is."""
    region = code_list(REGIONS).label(text_of(values, "region")).partition(",")[0]
    quality = code_list("figure-qualities").label(text_of(values, "quality"))
    return joined(region, text_of(values, "year"), quality)


def search_text(values: Values) -> str:
    """Indicator, region, year and source."""
    indicator = code_list(INDICATORS).label(text_of(values, "indicator"))
    return folded(
        indicator, code_list(REGIONS).label(text_of(values, "region")), values.get("year"), values.get("source")
    )


def _level_problems(values: Values) -> list[Problem]:
    indicator, area = indicator_of(values), area_of(text_of(values, "region"))
    if not indicator or not area:
        return []
    areas = code_list("area-levels")
    if area not in indicator.extra["levels"].split():
        names = ", ".join(areas.label(level).lower() for level in indicator.extra["levels"].split())
        message = _(
            "“{indicator}” hanya ada untuk tingkat {levels}. Jangan ditulis sebagai angka {area}; "
            "pilih wilayah yang digambarkannya."
        ).format(indicator=indicator.label, levels=names, area=areas.label(area).lower())
        return [Problem("region", "level-not-published", message)]
    original = areas.by_code.get(text_of(values, "original_level"))
    if not original or original.code == area:
        return []
    if int(original.extra["rank"]) > int(areas.by_code[area].extra["rank"]):
        message = _("Angka tingkat {original} tidak boleh menjadi angka {area}; pilih wilayah yang digambarkannya.")
        words = message.format(original=original.label.lower(), area=areas.label(area).lower())
        return [Problem("original_level", "original-level-wider", words)]
    if is_rate(indicator.code):
        message = _("Angka ini tidak dapat dijumlahkan dari wilayah yang lebih kecil; pastikan dihitung ulang.")
        return [warning("original_level", "rate-from-parts", message)]
    return []


def _value_problems(values: Values) -> list[Problem]:
    typed, indicator = text_of(values, "value"), indicator_of(values)
    if not typed:
        return []
    amount = hundredths(typed)
    if amount is None:
        message = _("Nilai harus angka, paling banyak dua angka di belakang koma, misalnya 5,08.")
        return [Problem("value", "value-not-a-number", message)]
    if not indicator or int(indicator.extra["least"]) * 100 <= amount <= int(indicator.extra["most"]) * 100:
        return []
    message = _("Nilai {value} {unit} tidak biasa; lazimnya {least} sampai {most}.").format(
        value=as_shown(amount),
        unit=indicator.extra["unit"],
        least=as_shown(int(indicator.extra["least"]) * 100),
        most=as_shown(int(indicator.extra["most"]) * 100),
    )
    return [warning("value", "value-unusual", message)]


def _double(values: Values, context: CheckContext) -> list[Problem]:
    key = {name: text_of(values, name) for name in _KEY}
    other = context.same("factor", key) if all(key.values()) else None
    if not other:
        return []
    message = _("Angka ini sudah dicatat untuk wilayah dan tahun yang sama: {title}.").format(title=other[1])
    return [warning("indicator", "factor-double", message)]
