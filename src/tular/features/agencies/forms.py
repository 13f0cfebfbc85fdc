"""The forms of people, units, invitations and requests. What they may not say is decided by the actions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.accounts.models import User
from tular.features.agencies.choices import Role, SuccessionChange
from tular.features.agencies.models import Agency, Membership, ServiceUnit
from tular.foundation.files.fields import FilesForm, StoredFileField
from tular.foundation.ui.typed import RowsField

LARGEST_LIST = 200_000
"""Bytes of a CSV file of people: several times the rows that are taken."""

NO_EMAIL = gettext_lazy("Tulis alamat surelnya.")
WRONG_EMAIL = gettext_lazy("Alamat surel belum benar. Contoh yang benar: nama@sidoarjokab.go.id.")


def _day(label: Any, hint: Any = "", *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        required=required,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": gettext_lazy("Pilih tanggalnya."),
            "invalid": gettext_lazy("Tanggalnya belum benar. Contoh: 2026-12-31."),
        },
    )


def _reason(label: Any, hint: Any = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Tulis alasannya.")},
    )


class InviteForm(forms.Form):
    """One person, one role, at a unit where the role asks for one."""

    email = forms.EmailField(
        label=gettext_lazy("Alamat surel"),
        max_length=254,
        error_messages={"required": NO_EMAIL, "invalid": WRONG_EMAIL},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    name = forms.CharField(label=gettext_lazy("Nama"), max_length=120, required=False)
    role = forms.ChoiceField(label=gettext_lazy("Peran"), error_messages={"required": gettext_lazy("Pilih perannya.")})
    unit = forms.ModelChoiceField(
        ServiceUnit.objects.none(),
        label=gettext_lazy("Unit"),
        help_text=gettext_lazy("Hanya untuk admin UPP dan UPP."),
        required=False,
        empty_label=gettext_lazy("pilih unit"),
    )

    def __init__(self, *args: Any, roles: Iterable[Role], units: QuerySet[ServiceUnit] | None, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(role.value, str(role.label)) for role in roles]
        role_field: Any = self.fields["role"]
        role_field.choices = choices if len(choices) == 1 else [("", _("pilih peran")), *choices]
        if units is None:
            del self.fields["unit"]
        else:
            unit_field: Any = self.fields["unit"]
            unit_field.queryset = units


class ManyForm(forms.Form):
    """People to invite, one to a line, or a CSV file with the same columns."""

    lines = forms.CharField(
        label=gettext_lazy("Satu orang per baris"),
        help_text=gettext_lazy(
            "Urutan: surel; nama; peran; unit. Contoh: sari@sidoarjokab.go.id; Sari; UPP; Puskesmas Taman"
        ),
        required=False,
        max_length=LARGEST_LIST,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )
    file = forms.FileField(
        label=gettext_lazy("Atau berkas CSV"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv,text/plain"}),
    )  # fmt: skip

    def clean_file(self) -> str:
        """The text of the file; "" without one."""
        upload = self.cleaned_data.get("file")
        if not upload:
            return ""
        if upload.size > LARGEST_LIST:
            raise ValidationError(_("Berkasnya terlalu besar untuk daftar orang. Bagi menjadi beberapa berkas."))
        try:
            text: str = upload.read().decode("utf-8-sig").replace("\0", "")  # which no database takes
        except UnicodeDecodeError:
            raise ValidationError(
                _("Berkas ini bukan teks CSV. Di Excel, pilih Simpan sebagai, lalu CSV UTF-8.")
            ) from None
        return text

    @property
    def people(self) -> str:
        """The lines, else the content of the file."""
        return self.cleaned_data.get("lines") or self.cleaned_data.get("file") or ""


class EndForm(forms.Form):
    """Why a role ends, and when."""

    reason = _reason(gettext_lazy("Alasan"), gettext_lazy("Tersimpan dalam riwayat dan dibaca orangnya."))
    last_day = _day(gettext_lazy("Hari terakhir"), gettext_lazy("Kosong berarti sekarang juga."), required=False)


class DelegateForm(forms.Form):
    """Who stands in, from when, until when."""

    to = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Kepada"),
        empty_label=gettext_lazy("pilih orang"),
        error_messages={"required": gettext_lazy("Pilih orangnya.")},
    )
    since = _day(gettext_lazy("Hari pertama"))
    until = _day(gettext_lazy("Hari terakhir"), gettext_lazy("Delegasi berakhir sendiri sesudah hari ini."))
    reason = _reason(gettext_lazy("Alasan"), required=False)

    def __init__(self, *args: Any, people: QuerySet[User], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["to"]
        field.queryset = people


class HandOverForm(forms.Form):
    """Who takes the role over."""

    to = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Kepada"),
        empty_label=gettext_lazy("pilih orang"),
        error_messages={"required": gettext_lazy("Pilih orangnya.")},
    )
    reason = _reason(gettext_lazy("Alasan"), required=False)

    def __init__(self, *args: Any, people: QuerySet[User], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["to"]
        field.queryset = people


class UnitForm(forms.Form):
    """The name of a unit."""

    name = forms.CharField(
        label=gettext_lazy("Nama unit"),
        help_text=gettext_lazy("Misalnya “Puskesmas Taman” atau “Dinas Kependudukan dan Pencatatan Sipil”."),
        max_length=200,
        error_messages={"required": gettext_lazy("Tulis nama unitnya.")},
    )


class ReasonForm(forms.Form):
    """Why."""

    reason = _reason(gettext_lazy("Alasan"), gettext_lazy("Tersimpan dalam riwayat."))


class JoinForm(FilesForm):
    """Who asks to become the first admin of an agency, with the signed letter."""

    name = forms.CharField(
        label=gettext_lazy("Nama Anda"),
        max_length=120,
        error_messages={"required": gettext_lazy("Tulis nama Anda.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("Alamat surel dinas"),
        help_text=gettext_lazy("Jawaban dan undangan dikirim ke sini. Tidak ditampilkan kepada umum."),
        max_length=254,
        error_messages={"required": gettext_lazy("Tulis alamat surel Anda."), "invalid": WRONG_EMAIL},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    position = forms.CharField(
        label=gettext_lazy("Jabatan"),
        max_length=160,
        error_messages={"required": gettext_lazy("Tulis jabatan Anda.")},
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    letter = StoredFileField(
        purpose="agencies.letter",
        label=gettext_lazy("Surat penunjukan bertanda tangan"),
        error_messages={"required": gettext_lazy("Lampirkan suratnya: PDF atau foto.")},
    )


class DecisionForm(forms.Form):
    """What becomes of a request."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Keputusan"),
        choices=[
            ("", gettext_lazy("pilih keputusan")),
            ("accept", gettext_lazy("Terima: undang sebagai admin instansi")),
            ("return", gettext_lazy("Kembalikan untuk diperbaiki")),
            ("refuse", gettext_lazy("Tolak")),
        ],
        error_messages={"required": gettext_lazy("Pilih keputusannya.")},
    )
    reason = _reason(
        gettext_lazy("Alasan"),
        gettext_lazy("Wajib bila dikembalikan atau ditolak. Pemohon membacanya."),
        required=False,
    )


