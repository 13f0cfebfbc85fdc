"""The main job: from a stated need to the innovations worth replicating, ranked, each with its reasons."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

import numpy as np
from django.utils.translation import get_language

from tular.engines.matching import explaining, needs, ranking
from tular.engines.matching.explaining import Caution, Reason
from tular.engines.matching.facts import Facts
from tular.engines.matching.index import Fit
from tular.engines.matching.needs import Need
from tular.engines.matching.rules import RankingRules
from tular.engines.matching.snippets import Piece, snippet
from tular.features.agencies.models import Agency, Region
from tular.features.agencies.queries import Asker as AskerFact
from tular.features.agencies.queries import AskerNames, IndicatorFact, asker_names, families, indicators_by_region
from tular.features.catalogue.models import Innovation
from tular.features.catalogue.queries import requirements_of
from tular.features.finder.queries import facets as filtering
from tular.features.finder.queries.facets import Facet, Names
from tular.features.finder.queries.opened import OpenedIndex, opened
from tular.features.finder.queries.passages import BookPassage, book_passages
from tular.features.finder.queries.records import EPOCH
from tular.features.finder.queries.rules import ranking_rules, resource_reader, the_thesaurus
from tular.features.replications.queries.shown import real_replications

PAGE_SIZE = 5


SHOWN = (
    "code", "slug", "title", "unit", "start_year", "year", "problem", "solution", "results", "note", "confirmed_on",
    "agency__name", "agency__slug", "agency__region_id", "province__name",
)  # fmt: skip
"""What a hit tells of its record, which has three times as many columns."""


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked: need, who for, filters, reasons switched off, page, and innovations chosen to compare."""

    text: str = ""
    asker: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    page: int = 1
    page_size: int = PAGE_SIZE

    @property
    def is_bare(self) -> bool:
        """Neither a need nor a filter: nothing to answer yet."""
        return not self.text.strip() and not any(self.filters.values())


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a score: its points out of its most, and the reasons that gave them."""

    id: str
    name: str
    name_en: str
    points: float
    most: float
    reasons: list[Reason]


@dataclass(frozen=True, slots=True)
class Hit:
    """One innovation of the list, ready for a page, a spreadsheet or the API."""

    rank: int
    code: str
    slug: str
    title: str
    agency: str
    agency_slug: str
    province: str
    unit: str
    start_year: int | None
    year: int | None
    summary: list[Piece]
    score: float
    parts: list[Part]
    reasons: list[Reason]
    cautions: list[Caution]
    note: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The list and everything a page needs around it."""

    question: Question
    need: Need
    asker: AskerFact
    themes: list[str]
    hits: list[Hit]
    total: int
    pages: int
    facets: list[Facet]
    names: Names
    words_only: bool
    guessed: bool
    """None of the need's words is known: what is listed is a guess by meaning alone."""
    suggestion: str
    """The need with misspelt words replaced, "" when there is nothing to correct."""
    passages: tuple[BookPassage, ...]
    """What published model books say about it; on the first page only."""


