"""Rules of the kind ``departure``. Errors only where the data would be nonsense; all else is a warning with a reason.

The program blocks nobody from leaving and judges nobody: only the law's own bars are put into words (18 years: UU
18/2017 art. 5; a border pass is not a work document).
"""

from __future__ import annotations

from datetime import timedelta

from ppo_desktop.core.errors import Problem
from ppo_desktop.core.period import is_partial_date
from ppo_desktop.core.text import _
from ppo_desktop.records import dates, numbers
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.field import Values
from ppo_desktop.records.kind import CheckContext, folded
from ppo_desktop.records.rules import from_person, not_recorded, text_of, unknown_person, warning

GROWN_UP = 18
BORDER_PASS = "PLB"
_NO_WORK_VISAS = ("KUNJUNGAN", "TANPA_IZIN")


def complete(values: Values, context: CheckContext) -> dict[str, object]:
    """The person's name, birth date and sex as they are now; the numbers of passport and telephone in one form."""
    written = from_person(values, context)
    if number := text_of(values, "contact_keeper_phone"):
        written["contact_keeper_phone"] = numbers.phone(number)
    if number := text_of(values, "passport"):
        written["passport"] = numbers.passport(number)
    return written


def check(values: Values, context: CheckContext) -> list[Problem]:
    """The person is ours; order of dates, age, papers against the way of leaving."""
    phone = text_of(values, "contact_keeper_phone")
    unusual = numbers.phone_problem("contact_keeper_phone", phone) if phone else None
    return [
        *unknown_person(values, context),
        *not_recorded(values, context, "broker", "broker", _("Perantara ini tidak ada dalam catatan kantor ini.")),
        *_date_problems(values, context),
        *_age_problems(values),
        *_paper_problems(values, context),
        *([unusual] if unusual else []),
    ]


def reached(values: Values) -> frozenset[str]:
    """The statuses a departure has passed or holds: those of the same or a lower step; none after a side exit."""
    statuses = code_list("statuses")
    now = statuses.by_code.get(text_of(values, "status"))
    if not now or now.extra["step"] == "0":
        return frozenset()
    step = int(now.extra["step"])
    return frozenset(code.code for code in statuses.items if 0 < int(code.extra["step"]) <= step)


def derive(values: Values) -> dict[str, object]:
    """``age_at_departure`` in full years, or ``None`` when a date is missing or the order of dates is impossible;
    ``contact_due_on`` where there is a contact plan."""
    born_on, leaving_on = text_of(values, "born_on"), _leaving_on(values)
    age = dates.age_on(born_on, leaving_on) if born_on and leaving_on else None
    return {"age_at_departure": age if age is not None and age >= 0 else None, "contact_due_on": contact_due(values)}


def contact_due(values: Values) -> str | None:
    """ISO day until which news is expected by the contact plan, its grace included; ``None`` without a plan.

    It runs anew from each contact, first from the departure; a day agreed on for the next contact goes before.
    """
    plan = code_list("contact-intervals").by_code.get(text_of(values, "contact_every"))
    known = [text for name in ("last_contact_on", "departed_on") if (text := text_of(values, name))]
    known = known or [text_of(values, "registered_on")]
    if not plan or not known[0]:
        return None
    last = max(dates.latest(text) for text in known)
    due = last + timedelta(int(plan.extra["days"]))
    agreed = text_of(values, "next_contact_on")
    if agreed and dates.latest(agreed) > last:
        due = dates.latest(agreed)
    return (due + timedelta(int(plan.extra["grace"]))).isoformat()


def title_of(values: Values) -> str:
    """Name and country: ``Siti Aminah – Malaysia``."""
    country = code_list("countries").label(text_of(values, "destination_country"))
    return " – ".join(part for part in (text_of(values, "person_name"), country) if part) or _("(tanpa nama)")


def detail_of(values: Values) -> str:
    """Status and register number: ``Sudah berangkat · REG/61.01.04.2003/2026/0007``."""
    status = code_list("statuses").label(text_of(values, "status"))
    return " · ".join(part for part in (status, text_of(values, "register_number")) if part)


