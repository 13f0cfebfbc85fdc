"""Teams, evaluators and their loads; a table of evaluators as somebody made it in a spreadsheet."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.competitions.models import Category
from tular.features.judging.actions.reviewing import MOST_LOAD, Settings
from tular.features.judging.actions.staffing import LONGEST_NAME, MOST_PER_DAY, Appointment, Load
from tular.features.judging.models import Evaluator, Panel, Review
from tular.foundation.files.spreadsheets import parse_any_table
from tular.foundation.files.tables import Table, TableRow
from tular.foundation.ui.typed import RowsField, number_typed

LONGEST_TABLE = 500_000
MOST_ROWS = 2000
EMAIL, PANEL, LEAST, MOST = "surel", "tim", "min", "maks"
ALSO = ((rb"e-?mail", EMAIL), (rb"minimum", LEAST), (rb"maksimum|maximum|max", MOST))


def days_typed(text: str) -> tuple[date, ...]:
    """Days as people list them; one error that names every line that is none."""
    found, wrong = [], []
    for line in text.replace(",", "\n").split():
        try:
            found.append(date.fromisoformat(line))
        except ValueError:
            wrong.append(_("“%(text)s” bukan tanggal. Contoh: 2026-12-25.") % {"text": line[:40]})
    if wrong:
        raise ValidationError(wrong)
    return tuple(found)


class SettingsForm(forms.Form):
    """How a stage is judged. What cannot be is said by the action, at the same fields."""

    readings = forms.IntegerField(label=gettext_lazy("Penilai untuk setiap proposal"), min_value=1, max_value=20)
    minimum = forms.IntegerField(label=gettext_lazy("Bacaan paling sedikit seorang penilai"), min_value=0,
                                 max_value=MOST_LOAD)  # fmt: skip
    maximum = forms.IntegerField(label=gettext_lazy("Bacaan paling banyak seorang penilai"), min_value=1,
                                 max_value=MOST_LOAD)  # fmt: skip
    bridges = forms.IntegerField(
        label=gettext_lazy("Usulan jembatan antartim"), min_value=0, max_value=1000,
        help_text=gettext_lazy(
            "Proposal yang dibaca bersama oleh dua tim yang bertetangga. Tanpa jembatan, tim yang keras dan bidang "
            "yang lemah tidak dapat dibedakan."
        ),
    )  # fmt: skip
    minutes = forms.IntegerField(
        label=gettext_lazy("Perkiraan menit untuk satu proposal"), min_value=1, max_value=600,
        help_text=gettext_lazy("Dipakai untuk menghitung beban per hari sebelum penilaian dimulai."),
    )  # fmt: skip

    days_off = forms.CharField(
        label=gettext_lazy("Hari libur bagi semua penilai"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Satu per baris, seperti 2026-12-25. Beban baca dihitung tanpa hari ini."),
    )  # fmt: skip

    def clean_days_off(self) -> tuple[date, ...]:
        """Days; one error that names every line that is none."""
        return days_typed(self.cleaned_data["days_off"])

    def told(self) -> Settings:
        """The settings."""
        return Settings(**self.cleaned_data)


class PanelForm(forms.Form):
    """A team."""

    name = forms.CharField(
        label=gettext_lazy("Nama tim"), max_length=LONGEST_NAME,
        error_messages={"required": gettext_lazy("Tulis nama timnya.")},
    )  # fmt: skip
    categories = RowsField(
        Category.objects.none(), label=gettext_lazy("Kategori"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Tanpa pilihan: tim ini membaca semua kategori."),
    )  # fmt: skip

    def __init__(self, *args: Any, review: Review, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["categories"].queryset = review.competition.categories.all()


class LoadForm(forms.Form):
    """Team and bounds of an evaluator."""

    panel = forms.ModelChoiceField(
        Panel.objects.none(), label=gettext_lazy("Tim"), required=False, empty_label=gettext_lazy("tanpa tim")
    )
    minimum = forms.IntegerField(
        label=gettext_lazy("Bacaan paling sedikit"), required=False, min_value=0, max_value=MOST_LOAD,
        help_text=gettext_lazy("Kosong: seperti penilaian ini."),
    )  # fmt: skip
    maximum = forms.IntegerField(
        label=gettext_lazy("Bacaan paling banyak"), required=False, min_value=0, max_value=MOST_LOAD,
        help_text=gettext_lazy("Kosong: seperti penilaian ini."),
    )  # fmt: skip
    per_day = forms.IntegerField(
        label=gettext_lazy("Bacaan sehari"), required=False, min_value=1, max_value=MOST_PER_DAY,
        help_text=gettext_lazy("Kosong: seperti profilnya."),
    )  # fmt: skip
    days_off = forms.CharField(
        label=gettext_lazy("Hari tanpa bacaan"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}), help_text=gettext_lazy("Satu per baris, seperti 2026-12-25."),
    )  # fmt: skip

    def __init__(self, *args: Any, review: Review, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["panel"].queryset = review.panels.all()

    def clean_days_off(self) -> tuple[date, ...]:
        """Days; one error that names every line that is none."""
        return days_typed(self.cleaned_data["days_off"])

    def told(self) -> Load:
        """The load."""
        values = self.cleaned_data
        return Load(values["panel"], values["minimum"], values["maximum"], values["per_day"], values["days_off"])

    @staticmethod
    def begin(evaluator: Evaluator) -> dict[str, Any]:
        """What the form shows first."""
        return {
            "panel": evaluator.panel_id, "minimum": evaluator.minimum, "maximum": evaluator.maximum,
            "per_day": evaluator.per_day, "days_off": "\n".join(evaluator.days_off),
        }  # fmt: skip


class AppointForm(LoadForm):
    """Who judges, by the address of an account."""

    email = forms.EmailField(
        label=gettext_lazy("Alamat surel akunnya"), max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Tulis alamat surelnya."),
            "invalid": gettext_lazy("Alamat surel belum benar. Contoh yang benar: nama@sidoarjokab.go.id."),
        },
    )  # fmt: skip
    field_order = ("email", "panel", "minimum", "maximum", "per_day", "days_off")


class ManyForm(forms.Form):
    """A table of evaluators, pasted or as a file."""

    table = forms.CharField(
        label=gettext_lazy("Tempel tabel dari lembar kerja"), required=False, max_length=LONGEST_TABLE, strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "class": "t-mono", "spellcheck": "false"}),
        help_text=gettext_lazy(
            "Dengan baris judul: surel, tim, min, maks. Hanya surel yang wajib; yang kosong mengikuti penilaian ini. "
            "Penilai yang sudah ada diatur bebannya."
        ),
    )  # fmt: skip
    file = forms.FileField(
        label=gettext_lazy("Atau pilih berkas CSV atau Excel (.xlsx)"), required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,text/csv,text/plain"}),
    )  # fmt: skip

    def __init__(self, data: Any, files: Any, review: Review) -> None:
        super().__init__(data, files)
        self.review = review

    def clean(self) -> dict[str, Any]:
        """Give `rows`; every line that says something unknown is told with its number, and nothing is taken over."""
        told = super().clean() or {}
        upload = told.get("file")
        if upload is not None and upload.size > LONGEST_TABLE:
            raise ValidationError(_("Berkas ini terlalu besar. Paling besar 500 KB."))
        content = upload.read() if upload is not None else told.get("table", "").encode()
        if not content.strip():
            raise ValidationError({"table": _("Tempel tabelnya, atau pilih berkasnya.")})
        name = getattr(upload, "name", "") or "tabel"
        found = parse_any_table(content, name, (EMAIL,), (PANEL, LEAST, MOST), _headed)
        wrong = [str(problem) for problem in found.problems]
        if len(found.rows) > MOST_ROWS:
            wrong.append(_("Paling banyak 2.000 baris sekaligus."))
        rows = [] if wrong else self._rows(found, wrong)
        if wrong:
            raise ValidationError({"table": wrong})
        return told | {"rows": rows}

    def _rows(self, found: Table, wrong: list[str]) -> list[Appointment]:
        panels = {one.name.casefold(): one for one in self.review.panels.all()}
        return [self._row(row, panels, wrong) for row in found.rows]

    def _row(self, row: TableRow, panels: dict[str, Panel], wrong: list[str]) -> Appointment:
        def say(column: str, text: str) -> None:
            wrong.append(_("Baris %(line)d, kolom %(column)s: %(message)s")
                         % {"line": row.line, "column": column, "message": text})  # fmt: skip

        email, name = row.get(EMAIL), row.get(PANEL)
        try:
            validate_email(email)
        except ValidationError:
            say(EMAIL, _("“%(text)s” bukan alamat surel.") % {"text": email[:60]})
        panel = panels.get(name.casefold()) if name else None
        if name and panel is None:
            known = ", ".join(sorted(one.name for one in panels.values())) or _("belum ada tim")
            say(PANEL, _("Tim “%(name)s” tidak dikenal. Yang ada: %(known)s.") % {"name": name[:60], "known": known})
        bounds: list[int | None] = []
        for column in (LEAST, MOST):
            text = row.get(column)
            number = number_typed(text, -1) if text else None
            if number is not None and not 0 <= number <= MOST_LOAD:
                say(column, _("“%(text)s” bukan bilangan 0 sampai 1.000.") % {"text": text[:20]})
            bounds.append(number)
        return Appointment(email, Load(panel, bounds[0], bounds[1]), row.line)


def _headed(content: bytes) -> bytes:
    """The same with the column names that people use for ours."""
    head, newline, rest = content.partition(b"\n")
    for words, ours in ALSO:
        head = re.sub(rb"(?i)(?<![\w-])(?:" + words + rb")(?![\w-])", ours.encode(), head)
    return head + newline + rest
