"""Formulir: one record being typed, new or changed. Nothing typed is ever lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import ClassVar

import shiboken6
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from ppo_desktop.core.clock import today
from ppo_desktop.core.errors import Invalid, PpoError
from ppo_desktop.core.text import N_, _
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Banner, button
from ppo_desktop.gui.forms import drafts, looking_up, photographing, saving
from ppo_desktop.gui.forms.bar import SaveBar
from ppo_desktop.gui.forms.beginning import Chosen, Wanted, first_values, gone, read_wanted
from ppo_desktop.gui.forms.drafts import Content, DraftKeeper
from ppo_desktop.gui.forms.form import RecordForm
from ppo_desktop.gui.forms.known import Known
from ppo_desktop.gui.forms.onward import offer_what_waits
from ppo_desktop.gui.forms.sealed import Sealing
from ppo_desktop.gui.forms.summary import headline, independent
from ppo_desktop.gui.forms.taking_back import taker_back
from ppo_desktop.gui.forms.view import FormView
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.operations.books import browsing, suggesting
from ppo_desktop.operations.books.recording import Saved
from ppo_desktop.operations.books.suggesting import PossibleTwin
from ppo_desktop.operations.house import access, drafting, envelopes
from ppo_desktop.operations.house.sight import demand_shown
from ppo_desktop.records.checking import REASONS
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.reading import read

PURPOSE_FROM = 400
"""Height of the page, at 100 %, from which the line under the title is shown, and the title in more lines than one."""
_TELL_APART = frozenset({"name", "nik", "born_on"})
"""Fields by which a person is recognised as recorded already."""


class FormPage(Page):
    """A form over a record kind; see ``beginning.Wanted`` for what it can be opened with."""

    help: ClassVar[tuple[str, ...]] = (
        N_("Enter berpindah ke isian berikutnya; di kotak catatan gunakan Tab."),
        N_("Hanya yang bertanda “wajib” harus diisi; yang lain dapat dilengkapi kapan saja."),
        N_("Tanggal ditulis bebas: 14-3-1988, 14-3-88, 14 Maret 1988, 14031988; bacaannya tampak di atas kotaknya."),
        N_("Pada pilihan, ketik beberapa huruf lalu Enter; F4 menampilkan semua pilihan."),
        N_("Yang diketik disimpan sebagai draf dengan sendirinya, juga bila listrik padam."),
        N_("Yang tidak berlaku tidak ditampilkan; jawaban yang sudah ada hanya dibuang bila Anda memilihnya."),
        N_("Peringatan boleh dibiarkan bila alasannya ditulis; yang salah harus dibetulkan. F8 ke yang berikutnya."),
        N_("Ctrl+S menyimpan, Ctrl+Shift+S menyimpan lalu membuka formulir kosong."),
        N_("Esc keluar tanpa menyimpan; drafnya tetap ada. Tombol Batal membuang drafnya."),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Formulir"), _("Lengkapi lalu simpan."), scrolls=False)
        self._title = self.title.text()
        self._is_saving = False
        self._was_tried = False
        self._is_done = False
        self.view = FormView()
        self.view.left.connect(self._left)
        self.view.summed_up.connect(self._tell_problems)
        self.view.twins.same.connect(self._is_the_same)
        self.body.addWidget(self.view, 1)
        self.bar = SaveBar(self.cancel, self.save_and_add, self.save)
        self.view.ended.connect(partial(self.bar.save.setFocus, Qt.FocusReason.TabFocusReason))
        self.footer.addWidget(self.bar, 1)
        self.show_footer()
        for keys, action in (
            ("Ctrl+S", self.save),
            ("Ctrl+Return", self.save),
            ("Ctrl+Enter", self.save),
            ("Ctrl+Shift+S", self.save_and_add),
            ("F8", self.view.next_problem),
        ):
            QShortcut(QKeySequence(keys), self, action)  # a button's own key would wait for a tenth of a second

    @property
    def form(self) -> RecordForm:
        """The form in sight."""
        assert self.view.form is not None, "the page was not entered"
        return self.view.form

    # ------------------------------------------------------------------------------- opening

    def enter(self, **arguments: object) -> None:
        """Show the form ``arguments`` speak of, with its draft if there is one."""
        self._arguments = arguments
        self.wanted: Wanted = read_wanted(arguments)
        self.kind: RecordKind = self.wanted.kind
        self._known = Known(self.session.office, self.kind)
        self.session.untell(self.wanted.key)  # what was said on leaving this form
        try:
            values = self._opened_values()
        except PpoError as error:
            self.bar.setEnabled(False)
            self.show_error(error)
            return
        if not self._looked_at(values):
            return
        is_new = self.wanted.record is None
        title = _("{kind} baru").format(kind=_(self.kind.title)) if is_new else self.kind.title_of(values)
        self._title = title
        self._show_title()
        self.setAccessibleName(title)
        self.purpose.setText(
            _("Cukup isi yang bertanda wajib; lainnya boleh menyusul.")
            if is_new
            else _("Ubah yang perlu, lalu simpan.")
        )
        self.bar.save_and_add.setVisible(is_new and self.wanted.chosen_for is None)
        self._version = int(str(values.get("version") or 0))
        self._open(values)
        draft = drafts.find(self.session, self.wanted.key)
        is_return = drafts.is_return(self.session, self.wanted.key)
        if draft is not None:
            self.form.fill(draft.typed)
            if not is_return or draft.version < self._version:
                self._tell_of_draft(draft)
        self.bar.tell("")

    def _looked_at(self, values: Mapping[str, object]) -> bool:
        """Changing a record shows its restricted part: who may not look may not change, and each look is kept."""
        office, kind, record = self.session.office, self.kind, self.wanted.record
        if record is None or not access.hidden_fields(kind, values):
            return True
        if not access.may_look(office):
            self.bar.setEnabled(False)
            self.show_banner(Banner("info", _("Hanya dapat dilihat."), access.why_not_look()))
            return False
        self.session.work.start(
            lambda _job: access.look(office, kind, office.code, record),
            owner=self,
            failed=self.show_error,
            lasting=True,
        )
        return True

    def _opened_values(self) -> Mapping[str, object]:
        office, record = self.session.office, self.wanted.record
        if record is None:
            return first_values(self.kind, office)
        columns = (*self.kind.by_name, "version")
        (found,) = browsing.window(office, self.kind, [(office.code, record)], columns)
        if found is None:
            raise gone()
        demand_shown(found)
        envelopes.demand_unsealed(found)
        return found

    def _open(self, values: Mapping[str, object]) -> None:
        """An untouched form over ``values`` and what the place brings with it."""
        helps = looking_up.line_above(self, self.view, self.wanted, self._is_the_same)
        self.view.show_form(RecordForm(self.kind, self._known), helps)
        self.form.load(values, is_new=self.wanted.record is None)
        self.form.fill(self.wanted.typed)
        self.form.begin()
        self._keeper = DraftKeeper(self.form, self.session, self.wanted.key, self._content)
        self._keeper.kept.connect(self._draft_is_kept)
        self._keeper.failed.connect(self._draft_is_not_kept)
        self.form.changed.connect(self._keeper.touched)
        self._sealing = Sealing(self, self.kind, self.form.typed, self._keeper.keep)
        self.form.changed.connect(self._sealing.look)
        self._sealing.look()
        self.form.wants_new.connect(self._record_new)
        self.form.skipping.dropped.connect(self._tell_dropped)
        self.form.wants_photos.connect(partial(photographing.take, self))
        offer_what_waits(self, self.form, values)

    def _tell_dropped(self, labels: str, bring_back: Callable[[], object]) -> None:
        undo, form = bring_back, self.form
        words = _("Jawaban dibuang: {labels}.").format(labels=labels)
        self.session.tell(words, lambda: undo() if shiboken6.isValid(form) else None, about=self.wanted.key)

    def _tell_of_draft(self, draft: drafting.Draft) -> None:
        when = drafts.clock_words(draft.kept_at, today(self.session.clock)) if draft.kept_at else ""
        sentence = _("Draf dari {time} dipakai lagi.").format(time=when) if when else _("Draf dipakai lagi.")
        again = button(_("Mulai baru"), self.start_over)
        if draft.version < self._version:
            advice = _("Catatan ini diubah sesudah draf itu dibuat; periksa lagi sebelum menyimpan.")
            self.show_banner(Banner("warn", sentence, advice, [again]))
        else:
            self.show_banner(Banner("info", sentence, _("Belum tersimpan sebagai catatan."), [again]))

    def first_focus(self) -> QWidget | None:
        is_untouched = self.view.form is not None and not self._content().typed
        is_new = self.wanted.record is None
        return self.view.first_focus(is_untouched=is_untouched, is_new=is_new, at=self.wanted.at)

    def show_banner(self, banner: Banner) -> None:
        self.view.show_banner(banner)

    def clear_banner(self) -> None:
        self.view.clear_banner()

    def into_sight(self, widget: QWidget, part: QRect | None = None) -> None:  # noqa: ARG002 - fields are seen whole
        self.view.into_sight(widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little height, it belongs to the fields."""
        super().resizeEvent(event)
        self._show_title()

    def _show_title(self) -> None:
        has_height = self.height() >= theme().px(PURPOSE_FROM)
        self.purpose.setVisible(has_height)
        line = self.title.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideRight, self.title.width())
        self.title.setText(self._title if has_height else line)
        self.title.setToolTip("" if has_height or line == self._title else self._title)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the form."""
        if event.key() == Qt.Key.Key_Escape:
            self.step_out()
        else:
            super().keyPressEvent(event)

    # ------------------------------------------------------------------------------- drafts

    def _content(self) -> Content:
        typed = self.form.typed()
        if envelopes.is_meant(self.kind, typed):
            return drafts.NOTHING
        return Content(typed if self.form.is_touched else {}, self._draft_title(), self._version)

    def _draft_title(self) -> str:
        """The title the record would have, as far as it is typed."""
        values = self.form.everything()
        for field in self.kind.fields:
            if field.refers and isinstance(values.get(field.name), str):
                return self._known.called(field.refers, str(values[field.name]))[0]
        meant = {name: read(self.kind.by_name[name], value)[0] for name, value in values.items()}
        return self.kind.title_of(meant) if meant else ""

    def _draft_is_kept(self, stamp: str) -> None:
        when = drafts.clock_words(stamp, today(self.session.clock)) if stamp else ""
        self.bar.tell(_("Draf tersimpan {time}").format(time=when) if when else "")

    def _draft_is_not_kept(self, error: PpoError) -> None:
        self.bar.tell(_("Draf belum tersimpan: {reason}").format(reason=error.message), "warning")

    def leave(self) -> None:
        """Whatever happens next, what was typed is kept."""
        if self.view.form is None or self._is_done:
            return
        if self._is_saving:
            self._keep_if_never_saved()
        else:
            self._keeper.hand_over()

    def start_over(self) -> None:
        """Drop the draft and begin anew; Urungkan brings it back."""
        content = self._drop_draft()
        self._open(self._opened_values())
        self.bar.tell("")
        self.session.tell(_("Draf dibuang."), partial(self._bring_back, content), about=self.wanted.key)
        if first := self.first_focus():
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def cancel(self) -> None:
        """Leave the form and drop what was typed; Urungkan brings it back."""
        content = self._drop_draft()
        self._is_done = True
        if content.typed:
            undo = partial(self._bring_back, content)
            self.session.tell(_("Tidak disimpan; draf dibuang."), undo, about=self.wanted.key)
        self.session.back()

    def step_out(self) -> None:
        """Leave the form; what was typed stays as a draft, and what leaves none is asked about."""
        if self.view.form is not None and not self._sealing.may_go():
            return
        if self.view.form is not None and self._content().typed:
            self.session.tell(_("Belum disimpan; drafnya menunggu di formulirnya."), about=self.wanted.key)
        self.session.back()

    def back(self) -> bool:
        """A form that waits for this one goes on where it was."""
        if self.view.form is not None and self.wanted.chosen_for:
            drafts.return_to(self.session, self.wanted.chosen_for.draft)
        return False

    def _drop_draft(self) -> Content:
        content = self._content()
        self._keeper.settle()
        drafts.hand_over(self.session, self.wanted.key, drafts.NOTHING)
        return content

    def _bring_back(self, content: Content) -> None:
        """Called from the toast; this page may be gone."""
        if shiboken6.isValid(self):
            self._keeper.settle()
        drafts.hand_over(self.session, self.wanted.key, content)
        self.session.go("form", **self._arguments)

    # ------------------------------------------------------------------------------- saving

    def save(self) -> None:
        """Save, and go back to where one came from."""
        self._start_saving(again=False)

    def save_and_add(self) -> None:
        """Save, and open an empty form."""
        if self.bar.save_and_add.isVisible():
            self._start_saving(again=True)

    def _start_saving(self, *, again: bool) -> None:
        if self._is_saving or self.view.form is None:
            return
        complaints = self.form.complaints()
        if complaints:
            self.view.refuse(complaints)
            return
        office, wanted, content, reasons = self.session.office, self.wanted, self._content(), self.form.reasons()
        typed = self.form.everything() if wanted.record is None else self.form.typed()
        typed |= {REASONS: reasons} if reasons else {}
        self._keeper.settle()
        self._is_saving = True
        self._was_tried = False

        def operation(_job: object) -> tuple[Saved, str]:
            self._was_tried = True
            return saving.save(office, wanted, typed, content)

        self.work(operation, partial(self._saved, again=again), self._not_saved, holds=True)

    def _saved(self, result: tuple[Saved, str], *, again: bool) -> None:
        saved, title = result
        self._is_saving = False
        self.session.announce(saved.changes)
        undo = taker_back(self.session, saved.change)
        self.session.tell(
            _("{title} tersimpan.").format(title=title) if saved.changes.records else _("Tidak ada yang berubah."),
            undo=undo,
        )
        if again:
            self.enter(**{**self._arguments, "typed": {}, "record": None, "kind": self.kind.name})
            if first := self.first_focus():
                first.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._is_done = True
            self.session.back()

    def _not_saved(self, error: PpoError) -> None:
        self._is_saving = False
        if isinstance(error, Invalid):
            self.view.refuse(independent(error.problems))
        else:
            self.show_error(error)

    def _keep_if_never_saved(self) -> None:
        """Closing the window drops what waits in the background: then what was to be saved becomes a draft."""
        office, key, content = self.session.office, self.wanted.key, self._content()

        def operation(_job: object) -> None:
            if not self._was_tried:
                drafts.write(office, key, content)

        self.session.work.start(operation, owner=self.session, lasting=True)

    def _tell_problems(self) -> None:
        summary = self.view.summary
        if summary is None:
            self.bar.tell("")
            return
        words = _("{headline} · F8").format(headline=headline(summary.problems))
        self.bar.tell(words, "warning" if all(found.is_warning for found in summary.problems) else "error")

    # ------------------------------------------------------------------------------- other people and records

    def _left(self, field: str) -> None:
        if self.kind is not PERSON or field not in _TELL_APART:
            return
        office, typed, record = self.session.office, self.form.everything(), self.wanted.record
        self.work(lambda _job: suggesting.alike(office, typed, record), self.view.twins.tell, lambda _error: None)

    def _is_the_same(self, twin: PossibleTwin) -> None:
        """The person in the form is recorded already."""
        chosen_for = self.wanted.chosen_for
        if chosen_for is None or twin.owner != self.session.office.code:
            self.session.go("record", kind=PERSON.name, owner=twin.owner, record=twin.record, listed="people")
            return
        waiting = drafts.find(self.session, chosen_for.draft)
        filled = saving.chosen(waiting, chosen_for.field, twin.record, twin.title)
        drafts.hand_over(self.session, chosen_for.draft, filled)
        self.cancel()

    def _record_new(self, field: str, typed: str) -> None:
        """A record this form refers to is made first; this form waits as a draft."""
        begun = {"nik": typed} if typed[:1].isdecimal() else {"name": typed}
        self._keeper.hand_over()
        self.session.go(
            "form",
            kind=self.kind.field(field).refers,
            record=None,
            listed=self.wanted.listed,
            typed=begun if typed else {},
            chosen_for=Chosen(self.wanted.key, field),
        )
