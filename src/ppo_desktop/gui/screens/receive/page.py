"""The page: a stick is found, everything on it is checked, one press takes it in and answers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.errors import PpoError, World
from ppo_desktop.core.period import Month
from ppo_desktop.core.text import N_, _, number
from ppo_desktop.gui.design.widgets import Banner, button, clear, label
from ppo_desktop.gui.screens.receive import finding, unsent
from ppo_desktop.gui.screens.receive.board import has_below
from ppo_desktop.gui.screens.receive.finding import Answered, Found, Senders
from ppo_desktop.gui.screens.receive.outcome import Outcome, halted, next_step, nothing_here, outcome_lines
from ppo_desktop.gui.screens.receive.places import Places
from ppo_desktop.gui.screens.receive.rows import FileRow, action_of
from ppo_desktop.gui.screens.receive.slip import Slip
from ppo_desktop.gui.screens.receive.verdicts import STICK_GONE, Group
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.gui.shell.work import Job
from ppo_desktop.operations.carriers.inspection import Key


class ReceivePage(Places):
    """Nothing enters before Terima; what entered is answered, and the stick may go."""

    help = (
        N_("Colokkan flashdisk. Semua berkas di dalamnya diperiksa sendiri, satu per satu; belum ada yang masuk."),
        N_("Tekan Enter untuk menerima semua yang cocok. Tanda terimanya langsung ditulis ke flashdisk itu."),
        N_("Tunggu sampai tertulis “Flashdisk boleh dicabut”, lalu tekan Enter sekali lagi."),
        N_("Pindah baris dengan panah atas dan bawah. Enter pada baris membuka rincian: angka, perubahan, halaman."),
        N_("“Perlu dilihat”: berkasnya utuh, tetapi ada bentrok atau ada catatan yang masih menyusul."),
        N_("“Kunci belum dikenal”: cocokkan dahulu kunci kantor itu di halaman Kunci kantor."),
        N_("Berkas kecamatan dapat membawa berkas desa di dalamnya. Tiap berkas diperiksa sendiri-sendiri."),
        N_("P mencetak slip setengah halaman untuk buku ekspedisi, sesudah flashdisk boleh dicabut."),
        N_("Berkas yang sama boleh diterima berkali-kali; tidak ada yang tercatat dua kali."),
        N_("Berkas dapat juga dijatuhkan ke halaman ini, atau dipilih dengan “Pilih berkas”."),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            _("Terima berkas"),
            _("Colokkan flashdisk. Setiap berkas diperiksa dahulu; belum ada yang masuk sebelum Anda menekan Terima."),
        )
        self._paths: list[Path] = []
        self._stick: Path | None = None
        self._found: list[Found] = []
        self.job: Job | None = None
        self._wanted: set[Key] = set()
        self._answered: Answered | None = None
        self._left_out = 0
        self._is_left = False
        """Whether the person is done with this stick."""
        self._unsent: tuple[str, ...] = ()
        """Offices below whose receipts are on no stick yet."""
        self._is_interrupted = False
        """Whether checking stopped because another page was wanted."""
        self.chooser.chosen.connect(self._stick_found)
        self.chooser.lost.connect(self._lost)
        self.chooser.entered.connect(self._entered)
        self._words = label("", "soft")
        self._second = button(_("Selesai"), self._leave_stick)
        self.primary = button("", lambda: self._run_first(), look="primary")
        self._run_first: Callable[[], object] = lambda: None
        self._slip = Slip(self)
        self.footer.addWidget(self._words, 1)
        self.footer.addWidget(self._slip.button)
        self.footer.addWidget(self._second)
        self.footer.addWidget(self.primary)
        self._show()

    # ------------------------------------------------------------------------------- the frame asks

    def enter(self, **arguments: object) -> None:
        """Look again who has reported, of the month asked for, and go on checking where leaving has stopped it.

        ``anew``: what is done with is not shown again; the stick that is there is looked at once more.
        """
        self._fit()
        if isinstance(files := arguments.get("files"), list):
            self.check(files)
        if arguments.get("anew") and self._answered is not None and self.job is None:
            self._begin_anew()
        if self.board and arguments.get("month"):
            self.board.show_month(Month.parse(str(arguments["month"])))
        self.refresh(Changes())
        self._resume()

    def _begin_anew(self) -> None:
        folder = self.chooser.folder
        self._forget()
        if folder:
            self.check([folder])

    def leave(self) -> None:
        """Checking stops, so that what is saved elsewhere need not wait for it; what is being taken in goes on."""
        if self.job and not self._wanted:
            self._is_interrupted = True
            self.job.cancel()

    def _resume(self) -> None:
        if self._is_interrupted and self.job is None and self.isVisible():
            self._is_interrupted = False
            self.check(self._paths)

    def refresh(self, _changes: Changes) -> None:
        """Something came in, here or elsewhere."""
        if self.board:
            self.board.load()
        if has_below(self):
            office = self.session.office
            self.work(lambda _job: unsent.unsent(office), self._tell_unsent)

    def _tell_unsent(self, codes: tuple[str, ...]) -> None:
        if codes != self._unsent:
            self._unsent = codes
            self._show()

    def first_focus(self) -> QWidget | None:
        """What there is to do next."""
        if self.primary.isVisibleTo(self) and self.primary.isEnabled():
            return self.primary
        return self._pick

    # ------------------------------------------------------------------------------- checking

    def check(self, paths: Sequence[Path], *, all_of_them: bool = False) -> None:
        """Judge what lies in ``paths``; nothing is written. While something runs, it is not disturbed.

        Args:
            all_of_them: also the many whose names say that they are no news.
        """
        if self.job:
            return
        self._paths, self._found, self._answered, self._is_left = list(paths), [], None, False
        self._wanted, self._left_out = set(), 0
        self.clear_banner()
        office, into = self.session.office, self._found
        job = self.work(
            lambda job: finding.look(office, paths, job, into, all_of_them=all_of_them), self._checked, self._stopped
        )
        self._run(job, _("Memeriksa tanda tangan dan isi"))
        job.progressed.connect(lambda *_told: self._show())
        self._show()

    def _checked(self, left_out: int) -> None:
        self._found, self._left_out = finding.merged(self._found, []), left_out
        months = [one.month for one in self._found if one.is_report]
        if self.board and months:
            self.board.show_month(Month.parse(max(months)))
        if not self._is_gone(self._found):
            self._show(wants_focus=True)

    def _entered(self) -> None:
        if self.primary.isVisibleTo(self) and self.primary.isEnabled():
            self.primary.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.chooser.folder:
            self.check([self.chooser.folder])

    def _stick_found(self, folder: Path) -> None:
        """Check it; but the stick that was pulled out in the middle is gone on with by Coba lagi."""
        self._stick = folder
        is_halfway = bool(self._wanted) and self._answered is None
        if not (is_halfway and self._paths == [folder]):
            self.check([folder])

    def _lost(self) -> None:
        """The stick was pulled out: what was looked at cannot be taken any more, what was taken is ours."""
        is_halfway = bool(self._wanted) and self._answered is None
        if not (self.job or is_halfway or self._paths != [self._stick]):
            self._forget()

    def _forget(self) -> None:
        self._found, self._answered, self._is_left, self._paths = [], None, False, []
        self.clear_banner()
        self._show()

    def check_all(self) -> None:
        """Look also at the many whose names say that they are no news."""
        self.check(self._paths, all_of_them=True)

    def ask(self) -> None:
        """Let the person pick files."""
        start = str(self.chooser.folder or Path.home())
        picked, _kind = QFileDialog.getOpenFileNames(self, _("Pilih berkas"), start, _("Semua berkas (*)"))
        if picked:
            self.check([Path(one) for one in picked])

    # ------------------------------------------------------------------------------- taking and answering

    def take_all(self) -> None:
        """Take in everything that fits, then answer."""
        if keys := {one.key for one in self._found if one.shown.group is Group.MATCHING}:
            self._take(keys)

    def _take_one(self, found: Found) -> None:
        self._take(finding.brought_with(self._found, found.key))

    def _take(self, keys: Collection[Key]) -> None:
        if self.job:
            return
        self._wanted = set(keys)
        self.clear_banner()
        office, news = self.session.office, list[Found]()
        before = self._found

        def told(*_told: object) -> None:
            self._found = finding.merged(before, news)
            self._show()

        def done(_result: object) -> None:
            told()
            self._announce(news)
            if not self._is_gone(news):
                self._answer()

        job = self.work(lambda job: finding.take(office, keys, job, news), done, self._stopped, holds=True)
        job.progressed.connect(told)
        job.ended.connect(lambda: self._halted(job, news, before))
        self._run(job, _("Menerima berkas"))
        self._show()

    def _halted(self, job: Job, news: list[Found], before: list[Found]) -> None:
        """Batal between two files: what is in stays in, the rest waits."""
        if not job.is_cancelled:
            return
        self._found = finding.merged(before, news)
        self._announce(news)
        self.show_banner(halted(news))
        self._show(wants_focus=True)

    def _answer(self) -> None:
        """Write the receipts that are due and copy them to where the files came from."""
        senders = Senders.of(self._found)
        if not senders.direct and not senders.brought:
            self._has_answered(Answered())
            return
        self._write_receipts(self._folder, senders)

    def _write_receipts(self, folder: Path, senders: Senders) -> None:
        office = self.session.office
        job = self.work(
            lambda job: finding.answer(office, folder, senders, job), self._has_answered, self._stopped, holds=True
        )
        self._run(job, _("Menulis tanda terima ke flashdisk"))
        self._show()

    def _has_answered(self, answered: Answered) -> None:
        self._answered = answered
        self._show(wants_focus=True)
        self.refresh(Changes())

    def _copy_unsent(self) -> None:
        """Write what is due and copy it to the stick, which brought nothing."""
        folder = self.chooser.folder
        if self.job is None and folder is not None:
            self.clear_banner()
            self._write_receipts(folder, Senders(frozenset(self._unsent), frozenset()))

    def _announce(self, news: Sequence[Found]) -> None:
        touched = [one.taken.changes.records for one in news if one.taken]
        if touched:
            self.session.announce(Changes(frozenset().union(*touched)))

    @property
    def _folder(self) -> Path:
        first = self._paths[0]
        return first if first.is_dir() or not first.suffix else first.parent

    # ------------------------------------------------------------------------------- what goes wrong

    def _stopped(self, error: PpoError) -> None:
        """The stick was pulled out, is full or may not be written: say so, and go on where it stopped."""
        kept = any(one.taken for one in self._found)
        safe = _("Laporan yang sudah diterima tetap aman di komputer ini.") if kept else ""
        again = button(_("Coba lagi"), self._again, look="primary", icon_name="refresh-cw")
        self.show_banner(Banner("bad", error.message, f"{error.advice} {safe}".strip(), [again]))
        self._show()
        again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _is_gone(self, news: Sequence[Found]) -> bool:
        """Whether the stick was pulled out while files were read; then it is told."""
        if not any(one.inspection and one.inspection.code == STICK_GONE for one in news):
            return False
        words = (
            _("Flashdisk tidak terbaca lagi; mungkin tercabut."),
            _("Colokkan lagi flashdisknya, lalu tekan Coba lagi."),
        )
        self._stopped(World(STICK_GONE, *words))
        return True

    def _again(self) -> None:
        left = self._wanted - {one.key for one in self._found if one.taken}
        self.clear_banner()
        if left:
            self._take(left)
        elif self._wanted:
            self._answer()
        else:
            self.check(self._paths)

    # ------------------------------------------------------------------------------- what is seen

    def _run(self, job: Job, title: str) -> None:
        self.job = self.watch(job, self._busy, title, over=self._over)

    def _over(self, job: Job) -> None:
        if self.job is job:
            self.job = None
        if job.is_cancelled:
            self._show(wants_focus=True)
            self._resume()  # somebody is back already

    def _show(self, *, wants_focus: bool = False) -> None:
        """Draw the rows, the end of the stick, and what can be done next."""
        shown = [] if self._is_left else self._found
        listed = [one for one in shown if one.shown.group is not Group.ORDINARY]
        ordinary = len(shown) - len(listed)
        self.rows.fill(listed, lambda one: action_of(one, self._take_one, self._match_keys))
        for made in self.rows.rows:
            if made.action:
                made.action.setEnabled(self.job is None or made.found.shown.needs_enrolment)
        self._card.setVisible(bool(listed))
        words = _("{count} berkas").format(count=number(len(listed)))
        if ordinary:
            words += _(", {count} PDF lain bukan berkas PPO").format(count=number(ordinary))
        self._count.setText(words)
        self._more.setVisible(self._left_out > 0 and self.job is None)
        self._more.setText(_("Periksa juga {count} berkas lama").format(count=number(self._left_out)))
        self._show_nothing(listed)
        self._show_end()
        self._show_footer()
        if wants_focus and self.isVisible():
            target = self.primary if self.primary.isVisibleTo(self) else self._pick
            if not isinstance(QApplication.focusWidget(), QPushButton | FileRow) or target is self.primary:
                target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _match_keys(self) -> None:
        self.session.go("enrolment", folder=self._folder)

    def _show_nothing(self, listed: Sequence[Found]) -> None:
        clear(self._nothing)
        if listed or self.job:
            return
        self._nothing.addWidget(
            nothing_here(lambda: self.check(self._paths), is_checked=bool(self._paths), is_left=self._is_left)
        )
        if self._unsent:
            missing = "" if self.chooser.folder else _("Colokkan flashdisk dahulu.")
            why_not = self.session.why_not("receive") or missing
            self._nothing.addWidget(unsent.Unsent(self._unsent, self._copy_unsent, why_not))

    def _show_end(self) -> None:
        clear(self._end)
        if self._answered is None or self._is_left or self.job:
            return
        is_whole = not any(one.shown.group is Group.MATCHING for one in self._found)
        title = _("Flashdisk boleh dicabut") if is_whole else _("Sudah diterima; masih ada berkas lain di bawah")
        self._end.addWidget(Outcome(title, outcome_lines(self._found, self._answered)))
        self.into_sight(self.title)

    def _show_footer(self) -> None:
        is_answered, is_busy = self._answered is not None, self.job is not None
        step = next_step(() if self._is_left else self._found, is_answered=is_answered, is_busy=is_busy)
        self._run_first = {
            "take": self.take_all,
            "answer": self._answer_anew,
            "leave": self._leave_stick,
            "": lambda: None,
        }[step.deed]
        self.primary.setVisible(bool(step.deed))
        why_not = self.session.why_not("receive") if step.deed in ("take", "answer") else ""
        self.primary.setEnabled(not is_busy and not why_not)
        self.primary.setText(step.text)
        self.primary.setAccessibleName(step.text)
        self._second.setVisible(step.deed == "answer")
        self._slip.offer(self._found, None if self._is_left or is_busy else self._answered)
        self._words.setText(why_not or step.words)
        self._bar.setVisible(bool(step.deed))

    def _answer_anew(self) -> None:
        self._wanted = {one.key for one in self._found if one.shown.group is Group.TAKEN}
        self._answer()

    def _leave_stick(self) -> None:
        self._is_left = True
        self.clear_banner()
        self._show()
        self._pick.setFocus(Qt.FocusReason.OtherFocusReason)
