"""The deeds of a desk: what is typed, printed, saved as a file, or brought from outside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import albums
import offices
import strangers
import tables
from faults.deeds import Deed, Ground
from journeys import victims
from ppo_desktop.exchange.spreadsheet import read_sheets
from ppo_desktop.insight.overview import Findings
from ppo_desktop.operations.books import batches, grids, photos, residents, undoing
from ppo_desktop.operations.books.batches import Line
from ppo_desktop.operations.books.photos import Stored
from ppo_desktop.operations.house import drafting, preferences
from ppo_desktop.operations.house.drafting import DraftKey
from ppo_desktop.operations.keys import certifiers
from ppo_desktop.operations.letters import issuing, letter_templates, numbering
from ppo_desktop.operations.letters.letter_words import Subject
from ppo_desktop.operations.months import ledger, outside, overviews, printing, reporting
from ppo_desktop.operations.months.outside import PAPER
from ppo_desktop.operations.papers import periodic
from ppo_desktop.operations.papers.periodic import Asked
from ppo_desktop.operations.safekeeping import keeping
from ppo_desktop.operations.tables import exporting
from ppo_desktop.records.registry import kind
from ppo_desktop.storage import paper_store, settings_store

FILE_PASSWORD = "sandi dari penerbit"
LIST = [["No KK", "NIK", "Nama", "JK"], *([None, None, f"SITI {number}", "P"] for number in range(60))]
LONG = {"name": "Siti", "note": "x" * 6000}


@dataclass
class Desk(Ground):
    """A village that works, saves its papers on a stick, and takes files from others."""

    outer: Path = field(init=False)
    """Where files from elsewhere lie: on no disk that fails."""
    letters: list[str] = field(default_factory=list)
    """Letters that were acknowledged as final."""

    def __post_init__(self) -> None:
        self.outer = self.root.with_name(f"luar-{self.root.name}")
        self.outer.mkdir()
        official = strangers.person()
        (self.outer / "kades.p12").write_bytes(strangers.p12(official, FILE_PASSWORD))
        (self.outer / "psre.cer").write_bytes(official.authority)
        (self.outer / "dari-luar.pdf").write_bytes(strangers.signed(strangers.letter(), official))
        (self.outer / "foto").mkdir()
        albums.file(self.outer / "foto")

    def deeds(self) -> Iterable[Deed]:
        """In an order in which each finds what it needs; what stands between two of them meets no fault."""
        reporting.close_month(self.pair.village, offices.NOVEMBER, assenting=offices.HEAD, nihil=True)
        numbering.save(self.pair.village, numbering.Rule("one"))
        holds = self.holds
        return [
            Deed("several at once", self.several, holds),
            Deed("photo", self.photo, holds),
            Deed("draft", self.draft, holds),
            Deed("own words of a letter", self.own_words, holds),
            Deed("letter made final", self.letter, self.letters_stand),
            Deed("undone", self.undo, holds),
            Deed("paper saved", self.paper, holds, onto_stick=True),
            Deed("register saved", self.register, holds, onto_stick=True),
            Deed("table saved", self.table, holds, onto_stick=True),
            Deed("list saved as a table", self.list_table, holds, onto_stick=True),
            Deed("report saved for printing", self.report, holds, onto_stick=True),
            Deed("page to be signed outside", self.page, holds, onto_stick=True),
            Deed("page signed outside", self.keep_signed, self.papers_are_whole),
            Deed("certificate from outside", self.certificate, holds),
            Deed("page signed here", self.sign, self.papers_are_whole, onto_stick=True),
            Deed("certifier", self.certifier, holds),
            Deed("population list", self.population, self.population_is_whole),
            Deed("look of the window", self.look, holds),
            Deed("rows made anew", self.rebuild, self.rows_are_whole),
            Deed("opened by a later version", self.update, self.rows_are_whole),
        ]

    # ------------------------------------------------------------------------------------ typed

    def several(self) -> None:
        shared = {"person.rt": "3", "person.no_nik_reason": "TIDAK_TAHU", "departure.destination_country": "MY"}
        typed = {"person.name": f"Siti {len(self.saved)}", "person.sex": "P", "departure.departed_on": "2015"}
        line = Line({**typed, "person.born_on": "1985"}, is_other=True)
        kept = batches.keep(self.pair.village, grids.grid("abroad"), shared, line, "Diisi dari buku lama")
        assert kept.is_kept, kept.problems
        self.saved.add(kept.records["person"])

    def photo(self) -> None:
        if "event" not in self.made:
            (stored,) = photos.take(self.pair.village, [*(self.outer / "foto").iterdir()])
            assert isinstance(stored, Stored), stored
            assert photos.jpeg(self.pair.village, stored.digest), "it was acknowledged"

    def draft(self) -> None:
        key = DraftKey("person")
        drafting.keep(self.pair.village, key, LONG, title="Siti")
        found = drafting.find(self.pair.village, key)
        assert found is not None
        assert found.typed == LONG

    def own_words(self) -> None:
        letter_templates.adapt(self.pair.village, "BEPERGIAN", {"title": "Surat Jalan"})

    def letter(self) -> None:
        village = self.pair.village
        writing = issuing.begin(village, "BEPERGIAN", Subject("person", min(self.saved)))
        self.letters.append(issuing.finish(village, writing).record)

    def letters_stand(self) -> None:
        """Those that are final are the acknowledged ones, numbered without gap or twice."""
        self.holds()
        rows = offices.rows_at(self.pair.village, kind("letter"))
        assert {row["id"] for row in rows} == set(self.letters)
        assert sorted(row["sequence"] for row in rows) == list(range(1, len(self.letters) + 1))

    def undo(self) -> None:
        """A person who was recorded just now is removed again."""
        self.save()
        undoing.remove(self.pair.village, kind("person"), self.newest)
        self.saved.discard(self.newest)

    # ------------------------------------------------------------------------------------ saved as files

    def paper(self) -> None:
        printing.save_pdf("Lembar contoh", strangers.letter() + b"%" + b"x" * 40_000 + b"\n%%EOF\n", self.pair.stick)

    def register(self) -> None:
        asked = Asked("register-pmi", None)
        periodic.write(self.pair.village, asked, self.pair.stick, lambda *_told: None)

    def table(self) -> None:
        overview = overviews.offered(self.pair.village.identity.level)[0]
        findings: Findings = overviews.find(self.pair.village, overview)
        overviews.save_table(overview, 2026, findings, self.pair.stick)

    def list_table(self) -> None:
        exporting.write(self.pair.village, exporting.Asked(kind("person")), self.pair.stick)

    def report(self) -> None:
        printing.save(printing.papers(self.pair.village, self._line), self.pair.stick)

    def page(self) -> None:
        outside.save_page(self.pair.village, self._line, self.pair.stick)

    def keep_signed(self) -> None:
        outside.attach(self.pair.village, self._line, self.outer / "dari-luar.pdf")

    def certificate(self) -> None:
        outside.take_certificate(self.pair.village, self.outer / "kades.p12", FILE_PASSWORD, offices.HEAD)

    def sign(self) -> None:
        outside.sign_page(self.pair.village, self._line, self.pair.stick, offices.HEAD)

    def papers_are_whole(self) -> None:
        self.holds()
        with self.pair.village.database.reading() as connection:
            kept = paper_store.of_kind(connection, PAPER, self._line.carrier)
            assert all((paper_store.content(connection, paper.n) or b"").endswith(b"%%EOF\n") for paper in kept)

    @property
    def _line(self) -> ledger.ReportLine:
        return ledger.reports(self.pair.village)[0]

    # ------------------------------------------------------------------------------------ from outside, and beside

    def certifier(self) -> None:
        path = self.outer / "psre.cer"
        kept = certifiers.install(self.pair.village, certifiers.read(self.pair.village, path), path.name)
        assert len(kept) == 1

    def population(self) -> None:
        sheets: Any = read_sheets(tables.xlsx(LIST))
        residents.use(self.pair.village, residents.plan(residents.ListFile("penduduk.xlsx", sheets)))

    def population_is_whole(self) -> None:
        self.holds()
        found = residents.search(self.pair.village, "SITI")
        assert bool(found) == (residents.current(self.pair.village) is not None)

    def look(self) -> None:
        paths = self.pair.village.paths
        now = preferences.load(paths)
        preferences.save(paths, now._replace(theme="dark" if now.theme == "light" else "light"))

    def rebuild(self) -> None:
        keeping.rebuild(self.pair.village)

    def rows_are_whole(self) -> None:
        self.open_again()
        self.holds()
        victims.rows_are_the_fold(self.pair.village)

    def update(self) -> None:
        """The next start is that of a program whose kinds have changed."""
        with self.pair.village.database.transaction() as connection:
            settings_store.forget(connection, "rows made by")
        self.pair.village.close()
        self.open_again()
