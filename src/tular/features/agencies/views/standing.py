"""Switching an account off and on again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.features.accounts.models import User
from tular.features.agencies.queries.standing import Standing, people_visible_to, standing_of
from tular.foundation.access.public import signed_in
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.posting import Done


@signed_in
def deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what happens, ask why, and switch the account off."""
    person = get_object_or_404(people_visible_to(request.user), pk=pk)
    standing = standing_of(person, request.user)
    told = _("Akun %(person)s nonaktif. Bila keliru, aktifkan kembali dari daftar ini.") % {"person": person.name}
    confirmation = Confirmation(
        action="accounts.deactivate",
        subject=person,
        title=_("Nonaktifkan akun %(person)s?") % {"person": person.name},
        effects=_effects_of_off(person, standing),
        button=_("Nonaktifkan akun"),
        back=standing.path,
        done=Done(_former_on(standing.path), told),
        reason="required",
        reason_hint=_("Tersimpan dalam riwayat, misalnya “Pindah ke instansi lain”."),
        destructive=True,
    )
    return confirm_and_run(request, confirmation)


@signed_in
def reactivate(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what happens and switch the account on again."""
    person = get_object_or_404(people_visible_to(request.user), pk=pk)
    standing = standing_of(person, request.user)
    effects = [_("Ia dapat masuk lagi dengan kata sandi atau kunci sandinya yang lama.")]
    if standing.roles:
        effects.append(_("Peran yang berlaku lagi: %(roles)s.") % {"roles": "; ".join(standing.roles)})
    else:
        effects.append(_("Tidak ada peran yang masih berjalan; undang lagi bila ia perlu peran."))
    confirmation = Confirmation(
        action="accounts.reactivate",
        subject=person,
        title=_("Aktifkan kembali akun %(person)s?") % {"person": person.name},
        effects=effects,
        button=_("Aktifkan kembali"),
        back=_former_on(standing.path),
        done=Done(standing.path, _("Akun %(person)s aktif lagi.") % {"person": person.name}),
        reason="optional",
    )
    return confirm_and_run(request, confirmation)


def _effects_of_off(person: User, standing: Standing) -> list[str]:
    out = _("%(person)s keluar dari semua perangkat saat itu juga dan tidak dapat masuk lagi.")
    effects = [out % {"person": person.name}]
    if standing.roles:
        text = ngettext(
            "Perannya tidak berlaku selama akun nonaktif: %(roles)s.",
            "Perannya tidak berlaku selama akun nonaktif: %(roles)s.",
            len(standing.roles),
        )
        effects.append(text % {"roles": "; ".join(standing.roles)})
    effects += [
        _("Tidak ada lagi yang memegang peran ini sampai Anda mengundang orang lain: %(role)s.") % {"role": role}
        for role in standing.orphaned
    ]
    if standing.stand_ins:
        text = _("Yang menggantikannya tetap bertugas sampai hari terakhirnya: %(names)s. Akhiri bila perlu.")
        effects.append(text % {"names": ", ".join(standing.stand_ins)})
    return [
        *effects,
        _("Catatan, jawaban, dan riwayatnya tetap ada dengan namanya."),
        _("Dapat diurungkan kapan saja: aktifkan kembali dari daftar orang."),
    ]


def _former_on(path: str) -> str:
    """People whose account is off stand among the former ones of an agency; the national list shows everybody."""
    return f"{path}?bagian=dulu" if path.startswith("/instansi/") else path
