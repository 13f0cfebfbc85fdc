"""The public rates the finalists: by mail with a link to confirm, among them somebody who stuffs the ballot."""

from __future__ import annotations

import random
import re
from datetime import datetime, timedelta

from django.db import transaction

from benchmarks.judging.edition.opening import RATED, Edition
from benchmarks.judging.edition.telling import timed
from tular.features.agencies.models import Region
from tular.features.ratings.actions.computing import compute, release
from tular.features.ratings.actions.opening import close, open_rating
from tular.features.ratings.actions.rating import Sent, confirm, rate
from tular.features.ratings.choices import LastUse, Stance
from tular.features.ratings.models import RatedEntry, RatingCluster, ServiceRating
from tular.foundation.notifications.models import Mail

OF_EACH = 8
STUFFED = 30
"""Ratings of one finalist from one network within an hour, all the highest."""

LINK = re.compile(r"/kebermanfaatan/konfirmasi/(\S+)")


def let_the_public_rate(edition: Edition) -> None:
    """Open, rate and confirm, close, compute, release."""
    dice, by = random.Random(RATED), edition.secretary
    with timed("public benefit rated, confirmed by mail, computed and released") as told:
        rating = open_rating(edition.competition, stage=RATED, by=by, now=edition.day(52))
        entries = list(rating.entries.select_related("rating__competition__rulebook", "proposal__agency"))
        provinces = list(Region.objects.filter(parent__isnull=True).order_by("pk"))
        number = 0
        with transaction.atomic():
            for entry in entries:
                liked = dice.choice((3, 4, 4, 5))
                for _n in range(OF_EACH):
                    number += 1
                    answers = [max(1, min(5, liked + dice.choice((-1, 0, 0, 1)))) for _question in rating.questions]
                    when = edition.day(52 + 9 * dice.random())
                    _rate(entry, number, answers, f"10.{number // 250}.{number % 250}.9", when, dice.choice(provinces))
            for _n in range(STUFFED):
                number += 1
                when = edition.day(57) + timedelta(minutes=2 * _n)
                _rate(entries[0], number, [5] * len(rating.questions), "172.16.4.9", when, provinces[0])
        close(rating, by=by, now=edition.day(62.1))
        rating.refresh_from_db()
        made = compute(rating, by=by, now=edition.day(62.2))
        rating.refresh_from_db()
        release(rating, by=by, now=edition.day(62.3))
        groups = RatingCluster.objects.filter(entry__rating=rating, held=True)
        held = len({member for one in groups for member in one.members})
        confirmed = ServiceRating.objects.filter(entry__rating=rating, confirmed_at__isnull=False).count()
        told += [f"{len(entries)} finalists", f"{confirmed} confirmed", f"{held} held aside", f"{made.sha256[:12]}"]


def _rate(entry: RatedEntry, number: int, answers: list[int], address: str, when: datetime, region: Region) -> None:
    """Send it, read the mail, open its link."""
    email = f"warga@rumah-{number:05d}.example"
    sent = Sent(Stance.USER, LastUse.MONTH, answers, region=region, email=email)
    row = rate(entry, sent=sent, address=address, by=None, now=when)
    link = LINK.search(Mail.objects.get(address=email).text)
    assert link is not None, "the mail has a link"
    confirm(row, token=link[1], by=None, now=when + timedelta(minutes=20))
