"""The whole path on practice data: two villages record two months, sign and carry them, the camat checks and receives.

Only production operations are used, as a clerk would by hand; whatever a step says was verified has just been verified.
"""

from __future__ import annotations

import shutil
from collections.abc import Generator, Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

from msgspec import Struct, field

from ppo_desktop.core.clock import WIB, FixedClock
from ppo_desktop.core.errors import Refused, World
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.core.period import Month
from ppo_desktop.core.text import _
from ppo_desktop.operations.books import recording, searching
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.carriers.inspection import Inspection
from ppo_desktop.operations.keys import enrolment
from ppo_desktop.operations.months import reporting
from ppo_desktop.operations.neighbours import confirming, receiving
from ppo_desktop.operations.neighbours.receiving import Taken
from ppo_desktop.operations.safekeeping import keeping
from ppo_desktop.practice.guide import guide
from ppo_desktop.practice.offices import CAMAT, OFFICES, VILLAGES
from ppo_desktop.practice.stage import MANY, Stage, must, name_of, same_rows
from ppo_desktop.practice.story import SEBERKAT, SEMPALAI
from ppo_desktop.records.departure import DEPARTURE
from ppo_desktop.records.person import PERSON

OCTOBER, NOVEMBER = Month(2026, 10), Month(2026, 11)
_SEMPALAI, _SEBERKAT = VILLAGES


class Step(Struct, frozen=True):
    """One thing that was done, and what was verified about it."""

    name: str
    """Stable, English."""
    text: str
    """For people."""
    facts: Mapping[str, object] = field(default_factory=dict)
    """The same in figures; canonical JSON."""


def run(out: Path) -> Iterator[Step]:
    """Play the demonstration into ``out``; every step is done when it is handed over.

    Raises:
        Refused: ``folder-not-empty``. World: the disk, or ``practice-failed`` when something did not hold.
    """
    _prepare(out)
    stage = Stage(out, FixedClock(datetime(2026, 10, 1, 9, 0, tzinfo=WIB)))
    try:
        yield from _set_up(stage)
        yield from _enrol(stage)
        yield from _october(stage)
        yield from _november(stage)
        yield from _look_closer(stage)
        yield from _back_up(stage)
    finally:
        stage.close()
    (out / "README.txt").write_text(guide(), encoding="utf-8")
    yield Step(
        "readme",
        _("Selesai. Nama akun, kata sandi, dan cara melanjutkan ada di {file}.").format(file=out / "README.txt"),
        {"file": str(out / "README.txt")},
    )


REHEARSED = 13
"""Steps of ``rehearse``."""


def rehearse(out: Path) -> Generator[Step, None, None]:
    """The same story for practice mode, up to the day when November is recorded and nobody has reported it yet.

    Raises as ``run``.
    """
    _prepare(out)
    stage = Stage(out, FixedClock(datetime(2026, 10, 1, 9, 0, tzinfo=WIB)))
    try:
        yield from _set_up(stage)
        yield from _enrol(stage)
        yield from _october(stage)
        yield _recorded(NOVEMBER, stage.record_until(NOVEMBER.first, NOVEMBER.last))
    finally:
        stage.close()


def _prepare(out: Path) -> None:
    try:
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise Refused(
                "folder-not-empty",
                _("Folder {folder} tidak kosong.").format(folder=out),
                _("Pilih folder baru atau folder kosong; yang sudah ada tidak diubah."),
            )
        for name in ("offices", "stick", "cetak", "contoh-rusak", "cadangan"):
            (out / name).mkdir(parents=True)
    except OSError as error:
        raise World(
            "disk-read-only",
            _("Folder {folder} tidak dapat dibuat.").format(folder=out),
            _("Pilih folder lain."),
        ) from error


def _set_up(stage: Stage) -> Iterator[Step]:
    for cast in OFFICES:
        created = cast.set_up(stage.folder(cast.code), stage.clock)
        stage.offices[cast.code] = created.office
        beginning = (stage.folder(cast.code) / "kantor.db").read_bytes()[:16]
        must(not beginning.startswith(b"SQLite"), _("basis data terenkripsi"))
        yield Step(
            "set-up",
            _("{office} disiapkan (LATIHAN): basis data terenkripsi, {count} akun, kode darurat dibuat.").format(
                office=name_of(cast.code), count=len(cast.users)
            ),
            {"office": cast.code, "users": [user.name for user in cast.users]},
        )


