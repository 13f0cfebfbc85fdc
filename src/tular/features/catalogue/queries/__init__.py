"""What the catalogue can be asked. Everything comes back as plain objects."""

from tular.features.catalogue.queries.counts import (
    AgencyCount,
    AwardCount,
    CatalogueTotals,
    ProvinceCount,
    ProvinceCounts,
    ThemeCount,
    YearCount,
    agency_counts,
    award_counts,
    catalogue_totals,
    province_counts,
    theme_counts,
    year_counts,
)
from tular.features.catalogue.queries.facts import MODEL, completeness_of, facts_of, known_facts
from tular.features.catalogue.queries.innovation import InnovationPage, innovation_page
from tular.features.catalogue.queries.requirements import Requirements, needs_in_words, requirements_of, rupiah
from tular.features.catalogue.queries.row_facts import facts_in_all_rows
from tular.features.catalogue.queries.texts import sentences, states_a_baseline, states_a_figure

__all__ = [
    "MODEL",
    "AgencyCount",
    "AwardCount",
    "CatalogueTotals",
    "InnovationPage",
    "ProvinceCount",
    "ProvinceCounts",
    "Requirements",
    "ThemeCount",
    "YearCount",
    "agency_counts",
    "award_counts",
    "catalogue_totals",
    "completeness_of",
    "facts_in_all_rows",
    "facts_of",
    "innovation_page",
    "known_facts",
    "needs_in_words",
    "province_counts",
    "requirements_of",
    "rupiah",
    "sentences",
    "states_a_baseline",
    "states_a_figure",
    "theme_counts",
    "year_counts",
]
