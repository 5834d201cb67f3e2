"""The emblem on the letterhead: a picture made small and clean, kept with what the office's papers say."""

from __future__ import annotations

from base64 import b64encode
from contextlib import closing
from pathlib import Path

from ppo_desktop.core.text import N_
from ppo_desktop.operations.books.photos import content
from ppo_desktop.operations.house.bounded import BoundedReader


def read(path: Path) -> str:
    """The picture in a file as ``Identity.emblem`` keeps it: at most 400 dots long, on white.

    Raises:
        Refused: the file cannot be read, or is no picture.
        World: pictures cannot be read safely on this PC now.
    """
    from ppo_desktop.pdf import pictures

    with closing(BoundedReader(pictures.clean, N_("Pilih gambar yang lain."))) as reader:
        return b64encode(reader.read(content(path)).small).decode("ascii")
