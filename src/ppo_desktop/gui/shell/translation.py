"""Qt's own words in Indonesian: Qt ships none for this language, so its few texts come from our table."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from ppo_desktop.core.text import N_, _

_WORDS = {
    "&Undo": N_("&Urungkan"),
    "&Redo": N_("&Ulangi"),
    "Cu&t": N_("&Potong"),
    "&Copy": N_("&Salin"),
    "&Paste": N_("&Tempel"),
    "Delete": N_("Hapus"),
    "Select All": N_("Pilih semua"),
    "OK": N_("Baik"),
    "&OK": N_("&Baik"),
    "Cancel": N_("Batal"),
    "&Cancel": N_("&Batal"),
    "Close": N_("Tutup"),
    "&Close": N_("&Tutup"),
    "Save": N_("Simpan"),
    "&Save": N_("&Simpan"),
    "Open": N_("Buka"),
    "&Open": N_("&Buka"),
    "&Yes": N_("&Ya"),
    "&No": N_("&Tidak"),
    "Yes": N_("Ya"),
    "No": N_("Tidak"),
    "Look in:": N_("Cari di:"),
    "File &name:": N_("&Nama berkas:"),
    "Files of type:": N_("Jenis berkas:"),
    "Directory:": N_("Folder:"),
    "&Choose": N_("&Pilih"),
    "Choose": N_("Pilih"),
    "Back": N_("Kembali"),
    "Forward": N_("Maju"),
    "Parent Directory": N_("Folder di atas"),
    "Create New Folder": N_("Buat folder baru"),
    "&New Folder": N_("Folder &baru"),
    "New Folder": N_("Folder baru"),
    "List View": N_("Daftar"),
    "Detail View": N_("Rincian"),
    "Computer": N_("Komputer"),
    "My Computer": N_("Komputer"),
    "Name": N_("Nama"),
    "Size": N_("Ukuran"),
    "Type": N_("Jenis"),
    "Kind": N_("Jenis"),
    "Date Modified": N_("Tanggal ubah"),
    "File": N_("Berkas"),
    "Folder": N_("Folder"),
    "Directories": N_("Folder"),
    "Directory": N_("Folder"),
    "Drive": N_("Penyimpanan"),
    "All Files (*)": N_("Semua berkas (*)"),
    "All files (*)": N_("Semua berkas (*)"),
    "Find Directory": N_("Cari folder"),
    "&Rename": N_("&Ganti nama"),
    "&Delete": N_("&Hapus"),
    "Show &hidden files": N_("Tampilkan yang &tersembunyi"),
    "Sidebar": N_("Bilah sisi"),
    "Recent Places": N_("Tempat terakhir"),
    "Remove": N_("Keluarkan"),
    "Show": N_("Tampilkan"),
    "Details": N_("Rincian"),
    "Print": N_("Cetak"),
    "&Print": N_("&Cetak"),
    "&Print...": N_("&Cetak…"),
    "Printer": N_("Printer"),
    "Copies": N_("Rangkap"),
    "Options": N_("Pilihan"),
    "&Options >>": N_("&Pilihan >>"),
    "&Options <<": N_("&Pilihan <<"),
    "Print to File (PDF)": N_("Cetak ke berkas (PDF)"),
    "&Name:": N_("&Nama:"),
    "P&roperties": N_("P&engaturan"),
    "Location:": N_("Tempat:"),
    "Type:": N_("Jenis:"),
    "Output &file:": N_("&Berkas hasil:"),
    "Pages": N_("Halaman"),
    "Print all": N_("Semua halaman"),
    "Print range": N_("Bagian"),
    "Pages from": N_("Halaman dari"),
    "to": N_("sampai"),
    "Current Page": N_("Halaman ini"),
    "Selection": N_("Yang dipilih"),
    "Output Settings": N_("Hasil"),
    "Copies:": N_("Rangkap:"),
    "Collate": N_("Urutkan per rangkap"),
    "Reverse": N_("Dari belakang"),
    "Color Mode": N_("Warna"),
    "Color": N_("Berwarna"),
    "Grayscale": N_("Hitam putih"),
    "Duplex Printing": N_("Bolak-balik"),
    "None": N_("Tidak"),
    "Long side": N_("Sisi panjang"),
    "Short side": N_("Sisi pendek"),
}


class _Words(QTranslator):
    def translate(
        self,
        context: str,  # noqa: ARG002 - Qt's signature
        sourceText: str,  # noqa: N803 - Qt's signature
        disambiguation: str | None = None,  # noqa: ARG002 - Qt's signature
        n: int = -1,  # noqa: ARG002 - Qt's signature
    ) -> str:
        """Our word for Qt's; ``""`` leaves Qt's own, which is English."""
        found = _WORDS.get(sourceText)
        return _(found) if found else ""

    def isEmpty(self) -> bool:
        """Never: an empty translator is not asked."""
        return False


def install_translation(application: QCoreApplication) -> None:
    """Let Qt speak Indonesian, and write numbers and dates the Indonesian way."""
    QLocale.setDefault(QLocale(QLocale.Language.Indonesian, QLocale.Country.Indonesia))
    words = _Words(application)
    application.installTranslator(words)
