"""Simpan sebagai tabel: a list as it was seen, into a file for Excel or for other programs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from msgspec.structs import replace
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from ppo_desktop.core.text import N_, _, number
from ppo_desktop.gui.design.choices import Choice, Choices
from ppo_desktop.gui.design.fields import FieldBox, line
from ppo_desktop.gui.design.widgets import Action, Banner, Card, breakable, button, clear, label
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.gui.shell.work import Job
from ppo_desktop.operations.books import browsing
from ppo_desktop.operations.house import access
from ppo_desktop.operations.tables import exporting, htcds
from ppo_desktop.operations.tables.exporting import Asked, Taken
from ppo_desktop.records.case import CASE
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.registry import kind as kind_named

_FORMS = (
    Choice(
        "xlsx",
        N_("Untuk Excel (XLSX)"),
        N_("Kata-kata seperti di layar; tanggal dan NIK tetap benar. Lembar kedua menjelaskan setiap kolom."),
        "list-checks",
    ),
    Choice(
        "csv",
        N_("Untuk program lain (paket CSV)"),
        N_("Satu berkas ZIP: isian dengan kodenya, dan penjelasan setiap kolom yang dibaca program itu."),
        "layers",
    ),
)
_STANDARD = Choice(
    "htcds",
    N_("Untuk pertukaran data kasus (HTCDS)"),
    N_("Semua kasus tanpa nama, menurut standar IOM; perlu alasan. Yang tidak tercakup tertulis di dalamnya."),
    "shield-check",
)


class TablePage(Page):
    """Arguments: ``kind``, and how its list is narrowed and ordered: ``filter``, ``owner``, ``typed``, ``by``,
    ``descending``.
    """

    help: ClassVar[tuple[str, ...]] = (
        N_("Yang disimpan adalah daftar seperti yang baru saja dilihat: saringan, pencarian, dan urutannya sama."),
        N_("1 memilih Excel, 2 paket CSV; S memilih folder dan menyimpan."),
        N_("Catatan yang ditutup untuk akun ini tidak ikut; banyaknya tertulis di lembar Keterangan."),
        N_("Isian terbatas hanya ikut bila alasannya ditulis; setiap catatan yang dibuka tercatat untuk pimpinan."),
        N_("Setiap tabel yang memuat orang tercatat untuk pimpinan: siapa menyimpan, kapan, berapa baris."),
        N_("Perubahan di berkas itu tidak kembali ke program; yang berlaku tetap catatan di sini."),
        N_("Alt+← kembali ke daftar."),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Simpan sebagai tabel"), _("Daftar ini menjadi berkas untuk program lain."))
        self._asked: Asked | None = None
        self._job: Job | None = None
        self.back_button = button(_("Kembali"), session.back, look="quiet", icon_name="arrow-left")
        self.beside_title.addWidget(self.back_button)
        self.saving = Action(button(_("Simpan di folder…"), self.save, look="primary", icon_name="save", keys="S"))
        self.beside_title.addWidget(self.saving)
        self._news = QVBoxLayout()
        self.body.addLayout(self._news)
        self._what = label("", "strong")
        self._narrowed = label("", "soft")
        what = Card(_("Yang disimpan"))
        what.body.addWidget(self._what)
        what.body.addWidget(self._narrowed)
        self.body.addWidget(what)
        self._forms = Card(_("Bentuk berkas"))
        self.form = self._offer_forms(_FORMS)
        self.body.addWidget(self._forms)
        self.reason = line(longest=exporting.MOST_WORDS, enter=self.save)
        self.reason.setPlaceholderText(_("Kosong: isian terbatas tidak ikut"))
        self._restricted = Card(_("Isian terbatas"))
        words = _("Misalnya uraian, kesehatan, utang. Ikut hanya bila perlu; alasannya dibaca pimpinan.")
        self._restricted.body.addWidget(label(words, "soft"))
        hint = _("Contoh: gelar perkara di Polres 3 Desember.")
        self._why = FieldBox(_("Alasan menyertakan"), self.reason, hint=hint, optional=True)
        self._restricted.body.addWidget(self._why)
        self.body.addWidget(self._restricted)
        self._people = label(_("Berkas ini memuat data pribadi. Simpan di komputer kantor dan hapus sesudah dipakai."))
        self.body.addWidget(self._people)
        self.body.addStretch(1)

    def _offer_forms(self, forms: Sequence[Choice]) -> Choices:
        made = Choices([Choice(one.value, _(one.title), _(one.text), one.icon) for one in forms], goes_on=False)
        made.picked.connect(lambda _value: self.save())
        self._forms.body.addWidget(made)
        return made

    # ------------------------------------------------------------------------------- what is asked

    def enter(self, **arguments: object) -> None:
        """Show which list; what was chosen before stands for the same list."""
        self.clear_banner()
        kind = kind_named(str(arguments["kind"]))
        said = {name: str(arguments.get(name) or "") for name in ("filter", "owner", "typed", "by")}
        filters = (said["filter"],) if said["filter"] else ()
        descending = bool(arguments.get("descending"))
        self._asked = Asked(kind, filters, said["owner"], said["typed"], said["by"], descending)
        office = self.session.office
        forms = (*_FORMS, _STANDARD) if kind is CASE and access.may_look(office) else _FORMS
        if len(forms) != len(self.form.rows):
            self._forms.body.removeWidget(self.form)
            self.form.deleteLater()
            self.form = self._offer_forms(forms)
        self.form.set_value(self.form.value or "xlsx")
        self.title.setText(_("Simpan {kind} sebagai tabel").format(kind=_(kind.plural)))
        self.setAccessibleName(self.title.text())
        self._what.setText(_(kind.plural))
        narrowed = self._asked.narrowed
        self._narrowed.setText(
            _("Saringan: {what}").format(what=narrowed) if narrowed else _("Seluruh buku, tanpa saringan.")
        )
        self._restricted.setVisible(exporting.has_restricted(kind))
        why_not = "" if access.may_look(office) else access.why_not_look()
        self.reason.setEnabled(not why_not)
        self.reason.setToolTip(why_not)
        if why_not:
            self.reason.setPlaceholderText(why_not)
        self._people.setVisible(any(field.personal for field in kind.fields))
        self._count(kind, self._asked)

    def leave(self) -> None:
        """A reason is for one file."""
        self.reason.clear()
        self._why.say("")

    def first_focus(self) -> QWidget | None:
        return self.form.first_focus()

    def _count(self, kind: RecordKind, asked: Asked) -> None:
        office = self.session.office

        def told(found: int) -> None:
            self._what.setText(_("{kind}: {count} catatan").format(kind=_(kind.plural), count=number(found)))
            if self._job is None or self._job.is_over:
                self.saving.refuse("" if found else _("Daftar ini kosong: tidak ada yang disimpan."))

        self.work(lambda _job: browsing.count(office, kind, asked.filters, owner=asked.owner, typed=asked.typed), told)

    # ------------------------------------------------------------------------------- saving

    def save(self) -> None:
        """Into a folder a person picks; can be stopped, and then nothing stands there."""
        asked = self._asked
        if asked is None or not self.saving.button.isEnabled():
            return
        form, reason = self.form.value, self.reason.text()
        if form == _STANDARD.value and not reason.strip():
            self._why.say(_("Tulis dahulu alasannya: untuk siapa dan untuk apa."))
            self.reason.setFocus()
            return
        self._why.say("")
        picked = QFileDialog.getExistingDirectory(self, _("Simpan tabel di folder"), str(Path.home()))
        if not picked:
            return
        office, folder = self.session.office, Path(picked)
        wanted = replace(asked, reason=reason, form="csv" if form == "csv" else "xlsx")

        def write(job: Job) -> Taken:
            if form == _STANDARD.value:
                return htcds.write(office, reason, folder, told=job.progress)
            return exporting.write(office, wanted, folder, job.progress)

        self.clear_banner()
        clear(self._news)
        self.saving.refuse(_("Sedang menyimpan."))
        title = _("Menyimpan {kind}").format(kind=_(asked.kind.plural))
        self._job = self.watch(self.work(write, self._saved), self._news, title, _("Menghentikan…"), over=self._ended)

    def _ended(self, job: Job) -> None:
        clear(self._news)
        self.saving.refuse("")
        if job.is_cancelled:
            self.show_banner(Banner("info", _("Dibatalkan. Tidak ada berkas yang disimpan."), "", closes=True))

    def _saved(self, taken: Taken) -> None:
        left = _("{count} catatan tertutup tidak ikut.").format(count=taken.closed) if taken.closed else ""
        words = _("{count} baris di {file}.").format(count=number(taken.count), file=breakable(taken.path.name))
        title = _("Tersimpan di folder {folder}.").format(folder=taken.path.parent.name)
        self.show_banner(Banner("ok", title, f"{words} {left}".strip(), closes=True))
