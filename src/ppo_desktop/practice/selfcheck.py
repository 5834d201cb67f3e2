"""The program tries every part of itself once, in a scratch folder, with practice offices: also how a packaged build
shows that nothing was left out of it."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from msgspec import Struct, field

from ppo_desktop.core.clock import SystemClock, today
from ppo_desktop.core.errors import World
from ppo_desktop.core.offices import regions
from ppo_desktop.core.paths import OfficePaths, resource
from ppo_desktop.core.period import Month
from ppo_desktop.core.text import _
from ppo_desktop.operations.books import recording, residents, searching
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.carriers.inspection import Inspection
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.keys import enrolment
from ppo_desktop.operations.months import reporting
from ppo_desktop.operations.months.reporting import Closed
from ppo_desktop.operations.neighbours import confirming, receiving
from ppo_desktop.operations.neighbours.receiving import Taken
from ppo_desktop.operations.papers import comparing
from ppo_desktop.operations.safekeeping import keeping
from ppo_desktop.practice.offices import CAMAT, VILLAGES, Cast
from ppo_desktop.practice.people import Village
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.departure import DEPARTURE
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.registry import KINDS

_VILLAGE = VILLAGES[0]
_REGIONS = 2000
"""At least this many; the province has 2,334."""


class CheckResult(Struct, frozen=True):
    """Something that works."""

    name: str
    """Stable, English."""
    text: str
    """For people."""


class _Trial(Struct):
    """The scratch folder and what stands in it so far."""

    folder: Path
    exits: ExitStack
    offices: dict[str, Office] = field(default_factory=dict)
    name: str = ""
    person: str = ""
    closed: Closed | None = None

    @property
    def stick(self) -> Path:
        return self.folder / "stick"

    @property
    def village(self) -> Office:
        return self.offices[_VILLAGE.code]

    @property
    def camat(self) -> Office:
        return self.offices[CAMAT.code]


def run() -> Iterator[CheckResult]:
    """Check part after part; each result is handed over as soon as it stands.

    Raises:
        World: ``check-failed``, with the part that does not work, or what the disk of this PC answers.
    """
    with ExitStack() as exits:
        folder = exits.enter_context(tempfile.TemporaryDirectory(prefix="ppo-periksa-", ignore_cleanup_errors=True))
        trial = _Trial(Path(folder), exits)
        trial.stick.mkdir()
        for name, text, check in _checks():
            try:
                check(trial)
            except (AssertionError, ImportError, LookupError, OSError, ValueError) as error:
                raise World(
                    "check-failed",
                    _("Bagian ini tidak berjalan: {part} ({kind}).").format(part=text, kind=type(error).__name__),
                    _("Pasang ulang PPO Desktop; data kantor tidak tersentuh oleh pemeriksaan ini."),
                ) from error
            yield CheckResult(name, text)


def _checks() -> tuple[tuple[str, str, Callable[[_Trial], None]], ...]:
    return (
        ("resources", _("daftar wilayah, daftar kode, dan huruf"), _resources),
        ("database", _("basis data terenkripsi"), _database),
        ("enrolment", _("kunci dua kantor saling dikenal"), _enrolment),
        ("recording", _("pencatatan dan pencarian"), _recording),
        ("carrier", _("laporan tersegel dan bertanda tangan"), _carrier),
        ("import", _("penerimaan, berkas rusak yang tidak diterima, dan hitung ulang"), _import),
        ("receipt", _("tanda terima"), _receipt),
        ("recap", _("halaman rekap"), _recap),
        ("scan", _("kode QR pada pindaian"), _scan),
        ("residents", _("daftar penduduk dari berkas"), _residents),
        ("backup", _("cadangan dan pemulihan"), _backup),
    )


def _resources(_trial: _Trial) -> None:
    assert len(regions()) > _REGIONS
    named = {f.choices for kind in KINDS for f in kind.fields if f.choices}
    for name in (*named, "factors", "provinces", "border-districts", "retired-districts"):
        assert code_list(name).items, name
    for font in ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"):
        assert resource("fonts", font).stat().st_size


def _database(trial: _Trial) -> None:
    for cast in (CAMAT, _VILLAGE):
        trial.offices[cast.code] = _set_up(trial, cast)


def _set_up(trial: _Trial, cast: Cast) -> Office:
    office = cast.set_up(trial.folder / cast.code, SystemClock()).office
    trial.exits.callback(office.close)
    assert not office.paths.database.read_bytes().startswith(b"SQLite format")
    return office


def _enrolment(trial: _Trial) -> None:
    def agreed(_who: str, _words: str) -> bool:
        return True

    asked = enrolment.request(trial.village, trial.stick, _VILLAGE.credentials("pimpinan"))
    answered = enrolment.issue(trial.camat, asked.path, trial.stick, CAMAT.credentials("pimpinan"), agreed)
    enrolment.accept(trial.village, answered.path, agreed)


def _recording(trial: _Trial) -> None:
    values = Village(_VILLAGE.code).person("P")
    trial.name = str(values["name"])
    trial.person = recording.save(trial.village, PERSON, values).record
    departure = {
        "person": trial.person,
        "registered_on": today(trial.village.clock).isoformat(),
        "status": "niat",
        "destination_country": "MY",
    }
    recording.save(trial.village, DEPARTURE, departure)
    assert trial.person in {found.record for found in searching.find(trial.village, trial.name)}
    _hides_the_name(trial, *trial.village.paths.folder.glob("kantor.db*"))


def _carrier(trial: _Trial) -> None:
    month = Month.of(today(trial.village.clock))
    trial.closed = reporting.close_month(trial.village, month, assenting=_VILLAGE.credentials("pimpinan"))
    _hides_the_name(trial, sending.export(trial.village, CAMAT.code, trial.stick).path)


def _import(trial: _Trial) -> None:
    (carrier,) = receiving.expand([trial.stick])
    damaged = bytearray(carrier.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    copy = trial.stick / "rusak.pdf"
    copy.write_bytes(damaged)
    taken, refused = receiving.take(trial.camat, [carrier, copy])
    assert isinstance(taken, Taken)
    assert taken.agrees
    assert isinstance(refused, Inspection)
    assert refused.verdict == "refused"
    copy.unlink()
    assert [row["id"] for row in recording.listing(trial.camat, PERSON)] == [trial.person]


def _receipt(trial: _Trial) -> None:
    confirming.write_receipts(trial.camat)
    (copied,) = sending.export_receipts(trial.camat, trial.stick)
    (taken,) = receiving.take(trial.village, [copied.path])
    assert isinstance(taken, Taken)


def _recap(trial: _Trial) -> None:
    assert trial.closed is not None
    assert reporting.recap_pdf(trial.village, trial.closed.figures).startswith(b"%PDF-")


def _scan(trial: _Trial) -> None:
    assert trial.closed is not None
    identifier = trial.closed.carrier.manifest.id
    file = trial.folder / "pindaian.png"
    file.write_bytes(comparing.drawn(_VILLAGE.code, identifier))
    (code,) = comparing.codes_in_file(file)
    assert comparing.original(trial.village, code).id == identifier


def _residents(trial: _Trial) -> None:
    file = trial.folder / "penduduk.ods"
    file.write_bytes(_list_of(trial.name))
    residents.use(trial.village, residents.plan(residents.read(file)))
    assert [found.name for found in residents.search(trial.village, trial.name)] == [trial.name]


def _list_of(name: str) -> bytes:
    """A table of one person, as LibreOffice keeps it."""
    names = "urn:oasis:names:tc:opendocument:xmlns"
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = "".join(
        f"<table:table-row>{''.join(cell.format(text) for text in row)}</table:table-row>"
        for row in (("Nama", "RT"), (name, "003"))
    )
    content = (
        f'<office:document-content xmlns:office="{names}:office:1.0" xmlns:table="{names}:table:1.0" '
        f'xmlns:text="{names}:text:1.0"><office:body><office:spreadsheet><table:table table:name="Penduduk">'
        f"{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr("META-INF/manifest.xml", "<manifest/>")
        file.writestr("content.xml", content)
    return held.getvalue()


def _backup(trial: _Trial) -> None:
    file = keeping.backup(trial.village, trial.folder)
    clerk = _VILLAGE.credentials("petugas")
    paths = OfficePaths(trial.folder / "pulih")
    restored = keeping.restore(paths, file, clerk.name, clerk.password, trial.village.clock).office
    trial.exits.callback(restored.close)
    assert keeping.rebuild(restored) > 0
    assert [row["name"] for row in recording.listing(restored, PERSON)] == [trial.name]


def _hides_the_name(trial: _Trial, *files: Path) -> None:
    assert files
    assert not any(trial.name.encode() in file.read_bytes() for file in files)