def minors_present(values: Values) -> bool:
    """Whether who departs is not grown up on the day: then copies of documents show a child's face.

    Total also for what was typed and not read yet.
    """
    left = text_of(values, "departed_on") or text_of(values, "planned_on")
    days = text_of(values, "born_on"), dates.read_date(left) or ""
    return all(map(is_partial_date, days)) and dates.age_on(*days) < GROWN_UP


def search_text(values: Values) -> str:
    """Name, register number, destination, agency and escort."""
    country = code_list("countries").label(text_of(values, "destination_country"))
    names = ("person_name", "register_number", "destination_place", "job", "agency", "field_officer", "escort")
    return folded(country, *(values.get(name) for name in (*names, "passport", "pmi_id")))


def _date_problems(values: Values, context: CheckContext) -> list[Problem]:
    problems = []
    left, back = text_of(values, "departed_on"), text_of(values, "returned_on")
    if left and back and dates.certainly_before(back, left):
        problems.append(Problem("returned_on", "returned-before-departed", _("Tanggal pulang sebelum berangkat.")))
    for name, message in (
        ("departed_on", _("Tanggal berangkat belum tiba; gunakan “Rencana berangkat”.")),
        ("returned_on", _("Tanggal pulang belum tiba.")),
        ("last_contact_on", _("Tanggal kontak terakhir belum tiba.")),
        ("registered_on", _("Tanggal catat belum tiba.")),
    ):
        text = text_of(values, name)
        if text and dates.earliest(text) > context.today:
            # A warning: the clock of this PC may be the one that is wrong.
            problems.append(warning(name, f"{name.replace('_', '-')}-future", message))
    born_on, leaving_on = text_of(values, "born_on"), _leaving_on(values)
    if born_on and leaving_on and dates.certainly_before(leaving_on, born_on):
        problems.append(Problem("departed_on", "departed-before-born", _("Tanggal berangkat sebelum tanggal lahir.")))
    return problems


def _age_problems(values: Values) -> list[Problem]:
    age = derive(values)["age_at_departure"]
    if not isinstance(age, int) or age >= GROWN_UP:
        return []
    message = _(
        "Umur saat berangkat {age} tahun: di bawah 18 tahun. Surat izin tidak dapat diterbitkan; perlu dirujuk."
    )
    return [warning("planned_on", "under-18", message.format(age=age))]


def _paper_problems(values: Values, context: CheckContext) -> list[Problem]:
    problems = []
    visa, works = text_of(values, "visa"), bool(values.get("sector") or values.get("job"))
    if visa == BORDER_PASS and works:
        message = _("Pas Lintas Batas bukan dokumen untuk bekerja.")
        problems.append(warning("visa", "border-pass-work", message))
    if visa == BORDER_PASS and _lives_off_border(values, context):
        message = _("Pas Lintas Batas hanya untuk penduduk kecamatan perbatasan yang terdaftar.")
        problems.append(warning("visa", "border-pass-district", message))
    if visa in _NO_WORK_VISAS and works:
        message = _("Izin “{visa}” tidak untuk bekerja.").format(visa=code_list("visas").label(visa))
        problems.append(warning("visa", "visa-no-work", message))
    if values.get("path") == "prosedural" and values.get("exit_point") == "JALUR_TIDAK_RESMI":
        problems.append(
            warning("path", "path-exit-point", _("Jalur prosedural, tetapi keluar lewat jalur tidak resmi."))
        )
    if number := text_of(values, "passport"):
        unusual = numbers.passport_problem(number)
        problems += [unusual] if unusual else []
    until, leaving_on = text_of(values, "passport_until"), _leaving_on(values)
    if until and leaving_on and numbers.passport_ends_early(until, leaving_on):
        message = _("Paspor habis kurang dari 6 bulan sesudah berangkat.")
        problems.append(warning("passport_until", "passport-ends-early", message))
    return problems


def _lives_off_border(values: Values, context: CheckContext) -> bool:
    person = context.record("person", text_of(values, "person"))
    region = person.get("region") if person else None
    return isinstance(region, str) and not code_list("border-districts").contains(region[:8])


def _leaving_on(values: Values) -> str:
    return text_of(values, "departed_on") or text_of(values, "planned_on")
