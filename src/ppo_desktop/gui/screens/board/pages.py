"""The pages of a carrier that is kept here, to be seen and printed again."""

from __future__ import annotations

from typing import ClassVar

from ppo_desktop.core.text import N_, _
from ppo_desktop.gui.screens.papers.paper import PaperPage
from ppo_desktop.operations.months import ledger


class CarrierPage(PaperPage):
    """Arguments: ``carrier`` (its id) and ``title``."""

    help: ClassVar[tuple[str, ...]] = (
        N_("Ini halaman berkas seperti ditandatangani pengirimnya; tidak ada yang dapat diubah."),
        N_("PgUp dan PgDn membalik halaman, Ctrl dan roda tetikus memperbesar."),
        N_("P mencetak; bila komputer ini belum punya printer, halamannya disimpan sebagai PDF."),
        N_("S menyimpan sebagai PDF di folder yang dipilih."),
        N_("Alt+← kembali ke tempat sebelumnya."),
    )

    def enter(self, **arguments: object) -> None:
        """Show the pages of that carrier."""
        office, carrier = self.session.office, str(arguments["carrier"])
        self.title.setText(str(arguments.get("title") or _("Berkas laporan")))
        self.setAccessibleName(self.title.text())
        self.preview.name(self.title.text())
        self.preview.say(_("Menyiapkan halaman…"))
        self.work(lambda _job: ledger.file(office, carrier), self._show, self._failed)
