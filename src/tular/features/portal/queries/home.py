"""The first page: examples to start from, the spread of innovations, themes, and figures with their dates."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.core.cache import caches
from django.db.models import Count, Max, Q, Sum
from django.utils import translation
from django.utils.translation import gettext as _

from tular.features.agencies.models import Hub
from tular.features.catalogue.models import SourceRecord
from tular.features.catalogue.queries import CatalogueTotals, catalogue_totals
from tular.features.portal.queries.browse import ThemeRow, theme_rows
from tular.features.portal.queries.quoted import QuotedFact, Sustainability, quoted_facts, sustainability
from tular.features.portal.queries.spread import Spread, spread
from tular.features.replications.choices import ReplicationState
from tular.features.replications.queries.shown import real_replications

CACHE_SECONDS = 15 * 60
"""Upper bound for what the stamp of the data does not show, such as a changed title."""
SHOWN_THEMES = 18


@dataclass(frozen=True, slots=True)
class HomePage:
    """Everything on the first page except what the visitor typed."""

    examples: tuple[str, ...]
    spread: Spread
    themes: tuple[ThemeRow, ...]
    themes_total: int
    totals: CatalogueTotals
    never_took_part: QuotedFact
    hubs: QuotedFact
    hubs_regions: QuotedFact
    hubs_central: QuotedFact
    jippnas: Sustainability
    hubs_on_file: int


def home_page(today: datetime.date) -> HomePage:
    """The page, kept by each process until the day, the language or the data behind it change (two queries then)."""
    key = ":".join(("portal-home", translation.get_language() or "", today.isoformat(), *data_stamp()))
    kept = caches["process"]
    page: HomePage | None = kept.get(key)
    if page is None:
        page = _build(today)
        kept.set(key, page, CACHE_SECONDS)
    return page


def _build(today: datetime.date) -> HomePage:
    rows = theme_rows()
    facts = quoted_facts()
    return HomePage(
        examples=(
            _("antrean obat di rumah sakit panjang"),
            _("anak putus sekolah"),
            _("warga sulit mengurus akta kelahiran"),
        ),
        spread=spread(today),
        themes=rows[:SHOWN_THEMES],
        themes_total=len(rows),
        totals=catalogue_totals(today),
        never_took_part=facts["never-took-part"],
        hubs=facts["hub-jipp"],
        hubs_regions=facts["hub-jipp-regions"],
        hubs_central=facts["hub-jipp-central"],
        jippnas=sustainability(facts),
        hubs_on_file=Hub.objects.count(),
    )


def data_stamp() -> tuple[str, str]:
    """Changes whenever records were added, removed, re-imported or moved to another state or agency."""
    replications = real_replications().aggregate(
        Count("pk"), Max("pk"), Sum("year"), Sum("taker"), Sum("origin_agency"), Sum("innovation"),
        **{f"in_{state.name.lower()}": Count("pk", filter=Q(state=state)) for state in ReplicationState},
    )  # fmt: skip
    sources = SourceRecord.objects.aggregate(Count("pk"), Max("pk"), Max("imported_at"))
    return "-".join(map(str, replications.values())), "-".join(map(str, sources.values())).replace(" ", "_")
