"""What the search panel lists: groups of things that can be opened, as data and as the model behind its list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, cached_property
from typing import NamedTuple, TypeAlias, overload

from ppo_desktop.core.offices import Level
from ppo_desktop.core.text import N_, _, search_key
from ppo_desktop.gui.design.entries import NOWHERE, EntriesModel, Index
from ppo_desktop.gui.shell.screen import Screen
from ppo_desktop.gui.shell.screens import LIST_OF, SCREENS, keys_of, side_bar
from ppo_desktop.gui.shell.session import Place
from ppo_desktop.operations.books import grids
from ppo_desktop.operations.books.searching import Hit, Hits
from ppo_desktop.records.registry import row_kinds

LONG = 3
"""Letters from which menus are also found by what they are for."""
_GROUPS = {kind.name: (kind.plural, kind.icon) for kind in row_kinds()} | {"report": (N_("Laporan"), "file-text")}
"""Record kind → its group, in the order of showing, and the icon of its entries."""


class Found(NamedTuple):
    """Something to open."""

    group: str
    title: str
    line: str
    icon: str
    screen: str
    arguments: tuple[tuple[str, object], ...] = ()

    @property
    def place(self) -> Place:
        return Place(self.screen, dict(self.arguments))


class Heading(NamedTuple):
    """The name of a group."""

    title: str


Entry: TypeAlias = Found | Heading


class Entries(Sequence[Entry]):
    """Hits below the headings of their kinds, and what can be opened besides; a hit is asked for when looked at."""

    def __init__(self, hits: Hits | None = None, more: Sequence[Found] = (), *, typed: str = "") -> None:
        """Args: typed: whoever types the whole name of a page means it, and finds it first."""
        self._hits = hits or ()
        self._entries: list[Entry | int] = []
        """An entry, or the place of a hit."""
        if more and search_key(more[0].title) == search_key(typed):
            self._entries += grouped(more[:1])
            more = more[1:]
        group = ""
        for place, kind in enumerate(hits.kinds if hits else ()):
            if kind != group:
                group = kind
                self._entries.append(Heading(_(_GROUPS[kind][0])))
            self._entries.append(place)
        self._entries += grouped(more)

    def __len__(self) -> int:
        return len(self._entries)

    @overload
    def __getitem__(self, place: int) -> Entry: ...
    @overload
    def __getitem__(self, place: slice) -> list[Entry]: ...
    def __getitem__(self, place: int | slice) -> Entry | list[Entry]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        entry = self._entries[place]
        if isinstance(entry, int):
            entry = self._entries[place] = _of_hit(self._hits[entry])
        return entry

    def is_heading(self, place: int) -> bool:
        return isinstance(self._entries[place], Heading)

    @cached_property
    def headings(self) -> int:
        """How many there are."""
        return sum(isinstance(entry, Heading) for entry in self._entries)


def _of_hit(hit: Hit) -> Found:
    group, icon = _GROUPS[hit.kind]
    if hit.month:
        return Found(_(group), hit.title, hit.detail, icon, "month", (("month", hit.month),))
    where = (("kind", hit.kind), ("owner", hit.owner), ("record", hit.record), ("listed", LIST_OF[hit.kind]))
    return Found(_(group), hit.title, hit.detail, icon, "record", where)  # the group says the kind already


def menu(level: Level, typed: str) -> list[Found]:
    """The screens, sections and forms of which every typed word begins a word.

    First that of exactly this name, those whose names do, then those that somebody may call so, at last those that are
    for it.
    """
    words = [f" {word}" for word in search_key(typed).split()]
    whole = "".join(words)
    found: dict[Found, None] = {}
    if words:
        is_short = min(map(len, words)) <= LONG  # so few letters begin too many words of the other sorts
        for sort in range(1 if is_short else 3):
            some = _places(level)
            for word in words:
                some = [one for one in some if word in one.told[sort]]
            if sort == 0:
                some.sort(key=lambda one: one.told[0] != whole)
            found |= dict.fromkeys(one.found for one in some)
    return list(found)


def load_places(level: Level) -> None:
    """Make what ``menu`` looks through; it takes long once, for its modules, and may be done in any thread."""
    _places(level)


class _Listed(NamedTuple):
    """Somewhere to go, with the words it is found by."""

    found: Found
    told: tuple[str, str, str]
    """Its name; with what somebody may call it; with what it is for. Folded, each word behind a gap."""


@cache
def _places(level: Level) -> list[_Listed]:
    """What an office of that level can go to, each with the words it is found by."""
    from ppo_desktop.gui.screens.settings import SECTIONS
    from ppo_desktop.operations.months import overviews
    from ppo_desktop.operations.papers import catalogue

    keys = keys_of(side_bar(level))
    places = [_of_screen(keys.get(screen.name, ""), screen) for screen in side_bar(level)]
    words = {_(one.title): one.words for one in SCREENS} | {_(one.title): one.words for one in SECTIONS.values()}
    places += [
        Found(
            _("Menu"),
            _("Catat {kind}").format(kind=_(kind.title).lower()),
            _("Formulir baru"),
            "plus",
            kind.begun_by,
            (("kind", kind.name), ("record", None), ("listed", LIST_OF[kind.name])),
        )
        for kind in row_kinds()
        if level in kind.levels and kind.name in LIST_OF
    ]
    places += [
        Found(_("Menu"), _(grid.title), _("Isi banyak sekaligus"), "layers", "grid", (("grid", grid.name),))
        for grid in grids.offered(level)
    ]
    places += [
        Found(_("Menu"), _(known.title), _(known.purpose), known.icon, known.name) for known in SCREENS if known.purpose
    ]
    places += [
        Found(_("Menu"), _(one.title), _("Gambaran"), one.icon, "figures", (("overview", one.name),))
        for one in overviews.offered(level)
    ]
    places += [
        Found(
            _("Menu"),
            _(one.title),
            _("Surat dan cetakan"),
            one.icon,
            one.screen or "paper",
            tuple({"paper": one.name, **one.arguments}.items()),
        )
        for one in catalogue.offered(level, "")
    ]
    about_records = {_(one.title): one for one in catalogue.offered(level) if one.about and one.screen == "letter"}
    places += [
        Found(_("Menu"), title, _("Surat dan cetakan"), one.icon, "papers")
        for title, one in about_records.items()
        if one.arguments
    ]
    for name, section in SECTIONS.items():
        if level in section.levels:
            where = (("section", name),)
            places.append(Found(_("Menu"), _(section.title), _("Pengaturan"), section.icon, "settings", where))
    return [_listed(place, words.get(place.title, "")) for place in places]


def _listed(place: Found, words: str) -> _Listed:
    purpose = place.line if place.screen not in ("form", "settings") else ""
    name, called, is_for = (f" {search_key(text)}" for text in (place.title, words, purpose))
    return _Listed(place, (name, name + called, name + called + is_for))


def _of_screen(keys: str, screen: Screen) -> Found:
    return Found(_("Menu"), _(screen.title), keys, screen.icon, screen.name)


def grouped(found: Sequence[Found]) -> list[Entry]:
    """``found`` with the heading of each group before its first one."""
    entries: list[Entry] = []
    group = ""
    for one in found:
        if one.group != group:
            group = one.group
            entries.append(Heading(group))
        entries.append(one)
    return entries


def matched(title: str, typed: str) -> list[tuple[int, int]]:
    """(start, length) of the letters of ``title`` that were typed; spellings may differ (``Soe`` for ``su``)."""
    words = search_key(typed).split()
    spans = []
    start = 0
    for part in title.split(" "):
        length = max((_reach(part, word) for word in words), default=0)
        if length:
            spans.append((start, length))
        start += len(part) + 1
    return spans


def _reach(part: str, beginning: str) -> int:
    """How many letters of ``part`` make up ``beginning`` once folded; 0 when it begins otherwise."""
    if part[: len(beginning)].casefold() == beginning:  # as most are written
        return len(beginning)
    if not search_key(part).startswith(beginning):
        return 0
    return next((length for length in range(1, len(part) + 1) if len(search_key(part[:length])) >= len(beginning)), 0)


class FoundModel(EntriesModel):
    """The entries of the panel; headings cannot be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.entries = Entries()
        self.typed = ""
        self._count = 0
        """What the letters to be marked were typed as."""

    def show(self, entries: Entries, typed: str) -> None:
        self.beginResetModel()
        self.entries, self.typed, self._count = entries, typed, len(entries)
        self.endResetModel()

    def found(self, place: int) -> Found | None:
        """What can be opened in that row."""
        entry = self.entries[place] if 0 <= place < len(self.entries) else None
        return entry if isinstance(entry, Found) else None

    def step(self, place: int, by: int) -> int:
        """The next row that can be chosen in that direction; ``place`` where there is none."""
        direction = 1 if by > 0 else -1
        wanted = place
        for _step in range(abs(by)):
            after = wanted + direction
            while 0 <= after < len(self.entries) and self.is_heading(after):
                after += direction
            if not 0 <= after < len(self.entries):
                break
            wanted = after
        return wanted

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Asked for twice with each entry, at each key."""
        return 0 if parent.isValid() else self._count

    @property
    def rows(self) -> Sequence[Entry]:
        return self.entries

    def is_heading(self, place: int) -> bool:
        return self.entries.is_heading(place)

    def spoken(self, place: int) -> str:
        return spoken(self.entries[place])


def spoken(entry: Entry) -> str:
    """An entry as a screen reader says it."""
    if isinstance(entry, Heading):
        return entry.title
    return ", ".join(part for part in (entry.title, entry.line, entry.group) if part)
