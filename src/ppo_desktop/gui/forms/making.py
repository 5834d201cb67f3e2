"""Which editor serves which field."""

from __future__ import annotations

from ppo_desktop.gui.forms.choosing import FEW, AmountsEditor, ChipsEditor, ChoiceEditor, TicksEditor, YesNoEditor
from ppo_desktop.gui.forms.editor import (
    AmountEditor,
    DateEditor,
    DigitsEditor,
    Editor,
    ParagraphEditor,
    TextEditor,
)
from ppo_desktop.gui.forms.known import Known
from ppo_desktop.gui.forms.photos import PhotosEditor
from ppo_desktop.gui.forms.refer import ReferEditor
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.field import Field, Shape


def editor(field: Field, known: Known) -> Editor:
    """A new editor for ``field``."""
    match field.shape:
        case Shape.INTEGER:
            return AmountEditor(field)
        case Shape.YES_NO:
            return YesNoEditor(field)
        case Shape.DATE | Shape.PARTIAL_DATE:
            return DateEditor(field, known.today)
        case Shape.LIST:
            is_short = len(code_list(field.choices).active) <= FEW
            return TicksEditor(field) if is_short else ChipsEditor(field, known.frequent)
        case Shape.MAPPING:
            return AmountsEditor(field, known.frequent)
        case Shape.PHOTOS:
            return PhotosEditor(field, known)
        case Shape.TEXT:
            return _text_editor(field, known)


def _text_editor(field: Field, known: Known) -> Editor:
    if field.refers:
        return ReferEditor(field, known)
    if field.choices:
        return ChoiceEditor(field, known.frequent)
    if field.digits:
        return DigitsEditor(field)
    return ParagraphEditor(field) if field.is_long else TextEditor(field)
