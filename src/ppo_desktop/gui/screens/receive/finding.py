"""What runs beside the window: looking at files, taking them in, answering; each file as soon as it is done."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import closing
from pathlib import Path
from typing import Literal

from msgspec import Struct, field

from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.text import _
from ppo_desktop.gui.screens.receive import verdicts
from ppo_desktop.gui.screens.receive.verdicts import Group, Shown
from ppo_desktop.gui.shell.work import Job
from ppo_desktop.operations.books import duplicates
from ppo_desktop.operations.carriers import inspecting, sending, sticks, transfers
from ppo_desktop.operations.carriers.inspection import Inspection, Key, numbered
from ppo_desktop.operations.carriers.sending import Copied
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.keys import enrolment
from ppo_desktop.operations.neighbours import confirming, receiving
from ppo_desktop.operations.neighbours.confirming import Receipt, Unwritten
from ppo_desktop.operations.neighbours.receiving import Taken

FEW = 8
"""So many files that are no news by their names are looked at again; judging one takes up to a second on an old PC."""

_OWN = frozenset({"own-answer", "own-request"})
"""Codes of enrolment files that this office wrote itself."""

FileKind = Literal["carrier", "request", "answer"]


class Found(Struct, frozen=True):
    """A file of ours that lies on the stick, and what became of it."""

    path: Path
    shown: Shown
    inspection: Inspection | None = None
    taken: Taken | None = None
    kind: FileKind = "carrier"

    @property
    def key(self) -> Key:
        """Which file it is, and which of those that one brings along."""
        return self.inspection.key if self.inspection else (self.path, 0)

    @property
    def is_inside(self) -> bool:
        """Whether another file brings it along."""
        return self.key[1] > 0

    @property
    def sender(self) -> str:
        """Code of the office that sent it, if it could be read."""
        manifest = self.inspection.manifest if self.inspection else None
        return manifest.sender if manifest else ""

    @property
    def month(self) -> str:
        """``2026-11``: of a report, or of the report a receipt answers; may be empty."""
        manifest = self.inspection.manifest if self.inspection else None
        return manifest.period if manifest else ""

    @property
    def is_report(self) -> bool:
        """A report from below that is or can be part of our data, so that it gets a receipt."""
        manifest = self.inspection.manifest if self.inspection else None
        is_ours = self.inspection is not None and self.inspection.is_own
        return bool(manifest and manifest.kind == "report" and not is_ours and self.shown.group is not Group.OTHERS)


class Senders(Struct, frozen=True):
    """Whose reports one stick brought."""

    direct: frozenset[str]
    brought: frozenset[str]
    """Those whose reports came inside another's alone."""

    @classmethod
    def of(cls, found: Sequence[Found]) -> Senders:
        """The senders of reports that are part of our data now."""
        reports = [one for one in found if one.is_report and one.shown.group is Group.TAKEN]
        direct = frozenset(one.sender for one in reports if not one.is_inside)
        return cls(direct, frozenset(one.sender for one in reports) - direct)


class Answered(Struct):
    """The receipts of one stick."""

    copied: list[Copied] = field(default_factory=list)
    unwritten: list[Unwritten] = field(default_factory=list)
    given_back: list[Receipt] = field(default_factory=list)
    """Receipts that bring lost entries back, or say why they do not come back."""
    doubles: int = 0
    """Pairs of people, by all that has come in so far, who may be one."""


def look(office: Office, paths: Sequence[Path], job: Job, into: list[Found], *, all_of_them: bool = False) -> int:
    """Judge what lies in ``paths``, each file appended to ``into`` as soon as it is judged; raises ``World``.

    Returns how many were left out because their names say that they are no news; a few are looked at all the same.
    """
    into.extend(_enrolment_files(office, paths))
    everything = receiving.in_turn(receiving.expand(paths))
    news = {file for path in paths for file in (sticks.contents(office, path).to_receive if path.is_dir() else [path])}
    is_quick = all_of_them or len(everything) - len(news) <= FEW or not news
    files = everything if is_quick else [file for file in everything if file in news]
    job.progress(0, len(files), _counted(0, len(files)))
    with closing(inspecting.inspect_each(office, files)) as inspections:
        for count, inspection in enumerate(inspections, start=1):
            into.append(Found(inspection.path, verdicts.shown(inspection, office.code), inspection))
            job.progress(min(count, len(files)), len(files), _looked_at(into[-1], count, len(files)))
    told = [
        one.inspection for one in into if one.inspection and not (one.is_inside and one.inspection.verdict == "seen")
    ]
    transfers.note_looked(office, told)
    return len(everything) - len(files)


