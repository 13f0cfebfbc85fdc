"""The form of one place of a rulebook, built from what its screen describes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _

from tular.features.competitions.forms.drafting.fields import control_of
from tular.features.competitions.queries.drafting.places import Place, names_in, value_at
from tular.features.competitions.queries.drafting.shapes import Field, Kind, Rows
from tular.features.competitions.queries.drafting.values import NotUnderstood, as_typed, from_typed
from tular.features.competitions.queries.drafting.writing import Typed, TypedRow
from tular.foundation.ui.typed import number_typed

NEW_ROWS = 3
MOST_ROWS = 300
FINGERPRINT = "sidik"
ORIGIN = ("source", "confidence")


@dataclass(slots=True)
class FormRow:
    """One row on the page; `way` leads to its own page, "" for a new one."""

    number: int
    prefix: str
    title: str
    fields: list[BoundField]
    hidden: list[BoundField]
    order: BoundField | None
    remove: BoundField | None
    way: str
    inner: str


class PlaceForm:
    """All that can be written at a place: `form` holds every control, `rows` says which of them are a row."""

    def __init__(self, place: Place, table: dict[str, Any], data: QueryDict | None = None) -> None:
        self.place, self.table = place, table
        self.unfit: list[str] = []
        self.shown: list[tuple[str, Field]] = []
        self.row_fields: dict[str, list[tuple[str, Field]]] = {}
        controls: dict[str, forms.Field] = {}
        if not place.is_unfit:
            controls |= self._controls("f", place.node.fields, place.table, self.shown)
        self.prefixes = self._prefixes(data)
        for prefix in self.prefixes:
            controls |= self._row_controls(prefix, data)
        if place.node.tables is not None and not place.is_unfit:
            controls |= self._table_controls()
        self.form = type("OnePlace", (forms.Form,), controls)(data)

    def _controls(
        self, prefix: str, fields: tuple[Field, ...], values: dict[str, Any], shown: list[tuple[str, Field]]
    ) -> dict[str, forms.Field]:
        found = {}
        for field in fields:
            typed = as_typed(field.kind, value_at(values, field.key))
            if typed is None:
                self.unfit.append(str(field.label))
                continue
            name = f"{prefix}-{field.key}"
            shown.append((name, field))
            found[name] = control_of(field, self.table, typed)
        return found

    def _prefixes(self, data: QueryDict | None) -> list[str]:
        rows = self.place.rows
        if self.place.node.rows is None or rows is None:
            return []
        count = len(rows) + NEW_ROWS if data is None else min(number_typed(data.get("baris", "")), MOST_ROWS)
        return [f"r{number}" for number in range(count)]

    def _row_controls(self, prefix: str, data: QueryDict | None) -> dict[str, forms.Field]:
        shape, rows = self.place.node.rows, self.place.rows or []
        assert shape is not None, "only a place with rows has controls of rows"
        number = int(prefix[1:])
        origin = str(number) if data is None else data.get(f"{prefix}-asal", "")
        row = rows[int(origin)] if origin.isascii() and origin.isdigit() and int(origin) < len(rows) else None
        brief = tuple(field for field in shape.node.fields if field.brief)
        self.row_fields[prefix] = []
        found = self._controls(prefix, brief, row or {}, self.row_fields[prefix])
        hidden = forms.HiddenInput()
        found[f"{prefix}-asal"] = forms.CharField(required=False, widget=hidden, initial=origin if row else "")
        found[f"{prefix}-kunci"] = forms.CharField(required=False, widget=hidden, initial=key_of(shape, row))
        if row is not None:
            width = forms.TextInput(attrs={"inputmode": "numeric", "class": "t-input--short"})
            found[f"{prefix}-urutan"] = forms.CharField(
                label=_("Tempat dalam daftar"), required=False, widget=width, initial=str(number + 1)
            )
            found[f"{prefix}-hapus"] = forms.BooleanField(label=_("Hapus"), required=False)
        return found

    def _table_controls(self) -> dict[str, forms.Field]:
        shape = self.place.node.tables
        assert shape is not None, "only a place with tables has controls of tables"
        label = _("Tambah %(one)s") % {"one": shape.one}
        added: forms.Field = forms.CharField(
            label=label, required=False, max_length=40, help_text=_("Namanya, misalnya presentasi.")
        )
        if shape.names == "groups":
            free = [
                (code, words)
                for group, name in names_in(self.table, "groups")
                for code, words in (
                    (group, _("%(group)s, menggantikan bagian untuk semua") % {"group": name}),
                    (f"{group}_extra", _("%(group)s, tambahan") % {"group": name}),
                )
                if code not in self.place.tables
            ]
            added = forms.ChoiceField(label=label, required=False, choices=[("", _("tidak menambah")), *free])
        found: dict[str, forms.Field] = {"tabel-baru": added}
        if self.place.tables:
            names = [(name, name) for name in self.place.tables]
            found["tabel-hapus"] = forms.MultipleChoiceField(
                label=_("Hapus"), required=False, choices=names, widget=forms.CheckboxSelectMultiple
            )
        return found

    @property
    def fields(self) -> list[BoundField]:
        """The controls of the place's own table, but for where the rule comes from."""
        return [self.form[name] for name, field in self.shown if field.key not in ORIGIN]

    @property
    def source_fields(self) -> list[BoundField]:
        """The controls that say where the rule comes from and how sure that is."""
        return [self.form[name] for name, field in self.shown if field.key in ORIGIN]

    @property
    def has_wrong_source(self) -> bool:
        """Whether something is wrong with one of those."""
        return any(bound.errors for bound in self.source_fields)

    @property
    def tables(self) -> list[tuple[str, str]]:
        """Name and address of each table below this place."""
        return [(name, "/".join((*self.place.way, name))) for name in self.place.tables]

    @property
    def table_fields(self) -> list[BoundField]:
        """The controls that add and remove tables."""
        return [self.form[name] for name in ("tabel-baru", "tabel-hapus") if name in self.form.fields]

    def rows(self) -> Iterator[FormRow]:
        """The rows with their controls: those that are there, then new ones."""
        shape, rows = self.place.node.rows, self.place.rows or []
        for number, prefix in enumerate(self.prefixes, start=1):
            assert shape is not None, "there are no rows without their shape"
            told = self.form[f"{prefix}-asal"].value() or ""
            row = rows[int(told)] if told.isascii() and told.isdigit() and int(told) < len(rows) else None
            inner = shape.node.rows
            deeper = row.get(inner.key) if row is not None and inner is not None else None
            count = len(deeper) if isinstance(deeper, list) else 0
            yield FormRow(
                number, prefix, _name_of(shape, row, number) if row else "",
                [self.form[name] for name, _field in self.row_fields[prefix]],
                [self.form[f"{prefix}-asal"], self.form[f"{prefix}-kunci"]],
                self.form[f"{prefix}-urutan"] if row else None,
                self.form[f"{prefix}-hapus"] if row else None,
                "/".join((*self.place.way, str(int(told) + 1))) if row is not None else "",
                f"{inner.title}: {count}" if inner is not None and count else "",
            )  # fmt: skip

    def read(self) -> Typed | None:
        """What was typed; `None` with errors at the fields when something is no value of its kind."""
        if not self.form.is_valid():
            return None
        data = self.form.cleaned_data
        values = self._values(self.shown, self.place.table)
        kept: list[tuple[int, int, TypedRow]] = []
        removed = set()
        for number, prefix in enumerate(self.prefixes):
            told = data[f"{prefix}-asal"]
            origin = int(told) if told.isascii() and told.isdigit() and len(told) < 6 else None
            known = self.place.rows or []
            stood = known[origin] if origin is not None and origin < len(known) else {}
            row = self._values(self.row_fields[prefix], stood)
            if origin is not None and data.get(f"{prefix}-hapus"):
                removed.add(origin)
            elif origin is not None or any(value is not None for value in row.values()):
                wanted = (
                    number_typed(str(data.get(f"{prefix}-urutan", "")), number + 1) if origin is not None else 10**6
                )
                kept.append((wanted, number, TypedRow(origin, row)))
        if self.form.errors:
            return None
        # Of two with one wanted place the one that was moved there comes first.
        kept.sort(key=lambda one: (one[0], one[1] + 1 <= one[0], one[1]))
        return Typed(
            values=values,
            rows=[row for _wanted, _number, row in kept] if self.place.node.rows is not None else None,
            removed=frozenset(removed),
            new_table=str(data.get("tabel-baru") or "").strip(),
            removed_tables=frozenset(data.get("tabel-hapus") or ()),
        )

    def _values(self, shown: list[tuple[str, Field]], before: dict[str, Any]) -> dict[str, Any]:
        """What differs from what stands there: the same value, written in another way, is left as it is written."""
        found = {}
        for name, field in shown:
            try:
                value = from_typed(field.kind, self.form.cleaned_data.get(name) or "")
            except NotUnderstood as error:
                self.form.add_error(name, str(error))
                continue
            if value != _as_if_typed(field, before):
                found[field.key] = value
        return found

    def name_at(self, key: str) -> str | None:
        """The control of a key in the file, such as `groups[2].min_age_months`; `None` where this page has none."""
        for name, field in self.shown:
            if key == f"{address_of(self.place.path)}.{field.key}".removeprefix("."):
                return name
        rows = address_of(self.place.rows_path)
        position = 0
        for prefix in self.prefixes:
            typed = any(self.form[name].value() for name, _field in self.row_fields[prefix])
            if self.form[f"{prefix}-asal"].value() or typed:
                position += 1
            for name, field in self.row_fields[prefix]:
                if key == f"{rows}[{position}].{field.key}":
                    return name
        return None