def _enrol(stage: Stage) -> Iterator[Step]:
    for number, village in enumerate(VILLAGES):
        stage.at(date(2026, 10, 1), 10 + number)
        office = stage.offices[village.code]
        asked = enrolment.request(office, stage.stick, village.credentials("pimpinan"))
        answered = enrolment.issue(
            stage.camat, asked.path, stage.stick, CAMAT.credentials("pimpinan"), _read_aloud(asked.words)
        )
        accepted = enrolment.accept(office, answered.path, _read_aloud(answered.words))
        yield Step(
            "enrol",
            _(
                "{office} dan {camat} saling mengenal kunci; kata-kata dicocokkan di kedua sisi:\n"
                "  permintaan: {asked}\n  kunci akar: {root}"
            ).format(office=name_of(village.code), camat=name_of(CAMAT.code), asked=asked.words, root=answered.words),
            {"office": village.code, "root": accepted.office, "words": asked.words, "root_words": answered.words},
        )


def _read_aloud(heard: str) -> enrolment.Confirm:
    """Somebody types the words heard from the other office."""
    return lambda _who, shown: enrolment.same_words(heard, shown)


def _october(stage: Stage) -> Iterator[Step]:
    yield _recorded(OCTOBER, stage.record_until(OCTOBER.first, OCTOBER.last))
    stage.at(date(2026, 11, 3), 9)
    sempalai, seberkat = stage.offices[SEMPALAI], stage.offices[SEBERKAT]
    first = reporting.close_month(
        sempalai, OCTOBER, number="500.15/031/2003/XI/2026", assenting=_SEMPALAI.credentials("pimpinan")
    )
    yield _reported(stage, SEMPALAI, first)
    stage.at(date(2026, 11, 3), 10)
    second = reporting.close_month(seberkat, OCTOBER, nihil=True)
    yield _reported(stage, SEBERKAT, second)
    yield from _carry(stage, date(2026, 11, 4), _entries(first, second))


def _november(stage: Stage) -> Iterator[Step]:
    erased_on = date(2026, 11, 20)
    begun = stage.record_until(NOVEMBER.first, erased_on)
    stage.at(erased_on, 16)
    erased = _erase(stage)
    rest = stage.record_until(erased_on + timedelta(days=1), NOVEMBER.last)
    yield _recorded(NOVEMBER, {name: begun[name] + rest[name] for name in begun})
    yield erased
    stage.at(date(2026, 12, 2), 9)
    head, secretary = _SEMPALAI.credentials("pimpinan"), _SEBERKAT.credentials("sekretaris")
    number = "500.15/034/2003/XII/2026"
    first = reporting.close_month(stage.offices[SEMPALAI], NOVEMBER, number=number, assenting=head)
    yield _reported(stage, SEMPALAI, first)
    stage.at(date(2026, 12, 2), 10)
    second = reporting.close_month(stage.offices[SEBERKAT], NOVEMBER, assenting=secretary)
    yield _reported(stage, SEBERKAT, second)
    for closed in (first, second):
        must(all(span.first > 1 for span in closed.carrier.manifest.spans), _("kiriman hanya berisi catatan baru"))
    yield Step(
        "only-new",
        _("Kiriman November hanya berisi yang belum dikonfirmasi camat: {entries} dan {others} catatan.").format(
            entries=first.carrier.manifest.entry_count, others=second.carrier.manifest.entry_count
        ),
        {"entries": _entries(first, second)},
    )
    yield from _carry(stage, date(2026, 12, 3), _entries(first, second))
    must(not _is_found(stage, "border-pass"), _("catatan yang dihapus juga hilang di kecamatan"))
    yield Step(
        "erased-above",
        _("Warga yang dihapus di {office} sudah tidak ada di {camat}: tidak di daftar, tidak di pencarian.").format(
            office=name_of(SEMPALAI), camat=name_of(CAMAT.code)
        ),
        {"record": stage.case("border-pass").person},
    )


