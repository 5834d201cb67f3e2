"""One declaration per field: hints, lists and tables agree with each other."""

from __future__ import annotations

from typing import Annotated, get_args, get_type_hints

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from ppo_desktop.core.errors import Refused
from ppo_desktop.records import hints, registry
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.field import Shape, fields_of
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.registry import KINDS, row_kinds

BOOKKEEPING = {"office", "id", "version", "recorded_at", "changed_at", "author"}
every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
every_row_kind = pytest.mark.parametrize("kind", row_kinds(), ids=lambda kind: kind.name)


def table(kind: RecordKind) -> sa.Table:
    return SQLModel.metadata.tables[kind.name]


def test_every_hint_is_used_by_some_field() -> None:
    used = {
        type(mark)
        for kind in KINDS
        for annotation in get_type_hints(kind.declaration, include_extras=True).values()
        for mark in get_args(annotation)[1:]
    }
    assert set(get_args(hints.Hint)) <= used
    assert len(get_args(hints.Hint)) <= 16


@every_kind
def test_every_choice_list_exists_and_offers_something(kind: RecordKind) -> None:
    for field in kind.fields:
        if field.choices:
            assert code_list(field.choices).active, field.name


@every_kind
def test_list_columns_references_and_stages_exist(kind: RecordKind) -> None:
    assert set(kind.list_columns) <= set(kind.by_name)
    stages = {code.code for code in code_list("statuses").items} | {"", hints.ALWAYS}
    for field in kind.fields:
        assert field.required_at in stages
        assert not field.refers or registry.kind(field.refers).row


@every_row_kind
def test_the_table_has_a_nullable_column_for_every_field_and_nothing_else(kind: RecordKind) -> None:
    columns = table(kind).columns
    assert set(columns.keys()) == BOOKKEEPING | set(kind.by_name) | kind.derive({}).keys()
    assert all(columns[field.name].nullable for field in kind.fields)
    assert [column.name for column in table(kind).primary_key] == ["office", "id"]


@every_row_kind
def test_columns_hold_the_largest_number_their_field_allows(kind: RecordKind) -> None:
    for field in kind.fields:
        if field.shape is Shape.INTEGER:
            is_big = isinstance(table(kind).columns[field.name].type, sa.BigInteger)
            assert field.range[1] < 2 ** (63 if is_big else 31), field.name


@every_row_kind
def test_lists_and_mappings_are_json_and_gaps_in_them_are_null(kind: RecordKind) -> None:
    engine = sa.create_engine("sqlite://")
    table(kind).create(engine)
    row = {"office": "61.01.04.2003", "id": "0" * 32, "version": 1, "recorded_at": "", "changed_at": "", "author": ""}
    many = [f.name for f in kind.fields if f.shape in (Shape.LIST, Shape.MAPPING, Shape.PHOTOS)]
    with engine.begin() as connection:
        connection.execute(sa.insert(table(kind)), [row | dict.fromkeys(many)])
        empty = sa.and_(*(table(kind).columns[name].is_(None) for name in many))
        assert connection.scalar(sa.select(sa.func.count()).where(empty)) == 1


def test_money_stays_home_and_so_do_free_notes_on_people() -> None:
    departure, person = registry.kind("departure"), registry.kind("person")
    assert departure.restricted_names == {"fee_asked", "debt", "wage_cut", "danger_word", "note", "document_photos"}
    assert person.restricted_names == {"note"}
    assert departure.restricted_reaches is None
    assert person.restricted_reaches is None


def test_everything_recorded_about_a_person_is_personal() -> None:
    assert [f.name for f in registry.kind("person").fields if not f.personal] == ["deleted"]


@every_kind
def test_restricted_fields_are_personal(kind: RecordKind) -> None:
    assert all(field.personal for field in kind.fields if field.restricted)


def test_names_and_aliases_are_unique_and_lead_to_their_kind() -> None:
    names = [name for kind in KINDS for name in (kind.name, *kind.aliases)]
    assert len(names) == len(set(names))
    assert registry.kind(" Warga ") is registry.kind("person")
    assert {kind.name for kind in row_kinds()} >= {"person", "departure", "socialisation"}


@every_row_kind
def test_what_a_kind_says_of_others_is_there(kind: RecordKind) -> None:
    for reminder in kind.reminders:
        kind.filter(reminder.filter)
        assert not reminder.due or kind.field(reminder.due).shape is Shape.DATE
    for proposal in kind.proposals:
        other = registry.kind(proposal.kind)
        other.filter(proposal.filter)
        assert proposal.by in other.by_name
        assert kind.field(proposal.field).is_long
        assert proposal.until in kind.by_name
    for one in kind.yields:
        other = registry.kind(one.kind)
        assert kind.field(one.field).is_long
        assert other.field(one.refers).refers == kind.name
        assert one.origin in other.by_name
        assert one.read("Menyurati sekolah; Rina; 30-11-2026", {})[one.origin]
    for beginning in kind.begins:
        assert set(beginning.typed({})) <= set(registry.kind(beginning.kind).by_name)


def test_an_unknown_kind_is_refused_with_the_words_that_exist() -> None:
    with pytest.raises(Refused) as caught:
        registry.kind("kapal")
    assert caught.value.code == "unknown-kind"
    assert "warga" in caught.value.advice


def test_a_group_holds_until_the_next_and_fields_outside_the_form_come_last() -> None:
    assert registry.kind("person").field("nik").group == "Identitas"
    groups = [field.group for field in registry.kind("departure").fields]
    assert groups[0] == "Pencatatan"
    assert groups == sorted(groups, key=lambda group: (not group, groups.index(group)))
    assert {f.name for f in registry.kind("departure").fields if not f.group} >= {"deleted", "age_at_departure"}


def test_a_field_that_could_not_be_empty_is_a_wrong_declaration() -> None:
    class Wrong:
        name: Annotated[str, hints.Label("Nama")]

    class AlsoWrong:
        name: Annotated[float | None, hints.Label("Nama")]

    for declaration in (Wrong, AlsoWrong):
        with pytest.raises(TypeError):
            fields_of(declaration)


@every_kind
def test_what_is_computed_is_never_typed(kind: RecordKind) -> None:
    for name in kind.computed_names:
        assert not kind.field(name).group, f"{kind.name}.{name} stands in the form"
