"""One person's rating: sent, confirmed by the link in a mail, sent anew, withdrawn.

Nothing of it goes to the audit trail, which is kept for ever: each sending is a row of its own, and what leads to a
person is deleted from the rows after the time for objections.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from tular.features.agencies.models import Region
from tular.features.agencies.queries.tokens import digest, new_token
from tular.features.competitions.queries.moments import in_words
from tular.features.ratings import permissions  # noqa: F401 - registers who may do this
from tular.features.ratings.choices import Channel, LastUse, Stance
from tular.features.ratings.models import PublicRating, RatedEntry, ServiceRating
from tular.features.ratings.queries.keeping import domain_hash, network_hash, person_hash, words_hash
from tular.features.ratings.queries.rules import why_no_rating, window_for
from tular.features.ratings.queries.standing import standing_for
from tular.features.ratings.queries.visibility import entries_rated
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.notifications.actions import post
from tular.foundation.notifications.rendering import absolute
from tular.foundation.ui.typed import prose_typed

LINK_LIVES = timedelta(hours=48)
LONGEST_COMMENT = 1000

OF_A_NETWORK = 120
"""Ratings an hour from one network: a whole town may stand behind the one of a mobile operator."""

OF_A_PERSON = 12
"""Mails a day to one address, which its owner may not have asked for."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What somebody sent. `email` is empty for who is signed in."""

    stance: str
    last_use: str
    answers: list[int]
    region: Region | None = None
    comment: str = ""
    email: str = ""


@action("ratings.rate", gettext_lazy("Menilai kebermanfaatan"), by_system=True, on_trail=False)
def rate(entry: RatedEntry, *, sent: Sent, address: str, by: Any, now: datetime, reason: str = "") -> ServiceRating:
    """Rate a service. Who is signed in has proved to be a person; everybody else gets a link by mail that confirms.

    `address` is the internet address it came from; kept as a keyed hash of its network. The answer is the same whoever
    owns the mail address, and whether or not it has rated before.
    """
    rating = entry.rating
    _refuse_unless_open(entry, now)
    email = by.email if by is not None else _checked_address(sent.email)
    _refuse_wrong(rating, sent)
    network, person = network_hash(rating, address), person_hash(rating, email)
    _refuse_flood(network, person, by_mail=by is None, now=now)
    comment = prose_typed(sent.comment)[:LONGEST_COMMENT].strip()
    token = new_token() if by is None else ""
    row = ServiceRating(
        entry=entry, person=person, network=network, domain=domain_hash(rating, email),
        token=digest(token) if token else "", channel=Channel.MAIL if by is None else Channel.ACCOUNT,
        stance=sent.stance, standing=standing_for(entry, email, sent.stance), last_use=sent.last_use,
        region=sent.region, answers=sent.answers, comment=comment, words=words_hash(comment), at=now,
        expires_at=now + LINK_LIVES,
    )  # fmt: skip
    if by is None:
        row.save()
        _ask_to_confirm(row, email, token, now)
        return row
    return _take(row, now)


@action(
    "ratings.confirm", gettext_lazy("Mengonfirmasi penilaian"), by_system=True, on_trail=False,
    first=lambda row: row.entry,
)  # fmt: skip
def confirm(row: ServiceRating, *, token: str, by: Any, now: datetime, reason: str = "") -> ServiceRating:
    """Whoever has the mail says that it was them. Doing so twice changes nothing."""
    _refuse_foreign(row, token)
    if row.replaced_at is not None:
        raise Refused(_("Penilaian ini sudah ditarik atau diganti dengan yang lebih baru. Tidak ada yang berubah."))
    if row.confirmed_at is not None:
        return row
    _refuse_unless_open(row.entry, now)
    if now >= row.expires_at:
        raise Refused(_("Tautan ini hanya berlaku 48 jam. Isi lagi penilaiannya; kami kirim tautan baru."))
    later = ServiceRating.objects.filter(entry=row.entry_id, person=row.person, confirmed_at__isnull=False)
    if later.filter(at__gt=row.at).exists():
        raise Refused(_("Anda sudah mengonfirmasi penilaian yang lebih baru. Itulah yang dihitung."))
    return _take(row, now)


