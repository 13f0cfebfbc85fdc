"""Fields that several screens share."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from tular.engines.rulebook.eligibility import RULES
from tular.features.agencies.choices import AgencyKind
from tular.features.competitions.queries.drafting.shapes import Field, Kind
from tular.foundation.rulebooks.wording import CONFIDENCE, word_of


def words(codes: Iterable[object]) -> tuple[tuple[str, str], ...]:
    """Codes with their words, to choose from."""
    return tuple((str(code), word_of(str(code))) for code in codes)


KINDS = tuple((kind.value, kind.label) for kind in AgencyKind)
SOURCE = (
    Field("source", _("Sumber aturan ini"), hint=_("Nomor keputusan dan pasalnya, atau alamat dokumennya.")),
    Field(
        "confidence",
        _("Kepastian"),
        Kind.CHOICE,
        choices=tuple((code, word) for code, (word, *_rest) in CONFIDENCE.items()),
    ),
)
NOTE = Field("note", _("Catatan"), Kind.TEXT)
LABEL = Field("label", _("Nama"), brief=True)
CODE = Field("id", _("Kode"), hint=_("Huruf kecil, angka, dan garis bawah. Kosongkan agar dibuat dari namanya."))
GROUPS = Field(
    "groups", _("Hanya untuk kelompok"), Kind.SEVERAL, of="groups", hint=_("Tanpa pilihan: untuk semua kelompok.")
)
REQUIRED = Field("required", _("Wajib"), Kind.YES)
SCALE = Field("scale", _("Skala nilai"), Kind.NUMBERS, hint=_("Terendah lalu tertinggi, misalnya 0 100."))

AWARD_RULE = (
    Field("award", _("Penghargaan"), hint=_("Kode, misalnya terpuji; kosong berarti penghargaan apa pun.")),
    Field("competition", _("Di kompetisi"), hint=_("Kode, misalnya kipp; kosong berarti kompetisi ini sendiri.")),
    Field("pool", _("Dari kelompok"), hint=_("Kelompok pada penghargaan itu, bila dibedakan.")),
    Field("years", _("Hanya tahun"), Kind.NUMBERS, hint=_("Misalnya 2021 2022 2023.")),
    Field("min_months_since", _("Paling sedikit sekian bulan yang lalu"), Kind.COUNT),
    Field("max", _("Paling banyak sekian kali"), Kind.COUNT),
)
RULE = Field(
    "rule", _("Aturan"), Kind.CHOICE, choices=words(sorted(RULES - {"quota", "agency_type", "human"})), brief=True
)
