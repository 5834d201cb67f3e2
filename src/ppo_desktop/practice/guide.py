"""``README.txt`` of a demonstration: what lies there and how to go on from it."""

from __future__ import annotations

from ppo_desktop.core.offices import region
from ppo_desktop.core.text import N_, _
from ppo_desktop.practice.offices import CAMAT, OFFICES, VILLAGES
from ppo_desktop.practice.story import SEMPALAI

_GUIDE = N_("""\
PPO Desktop: hasil peragaan (LATIHAN)
=====================================

Semua orang, nomor, dan kejadian di sini rekaan. Kantor-kantor ini kantor LATIHAN: kuncinya sendiri, suratnya bertanda
LATIHAN, dan kantor dinas tidak menerima kirimannya. NIK dan nomor KK rekaan berakhiran 99xx, nomor HP berawalan 0840.

Isi folder ini
--------------
  offices/KODE/   folder data tiap kantor (terenkripsi)
  stick/          pengganti flashdisk: permintaan dan jawaban kunci, laporan bertanda tangan, tanda terima
  cetak/KODE/     laporan dan rekap untuk dicetak di kantor itu
  contoh-rusak/   satu laporan yang sengaja dirusak; pasti tidak diterima
  cadangan/       satu cadangan Desa Sempalai

Akun (folder data, kantor, nama akun, peran, kata sandi)
--------------------------------------------------------
{accounts}

Melanjutkan dari sini
---------------------
Buka terminal di folder ini. Dari kode sumber, tulis .venv/bin/ppo-desktop dengan alamat lengkapnya sebagai ganti
ppo-desktop. Kata sandi ditanyakan; dapat juga diberikan lewat variabel PPO_PASSWORD:

  export PPO_PASSWORD="{password}"
  ppo-desktop --data offices/{village} --user petugas list warga
  ppo-desktop --data offices/{village} --user petugas search sarawak
  ppo-desktop --data offices/{village} --user petugas history ID
  echo '{{"name": "Nama Latihan", "sex": "P", "born_on": "2001", "no_nik_reason": "TIDAK_DIBAWA"}}' |
    ppo-desktop --data offices/{village} --user petugas record warga
  ppo-desktop --data offices/{village} --user petugas report --month 2026-11 --assent kades
  ppo-desktop --data offices/{village} --user petugas export --stick stick

Lalu di kecamatan:

  export PPO_PASSWORD="{camat_password}"
  ppo-desktop --data offices/{camat} --user petugas inspect stick contoh-rusak
  ppo-desktop --data offices/{camat} --user petugas import stick
  ppo-desktop --data offices/{camat} --user petugas receipt --stick stick

Kembali di desa:

  export PPO_PASSWORD="{password}"
  ppo-desktop --data offices/{village} --user petugas import stick
  ppo-desktop --data offices/{village} --user petugas backup --to cadangan
""")


def guide() -> str:
    """The text, in Indonesian."""
    accounts = "\n".join(
        f"  offices/{cast.code:14} {region(cast.code).full_name:18} {user.name:8} {user.role:11} {user.password}"
        for cast in OFFICES
        for user in cast.users
    )
    passwords = {"password": VILLAGES[0].users[0].password, "camat_password": CAMAT.users[0].password}
    return _(_GUIDE).format(accounts=accounts, village=SEMPALAI, camat=CAMAT.code, **passwords)