def _name_of(shape: Rows, row: dict[str, Any], number: int) -> str:
    """What people call a row."""
    return str(row.get(shape.name) or row.get("id") or row.get("rule") or f"{shape.one} {number}")


def _as_if_typed(field: Field, before: dict[str, Any]) -> Any:
    """What stands there, as it would be if somebody had typed it."""
    try:
        return from_typed(field.kind, as_typed(field.kind, value_at(before, field.key)) or "")
    except NotUnderstood:
        return value_at(before, field.key)


def key_of(shape: Rows, row: dict[str, Any] | None) -> str:
    """What tells a row apart from others, also after somebody else changed their order."""
    if row is None:
        return ""
    return str(row.get("id") or row.get(shape.name) or row.get("rule") or "")


def address_of(path: tuple[str | int, ...]) -> str:
    """A place as errors and gaps name it: `groups[2].requires`."""
    parts = [f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path]
    return "".join(parts).removeprefix(".")


def said_elsewhere(form: PlaceForm) -> list[tuple[str, str]]:
    """What stands in the file now where it differs from what was typed: label and value in words."""
    found = []
    for name, field in form.shown:
        now = as_typed(field.kind, value_at(form.place.table, field.key)) or ""
        if now != (form.form[name].value() or ("" if field.kind is not Kind.SEVERAL else [])):
            found.append((str(field.label), ", ".join(now) if isinstance(now, list) else now))
    shape = form.place.node.rows
    for number, row in enumerate(form.place.rows or [], start=1):
        assert shape is not None, "there are no rows without their shape"
        told = [f"{field.label}: {as_typed(field.kind, value_at(row, field.key))}" for field in shape.node.fields
                if field.brief and value_at(row, field.key) is not None]  # fmt: skip
        found.append((f"{shape.one} {number}", "; ".join(told)))
    return found


def matched_again(data: QueryDict, place: Place) -> QueryDict:
    """What was posted, with each row at the place where it stands now; one that is gone counts as new."""
    posted = data.copy()
    shape = place.node.rows
    if shape is None:
        return posted
    where = {key_of(shape, row): number for number, row in enumerate(place.rows or [])}
    for number in range(min(number_typed(data.get("baris", "")), MOST_ROWS)):
        if data.get(f"r{number}-asal"):
            now = where.get(data.get(f"r{number}-kunci", ""))
            posted[f"r{number}-asal"] = "" if now is None else str(now)
    return posted
