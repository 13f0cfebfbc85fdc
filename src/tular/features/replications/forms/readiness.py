"""Answers to the questions of one area, and the decision after both profiles."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.replications.actions.readiness import LONGEST_EVIDENCE, Answer
from tular.features.replications.actions.stepping import Decided
from tular.features.replications.choices import Outcome
from tular.features.replications.queries.area_form import AnswerPage
from tular.features.replications.queries.files import FILE
from tular.features.replications.queries.readiness import QuestionLine
from tular.features.replications.queries.replies import Said, said_of
from tular.features.replications.queries.rules import in_language, todays_rules
from tular.foundation.files.fields import FilesForm, StoredFileField
from tular.foundation.ui.typed import line_typed, number_typed, prose_typed

EVIDENCE, PAPER, SHOWN = "-bukti", "-berkas", "-semula"
"""What the fields beside an answer are called after the id of its question: words, file, and what the page showed."""


class AreaForm(FilesForm):
    """The questions of one area: level, evidence in words, evidence as a file. Made by `area_form`."""

    lines: tuple[QuestionLine, ...] = ()

    @property
    def rows(self) -> list[tuple[QuestionLine, BoundField, BoundField, BoundField, BoundField]]:
        """Each question with its level, evidence, file and what was shown."""
        return [
            (line, self[line.id], self[line.id + EVIDENCE], self[line.id + PAPER], self[line.id + SHOWN])
            for line in self.lines
        ]

    def answers(self) -> dict[str, Answer]:
        """What was answered, by question."""
        values = self.cleaned_data
        return {
            line.id: Answer(
                number_typed(values[line.id]) if values[line.id] else None,
                prose_typed(values[line.id + EVIDENCE]),
                values[line.id + PAPER],
            )
            for line in self.lines
        }

    def seen(self) -> dict[str, Said]:
        """What the page had shown of each; what cannot be read is left out, and then differs from anything kept."""
        found = ((line.id, _read(self.cleaned_data[line.id + SHOWN])) for line in self.lines)
        return {name: said for name, said in found if said is not None}

    def shown(self, page: AnswerPage) -> dict[str, str]:
        """Field → value of what this form carries once it is kept as on `page`."""
        return {line.id + SHOWN: _written(said_of(page.rows.get(line.id))) for line in self.lines}

    def differs(self, page: AnswerPage) -> bool:
        """Whether something is kept otherwise than it was sent: somebody else's answer, which was left alone."""
        return any(answer.said != said_of(page.rows.get(name)) for name, answer in self.answers().items())

    def show_anew(self, held: Mapping[str, Said]) -> None:
        """These are shown with what is kept now, so that sending the form again puts them in its place."""
        data: Any = self.data
        self.data = data = data.copy()
        for name, said in held.items():
            data[name + SHOWN] = _written(said)


def area_form(page: AnswerPage, levels: tuple[str, ...], sent: QueryDict | None, files: Any, *, by: Any) -> AreaForm:
    """The form of an area; what is kept is shown first."""
    choices = [("", _("Belum dijawab")), *((str(value), word) for value, word in enumerate(levels))]
    fields: dict[str, Any] = {}
    initial: dict[str, Any] = {}
    for line in page.area.lines:
        row = page.rows.get(line.id)
        fields[line.id] = forms.ChoiceField(
            label=line.text, choices=choices, required=False, widget=forms.RadioSelect,
            error_messages={"invalid_choice": _("Pilih salah satu jawaban.")},
        )  # fmt: skip
        fields[line.id + EVIDENCE] = forms.CharField(
            label=_("Buktinya"), required=False, max_length=LONGEST_EVIDENCE,
            widget=forms.Textarea(attrs={"rows": 2}),
        )  # fmt: skip
        fields[line.id + PAPER] = StoredFileField(purpose=FILE, label=_("Berkas bukti"), required=False)
        fields[line.id + SHOWN] = forms.CharField(required=False, widget=forms.HiddenInput)
        said = said_of(row)
        initial |= {
            line.id: "" if said.level is None else str(said.level), line.id + EVIDENCE: said.evidence,
            line.id + PAPER: row.file if row else None, line.id + SHOWN: _written(said),
        }  # fmt: skip
    kind = type("AnsweredArea", (AreaForm,), {**fields, "lines": page.area.lines})
    made: AreaForm = kind(_on_files_of_now(page, sent) if sent else None, files, by=by, initial=initial)
    return made


class DecisionForm(FilesForm):
    """Go on, prepare first or stop: by which office, when, why, and the paper that says so."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Keputusannya"), choices=[(one.value, capfirst(one.label)) for one in Outcome],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pilih keputusannya.")},
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Alasannya"), max_length=4_000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Sebut bidang terlemah dan apa yang akan dilakukan tentangnya."),
        error_messages={"required": gettext_lazy("Tulis alasannya.")},
    )  # fmt: skip
    decided_by = forms.CharField(
        label=gettext_lazy("Jabatan yang memutuskan"), max_length=200,
        help_text=gettext_lazy("Misalnya: Kepala Dinas Kesehatan. Jabatannya, bukan nama orang."),
        error_messages={"required": gettext_lazy("Tulis jabatan yang memutuskan.")},
    )  # fmt: skip
    decided_on = forms.DateField(
        label=gettext_lazy("Diputuskan pada"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Isi tanggal keputusannya."), "invalid": gettext_lazy("Tanggal belum benar."),
        },
    )  # fmt: skip
    file = StoredFileField(
        purpose=FILE, label=gettext_lazy("Naskah keputusan"), required=False,
        help_text=gettext_lazy("Surat atau nota yang ditandatangani, bila ada."),
    )  # fmt: skip

    def told(self) -> Decided:
        """What the action wants."""
        values = self.cleaned_data
        day: date = values["decided_on"]
        return Decided(values["outcome"], line_typed(values["decided_by"], 200), day, values["file"])


def _on_files_of_now(page: AnswerPage, sent: QueryDict) -> QueryDict:
    """What was sent, as if it had been filled beside the files that are kept now.

    A file that the sender left as it was shown, and that somebody else replaced meanwhile, is the other's to decide.
    """
    data = sent.copy()
    for line in page.area.lines:
        held, shown = said_of(page.rows.get(line.id)), _read(data.get(line.id + SHOWN, ""))
        ticket = f"{line.id}{PAPER}-id"
        if shown is not None and data.get(ticket, "") == shown.file != held.file:
            data[ticket] = held.file
            data[line.id + SHOWN] = _written(replace(shown, file=held.file))
    return data


def _written(said: Said) -> str:
    return json.dumps([said.level, said.evidence, said.file], ensure_ascii=False)


def _read(text: str) -> Said | None:
    try:
        level, evidence, file = json.loads(text)
    except ValueError:
        return None
    if not (level is None or isinstance(level, int)) or not isinstance(evidence, str) or not isinstance(file, str):
        return None
    return Said(level, evidence, file)


def tell_answer(_parts: dict[str, Any], name: str, value: str) -> tuple[str, str] | None:
    """What the form of an area had posted, in words; see `access.telling`."""
    question = name.removesuffix(EVIDENCE)
    rules = todays_rules()
    asked = {one.id: in_language(one) for area in rules.areas for one in area.questions}
    if question not in asked:
        return None
    words = asked[question]
    if name.endswith(EVIDENCE):
        return _("Bukti: %(question)s") % {"question": words}, value
    levels = {str(level.value): in_language(level.name) for level in rules.levels}
    return words, levels.get(value, value)
