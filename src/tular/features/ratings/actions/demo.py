"""Public ratings of the demo's competitions: made-up users, and somebody who stuffs the ballot."""

from __future__ import annotations

import random
import re
from datetime import datetime, timedelta

from tular.features.accounts.models import User
from tular.features.agencies.models import Region
from tular.features.competitions.models import Competition
from tular.features.ratings.actions.inspecting import inspect
from tular.features.ratings.actions.opening import open_rating
from tular.features.ratings.actions.rating import Sent, confirm, rate
from tular.features.ratings.choices import LastUse, Stance
from tular.features.ratings.models import PublicRating, RatedEntry
from tular.foundation.notifications.models import Mail

LINK = re.compile(r"/kebermanfaatan/konfirmasi/(\S+)")

COMMENTS = (
    "antreannya jauh lebih pendek daripada tahun lalu.",
    "petugasnya menjelaskan sampai saya mengerti.",
    "jam bukanya cocok untuk yang bekerja.",
    "syaratnya jelas, tetapi loketnya masih satu.",
    "",
    "",
)
"""Each is told with a number: the same words from many would be taken for copies."""

STUFFER = "172.16.4.9"


def rate_demo_competition(
    competition: Competition, stage: str, *, of_each: int, stuffed: int, begins: datetime, until: datetime, by: User
) -> PublicRating:
    """Open it, rate each entry so often, spread over the time; `stuffed` ratings of one come from one connection.

    Each is sent and confirmed by the link of its mail. The mails are taken away: their addresses belong to nobody.
    """
    dice = random.Random(competition.slug)  # noqa: S311 - made up, and the same every time
    rating = open_rating(competition, stage=stage, by=by, now=begins)
    entries = list(rating.entries.select_related("rating__competition__rulebook", "proposal__agency"))
    provinces = list(Region.objects.filter(parent__isnull=True).order_by("pk"))
    seconds, number = (until - begins).total_seconds(), 0
    for entry in entries:
        liked = dice.choice((3, 4, 4, 5))
        for _time in range(of_each):
            number += 1
            answers = [max(1, min(5, liked + dice.choice((-1, 0, 0, 1)))) for _question in rating.questions]
            when = begins + timedelta(seconds=seconds * (0.02 + 0.95 * dice.random()))
            sent = Sent(
                dice.choice((Stance.USER, Stance.USER, Stance.FAMILY)), dice.choice((LastUse.MONTH, LastUse.HALF_YEAR)),
                answers, region=dice.choice(provinces), comment=_comment(number, dice.choice(COMMENTS)),
                email=_address(number),
            )  # fmt: skip
            _rate(entry, sent, f"10.{number // 250}.{number % 250}.9", when)
    for place in range(stuffed):
        number += 1
        best = Sent(
            Stance.USER, LastUse.MONTH, [5] * len(rating.questions), region=provinces[0], email=_address(number)
        )
        _rate(entries[-1], best, STUFFER, begins + timedelta(seconds=seconds / 2 + 90 * place))
    rating.refresh_from_db()
    return inspect(rating, by=None, now=until)


def _comment(number: int, text: str) -> str:
    return f"Contoh {number}: {text}" if text else ""


def _address(number: int) -> str:
    return f"warga@rumah-{number:05d}.example"


def _rate(entry: RatedEntry, sent: Sent, address: str, when: datetime) -> None:
    row = rate(entry, sent=sent, address=address, by=None, now=when)
    mail = Mail.objects.filter(address=sent.email).latest("pk")
    link = LINK.search(mail.text)
    assert link is not None, "the mail has a link"
    confirm(row, token=link[1], by=None, now=when + timedelta(minutes=1))
    mail.delete()
