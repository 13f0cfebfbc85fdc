"""What plenaries decided and lists say, computed again: lines, hashes, and what holds from the newest list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from tular.features.competitions.choices import DigestOccasion
from tular.features.competitions.models import Competition
from tular.features.competitions.queries.digests import Happening
from tular.features.competitions.queries.replaying import Step, canonical
from tular.features.selection.choices import LineChange
from tular.features.selection.models import Announcement, AnnouncementLine, StageOutcome
from tular.features.selection.queries.listing import gives_awards, public_lines, sha256_of
from tular.features.selection.queries.plenary.replaying import plenary_steps


def announced_since(since: datetime) -> Iterator[Happening]:
    """The lists that were announced from this moment on. One query."""
    rows = Announcement.objects.filter(at__gte=since)
    for competition, stage, at in rows.values_list("competition", "stage", "at"):
        yield Happening(competition, stage, DigestOccasion.ANNOUNCED, at)


def steps(competition: Competition) -> Iterator[Step]:
    """Session by session, list by list its hash, stage by stage what its newest list decided."""
    yield from plenary_steps(competition)
    newest: dict[str, Announcement] = {}
    for one in Announcement.objects.filter(competition=competition).order_by("at", "pk"):
        yield Step(
            one.stage, "list", f"Daftar “{one.title}” nomor {one.number}", one.sha256,
            partial(_list_again, one),
        )  # fmt: skip
        newest[one.stage] = one
    for stage, one in newest.items():
        holding = StageOutcome.objects.filter(proposal__competition=competition, stage=stage)
        rows = holding.order_by("proposal__code").values_list("proposal__code", "outcome")
        kept = canonical([list(row) for row in rows])
        yield Step(stage, "outcomes", f"Hasil yang berlaku menurut “{one.title}”", kept, partial(_outcomes_again, one))


def _list_again(announcement: Announcement) -> str:
    return sha256_of(public_lines(announcement), gives_awards(announcement))


def _outcomes_again(announcement: Announcement) -> str:
    lines = AnnouncementLine.objects.filter(announcement=announcement).exclude(change=LineChange.LEFT)
    return canonical([list(row) for row in lines.order_by("code").values_list("code", "outcome")])