def take(office: Office, keys: Collection[Key], job: Job, into: list[Found]) -> None:
    """Take in what is good of ``keys``, each appended to ``into`` as soon as it is in."""
    job.progress(0, len(keys), _counted(0, len(keys)))
    with closing(receiving.take_each(office, {path for path, _place in keys}, keys)) as results:
        for count, result in enumerate(results, start=1):
            if isinstance(result, Taken):
                inspection = result.inspection
                into.append(Found(inspection.path, verdicts.taken(result), inspection, result))
            else:
                into.append(Found(result.path, verdicts.shown(result, office.code), result))
            job.progress(count, len(keys), _counted(count, len(keys)))


def answer(office: Office, folder: Path, senders: Senders, job: Job) -> Answered:
    """Write the receipts that are due, and copy those of ``senders`` into ``folder``; raises ``World`` as copying does.

    Doing it again goes on where it stopped: what was written is kept, what was copied is left as it is.
    """
    written = confirming.write_receipts(office)
    answered = Answered(
        unwritten=[one for one in written if isinstance(one, Unwritten)],
        given_back=[one for one in written if isinstance(one, Receipt) and one.notes],
        doubles=duplicates.count(office),
    )
    with closing(sending.export_receipts_each(office, folder, senders.direct, senders.brought)) as copies:
        for copied in copies:
            answered.copied.append(copied)
            job.progress(len(answered.copied), 0, _("Tanda terima ke-{n}").format(n=len(answered.copied)))
    return answered


def merged(before: Sequence[Found], news: Sequence[Found]) -> list[Found]:
    """``before`` with what became of some of them since, in the order of the rows."""
    newer = {found.key: found for found in news}
    kept = [newer.pop(found.key, found) for found in before]
    everything = [*kept, *newer.values()]
    ranks = {found.path: _rank(found) for found in everything if not found.is_inside}
    order = {found.path: ranks.get(found.path, Group.TO_LOOK_AT) for found in everything}
    return sorted(everything, key=lambda found: (order[found.path], found.path.name, found.key[1]))


def brought_with(found: Sequence[Found], key: Key) -> set[Key]:
    """What one press takes in: the file, and of what it brings along all that fits."""
    path, place = key
    fitting = {one.key for one in found if one.path == path and one.shown.group is Group.MATCHING}
    return {key} if place else {key, *fitting}


def _rank(found: Found) -> int:
    return 0 if found.taken else found.shown.group


def _looked_at(found: Found, count: int, total: int) -> str:
    if found.is_inside:
        return _("{who}, berkas ke-{n} di dalamnya").format(who=found.shown.brought_by, n=numbered(found.key[1]))
    return _counted(min(count, total), total)


def _enrolment_files(office: Office, paths: Sequence[Path]) -> list[Found]:
    found = []
    is_settled = enrolment.state(office).kind == "enrolled"
    known = {one.code for one in enrolment.known(office)}
    for path in paths:
        folder = path if path.is_dir() else path.parent
        for answers in (False, True):
            for file in enrolment.find(folder, answers=answers):
                if path.is_dir() or file == path:
                    found.append(
                        _answer_file(office, file, is_settled) if answers else _request_file(office, file, known)
                    )
    return found


def _request_file(office: Office, path: Path, known: Collection[str]) -> Found:
    try:
        seen = enrolment.inspect_request(office, path)
    except PpoError as error:
        return _key_file(path, verdicts.by_name(path)[0], error.sentence, "request", why_not=error.code)
    if seen.office in known:
        sentence = _("Kunci kantor ini sudah dikenal; permintaan ini mungkin yang lama.")
        return _key_file(path, seen.name, sentence, "request", why_not="known")
    return _key_file(path, seen.name, _("Kata-katanya dicocokkan dahulu dengan kantor yang meminta."), "request")


def _answer_file(office: Office, path: Path, is_settled: bool) -> Found:
    try:
        seen = enrolment.inspect_answer(office, path)
    except PpoError as error:
        return _key_file(path, verdicts.by_name(path)[0], error.sentence, "answer", why_not=error.code)
    if is_settled:
        return _key_file(path, seen.name, _("Jawaban ini sudah diterima."), "answer", why_not="accepted")
    return _key_file(path, seen.name, _("Kata-katanya dicocokkan dahulu dengan kantor penjawab."), "answer")


def _key_file(path: Path, who: str, sentence: str, kind: FileKind, *, why_not: str = "") -> Found:
    """Args: why_not: a code, where there is nothing to match."""
    what = _("Jawaban kunci kantor") if kind == "answer" else _("Permintaan kunci kantor")
    needs_enrolment = not why_not
    group, tone = (Group.TO_LOOK_AT, "info") if needs_enrolment else (Group.OTHERS, "neutral")
    badge = _("Buatan kantor ini") if why_not in _OWN else _("Kunci kantor")
    shown = Shown(group, badge, tone, who, what, sentence, icon="key-round", needs_enrolment=needs_enrolment)
    return Found(path, shown, kind=kind)


def _counted(count: int, total: int) -> str:
    return _("{count} dari {total} berkas").format(count=count, total=total)
