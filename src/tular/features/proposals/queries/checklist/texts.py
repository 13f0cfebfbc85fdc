"""The texts that a screening compares: what was submitted here and elsewhere, and the records of the catalogue."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery

from tular.engines.matching.screening import Text
from tular.features.catalogue.choices import State
from tular.features.catalogue.models import Innovation
from tular.features.competitions.choices import CompetitionLevel
from tular.features.competitions.models import Competition
from tular.features.proposals.models import Proposal, ProposalVersion
from tular.features.proposals.queries.checklist.computed import whole_text
from tular.features.proposals.queries.visibility import ARRIVED

CHUNK = 200
RECORD_FIELDS = (
    "summary", "problem", "aim", "novelty", "solution", "results", "adaptation", "resources", "low_cost", "continuity",
)  # fmt: skip


def latest_submissions(competition: Competition | None = None) -> QuerySet[ProposalVersion]:
    """The latest submission of each proposal that arrived, here or (without a competition) anywhere."""
    newest = ProposalVersion.objects.filter(proposal=OuterRef("proposal")).order_by("-number").values("pk")[:1]
    rows = ProposalVersion.objects.annotate(newest=Subquery(newest)).filter(pk=F("newest"))
    rows = rows.filter(proposal__state__in=ARRIVED)
    return rows.filter(proposal__competition=competition) if competition else rows


def submitted_since(competition: Competition, moment: datetime | None) -> int:
    """How many submissions of a competition no screening has seen."""
    rows = latest_submissions(competition)
    return rows.filter(at__gt=moment).count() if moment else rows.count()


def shows_whole(here: Competition, there: Competition) -> bool:
    """Whether who checks one competition may read what was submitted in the other.

    Those of one organiser are one house, and the centre looks after all. Everybody else would only have to hold a
    competition of their own to read what agencies entered elsewhere.
    """
    return here.organiser_id == there.organiser_id or here.level == CompetitionLevel.NATIONAL


class ScreenedTexts:
    """The texts of one screening. Keys are "p<id>" for proposals and "r<id>" for records ("r<id>/2" by another title).

    What a proposal is: its innovation, itself, and what it was promoted from; what it names besides: the innovation
    that it replicates.
    """

    def __init__(self, competition: Competition) -> None:
        self.competition = competition
        self._roots = _roots()
        self._titles = _source_titles()

    def new(self) -> Iterator[Text]:
        """What was submitted in this competition."""
        rows = latest_submissions(self.competition)
        yield from self._submitted(rows)

    def old(self) -> Iterator[Text]:
        """What arrived in all other competitions, and every record of the catalogue, by each of its titles."""
        yield from self._submitted(latest_submissions().exclude(proposal__competition=self.competition))
        for record in _records():
            is_ = frozenset({f"inovasi-{record['pk']}"})
            text = _record_text(record)
            for number, title in enumerate(dict.fromkeys((record["title"], *self._titles.get(record["pk"], ())))):
                key = f"r{record['pk']}" + (f"/{number + 1}" if number else "")
                yield Text(key, title, text if number == 0 else "", f"i{record['agency']}", is_)

    def count_new(self) -> int:
        """How many texts are new."""
        return latest_submissions(self.competition).count()

    def count_old(self) -> int:
        """How many proposals and records they are compared with."""
        elsewhere = latest_submissions().exclude(proposal__competition=self.competition).count()
        return elsewhere + Innovation.objects.filter(state__in=(State.PUBLISHED, State.WITHDRAWN)).count()

    def texts_of(self, keys: Collection[str]) -> Mapping[str, str]:
        """The texts of these keys again."""
        proposals = [int(key[1:]) for key in keys if key.startswith("p")]
        records = {int(key[1:].partition("/")[0]) for key in keys if key.startswith("r")}
        found = {
            f"p{pk}": whole_text(json.loads(canonical))
            for pk, canonical in latest_submissions()
            .filter(proposal__in=proposals)
            .values_list("proposal", "canonical")
        }
        texts = {record["pk"]: _record_text(record) for record in _records().filter(pk__in=records)}
        found |= {key: texts[int(key[1:].partition("/")[0])] for key in keys if key.startswith("r")}
        return found

    def _submitted(self, rows: QuerySet[ProposalVersion]) -> Iterator[Text]:
        values = rows.order_by("pk").values_list(
            "proposal", "proposal__title", "canonical", "proposal__agency", "proposal__innovation",
            "proposal__replicates",
        )  # fmt: skip
        for pk, title, canonical, agency, innovation, replicates in values.iterator(chunk_size=CHUNK):
            is_ = {f"proposal-{self._roots.get(pk, pk)}"} | ({f"inovasi-{innovation}"} if innovation else set())
            names = {f"inovasi-{replicates}"} if replicates else set()
            text = whole_text(json.loads(canonical))
            yield Text(f"p{pk}", title, text, f"i{agency}", frozenset(is_), frozenset(is_ | names))


def _roots() -> dict[int, int]:
    """Promoted proposal → the first one of its chain."""
    promoted = Proposal.objects.filter(promoted_from__isnull=False)
    before = dict(promoted.values_list("pk", "promoted_from"))
    roots = {}
    for pk in before:
        root, steps = pk, 0
        while before.get(root) is not None and steps < len(before):
            root, steps = before[root] or root, steps + 1
        roots[pk] = root
    return roots


def _source_titles() -> dict[int, list[str]]:
    """Record → the titles under which sources name it. Payloads are the rows as they came."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = Innovation.objects.filter(sources__isnull=False).values_list("pk", "sources__payload")
    for pk, payload in rows.order_by("sources").iterator(chunk_size=CHUNK):
        title = payload.get("title") if isinstance(payload, dict) else None
        if isinstance(title, str) and title.strip():
            found[pk].append(title.strip())
    return found


def _records() -> QuerySet[Innovation, dict[str, Any]]:
    # A draft of an agency is nobody else's business, so it is compared with nothing.
    kept = Innovation.objects.filter(state__in=(State.PUBLISHED, State.WITHDRAWN)).order_by("pk")
    return kept.values("pk", "title", "agency", *RECORD_FIELDS)


def _record_text(record: Mapping[str, Any]) -> str:
    return "\n".join(record[name] for name in RECORD_FIELDS if record[name])
