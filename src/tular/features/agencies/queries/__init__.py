"""Everything that may be read about agencies and regions."""

from tular.features.agencies.queries.askers import Asker, asker_suggestions, resolve_asker
from tular.features.agencies.queries.names import AgencyLookup, agency_lookup, find_agency
from tular.features.agencies.queries.regions import (
    IndicatorFact,
    IndicatorName,
    ProvinceTile,
    indicator_names,
    indicators_by_region,
    provinces,
    region_indicators,
)
from tular.features.agencies.queries.successions import families, predecessors_of, successors_of

__all__ = [
    "AgencyLookup",
    "Asker",
    "IndicatorFact",
    "IndicatorName",
    "ProvinceTile",
    "agency_lookup",
    "asker_suggestions",
    "families",
    "find_agency",
    "indicator_names",
    "indicators_by_region",
    "predecessors_of",
    "provinces",
    "region_indicators",
    "resolve_asker",
    "successors_of",
]
