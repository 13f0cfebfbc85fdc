"""What the page of assignments asks, and a table of changes as somebody pasted it from a spreadsheet."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.judging.actions.assigning import LONGEST_REASON, Change
from tular.features.judging.models import Entry, Evaluator, Review
from tular.features.judging.queries.assignments.listing import EVALUATORS, PROPOSALS, READERS, Asked
from tular.features.judging.queries.assignments.table import COLUMNS
from tular.foundation.files.spreadsheets import parse_any_table
from tular.foundation.files.tables import Table, TableRow
from tular.foundation.ui.typed import line_typed, text_typed

LONGEST_TABLE = 2_000_000
ENTRY, EVALUATOR, DO = "proposal", "penilai", "perubahan"
GIVE, TAKE = "tambah", "tarik"


def asked_of(told: QueryDict) -> Asked:
    """What an address asks of the list, read forgivingly."""
    view, readers = told.get("lihat", ""), told.get("pembaca", "")
    return Asked(
        view=view if view in (PROPOSALS, EVALUATORS) else PROPOSALS,
        words=text_typed(told.get("cari", ""), 100),
        readers=readers if readers in READERS else "",
        page=told.get("halaman", ""),
    )


class ChangesForm(forms.Form):
    """A table of changes, pasted or as a file, and why readings are taken back."""

    table = forms.CharField(
        label=gettext_lazy("Tempel tabel dari lembar kerja"), required=False, max_length=LONGEST_TABLE, strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "Tiga kolom dengan baris judul: proposal (nomor penilaian atau kode), penilai (nomor atau surel), "
            "perubahan (tambah atau tarik). Tabel penugasan yang diunduh sudah berbentuk begini."
        ),
    )  # fmt: skip
    file = forms.FileField(
        label=gettext_lazy("Atau pilih berkas CSV atau Excel (.xlsx)"), required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,text/csv,text/plain"}),
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Mengapa bacaan ditarik"), required=False, max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}), help_text=gettext_lazy("Dibaca penilai yang bacaannya ditarik."),
    )  # fmt: skip

    def __init__(self, data: Any, files: Any, review: Review) -> None:
        super().__init__(data, files)
        self.review = review

    def clean(self) -> dict[str, Any]:
        """Give `changes`; every line that says something unknown is told with its number."""
        told = super().clean() or {}
        content = self._content(told)
        if content is None:
            return told
        table = parse_any_table(content, _("Tabel"), (ENTRY, EVALUATOR, DO), COLUMNS)
        if table.problems:
            for problem in table.problems[:20]:
                self.add_error("table", str(problem))
            return told
        told["changes"] = self._changes(table)
        return told

    def _content(self, told: dict[str, Any]) -> bytes | None:
        file, text = told.get("file"), told.get("table") or ""
        if file is not None:
            if file.size > LONGEST_TABLE:
                self.add_error("file", _("Berkas ini lebih besar dari 2 MB. Bagi menjadi beberapa berkas."))
                return None
            content: bytes = file.read()
            return content
        if not text.strip():
            self.add_error("table", _("Tempel tabelnya, atau pilih berkasnya."))
            return None
        return str(text).encode()

    def _changes(self, table: Table) -> list[Change]:
        entries: dict[str, Entry] = {}
        for one in Entry.objects.filter(review=self.review).select_related("proposal"):
            entries |= {str(one.number): one, one.proposal.code.lower(): one}
        evaluators: dict[str, Evaluator] = {}
        for person in Evaluator.objects.filter(review=self.review).select_related("person"):
            evaluators |= {str(person.number): person, person.person.email.lower(): person}
        found = []
        for row in table.rows:
            entry = entries.get(_key(row, ENTRY))
            evaluator = evaluators.get(_key(row, EVALUATOR))
            does = row.get(DO).lower()
            if not does:
                continue  # a line of the downloaded table that nobody changed
            if entry is None:
                self._wrong(row, _('proposal "%(told)s" tidak ada dalam penilaian ini'), row.get(ENTRY))
            elif evaluator is None:
                self._wrong(row, _('penilai "%(told)s" tidak ada dalam penilaian ini'), row.get(EVALUATOR))
            elif does not in (GIVE, TAKE):
                self._wrong(row, _('perubahan "%(told)s" tidak dikenal; tulis tambah atau tarik'), row.get(DO))
            else:
                found.append(Change(entry, evaluator, does == GIVE, row.line))
        if not found and not self.errors:
            self.add_error("table", _("Belum ada perubahan: isi kolom perubahan dengan tambah atau tarik."))
        return found

    def _wrong(self, row: TableRow, text: str, told: str) -> None:
        # A hundred are enough to see what is wrong with the whole.
        if len(self.errors.get("table", [])) < 100:
            said = text % {"told": line_typed(told, 60)}
            self.add_error("table", _("Baris %(line)d: %(problem)s") % {"line": row.line, "problem": said})


def _key(row: TableRow, column: str) -> str:
    """A number without leading noughts ("07" is what pages say), anything else in small letters."""
    told = row.get(column).lower()
    return str(int(told)) if told.isascii() and told.isdigit() and len(told) < 10 else told
