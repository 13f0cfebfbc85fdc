"""Everything that may be read about agencies and regions."""

from tular.features.agencies.queries.askers import Asker, AskerNames, asker_names
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
    "AskerNames",
    "IndicatorFact",
    "IndicatorName",
    "ProvinceTile",
    "agency_lookup",
    "asker_names",
    "families",
    "find_agency",
    "indicator_names",
    "indicators_by_region",
    "predecessors_of",
    "provinces",
    "region_indicators",
    "successors_of",
]
