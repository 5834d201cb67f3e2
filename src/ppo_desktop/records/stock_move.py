"""Stok bahan: one movement of a material in or out; the stock is the sum of all of them, see ``stock``."""

from typing import Annotated

import sqlalchemy as sa
import sqlmodel

from ppo_desktop.core.text import N_
from ppo_desktop.records import stock_move_rules as rules
from ppo_desktop.records.codes import REGIONS, VILLAGES
from ppo_desktop.records.filters import Empty, Filter, OneOf, ThisYear
from ppo_desktop.records.hints import (
    Choices,
    Date,
    Derived,
    Group,
    Help,
    Label,
    Personal,
    Photos,
    Range,
    Refers,
    Required,
)
from ppo_desktop.records.kind import RecordKind, Shelf
from ppo_desktop.records.row import Json, RecordRow

RUPIAH = 10**13
"""More than any print run costs, in rupiah."""
PIECES = 10_000_000
"""More pieces than any print run has."""


class StockMove(RecordRow, table=True):
    """So many pieces came, went, were put up or were lost."""

    __tablename__ = "stock_move"

    material: Annotated[
        str | None,
        Label(N_("Bahan sosialisasi")),
        Group(N_("Perubahan stok")),
        Required(),
        Refers("material", belongs=False),
    ] = None
    movement: Annotated[str | None, Label(N_("Apa yang terjadi")), Choices("stock-movements"), Required()] = None
    moved_on: Annotated[str | None, Label(N_("Tanggal")), Date(), Required()] = None
    amount: Annotated[
        int | None,
        Label(N_("Jumlah")),
        Help(N_("Selalu tanpa tanda kurang; “Apa yang terjadi” menentukan bertambah atau berkurang."), "80"),
        Range(1, PIECES),
        Required(),
    ] = None

    counterpart: Annotated[
        str | None,
        Label(N_("Dari atau kepada siapa")),
        Group(N_("Dari mana, untuk apa")),
        Help(N_("Kantor, percetakan, sekolah, atau kelompok."), "Kantor Camat Tebas"),
        Range(0, 150),
    ] = None
    other_office: Annotated[
        str | None,
        Label(N_("Kantor pengirim atau penerima")),
        Help(N_("Kantor di atas diingatkan mencatat penerimaannya. Kantor di bawah diberi tahu dengan berita acara.")),
        Choices(REGIONS),
    ] = None
    event: Annotated[
        str | None,
        Label(N_("Pada kegiatan")),
        Help(N_("Hanya bila kegiatan itu sendiri belum menyebut bahan ini; yang disebut di sana sudah terhitung.")),
        Refers("socialisation", belongs=False),
    ] = None
    cost: Annotated[
        int | None, Label(N_("Biaya"), N_("rupiah")), Range(0, RUPIAH), sqlmodel.Field(sa_type=sa.BigInteger)
    ] = None
    funding: Annotated[str | None, Label(N_("Sumber dana")), Choices("funding")] = None
    proof: Annotated[str | None, Label(N_("Nomor tanda terima atau berita acara")), Range(0, 60)] = None

    place: Annotated[
        str | None,
        Label(N_("Tempat dipasang")),
        Group(N_("Pemasangan")),
        Help(N_("Untuk baliho, spanduk, dan poster."), N_("Simpang tiga Pasar Tebas")),
        Range(0, 150),
    ] = None
    region: Annotated[str | None, Label(N_("Desa atau kelurahan")), Choices(VILLAGES)] = None
    put_up_on: Annotated[str | None, Label(N_("Tanggal terpasang")), Date()] = None
    taken_down_on: Annotated[str | None, Label(N_("Tanggal turun")), Date()] = None
    photos: Annotated[
        list[object] | None,
        Label(N_("Foto tempat terpasang")),
        Personal(),
        Photos(),
        sqlmodel.Field(sa_type=Json),
    ] = None

    note: Annotated[str | None, Label(N_("Catatan")), Group(N_("Catatan")), Range(0, 1000)] = None

    material_title: Annotated[str | None, Label(N_("Bahan saat dicatat")), Group(""), Range(0, 200)] = None
    """Copied from the material at saving, so that the book can be read where the catalogue has not arrived."""
    answers: Annotated[str | None, Label(N_("Menjawab penyerahan")), Group(""), Range(0, 32)] = None
    """Id of the movement of the other office by which it handed this over: what is told twice is counted once."""
    change: Annotated[int | None, Label(N_("Perubahan stok")), Range(-PIECES, PIECES), Derived()] = None
    """The number with its sign."""


STOCK_MOVE = RecordKind(
    name="stock_move",
    title=N_("Perubahan stok bahan"),
    plural=N_("Stok bahan"),
    declaration=StockMove,
    aliases=("stok",),
    icon="package",
    purpose=N_(
        "Bahan sosialisasi yang masuk, dibagikan, dipasang, atau rusak; sisanya dihitung dari sini dan dari kegiatan "
        "sosialisasi."
    ),
    shelf=Shelf.PREVENTION,
    computed=frozenset({"material_title"}),
    list_columns=("moved_on", "movement", "change", "counterpart"),
    filters=(
        Filter("this-year", N_("Tahun ini"), (ThisYear("moved_on"),)),
        Filter("in", N_("Masuk"), (OneOf("movement", frozenset({"AWAL", "CETAK", "TERIMA", "KEMBALI"})),)),
        Filter("out", N_("Dibagikan atau diserahkan"), (OneOf("movement", frozenset({"BAGI", "SERAH"})),)),
        Filter("hanging", N_("Masih terpasang"), (OneOf("movement", frozenset({"PASANG"})), Empty("taken_down_on"))),
    ),
    complete=rules.complete,
    check=rules.check,
    derive=rules.derive,
    title_of=rules.title_of,
    detail_of=rules.detail_of,
    search_text=rules.search_text,
)
