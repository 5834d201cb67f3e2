"""Daftar bersama: what was added to the lists that everybody uses, from whom; at the top also adding to them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.clock import today
from ppo_desktop.core.offices import name_of
from ppo_desktop.core.text import N_, _, number
from ppo_desktop.gui.design.fields import FieldBox, line
from ppo_desktop.gui.design.typeahead import Option, TypeAhead
from ppo_desktop.gui.design.widgets import Badge, Banner, Card, Square, beside, button, clear, column, label, row, rule
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.operations.published import directories
from ppo_desktop.operations.published.directories import Added
from ppo_desktop.records import shared_lists
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.shared_lists import TITLES, Line, typed_columns, with_usual

MOST = 40
"""Lines of one list that are shown at once."""


class ListsPage(Page):
    """What is in force below, how it is added to at the top."""

    help: ClassVar[tuple[str, ...]] = (
        N_("Daftar yang dipakai semua kantor: desa, kode pilihan, dan nomor layanan."),
        N_("Yang ditambahkan kantor atas datang dengan tanda terima dan langsung dipakai."),
        N_("Kode yang sudah dipakai tidak berganti arti; yang tidak dipakai lagi dinonaktifkan, bukan dihapus."),
        N_("Kantor teratas menambah baris, menonaktifkan, lalu menerbitkan; tiap terbitan mendapat nomor."),
        N_("Banyak baris sekaligus: ambil dari berkas CSV dengan baris pertama yang sama."),
        N_("Kantor lain mengusulkan dengan pesan."),
    )

    def __init__(self, session: Session) -> None:
        purpose = _("Tambahan pada daftar yang dipakai semua kantor, dan dari siapa datangnya.")
        super().__init__(session, _("Daftar bersama"), purpose)
        self._lines: list[dict[str, str]] = []
        self._why_not = ""
        self.editors: dict[str, QLineEdit] = {}
        self.choice = TypeAhead([Option(name, _(title)) for name, title in TITLES.items()])
        self.choice.chosen.connect(self._begin)
        self._editing = QVBoxLayout()
        self._in_force = QVBoxLayout()
        for part in (self._editing, self._in_force):
            part.setSpacing(self.body.spacing())
            self.body.addLayout(part)
        self.body.addStretch(1)
        self._edit = Card(_("Menambah"))
        hint = _("Ketik beberapa huruf, atau F4 untuk melihat semua daftar.")
        self._edit.body.addWidget(FieldBox(_("Pilih daftarnya"), self.choice, hint=hint))
        self._form = QVBoxLayout()
        self._edit.body.addLayout(self._form)
        self._editing.addWidget(self._edit)

    def enter(self, **_arguments: object) -> None:
        """Show what is in force; offer adding where this office may."""
        office = self.session.office
        self._why_not = directories.why_not_publish(office)
        self._edit.setVisible(not self._why_not)
        self.work(lambda _job: directories.added(office), self._show)

    def first_focus(self) -> QWidget | None:
        return self.choice if not self._why_not else None

    def _show(self, added: list[Added]) -> None:
        clear(self._in_force)
        if self._why_not:
            go = button(_("Tulis pesan"), partial(self.session.go, "letters"), icon_name="send")
            self._in_force.addLayout(beside(column(label(self._why_not, "soft")), go))
        card = Card(_("Yang berlaku di sini"))
        self._in_force.addWidget(card)
        if not added:
            card.body.addWidget(label(_("Belum ada tambahan; daftar bawaan program yang dipakai."), "soft"))
        for place, one in enumerate(added):
            if place:
                card.body.addWidget(rule())
            usable = [each for each in one.lines if not each.problem]
            words = _("{count} baris dari {office}, terbitan {number}: {names}").format(
                count=number(len(usable)),
                office=name_of(one.by),
                number=number(one.number),
                names=", ".join(_called(each) for each in usable[:6]) + (" …" if len(usable) > 6 else ""),
            )
            parts: list[QWidget] = []
            if skipped := len(one.lines) - len(usable):
                parts.append(Badge(_("{n} belum dapat dipakai").format(n=number(skipped)), "warn"))
            shown = row(
                Square("scroll-text", "info"),
                column(label(one.title, "strong"), label(words, "soft"), spacing=1),
                *parts,
                spacing=12,
            )
            shown.setStretch(1, 1)
            card.body.addLayout(shown)

    # ------------------------------------------------------------------------------- adding, at the top

    def _begin(self, name: str) -> None:
        """Go on with what this office has added to a list so far."""
        current = directories.current(self.session.office, name)
        self._lines = [dict(each.columns) for each in current]
        self._draw(name)
        if self.editors:
            first = next(iter(self.editors.values()))
            first.setFocus()
            QTimer.singleShot(0, first, lambda: self.into_sight(first))

    def _draw(self, name: str) -> None:
        clear(self._form)
        self.editors = {}
        fields = QGridLayout()
        columns = [(column_, words) for column_, words in typed_columns(name) if column_ != "code" or name == "regions"]
        for place, (column_, words) in enumerate(columns):
            editor = self._editor(name, column_)
            self.editors[column_] = editor
            hint = _("Kode desa yang lengkap, misalnya 61.01.04.2999.") if column_ == "code" else ""
            fields.addWidget(FieldBox(words, editor, hint=hint), place // 3, place % 3)
        self._form.addLayout(fields)
        add = button(_("Tambah baris"), partial(self._add, name), icon_name="plus")
        bring = button(_("Ambil dari CSV"), partial(self._pick, name), icon_name="folder-open")
        publish = button(_("Terbitkan"), partial(self._publish, name), look="primary", icon_name="send")
        self._form.addLayout(row(add, bring, None, publish))
        for place, each in enumerate(self._lines[:MOST]):
            self._form.addLayout(self._line(name, place, each))
        if len(self._lines) > MOST:
            more = _("dan {count} baris lagi").format(count=number(len(self._lines) - MOST))
            self._form.addWidget(label(more, "muted"))
        self._offer_known(name)

    def _editor(self, name: str, column_: str) -> QLineEdit:
        if (name, column_) == ("contacts", "service"):
            return TypeAhead([Option(code.code, code.label) for code in code_list("contact-services").active])
        return line(longest=120, enter=partial(self._add, name))

    def _line(self, name: str, place: int, each: Mapping[str, str]) -> QHBoxLayout:
        shown = _called(Line(each))
        is_on = each.get("active", "1") == "1"
        words = [label(shown, "strong"), label(each.get("code", each.get("phone", "")), "muted")]
        parts: list[QWidget | None] = [*words, None]
        if not is_on:
            parts.append(Badge(_("tidak dipakai"), "neutral"))
        spoken = _("Buang {name} dari daftar").format(name=shown)
        parts.append(button(_("Buang"), partial(self._drop, name, place), look="quiet", spoken=spoken))
        return row(*parts, spacing=12)

    def _offer_known(self, name: str) -> None:
        """Taking a code of the list out of use."""
        if name in ("regions", "contacts"):
            return
        taken = {each["code"] for each in self._lines}
        known = [Option(code.code, code.label) for code in code_list(name).active if code.code not in taken]
        gone = TypeAhead(known)
        gone.chosen.connect(lambda code: self._retire(name, code))
        hint = _("Pilih kode yang tidak dipakai lagi; catatan lama tetap terbaca.")
        self._form.addWidget(FieldBox(_("Nonaktifkan kode"), gone, hint=hint, optional=True))

    def _add(self, name: str) -> None:
        typed = {
            column_: editor.value if isinstance(editor, TypeAhead) else editor.text()
            for column_, editor in self.editors.items()
        }
        made = with_usual(name, typed)
        if "checked_on" in made:
            made["checked_on"] = today(self.session.clock).isoformat()
        by = self.session.office.code
        (judged, *_rest) = reversed(shared_lists.read(name, shared_lists.written(name, [*self._lines, made]), by))
        if judged.problem:
            self.show_banner(Banner("bad", _("Baris ini belum dapat ditambahkan."), judged.problem, closes=True))
            return
        self.clear_banner()
        self._lines.append(made)
        self._draw(name)
        next(iter(self.editors.values())).setFocus()

    def _retire(self, name: str, code: str) -> None:
        words = code_list(name).label(code)
        self._lines.append(with_usual(name, {"code": code, "label": words, "active": "0"}))
        self._draw(name)

    def _drop(self, name: str, place: int) -> None:
        del self._lines[place]
        self._draw(name)

    def _pick(self, name: str) -> None:
        found, _filter = QFileDialog.getOpenFileName(self, _("Ambil dari CSV"), "", _("Tabel (*.csv)"))
        if found:
            self.bring(name, Path(found))

    def bring(self, name: str, path: Path) -> None:
        """Take the lines of a file, in the place of those in sight."""
        office = self.session.office

        def brought(lines: tuple[Line, ...]) -> None:
            wrong = [f"{each.key or '–'}: {each.problem}" for each in lines if each.problem]
            self._lines = [dict(each.columns) for each in lines if not each.problem]
            self._draw(name)
            if wrong:
                said = _("{count} baris tidak ikut").format(count=number(len(wrong)))
                self.show_banner(Banner("warn", said, " ".join(wrong[:5]), closes=True))

        self.work(lambda _job: directories.lines_of(office, name, path), brought)

    def _publish(self, name: str) -> None:
        office, text = self.session.office, shared_lists.written(name, self._lines)

        def done(_version: str) -> None:
            self.session.tell(_("Terbit. Tanda terima berikutnya membawanya ke kantor di bawah."))
            self.session.announce(Changes())
            self.enter()

        self.clear_banner()
        self.work(lambda _job: directories.publish(office, name, text), done, holds=True)


def _called(each: Line) -> str:
    return each.columns.get("label") or each.columns.get("name", "")
