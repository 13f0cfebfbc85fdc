"""The result: computed from frozen ratings by the engine, announced once, and then all that leads to persons goes."""

from __future__ import annotations

import hashlib
import secrets
from collections import Counter, defaultdict
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.judging.queries.made_with import noted, of_figures
from tular.features.proposals.queries.people import both_sides_of
from tular.features.ratings.actions.inspecting import look_for_groups
from tular.features.ratings.actions.opening import move, renew_entries
from tular.features.ratings.choices import RatingState
from tular.features.ratings.models import (
    BenefitComputation,
    BenefitScore,
    PublicRating,
    RatingCluster,
    ServiceRating,
)
from tular.features.ratings.queries.figures import protection_of
from tular.features.ratings.queries.standing_result import is_up_to_date
from tular.foundation.actions import Refused, action
from tular.foundation.notifications.actions import notify

BATCH = 500


@action("ratings.compute", gettext_lazy("Menghitung hasil penilaian masyarakat"))
def compute(rating: PublicRating, *, by: Any, now: datetime, reason: str = "") -> BenefitComputation:
    """Freeze all ratings as they stand and compute what follows. Seen by the organiser alone until it is announced."""
    if rating.state != RatingState.CLOSED:
        raise Refused(_("Hasil dihitung sesudah penilaian ditutup, dan sebelum diumumkan."))
    renew_entries(rating, now=now)
    frozen, found = look_for_groups(rating, now)
    made = BenefitComputation.objects.create(
        rating=rating, number=rating.computations.count() + 1, canonical=frozen.text,
        sha256=hashlib.sha256(frozen.text.encode()).hexdigest(), by=by, at=now,
        figures=noted(protection_of(rating, found, frozen.text), of_figures()),
    )  # fmt: skip
    held = {frozen.rows[int(number)] for number in found["held"]}
    counts = _counts(rating, set(frozen.rows.values()) - held)
    entries = dict(rating.entries.values_list("proposal__code", "pk"))
    BenefitScore.objects.bulk_create(
        [
            BenefitScore(
                computation=made, entry_id=entries[one["entry"]], confirmed=one["confirmed"], counted=one["counted"],
                score=one["score"], low=one["low"], high=one["high"], told=one | counts.get(entries[one["entry"]], {}),
            )
            for one in found["entries"]
        ],
        batch_size=BATCH,
    )  # fmt: skip
    return made


@action("ratings.release", gettext_lazy("Mengumumkan hasil penilaian masyarakat"))
def release(rating: PublicRating, *, by: Any, now: datetime, reason: str = "") -> PublicRating:
    """Let everybody read the result computed last, apart from expert marks, with the figures of the protection."""
    move(rating, "ratings.release", now, facts={"computed": is_up_to_date(rating)})
    competition = rating.competition
    for entry in rating.entries.filter(left_at__isnull=True).select_related("proposal__agency", "proposal__unit"):
        notify(
            both_sides_of(entry.proposal), "ratings.released",
            path=f"/kompetisi/{competition.slug}/kebermanfaatan/hasil", now=now, title=entry.proposal.title,
            competition=competition.title,
        )  # fmt: skip
    return rating


def forget_unconfirmed(now: datetime) -> int:
    """Empty what was never confirmed within its time; how many rows. That it was sent stays as a count."""
    late = ServiceRating.objects.filter(confirmed_at__isnull=True, expires_at__lt=now).exclude(token="")
    return _emptied(late, {"token": "", "comment": "", "words": "", "network": "", "domain": "", "answers": []})


def forget_people(rating: PublicRating, now: datetime) -> int:
    """Delete hashes and comments of a rating whose objections are over; answers stay, and lead to nobody."""
    gone = {"token": "", "network": "", "domain": "", "comment": "", "words": ""}
    emptied = _emptied(ServiceRating.objects.filter(entry__rating=rating), gone)
    for cluster in RatingCluster.objects.filter(entry__rating=rating).exclude(rule="burst"):
        cluster.key = f"dihapus-{cluster.pk}"
        cluster.save(update_fields=["key"])
    PublicRating.objects.filter(pk=rating.pk).update(forgotten_at=now)
    return emptied


def _emptied(rows: Any, values: dict[str, Any]) -> int:
    """Give each row a person that nobody is, and these values."""
    changed = list(rows)
    for row in changed:
        row.person = secrets.token_hex(32)
        for name, value in values.items():
            setattr(row, name, value)
    ServiceRating.objects.bulk_update(changed, ["person", *values], batch_size=BATCH)
    return len(changed)


def _counts(rating: PublicRating, wanted: set[int]) -> dict[int, dict[str, Any]]:
    """Entry → how many counted ratings came by which channel, from whom and from which province."""
    found: dict[int, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    rows = ServiceRating.objects.filter(entry__rating=rating, standing="", confirmed_at__isnull=False)
    for one in rows.select_related("region").order_by("pk").iterator(chunk_size=2000):
        if one.pk in wanted:
            here = found[one.entry_id]
            here["channels"][one.channel] += 1
            here["stances"][one.stance] += 1
            here["provinces"][one.region.name if one.region else ""] += 1
    return {entry: {name: dict(sorted(one.items())) for name, one in told.items()} for entry, told in found.items()}
