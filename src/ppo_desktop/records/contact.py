"""Kontak: who is called in an emergency or for a service, and when the number was last checked.

Hotlines to begin with are data: see ``contacts``.
"""

from typing import Annotated

from ppo_desktop.core.errors import Problem
from ppo_desktop.core.text import N_, _
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.contacts import number, number_problem
from ppo_desktop.records.dates import written
from ppo_desktop.records.field import Values
from ppo_desktop.records.filters import Filter, LongAgo, OneOf
from ppo_desktop.records.hints import Choices, Date, Group, Help, Label, Personal, Range, Required
from ppo_desktop.records.kind import CheckContext, RecordKind, Reminder, Shelf, folded
from ppo_desktop.records.row import RecordRow
from ppo_desktop.records.rules import joined, not_yet, text_of, warning
from ppo_desktop.records.words import phone_in_words

CHECK_DAYS = 365
"""A number nobody tried for a year may be somebody else's by now."""
NUMBERS = ("phone", "phone_2", "whatsapp")


class Contact(RecordRow, table=True):
    """One service or office with its numbers."""

    name: Annotated[
        str | None,
        Label(N_("Nama layanan atau kantor")),
        Group(N_("Layanan")),
        Help("", "UPTD PPA Kabupaten Sambas"),
        Range(0, 150),
        Required(),
    ] = None
    service: Annotated[str | None, Label(N_("Jenis layanan")), Choices("contact-services"), Required()] = None
    institution: Annotated[str | None, Label(N_("Instansi")), Choices("institutions")] = None
    officer: Annotated[str | None, Label(N_("Nama petugas")), Personal(), Range(0, 100)] = None

    phone: Annotated[
        str | None,
        Label(N_("Nomor telepon")),
        Group(N_("Nomor")),
        Help(N_("Nomor kantor, nomor dinas, atau nomor darurat; nomor pendek pun boleh."), "110"),
        Range(0, 40),
    ] = None
    phone_2: Annotated[str | None, Label(N_("Nomor telepon lain")), Range(0, 40)] = None
    whatsapp: Annotated[str | None, Label(N_("WhatsApp")), Range(0, 40)] = None
    checked_on: Annotated[
        str | None, Label(N_("Dicek tanggal")), Help(N_("Hari nomor ini terakhir dicoba atau ditanyakan.")), Date()
    ] = None

    hours: Annotated[
        str | None, Label(N_("Jam layanan")), Group(N_("Jangkauan")), Help("", "24 jam"), Range(0, 100)
    ] = None
    area: Annotated[str | None, Label(N_("Wilayah layanan")), Help("", "Kabupaten Sambas"), Range(0, 150)] = None
    address: Annotated[
        str | None, Label(N_("Alamat")), Help(N_("Alamat rumah aman tidak ditulis di sini.")), Range(0, 200)
    ] = None
    note: Annotated[str | None, Label(N_("Catatan")), Range(0, 1000)] = None


def complete(values: Values, _context: CheckContext) -> dict[str, object]:
    """Each number in one form."""
    return {name: number(text) for name in NUMBERS if (text := text_of(values, name))}


def check(values: Values, context: CheckContext) -> list[Problem]:
    """A contact without a number, numbers nobody can dial, a check that has not been made yet."""
    problems = []
    if not any(text_of(values, name) for name in NUMBERS):
        problems.append(warning("phone", "phone-missing", _("Belum ada nomor telepon.")))
    unusual = [number_problem(name, text) for name in NUMBERS if (text := text_of(values, name))]
    problems += [problem for problem in unusual if problem]
    return problems + not_yet(values, context, "checked_on", _("Tanggal cek"))


def title_of(values: Values) -> str:
    """The name of the service."""
    return text_of(values, "name") or _("(tanpa nama)")


def detail_of(values: Values) -> str:
    """Number and when it was checked: ``0562 391234 · dicek 21-11-2026``."""
    first = next((text for name in NUMBERS if (text := text_of(values, name))), "")
    checked_on = text_of(values, "checked_on")
    checked = _("dicek {day}").format(day=written(checked_on)) if checked_on else _("belum dicek")
    return joined(phone_in_words(first), checked)


def search_text(values: Values) -> str:
    """Name, service, institution, officer, area and numbers."""
    service = code_list("contact-services").label(text_of(values, "service"))
    institution = code_list("institutions").label(text_of(values, "institution"))
    return folded(service, institution, *(values.get(name) for name in ("name", "officer", "area", *NUMBERS)))


CONTACT = RecordKind(
    name="contact",
    title=N_("Kontak"),
    plural=N_("Kontak darurat dan layanan"),
    declaration=Contact,
    aliases=("kontak",),
    icon="phone",
    purpose=N_("Nomor darurat dan layanan, dengan tanggal terakhir dicek."),
    shelf=Shelf.TASK_FORCE,
    list_columns=("phone", "whatsapp", "area", "checked_on"),
    filters=(
        Filter("unchecked", N_("Setahun belum dicek"), (LongAgo("checked_on", CHECK_DAYS),)),
        Filter("urgent", N_("Darurat dan polisi"), (OneOf("service", frozenset({"DARURAT", "POLISI"})),)),
        Filter("victims", N_("Pelindungan"), (OneOf("service", frozenset({"PPA", "PENGADUAN_PMI"})),)),
    ),
    reminders=(
        Reminder(
            "unchecked",
            N_("{count} kontak darurat setahun belum dicek"),
            N_("Telepon sekali, lalu isi tanggalnya."),
            "info",
        ),
    ),
    complete=complete,
    check=check,
    title_of=title_of,
    detail_of=detail_of,
    search_text=search_text,
)
