"""Skrining: an interview across a desk, the laptop turned half away. What it comes to is seen by the officer alone."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.clock import today
from ppo_desktop.core.errors import Invalid, PpoError
from ppo_desktop.core.text import N_, _
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Banner, button, clear
from ppo_desktop.gui.forms import drafts
from ppo_desktop.gui.forms.drafts import Content, DraftKeeper
from ppo_desktop.gui.forms.taking_back import taker_back
from ppo_desktop.gui.screens.interview import about as beginning
from ppo_desktop.gui.screens.interview.about import About
from ppo_desktop.gui.screens.interview.company import CompanyStep
from ppo_desktop.gui.screens.interview.frame import Frame
from ppo_desktop.gui.screens.interview.judging import JudgingCard
from ppo_desktop.gui.screens.interview.outcome import ResultView, go_to_sheet, saved_banner, undone_banner
from ppo_desktop.gui.screens.interview.steps import EndStep, GroupStep, Step
from ppo_desktop.gui.screens.interview.talk import COMPANY, END, FLAGS, RESULT, Talk
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.screens import LIST_OF
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.books.recording import Saved
from ppo_desktop.operations.house import access
from ppo_desktop.operations.house.drafting import Draft
from ppo_desktop.records.departure import DEPARTURE

WORDS_FROM = 640
"""Widths of the page at 100 % from which the buttons below have all their words."""
_BACKWARD, _FORWARD = (Qt.Key.Key_Up, Qt.Key.Key_Left), (Qt.Key.Key_Down, Qt.Key.Key_Right)
_PLAIN = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class InterviewPage(Page):
    """Arguments as those of a form; ``record``: a screening to go on with, ``typed``: a departure, or a person."""

    help: ClassVar[tuple[str, ...]] = (
        N_("Bacakan pertanyaannya; putar layar supaya hanya petugas yang melihat."),
        N_("Y menjawab ya, T tidak, 0 atau ? tidak tahu, N tidak berlaku; angka memilih dari daftar."),
        N_("Panah turun ke pertanyaan berikut, panah naik kembali; boleh dilewati dan dijawab nanti."),
        N_("Esc menutup dengan cepat: Beranda tampil, jawaban tetap ada dan terkunci."),
        N_("Yang dijawab disimpan sebagai draf dengan sendirinya, juga bila listrik padam."),
        N_("Bila ada orang lain mendengar, sebagian pertanyaan menunggu percakapan berdua saja."),
        N_("Poin dan alasan baru tampak sesudah selesai; jawaban tidak diarahkan."),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Skrining"))
        self.talk: Talk
        self.about: About | None = None
        self.step: Step | None = None
        self.judging: JudgingCard | None = None
        self._judged: dict[str, object] = {}
        self._is_resumed = False
        """Somebody goes on with a talk: what has an answer is not put again, what had to wait is."""
        self._saved_as = ""
        self._is_saving = self._is_done = self._was_touched = False
        words = _("Tutup cepat")
        self.close_fast = button(f"{words}  (Esc)", self.hide_fast, look="quiet", icon_name="eye-off", spoken=words)
        self.frame = Frame(self.footer, self.go_back, self.stop_short, self.go_on, self.close_fast)
        self.next_button = self.frame.onward
        self.body.addWidget(self.frame.above)
        self._room = QVBoxLayout()
        self.body.addLayout(self._room, 1)
        self.show_footer()
        escape = QShortcut(QKeySequence("Esc"), self, self.hide_fast)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # ------------------------------------------------------------------------------- opening

    def enter(self, **arguments: object) -> None:
        """Begin, or go on where somebody stopped."""
        self._arguments = arguments
        self.frame.hide()
        office = self.session.office
        try:
            about = beginning.read(office, arguments)
            draft = drafts.find(self.session, about.key)
            if about.record is None:
                self._begin(about, draft)
        except PpoError as error:
            self._explain(error)
            return
        if about.record:  # what was answered is not for every eye
            kind, record = about.kind, about.record
            self.work(lambda _job: access.look(office, kind, office.code, record), lambda _: self._begin(about, draft))

    def _begin(self, about: About, draft: Draft | None) -> None:
        self.talk = about.begin()
        if draft:
            self.talk, self._judged = beginning.take_up(draft.typed, about)
        self.about = about
        self._prefilled = frozenset(self.about.begin().answers) if not self.about.record else frozenset()
        self.purpose.setText(self.about.title)
        self.purpose.show()
        self._keeper = DraftKeeper(self, self.session, self.about.key, self._content)
        self._keeper.kept.connect(self._draft_is_kept)
        self._keeper.failed.connect(self.show_error)
        self._was_touched = draft is not None
        is_interrupted = draft is not None and not draft.kept_at
        """By nothing but letters of another size: it is on its way to the disk still."""
        self._is_resumed = about.record is not None or (draft is not None and not is_interrupted)
        self._show(self.talk.stage if is_interrupted else COMPANY)
        if draft and not is_interrupted:
            self._tell_of_draft(draft)
        elif about.unfinished and draft is None:
            self._tell_of_unfinished(about.unfinished)
        elif about.instruments.unusable and not about.record:
            words = _("Dipakai versi {version}; lihat “Instrumen skrining” pada Semua buku.")
            title = _("Instrumen terbaru dari kabupaten belum dapat dipakai program ini.")
            self.show_banner(Banner("info", title, words.format(version=self.talk.instrument.version), closes=True))

    def _explain(self, error: PpoError) -> None:
        if error.code != beginning.NO_DEPARTURE:
            self.show_error(error)
            return
        onward = button(_("Pilih keberangkatan"), partial(self.session.go, LIST_OF[DEPARTURE.name]))
        self.show_banner(Banner("info", error.sentence, error.advice, [onward]))

    def _tell_of_unfinished(self, record: str) -> None:
        onward = button(_("Lanjutkan yang itu"), partial(self._open, record))
        words = _("Jawabannya masih ada; tinggal menanyakan yang belum.")
        self.show_banner(Banner("info", _("Ada skrining yang menunggu percakapan kedua."), words, [onward]))

    def _open(self, record: str) -> None:
        """Go on with a screening that is saved."""
        assert self.about is not None
        kind = self.about.kind
        self.session.go(kind.begun_by, kind=kind.name, record=record, listed=LIST_OF[kind.name])

    def _tell_of_draft(self, draft: Draft) -> None:
        when = drafts.clock_words(draft.kept_at, today(self.session.clock))
        sentence = _("Jawaban dari {time} masih ada.").format(time=when)
        again = button(_("Mulai baru"), self.start_over)
        words = _("Periksa lagi siapa yang ada di ruangan, lalu lanjutkan.")
        self.show_banner(Banner("info", sentence, words, [again]))

    def start_over(self) -> None:
        """Drop what was answered; Urungkan brings it back."""
        assert self.about is not None
        content, key, session, arguments = self._content(), self.about.key, self.session, self._arguments
        self._keeper.settle()
        drafts.hand_over(session, key, drafts.NOTHING)

        def bring_back() -> None:
            drafts.hand_over(session, key, content)
            session.go("interview", **arguments)

        self.talk, self._judged, self._was_touched = self.about.begin(), {}, False
        self._is_resumed = self.about.record is not None
        self._show(COMPANY)
        session.tell(_("Jawaban tadi dibuang."), undo=bring_back)

    def first_focus(self) -> QWidget | None:
        if self.about is None:
            return self.close_fast
        return (self.step.first_focus() if self.step else None) or self.next_button

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.frame.fold(is_wide=self.width() >= theme().px(WORDS_FROM))

    # ------------------------------------------------------------------------------- stages

    def _show(self, stage: str, question: str = "") -> None:
        assert self.about is not None
        self._take_judged()
        self.clear_banner()
        group = self.talk.group(stage)
        if group is None and stage not in (COMPANY, END, RESULT):
            stage = self.talk.after(COMPANY)  # somebody else is in the room now
            group = self.talk.group(stage)
        self.talk.stage = stage
        clear(self._room)
        self.step, self.judging = None, None
        if group:
            step = GroupStep(group, self.talk, self._prefilled, self.into_sight)
            step.answered.connect(self._answered)
            step.ended.connect(partial(self.next_button.setFocus, Qt.FocusReason.OtherFocusReason))
            self.step = step
        elif stage == COMPANY:
            asked = CompanyStep(self.talk.company, self.talk.instrument.principles, is_second=bool(self.about.record))
            asked.changed.connect(self._company_changed)
            self.step = asked
        elif stage == END:
            end = EndStep(self.talk)
            end.wants.connect(self.ask)
            self.step = end
        if self.step:
            self.step.takes = self._takes
            self._room.addWidget(self.step)
        else:
            self._show_result()
        self.frame.show(self.talk, group.title if group else "")
        if isinstance(self.step, GroupStep) and question:
            self.step.show_question(question)
        if self.isVisible():
            (self.first_focus() or self).setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, self._see_first)  # when all has its place

    def _see_first(self) -> None:
        if self.step and (first := self.step.first_focus()):
            self.into_sight(first)

    def _show_result(self) -> None:
        assert self.about is not None
        kept = self._judged or {name: self.about.values.get(name) for name in beginning.JUDGED}
        office = self.session.office
        self.judging = JudgingCard(self.talk, kept, office.user.display_name)
        self.judging.changed.connect(self._touched)
        self._room.addWidget(ResultView(self.talk, office, self.ask, self.judging))

    # ------------------------------------------------------------------------------- asking

    def _answered(self, question: str, code: str) -> None:
        self.talk.answers[question] = code
        self._touched()

    def _company_changed(self, company: list[str]) -> None:
        self.talk.company = company
        self._touched()

    def _touched(self) -> None:
        self._was_touched = True
        self._keeper.touched()
        if self.talk.stage != RESULT:
            self.frame.tell(self.talk)

    def go_on(self) -> None:
        """To the next page; from the last one to the result; from there the screening is saved."""
        if not self.next_button.isEnabled():
            return
        stage = self.talk.stage
        if stage == RESULT:
            self.save()
            return
        if stage == FLAGS:
            self.talk.is_short = False
        self._show(RESULT if stage == END else self.talk.after(stage, only_open=self._is_resumed))
        self._keeper.touched()

    def go_back(self) -> None:
        """To the page before."""
        if self.talk.stage != COMPANY:
            self._show(self.talk.before(self.talk.stage))

    def back(self) -> bool:
        """Alt+Left: within the interview first."""
        if self.about is None or self._is_done or self.talk.stage == COMPANY:
            return False
        self.go_back()
        return True

    def stop_short(self) -> None:
        """Only what comes first is asked."""
        self.talk.is_short = True
        self._show(END)
        self._keeper.touched()

    def ask(self, question: str) -> None:
        """Go back to one question; of a screening that is saved, in a talk of its own."""
        if self._saved_as and beginning.is_listed(self.session.office, self._saved_as):
            self._open(self._saved_as)
            return
        if self._saved_as:
            go_to_sheet(self.session, self._saved_as)
            return
        group = next((g for g in self.talk.groups if any(item.id == question for item in g.items)), None)
        if group:
            if group.name != FLAGS:
                self.talk.is_short = False
            self._show(group.name, question)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._takes(event):
            super().keyPressEvent(event)

    def _takes(self, event: QKeyEvent) -> bool:
        """One key answers; arrows go back and forward, Enter forward; whether the key meant something."""
        key, text = event.key(), event.text().upper()
        if self.step is None or event.modifiers() & ~_PLAIN:
            return False
        if text and not text.isspace() and self.step.press(text):
            return True
        if key in _BACKWARD:
            if not self.step.shift(-1):
                self.go_back()
        elif key in _FORWARD or (key in _ENTER and isinstance(self.step, GroupStep)):
            if not self.step.shift(1):
                self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif key in _ENTER:
            self.go_on()
        else:
            return False
        return True

    # ------------------------------------------------------------------------------- drafts

    def _take_judged(self) -> None:
        if self.judging is not None:
            self._judged = self.judging.typed

    def _content(self) -> Content:
        assert self.about is not None
        self._take_judged()
        if not self._was_touched:
            return drafts.NOTHING
        # Without a title: where drafts are listed, nobody is named who does not want to be seen here.
        return Content(beginning.kept(self.talk, self.about, self._judged))

    def _draft_is_kept(self, stamp: str) -> None:
        when = drafts.clock_words(stamp, today(self.session.clock)) if stamp else ""
        self.frame.kept.setText(_("Draf tersimpan {time}").format(time=when) if when else "")

    def leave(self) -> None:
        """What was answered waits, encrypted."""
        if self.about is not None and not self._is_done:
            self._keeper.hand_over()

    def hide_fast(self) -> None:
        """Somebody comes in: show something else at once."""
        self.session.go("home")

    # ------------------------------------------------------------------------------- saving

    def save(self) -> None:
        """Keep the screening; the draft goes with it."""
        if self._is_saving or self.judging is None or self.about is None:
            return
        if missing := self.judging.complain():
            missing.setFocus(Qt.FocusReason.OtherFocusReason)
            self.into_sight(missing)
            return
        office, about = self.session.office, self.about
        typed = beginning.typed(about, self.talk, self.judging.typed, today(office.clock))
        self._keeper.settle()
        self._is_saving = True
        self.frame.refuse(_("Sedang disimpan."))
        self.work(
            lambda _job: recording.save(office, about.kind, typed, about.record, draft=about.key),
            self._saved,
            self._not_saved,
            holds=True,
        )

    def _not_saved(self, error: PpoError) -> None:
        self._is_saving = False
        self.frame.tell(self.talk)
        self._keeper.touched()
        if isinstance(error, Invalid) and self.judging and all(problem.is_warning for problem in error.problems):
            words = _("Tulis alasannya, lalu simpan lagi.")
            banner = Banner("warn", _("Ada yang perlu dijelaskan sebelum disimpan."), words)
            remarks = self.judging.ask_reasons(error.problems)
            for remark in remarks:
                banner.body.addWidget(remark)
            self.show_banner(banner)
            remarks[0].focus()
        elif isinstance(error, Invalid):
            words = " ".join(problem.message for problem in error.problems)
            self.show_banner(Banner("bad", _("Belum tersimpan."), words, closes=True))
        else:
            self.show_error(error)

    def _saved(self, saved: Saved) -> None:
        assert self.about is not None
        assert self.judging is not None
        self._is_saving, self._is_done = False, True
        self.session.announce(saved.changes)
        self._saved_as = saved.record
        self.session.tell(_("Tersimpan."), undo=taker_back(self.session, saved.change))
        self.frame.hide()
        self.judging.hide()
        self._tell_saved()

    def _tell_saved(self) -> None:
        """What comes next, or that the screening was taken back meanwhile."""
        assert self.about is not None
        session, record = self.session, self._saved_as
        is_there = beginning.is_listed(session.office, record)
        banner = saved_banner(session, record, self.about) if is_there else undone_banner(session, record)
        self.show_banner(banner)
        banner.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, changes: Changes) -> None:
        """What was saved here may be taken back, and brought back again."""
        if any(record == self._saved_as for _kind, _owner, record in changes.records):
            self._tell_saved()
