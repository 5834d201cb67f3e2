"""What a letter keeps beside the words of its template: who signs it and, once it is final, the letterhead above it.

All of it stands with the words, so that a letter is printed years later as it was.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from ppo_desktop.reports.document import Letterhead
from ppo_desktop.reports.letter import Signer
from ppo_desktop.reports.office import Office

_SIGNER, _TITLES, _NAME, _RANK, _NUMBER = "ttd", "ttd_jabatan", "ttd_nama", "ttd_pangkat", "ttd_nomor"
_HEAD, _ADDRESS = "kop", "kop_alamat"
NOBODY, NO_HEAD = Signer(()), Letterhead(())


class Kept(Struct, frozen=True):
    """Beside the words."""

    signer: str = ""
    """Key of ``issuing.SIGNERS``; ``""`` where nothing is kept yet."""
    lines: Signer = NOBODY
    """As printed, or as typed where somebody else signs a draft."""
    head: Letterhead = NO_HEAD
    """Without lines: that of the day on which it is printed. The emblem always is."""

    def write(self) -> dict[str, str]:
        """To stand with the words."""
        return {
            _SIGNER: self.signer,
            _TITLES: "\n".join(self.lines.titles),
            _NAME: self.lines.name,
            _RANK: self.lines.rank,
            _NUMBER: self.lines.number_line,
            _HEAD: "\n".join(self.head.lines),
            _ADDRESS: self.head.address,
        }


def apart(filled: Mapping[str, object]) -> tuple[dict[str, str], Kept]:
    """The words of a letter, and what stands with them."""
    words = {str(name): str(text) for name, text in filled.items()}
    titles, head = (tuple(words.pop(name, "").splitlines()) for name in (_TITLES, _HEAD))
    lines = Signer(titles, *(words.pop(name, "") for name in (_NAME, _RANK, _NUMBER)))
    return words, Kept(words.pop(_SIGNER, ""), lines, Letterhead(head, words.pop(_ADDRESS, "")))


def under(head: Letterhead, office: Office) -> Office:
    """``office`` with the lines of that letterhead, where it has any."""
    if not head.lines:
        return office
    return replace(office, letterhead=replace(office.letterhead, lines=head.lines, address=head.address))
