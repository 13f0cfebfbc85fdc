"""Tasks, files, parts, risks and members of a case."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.replications.actions.filing import LONGEST_TITLE, FileTold
from tular.features.replications.actions.parts import LONGEST_NAME, LONGEST_TEXT, PartTold
from tular.features.replications.actions.tasks import LONGEST_TITLE as LONGEST_TASK
from tular.features.replications.actions.tasks import TaskTold
from tular.features.replications.choices import PartKind, Purpose, RiskState, Side
from tular.features.replications.forms.steps import day_field
from tular.features.replications.models import Case, CasePart
from tular.features.replications.queries.files import FILE
from tular.features.replications.queries.rules import in_language, steps_of
from tular.features.replications.queries.tasks import assignable
from tular.foundation.files.fields import FilesForm, StoredFileField
from tular.foundation.ui.typed import line_typed, prose_typed


def _step_choices(case: Case) -> list[tuple[str, str]]:
    return [(one.name.id, f"{one.order}. {in_language(one.name)}") for one in steps_of(case)]


def _prose(label: Any, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 3})
    )


class TaskForm(forms.Form):
    """What has to be done, by whom, until when."""

    title = forms.CharField(
        label=gettext_lazy("Apa yang harus dikerjakan?"), max_length=LONGEST_TASK,
        error_messages={"required": gettext_lazy("Tulis apa yang harus dikerjakan.")},
    )  # fmt: skip
    who = forms.ChoiceField(
        label=gettext_lazy("Siapa yang mengerjakan?"),
        help_text=gettext_lazy("Orangnya melihat tugas ini di meja kerja dan diingatkan tiga hari sebelumnya."),
        error_messages={"required": gettext_lazy("Pilih siapa yang mengerjakan.")},
    )  # fmt: skip
    due_on = day_field(gettext_lazy("Sampai"), required=False)
    step = forms.ChoiceField(label=gettext_lazy("Untuk langkah"))

    def __init__(self, *args: Any, case: Case, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["step"].choices = _step_choices(case)
        self.people = {f"{side}:{one.pk}": (side, one) for side, one in assignable(case)}
        sides = list(dict.fromkeys(side for side, _person in self.people.values())) or [Side.TAKER]
        whole = [(str(side.value), _("siapa saja di pihak %(side)s") % {"side": side.label}) for side in sides]
        named = [(key, f"{one.name} ({side.label})") for key, (side, one) in self.people.items()]
        fields["who"].choices = [("", _("pilih orang atau pihak")), *named, *whole]

    def told(self) -> TaskTold:
        """The task."""
        values = self.cleaned_data
        side, person = self.people.get(values["who"], (values["who"], None))
        return TaskTold(line_typed(values["title"], LONGEST_TASK), str(side), values["step"], person, values["due_on"])


class FileForm(FilesForm):
    """A file, and what it shows."""

    title = forms.CharField(
        label=gettext_lazy("Apa isinya?"), max_length=LONGEST_TITLE,
        error_messages={"required": gettext_lazy("Tulis apa isi berkas ini.")},
    )  # fmt: skip
    purpose = forms.ChoiceField(label=gettext_lazy("Kegunaannya"), choices=Purpose.choices)
    step = forms.ChoiceField(label=gettext_lazy("Untuk langkah"))
    file = StoredFileField(
        purpose=FILE, label=gettext_lazy("Berkas"),
        help_text=gettext_lazy("Dibaca semua pihak kasus ini. Jangan unggah data pribadi penerima layanan."),
    )  # fmt: skip

    def __init__(self, *args: Any, case: Case, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["step"]
        field.choices = _step_choices(case)

    def told(self) -> FileTold:
        """The file."""
        values = self.cleaned_data
        title = line_typed(values["title"], LONGEST_TITLE)
        return FileTold(title, values["purpose"], values["step"], values["file"])


class PartForm(forms.Form):
    """A part: kept, changed, left out, or added."""

    name = forms.CharField(
        label=gettext_lazy("Bagian"), max_length=LONGEST_NAME,
        error_messages={"required": gettext_lazy("Tulis nama bagiannya.")},
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=gettext_lazy("Apa yang terjadi dengannya?"), choices=PartKind.choices, widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pilih apa yang terjadi dengan bagian ini.")},
    )  # fmt: skip
    there = _prose(gettext_lazy("Di tempat asal"))
    here = _prose(gettext_lazy("Di sini"))
    reason = _prose(
        gettext_lazy("Alasannya"),
        gettext_lazy("Wajib bila bagiannya tidak dijaga; peniru berikutnya belajar dari alasan ini."),
    )

    def told(self) -> PartTold:
        """The part."""
        values = self.cleaned_data
        there, here, reason = (prose_typed(values[name]) for name in ("there", "here", "reason"))
        return PartTold(values["kind"], line_typed(values["name"], LONGEST_NAME), there, here, reason)

    @staticmethod
    def of(part: CasePart) -> dict[str, Any]:
        """What the form for a part shows first."""
        return {name: getattr(part, name) for name in ("name", "kind", "there", "here", "reason")}


class RiskForm(forms.Form):
    """Whether it threatens, and what is done."""

    state = forms.ChoiceField(
        label=gettext_lazy("Keadaannya di sini"), choices=RiskState.choices, widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pilih keadaannya.")},
    )  # fmt: skip
    plan = _prose(gettext_lazy("Apa yang dilakukan terhadapnya?"), gettext_lazy("Wajib begitu risikonya terjadi."))


class MemberForm(forms.Form):
    """A colleague, by the address of an account."""

    email = forms.EmailField(
        label=gettext_lazy("Alamat surel akunnya"), max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Tulis alamat surelnya."),
            "invalid": gettext_lazy("Alamat surel belum benar. Contoh yang benar: nama@sidoarjokab.go.id."),
        },
    )  # fmt: skip
    side = forms.ChoiceField(label=gettext_lazy("Di pihak"))

    def __init__(self, *args: Any, sides: list[Side], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["side"]
        field.choices = [(str(one.value), one.label) for one in sides]
