"""The one family of expected failures of an action."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Reason:
    """Why not, as a sentence for the person, and the field it belongs to ("" for the whole)."""

    text: str
    field: str = ""


class Refused(Exception):
    """An action could not be done, nothing was changed. Errors of a form on pages, 409 in the API."""

    def __init__(self, *reasons: str | Reason) -> None:
        self.reasons: Sequence[Reason] = [one if isinstance(one, Reason) else Reason(str(one)) for one in reasons]
        super().__init__("; ".join(reason.text for reason in self.reasons))


class Gone(Refused):
    """The subject was deleted meanwhile. As any refusal on pages, 404 in the API."""

    def __init__(self) -> None:
        super().__init__(_("Data ini sudah tidak ada: mungkin baru saja dihapus orang lain. Muat ulang halamannya."))


class Stale(Refused):
    """The subject was changed since the page was opened on which somebody decided to act."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Data ini sudah diubah sejak halaman ini Anda buka, mungkin oleh orang lain. Tidak ada yang disimpan. "
                "Isian Anda masih ada di sini: periksa keadaan terbaru, lalu kirim lagi."
            )
        )
