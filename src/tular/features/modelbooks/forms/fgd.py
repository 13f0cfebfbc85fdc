"""What is asked about drafts, rounds, comments and their answers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.events.models import Event
from tular.features.modelbooks.choices import Decision, RoundKind
from tular.features.modelbooks.models import Answer, Draft, Section
from tular.features.modelbooks.queries.changes import changes_since
from tular.features.modelbooks.queries.seats import events_to_choose

CLOCK = "%Y-%m-%dT%H:%M"


class MomentField(forms.DateTimeField):
    """A day and a time by the site's clock."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=CLOCK)

    def __init__(self, **fields: Any) -> None:
        wrong = {
            "required": gettext_lazy("Isi tanggal dan jamnya."),
            "invalid": gettext_lazy("Tanggal dan jamnya belum benar. Contoh: 2027-03-31T16:00."),
        }
        super().__init__(input_formats=[CLOCK], error_messages=wrong, **fields)

    def clean(self, value: Any) -> datetime | None:
        """The moment; years of another century are slips."""
        found: datetime | None = super().clean(value)
        if found is not None and not 2000 <= found.year <= 2100:
            raise ValidationError(_("Tahunnya di antara 2000 dan 2100."))
        return found


class DraftForm(forms.Form):
    """What changed since the draft before; not asked for the first."""

    note = forms.CharField(
        label=gettext_lazy("Apa yang berubah sejak rancangan sebelumnya?"), required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Dibaca peserta FGD, supaya mereka tahu bagian mana yang baru."),
    )  # fmt: skip

    def __init__(self, *args: Any, before: Draft | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if before is None:
            self.fields["note"].label = _("Keterangan")
            self.fields["note"].help_text = ""


class RoundForm(forms.Form):
    """Which sort of FGD, at which event, and until when comments are taken."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Jenis"), choices=RoundKind.choices, widget=forms.RadioSelect, initial=RoundKind.REVIEW
    )
    event = forms.ModelChoiceField(
        label=gettext_lazy("Acara"), queryset=Event.objects.none(),
        help_text=gettext_lazy("Undangannya menjadi peserta. Pilihannya: acara yang Anda kelola atau hadiri."),
        error_messages={"required": gettext_lazy("Pilih acara yang sudah diumumkan, supaya jelas siapa pesertanya.")},
    )  # fmt: skip
    until = MomentField(label=gettext_lazy("Masukan diterima sampai"), help_text=gettext_lazy("Menurut jam WIB."))

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = events_to_choose(by)
        self.fields["event"].queryset = own  # type: ignore[attr-defined] # a ModelChoiceField


class ExtendForm(forms.Form):
    """Another end."""

    until = MomentField(label=gettext_lazy("Masukan diterima sampai"), help_text=gettext_lazy("Menurut jam WIB."))


class CommentForm(forms.Form):
    """A comment; lengths and quotations are checked by the action, which says what to do about them."""

    text = forms.CharField(
        label=gettext_lazy("Masukan Anda"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    client = forms.UUIDField(widget=forms.HiddenInput)
    block = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=100_000)
    quote = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    offset = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=10_000_000)
    written = forms.DateTimeField(
        widget=forms.HiddenInput, required=False, input_formats=["%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S%z"]
    )


class NoteForm(CommentForm):
    """A comment that a note-taker writes down; without a speaker it is their own."""

    pembicara = forms.CharField(
        label=gettext_lazy("Disampaikan oleh"), required=False,
        widget=forms.TextInput(attrs={"list": "fgd-pembicara", "autocomplete": "off"}),
        help_text=gettext_lazy("Kosongkan bila ini masukan Anda sendiri."),
    )  # fmt: skip
    instansi = forms.CharField(
        label=gettext_lazy("Instansi"), required=False,
        widget=forms.TextInput(attrs={"list": "fgd-instansi", "autocomplete": "off"}),
    )  # fmt: skip
    field_order = ("pembicara", "instansi", "text")


class AnswerForm(forms.Form):
    """What was decided, why, and the save that carries the change."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Keputusan"),
        choices=Decision.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pilih diterima, diterima sebagian, atau tidak diterima.")},
    )
    why = forms.CharField(
        label=gettext_lazy("Alasan"), widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Dibaca yang memberi masukan, dan dicetak dalam lampiran buku."),
        error_messages={"required": gettext_lazy("Tulis alasannya, supaya yang memberi masukan mengerti.")},
    )  # fmt: skip
    change = forms.ChoiceField(
        label=gettext_lazy("Perubahannya"), required=False,
        help_text=gettext_lazy("Simpanan sesudah rancangan ini. Dapat ditunjuk belakangan, sebelum buku disahkan."),
    )  # fmt: skip

    def __init__(self, data: Any, *, draft: Draft, answer: Answer | None = None) -> None:
        super().__init__(data, initial=_initial(answer))
        self.changes = changes_since(draft)
        field = self.fields["change"]
        choices = [("", _("belum ada, atau belum ditunjuk"))]
        choices += [
            (
                one.key,
                _("%(chapter)s, simpanan %(n)d, %(by)s") % {"chapter": one.chapter, "n": one.version, "by": one.by},
            )
            for one in self.changes
        ]
        held = field.initial or self.initial.get("change", "")
        if held and held not in dict(choices) and answer is not None and answer.section is not None:
            text = _("%(chapter)s, simpanan %(n)d") % {"chapter": answer.section.title, "n": answer.version}
            choices.append((held, text))
        field.choices = choices  # type: ignore[attr-defined] # a ChoiceField

    def chosen(self) -> tuple[Section | None, int | None]:
        """The chapter and the number of its save."""
        key = self.cleaned_data["change"]
        if not key:
            return None, None
        section, version = key.split(":")
        return Section.objects.get(pk=section), int(version)


def _initial(answer: Answer | None) -> dict[str, Any]:
    if answer is None:
        return {}
    change = f"{answer.section_id}:{answer.version}" if answer.section_id else ""
    return {"decision": answer.decision, "why": answer.reason, "change": change}
