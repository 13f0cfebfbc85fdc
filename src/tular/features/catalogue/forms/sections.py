"""One section of a record as a form: its fields, and its lists as rows that can be added and removed.

    form = section_form("hasil", draft.content["hasil"], person=request.user)                    # to show
    form = section_form("hasil", draft.content["hasil"], request.POST, request.FILES, person=…)  # sent
    form.content      # JSON of the section as sent, also when something is wrong with it: nothing typed is lost
    form.is_valid()   # whether nothing is wrong; otherwise the fields carry sentences
    form.asks_row     # "Tambah" was pressed: keep `content` and show the form again

Show it inside `<form method="post" enctype="multipart/form-data">` by including `catalogue/forms/section.html`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from tular.features.catalogue.forms.fields import content_value, form_field, initial
from tular.features.catalogue.queries.content import (
    Kind,
    Problem,
    Rows,
    Section,
    SectionContent,
    section,
    section_problems,
)
from tular.features.catalogue.queries.content.schema import Field
from tular.foundation.files.fields import FilesForm
from tular.foundation.files.models import StoredFile
from tular.foundation.files.queries import ready_files

ADD = "tambah"
"""Name of the buttons that ask for one more row; the value is the name of the list."""


@dataclass(slots=True)
class RowList:
    """A list of the section: `forms` are its rows, the blank one last."""

    rows: Rows
    formset: forms.BaseFormSet[Any]
    kept: list[int] = field(default_factory=list)
    """Index of the form of each row of the content."""
    problems: list[str] = field(default_factory=list)
    """Sentences about the list as a whole."""

    @property
    def can_grow(self) -> bool:
        """Whether another row may be added."""
        return len(self.formset.forms) < self.rows.most


@dataclass(frozen=True, slots=True)
class ListedError:
    """A line of the error summary: where the fault is, and what it is."""

    target: str
    text: str


class SectionForm:
    """See the module."""

    def __init__(
        self,
        of: Section,
        content: SectionContent,
        data: QueryDict | None = None,
        files: MultiValueDict[str, Any] | None = None,
        *,
        person: Any = None,
    ) -> None:
        self.section = of
        self.is_bound = data is not None
        self.asks_row = data is not None and data.get(ADD) in {rows.name for rows in of.rows}
        stored = _stored_files(of, content)
        if data is not None and self.asks_row:
            data = _one_more(data, str(data[ADD]))
        self.form = _form_class(of.fields)(
            data, files, by=person,
            initial={one.name: initial(one, content.get(one.name, one.kind.empty), stored) for one in of.fields},
        )  # fmt: skip
        self.lists = [_row_list(rows, content.get(rows.name) or [], data, files, stored, person) for rows in of.rows]

    @cached_property
    def content(self) -> SectionContent:
        """What was sent, as content. Rows that were left blank or marked for removal are left out."""
        assert self.is_bound, "only a form that was sent has content"
        self.form.is_valid()
        told: SectionContent = _values(self.section.fields, self.form)
        for one in self.lists:
            told[one.rows.name] = _rows_of(one)
        return told

    @cached_property
    def problems(self) -> list[Problem]:
        """What is wrong with the content."""
        return section_problems(self.section, self.content)

    def is_valid(self) -> bool:
        """Whether nothing is wrong. Otherwise the forms carry the sentences."""
        if self.problems and not self._marked:
            self._mark()
        return not self.errors

    @cached_property
    def errors(self) -> list[ListedError]:
        """Everything that is wrong, for the summary at the top, in the order of the page."""
        if not self.is_bound:
            return []
        if not self._marked:
            self._mark()
        listed = _listed(self.form)
        for one in self.lists:
            listed += [ListedError(f"daftar-{one.rows.name}", text) for text in one.problems]
            for row in one.formset.forms:
                listed += _listed(row)
        return listed

    _marked = False

    def _mark(self) -> None:
        """Write each problem beside its field."""
        self._marked = True
        lists = {one.rows.name: one for one in self.lists}
        for problem in self.problems:
            if not problem.rows:
                self.form.add_error(problem.field or None, problem.text)
            elif problem.index < 0:
                lists[problem.rows].problems.append(problem.text)
            else:
                one = lists[problem.rows]
                row = one.formset.forms[one.kept[problem.index]]
                if problem.field not in row.errors:  # a refused file has said so already
                    row.add_error(problem.field, problem.text)


def section_form(
    code: str,
    content: SectionContent,
    data: QueryDict | None = None,
    files: MultiValueDict[str, Any] | None = None,
    *,
    person: Any = None,
) -> SectionForm:
    """The form of the section of this code, beginning with `content`. Raises KeyError for an unknown code."""
    return SectionForm(section(code), content, data, files, person=person)


def _form_class(fields: tuple[Field, ...]) -> type[FilesForm]:
    return type("ContentForm", (FilesForm,), {one.name: form_field(one) for one in fields} | {
        "use_required_attribute": False,
    })  # fmt: skip


def _row_list(
    rows: Rows,
    content: list[dict[str, Any]],
    data: QueryDict | None,
    files: MultiValueDict[str, Any] | None,
    stored: dict[str, StoredFile],
    person: Any,
) -> RowList:
    blank = 0 if len(content) >= rows.most else 1
    formset_class = forms.formset_factory(
        _form_class(rows.fields), extra=blank, can_delete=True, max_num=rows.most + blank, absolute_max=rows.most + 20
    )
    begin = [{one.name: initial(one, row.get(one.name), stored) for one in rows.fields} for row in content]
    formset = formset_class(data, files, prefix=rows.name, initial=begin, form_kwargs={"by": person})
    for row in formset.forms:
        row.fields[forms.formsets.DELETION_FIELD_NAME].label = _("Hapus baris ini")
    return RowList(rows, formset)


def _rows_of(one: RowList) -> list[dict[str, Any]]:
    one.formset.is_valid()
    found = []
    one.kept.clear()
    for index, row in enumerate(one.formset.forms):
        cleaned = getattr(row, "cleaned_data", {})
        values = _values(one.rows.fields, row)
        blank = all(values[spec.name] == spec.kind.empty for spec in one.rows.fields) and not row.errors
        if cleaned.get(forms.formsets.DELETION_FIELD_NAME) or blank:
            continue
        one.kept.append(index)
        found.append(values)
    return found


def _values(fields: tuple[Field, ...], form: forms.Form) -> dict[str, Any]:
    cleaned = getattr(form, "cleaned_data", {})
    return {one.name: content_value(one, cleaned.get(one.name)) for one in fields}


def _stored_files(of: Section, content: SectionContent) -> dict[str, StoredFile]:
    """The files of the content, by id, in one query; none where the section has no files."""
    ids = {str(content[one.name]) for one in of.fields if one.kind is Kind.FILE and content.get(one.name)} | {
        str(row[one.name])
        for rows in of.rows
        for one in rows.fields
        if one.kind is Kind.FILE
        for row in content.get(rows.name) or []
        if row.get(one.name)
    }
    return {str(key): file for key, file in ready_files(ids).items()} if ids else {}


def _one_more(data: QueryDict, name: str) -> QueryDict:
    """The data with one row more in the list of this name."""
    grown = data.copy()
    total = data.get(f"{name}-TOTAL_FORMS", "")
    if total.isascii() and total.isdigit() and len(total) < 4:
        grown[f"{name}-TOTAL_FORMS"] = str(int(total) + 1)
    return grown


def _listed(form: forms.Form) -> list[ListedError]:
    found = [ListedError("", str(text)) for text in form.non_field_errors()]
    return found + [ListedError(bound.id_for_label, str(text)) for bound in form for text in bound.errors]