def _entries(*months: reporting.Closed) -> dict[str, int]:
    """Office → journal entries its carrier holds."""
    return {closed.carrier.manifest.sender: closed.carrier.manifest.entry_count for closed in months}


def _recorded(month: Month, counts: dict[str, int]) -> Step:
    return Step(
        "record",
        _(
            "{month}: petugas mencatat {person} warga, {departure} keberangkatan, {socialisation} kegiatan, {others} "
            "catatan di buku lain, dan {changes} perubahan."
        ).format(month=month.label, **counts),
        {"month": str(month), **counts},
    )


def _reported(stage: Stage, code: str, closed: reporting.Closed) -> Step:
    printed = reporting.print_files(stage.offices[code], closed, stage.prints(code))
    figures, month = closed.figures, Month.parse(closed.figures.month)
    what = _("{registered} dicatat, {departed} berangkat, {returned} pulang, {events} kegiatan, {participants} peserta")
    told = _("NIHIL") if figures.is_nihil else what.format(**figures.totals)
    late = sum(count for name, count in figures.late.items() if name != "participants")
    more = _("; tambahan bulan lalu: {count}").format(count=late) if late else ""
    return Step(
        "report",
        _("Laporan {month} {office}: {told}{more}. {assent}\n  {file}").format(
            month=month.label,
            office=name_of(code),
            told=told,
            more=more,
            assent=closed.assent.sentence,
            file=printed[0],
        ),
        {
            "office": code,
            "month": str(month),
            "totals": dict(figures.totals),
            "late": dict(figures.late),
            "nihil": figures.is_nihil,
            "assent": closed.assent.value,
            "printed": [str(path) for path in printed],
        },
    )


def _carry(stage: Stage, day: date, expected: Mapping[str, int]) -> Iterator[Step]:
    """Both carriers up on the stick, both receipts down."""
    stage.at(day, 8)
    paths = [sending.export(stage.offices[village.code], CAMAT.code, stage.stick).path for village in VILLAGES]
    stage.at(day, 11)
    for taken in receiving.take(stage.camat, paths):
        yield _received(stage, taken, expected)
    for written in confirming.write_receipts(stage.camat):
        must(not isinstance(written, confirming.Unwritten), written.to)
    for receipt in sending.export_receipts(stage.camat, stage.stick):
        stage.at(day, 14)
        (taken,) = receiving.take(stage.offices[receipt.to], [receipt.path])
        must(isinstance(taken, Taken), taken.sentence if isinstance(taken, Inspection) else "")
        yield Step(
            "receipt",
            _("{office} menerima tanda terima camat; yang sudah dikonfirmasi tidak dikirim lagi.\n  {file}").format(
                office=name_of(receipt.to), file=receipt.path
            ),
            {"office": receipt.to, "file": str(receipt.path)},
        )


def _received(stage: Stage, taken: Taken | Inspection, expected: Mapping[str, int]) -> Step:
    if not isinstance(taken, Taken):
        raise World(
            "practice-failed",
            taken.sentence,
            _("Kiriman latihan belum dapat diterima; hubungi pendamping PPO Desktop."),
        )
    reading = taken.inspection.reading
    assert reading is not None, "a file taken in was read"
    code = reading.manifest.sender
    must(taken.agrees is True, _("angka dihitung ulang dan cocok"))
    must(taken.added == expected[code], _("semua catatan tiba"))
    count = same_rows(stage.offices[code], stage.camat)
    is_assented = reading.signer.use == "assent"
    assent = _("disetujui pimpinan atau sekretaris") if is_assented else _("dikirim petugas, tanpa persetujuan")
    return Step(
        "import",
        _(
            "{camat} menerima kiriman {office}: berkas utuh, kunci dikenal, {assent}. {added} catatan jurnal baru; "
            "angka cocok; {count} catatan sama di kedua kantor."
        ).format(camat=name_of(stage.camat.code), office=name_of(code), assent=assent, added=taken.added, count=count),
        {
            "file": str(taken.inspection.path),
            "sender": code,
            "added": taken.added,
            "agrees": taken.agrees,
            "records": count,
            "signed_with": reading.signer.use,
        },
    )


