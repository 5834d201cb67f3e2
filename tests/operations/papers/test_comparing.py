"""A photocopy of a report beside the signed original, at the office that made it and at the one that took it in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

import offices
from ppo_desktop.core.errors import Refused
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import ledger, recapping
from ppo_desktop.operations.papers import comparing
from ppo_desktop.operations.papers.comparing import Code, Original
from ppo_desktop.reports.office import check_code
from verifiers import run


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[offices.Pair]:
    """A village whose first report the camat took in, and which then made another of the same month."""
    made = offices.new_pair(tmp_path_factory.mktemp("pair"))
    made.departure(made.person())
    made.report()
    made.carry_up()
    made.departure(made.person("Mariam"))
    made.report()
    recapping.sign_recap(made.camat, offices.NOVEMBER, assenting=offices.HEAD)
    yield made
    made.close()


def first(pair: offices.Pair) -> str:
    """Id of the report that both hold."""
    return next(line.carrier for line in ledger.reports(pair.village) if line.version == 1)


def found(office: Office, digits: str) -> Original:
    return comparing.original(office, comparing.read_code(digits))


@pytest.mark.parametrize(
    "typed",
    [
        "8BDA 6CC7 0F12 9A3E",
        "8bda6cc70f129a3e",
        " 8bda-6cc7.Of12:9a3e\n",
        "8BDA 6CC7 OFIZ 9A3E",
        "Kode: 8BDA",
    ],
)
def test_a_code_is_read_however_it_was_typed(typed: str) -> None:
    if typed.startswith("Kode"):
        with pytest.raises(Refused) as refused:
            comparing.read_code(typed)
        assert refused.value.code == "code-form"
    else:
        assert comparing.read_code(typed).words == "8BDA 6CC7 0F12 9A3E"


def test_the_text_of_the_qr_tells_the_office_too() -> None:
    mark = f"dari QR: PPO1:61.01.04.2003:{'AB12' * 16} "
    assert comparing.read_code(mark) == Code("ab12" * 16, "61.01.04.2003")


def test_the_original_is_found_where_it_was_made_and_where_it_was_taken_in_with_its_figures(
    pair: offices.Pair,
) -> None:
    for office, is_own in ((pair.village, True), (pair.camat, False)):
        original = found(office, check_code(first(pair)))
        assert original.what == "Laporan bulan November 2026 dari Desa Sempalai"
        assert (original.is_own, original.has_file) == (is_own, True)
        (table,) = original.tables
        assert table.columns == ("Bulan ini", "Tambahan bulan lalu")
        assert table.rows[0] == ("Calon PMI dan PMI yang baru dicatat", (1, 0))
        assert len(original.figures) == 10


def test_the_office_that_made_a_later_report_is_told_that_the_photocopy_is_an_old_one(pair: offices.Pair) -> None:
    assert "perbaikan yang lebih baru" in found(pair.village, first(pair)).newer
    newest = ledger.reports(pair.village)[0].carrier
    assert found(pair.village, newest).newer == ""
    assert found(pair.village, newest).figures[0, 0, 0] == 2


def test_the_recap_of_the_top_is_compared_with_the_offices_below(pair: offices.Pair) -> None:
    (recap,) = ledger.reports(pair.camat)
    original = found(pair.camat, recap.carrier)
    assert original.what == "Rekapitulasi bulan November 2026 dari Kecamatan Tebas"
    below = original.tables[1]
    village = next(row for row in below.rows if row.title == "Desa Sempalai")
    assert (below.columns[0], village.counts[0]) == ("Baru dicatat", 1)
    silent = next(row for row in below.rows if row.title != "Desa Sempalai") if len(below.rows) > 1 else None
    assert silent is None or set(silent.counts) == {None}


def test_only_what_was_said_of_the_photocopy_counts_and_differences_are_named(pair: offices.Pair) -> None:
    original = found(pair.camat, first(pair))
    everything = dict(original.figures)
    assert comparing.compare(original, everything).verdict == "Semua 10 angka pada fotokopi sama dengan berkas asli."
    some = comparing.compare(original, {(0, 0, 0): 1})
    assert some.verdict == "1 angka sama; 9 belum dibandingkan."
    other = comparing.compare(original, {**everything, (0, 1, 0): 7})
    assert other.differing == ("Berangkat, bulan ini: berkas asli 0, fotokopi 7.",)
    assert other.verdict == "1 angka pada fotokopi berbeda dengan berkas asli."


def test_where_the_original_is_not_somebody_is_told_whom_to_ask(pair: offices.Pair) -> None:
    nowhere = "0" * 60 + "ffff"
    for typed, advice in (
        (f"PPO1:61.01.05.2001:{nowhere}", "Tanyakan kepada Desa "),
        (f"PPO1:61.01.04.2003:{nowhere}", "Cari di komputer lain kantor ini"),
        (nowhere, "Tanyakan kepada kantor yang tercantum pada kop"),
    ):
        with pytest.raises(Refused) as refused:
            found(pair.village, typed)
        assert refused.value.code == "no-original"
        assert refused.value.advice.startswith(advice)
    with pytest.raises(Refused) as refused:
        found(pair.camat, f"PPO1:61.01.04.2003:{nowhere}")
    assert refused.value.advice == "Tanyakan kepada Desa Sempalai yang membuatnya.", "nobody is sent to themselves"
    for typed in (f"PPO1:{pair.camat.code}:{nowhere}", nowhere):
        with pytest.raises(Refused) as refused:
            found(pair.camat, typed)
        assert "atasan" not in refused.value.advice, "nobody stands above the root"


def test_a_digit_typed_wrong_is_found_by_the_codes_that_are_like_it(pair: offices.Pair) -> None:
    identifier = first(pair)
    wrong = ("1" if identifier[5] != "1" else "2").join((identifier[:5], identifier[6:16]))
    with pytest.raises(Refused) as refused:
        found(pair.camat, wrong)
    assert check_code(identifier) in refused.value.advice


def test_a_scan_of_the_printed_report_leads_to_its_original(pair: offices.Pair, tmp_path: Path) -> None:
    carrier = sending.export(pair.village, pair.camat.code, tmp_path).path
    run("pdftoppm", "-r", "150", "-gray", "-singlefile", carrier, tmp_path / "scan")
    with Image.open(tmp_path / "scan.pgm") as page:
        page.rotate(4, expand=True, fillcolor=255).save(tmp_path / "scan.jpg", quality=50)
    (code,) = comparing.codes_in_file(tmp_path / "scan.jpg")
    assert code.office == pair.village.code
    assert comparing.original(pair.village, code).id == ledger.reports(pair.village)[0].carrier
