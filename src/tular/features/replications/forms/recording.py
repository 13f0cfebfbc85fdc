"""What is told of a replication that happened already."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.catalogue.choices import StopReason
from tular.features.replications.actions.recording import LONGEST_NOTE, STATES, Paper, Past
from tular.features.replications.forms.starting import CaseForm, Group
from tular.features.replications.models import Replication
from tular.features.replications.queries.files import FILE
from tular.foundation.files.fields import StoredFileField, WithFiles
from tular.foundation.ui.typed import line_typed, prose_typed

PAPERS = range(1, 6)
"""Documents at once; more can be added in the workspace."""

LEFT_OUT = ("affected", "wish", "sponsor", "model_reason", "wished_start")
"""What is asked before a replication, not after it."""

OTHER = "lain"
"""Of the choice among rows of sources: none of these."""


def _day(label: Any, hint: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label, help_text=hint, required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Tanggal belum benar.")},
    )  # fmt: skip


class RecordForm(WithFiles, CaseForm):
    """Who took over what, when, how it stands, and what shows it."""

    need = forms.CharField(
        label=gettext_lazy("Masalah yang diselesaikan"), max_length=4_000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Tulis masalah yang diselesaikan.")},
    )  # fmt: skip
    claims = forms.ChoiceField(
        label=gettext_lazy("Apakah ini replikasi yang sama dengan yang ditulis sumber?"), widget=forms.RadioSelect,
        help_text=gettext_lazy("Bila sama, catatan Anda menggantikannya, supaya tidak terhitung dua kali."),
        error_messages={"required": gettext_lazy("Pilih salah satu.")},
    )  # fmt: skip
    state = forms.ChoiceField(
        label=gettext_lazy("Keadaannya sekarang"), choices=[(one.value, one.label) for one in STATES],
        widget=forms.RadioSelect, error_messages={"required": gettext_lazy("Pilih keadaannya.")},
        help_text=gettext_lazy("Terbukti tidak dipilih di sini: itu mengikuti ukuran yang Anda isi kemudian."),
    )  # fmt: skip
    agreed_on = _day(gettext_lazy("Kesepakatan ditandatangani"))
    began_on = _day(
        gettext_lazy("Mulai dijalankan"),
        gettext_lazy("Bila harinya tidak diketahui, isi hari pertama bulan itu dan tulis begitu di catatan."),
    )
    seen_on = _day(gettext_lazy("Terakhir diketahui berjalan"))
    ended_on = _day(gettext_lazy("Berhenti sejak"))
    stop_reason = forms.ChoiceField(
        label=gettext_lazy("Alasan berhenti"), required=False,
        choices=[("", gettext_lazy("tidak berhenti")), *StopReason.choices],
    )  # fmt: skip
    note = forms.CharField(
        label=gettext_lazy("Catatan untuk pembaca"), required=False, max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Dibaca umum. Bila berhenti, tulis apa yang terjadi."),
    )  # fmt: skip
    source_url = forms.URLField(
        label=gettext_lazy("Alamat sumber"), required=False, max_length=500, assume_scheme="https",
        help_text=gettext_lazy("Berita atau laporan di internet, bila ada."),
        error_messages={"invalid": gettext_lazy("Alamat belum benar. Salin lengkap, dengan https://.")},
    )  # fmt: skip

    def __init__(self, *args: Any, claimable: Sequence[Replication] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        for name in LEFT_OUT:
            del fields[name]
        fields["changes"].label = _("Yang berbeda")
        self.claimable = {str(one.pk): one for one in claimable}
        if claimable:
            fields["claims"].choices = [
                *((key, _row_in_words(one)) for key, one in self.claimable.items()),
                (OTHER, _("Bukan, ini replikasi lain")),
            ]
        else:
            del fields["claims"]

    @property
    def layout(self) -> tuple[Group, ...]:
        """How it came, how it stands, and what sources say."""
        return (
            Group(_("Siapa"), "", ("place", "name", "claims")),
            Group(_("Apa yang diterapkan"), "", ("need", "model", "facilitator", "kind", "takes", "changes",
                                                 "learned_from")),
            Group(_("Kapan, dan bagaimana keadaannya"), "", ("state", "agreed_on", "began_on", "seen_on", "ended_on",
                                                             "stop_reason", "note")),
            Group(_("Sumber"), _("Paling sedikit satu: alamat sumber atau dokumen."), ("source_url",)),
        )  # fmt: skip

    @property
    def papers(self) -> list[tuple[BoundField, BoundField]]:
        """The documents: name and file of each."""
        return [(self[f"title_{n}"], self[f"paper_{n}"]) for n in PAPERS]

    @property
    def has_more(self) -> bool:
        """Whether there is a second document, so that it is not folded away."""
        fields: dict[str, Any] = self.fields
        return any(fields[f"paper_{n}"].control.kept for n in PAPERS[1:])

    def past(self) -> Past:
        """What the action wants besides `told`."""
        values = self.cleaned_data
        papers = tuple(
            Paper(line_typed(values[f"title_{n}"], 200) or values[f"paper_{n}"].name[:200], values[f"paper_{n}"])
            for n in PAPERS
            if values[f"paper_{n}"]
        )
        return Past(
            state=values["state"], agreed_on=values["agreed_on"], began_on=values["began_on"],
            seen_on=values["seen_on"], ended_on=values["ended_on"], stop_reason=values["stop_reason"],
            note=prose_typed(values["note"]), source_url=values["source_url"], papers=papers,
            claims=self.claimable.get(values.get("claims", "")),
        )  # fmt: skip


def _row_in_words(row: Replication) -> str:
    """Name, state, year and source of a row, as a choice."""
    told = [row.replica_name or row.origin_title, row.get_state_display(), str(row.year or _("tahun belum diketahui"))]
    return f"{', '.join(told)}. {row.note} ({row.source_url})"


for _number in PAPERS:
    RecordForm.base_fields[f"title_{_number}"] = forms.CharField(
        label=gettext_lazy("Nama dokumen"), required=False, max_length=200,
        help_text=gettext_lazy("Misalnya: PKS 2019, laporan hasil, foto peluncuran."),
    )  # fmt: skip
    RecordForm.base_fields[f"paper_{_number}"] = StoredFileField(
        purpose=FILE, label=gettext_lazy("Dokumen"), required=False
    )
