"""Payments of an event, line by line: ``Dewi Kartikasari; honor narasumber 2 jam; 300.000; 15.000``. Pure."""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

Sort = Literal["honour", "transport", "purchase"]

_HONOUR = re.compile(r"\bhonor(?:arium)?\b", re.IGNORECASE)
_TRANSPORT = re.compile(r"\btransport(?:asi|)?\b|\bperjalanan dinas\b", re.IGNORECASE)
_AMOUNT = re.compile(r"(?:rp\.?)?\s*([0-9]{1,3}(?:[. ][0-9]{3})+|[0-9]{1,13})(?:,00)?(?:,-|-)?", re.IGNORECASE)


class Payment(Struct, frozen=True):
    """What one line says."""

    who: str
    what: str
    amount: int | None
    """Rupiah; ``None`` where the line does not say it in a way that can be read."""
    withheld: int | None = None
    """Rupiah kept back, such as a tax; ``None`` where nothing was written."""

    @property
    def sort(self) -> Sort:
        """On which paper it is signed for: two lists, and a receipt for everything else."""
        if _HONOUR.search(self.what):
            return "honour"
        return "transport" if _TRANSPORT.search(self.what) else "purchase"

    @property
    def is_clear(self) -> bool:
        """Whether a paper can be made of it: who, for what, and amounts that fit."""
        return bool(self.who and self.what) and self.amount is not None and (self.withheld or 0) <= self.amount


def payments(text: str) -> tuple[Payment, ...]:
    """The payments of a field, one from each line that is not empty."""
    return tuple(_payment(line) for line in text.splitlines() if line.strip())


def _payment(line: str) -> Payment:
    who, what, amount, withheld, *_more = (*(part.strip() for part in line.split(";")), "", "", "", "")
    read = _amount(withheld)
    # An unreadable deduction makes the whole line unclear: nobody is to be paid a wrong sum.
    return Payment(who, what, _amount(amount) if not withheld or read is not None else None, read)


def _amount(text: str) -> int | None:
    match = _AMOUNT.fullmatch(text)
    return int(re.sub(r"[. ]", "", match[1])) if match else None
