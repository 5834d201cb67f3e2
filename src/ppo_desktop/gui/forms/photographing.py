"""From picked files to photos in a form, beside the window."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

from ppo_desktop.gui.forms.photos import PhotosEditor
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.work import CancelledError, Job
from ppo_desktop.operations.books import photos
from ppo_desktop.operations.books.photos import NotTaken, Stored


def take(page: Page, editor: PhotosEditor, paths: Sequence[Path]) -> None:
    """Make photos of files and hand them to their editor; after Batal those that are ready."""
    office = page.session.office

    def operation(job: Job) -> list[Stored | NotTaken]:
        taken: list[Stored | NotTaken] = []
        with suppress(CancelledError), closing(photos.take_each(office, paths)) as each:
            for one in each:
                taken.append(one)
                job.progress(len(taken), len(paths))
        return taken

    editor.wait_for(page.work(operation, editor.arrived, editor.failed, holds=True, owner=editor))
