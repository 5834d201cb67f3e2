"""What Qt names, told to it by that name.

Qt for Python makes all 94 enumerations of the namespace ``Qt`` as soon as one of them is touched: a seventh of a bare
window's start. The first page does without. Modules that it loads take ``QtCore.Qt`` where an event needs it, not
when they are imported, and set properties from here.
"""

from __future__ import annotations

from PySide6.QtCore import QObject


def put(made: QObject, name: str, value: str) -> None:
    """Set the property ``name`` to one of its enumeration's values, or to several of a set: ``"A|B"``."""
    was_taken = made.setProperty(name, value)
    assert was_taken, f"{made.metaObject().className()} has no {name} that could be {value}"
