"""What plenaries decided and lists say, computed again: lines, hashes, what holds, and the papers that follow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Max

from tular.features.competitions.choices import DigestOccasion
from tular.features.competitions.models import Competition
from tular.features.competitions.queries.digests import Happening
from tular.features.competitions.queries.replaying import Step
from tular.features.selection.models import Announcement, AwardCertificate, FeedbackRelease
from tular.features.selection.queries.plenary.replaying import plenary_steps
from tular.features.selection.queries.replaying.lists import list_steps
from tular.features.selection.queries.replaying.papers import certificate_steps, winner_steps


def announced_since(since: datetime) -> Iterator[Happening]:
    """The lists that were announced from this moment on. One query."""
    rows = Announcement.objects.filter(at__gte=since)
    for competition, stage, at in rows.values_list("competition", "stage", "at"):
        yield Happening(competition, stage, DigestOccasion.ANNOUNCED, at)


def followed_since(since: datetime) -> Iterator[Happening]:
    """Certificates of a list that were issued, and feedback that was given, from this moment on. Two queries."""
    rows = AwardCertificate.objects.filter(certificate__issued_at__gte=since)
    by_list = rows.order_by().values_list("announcement__competition", "announcement__stage")
    for competition, stage, at in by_list.annotate(last=Max("certificate__issued_at")):
        yield Happening(competition, stage, DigestOccasion.CERTIFIED, at)
    for competition, stage, at in FeedbackRelease.objects.filter(at__gte=since).values_list(
        "competition", "stage", "at"
    ):
        yield Happening(competition, stage, DigestOccasion.TOLD, at)


def steps(competition: Competition) -> Iterator[Step]:
    """Session by session, list by list, then what holds, certificates, and winners in the catalogue."""
    yield from plenary_steps(competition)
    yield from list_steps(competition)
    yield from certificate_steps(competition)
    yield from winner_steps(competition)
