"""What people call the actions and fields that the trail knows by their names in the program, and who may see what.

    labels.name_action("accounts.sign_in", _("masuk"))            # an action of `foundation.actions` names itself
    labels.name_fields("catalogue.innovationdraft", {"content.summary": _("ringkasan")})
    labels.personal("accounts.user", "email", "phone", may_read=lambda person, pk: str(person.pk) == pk)

A field without a name here is called by its `verbose_name`, and one without that by the word that fields of this name
have in common (`COMMON`). A test fails for a field of an action's subject that none of the three names.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MayRead = Callable[[Any, str], bool]
"""Whether a person may read the personal data of the subject with this key (as text)."""

COMMON: dict[str, str | Promise] = {
    "about": _("tentang"),
    "address": _("alamat"),
    "agency": _("instansi"),
    "answer": _("jawaban"),
    "asked_at": _("ditanyakan pada"),
    "asker": _("penanya"),
    "at": _("waktu"),
    "attempts": _("percobaan"),
    "author": _("penulis"),
    "by": _("oleh"),
    "claimed_at": _("diambil pada"),
    "code": _("kode"),
    "comment": _("komentar"),
    "content": _("isi"),
    "content_type": _("jenis berkas"),
    "created_at": _("dibuat pada"),
    "decided_at": _("diputus pada"),
    "decided_by": _("diputus oleh"),
    "decision": _("keputusan"),
    "due_at": _("tenggat"),
    "email": _("alamat surel"),
    "end_reason": _("alasan berakhir"),
    "ended_at": _("berakhir pada"),
    "error": _("galat"),
    "expires_at": _("berlaku sampai"),
    "finished_at": _("selesai pada"),
    "height": _("tinggi"),
    "hub": _("hub"),
    "innovation": _("inovasi"),
    "invitation": _("undangan"),
    "is_active": _("akun aktif"),
    "is_demo": _("akun contoh"),
    "joined_at": _("bergabung pada"),
    "kind": _("jenis"),
    "known": _("yang sudah dikenal"),
    "language": _("bahasa"),
    "level": _("tingkat"),
    "membership": _("peran"),
    "name": _("nama"),
    "next_try_at": _("percobaan berikutnya"),
    "forget": _("dihapus sesudah terkirim"),
    "note": _("catatan"),
    "owner": _("pemilik"),
    "parent": _("induk"),
    "person": _("orang"),
    "phone": _("nomor telepon"),
    "position": _("jabatan"),
    "published_at": _("terbit pada"),
    "purpose": _("kegunaan"),
    "query": _("pencarian"),
    "question": _("pertanyaan"),
    "reason": _("alasan"),
    "refusal": _("alasan ditolak"),
    "region": _("wilayah"),
    "rhythm": _("irama"),
    "role": _("peran"),
    "saved_at": _("disimpan pada"),
    "sent_at": _("dikirim pada"),
    "sha256": _("sidik berkas"),
    "since": _("mulai"),
    "size": _("ukuran"),
    "slug": _("alamat halaman"),
    "source_url": _("alamat sumber"),
    "state": _("keadaan"),
    "state_at": _("keadaan sejak"),
    "state_reason": _("alasan keadaan ini"),
    "status": _("status"),
    "stored_as": _("nama simpanan"),
    "subject": _("perihal"),
    "summary": _("ringkasan"),
    "text": _("teks"),
    "title": _("judul"),
    "token": _("kunci"),
    "token_hash": _("sidik kunci"),
    "unit": _("unit"),
    "until": _("sampai"),
    "uploaded_by": _("dikirim oleh"),
    "urgent": _("mendesak"),
    "url": _("tautan"),
    "via": _("lewat"),
    "watched": _("diikuti"),
    "width": _("lebar"),
    "year": _("tahun"),
    "zone": _("zona waktu"),
}
"""What fields of these names are called, whatever they belong to."""

_actions: dict[str, str | Promise] = {}
_fields: dict[tuple[str, str], str | Promise] = {}
_personal: dict[tuple[str, str], list[MayRead]] = {}


def name_action(name: str, label: str | Promise) -> None:
    """What history calls an action: a verb, as in "menyetujui catatan"."""
    _actions[name] = label


def action_label(name: str) -> str:
    """The label of an action; its name when the program no longer knows it."""
    return str(_actions.get(name, name))


def name_fields(model: str, names: Mapping[str, str | Promise]) -> None:
    """Names of fields of a model ("app.model"); a part of a JSON field is called "field.part"."""
    _fields.update({(model, field): label for field, label in names.items()})


def field_label(model: str, field: str, verbose: str = "") -> str:
    """The name of a field, "" when it has none; `verbose` is its `verbose_name`."""
    own = "" if verbose == field.replace("_", " ") else verbose
    return str(_fields.get((model, field)) or own or COMMON.get(field, ""))


def personal(model: str, *fields: str, may_read: MayRead | None = None) -> None:
    """Personal data: history shows that they changed, their values only to people whom a `may_read` lets.

    May be said several times: each feature that knows who may read adds its own; one that agrees is enough.
    """
    for field in fields:
        readers = _personal.setdefault((model, field), [])
        if may_read and may_read not in readers:
            readers.append(may_read)


def is_personal(model: str, field: str) -> bool:
    """Whether the field was declared personal data."""
    return (model, field) in _personal


def may_read(model: str, field: str, person: Any, subject_id: str) -> bool:
    """Whether the person may see the values of a field of this subject."""
    readers = _personal.get((model, field))
    if readers is None:
        return True
    if person is None or not person.is_authenticated:
        return False
    return any(reader(person, subject_id) for reader in readers)
