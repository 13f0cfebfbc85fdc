"""Made-up public ratings. Written directly: no action has to succeed."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.db.models import Model

from tests.factories.competitions import NOW, RULEBOOK, make_competition, make_rulebook
from tests.factories.selection import arrived
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.competitions.choices import WindowKind
from tular.features.competitions.models import Competition, Window
from tular.features.proposals.models import Proposal
from tular.features.ratings.choices import Channel, LastUse, Stance
from tular.features.ratings.models import PublicRating, RatedEntry, ServiceRating
from tular.features.ratings.queries.keeping import domain_hash, network_hash, person_hash, words_hash
from tular.features.ratings.queries.rules import USUAL

STAGE = "kebermanfaatan"
TEXT = f"""{RULEBOOK}
[[stages]]
id = "{STAGE}"
label = "Penilaian kebermanfaatan oleh masyarakat"
kind = "public_rating"
"""

OPENS, CLOSES = NOW - timedelta(days=1), NOW + timedelta(days=9)

_numbers = count(1)


def make_rated_competition(organiser: Agency, **fields: Any) -> Competition:
    """A competition in which the public rates, from a day before `NOW` to nine days after."""
    made = make_competition(organiser, rulebook=make_rulebook(TEXT, number=501, note="Lain."), **fields)
    Window.objects.create(
        competition=made, kind=WindowKind.STAGE, stage=STAGE, opens_at=OPENS, closes_at=CLOSES,
    )  # fmt: skip
    return made


def make_rating(competition: Competition, by: User, **fields: Any) -> PublicRating:
    """The public rating of its stage, open."""
    defaults = {
        "questions": USUAL, "by_rulebook": False, "state_at": OPENS, "opened_by": by, "opened_at": OPENS,
    }  # fmt: skip
    return PublicRating.objects.create(competition=competition, **{"stage": STAGE} | defaults | fields)


def make_rated(rating: PublicRating, owner: Agency, proposal: Proposal | None = None, **fields: Any) -> RatedEntry:
    """A proposal of `owner` that the public rates."""
    found = proposal or arrived(rating.competition, owner, **fields)
    return RatedEntry.objects.create(rating=rating, proposal=found, admitted_at=OPENS)


def make_service_rating(
    entry: RatedEntry, *answers: int, email: str = "", address: str = "", at: datetime = NOW, comment: str = "",
    confirmed: bool = True, **fields: Any,
) -> ServiceRating:  # fmt: skip
    """A rating by mail of a new person in a network of their own, confirmed unless told."""
    number = next(_numbers)
    email = email or f"orang{number}@gmail.com"
    address = address or f"10.{number // 250 % 250}.{number % 250}.7"
    defaults = {
        "person": person_hash(entry.rating, email), "network": network_hash(entry.rating, address),
        "domain": domain_hash(entry.rating, email), "token": f"{number:064x}", "channel": Channel.MAIL,
        "stance": Stance.USER, "last_use": LastUse.MONTH, "answers": list(answers) or [4, 4, 4], "comment": comment,
        "words": words_hash(comment), "at": at, "expires_at": at + timedelta(hours=48),
        "confirmed_at": at if confirmed else None,
    }  # fmt: skip
    return ServiceRating.objects.create(entry=entry, **defaults | fields)


def make_rating_sample(proposal: Proposal, by: User) -> dict[str, Model]:
    """One row of each kind around a proposal that is rated, by the name of its class."""
    rating = make_rating(proposal.competition, by, stage="proposal")
    entry = make_rated(rating, proposal.agency, proposal)
    cluster = entry.clusters.create(
        rule="network", key="k", size=8, members=[1], block="top", chance=1e-9, held=True, found_at=NOW
    )
    return {
        "PublicRating": rating, "RatedEntry": entry, "RatingCluster": cluster,
        "ServiceRating": make_service_rating(entry),
    }  # fmt: skip
