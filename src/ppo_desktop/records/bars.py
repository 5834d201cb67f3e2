"""The law's own bars: what an office may not issue, whoever asks for it. Data of ``legal-bars``, compared here."""

from __future__ import annotations

from ppo_desktop.core.text import _
from ppo_desktop.records import departure_rules
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.dates import written
from ppo_desktop.records.field import Values
from ppo_desktop.records.kind import Notice
from ppo_desktop.records.rules import text_of

PERMIT_AGE = "IZIN_UMUR"


def of_departure(values: Values) -> tuple[Notice, ...]:
    """Why no letter of family permission may be issued for a departure that has not happened; empty where it may.

    Where the age is not known nothing is barred: the form asks for it. No consent of anybody changes what is barred.
    """
    bar = code_list("legal-bars").by_code[PERMIT_AGE]
    age, least = departure_rules.derive(values)["age_at_departure"], int(bar.extra["least_age"])
    if not isinstance(age, int) or age >= least or text_of(values, "departed_on"):
        return ()
    words = _(
        "Umur saat berangkat {age} tahun, sedangkan undang-undang mensyaratkan paling sedikit {least} tahun ({law}; "
        "dicek {day}). Persetujuan keluarga tidak mengubahnya. Jelaskan kepada keluarga, lalu rujuk ke UPTD PPA."
    ).format(age=age, least=least, law=bar.extra["law"], day=written(bar.extra["checked_on"]))
    return (Notice(_("{bar}.").format(bar=bar.label), words),)
