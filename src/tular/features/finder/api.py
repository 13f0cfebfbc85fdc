"""`/api/v1/finder`: from a stated need to the innovations worth replicating, with reasons and cautions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from tular.features.agencies.choices import AgencyKind
from tular.features.agencies.queries.listing import agency_exists
from tular.features.catalogue.choices import AwardLevel, Sustainability
from tular.features.finder.exports import hit_as_dict
from tular.features.finder.forms import MOST_OPTIONS, question_from
from tular.features.finder.queries.facets import NONE, Facet, Option
from tular.features.finder.queries.neighbours import neighbours
from tular.features.finder.queries.opened import IndexMissing, opened
from tular.features.finder.queries.passages import BookPassage
from tular.features.finder.queries.rules import RULEBOOK, ranking_rules
from tular.features.finder.queries.search import Answer, answer
from tular.foundation.api import ApiError, ErrorBody, Parameters, Text, bad_parameters, terms, unknown_values

router = Router()

RETRY_AFTER = 20
"""Seconds after which a caller may try again while the index is being built."""

LONGEST_NEED = 20_000
"""Characters; the search reads the first few hundred words."""

PARAMETERS = {
    "results": "hasil",
    "replicated": "replikasi",
    "status": "status",
    "theme": "tema",
    "sector": "bidang",
    "agency_kind": "jenis",
    "province": "provinsi",
    "award": "pengakuan",
    "year": "tahun",
    "sdg": "tpb",
    "description": "uraian",
    "agency": "instansi",
}
"""Filters of the API and of the page: the same filters under English and Indonesian names."""

Values = list[Text]


def _filter(description: str) -> Any:
    return Field([], max_length=MOST_OPTIONS, description=f"{description} Repeat the parameter for several: any fits.")


class FinderParameters(Parameters):
    """The need, who asks, what to narrow by, what to ignore."""

    need: Text = Field("", max_length=LONGEST_NEED, description="The problem in ordinary Indonesian.")
    asker: Text = Field(
        "", alias="for", max_length=200, description="Who asks: an agency, a region, or a kind of region in a province."
    )
    limit: int = Field(10, ge=1, le=100, description="Most results of one answer.")
    page: int = Field(1, ge=1, le=1_000_000, description="From 1, `limit` results each.")
    without: list[Text] = Field(
        [], max_length=MOST_OPTIONS, description="Parts or reasons of the score to ignore; their ids are in the answer."
    )
    theme: Values = _filter(f"Slug of a theme, or `{NONE}`.")
    sector: Values = _filter(f"Slug of a field of service, or `{NONE}`.")
    sdg: list[Literal["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17",
                      "tidak-disebut"]] = _filter("Number of a Sustainable Development Goal (TPB).")  # fmt: skip
    agency_kind: list[AgencyKind] = _filter(f"Kind of owner: {terms(AgencyKind)}.")
    agency: Values = _filter("Slug of the owner; its predecessors and successors are found too.")
    province: Values = _filter(f"Code of the owner's province, or `{NONE}`.")
    year: Values = _filter(f"Year of entry or of the source, or `{NONE}`.")
    award: list[AwardLevel | Literal["tidak-disebut"]] = _filter(
        f"Level of an award: {terms(AwardLevel)}; or `{NONE}`: none on record."
    )
    status: list[Sustainability] = _filter(f"Still alive? {terms(Sustainability)}.")
    replicated: list[Literal["pernah", "belum"]] = _filter("`pernah`: a replication is on record; `belum`: none is.")
    results: list[Literal["angka", "tanpa-angka", "belum"]] = _filter(
        "`angka`: results with a figure; `tanpa-angka`: without; `belum`: none stated."
    )
    description: list[Literal["lengkap", "sebagian", "judul"]] = _filter(
        "`lengkap`: problem, way and results are told; `sebagian`: some of them; `judul`: title only."
    )


class ReasonRecord(Schema):
    """Why an entry stands where it stands."""

    code: str = Field(examples=["theme"])
    points: float
    text: str


class CautionRecord(Schema):
    """What to beware of."""

    code: str = Field(examples=["no_results"])
    text: str


class HitRecord(Schema):
    """One innovation of the ranked list."""

    rank: int
    id: str = Field(description="The `code` of `/innovations/{code}`.")
    title: str
    agency: str
    province: str | None
    year: int | None
    start_year: int | None
    summary: str = Field(description="The passage of the description that answers the need.")
    score: float
    parts: dict[str, float] = Field(description="Points by part of the score; they add up to `score`.")
    reasons: list[ReasonRecord]
    cautions: list[CautionRecord]
    note: str | None
    path: str


class PartRecord(Schema):
    """A part of the score by this rulebook, for `without`."""

    id: str
    name: str
    most: float = Field(description="Most points that it can give.")
    reasons: list[str] = Field(description="Ids of its reasons.")
    ignored: list[str] = Field(description="Those of them that this answer ignores.")


class AskerRecord(Schema):
    """Who asks, as far as understood; what is not recognised changes nothing in the ranking."""

    text: str
    recognised: bool
    label: str | None
    agency: str | None = Field(description="Slug of the agency.")
    kind: AgencyKind | None
    province: str | None = Field(description="Code of the province.")
    region: str | None = Field(description="Code of the region.")


class OptionRecord(Schema):
    """One choice of a filter: the list would have `count` entries with it."""

    value: str
    label: str
    count: int
    chosen: bool


class FacetRecord(Schema):
    """A filter with all its choices, most frequent first."""

    parameter: str
    label: str
    options: list[OptionRecord]


class PassageRecord(Schema):
    """A passage of a published model book that answers the need."""

    book: str
    edition: int
    chapter: str = Field(description="Number and title of the chapter.")
    heading: str = Field(description="The heading below which it stands; empty before the first one.")
    text: str
    path: str
    made_up: bool = Field(description="The book is an example for demonstration.")


class FinderAnswer(Schema):
    """The ranked list and everything around it."""

    need: str
    asker: AskerRecord
    themes: list[str] = Field(description="Themes read from the need.")
    suggestion: str | None = Field(
        description="The need with misspelt words replaced; null when there is nothing to do."
    )
    guessed: bool = Field(description="No word of the need is known: the list is a guess by meaning alone.")
    words_only: bool = Field(description="This installation has no encoder: the list is by words and synonyms alone.")
    rulebook: str = Field(description="The rulebook that ranked: `/aturan/{id}`.")
    parts: list[PartRecord]
    total: int
    page: int
    limit: int
    pages: int
    results: list[HitRecord]
    passages: list[PassageRecord] = Field(description="At most three, with the first page; often none.")
    facets: list[FacetRecord]


class NeighbourRecord(Schema):
    """A similar innovation."""

    code: str
    title: str
    agency: str
    year: int | None
    path: str
    shared: list[str] = Field(description="Topic words that both tell.")
    may_be_same: bool = Field(description="Title and text are so alike that it may be the same innovation.")


@router.get(
    "/finder", response={200: FinderAnswer, 422: ErrorBody, 503: ErrorBody}, operation_id="find"
)  # fmt: skip
def find(request: HttpRequest, asked: Query[FinderParameters]) -> FinderAnswer:
    """Rank the catalogue for a need. Without a need, the whole catalogue under these filters.

    503 with `Retry-After` while the search index is being built.
    """
    _refuse_unknown_reasons(asked.without)
    try:
        found = answer(question_from(_as_page_query(asked), page_size=asked.limit), timezone.localdate())
    except IndexMissing:
        message = _("Indeks pencarian sedang disusun. Coba lagi sebentar.")
        raise ApiError(503, "index_missing", message, headers={"Retry-After": str(RETRY_AFTER)}) from None
    _refuse_unknown_values(asked, found)
    return FinderAnswer(
        need=found.question.text,
        asker=_asker(found),
        themes=found.themes,
        suggestion=found.suggestion or None,
        guessed=found.guessed,
        words_only=found.words_only,
        rulebook=RULEBOOK,
        parts=_parts(found),
        total=found.total,
        page=asked.page,
        limit=asked.limit,
        pages=found.pages,
        results=[HitRecord(**hit_as_dict(hit)) for hit in found.hits] if asked.page <= found.pages else [],
        passages=[_passage(one) for one in found.passages],
        facets=[_facet(facet) for facet in found.facets],
    )


def _passage(one: BookPassage) -> PassageRecord:
    return PassageRecord(
        book=one.book,
        edition=one.edition,
        chapter=one.chapter,
        heading=one.heading,
        text=one.text,
        path=one.path,
        made_up=one.made_up,
    )


def neighbour_records(code: str) -> list[NeighbourRecord] | None:
    """Similar innovations, nearest first; None while there is no index to tell. Two queries."""
    try:
        opened()
    except IndexMissing:
        return None
    return [
        NeighbourRecord(
            code=one.code,
            title=one.title,
            agency=one.agency,
            year=one.year,
            path=f"/inovasi/{one.slug}",
            shared=list(one.shared),
            may_be_same=one.may_be_same,
        )
        for one in neighbours(code)
    ]


def _as_page_query(asked: FinderParameters) -> QueryDict:
    """The same question as the address of the result page, so that both are read in one place."""
    query = QueryDict(mutable=True)
    query["q"], query["untuk"], query["halaman"] = asked.need, asked.asker, str(asked.page)
    query.setlist("tanpa", list(asked.without))
    for name, parameter in PARAMETERS.items():
        query.setlist(parameter, [str(value) for value in getattr(asked, name)])
    return query


def _refuse_unknown_reasons(without: list[str]) -> None:
    rules = ranking_rules()
    known = list(dict.fromkeys([*(part.id for part in rules.parts), *rules.reasons]))
    if any(name not in known for name in without):
        raise bad_parameters({"without": _("Tulis salah satu dari: %(values)s.") % {"values": ", ".join(known)}})


def _refuse_unknown_values(asked: FinderParameters, found: Answer) -> None:
    """Filters whose values the data decide; those of fixed vocabularies are checked before."""
    known: Mapping[str, Mapping[str, str]] = found.names
    for name in ("theme", "sector", "province"):
        if wrong := set(getattr(asked, name)) - {*known[PARAMETERS[name]], NONE}:
            raise unknown_values(name, sorted(wrong))
    if wrong := {year for year in asked.year if year != NONE and not (year.isascii() and year.isdigit())}:
        raise unknown_values("year", sorted(wrong))
    if wrong := {slug for slug in asked.agency if not agency_exists(slug)}:
        raise unknown_values("agency", sorted(wrong))


def _asker(found: Answer) -> AskerRecord:
    asker = found.asker
    return AskerRecord(
        text=asker.text,
        recognised=asker.recognised,
        label=asker.label or None,
        agency=asker.agency_slug or None,
        kind=AgencyKind(asker.kind) if asker.kind else None,
        province=asker.province_code,
        region=asker.region_code,
    )


def _parts(found: Answer) -> list[PartRecord]:
    english = (get_language() or "").startswith("en")
    return [
        PartRecord(
            id=part.id,
            name=part.name_en if english else part.name,
            most=part.weight,
            reasons=list(part.reasons),
            ignored=[reason for reason in part.reasons if reason in found.question.without],
        )
        for part in ranking_rules().parts
    ]


def _facet(facet: Facet) -> FacetRecord:
    names = {parameter: name for name, parameter in PARAMETERS.items()}
    options = [_option(option) for option in (*facet.options, *facet.more)]
    return FacetRecord(parameter=names[facet.name], label=str(facet.label), options=options)


def _option(option: Option) -> OptionRecord:
    return OptionRecord(value=option.value, label=option.label, count=option.count, chosen=option.chosen)
