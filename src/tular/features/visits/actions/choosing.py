"""Choosing who is verified. Being chosen promises nothing; nothing is told to anybody by it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.competitions.models import Competition
from tular.features.judging.queries.entrants import entrants
from tular.features.proposals.models import Proposal
from tular.features.visits import notices, permissions  # noqa: F401 - what people are told, and who may do this
from tular.features.visits.actions.moving import needs_reason
from tular.features.visits.choices import VisitState
from tular.features.visits.models import VisitChoice
from tular.features.visits.queries.rules import stage_called
from tular.foundation.actions import Reason, Refused, action

LONGEST_REASON = 2000
MOST_AT_ONCE = 200


@action("visits.choose", gettext_lazy("Memilih yang diverifikasi"))
def choose(
    competition: Competition, *, stage: str, proposals: Collection[int], by: Any, now: datetime, reason: str = ""
) -> list[VisitChoice]:
    """Choose entrants of a stage for verification, each with the reason. Who is chosen already is passed over.

    Refused without a reason, for a stage of another kind, and for proposals that do not go into it.
    """
    if stage_called(competition, stage) is None:
        raise Refused(_("Tahap ini bukan verifikasi lapangan."))
    said = needs_reason(reason, _("Tulis mengapa proposal ini dikunjungi; alasannya tersimpan."))
    if len(said) > LONGEST_REASON:
        raise Refused(Reason(_("Paling panjang 2.000 huruf. Singkatkan dulu."), "alasan"))
    wanted = set(proposals)
    if not wanted:
        raise Refused(Reason(_("Pilih paling sedikit satu proposal."), "proposal"))
    if len(wanted) > MOST_AT_ONCE:
        raise Refused(Reason(_("Pilih paling banyak 200 sekaligus."), "proposal"))
    known = entrants(competition, stage)
    if known is None:
        raise Refused(_("Daftar tahap sebelumnya belum diumumkan, jadi belum ada yang dapat dipilih."))
    if wanted - set(known):
        raise Refused(Reason(_("Ada proposal yang tidak masuk tahap ini. Muat ulang halamannya."), "proposal"))
    standing = VisitChoice.objects.filter(competition=competition, stage=stage, undone_at__isnull=True)
    wanted -= set(standing.values_list("proposal_id", flat=True))
    chosen = Proposal.objects.filter(pk__in=wanted).order_by("pk")
    return [choose_one(one, stage=stage, by=by, now=now, reason=said) for one in chosen]


@action("visits.choose_one", gettext_lazy("Memilih proposal untuk diverifikasi"))
def choose_one(proposal: Proposal, *, stage: str, by: Any, now: datetime, reason: str = "") -> VisitChoice:
    """One of those that `choose` takes, with an entry of its own in the trail; whether it may be, that has asked."""
    return VisitChoice.objects.create(
        competition=proposal.competition, stage=stage, proposal=proposal, reason=reason, by=by, at=now
    )


@action("visits.undo_choice", gettext_lazy("Membatalkan pilihan verifikasi"))
def undo_choice(choice: VisitChoice, *, by: Any, now: datetime, reason: str = "") -> VisitChoice:
    """It is not verified after all. Refused while a visit stands: that has to be cancelled first, since people know."""
    if choice.undone_at is not None:
        raise Refused(_("Pilihan ini sudah dibatalkan."))
    if choice.visits.exclude(state=VisitState.CANCELLED).exists():
        raise Refused(_("Kunjungannya masih ada. Batalkan kunjungannya dulu."))
    choice.undone_reason = needs_reason(reason, _("Tulis mengapa proposal ini tidak jadi dikunjungi."))
    choice.undone_at, choice.undone_by = now, by
    choice.save()
    return choice
