"""Groups of ratings that look like stuffing: found again and again, held aside or restored as groups, never singly."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.engines.judging.rated import computed
from tular.features.ratings.choices import RatingState
from tular.features.ratings.models import ClusterDecision, PublicRating, RatingCluster
from tular.features.ratings.queries.freezing import LABELLED, Frozen, freeze_ratings
from tular.foundation.actions import Reason, Refused, action

LONGEST_REASON = 2000


@action("ratings.inspect", gettext_lazy("Memeriksa penilaian masyarakat"), by_system=True, on_trail=False)
def inspect(rating: PublicRating, *, by: Any, now: datetime, reason: str = "") -> PublicRating:
    """Look for groups in all that has come in so far."""
    if rating.state == RatingState.RELEASED:
        raise Refused(_("Hasilnya sudah diumumkan; tidak ada yang diperiksa lagi."))
    look_for_groups(rating, now)
    return rating


@action("ratings.hold", gettext_lazy("Menyisihkan sekelompok penilaian"))
def hold(cluster: RatingCluster, *, by: Any, now: datetime, reason: str = "") -> ClusterDecision:
    """Let a group not count, for a reason that is published."""
    return _decide(cluster, True, by, now, reason)


@action("ratings.restore", gettext_lazy("Menghitung lagi sekelompok penilaian"))
def restore(cluster: RatingCluster, *, by: Any, now: datetime, reason: str = "") -> ClusterDecision:
    """Let a group count again, for a reason that is published."""
    return _decide(cluster, False, by, now, reason)


def look_for_groups(rating: PublicRating, now: datetime) -> tuple[Frozen, dict[str, Any]]:
    """Find groups and keep them; what was frozen for it, and what the engine computed."""
    frozen = freeze_ratings(rating)
    found = computed(frozen.text)
    entries = dict(rating.entries.values_list("proposal__code", "pk"))
    known = {(one.entry_id, one.rule, one.key): one for one in RatingCluster.objects.filter(entry__rating=rating)}
    new: list[RatingCluster] = []
    changed: list[RatingCluster] = []
    for one in found["clusters"]:
        entry, rule = entries[one["entry"]], one["rule"]
        key = frozen.hashes[one["entry"], rule, one["key"]] if rule in LABELLED else one["key"]
        row = known.pop((entry, rule, key), None)
        here = new if row is None else changed
        row = row or RatingCluster(entry_id=entry, rule=rule, key=key)
        row.size, row.block, row.chance, row.found_at = one["size"], one["block"], one["chance"], now
        row.members = [frozen.rows[number] for number in one["members"]]
        row.held = one["held"]
        here.append(row)
    gone = [one.pk for one in known.values() if one.decided_at is None]
    RatingCluster.objects.filter(pk__in=gone).delete()
    RatingCluster.objects.bulk_create(new, batch_size=500)
    fields = ["size", "block", "chance", "found_at", "members", "held"]
    RatingCluster.objects.bulk_update(changed, fields, batch_size=500)
    rating.inspected_at = now
    rating.save()
    return frozen, found


def _decide(cluster: RatingCluster, held: bool, by: Any, now: datetime, reason: str) -> ClusterDecision:
    if cluster.entry.rating.state == RatingState.RELEASED:
        raise Refused(_("Hasilnya sudah diumumkan; kelompok tidak diubah lagi."))
    said = reason.strip()[:LONGEST_REASON]
    if not said:
        raise Refused(Reason(_("Tulis alasannya: alasan ini ikut diumumkan."), "alasan"))
    if cluster.held == held:
        raise Refused(_("Kelompok ini sudah begitu keadaannya, mungkin oleh rekan Anda. Muat ulang halamannya."))
    cluster.held, cluster.decided_at = held, now
    cluster.save()
    return ClusterDecision.objects.create(
        cluster=cluster, held=held, size=len(cluster.members), reason=said, by=by, at=now
    )
