"""The order in which Tab comes by: what is made later than what stands below it would otherwise come last."""

from __future__ import annotations

from itertools import pairwise

from PySide6 import QtCore
from PySide6.QtWidgets import QWidget


def is_stop(widget: QWidget) -> bool:
    """Whether Tab stops there."""
    return bool(widget.focusPolicy() & QtCore.Qt.FocusPolicy.TabFocus)


def stops_of(widget: QWidget) -> list[QWidget]:
    """Where Tab stops in the whole window, in order, from ``widget`` on."""
    ring: list[QWidget] = [widget]
    while (following := ring[-1].nextInFocusChain()) is not None and following is not widget:
        ring.append(following)
    return [one for one in ring if is_stop(one)]


def last_stop_in(widget: QWidget) -> QWidget:
    """Where Tab stops last inside ``widget``; itself where it does nowhere."""
    last = next((one for one in widget.findChildren(QWidget) if is_stop(one)), widget)
    following = last.nextInFocusChain()
    while following is not None and widget.isAncestorOf(following):
        last = following if is_stop(following) else last
        following = following.nextInFocusChain()
    return last


def tab_after(before: QWidget, *made: QWidget) -> None:
    """Let Tab come by these right after ``before``, where it stops or not, in this order."""
    for one, following in pairwise((before, *made)):
        policy = one.focusPolicy()
        if not is_stop(one):
            one.setFocusPolicy(QtCore.Qt.FocusPolicy.TabFocus)  # Qt puts nothing behind what is none
        QWidget.setTabOrder(one, following)
        one.setFocusPolicy(policy)
