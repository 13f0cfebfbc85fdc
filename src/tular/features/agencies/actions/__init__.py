"""Everything that may change agencies, regions and their indicators."""

from tular.features.agencies.actions.agencies import load_agencies, load_hubs
from tular.features.agencies.actions.indicators import load_indicators
from tular.features.agencies.actions.regions import load_regions

__all__ = ["load_agencies", "load_hubs", "load_indicators", "load_regions"]
