"""Classes of SQLModel as declarations of tables, without objects of rows.

Nothing here makes, keeps or asks for such objects: rows are read and written as they are. Mapping every class to its
table all the same would be half of the time that declaring them takes, at every start of the program.
"""

from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel
from sqlmodel.main import SQLModelMetaclass, get_column_from_field


class _Declaring(SQLModelMetaclass):
    """Gives a class with ``table=True`` its ``__table__``, and no mapper."""

    def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any], **more: Any) -> Any:
        is_table = more.pop("table", False)
        declared: Any = super().__new__(cls, name, bases, namespace, **more)
        if is_table:
            columns = [_column(key, field) for key, field in declared.model_fields.items()]
            called = namespace.get("__tablename__", name.lower())
            declared.__table__ = sa.Table(called, SQLModel.metadata, *columns, *namespace.get("__table_args__", ()))
        return declared

    def __init__(self, *declared: Any, **more: Any) -> None:
        more.pop("table", None)
        super().__init__(*declared, **more)


class Declared(SQLModel, metaclass=_Declaring):
    """Base of all declarations."""

    model_config = {"defer_build": True}
    """The validators that no constructor uses would be a sixth of the time the declarations take to load."""


def _column(name: str, field: Any) -> Any:
    """What SQLModel makes of a field."""
    column = get_column_from_field(field)
    column.name = column.key = name
    return column
