"""Permintaan data: who asked for what, on which basis, what was given, by whom and when."""

import re
from textwrap import shorten
from typing import Annotated

from ppo_desktop.core.errors import Problem
from ppo_desktop.core.text import N_, _
from ppo_desktop.records.dates import written
from ppo_desktop.records.field import Values
from ppo_desktop.records.filters import Filter, OneOf, ThisYear
from ppo_desktop.records.hints import Choices, Date, Group, Help, Label, Personal, Range, Required, When
from ppo_desktop.records.kind import CheckContext, RecordKind, Reminder, Shelf, folded
from ppo_desktop.records.row import RecordRow
from ppo_desktop.records.rules import joined, not_yet, text_of, warning

WAITING = "BELUM"
STANDARD = "LEMBAR_BAKU"
OTHER = "DATA_LAIN"
REFUSED = ("TIDAK_ADA", "TIDAK_DAPAT")
ANSWERED = (STANDARD, OTHER, *REFUSED)
_TELLS = {STANDARD: ("sheet",), OTHER: ("given",), **dict.fromkeys(REFUSED, ("why_not",))}
_SHOWN = 80
"""Signs of a long answer in a title."""
_CODE = re.compile(r"\b[0-9A-F]{4}(?: [0-9A-F]{4}){3}\b")


class DataRequest(RecordRow, table=True):
    """One request and its answer."""

    __tablename__ = "data_request"

    asked_on: Annotated[str | None, Label(N_("Diminta pada")), Group(N_("Permintaan")), Required(), Date()] = None
    asker: Annotated[str | None, Label(N_("Nama pemohon")), Required(), Personal(), Range(2, 100)] = None
    institution: Annotated[
        str | None, Label(N_("Lembaga")), Help(N_("Kosongkan bila meminta untuk diri sendiri.")), Range(0, 150)
    ] = None
    contact: Annotated[
        str | None,
        Label(N_("Cara menghubungi")),
        Help(N_("Nomor telepon, surel, atau alamat untuk menyampaikan jawabannya.")),
        Personal(),
        Range(0, 150),
    ] = None
    letter: Annotated[str | None, Label(N_("Nomor surat permintaan")), Range(0, 80)] = None
    basis: Annotated[str | None, Label(N_("Dasar permintaan")), Choices("data-request-bases"), Required()] = None
    purpose: Annotated[
        str | None, Label(N_("Untuk keperluan")), Help("", N_("Musrenbang kecamatan")), Required(), Range(3, 500)
    ] = None
    wanted: Annotated[
        str | None,
        Label(N_("Data yang diminta")),
        Help("", N_("Jumlah PMI menurut negara tujuan, tahun 2025")),
        Required(),
        Range(3, 1000),
    ] = None

    answer: Annotated[
        str | None, Label(N_("Jawaban")), Group(N_("Jawaban")), Choices("data-request-answers"), Required()
    ] = None
    sheet: Annotated[
        str | None,
        Label(N_("Lembar yang diberikan")),
        When("answer", (STANDARD,)),
        Help(
            N_("Diisi dari halaman “Angka baku”, tombol “Berikan dan catat”."),
            N_("Angka baku Tahun 2025, edisi 1, Desa Sempalai, kode 3F2A 91C0 77B1 0D4E"),
        ),
        Range(0, 250),
    ] = None
    given: Annotated[
        str | None,
        Label(N_("Data yang diberikan")),
        When("answer", (OTHER,)),
        Help(N_("Apa persisnya, masa dan tanggal datanya, dan dalam bentuk apa. Tanpa nama warga.")),
        Range(0, 2000),
    ] = None
    why_not: Annotated[
        str | None,
        Label(N_("Alasan")),
        When("answer", REFUSED),
        Help(N_("Mengapa tidak ada atau tidak dapat diberikan, dan ke mana pemohon dapat bertanya.")),
        Range(0, 1000),
    ] = None
    answered_on: Annotated[str | None, Label(N_("Dijawab pada")), When("answer", ANSWERED), Date()] = None
    answered_by: Annotated[str | None, Label(N_("Dijawab oleh")), When("answer", ANSWERED), Range(0, 100)] = None
    note: Annotated[str | None, Label(N_("Catatan")), Range(0, 2000)] = None


def sheet_code(text: str) -> str:
    """The code of an edition that a text names, ``3F2A 91C0 77B1 0D4E``; ``""`` where it names none."""
    found = _CODE.search(text)
    return found[0] if found else ""


def check(values: Values, context: CheckContext) -> list[Problem]:
    """Order of the dates, and a sheet that can be found again."""
    problems = [
        *not_yet(values, context, "asked_on", _("Tanggal permintaan")),
        *not_yet(values, context, "answered_on", _("Tanggal jawaban")),
    ]
    asked_on, answered_on, sheet = (text_of(values, name) for name in ("asked_on", "answered_on", "sheet"))
    if asked_on and answered_on and answered_on < asked_on:
        problems.append(warning("answered_on", "answered-before-asked", _("Dijawab sebelum diminta.")))
    if sheet and not sheet_code(sheet):
        message = _("Kode lembar tidak ada di sini; tanpa kode, lembar yang sama tidak dapat dicetak lagi.")
        problems.append(warning("sheet", "sheet-without-code", message))
    return problems + _open_ends(values)


def _open_ends(values: Values) -> list[Problem]:
    """What an answer says must be there with it."""
    answer = text_of(values, "answer")
    needed = [*_TELLS.get(answer, ()), *(("answered_on", "answered_by") if answer in ANSWERED else ())]
    return [
        warning(name, f"{name.replace('_', '-')}-missing", _("Permintaan sudah dijawab, tetapi isian ini kosong."))
        for name in needed
        if not text_of(values, name)
    ]


def title_of(values: Values) -> str:
    """Who asks for what: ``Bappeda Sambas: Jumlah PMI menurut negara``."""
    who = text_of(values, "institution") or text_of(values, "asker")
    parts = (who, _short(text_of(values, "wanted")))
    return ": ".join(part for part in parts if part) or _("(kosong)")


def detail_of(values: Values) -> str:
    """What for, and when it was asked."""
    return joined(_short(text_of(values, "purpose")), written(text_of(values, "asked_on")))


def _short(text: str) -> str:
    return shorten(text, _SHOWN, placeholder="…").replace(",…", "…")


def search_text(values: Values) -> str:
    """Whoever asked, and what."""
    return folded(*(values.get(name) for name in ("asker", "institution", "letter", "purpose", "wanted", "sheet")))


DATA_REQUEST = RecordKind(
    name="data_request",
    title=N_("Permintaan data"),
    plural=N_("Permintaan data"),
    declaration=DataRequest,
    aliases=("permintaan-data",),
    icon="file-text",
    purpose=N_("Siapa meminta data, untuk apa, apa yang diberikan dan kapan; supaya semua mendapat angka yang sama."),
    shelf=Shelf.TASK_FORCE,
    list_columns=("asked_on", "answer", "answered_on"),
    filters=(
        Filter("waiting", N_("Belum dijawab"), (OneOf("answer", frozenset({WAITING})),)),
        Filter("standard", N_("Diberi lembar baku"), (OneOf("answer", frozenset({STANDARD})),)),
        Filter("this-year", N_("Tahun ini"), (ThisYear("asked_on"),)),
    ),
    reminders=(
        Reminder(
            "waiting",
            N_("{count} permintaan data belum dijawab"),
            N_("Berikan lembar angka baku, atau tulis mengapa tidak dapat."),
            severity="info",
        ),
    ),
    check=check,
    title_of=title_of,
    detail_of=detail_of,
    search_text=search_text,
)