@action("ratings.withdraw", gettext_lazy("Menarik penilaian"), by_system=True, on_trail=False)
def withdraw(row: ServiceRating, *, token: str, by: Any, now: datetime, reason: str = "") -> ServiceRating:
    """Take one's own rating back while ratings are open."""
    _refuse_foreign(row, token)
    if row.replaced_at is not None:
        return row
    refused = why_no_rating(row.entry.rating, window_for(row.entry.rating), now)
    if refused:
        raise Refused(refused)
    row.replaced_at = now
    row.save()
    return row


def _take(row: ServiceRating, now: datetime) -> ServiceRating:
    """Let it be the one that counts for this person."""
    held = ServiceRating.objects.filter(entry=row.entry_id, person=row.person, replaced_at__isnull=True)
    held.filter(confirmed_at__isnull=False).exclude(pk=row.pk).update(replaced_at=now)
    row.confirmed_at = now
    row.save()
    return row


def _refuse_unless_open(entry: RatedEntry, now: datetime) -> None:
    refused = why_no_rating(entry.rating, window_for(entry.rating), now)
    if refused:
        raise Refused(refused)
    if not entries_rated(entry.rating).filter(pk=entry.pk).exists():
        raise Refused(_("Inovasi ini tidak dinilai lagi: proposalnya ditarik atau keluar dari daftar."))


def _checked_address(typed: str) -> str:
    address = typed.strip()
    try:
        validate_email(address)
    except ValidationError:
        raise Refused(Reason(_("Tulis alamat surel Anda dengan lengkap, misalnya nama@contoh.id."), "email")) from None
    return address


def _refuse_wrong(rating: PublicRating, sent: Sent) -> None:
    wrong = []
    if sent.stance not in Stance.values:
        wrong.append(Reason(_("Pilih salah satu."), "stance"))
    if sent.last_use not in LastUse.values:
        wrong.append(Reason(_("Pilih kapan Anda terakhir memakainya."), "last_use"))
    if len(sent.answers) != len(rating.questions) or any(not 1 <= one <= 5 for one in sent.answers):
        wrong.append(Reason(_("Jawab semua pertanyaan.")))
    if sent.region is not None and sent.region.parent_id is not None:
        wrong.append(Reason(_("Pilih salah satu provinsi."), "region"))
    if wrong:
        raise Refused(*wrong)


def _refuse_flood(network: str, person: str, *, by_mail: bool, now: datetime) -> None:
    if network:
        recent = ServiceRating.objects.filter(network=network, at__gt=now - timedelta(hours=1))
        if recent.count() >= OF_A_NETWORK:
            raise Refused(_("Terlalu banyak penilaian dari sambungan internet ini dalam satu jam. Coba lagi nanti."))
    if by_mail and ServiceRating.objects.filter(person=person, at__gt=now - timedelta(days=1)).count() >= OF_A_PERSON:
        text = _("Hari ini sudah banyak surel kami kirim ke alamat itu. Konfirmasi dulu, atau coba lagi besok.")
        raise Refused(Reason(text, "email"))


def _refuse_foreign(row: ServiceRating, token: str) -> None:
    if not row.token or not secrets.compare_digest(digest(token), row.token):
        raise Refused(_("Tautan ini tidak dikenal. Buka tautan dari surel yang paling akhir."))


def _ask_to_confirm(row: ServiceRating, address: str, token: str, now: datetime) -> None:
    """The mail with the link; it is deleted here, with the address, as soon as it left."""
    proposal, competition = row.entry.proposal, row.entry.rating.competition
    window = window_for(row.entry.rating)
    until = min(row.expires_at, window.closes_at) if window else row.expires_at
    lines = [
        _("Halo,"),
        "",
        _("Dari alamat ini ada penilaian untuk layanan “%(title)s” (%(agency)s).")
        % {"title": proposal.title, "agency": proposal.agency.name},
        _("Penilaian itu baru dihitung setelah Anda mengonfirmasinya lewat tautan ini, paling lambat %(until)s:")
        % {"until": in_words(until)},
        absolute(f"/kompetisi/{competition.slug}/kebermanfaatan/konfirmasi/{token}"),
        "",
        _("Tautan ini hanya untuk Anda; jangan diteruskan. Lewat tautan yang sama penilaian dapat ditarik kembali."),
        _("Bila bukan Anda yang menilai, abaikan surel ini: tidak ada yang dihitung dan alamat Anda tidak disimpan."),
    ]
    post(
        address, subject=_("Konfirmasi penilaian Anda: %(title)s") % {"title": proposal.title}, text="\n".join(lines),
        language=(get_language() or "id")[:2], now=now, forget=True,
    )  # fmt: skip