def answer(question: Question, today: date) -> Answer:
    """Answer a question. Raises `IndexMissing` while there is no index.

    Reads memory for everything but the shown page, so the number of database queries does not depend on the list.
    """
    index, rules = opened(), ranking_rules()
    need = needs.read(question.text, index.search, the_thesaurus(), resource_reader())
    vectors = {} if need.is_empty else _encoded(index.generation, need.named)
    asker = _askers(index.generation).resolve(question.asker)
    who, figures = _who(asker, rules)
    names, kinds = _names(index.generation, get_language() or "")
    fit = _fit(index, need, rules, vectors)
    context = ranking.NeedContext(who, _themes(need, fit, index.facts, rules, names), (today - EPOCH).days)
    owners, names_of_owners = _owners(question.filters)
    filters, names = {**question.filters, **owners}, {**names, "instansi": names_of_owners}
    kept = filtering.apply(filters, index.facts, fit.numbers, kinds)
    scores = ranking.rank(_only(fit, kept), index.facts, context, rules, question.without)
    total = len(scores.numbers)
    pages = max(1, -(-total // question.page_size))
    page = min(max(question.page, 1), pages)
    shown = range((page - 1) * question.page_size, min(page * question.page_size, total))
    return Answer(
        question=dataclasses.replace(question, page=page),
        need=need,
        asker=asker,
        themes=[names["tema"].get(theme, theme) for theme in context.themes] if not need.is_empty else [],
        hits=_hits(shown, scores, index, context, rules, need, names, figures),
        total=total,
        pages=pages,
        facets=filtering.facets(filters, index.facts, fit.numbers, kinds, names),
        names=names,
        words_only=index.search.meaning is None,
        guessed=bool(need.topics) and need.known_share == 0,
        suggestion=need.corrected if need.corrections else "",
        passages=book_passages(need, index.search) if page == 1 else (),
    )


def _fit(index: OpenedIndex, need: Need, rules: RankingRules, vectors: dict[str, np.ndarray]) -> Fit:
    """Candidates of the need; without a need, the whole catalogue with no points for content."""
    if need.is_empty:
        numbers = np.arange(len(index.search))
        nothing = np.zeros(len(numbers))
        return Fit(numbers, nothing, nothing, nothing, 0.0)
    fit = index.search.fit(need.topics, need.expansions, vectors, rules.text)
    least = rules.minimum_fit if need.known_share else rules.minimum_guess
    return _only(fit, fit.fused >= least)


@lru_cache(maxsize=4)
def _names(generation: str, language: str) -> tuple[Names, dict[str, str]]:
    """What options are called and which kind each theme is, as they were when this index was built."""
    return filtering.option_names(), filtering.theme_kinds()


@lru_cache(maxsize=2)
def _askers(generation: str) -> AskerNames:
    """By which names askers are known, as they were when this index was built."""
    return asker_names()


@lru_cache(maxsize=512)
def _encoded(generation: str, text: str) -> dict[str, np.ndarray]:
    """Paging, filtering and switching reasons ask for the same need again."""
    return opened().search.encode_need(text)


def _who(asker: AskerFact, rules: RankingRules) -> tuple[ranking.Asker, dict[str, IndicatorFact]]:
    """The asker as the ranking wants them, and the figures of their region."""
    figures: dict[str, IndicatorFact] = {}
    island_group = ""
    if code := asker.region_code or asker.province_code:
        figures = indicators_by_region([code])[code]
        island_group = Region.objects.values_list("island_group", flat=True).get(code=code[:2])
    numbers = {
        rule.id: number
        for rule in rules.indicators
        if (figure := figures.get(rule.id)) and (number := rule.number(figure.value)) is not None
    }
    who = ranking.Asker(
        kind=asker.kind or "",
        province=asker.province_code or "",
        island_group=island_group,
        region=asker.region_code or "",
        indicators=numbers,
    )
    return who, figures


def _themes(need: Need, fit: Fit, facts: Facts, rules: RankingRules, names: Names) -> tuple[str, ...]:
    """The themes of the need: those whose name it says in some way, else those of the nearest records."""
    if need.is_empty:
        return ()
    said = {token.word for token in need.topics}
    said |= {expansion.concept.id for expansion in need.expansions if expansion.relation == "same"}
    named = {slug for slug, name in names["tema"].items() if slug in said or set(name.lower().split()) <= said}
    return ranking.themes_of_need(fit, facts, named, rules)


def _owners(filters: Mapping[str, tuple[str, ...]]) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """The chosen agencies with their predecessors and successors, as search follows the change of names.

    And the names of those that were chosen, by slug.
    """
    slugs = filters.get("instansi", ())
    if not slugs:
        return {}, {}
    kin = families()
    chosen = {id_: (slug, name) for id_, slug, name in _agencies(slug__in=slugs)}
    wanted = set(chosen) | {other for agency in chosen for other in kin.get(agency, ())}
    found = tuple(slug for _, slug, _ in _agencies(id__in=wanted))
    return {"instansi": found or slugs}, dict(chosen.values())


def _agencies(**which: object) -> list[tuple[int, str, str]]:
    """Id, slug and name of some agencies; one query."""
    return list(Agency.objects.filter(**which).values_list("id", "slug", "name"))


def _only(fit: Fit, mask: np.ndarray) -> Fit:
    return Fit(fit.numbers[mask], fit.words[mask], fit.meaning[mask], fit.fused[mask], fit.closeness)


def _hits(
    shown: range,
    scores: ranking.Scores,
    index: OpenedIndex,
    context: ranking.NeedContext,
    rules: RankingRules,
    need: Need,
    names: Names,
    figures: dict[str, IndicatorFact],
) -> list[Hit]:
    codes = [index.search.keys[int(scores.numbers[place])] for place in shown]
    found = Innovation.published.filter(code__in=codes).select_related("agency", "province").only(*SHOWN)
    rows = {row.code: row for row in found}
    takers = _takers(codes)
    needs = requirements_of([row.pk for row in rows.values()]) if need.lacking else {}
    regions = {row.agency.region_id or row.province_id or "" for row in rows.values()} - {""}
    theirs = indicators_by_region(regions) if figures and regions else {}
    hits = []
    for place, code in zip(shown, codes, strict=True):
        row = rows.get(code)
        if row is None:  # withdrawn since the index was built
            continue
        number = int(scores.numbers[place])
        evidence = explaining.text_evidence(
            need.topics, need.expansions, f"{row.title} {row.problem} {row.solution} {row.results}"
        )
        reasons = explaining.explain(place, scores, index.facts, context, rules, evidence)
        cautions = explaining.cautions(
            number, index.facts, context, rules, need.lacking, row.solution, resource_reader(),
            needs[row.pk].lines if row.pk in needs else (),
        )  # fmt: skip
        region = row.agency.region_id or row.province_id or ""
        _complete(reasons, cautions, row, names, figures, theirs.get(region, {}), takers.get(row.id, []))
        hits.append(
            Hit(
                rank=place + 1,
                code=code,
                slug=row.slug,
                title=row.title,
                agency=row.agency.name,
                agency_slug=row.agency.slug,
                province=row.province.name if row.province else "",
                unit=row.unit,
                start_year=row.start_year,
                year=row.year,
                summary=_summary(row, evidence.stems),
                score=scores.score(place, rules),
                parts=_parts(scores.parts(place, rules), reasons, rules),
                reasons=reasons,
                cautions=cautions,
                note=row.note,
            )
        )
    return hits


@dataclass(frozen=True, slots=True)
class _Taker:
    """Who copied it, as the source wrote it, with the kind of agency ("" when unknown) and the state."""

    name: str
    kind: str
    state: str


def _takers(codes: list[str]) -> dict[int, list[_Taker]]:
    """Innovation id → those who copied it. One query."""
    rows = real_replications().filter(innovation__code__in=codes)
    takers: dict[int, list[_Taker]] = {}
    for innovation_id, name, kind, state in rows.values_list("innovation_id", "taker_text", "taker__kind", "state"):
        if innovation_id is not None:
            takers.setdefault(innovation_id, []).append(_Taker(name, kind or "", state))
    return takers


def _named(takers: list[_Taker]) -> list[str]:
    """Each once, in the order of the catalogue."""
    return list(dict.fromkeys(taker.name for taker in takers))


def _parts(points: Mapping[str, float], reasons: list[Reason], rules: RankingRules) -> list[Part]:
    """Every part of the score, each with the reasons that gave its points."""
    return [
        Part(
            part.id,
            part.name,
            part.name_en,
            points[part.id],
            part.weight,
            [reason for reason in reasons if rules.reasons[reason.code].part == part.id],
        )
        for part in rules.parts
    ]


def _summary(row: Innovation, stems: frozenset[str]) -> list[Piece]:
    """The passage of the solution that answers; of the problem when the solution says nothing of the need."""
    first: list[Piece] = []
    for text in (row.solution, row.problem, row.results):
        pieces = snippet(text, stems)
        if any(piece.hit for piece in pieces):
            return pieces
        first = first or pieces
    return first


def _complete(
    reasons: list[Reason],
    cautions: list[Caution],
    row: Innovation,
    names: Names,
    mine: Mapping[str, IndicatorFact],
    theirs: Mapping[str, IndicatorFact],
    takers: list[_Taker],
) -> None:
    """Put names where the engine knows codes only: themes, awards, provinces, takers, figures with their years."""
    for values in [*(reason.values for reason in reasons), *(caution.values for caution in cautions)]:
        if "themes" in values:
            values["themes"] = [names["tema"].get(slug, slug) for slug in values["themes"]]
        if "levels" in values:
            values["levels"] = [names["pengakuan"].get(level, level) for level in values["levels"]]
        if "running" in values:
            run = ranking_rules().taken_alike
            values["alike"] = _named([one for one in takers if one.kind == values["kind"] and one.state in run])
        if "kind" in values:
            values["kind"] = names["jenis"].get(values["kind"], values["kind"])
        if "province" in values:
            values["province"] = names["provinsi"].get(values["province"], values["province"])
        if "states" in values:
            values["takers"] = _named(takers)
            values["count"] = sum(values["states"].values())
        if "confirmed_day" in values:
            values["confirmed_on"] = row.confirmed_on
        for line in values.get("indicators", ()):
            line["mine"], line["theirs"] = mine.get(line["indicator"]), theirs.get(line["indicator"])
