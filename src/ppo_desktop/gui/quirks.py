"""Two things about Qt for Python that must be put right before anything of it is used; ``lasting`` is the third."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from threading import RLock
from types import ModuleType
from typing import TYPE_CHECKING, SupportsIndex

if TYPE_CHECKING:
    from _typeshed.importlib import LoaderProtocol, MetaPathFinderProtocol

    _List = list[MetaPathFinderProtocol]
else:
    _List = list

LATER = frozenset(
    f"shibokensupport.signature.{name}"
    for name in ("errorhandler", "layout", "parser", "lib.enum_sig", "lib.pyi_generator", "lib.tool")
)
"""With these Qt for Python explains wrong arguments and writes stubs. It carries their sources in a zip and compiles
them at every start, which is a third of what a bare window costs. Not ``mapping``: C reads its dictionary."""


class _Loader:
    """Fills a module when somebody first asks for something in it."""

    _turn = RLock()

    def __init__(self, found: ModuleSpec, loader: LoaderProtocol) -> None:
        self._found, self._loader = found, loader

    def create_module(self, _spec: ModuleSpec) -> None:
        """An ordinary one."""

    def exec_module(self, module: ModuleType) -> None:
        def fill(name: str) -> object:
            if name.startswith("__"):  # asked of every module by whoever looks through them
                raise AttributeError(name)
            with self._turn:
                if vars(module).pop("__getattr__", None):
                    module.__spec__ = self._found  # the other one was renamed since
                    self._loader.exec_module(module)  # type: ignore[attr-defined]  # not told of all loaders
            return getattr(module, name)

        vars(module)["__getattr__"] = fill


class _Finder:
    """Finds the modules of ``LATER`` where ``finder`` does."""

    def __init__(self, finder: MetaPathFinderProtocol) -> None:
        self._finder = finder

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        found = self._finder.find_spec(name, path, target) if name in LATER else None
        if found is None or found.loader is None:
            return None
        return ModuleSpec(name, _Loader(found, found.loader))  # type: ignore[arg-type]  # has what is asked of one


class _Finders(_List):
    """``sys.meta_path`` while Qt for Python puts a finder of its own first: ours comes before it."""

    def insert(self, place: SupportsIndex, finder: MetaPathFinderProtocol) -> None:
        super().insert(place, finder)
        super().insert(place, _Finder(finder))


_before = sys.meta_path
sys.meta_path = _Finders(_before)
try:
    import PySide6.QtCore  # noqa: F401 - brings what is put right below
finally:
    sys.meta_path = _before

from shibokensupport import feature  # noqa: E402 - Qt for Python brings it

# PySide6 reads the source of every module imported after it, to see whether it wants snake_case; none of ours does.
feature._mod_uses_pyside = lambda _module: False