def _erase(stage: Stage) -> Step:
    """One person wants the record gone in November; the camat has had it since October."""
    must(_is_found(stage, "border-pass"), _("catatan Oktober ada di kecamatan"))
    office = stage.offices[SEMPALAI]
    changes = recording.erase(office, stage.case("border-pass").person).changes
    left = {str(row["id"]) for kind in (PERSON, DEPARTURE) for row in recording.listing(office, kind, limit=MANY)}
    must(not left & {record for _kind, _office, record in changes.records}, _("catatan terhapus"))
    return Step(
        "erase",
        _("Seorang warga {office} minta catatannya dihapus: {count} catatan dihapus untuk selamanya.").format(
            office=name_of(SEMPALAI), count=len(changes.records)
        ),
        {"record": stage.case("border-pass").person, "count": len(changes.records)},
    )


def _is_found(stage: Stage, key: str) -> bool:
    """Whether the camat has the person of that case, in the list or by search."""
    known = stage.case(key)
    listed = any(row["id"] == known.person for row in recording.listing(stage.camat, PERSON, limit=MANY))
    return listed or any(document.record == known.person for document in searching.find(stage.camat, known.name))


def _look_closer(stage: Stage) -> Iterator[Step]:
    """The same file again, and a damaged copy."""
    stage.at(date(2026, 12, 3), 15)
    ours = [path for path in receiving.expand([stage.stick]) if not path.name.startswith(f"PPO-{CAMAT.code}-")]
    again = [one for one in receiving.take(stage.camat, ours) if isinstance(one, Inspection) and one.verdict == "seen"]
    must(len(again) == len(ours), _("berkas sudah dikenal"))
    for village in VILLAGES:
        same_rows(stage.offices[village.code], stage.camat)
    yield Step(
        "seen",
        _("{count} berkas yang sama sekali lagi: {sentence}").format(count=len(again), sentence=again[0].sentence),
        {"files": len(again), "verdict": "seen"},
    )
    damaged = _damaged_copy(ours[-1], stage.out / "contoh-rusak")
    (refused,) = receiving.inspect(stage.camat, [damaged])
    must(refused.verdict == "refused", _("berkas rusak tidak diterima"))
    yield Step(
        "damaged",
        _("Satu byte diubah pada salinan: {sentence}\n  {file}").format(sentence=refused.sentence, file=damaged),
        {"file": str(damaged), "verdict": refused.verdict, "code": refused.code, "message": refused.sentence},
    )


def _damaged_copy(original: Path, folder: Path) -> Path:
    data = bytearray(original.read_bytes())
    data[len(data) // 2] ^= 1
    copy = folder / f"rusak-{original.name}"
    copy.write_bytes(data)
    return copy


def _back_up(stage: Stage) -> Iterator[Step]:
    stage.at(date(2026, 12, 4), 9)
    office = stage.offices[SEMPALAI]
    file = keeping.backup(office, stage.out / "cadangan")
    trial = stage.out / "percobaan-pulih"
    clerk = _SEMPALAI.credentials("petugas")
    restored = keeping.restore(OfficePaths(trial), file, clerk.name, clerk.password, stage.clock)
    try:
        same = recording.listing(restored.office, PERSON, limit=MANY) == recording.listing(office, PERSON, limit=MANY)
        must(same, _("isi cadangan sama"))
        record = stage.case("late").person
        recording.save(restored.office, PERSON, {"note": "Ditulis di komputer pengganti."}, record)
        written = recording.history(restored.office, record)[-1].device
        must(written == restored.office.device.id != office.device.id, _("komputer pengganti beridentitas baru"))
    finally:
        restored.office.close()
        shutil.rmtree(trial)
    yield Step(
        "backup",
        _(
            "Cadangan {office} dipulihkan di folder lain: isinya sama, dan di sana ditulis dengan identitas komputer "
            "baru ({new}, sebelumnya {old}). Folder percobaan dihapus lagi.\n  {file}"
        ).format(office=name_of(SEMPALAI), new=written, old=office.device.id, file=file),
        {"file": str(file), "device": written, "previous": office.device.id},
    )