class NewPersonForm(forms.Form):
    """Name and password of somebody who accepts an invitation and has no account yet."""

    name = forms.CharField(
        label=gettext_lazy("Nama Anda"),
        max_length=120,
        error_messages={"required": gettext_lazy("Tulis nama Anda.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=gettext_lazy("Kata sandi baru"),
        help_text=gettext_lazy("Sedikitnya 10 karakter. Beberapa kata acak mudah diingat dan sulit ditebak."),
        max_length=200,
        error_messages={"required": gettext_lazy("Buat kata sandi.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.email = email

    def clean_password(self) -> str:
        """Not too short, not a common one, not like the name or address."""
        password: str = self.cleaned_data["password"]
        validate_password(password, User(email=self.email, name=self.cleaned_data.get("name", "")))
        return password


class PassOnForm(forms.Form):
    """What a body that was split, renamed or merged hands on."""

    successor = forms.ModelChoiceField(
        Agency.objects.none(),
        label=gettext_lazy("Instansi penerus"),
        empty_label=gettext_lazy("pilih instansi"),
        error_messages={"required": gettext_lazy("Pilih instansi penerusnya.")},
    )
    change = forms.ChoiceField(
        label=gettext_lazy("Jenis perubahan"), choices=[("", gettext_lazy("pilih jenis")), *SuccessionChange.choices]
    )
    units = RowsField(
        ServiceUnit.objects.none(),
        label=gettext_lazy("Unit"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    people = RowsField(
        Membership.objects.none(),
        label=gettext_lazy("Admin"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    ends = forms.BooleanField(label=gettext_lazy("Instansi lama berakhir hari ini"), required=False)
    reason = _reason(gettext_lazy("Dasar perubahan"), gettext_lazy("Misalnya nomor peraturan presiden."))

    def __init__(self, *args: Any, agency: Agency, people: QuerySet[Membership], **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["successor"].queryset = Agency.objects.filter(until="").exclude(pk=agency.pk)
        fields["units"].queryset = agency.units.filter(until__isnull=True)
        fields["people"].queryset = people
