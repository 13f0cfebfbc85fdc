"""Proposals made up for the demo: submitted, each marked as made up."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from tular.features.agencies.models import Agency
from tular.features.competitions.models import Competition
from tular.features.proposals.choices import ProposalState
from tular.features.proposals.models import Proposal, ProposalVersion
from tular.features.proposals.queries.canonical import canonical_of, digest_of
from tular.features.proposals.queries.demo_texts import IDEAS, Idea

SDG = 16
"""Tujuan 16: institutions that serve; every made-up proposal names it."""

AGE = timedelta(days=800)


@transaction.atomic
def create_demo_proposals(
    competition: Competition, agencies: Sequence[Agency], *, count: int, now: datetime, first: int = 0
) -> list[Proposal]:
    """Submitted proposals of these agencies, drawn by lot from made-up ideas; the same every time.

    `first` is the idea that the first one has.

    The competition has the rulebook `kompetisi-daerah`, whose sections the texts answer.
    """
    dice = random.Random(competition.slug)  # noqa: S311 - made up, and the same every time
    categories = {row.name: row for row in competition.categories.all()}
    told: Counter[str] = Counter()
    made = []
    for number in range(count):
        idea = IDEAS[(first + number) % len(IDEAS)]
        agency = agencies[number % len(agencies)]
        title = f"Contoh: {idea.title} {agency.name.removeprefix('Pemerintah ')}"
        told[title] += 1
        title += f" {told[title]}" if told[title] > 1 else ""
        proposal = Proposal.objects.create(
            code=f"{competition.slug}-{number + 1:03d}", competition=competition, agency=agency, title=title,
            group="umum", category=categories.get(idea.category), started_on=(now - AGE).date(),
            content=_content(idea, title, dice), state=ProposalState.SUBMITTED, state_at=now, submitted_at=now,
            created_at=now, edited_at=now, obstacles=0, is_demo=True,
        )  # fmt: skip
        proposal.competition = competition
        canonical = canonical_of(proposal, number=1, by=None, at=now)
        ProposalVersion.objects.create(
            proposal=proposal, number=1, receipt=f"CONTOH-{proposal.pk}", canonical=canonical,
            sha256=digest_of(canonical), rulebook=competition.rulebook, at=now,
        )  # fmt: skip
        made.append(proposal)
    return made


def _content(idea: Idea, title: str, dice: random.Random) -> dict[str, dict[str, object]]:
    figures = {"before": dice.randint(12, 48), "after": dice.randint(62, 94)}
    return {
        "_umum": {"title": title, "group": "umum", "sdgs": [SDG]},
        "ringkasan": {"ringkasan": idea.summary},
        "latar_belakang": {"latar_belakang": idea.background.format(**figures)},
        "kebaruan": {"kebaruan": idea.novelty},
        "dampak": {"dampak": idea.impact.format(**figures)},
        "penularan": {
            "sudah_ditiru.jawab": "tidak", "sudah_ditiru": "", "langkah_meniru": idea.steps,
        },
        "keberlanjutan": {"keberlanjutan": idea.lasting},
    }  # fmt: skip
