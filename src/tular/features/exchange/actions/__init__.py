"""Everything that brings data in from files."""

from tular.features.exchange.actions.importing import import_indicators, import_innovations
from tular.features.exchange.actions.shipped import ShippedReport, load_shipped_catalogue
from tular.foundation.files import ImportReport

__all__ = ["ImportReport", "ShippedReport", "import_indicators", "import_innovations", "load_shipped_catalogue"]
